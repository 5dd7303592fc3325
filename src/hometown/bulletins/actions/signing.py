"""From draft to signed off: reviewed by one, signed off by another, or returned with the reason."""

from hometown.accounts.models import User
from hometown.bulletins import access
from hometown.bulletins.issue import Issue, codes_in
from hometown.bulletins.models import Bulletin
from hometown.bulletins.rules import Standing, Step, fault_of_return, fault_of_step
from hometown.bulletins.sealing import value_as_text
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book


def standing_of(bulletin: Bulletin) -> Standing:
    """Return how a bulletin stands, as the rules take it."""
    return Standing(bulletin.step, frozenset(bulletin.writers), str(bulletin.reviewed_by or ""))


def review(actor: User, *, bulletin: Bulletin) -> Bulletin:
    """Find a draft in order. Raises RuleBroken for who wrote in it."""
    access.require_reviewer(actor)
    with book.turn():
        _require_step(bulletin, Step.REVIEWED, actor)
        bulletin.step, bulletin.reviewed_at, bulletin.reviewed_by = Step.REVIEWED, clock.now(), actor.pk
        bulletin.returned_because = ""
        with book.entry("bulletin.reviewed", actor=actor.pk) as entry:
            entry.put(bulletin)
    return bulletin


def sign_off(actor: User, *, bulletin: Bulletin) -> Bulletin:
    """Sign a reviewed bulletin off and keep what its figures said. Raises RuleBroken for who wrote or reviewed it."""
    access.require_signer(actor)
    with book.turn():
        _require_step(bulletin, Step.SIGNED, actor)
        bulletin.step, bulletin.signed_at, bulletin.signed_by = Step.SIGNED, clock.now(), actor.pk
        bulletin.signed_values = values_of(Issue(bulletin))
        with book.entry("bulletin.signed_off", actor=actor.pk) as entry:
            entry.put(bulletin)
    return bulletin


def return_to_draft(actor: User, *, bulletin: Bulletin, reason: str) -> Bulletin:
    """Give a bulletin back to those who write it, with the reason; until it is sealed."""
    access.require_returner(actor)
    with book.turn():
        current = Bulletin.objects.get(pk=bulletin.pk)
        fault = fault_of_return(standing_of(current), reason)
        if fault == "bulletins.why_returned":
            raise BadInput("bulletins.look_over", fields={"reason": BadInput("bulletins.why_returned")})
        if fault:
            raise RuleBroken(fault)
        bulletin.step, bulletin.returned_because = Step.DRAFT, reason.strip()[:500]
        bulletin.reviewed_at = bulletin.reviewed_by = bulletin.signed_at = bulletin.signed_by = None
        bulletin.signed_values = {}
        with book.entry("bulletin.returned", actor=actor.pk) as entry:
            entry.put(bulletin)
    return bulletin


def values_of(issue: Issue) -> dict[str, str]:
    """Return what each figure of an issue says now, by its code."""
    codes = sorted(set(codes_in(issue.document())))
    return {code: value_as_text(issue.result(code)) for code in codes}


def _require_step(bulletin: Bulletin, to: Step, actor: User) -> None:
    current = Bulletin.objects.get(pk=bulletin.pk)
    fault = fault_of_step(standing_of(current), to, str(actor.pk))
    if fault:
        raise RuleBroken(fault)
