"""The verbs of to-dos. A room above that has checked the actor's right to the record says so with `vouched`."""

from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.models import LedgeredModel, label_of

from .access import require_hand_in
from .models import Task


def set_task(
    actor: User | None,
    *,
    what: str,
    owner: User | None = None,
    due_on: date | None = None,
    kind: str = "promise",
    about: LedgeredModel | None = None,
    about_name: str = "",
) -> Task:
    """Set a to-do; without an owner it is the actor's own. Raises BadInput when nothing is said."""
    words = what.strip()
    if not words:
        raise BadInput("tasks.say_what", fields={"what": BadInput("tasks.say_what")})
    task = Task(
        what=words[:300],
        owner=owner or actor,
        due_on=due_on,
        kind=kind,
        set_on=clock.today(),
        set_by=actor.pk if actor else None,
    )
    if about is not None:
        task.about_model, task.about_id = label_of(type(about)), about.pk
        task.about_name = (about_name or str(about))[:200]
    with book.entry("task.set", actor=actor.pk if actor else None) as entry:
        entry.put(task)
    return task


def close_task(
    actor: User | None, *, task: Task, note: str = "", on: date | None = None, vouched: bool = False
) -> Task:
    """Close a to-do 事毕事清: how it ended, in a line. Raises RuleBroken when it is closed already."""
    require_hand_in(actor, task, vouched=vouched)
    _require_open(task)
    task.closed_on, task.closing_note = on or clock.today(), note.strip()[:500]
    with book.entry("task.closed", actor=actor.pk if actor else None) as entry:
        entry.put(task)
    return task


def reassign(actor: User | None, *, task: Task, owner: User, due_on: date | None = None, vouched: bool = False) -> Task:
    """Hand a to-do to somebody else, with another day if one is given."""
    require_hand_in(actor, task, vouched=vouched)
    _require_open(task)
    if not owner.is_active:
        raise RuleBroken("tasks.owner_gone", owner=owner.name)
    task.owner, task.due_on = owner, due_on or task.due_on
    with book.entry("task.reassigned", actor=actor.pk if actor else None) as entry:
        entry.put(task)
    return task


def set_due(actor: User | None, *, task: Task, due_on: date | None, vouched: bool = False) -> Task:
    """Move a to-do's day, or take it away; the book keeps every earlier one."""
    require_hand_in(actor, task, vouched=vouched)
    _require_open(task)
    task.due_on = due_on
    with book.entry("task.due_moved", actor=actor.pk if actor else None) as entry:
        entry.put(task)
    return task


def _require_open(task: Task) -> None:
    if task.closed_on is not None:
        raise RuleBroken("tasks.closed_already", on=task.closed_on)
