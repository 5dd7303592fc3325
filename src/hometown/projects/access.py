"""Who sees which projects, and who may do what with one. The one place of row-level visibility here.

A hidden record is NotFound, so that a stranger learns nothing. Peers see the register of claims: owner unit, stage and
claim date. Whoever files a lead that supports another's project sees the register, not the project.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.ledger.heads import walking
from hometown.ledger.keys import Keys
from hometown.policy.rules import gate
from hometown.policy.shape import Policy
from hometown.programme.access import officer_of
from hometown.programme.models import Officer, Posting, Unit, UnitKind
from hometown.programme.units import below as units_below

from .models import Claim, Credit, Doubt, Evidence, Filing, Project, Voucher
from .querysets import (
    ClaimQuerySet,
    DoubtQuerySet,
    EvidenceQuerySet,
    FilingQuerySet,
    ProjectQuerySet,
    VoucherQuerySet,
)
from .rules import RANK, Side

FEW = 500  # rows of a kind that are asked about one by one
READERS = (
    Capability.SEE_PROJECTS_ALL.value,
    Capability.SEE_PROJECTS_BATCH.value,
    Capability.SEE_PROJECTS_OWN.value,
    Capability.SEE_PROJECTS_LANDING.value,
)
LANDING = (UnitKind.COUNTY, UnitKind.PARK)  # where a project may land
WORKERS = (Capability.ADVANCE_PROJECT.value, Capability.REPORT_EVIDENCE.value, Capability.FILE_LEAD.value)
Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
Naming = tuple[Any, str]  # a set of rows, and the column in which each names a project
# A floor above puts here which further projects a person reads, and why: sets of rows that name projects.
also_seen: list[Callable[[User], list[Any]]] = []


def visible_projects(user: User) -> ProjectQuerySet:
    """Every project this person may read."""
    keys, everything = seen_keys(user), Project.objects.all()
    return everything if keys is None else everything.filter(pk__in=keys)


def seen_keys(user: User) -> Keys | None:
    """Return the keys of every project this person may read, None for all there are."""
    if sees_every_project(user):
        return None
    return user.kept("projects seen", lambda: Keys(_keys_of(_seen(user))))


def of_seen(user: User, field: str = "project") -> Q:
    """Return the condition that a row names, in a field, a project this person may read."""
    keys = seen_keys(user)
    return Q(**{f"{field}__isnull": False}) if keys is None else Q(**{f"{field}__in": keys})


def along(user: User, found: Rows, field: str = "pk", *, is_short: bool = False) -> Rows:
    """Return the rows of a set of projects, or of what names one in a field, that this person may read.

    Give the set an order that an index has, and take its first: for who reads much it is read along that order, and
    for who reads little, by the keys of what they read; a set that is short anyway, along its order for everybody.
    """
    keys = seen_keys(user)
    if keys is None:
        return found
    wide = is_short or user.may(Capability.SEE_PROJECTS_BATCH, Capability.SEE_PROJECTS_LANDING)
    return walking(found, field, keys) if wide else found.filter(**{f"{field}__in": keys})


def first_seen(user: User, found: Rows, most: int, also: Q | None = None) -> Rows:
    """Return the first rows of a short set, in its order, whose project this person may read, or which `also` fit.

    It is asked about the projects of these few, and not about all that the person may read.
    """
    few = list(found.values_list("pk", "project")[:FEW])
    if len(few) == FEW:
        near = of_seen(user)
    elif not few:
        return found.none()
    else:
        seen = visible_among(user, {project for _pk, project in few})
        near = Q(pk__in=[pk for pk, project in few if project in seen])
    return found.filter(near | also if also else near)[:most]


def reads_batch(user: User, batch: uuid.UUID) -> bool:
    """Tell whether a person reads every project of a batch, so that nothing needs to be asked of each."""
    return sees_every_project(user) or batch in user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")


def visible_among(user: User, pks: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return those of a few projects that this person may read."""
    few = set(pks)
    if not few or sees_every_project(user):
        return frozenset(few)
    return frozenset(_keys_of([(one.filter(**{f"{name}__in": few}), name) for one, name in _seen(user)]))


def sees_every_project(user: User) -> bool:
    """Tell whether a person may read all projects of the city."""
    everywhere = user.holding.everywhere
    return everywhere(Capability.SEE_PROJECTS_ALL) or everywhere(Capability.SEE_PROJECTS_BATCH)


