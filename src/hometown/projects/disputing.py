"""What is disputed about claims, as pages tell it: what waits for whom, the two sides, what was decided and why."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.models import User
from hometown.face.formats import listed
from hometown.face.parts import Fact, Row, Task
from hometown.face.tags.marks import deadline
from hometown.face.tags.words import day, moment
from hometown.policy.shape import ClaimOrder, Policy
from hometown.programme.models import Unit

from . import access, disputed, labels
from .board import amount_of
from .claimpage import split_facts
from .models import Claim, Conflict, Filing, Objection, Project, Transfer
from .progress import held_claim, ruling_of
from .rules import CLAIM_ENDED, Side, object_until, sides_missing

MOST = 40


@dataclass(frozen=True)
class Group:
    """Matters of one kind that wait."""

    title: Any
    rows: list[Row] = field(default_factory=list)


def waiting(user: User, policy: Policy) -> list[Group]:
    """Return what waits, groups with nothing in them apart; by the day it is due."""
    groups = (
        Group(_("Probable matches"), conflict_rows(user, policy)),
        Group(_("Objections"), objection_rows(user, policy)),
        Group(_("Appeals to decide"), appeal_rows(user, policy)),
        Group(_("Transfers"), transfer_rows(user, policy)),
    )
    return [group for group in groups if group.rows]


def conflict_rows(user: User, policy: Policy, most: int = MOST) -> list[Row]:
    """Return the probable matches that wait for a verdict."""
    needs = ("filing__unit", "project__company")
    waiting = disputed.visible_conflicts(user, policy).open().select_related(*needs).order_by("due_on", "pk")[:most]
    found = {one.filing_id: one for one in reversed(list(waiting))}  # one line for each lead
    return [
        Row(
            _("%(unit)s: %(company)s") % {"unit": one.filing.unit.name, "company": one.project.company.name},
            _common(one),
            reverse("conflict", args=[one.pk]),
            deadline(one.due_on),
        )
        for one in reversed(found.values())
    ]


def objection_rows(user: User, policy: Policy, most: int = MOST) -> list[Row]:
    """Return the objections that wait for a decision."""
    found = (
        disputed.visible_objections(user, policy).open().select_related("unit", "claim__unit").order_by("due_on", "pk")
    )
    return [
        Row(
            _("%(unit)s objects") % {"unit": one.unit.name},
            _against(one),
            reverse("objection", args=[one.pk]),
            deadline(one.due_on),
        )
        for one in found[:most]
    ]


def appeal_rows(user: User, policy: Policy, most: int = MOST) -> list[Row]:
    """Return the appeals that wait for a decision."""
    found = disputed.visible_objections(user, policy).on_appeal().select_related("appeal_unit", "claim__unit")
    return [
        Row(
            _("%(unit)s appeals") % {"unit": one.appeal_unit.name},
            _against(one),
            reverse("objection", args=[one.pk]),
            deadline(one.appeal_due_on),
        )
        for one in found.order_by("appeal_due_on", "pk")[:most]
    ]


def transfer_rows(user: User, policy: Policy, most: int = MOST) -> list[Row]:
    """Return the transfers that wait for somebody's word; one's own turn is marked."""
    seen = disputed.visible_transfers(user, policy).open()
    found = seen.select_related("from_unit", "to_unit").order_by("proposed_on")
    rows = []
    for one in found[:most]:
        yours = may_answer(user, policy, one)
        left = ", ".join(str(labels.SIDES[side]) for side in sides_missing(one.agreed))
        rows.append(
            Row(
                _("%(giver)s to %(receiver)s") % {"giver": one.from_unit.name, "receiver": one.to_unit.name},
                [_("still to agree: %(sides)s") % {"sides": left}, day(one.proposed_on)],
                reverse("transfer", args=[one.pk]),
                _("your word") if yours else _("waiting"),
                "amber" if yours else "",
            )
        )
    return rows


def lately(user: User, policy: Policy, most: int = 8) -> list[Row]:
    """Return the probable matches decided lately, the newest first."""
    found = (
        disputed.visible_conflicts(user, policy).exclude(verdict="").select_related("filing__unit", "project__company")
    )
    return [
        Row(
            _("%(unit)s: %(company)s") % {"unit": one.filing.unit.name, "company": one.project.company.name},
            [day(one.decided_on), one.reason],
            reverse("conflict", args=[one.pk]),
            verdict_words(one),
            "green" if one.verdict == "different" else "",
        )
        for one in found.order_by("-decided_on", "-pk")[:most]
    ]


def verdict_words(conflict: Conflict) -> str:
    """Return what was decided about a probable match."""
    return {"same": _("the same project"), "different": _("two projects")}.get(conflict.verdict, "")


def _against(objection: Objection) -> str:
    if objection.claim is not None:
        return _("against the claim of %(unit)s") % {"unit": objection.claim.unit.name}
    return _("against a decision about a probable match")


def _common(conflict: Conflict) -> str:
    return listed([str(labels.GROUNDS.get(code, code)) for code in conflict.grounds.split(",")], labels.language())


# --- a probable match ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConflictSide:
    """One of the projects that may be one: the filing's own, or a known one with what the two have in common, who
    would lead and what was decided. What the reader may not read is left out.
    """

    title: str
    url: str
    facts: list[Fact]
    common: str = ""
    ruling: str = ""
    verdict: str = ""


def sides_of(user: User, policy: Policy, asked: list[Conflict]) -> list[ConflictSide]:
    """Return the filing's own project and the known ones, each as far as the reader may know it."""
    first = asked[0]
    readable = access.visible_among(user, [first.project_id, *(one.other_id for one in asked)])
    filing = first.filing
    since = moment(filing.effective_at) if filing.effective_at else _("not complete, so not in effect")
    own = [Fact(_("Unit"), filing.unit.name), Fact(_("In effect since"), since)]
    filed = _side(policy, _("What was filed"), first.project, own, first.project_id in readable)
    return [filed, *(_known_side(policy, one, one.other_id in readable) for one in asked)]


