"""First claims as pages show them: the register's lines, one claim's life, and what waits to be decided."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.face.formats import listed
from hometown.face.parts import Fact, Line, Row, Step
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day, day_short, moment
from hometown.fieldwork.access import visible_activities
from hometown.ledger.heads import in_any_of
from hometown.policy.shape import PeersSee, Policy
from hometown.programme.models import Unit
from hometown.programme.units import below as units_below

from . import access, disputed, labels, previews, protection
from .claimforms import reason_words
from .models import Claim, Conflict, Filing, InvestorChoice, Objection, Project, StageMove, Transfer
from .progress import Mark, held_claim, life_of, lives_of, progress_of
from .querysets import ClaimQuerySet
from .rules import RANK, ClaimState, Life, Stage, is_guessed, object_until

MOST = 60  # claims whose life is looked at to find those in danger
MARKS_SHOWN = 12


def waiting_rows(user: User, policy: Policy, filings: Iterable[Filing]) -> list[Row]:
    """Return filings that wait, each called as far as this person may know it, with what it lacks."""
    asked = list(filings)
    seen = access.visible_among(user, {one.project_id for one in asked})
    rows = []
    for one in asked:
        told = next(iter(one.text.splitlines()), "")
        name = one.project.name if one.project_id in seen else told or one.unit.name
        firm = one.project.company.name if one.project_id in seen else ""
        lacks = _("Missing: %(what)s") % {"what": listed(previews.lacks(policy, one), labels.language())}
        meta = [firm, format_html("{} · {}", one.unit.name, moment(one.filed_at)), lacks]
        url = reverse("filing-amend", args=[one.pk])
        rows.append(Row(name, [words for words in meta if words], url, _("Complete it")))
    return rows


def state_words(life: Life) -> str:
    """Return how a claim stands, in words."""
    if life.is_ending and life.state in {ClaimState.FRESH, ClaimState.WARNED}:
        return _("its protection ends soon")
    return str(labels.STATES[life.state.value])


def state_lamp(life: Life) -> SafeString:
    """Return how a claim stands as a lamp with its words."""
    return lamp(life.lamp, state_words(life))


def due_words(life: Life) -> Any:
    """Return what is due next, and what happens otherwise, in one sentence."""
    if life.state is ClaimState.KEPT:
        return _("The contract is signed. Nothing is counted any more.")
    back = day(life.returns_on)
    if life.is_lapsed:
        return format_html(_("Back in the pool since {day}: {why}."), day=back, why=labels.RELEASES[life.because])
    if life.evidence_due >= life.returns_on - timedelta(days=1):
        return format_html(_("Without new evidence it goes back to the pool on {day}."), day=back)
    pattern = _("New evidence by {due}; without any, it goes back to the pool on {day}.")
    return format_html(pattern, due=day(life.evidence_due), day=back)


# --- the register -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterLine:
    """A claim in the register, as one reader may know it; what is not theirs to know is empty."""

    claim: Claim
    unit: str
    stage: str
    claimed_on: date | None
    project: str = ""
    url: str = ""
    last_on: date | None = None
    lamp: Any = ""
    due: Any = ""


def register_lines(user: User, policy: Policy, claims: Iterable[Claim], today: date) -> list[RegisterLine]:
    """Return the lines of a page of the register. Peers see the columns the rules name, and no more."""
    page = list(claims)
    readable = access.visible_among(user, (one.project_id for one in page))
    units = access.units_spoken_for(user)
    own = [one for one in page if one.project_id in readable or one.unit_id in units]
    lives = lives_of([one for one in own if one.released_on is None], policy, today)
    return [
        _own_line(policy, one, lives.get(one.pk), one.project_id in readable)
        if one in own
        else _peers_line(policy, one)
        for one in page
    ]


def _peers_line(policy: Policy, claim: Claim) -> RegisterLine:
    sees = policy.claims.peers_see
    return RegisterLine(
        claim,
        unit=claim.unit.name if PeersSee.OWNER_UNIT in sees else "",
        stage=labels.stage(policy, claim.project.stage) if PeersSee.STAGE in sees else "",
        claimed_on=claim.first_on if PeersSee.CLAIMED_ON in sees else None,
    )


def _own_line(policy: Policy, claim: Claim, life: Life | None, readable: bool) -> RegisterLine:
    return RegisterLine(
        claim,
        claim.unit.name,
        labels.stage(policy, claim.project.stage),
        claim.first_on,
        project=claim.project.name if readable else "",
        url=reverse("claim", args=[claim.pk]),
        last_on=claim.last_on,
        lamp=state_lamp(life) if life else "",
        due=due_words(life) if life else labels.RELEASES.get(claim.released_because, claim.released_because),
    )


# --- one claim ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Whole:
    """A claim with all that belongs to it, for those who may see more than the register."""

    claim: Claim
    life: Life | None  # None once it was released
    marks: list[Mark]
    transfers: list[Transfer]
    objections: list[Objection]
    choices: list[InvestorChoice]
    people: dict[uuid.UUID, str]


def whole_of(claim: Claim, policy: Policy, today: date) -> Whole:
    """Read what belongs to a claim."""
    marks = progress_of([claim], today)
    life = lives_of([claim], policy, today, marks)[claim.pk] if claim.released_on is None else None
    both = Q(claim=claim) | Q(new_claim=claim)
    transfers = list(Transfer.objects.filter(both).select_related("from_unit", "to_unit", "statistical_home"))
    objections = list(Objection.objects.filter(claim=claim).select_related("unit", "to_unit"))
    choices = list(InvestorChoice.objects.filter(project=claim.project_id).select_related("chosen", "refused"))
    until = claim.released_on or today
    kept = [mark for mark in marks[claim.pk] if mark.on <= until]
    return Whole(claim, life, kept, transfers, objections, choices, names_of(_people_in(transfers, objections)))


def _people_in(transfers: Iterable[Transfer], objections: Iterable[Objection]) -> set[uuid.UUID | None]:
    found = {one.proposed_by for one in transfers}
    return found | {who for one in objections for who in (one.filed_by, one.decided_by, one.appealed_by)}


def lifeline(whole: Whole) -> list[Step]:
    """Return a claim's way from its first day to its last."""
    claim, life = whole.claim, whole.life
    steps = [Step(_("Claimed"), day_short(claim.first_on), "done")]
    if whole.marks:
        steps.append(Step(_("Last progress"), day_short(whole.marks[-1].on), "done"))
    if claim.renewed_on:
        steps.append(Step(_("Renewed"), day_short(claim.renewed_on), "done"))
    if life is None:
        return [*steps, Step(_("Claim ended"), day_short(claim.released_on), "now")]
    if life.state is ClaimState.KEPT:
        return [*steps, Step(_("Kept by the contract"), "", "now")]
    if life.is_lapsed:
        return [*steps, Step(_("Back in the pool"), day_short(life.returns_on), "now")]
    steps.append(Step(_("Evidence due"), day_short(life.evidence_due), "now"))
    return [*steps, Step(_("Protection ends"), day_short(claim.last_on))]


