"""Passing a claim to another unit: proposed, agreed by giver, receiver and coordinator, completed with the third."""

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import offered
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects import access
from hometown.projects.models import Claim, Transfer
from hometown.projects.protection import require_wanted
from hometown.projects.rules import RANK, Side, Stage, sides_missing, split_fault

from .claiming import _confer, _release
from .keeping import _standing


def propose_transfer(
    actor: User,
    *,
    claim: Claim,
    to_unit: Unit,
    reason: str,
    note: str = "",
    split_giver: int | None = None,
    split_receiver: int | None = None,
    years: int | None = None,
    statistical_home: Unit | None = None,
) -> Transfer:
    """Propose that a claim passes to another unit; who proposes has agreed for their own side.

    The split of the credit and its years are those of the rules unless said otherwise; the receiver counts the project
    in statistics unless the giver is named. Raises NotAllowed for who stands on no side; BadInput for a reason the
    rules do not know.
    """
    policy, today = in_force(clock.today()), clock.today()
    sides = access.sides_of(actor, policy, claim.unit, to_unit)
    if not sides:
        raise NotAllowed("projects.no_side_of_transfer")
    giver, receiver = policy.claims.transfer_split
    transfer = Transfer(
        claim=claim, from_unit=claim.unit, to_unit=to_unit, reason=reason, note=note.strip()[:500],
        proposed_by=actor.pk, proposed_on=today, statistical_home=statistical_home or to_unit,
        split_giver=giver if split_giver is None else split_giver,
        split_receiver=receiver if split_receiver is None else split_receiver,
        years=policy.claims.transfer_years if years is None else years,
    )  # fmt: skip
    _require_sound(policy, transfer)
    with book.entry("transfer.proposed", actor=actor.pk) as entry:
        standing = _standing(claim, policy)
        if standing.project.stage_rank >= RANK[Stage.SIGNED]:
            raise RuleBroken("projects.signed_already", project=standing.project.name)
        if Transfer.objects.open().filter(claim=standing).exists():
            raise RuleBroken("projects.transfer_open")
        require_wanted(standing.project_id, to_unit)
        _confirm(transfer, sides[0], actor)
        entry.put(transfer)
    return transfer


def confirm_transfer(actor: User, *, transfer: Transfer) -> Transfer:
    """Agree for one's side. With the third the claim passes to the receiver, for the days it still had."""
    policy = in_force(clock.today())
    with book.turn():
        asked = _open(transfer)
        _confirm(asked, _side_to_confirm(actor, asked, policy), actor)
        is_whole = not sides_missing(asked.agreed)
        with book.entry("transfer.completed" if is_whole else "transfer.confirmed", actor=actor.pk) as entry:
            claim = _standing(asked.claim, policy)
            require_wanted(claim.project_id, asked.to_unit)
            if is_whole:
                _complete(entry, asked, claim)
            entry.put(asked)
    return asked


def refuse_transfer(actor: User, *, transfer: Transfer, reason: str) -> Transfer:
    """Say no for one's side, or take one's own proposal back. The claim stays where it is."""
    words = reason.strip()[:300]
    if not words:
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    policy = in_force(clock.today())
    with book.entry("transfer.refused", actor=actor.pk, note=words) as entry:
        asked = _open(transfer)
        if asked.proposed_by != actor.pk and not access.sides_of(actor, policy, asked.from_unit, asked.to_unit):
            raise NotAllowed("projects.no_side_of_transfer")
        asked.refused_by, asked.refused_on, asked.refused_because = actor.pk, clock.today(), words
        entry.put(asked)
    return asked


def _side_to_confirm(actor: User, transfer: Transfer, policy: Policy) -> Side:
    """Return the side a person may agree for now: one of theirs that is open, and they have agreed for no other."""
    sides = access.sides_of(actor, policy, transfer.from_unit, transfer.to_unit)
    if not sides:
        raise NotAllowed("projects.no_side_of_transfer")
    if any(getattr(transfer, f"{side}_by") == actor.pk for side in Side):
        raise RuleBroken("projects.confirmed_by_you")
    left = [side for side in sides if side.value not in transfer.agreed]
    if not left:
        raise RuleBroken("projects.side_confirmed")
    return left[0]


def _confirm(transfer: Transfer, side: Side, actor: User) -> None:
    setattr(transfer, f"{side}_by", actor.pk)
    setattr(transfer, f"{side}_on", clock.today())


def _complete(entry: OpenEntry, transfer: Transfer, claim: Claim) -> None:
    _release(entry, claim, "transferred")
    transfer.new_claim = _confer(entry, claim, transfer.to_unit, last_on=claim.last_on)
    transfer.completed_on = clock.today()


def _open(transfer: Transfer) -> Transfer:
    """Return a transfer as it is now. Raises RuleBroken when it is no longer open."""
    found: Transfer | None = (
        Transfer.objects.open().select_related("claim__unit", "from_unit", "to_unit").filter(pk=transfer.pk).first()
    )
    if found is None:
        raise RuleBroken("projects.transfer_closed")
    return found


def _require_sound(policy: Policy, transfer: Transfer) -> None:
    faults: dict[str, BadInput] = {}
    if transfer.to_unit_id == transfer.from_unit_id:
        faults["to_unit"] = BadInput("projects.same_unit")
    if transfer.reason not in {one.code for one in offered(policy.claims.transfer_reasons)}:
        faults["reason"] = BadInput("projects.not_on_the_list")
    fault = split_fault(transfer.split_giver, transfer.split_receiver)
    if fault:
        faults["split_giver"] = BadInput(fault)
    if transfer.statistical_home_id not in {transfer.from_unit_id, transfer.to_unit_id}:
        faults["statistical_home"] = BadInput("projects.counted_by_one_of_both")
    if faults:
        raise BadInput("projects.look_over", fields=faults)
