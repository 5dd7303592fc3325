"""Keeping a claim, and giving it up: renewed, released, lapsed, and the investor's written choice, which overrides."""

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
from hometown.projects import access
from hometown.projects.models import Claim, Filing, InvestorChoice, Project
from hometown.projects.progress import held_claim, life_of
from hometown.projects.protection import is_refused
from hometown.projects.rules import RANK, Stage, claim_days, renewed_to

from .claiming import _claim_late, _confer, _kept, _named, _release, _taken


def renew_claim(actor: User, *, claim: Claim, reason: str) -> Claim:
    """Protect a claim for one more time, with the reason. Raises RuleBroken when it has lapsed or was renewed so often
    as the rules allow; NotAllowed for people of another unit.
    """
    access.require_acting(actor, claim.unit)
    words = _reason(reason)
    policy, today = in_force(clock.today()), clock.today()
    with book.entry("claim.renewed", actor=actor.pk) as entry:
        standing = _standing(claim, policy)
        if standing.renewals >= policy.claims.renewals:
            raise RuleBroken("projects.renewed_enough", times=policy.claims.renewals)
        standing.last_on = renewed_to(policy, standing.last_on)
        standing.renewals, standing.renewed_on, standing.renewed_because = standing.renewals + 1, today, words
        entry.put(standing)
    return standing


def release_claim(actor: User, *, claim: Claim, reason: str) -> Claim:
    """Give a claim up: the holder's people, or who decides about claims. Another unit may claim the project then."""
    if not (access.acts_for(actor, claim.unit) or access.decides_claims(actor, in_force(clock.today()))):
        raise NotAllowed("projects.not_for_unit", unit=claim.unit.name)
    words = _reason(reason)
    with book.entry("claim.released", actor=actor.pk, note=words) as entry:
        standing = _held(claim)
        _release(entry, standing, "given_up", words)
    return standing


def lapse_claim(actor: User | None, *, claim: Claim) -> Claim | None:
    """Give a lapsed claim back to the pool. None, and no line, when it has not lapsed or is released already."""
    policy = in_force(clock.today())
    with book.entry("claim.lapsed", actor=actor.pk if actor else None) as entry:
        standing: Claim | None = Claim.objects.held().with_life_needs().filter(pk=claim.pk).first()
        if standing is None:
            return None
        stands = life_of(standing, policy, clock.today())
        if not stands.is_lapsed:
            return None
        _release(entry, standing, stands.because)
    return standing


def give_claim(actor: User | None, *, project: Project) -> Claim | None:
    """Give the claim of a project that the rules held back. None, and no line, while they still do."""
    policy = in_force(clock.today())
    with book.entry("claim.given", actor=actor.pk if actor else None) as entry:
        _claim_late(entry, policy, Project.objects.get(pk=project.pk))
    return held_claim(project.pk)


def record_choice(
    actor: User,
    *,
    project: Project,
    chosen: Unit | None = None,
    refused: Unit | None = None,
    on: date,
    words: str = "",
    paper: bytes | IO[bytes] | None = None,
    paper_blob: Blob | None = None,
    paper_name: str = "",
) -> InvestorChoice:
    """Record what the firm has written: whom it wants to deal with, or does not. It goes before every claim.

    A chosen unit gets the claim at once, a refused one loses it and does not get it again. The firm itself is never
    held to anything. Raises BadInput without the paper or a unit; NotAllowed for who does not decide about claims.
    """
    policy, today = in_force(clock.today()), clock.today()
    access.require_visible(actor, project)
    access.require_decider(actor, policy)
    _require_choice(chosen, refused, on, today, has_paper=paper is not None or paper_blob is not None)
    taken = _taken(paper, paper_name)
    with book.entry("choice.recorded", actor=actor.pk, occurred_on=on) as entry:
        blob = _kept(actor, taken, paper_blob, paper_name)
        choice = InvestorChoice(
            project=project, chosen=chosen, refused=refused, on=on, blob=blob, words=words.strip()[:500],
            file_name=_named(paper_name, blob), recorded_by=actor.pk, recorded_on=today,
        )  # fmt: skip
        entry.put(choice)
        _apply(entry, policy, choice)
    return choice


def _apply(entry: OpenEntry, policy: Policy, choice: InvestorChoice) -> None:
    """Let the claim follow the firm. A letter that a newer one overtook moves nothing, nor does any after signing."""
    project = Project.objects.get(pk=choice.project_id)
    held = held_claim(project.pk)
    if project.stage_rank >= RANK[Stage.SIGNED]:
        return
    chosen = None if _is_overtaken(choice) else choice.chosen
    if held is not None and chosen is not None and held.unit_id != chosen.pk:
        _release(entry, held, "investor")
        _confer(entry, held, chosen, last_on=claim_days(policy, clock.today())[1])
    elif held is not None and held.unit_id == choice.refused_id and is_refused(project.pk, held.unit_id):
        _release(entry, held, "investor")
    elif held is None and chosen is not None:
        first: Filing | None = Filing.objects.filter(project=project).order_by("effective_at", "filed_at").first()
        if first is not None:
            unheld = Claim(project=project, filing=first, unit=chosen)
            _confer(entry, unheld, chosen, last_on=claim_days(policy, clock.today())[1])


def _is_overtaken(choice: InvestorChoice) -> bool:
    """Tell whether the firm wrote later that it wants another unit, or not the one that this letter chose."""
    newer = InvestorChoice.objects.filter(project=choice.project_id, on__gt=choice.on)
    says_other: bool = newer.filter(Q(chosen__isnull=False) | Q(refused=choice.chosen_id)).exists()
    return says_other


def _require_choice(chosen: Unit | None, refused: Unit | None, on: date, today: date, *, has_paper: bool) -> None:
    faults: dict[str, BadInput] = {}
    if chosen is None and refused is None:
        faults["chosen"] = BadInput("projects.unit_needed")
    if chosen is not None and refused is not None and chosen.pk == refused.pk:
        faults["refused"] = BadInput("projects.chosen_and_refused")
    if on > today:
        faults["on"] = BadInput("projects.in_the_future")
    if not has_paper:
        faults["paper"] = BadInput("projects.choice_needs_paper")
    if faults:
        raise BadInput("projects.look_over", fields=faults)


def _reason(said: str) -> str:
    words = said.strip()[:300]
    if not words:
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    return words


def _held(claim: Claim) -> Claim:
    """Return a claim as it is now. Raises RuleBroken when it was released meanwhile."""
    found: Claim | None = Claim.objects.held().with_life_needs().filter(pk=claim.pk).first()
    if found is None:
        raise RuleBroken("projects.claim_gone")
    return found


def _standing(claim: Claim, policy: Policy) -> Claim:
    """Return a claim as it is now. Raises RuleBroken when it was released, or has lapsed though no sweep came by."""
    found = _held(claim)
    if life_of(found, policy, clock.today()).is_lapsed:
        raise RuleBroken("projects.claim_gone")
    return found