def mark_rows(user: User, policy: Policy, whole: Whole) -> list[Row]:
    """Return what kept a claim alive, newest first; each opens its record where the reader may see it."""
    shown = whole.marks[::-1][:MARKS_SHOWN]
    met = [mark.record.pk for mark in shown if mark.kind == "activity"]
    seen = set(visible_activities(user).filter(pk__in=met).values_list("pk", flat=True)) if met else set()
    readable = bool(access.visible_among(user, [whole.claim.project_id]))
    return [_mark_row(policy, mark, seen, readable) for mark in shown]


def _mark_row(policy: Policy, mark: Mark, seen: set[uuid.UUID], readable: bool) -> Row:
    record = mark.record
    if mark.kind == "activity":
        title = record.title if record.pk in seen else _("A meeting at the firm")
        return Row(title, day(mark.on), reverse("activity", args=[record.pk]) if record.pk in seen else "")
    if mark.kind == "evidence":
        url = reverse("evidence", args=[record.pk]) if readable else ""
        return Row(labels.paper(policy, record.stage, record.kind), day(mark.on), url)
    assert isinstance(record, StageMove)
    return Row(_("Moved to “%(stage)s”") % {"stage": labels.stage(policy, record.to_stage)}, day(mark.on))


def claim_lines(policy: Policy, whole: Whole) -> list[Line]:
    """Return what happened to a claim, newest first."""
    claim = whole.claim
    lines = [Line(_("%(unit)s holds the claim") % {"unit": claim.unit.name}, at=claim.granted_on or claim.first_on)]
    if claim.renewed_on:
        lines.append(Line(_("Renewed"), claim.renewed_because, at=claim.renewed_on))
    lines += [_transfer_line(policy, one) for one in whole.transfers]
    lines += [line for one in whole.objections for line in _objection_lines(one)]
    lines += [_choice_line(one) for one in whole.choices]
    if claim.released_on:
        why = str(labels.RELEASES.get(claim.released_because, claim.released_because))
        meta = " · ".join(words for words in (why, claim.released_note) if words)
        lines.append(Line(_("The claim ended"), meta, "", "move", claim.released_on))
    return sorted(lines, key=lambda line: line.at or date.min, reverse=True)