def _known_side(policy: Policy, conflict: Conflict, readable: bool) -> ConflictSide:
    claim = held_claim(conflict.other_id)
    known = [Fact(_("First claim"), claim.unit.name if claim else _("nobody"))]
    if claim is not None:
        known.append(Fact(_("Claimed on"), day(claim.first_on)))
    side = _side(policy, _("The known project"), conflict.other, known, readable)
    ruling = ruling_words(policy, conflict, claim)
    return replace(side, common=_common(conflict), ruling=ruling, verdict=verdict_words(conflict))


def _side(policy: Policy, heading: str, project: Project, known: list[Fact], readable: bool) -> ConflictSide:
    stage = Fact(_("Stage"), labels.stage(policy, project.stage))
    if not readable:
        return ConflictSide(heading, "", [*known, stage])
    told = [
        Fact(_("Company"), project.company.name),
        Fact(_("Unified social credit code"), project.company.uscc),
        Fact(_("Project"), project.name),
        Fact(_("What they want to build"), project.summary),
        Fact(_("Investment"), amount_of(project) or ""),
        Fact(_("Site they need"), project.site_need),
        Fact(_("Industry"), project.industry_code),
    ]
    whole = [*known, stage, *(fact for fact in told if fact.value not in ("", None))]
    return ConflictSide(heading, reverse("project", args=[project.pk]), whole)


def ruling_words(policy: Policy, conflict: Conflict, held: Claim | None) -> str:
    """Return who would lead if the two are one and nobody holds the claim, and by which rule."""
    if conflict.verdict or held is not None:
        return ""
    both = Filing.objects.filter(project__in=(conflict.project_id, conflict.other_id), effective_at__isnull=False)
    filings = list(both.select_related("project", "filed_for", "unit"))
    if not filings:
        return ""
    ruling = ruling_of(policy, filings)
    if ruling.first is None:
        return _("By the order of the rules neither was first: who decides says which of the two leads.")
    words = {"unit": ruling.first.record.unit.name, "rule": _order_words(ruling.by)}
    return _("If they are one, %(unit)s leads, by the rules: %(rule)s.") % words


