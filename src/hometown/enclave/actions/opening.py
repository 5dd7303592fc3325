"""Opening an enclave, what lies in it, and its end."""

from datetime import date

from hometown.accounts.models import User
from hometown.enclave import access
from hometown.enclave.models import Enclave, EnclaveProject, Side
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Unit
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.projects.rules import RANK, Stage, is_live


def open_enclave(
    actor: User, *, name: str, home_unit: Unit, partner_unit: Unit, lies_with: str, place: str = ""
) -> Enclave:
    """Open an enclave between a unit of home and a partner. Raises NotAllowed for a unit of others."""
    if not access.may_open(actor, home_unit):
        raise NotAllowed("enclave.not_your_unit", unit=home_unit.name)
    fields = {}
    if not name.strip():
        fields["name"] = BadInput("enclave.say_it")
    if home_unit.kind not in access.HOME_KINDS:
        fields["home_unit"] = BadInput("enclave.no_unit_of_home", unit=home_unit.name)
    if partner_unit.kind not in access.PARTNER_KINDS:
        fields["partner_unit"] = BadInput("enclave.no_partner", unit=partner_unit.name)
    if lies_with not in Side.values:
        fields["lies_with"] = BadInput("enclave.say_it")
    if fields:
        raise BadInput("enclave.look_over", fields=fields)
    enclave = Enclave(
        name=name.strip()[:120], home_unit=home_unit, partner_unit=partner_unit, lies_with=lies_with,
        place=place.strip()[:200], opened_on=clock.today(), opened_by=actor.pk,
    )  # fmt: skip
    with book.entry("enclave.opened", actor=actor.pk) as entry:
        if Enclave.objects.filter(name=enclave.name).exists():
            raise BadInput("enclave.look_over", fields={"name": BadInput("enclave.name_taken")})
        entry.put(enclave)
    return enclave


def add_project(actor: User, *, enclave: Enclave, project: Project, on: date | None = None) -> EnclaveProject:
    """Say that a signed project lies in an enclave: its name is read by the partner from now on.

    A lead or a project in talks is no partner's to read (PRACTICE: the host side has no access to leads).
    """
    access.require_home(actor, enclave)
    projects.require_visible(actor, project)
    _require_running(enclave)
    if project.stage_rank < RANK[Stage.SIGNED] or not is_live(project.status):
        raise RuleBroken("enclave.not_signed_yet", project=project.name)
    inside = EnclaveProject(enclave=enclave, project=project, joined_on=on or clock.today(), joined_by=actor.pk)
    with book.entry("enclave.joined", actor=actor.pk) as entry:
        other = EnclaveProject.objects.filter(project=project, left_on__isnull=True).select_related("enclave").first()
        if other is not None:
            raise RuleBroken("enclave.inside_already", project=project.name)
        entry.put(inside)
    return inside


def take_out(actor: User, *, inside: EnclaveProject) -> EnclaveProject:
    """Say that a project lies in the enclave no longer; what was paid stays."""
    access.require_home(actor, inside.enclave)
    if inside.left_on is not None:
        raise RuleBroken("enclave.over_already", day=inside.left_on)
    with book.entry("enclave.left", actor=actor.pk) as entry:
        inside.left_on, inside.left_by = clock.today(), actor.pk
        entry.put(inside)
    return inside


def end_enclave(actor: User, *, enclave: Enclave, on: date, words: str) -> Enclave:
    """End an enclave on a day. The year of that day is the last that is shared; its statement settles by the agreement.

    Raises RuleBroken while a draft waits for a signature, or where a later year has been signed.
    """
    access.require_home(actor, enclave)
    _require_running(enclave)
    fields = {}
    if not words.strip():
        fields["words"] = BadInput("enclave.say_it")
    if on > clock.today():
        fields["on"] = BadInput("enclave.in_the_future")
    if fields:
        raise BadInput("enclave.look_over", fields=fields)
    with book.entry("enclave.ended", actor=actor.pk, occurred_on=on) as entry:
        if enclave.statements.open().exists() or enclave.agreements.open().exists():
            raise RuleBroken("enclave.drafts_wait")
        if enclave.statements.standing().filter(year__gte=on.year).exists():
            raise RuleBroken("enclave.later_year_signed", year=on.year)
        enclave.ended_on, enclave.ended_by, enclave.ending_words = on, actor.pk, words.strip()[:500]
        entry.put(enclave)
    return enclave


def _require_running(enclave: Enclave) -> None:
    if enclave.ended_on is not None:
        raise RuleBroken("enclave.over_already", day=enclave.ended_on)
