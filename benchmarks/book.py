"""The book: single lines, a big line, and the whole replayed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from hometown.ledger import book, moments, replay
from hometown.ledger.models import Entry
from hometown.tasks.models import Task

Timed = Callable[..., AbstractContextManager[None]]
SINGLE, BULK = 500, 20_000


def tasks(count: int) -> list[Task]:
    return [Task(what=f"Call firm {number}", kind="next_step", set_on=date(2019, 10, 1)) for number in range(count)]


def run(timed: Timed) -> None:
    with timed(f"{SINGLE} lines of one row each, each its own transaction", count=SINGLE):
        for task in tasks(SINGLE):
            with book.entry("task.set", actor=None) as entry:
                entry.put(task)
    with timed(f"one line of {BULK:,} rows", count=BULK), book.entry("task.set", actor=None) as entry:
        entry.put_many(tasks(BULK))
    newest = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    with timed("every table compared with the book", count=SINGLE + BULK):
        assert not list(replay.differences())
    with timed("every table rebuilt as of that line", count=SINGLE + BULK), moments.as_known_at(newest):
        assert Task.objects.count() == SINGLE + BULK
    with timed("the same again: kept", at_most_s=0.1), moments.as_known_at(newest):
        assert Task.objects.exists()