def _order_words(order: ClaimOrder) -> str:
    return {
        ClaimOrder.EFFECTIVE_TIME: _("the earlier time it took effect"),
        ClaimOrder.DECISION_MAKER_CONTACT: _("the earlier contact with who decides"),
        ClaimOrder.CONTACT_LEVEL: _("the higher level of contact"),
        ClaimOrder.ARBITRATION: _("arbitration"),
    }[order]


# --- a transfer ---------------------------------------------------------------------------------------------------


def may_answer(user: User, policy: Policy, transfer: Transfer) -> bool:
    """Tell whether a transfer waits for this person's word."""
    if transfer.completed_on or transfer.refused_on:
        return False
    if any(getattr(transfer, f"{side}_by") == user.pk for side in Side):
        return False
    return any(
        side in access.sides_of(user, policy, transfer.from_unit, transfer.to_unit)
        for side in sides_missing(transfer.agreed)
    )


def transfer_tasks(user: User, policy: Policy, transfer: Transfer) -> list[Task]:
    """Return the three sides: who has agreed and when, who is still to."""
    people = names_of(getattr(transfer, f"{side}_by") for side in Side)
    coordinator = ", ".join(labels.roles(policy, policy.claims.decided_by))
    names = {
        Side.GIVER: transfer.from_unit.name, Side.RECEIVER: transfer.to_unit.name, Side.COORDINATOR: coordinator
    }  # fmt: skip
    mine = access.sides_of(user, policy, transfer.from_unit, transfer.to_unit)
    tasks = []
    for side in Side:
        who, on = getattr(transfer, f"{side}_by"), getattr(transfer, f"{side}_on")
        what = format_html("{} · {}", labels.SIDES[side], names[side])
        if who:
            tasks.append(Task(what, format_html("{} {}", people.get(who, ""), day(on)), state="done"))
        else:
            yours = side in mine
            words = _("yours") if yours else _("waiting")
            tasks.append(Task(what, _("has not agreed yet"), "", "mine" if yours else "wait", words))
    return tasks


def terms_of(transfer: Transfer) -> list[Fact]:
    """Return what is agreed about a transfer."""
    found = [
        *split_facts(transfer),
        Fact(_("Proposed on"), day(transfer.proposed_on)),
        Fact(_("Who proposed it"), names_of([transfer.proposed_by]).get(transfer.proposed_by, "")),
        Fact(_("Remark"), transfer.note),
    ]
    return [fact for fact in found if fact.value]


def passing_facts(policy: Policy, project: Project) -> list[Fact]:
    """Return what both units must know of the project that passes on: what, how much, where; no people."""
    found = [
        Fact(_("Project"), project.name),
        Fact(_("Company"), project.company.name),
        Fact(_("Stage"), labels.stage(policy, project.stage)),
        Fact(_("What they want to build"), project.summary),
        Fact(_("Investment"), amount_of(project) or ""),
        Fact(_("Site they need"), project.site_need),
        Fact(_("Energy they need"), project.energy_need),
        Fact(_("Environment"), project.environment_note),
    ]
    return [fact for fact in found if fact.value not in ("", None)]


def refusal_words(transfer: Transfer) -> str:
    """Return why a transfer went no further."""
    if transfer.refused_because == CLAIM_ENDED:
        return _("The claim ended meanwhile.")
    return transfer.refused_because


# --- an objection -------------------------------------------------------------------------------------------------


def is_settled(objection: Objection) -> bool:
    """Tell whether nothing waits in an objection."""
    if objection.appealed_on is not None:
        return objection.appeal_decided_on is not None
    return objection.decided_on is not None