def _choice_line(choice: InvestorChoice) -> Line:
    who = choice.chosen or choice.refused
    pattern = _("The firm chose %(unit)s, in writing") if choice.chosen else _("The firm refused %(unit)s, in writing")
    return Line(pattern % {"unit": who.name if who else ""}, choice.words, at=choice.recorded_on)


def _transfer_line(policy: Policy, transfer: Transfer) -> Line:
    words = {"giver": transfer.from_unit.name, "receiver": transfer.to_unit.name}
    url, meta = reverse("transfer", args=[transfer.pk]), reason_words(policy, transfer)
    if transfer.completed_on:
        return Line(_("Passed from %(giver)s to %(receiver)s") % words, meta, url, "move", transfer.completed_on)
    if transfer.refused_on:
        return Line(_("The transfer to %(receiver)s was refused") % words, meta, url, at=transfer.refused_on)
    return Line(_("A transfer to %(receiver)s is proposed") % words, meta, url, at=transfer.proposed_on)


def _objection_lines(objection: Objection) -> list[Line]:
    url, unit = reverse("objection", args=[objection.pk]), {"unit": objection.unit.name}
    lines = [Line(_("%(unit)s objected") % unit, "", url, at=objection.filed_on)]
    if objection.decided_on:
        words = _("The objection was upheld") if objection.upheld else _("The objection was turned down")
        lines.append(Line(words, "", url, at=objection.decided_on))
    if objection.appeal_decided_on:
        words = _("The appeal was upheld") if objection.appeal_upheld else _("The appeal was turned down")
        lines.append(Line(words, "", url, at=objection.appeal_decided_on))
    return lines


def may_with(user: User, policy: Policy, claim: Claim, life: Life | None, today: date) -> dict[str, Any]:
    """Return what a reader may do with a claim: the doors of its page."""
    holds, decides = access.acts_for(user, claim.unit), access.decides_claims(user, policy)
    stands = life is not None and not life.is_lapsed
    is_open = life is not None and life.state is not ClaimState.KEPT and stands
    last = object_until(policy, claim.granted_on or claim.first_on)
    return {
        "renew": holds and is_open and claim.renewals < policy.claims.renewals,
        "release": (holds or decides) and life is not None,
        "transfer": (holds or decides) and is_open,
        "choice": decides and claim.released_on is None,
        "object": today <= last and bool(objecting_units(user, claim.unit_id, [claim.project_id])),
        "object_until": last,
        "guessed": is_guessed(policy, policy.claims.objection, last),
    }


def objecting_units(user: User, holder: uuid.UUID | None, projects: list[uuid.UUID]) -> list[Unit]:
    """Return the units a person may object for: they speak for them, and those have filed for the project."""
    units = access.units_spoken_for(user)
    if not units:
        return []
    filed = Q(filings__project__in=projects) | Q(filings__filed_for__in=projects) | Q(claims__project__in=projects)
    return list(Unit.objects.filter(filed, pk__in=units).exclude(pk=holder).distinct().order_by("name"))


# --- a project's claim --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectClaim:
    """What a project's page tells of its claim."""

    facts: list[Fact]
    url: str = ""
    conflict: Conflict | None = None  # the one that waits for a verdict
    merged_url: str = ""


