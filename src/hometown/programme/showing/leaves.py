"""Leave as pages show it: who, when, how long, who decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.accounts.models import User
from hometown.kernel.dates import Period
from hometown.policy.shape import LeaveStep, Policy
from hometown.programme import access, words
from hometown.programme.deciding import Deciding
from hometown.programme.models import Leave, LeaveState
from hometown.programme.rules.leave import days


@dataclass(frozen=True)
class LeaveRow:
    """One leave with what a line of a list needs."""

    leave: Leave
    kind: str
    days: str
    state: str
    tone: str
    office: str
    may_decide: bool = False
    on_paper: bool = False  # the office has no account: the organisation department writes down its answer
    may_withdraw: bool = False
    may_return: bool = False


def leave_rows(
    leaves: Iterable[Leave],
    policy: Policy,
    deciding: Deciding | None = None,
    reader: User | None = None,
    today: date | None = None,
) -> list[LeaveRow]:
    """Return leave as rows; what may be done with each only when a reader is given."""
    return [_row(one, policy, deciding, reader, today) for one in leaves]


def _row(leave: Leave, policy: Policy, deciding: Deciding | None, reader: User | None, today: date | None) -> LeaveRow:
    state, tone = words.LEAVE_STATES[leave.state]
    decides = deciding is not None and deciding.may(leave)
    mine = reader is not None and (
        leave.posting.officer.user_id == reader.pk or access.may_run(reader, leave.posting.batch)
    )
    waiting, approved = leave.state == LeaveState.ASKED, leave.state == LeaveState.APPROVED
    begun = today is not None and leave.first_on <= today
    return LeaveRow(
        leave, words.word(policy.leave.kinds, leave.kind), length(leave), str(state), tone, office_of(leave),
        may_decide=decides,
        on_paper=decides and deciding is not None and not deciding.has_office(leave),
        may_withdraw=mine and (waiting or (approved and not begun)),
        may_return=mine and approved and begun and today is not None and today <= leave.last_on,
    )  # fmt: skip


def length(leave: Leave) -> str:
    """Return how long a leave is."""
    count = days(Period(leave.first_on, leave.last_on))
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def office_of(leave: Leave) -> str:
    """Return which office decides a leave."""
    return str(words.OFFICES[leave.approver_place])


def leave_matrix(policy: Policy) -> list[tuple[str, str, str]]:
    """Return the matrix of the policy in words: level, days, office."""
    found = []
    for level in words.LEVELS:
        steps = sorted((step for step in policy.leave.matrix if step.level == level), key=lambda step: step.over_days)
        for place, step in enumerate(steps):
            upper = steps[place + 1].over_days if place + 1 < len(steps) else None
            found.append((str(words.LEVELS[level]), _span(step, upper), str(words.OFFICES[step.at.value])))
    return found


def _span(step: LeaveStep, upper: int | None) -> str:
    if upper is not None:
        return _("up to %(days)s days") % {"days": upper}
    return _("over %(days)s days") % {"days": step.over_days} if step.over_days else _("any number of days")
