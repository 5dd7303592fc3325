"""Disputing a claim, or what was decided about a probable match: in time, decided with reasons, and once on appeal."""

from datetime import date
from typing import IO

from django.db.models import Q

from hometown.accounts.models import User
from hometown.files.models import Blob
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects import access, disputed
from hometown.projects.models import Claim, Conflict, Filing, Objection, Verdict
from hometown.projects.progress import held_claim
from hometown.projects.protection import require_wanted
from hometown.projects.rules import decide_objection_by, object_until

from .claiming import _kept, _named, _release, _taken
from .conflicts import _carry_out


def object_to(
    actor: User,
    *,
    unit: Unit,
    claim: Claim | None = None,
    conflict: Conflict | None = None,
    grounds: str,
    paper: bytes | IO[bytes] | None = None,
    paper_blob: Blob | None = None,
    paper_name: str = "",
) -> Objection:
    """Object for a unit to a claim, or to what was decided about a probable match.

    The unit has filed for the project; the days of the rules count from the claim or the decision. Raises RuleBroken
    `projects.objection_late` after them, `projects.objection_open` while one of the unit's waits.
    """
    if (claim is None) == (conflict is None):
        raise TypeError("an objection is to a claim or to a decision")
    access.require_acting(actor, unit)
    words = _told(grounds, "grounds")
    policy, today = in_force(clock.today()), clock.today()
    taken = _taken(paper, paper_name)
    with book.entry("objection.filed", actor=actor.pk) as entry:
        _require_in_time(policy, _since(claim, conflict), today)
        _require_stake(unit, claim, conflict)
        if Objection.objects.open().filter(unit=unit, claim=claim, conflict=conflict).exists():
            raise RuleBroken("projects.objection_open")
        blob = _kept(actor, taken, paper_blob, paper_name)
        objection = Objection(
            claim=claim, conflict=conflict, unit=unit, grounds=words, blob=blob, filed_by=actor.pk, filed_on=today,
            file_name=_named(paper_name, blob), due_on=decide_objection_by(policy, today),
        )  # fmt: skip
        entry.put(objection)
    return objection


def decide_objection(
    actor: User, *, objection: Objection, upheld: bool, reasons: str, to_unit: Unit | None = None
) -> Objection:
    """Decide an objection with reasons. Upheld, it turns the decision about a match round, or moves the claim to
    `to_unit`, or (nobody named) back to the pool.
    """
    policy = in_force(clock.today())
    access.require_decider(actor, policy)
    words = _told(reasons, "reasons")
    with book.entry("objection.decided", actor=actor.pk) as entry:
        asked = _fresh(objection)
        if asked.decided_on is not None:
            raise RuleBroken("projects.decided_already", on=asked.decided_on)
        _require_neutral(actor, asked)
        asked.upheld, asked.reasons, asked.decided_by, asked.decided_on = upheld, words, actor.pk, clock.today()
        asked.to_unit = to_unit if upheld and asked.claim_id else None
        entry.put(asked)
        if upheld:
            _carry(entry, policy, asked)
    return asked


def appeal(actor: User, *, objection: Objection, unit: Unit, grounds: str) -> Objection:
    """Appeal for a unit that the decision went against, within the days of the rules; once.

    Raises RuleBroken when the rules know no appeal, it is late, or somebody has appealed.
    """
    access.require_acting(actor, unit)
    words = _told(grounds, "grounds")
    policy, today = in_force(clock.today()), clock.today()
    with book.entry("objection.appealed", actor=actor.pk) as entry:
        asked = _fresh(objection)
        if not policy.claims.appeals:
            raise RuleBroken("projects.no_appeal")
        if asked.decided_on is None or asked.appealed_on is not None:
            raise RuleBroken("projects.appealed_already" if asked.appealed_on else "projects.not_decided_yet")
        _require_in_time(policy, asked.decided_on, today)
        if unit.pk not in disputed.losers(asked):
            raise NotAllowed("projects.not_the_loser", unit=unit.name)
        asked.appealed_by, asked.appealed_on, asked.appeal_unit, asked.appeal_grounds = actor.pk, today, unit, words
        asked.appeal_due_on = decide_objection_by(policy, today)
        entry.put(asked)
    return asked