def claim_of_project(user: User, policy: Policy, project: Project, today: date) -> ProjectClaim:
    """Return who holds the first claim and how it stands, and how the credit was split when it passed on."""
    claim = held_claim(project.pk)
    facts = []
    if claim is not None:
        life = life_of(claim, policy, today)
        until = format_html(_("protected to {day}"), day=day(claim.last_on))
        facts = [
            Fact(_("First claim"), claim.unit.name, until),
            Fact(_("How it stands"), state_lamp(life), due_words(life)),
        ]
    else:
        facts = _held_back(policy, project, today)
    waiting = Conflict.objects.open().about(project.pk).order_by("due_on")
    seen = disputed.visible_conflicts(user, policy).filter(pk__in=waiting.values("pk")).first()
    passed = (
        Transfer.objects.completed()
        .filter(claim__project=project)
        .select_related("from_unit", "to_unit", "statistical_home")
    )
    last = passed.order_by("-completed_on", "-id").first()
    if last is not None:
        facts += split_facts(last)
    merged = project.merged_into_id
    readable = bool(merged and access.visible_among(user, [merged]))
    return ProjectClaim(
        facts,
        reverse("claim", args=[claim.pk]) if claim is not None and user.may(Capability.SEE_CLAIMS_REGISTER) else "",
        seen,
        reverse("project", args=[merged]) if readable else "",
    )


def _held_back(policy: Policy, project: Project, today: date) -> list[Fact]:
    """Return why a project has no claim, where it is the rules that hold it back."""
    filed = Filing.objects.filter(project=project, effective_at__isnull=False).order_by("effective_at", "pk").first()
    if filed is None or Claim.objects.filter(project=project).exists():
        return []
    barred = protection.words(policy, project.amount_yuan, filed.unit_id, today)
    return [Fact(_("First claim"), barred)] if barred else []


def split_facts(transfer: Transfer) -> list[Fact]:
    """Return how the credit of a project is split between two units, and which of them counts it."""
    words = {
        "giver": transfer.from_unit.name, "part": transfer.split_giver,
        "receiver": transfer.to_unit.name, "rest": transfer.split_receiver,
    }  # fmt: skip
    split = _("%(giver)s %(part)s%%, %(receiver)s %(rest)s%%") % words
    years = _("for %(years)s years") % {"years": transfer.years}
    return [Fact(_("Split of the credit"), split, years), Fact(_("Counted by"), transfer.statistical_home.name)]


# --- what waits ---------------------------------------------------------------------------------------------------


def in_danger(user: User, policy: Policy, today: date) -> list[tuple[Claim, Life]]:
    """Return the claims of one's own work that need evidence or end soon, the nearest first."""
    own = [Q(filing__filed_by=user.pk)]
    officers = access.officers_of(user)
    if officers:
        own.append(Q(filing__officer__in=officers))
    units = user.scopes(Capability.FILE_LEAD, "unit")
    if units:
        own.append(Q(unit__in=units_below(units)))
    # The claim of a signed project is kept by its contract and in no danger.
    unsigned = Q(first_on__lte=today, last_on__gte=today, project__stage_rank__lt=RANK[Stage.SIGNED])
    if units or access.sees_every_project(user):  # many: sought among those of all that end later
        held = Claim.objects.filter(pk__in=Claim.objects.held().filter(unsigned, reduce(or_, own)).values("pk"))
    else:
        held = Claim.objects.held_by_few().filter(unsigned, in_any_of(Claim.objects.filter(one) for one in own))
    return pressing(held, policy, today, MOST)


def pressing(held: ClaimQuerySet, policy: Policy, today: date, most: int) -> list[tuple[Claim, Life]]:
    """Return those of some standing claims that need evidence or end soon, the nearest first; at most so many."""
    since = today - timedelta(days=min(policy.claims.warn_on_days, default=0))
    moved = StageMove.objects.filter(project=OuterRef("project"), on__gt=since).exclude(from_stage="")
    quiet = Q(granted_on__lte=since) & ~Q(Exists(moved))
    ending = Q(last_on__lte=today + timedelta(days=7))
    asked = held.filter(quiet | ending).order_by("last_on", "pk")
    found = list(Claim.objects.for_lives().filter(pk__in=asked.values("pk")[:most]).order_by("last_on", "pk"))
    lives = lives_of(found, policy, today)
    danger = [(one, lives[one.pk]) for one in found if lives[one.pk].lamp != "green" and not lives[one.pk].is_lapsed]
    return sorted(danger, key=lambda pair: pair[1].returns_on)


def sides_words(missing: Iterable[str]) -> str:
    """Return which sides of a transfer are still to agree, in words."""
    return listed([str(labels.SIDES[side]) for side in missing], labels.language())