def subject(user: User, policy: Policy, objection: Objection) -> list[Fact]:
    """Return what an objection is about: of the project no more than the register says, unless the reader may."""
    facts = [Fact(_("Objecting unit"), objection.unit.name)]
    claim, conflict = objection.claim, objection.conflict
    if claim is not None:
        stage = labels.stage(policy, claim.project.stage)
        facts += [Fact(_("Disputed claim"), claim.unit.name), Fact(_("Claimed on"), day(claim.first_on))]
        facts.append(Fact(_("Stage"), stage))
        project: Project | None = claim.project
    else:
        assert conflict is not None
        facts += [Fact(_("Filed by"), conflict.filing.unit.name), Fact(_("Decision now"), verdict_words(conflict))]
        project = conflict.project
    if project is not None and access.visible_among(user, [project.pk]):
        facts.append(Fact(_("Project"), format_html('<a href="{}">{}</a>', _page(project), project.name)))
    return facts


def _page(project: Project) -> str:
    return reverse("project", args=[project.pk])


@dataclass(frozen=True)
class Step:
    """One step of an objection: who said what, when; `outcome` is what was decided, in a word or two."""

    title: str
    who: str
    on: date
    words: str
    outcome: str = ""
    tone: str = ""


def objection_steps(objection: Objection, people: dict[uuid.UUID, str]) -> list[Step]:
    """Return an objection's story in the order in which it happened."""
    one = objection
    filed = _("%(unit)s objects") % {"unit": one.unit.name}
    steps = [Step(filed, people.get(one.filed_by, ""), one.filed_on, one.grounds)]
    if one.decided_on and one.decided_by:
        outcome = _gain(one) if one.upheld else _("Turned down")
        who, tone = people.get(one.decided_by, ""), "green" if one.upheld else "red"
        steps.append(Step(_("Decision"), who, one.decided_on, one.reasons, outcome, tone))
    if one.appealed_on and one.appealed_by and one.appeal_unit:
        appealed = _("%(unit)s appeals") % {"unit": one.appeal_unit.name}
        steps.append(Step(appealed, people.get(one.appealed_by, ""), one.appealed_on, one.appeal_grounds))
    if one.appeal_decided_on and one.appeal_decided_by:
        outcome = _("Upheld: the first decision is undone") if one.appeal_upheld else _("Turned down")
        who, tone = people.get(one.appeal_decided_by, ""), "green" if one.appeal_upheld else "red"
        steps.append(Step(_("Decision on appeal"), who, one.appeal_decided_on, one.appeal_reasons, outcome, tone))
    return steps


def _gain(objection: Objection) -> str:
    if objection.conflict_id:
        return _("Upheld: the decision is turned round")
    if objection.to_unit is not None:
        return _("Upheld: the claim goes to %(unit)s") % {"unit": objection.to_unit.name}
    return _("Upheld: the claim goes back to the pool")


def appealing_units(user: User, objection: Objection) -> list[Unit]:
    """Return the units a person may appeal for: the decision went against them."""
    against = disputed.losers(objection) if objection.decided_on else set()
    return list(Unit.objects.filter(pk__in=access.units_spoken_for(user) & against).order_by("name"))


def may_with_objection(user: User, policy: Policy, objection: Objection, today: date) -> dict[str, Any]:
    """Return what a reader may do with an objection."""
    decided, appealed = objection.decided_on, objection.appealed_on
    last = object_until(policy, decided) if decided else None
    may_appeal = bool(policy.claims.appeals and last and today <= last and not appealed)
    settled = objection.appeal_decided_on is not None
    took_part = user.pk in {objection.decided_by, objection.filed_by, objection.appealed_by}
    return {
        "decide": decided is None and access.decides_claims(user, policy) and objection.filed_by != user.pk,
        "appeal": may_appeal and bool(appealing_units(user, objection)),
        "appeal_until": last if may_appeal else None,
        "decide_appeal": bool(appealed) and not settled and access.hears_appeals(user, policy) and not took_part,
    }