def decide_appeal(
    actor: User, *, objection: Objection, upheld: bool, reasons: str, to_unit: Unit | None = None
) -> Objection:
    """Decide an appeal with reasons, which ends the matter: upheld, the first decision is undone.

    `to_unit` is whose the disputed claim becomes where the objection had been turned down; nobody: back to the pool.
    """
    policy = in_force(clock.today())
    words = _told(reasons, "reasons")
    with book.entry("objection.appeal_decided", actor=actor.pk) as entry:
        asked = _fresh(objection)
        if not access.hears_appeals(actor, policy) or actor.pk in {asked.decided_by, asked.filed_by, asked.appealed_by}:
            raise NotAllowed("projects.appeal_judges_only")
        if asked.appealed_on is None or asked.appeal_decided_on is not None:
            raise RuleBroken("projects.no_appeal_open")
        asked.appeal_upheld, asked.appeal_reasons = upheld, words
        asked.appeal_decided_by, asked.appeal_decided_on = actor.pk, clock.today()
        if upheld and not asked.upheld and asked.claim_id:
            asked.to_unit = to_unit
        entry.put(asked)
        if upheld:
            _carry(entry, policy, asked, back=bool(asked.upheld))
    return asked


def _carry(entry: OpenEntry, policy: Policy, objection: Objection, *, back: bool = False) -> None:
    """Do what an upheld objection means; with `back`, undo it."""
    if objection.conflict is not None:
        conflict = Conflict.objects.select_related("filing", "project", "other").get(pk=objection.conflict_id)
        conflict.verdict = Verdict.DIFFERENT if conflict.verdict == Verdict.SAME else Verdict.SAME
        entry.put(conflict)
        _carry_out(entry, policy, conflict)
        return
    disputed = objection.claim
    assert disputed is not None
    winner = disputed.unit if back else objection.to_unit
    held = held_claim(disputed.project_id)
    if held is not None:
        _release(entry, held, "objection")
    if winner is not None:
        require_wanted(disputed.project_id, winner)
        _give(entry, disputed, winner)


def _give(entry: OpenEntry, disputed: Claim, unit: Unit) -> None:
    """Give a unit the disputed claim, for the days that it had; from the unit's own filing where there is one."""
    own = Filing.objects.filter(project=disputed.project_id, unit=unit, effective_at__isnull=False)
    filing = own.order_by("effective_at").first()
    entry.put(
        Claim(
            project_id=disputed.project_id, filing_id=filing.pk if filing else disputed.filing_id, unit=unit,
            first_on=disputed.first_on, last_on=max(disputed.last_on, clock.today()), granted_on=clock.today(),
        )
    )  # fmt: skip


def _fresh(objection: Objection) -> Objection:
    needs = ("claim__unit", "conflict__filing", "unit", "to_unit")
    found: Objection = Objection.objects.select_related(*needs).get(pk=objection.pk)
    return found


def _since(claim: Claim | None, conflict: Conflict | None) -> date:
    if claim is not None:
        return claim.granted_on or claim.first_on
    assert conflict is not None
    if conflict.decided_on is None:
        raise RuleBroken("projects.not_decided_yet")
    return conflict.decided_on


def _require_in_time(policy: Policy, since: date, today: date) -> None:
    last = object_until(policy, since)
    if today > last:
        raise RuleBroken("projects.objection_late", day=last)


def _require_stake(unit: Unit, claim: Claim | None, conflict: Conflict | None) -> None:
    """Only who filed for the project, or holds its claim, has something at stake; nobody objects to their own claim."""
    projects = [claim.project_id] if claim is not None else []
    if conflict is not None:
        projects += [conflict.project_id, conflict.other_id]
    filed = Filing.objects.filter(Q(project__in=projects) | Q(filed_for__in=projects), unit=unit).exists()
    held = Claim.objects.filter(project__in=projects, unit=unit).exists()
    if claim is not None and claim.unit_id == unit.pk:
        raise RuleBroken("projects.own_claim")
    if not (filed or held):
        raise RuleBroken("projects.no_stake", unit=unit.name)


def _require_neutral(actor: User, objection: Objection) -> None:
    """Nobody decides about what they filed themselves."""
    conflict = objection.conflict
    projects = {objection.claim.project_id} if objection.claim else set()
    projects |= {conflict.project_id, conflict.other_id} if conflict else set()
    if objection.filed_by == actor.pk or Filing.objects.filter(project__in=projects, filed_by=actor.pk).exists():
        raise NotAllowed("projects.own_matter")


def _told(said: str, field: str) -> str:
    words = said.strip()[:4000]
    if not words:
        raise BadInput("projects.reason_needed", fields={field: BadInput("projects.reason_needed")})
    return words
