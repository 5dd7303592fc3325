"""The life of a batch: planned → open → closed; and what a copy of one takes along."""

from dataclasses import dataclass
from datetime import date

from hometown.kernel.errors import RuleBroken

MOVES = {("planned", "open"), ("open", "closed"), ("planned", "closed")}


@dataclass(frozen=True)
class CopiedTask:
    """A key task as the next batch gets it: its words and clause, its day as far from the first day as before."""

    text: str
    plan_clause: str
    due_on: date | None


def require_move(state: str, to: str) -> None:
    """Raise RuleBroken unless a batch may go from one state to another."""
    if (state, to) not in MOVES:
        raise RuleBroken("programme.batch_state", state=state, to=to)


def copied_task(text: str, clause: str, due_on: date | None, was_first: date, first: date, last: date) -> CopiedTask:
    """Return a key task moved to the days of another batch; never due after that batch's last day."""
    if due_on is None:
        return CopiedTask(text, clause, None)
    return CopiedTask(text, clause, min(first + (due_on - was_first), last))