def _seen(user: User) -> list[Naming]:
    """Return what makes a project one's to read, as sets of rows that name projects."""
    seen: list[Any] = []
    passed: list[Naming] = []
    if user.may(Capability.SEE_PROJECTS_BATCH):
        seen.append(Project.objects.filter(batch__in=user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")))
    if user.may(Capability.SEE_PROJECTS_LANDING):
        seen += [Project.objects.filter(landing_unit__in=landing_units(user)), _served(user)]
    if user.may(Capability.SEE_PROJECTS_OWN):
        seen += _own(user)
        passed = _passed(user)
    for also in also_seen:
        seen += also(user)
    return [*_naming(seen), *passed]


def mine(user: User, field: str = "pk") -> Q:
    """Projects this person works on: a share in the credit, one's own filing, the stewardship, or a handover.

    A field is that of a row which names a project.
    """
    return Q(**{f"{field}__in": user.kept("projects mine", lambda: Keys(_keys_of(_naming(_worked_on(user)))))})


def _worked_on(user: User) -> list[Any]:
    officers = officers_of(user)
    filed = Filing.objects.counted().filter(officer__in=officers)
    return [_credited(officers), filed, _filed_by(user), _served(user), _kept(officers)]


def _own(user: User) -> list[Any]:
    """Projects of one's own: worked on, filed by one's unit or group, or held by a claim of it."""
    units = own_units(user)
    filed = Filing.objects.counted().filter(unit__in=units)
    held = Claim.objects.filter(unit__in=units, released_on__isnull=True)
    return [_credited(officers_of(user)), filed, _filed_by(user), held, _kept(officers_of(user))]


def _passed(user: User) -> list[Naming]:
    """What one filed and what then turned out to be another's: one keeps sight of one's own record of it."""
    passed = Filing.objects.filter(filed_for__isnull=False)
    own = passed.filter(unit__in=own_units(user)), passed.filter(filed_by=user.pk)
    return [(rows, "filed_for") for rows in own]


def _naming(rows: Iterable[Any]) -> list[Naming]:
    return [(one, "pk" if one.model is Project else "project") for one in rows]


def _keys_of(seen: list[Naming]) -> "QuerySet[Any, Any]":
    """Return the keys of the projects that these sets name.

    One set made of all: a database reads the few keys from indexes and then those projects. Of conditions joined by
    OR it makes a walk over every project there is. A project named twice stays so: whoever looks up keys in the set
    need not have them told apart first, which takes a third of the time.
    """
    keys = [one.values_list(name, flat=True) for one, name in seen]
    return keys[0].union(*keys[1:], all=True) if keys else Project.objects.none().values_list("pk", flat=True)


def _served(user: User) -> ProjectQuerySet:
    return Project.objects.filter(steward=user.pk)


def _kept(officers: list[uuid.UUID]) -> ProjectQuerySet:
    """Projects that passed to somebody by a handover."""
    return Project.objects.filter(keeper__in=officers)


def _filed_by(user: User) -> FilingQuerySet:
    return Filing.objects.counted().filter(filed_by=user.pk)


def _credited(officers: list[uuid.UUID]) -> Any:
    return Credit.objects.filter(officer__in=officers)


def officers_of(user: User) -> list[uuid.UUID]:
    """The officer behind an account, if there is one."""
    officer = officer_of(user)
    return [officer.pk] if officer else []


def landing_units(user: User) -> frozenset[uuid.UUID]:
    """The units to which projects come that a person receives, with all below them."""
    over = user.scopes(Capability.SEE_PROJECTS_LANDING, "unit")
    return user.kept("landing_units", lambda: units_below(over))


def own_units(user: User) -> frozenset[uuid.UUID]:
    """The units in whose name a person files: group and host unit of their postings, and what their duties are over."""
    return user.kept("own_units", lambda: _own_units(user))


def _own_units(user: User) -> frozenset[uuid.UUID]:
    units: set[uuid.UUID] = set()
    for group, host in Posting.objects.filter(officer__user=user).values_list("group", "host_unit"):
        units.add(group or host)
    scoped = user.scopes(Capability.SEE_PROJECTS_OWN, "unit") | user.scopes(Capability.FILE_LEAD, "unit")
    return units_below(scoped) | units


def units_to_file_for(user: User) -> "list[Unit]":
    """The units a person may file a lead for, the likeliest first."""
    if user.holding.everywhere(Capability.FILE_LEAD):
        kinds = ("bureau", "group", "county", "park", "department", "enterprise")
        return list(Unit.objects.filter(kind__in=kinds, is_active=True).order_by("kind", "name"))
    if user.scopes(Capability.SEE_PROJECTS_BATCH, "batch"):
        return list(Unit.objects.filter(pk__in=_units_of_batches(user) | own_units(user)).order_by("kind", "name"))
    return list(Unit.objects.filter(pk__in=own_units(user)).order_by("kind", "name"))


def _units_of_batches(user: User) -> set[uuid.UUID]:
    rows = Posting.objects.filter(batch__in=user.scopes(Capability.SEE_PROJECTS_BATCH, "batch"))
    return {unit for pair in rows.values_list("group", "host_unit") for unit in pair if unit}


def project_for(user: User, pk: uuid.UUID) -> Project:
    """Return a project this person may read. Raises NotFound."""
    found: Project | None = Project.objects.with_reader_needs().filter(pk=pk).first()
    if found is None or not visible_among(user, [pk]):
        raise NotFound("projects.gone")
    return found


def visible_evidence(user: User) -> EvidenceQuerySet:
    """The evidence of the projects one may read, withdrawn papers too."""
    return Evidence.objects.filter(of_seen(user))


def visible_vouchers(user: User) -> VoucherQuerySet:
    """The vouchers of the projects one may read."""
    return Voucher.objects.filter(of_seen(user))


def visible_doubts(user: User) -> DoubtQuerySet:
    """The doubts about the projects one may read, cleared ones too."""
    found: DoubtQuerySet = Doubt.objects.filter(of_seen(user))
    return found


def doubt_for(user: User, pk: uuid.UUID) -> Doubt:
    """Return a doubt about a project this person may read. Raises NotFound."""
    found: Doubt | None = visible_doubts(user).filter(pk=pk).select_related("project__company").first()
    if found is None:
        raise NotFound("projects.gone")
    return found


def evidence_for(user: User, pk: uuid.UUID) -> Evidence:
    """Return a piece of evidence of a project this person may read. Raises NotFound."""
    seen = visible_evidence(user).with_verdict().filter(pk=pk)
    found: Evidence | None = seen.select_related("project__company", "blob").first()
    if found is None:
        raise NotFound("projects.gone")
    return found


def voucher_for(user: User, pk: uuid.UUID) -> Voucher:
    """Return a voucher of a project this person may read. Raises NotFound."""
    seen = visible_vouchers(user).filter(pk=pk)
    found: Voucher | None = seen.select_related("project__company", "blob").first()
    if found is None:
        raise NotFound("projects.gone")
    return found


def visible_filings(user: User) -> FilingQuerySet:
    """Filings of the projects one may read, and those one made oneself or one's unit made."""
    units = own_units(user) if user.may(Capability.SEE_PROJECTS_OWN) else set()
    seen = of_seen(user) | Q(filed_by=user.pk) | Q(unit__in=units)
    return Filing.objects.filter(seen)


def own_filings(user: User) -> FilingQuerySet:
    """Filings one made oneself: always among those one may read."""
    return Filing.objects.filter(filed_by=user.pk)


def filing_for(user: User, pk: uuid.UUID) -> Filing:
    """Return a filing this person may read. Raises NotFound."""
    found: Filing | None = visible_filings(user).filter(pk=pk).select_related("project__company", "unit").first()
    if found is None:
        raise NotFound("projects.gone")
    return found


def register(user: User) -> ClaimQuerySet:
    """The register of claims. Which of its columns a reader gets is in the pages: peers see what the rules name."""
    require(user, Capability.SEE_CLAIMS_REGISTER)
    return Claim.objects.select_related("unit", "project")


# --- who may do what ----------------------------------------------------------------------------------------------


def require(user: User, *capabilities: str) -> None:
    """Raise NotAllowed unless the person holds one of these capabilities."""
    if not user.may(*capabilities):
        raise NotAllowed("projects.not_yours")


def require_visible(user: User, project: Project) -> None:
    """Raise NotFound for a project this person may not read."""
    if not visible_among(user, [project.pk]):
        raise NotFound("projects.gone")


def require_worker(user: User, project: Project, *capabilities: str) -> None:
    """Raise unless the person reads the project and works on it: edits it, reports for it."""
    require_visible(user, project)
    require(user, *(capabilities or WORKERS))


def may_coordinate(user: User, project: Project) -> bool:
    """Tell whether a person routes a project, shares its credit, overrides its facts: the bureau, the secretary."""
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return True
    batches = user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")
    return project.batch_id in batches and user.may(Capability.ADVANCE_PROJECT)


def require_coordinator(user: User, project: Project) -> None:
    """Raise unless the person may route the project and share its credit."""
    require_visible(user, project)
    if not may_coordinate(user, project):
        raise NotAllowed("projects.coordinator_only")


def may_advance_to(user: User, policy: Policy, stage: str) -> bool:
    """Tell whether one of a person's roles may move a project into a stage."""
    return user.may(Capability.ADVANCE_PROJECT) and not gate(policy, stage).advance.isdisjoint(user.holding.roles)


def require_advancer(user: User, project: Project, policy: Policy, stage: str) -> None:
    """Raise unless the person may move this project into a stage."""
    require_visible(user, project)
    if not may_advance_to(user, policy, stage):
        raise NotAllowed("projects.role_may_not_advance", stage=stage_name(policy, stage))


def may_change_status(user: User, project: Project, policy: Policy) -> bool:
    """Tell whether a person may pause, lose, withdraw or revive: who may move it where it stands, or coordinates."""
    return may_coordinate(user, project) or may_advance_to(user, policy, project.stage)


def verifying_roles(policy: Policy, stage: str) -> frozenset[str]:
    """The roles that verify the papers of a stage; every role that may verify where the stage names none."""
    named = gate(policy, stage).verify if stage in RANK else frozenset()
    return named or frozenset(role.code for role in policy.roles if Capability.VERIFY in role.may)


def require_verifier(user: User, project: Project, roles: frozenset[str]) -> None:
    """Raise unless the person reads the project and holds one of the verifying roles."""
    require_visible(user, project)
    if not user.may(Capability.VERIFY) or roles.isdisjoint(user.holding.roles):
        raise NotAllowed("projects.verifiers_only")


def require_filer(user: User, unit: Unit, officer: Officer | None) -> None:
    """Raise unless the person may file a lead in this unit's name, and in this officer's."""
    require(user, Capability.FILE_LEAD)
    if user.holding.everywhere(Capability.FILE_LEAD) or user.scopes(Capability.SEE_PROJECTS_BATCH, "batch"):
        return
    if unit.pk not in own_units(user):
        raise NotAllowed("projects.not_your_unit", unit=unit.name)
    own = officers_of(user)
    if officer is not None and own and officer.pk not in own:
        raise NotAllowed("projects.not_your_name", officer=officer.name)


def may_see_people(user: User) -> bool:
    """Tell whether names of contacts are shown to this person."""
    return user.may(Capability.SEE_CONTACTS)


def stage_name(policy: Policy, stage: str) -> str:
    """Return what a stage is called, in the reader's language."""
    return gate(policy, stage).stage.text(language())


def language() -> str:
    """Return the language refusals are written in."""
    return get_language() or "zh-hans"


# --- claims and what is disputed about them -----------------------------------------------------------------------


def acts_for(user: User, unit: Unit) -> bool:
    """Tell whether a person speaks for a unit about its claims: its officers, its duties, its batch's secretary."""
    if not user.may(Capability.FILE_LEAD):
        return False
    if unit.kind == UnitKind.BUREAU and user.holding.everywhere(Capability.FILE_LEAD):
        return True
    return unit.pk in units_spoken_for(user)


def units_spoken_for(user: User) -> frozenset[uuid.UUID]:
    """The units a person speaks for. Whoever files for the whole city speaks for no single unit."""
    batches = user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")
    return own_units(user) | (_units_of_batches(user) if batches else set())


def require_acting(user: User, unit: Unit) -> None:
    """Raise NotAllowed unless the person speaks for the unit."""
    if not acts_for(user, unit):
        raise NotAllowed("projects.not_for_unit", unit=unit.name)


def decides_claims(user: User, policy: Policy) -> bool:
    """Tell whether a person decides about probable matches, objections, transfers: by the roles of the rules."""
    return user.may(Capability.DECIDE_CLAIMS) and not user.holding.roles.isdisjoint(policy.claims.decided_by)


def require_decider(user: User, policy: Policy) -> None:
    """Raise NotAllowed unless the person decides about claims."""
    if not decides_claims(user, policy):
        raise NotAllowed("projects.deciders_only")


def hears_appeals(user: User, policy: Policy) -> bool:
    """Tell whether an appeal goes to a person, by the roles of the rules."""
    return user.is_active and not user.holding.roles.isdisjoint(policy.claims.appeal_to)


def sides_of(user: User, policy: Policy, giver: Unit, receiver: Unit) -> list[Side]:
    """Return on which sides of a transfer a person stands."""
    stands = {
        Side.GIVER: acts_for(user, giver),
        Side.RECEIVER: acts_for(user, receiver),
        Side.COORDINATOR: decides_claims(user, policy),
    }
    return [side for side, yes in stands.items() if yes]


def claim_for(user: User, pk: uuid.UUID) -> Claim:
    """Return a claim of the register. Raises NotFound."""
    require(user, Capability.SEE_CLAIMS_REGISTER)
    found: Claim | None = Claim.objects.with_life_needs().filter(pk=pk).first()
    if found is None:
        raise NotFound("projects.no_claim")
    return found


def sees_whole_claim(user: User, claim: Claim) -> bool:
    """Tell whether a person sees more of a claim than the register: its holder's people, who reads the project."""
    return acts_for(user, claim.unit) or bool(visible_among(user, [claim.project_id]))


def known_claims(user: User) -> ClaimQuerySet:
    """The claims whose whole story a person may read: of the projects they read, and of the units they speak for."""
    found: ClaimQuerySet = Claim.objects.filter(of_seen(user) | Q(unit__in=units_spoken_for(user)))
    return found
