"""Leave 请销假: asked, decided by the office the matrix names, ended. Where somebody goes is not asked."""

from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.policy.rules import offered
from hometown.policy.standing import in_force
from hometown.programme import access
from hometown.programme.deciding import Deciding
from hometown.programme.models import Leave, LeaveState, Posting
from hometown.programme.rules import leave as rules
from hometown.programme.rules.postings import period


@book.turn()
def ask_leave(actor: User | None, *, posting: Posting, kind: str, first_on: date, last_on: date) -> Leave:
    """Ask for days away from a posting. The policy in force says who decides.

    Raises RuleBroken outside the posting or over other leave; NotAllowed for another's posting, unless one runs the
    programme and writes down what was asked on paper.
    """
    asker = posting.officer.user_id
    is_own = actor is not None and asker == actor.pk
    if not is_own:
        access.require_runs(actor, posting.batch)
    policy = in_force(clock.today())
    if kind not in {one.code for one in offered(policy.leave.kinds)}:
        raise BadInput("programme.no_such_leave", kind=kind)
    days = period(first_on, last_on)
    rules.require_askable(days, Period(posting.first_on, posting.last_on), _taken(posting))
    named = rules.approver(policy, posting.level, days)
    leave = Leave(
        posting=posting, kind=kind, first_on=first_on, last_on=last_on, approver_role=named.role,
        approver_place=named.place.value, asked_on=clock.today(),
    )  # fmt: skip
    behalf = None if is_own else asker
    with book.entry("leave.asked", actor=access.pk_of(actor), on_behalf_of=behalf) as entry:
        entry.put(leave)
    return leave


def _taken(posting: Posting) -> list[Period]:
    held = Leave.objects.filter(
        posting__officer=posting.officer_id, state__in=(LeaveState.ASKED, LeaveState.APPROVED)
    )  # fmt: skip
    return [Period(first, last) for first, last in held.values_list("first_on", "last_on")]


def decide_leave(actor: User, *, leave: Leave, approved: bool, note: str = "") -> Leave:
    """Approve or refuse leave: the office of the matrix decides, never the asker. A refusal says why."""
    if leave.state != LeaveState.ASKED:
        raise RuleBroken("programme.decided_already")
    if leave.posting.officer.user_id == actor.pk:
        raise NotAllowed("programme.own_leave")
    if not Deciding(actor).may(leave):
        raise NotAllowed("programme.not_the_office")
    if not approved and not note.strip():
        raise BadInput("programme.refusal_needs_reason", fields={"note": BadInput("programme.refusal_needs_reason")})
    leave.state = LeaveState.APPROVED if approved else LeaveState.REFUSED
    leave.decided_by, leave.decided_on, leave.decision_note = actor.pk, clock.today(), note.strip()
    with book.entry("leave.approved" if approved else "leave.refused", actor=actor.pk) as entry:
        entry.put(leave)
    return leave


def withdraw_leave(actor: User, *, leave: Leave) -> Leave:
    """Take back leave asked for, or approved and not begun. Only the asker does, or who runs the programme."""
    _require_own(actor, leave)
    begun = leave.state == LeaveState.APPROVED and leave.first_on <= clock.today()
    if begun or leave.state not in (LeaveState.ASKED, LeaveState.APPROVED):
        raise RuleBroken("programme.not_withdrawable")
    leave.state = LeaveState.WITHDRAWN
    with book.entry("leave.withdrawn", actor=actor.pk) as entry:
        entry.put(leave)
    return leave


def return_from_leave(actor: User, *, leave: Leave, on: date) -> Leave:
    """Write that somebody was back before the last day 销假: `on` is the last day away."""
    _require_own(actor, leave)
    if leave.state != LeaveState.APPROVED:
        raise RuleBroken("programme.not_on_leave")
    taken = rules.require_back_within(Period(leave.first_on, leave.last_on), on)
    leave.last_on = taken.last
    with book.entry("leave.ended", actor=actor.pk, occurred_on=on) as entry:
        entry.put(leave)
    return leave


def _require_own(actor: User, leave: Leave) -> None:
    if leave.posting.officer.user_id != actor.pk:
        access.require_runs(actor, leave.posting.batch)
