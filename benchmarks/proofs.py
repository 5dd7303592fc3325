"""Proofs over a book of a million lines: sealing a month of it, verifying the bundle, looking through the whole.

The lines are real ones, one activity each; they are written in bulk, past the triggers, and the tree is caught up.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hometown.bulletins import keys, sealing, verify_bulletin
from hometown.fieldwork.figures import visits_total
from hometown.fieldwork.models import Activity
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.ledger import auditing, book, bulk, door, tree, triggers
from hometown.ledger.models import Entry, PersonalBody, RowImage
from hometown.tasks.models import Task

Timed = Callable[..., AbstractContextManager[None]]
LINES, MEMBERS, SINGLE, BATCH = 1_000_000, 1_000, 500, 20_000
MONTH = Period(date(2019, 10, 1), date(2019, 10, 31))


def run(timed: Timed) -> None:
    settings.SEAL_KEYS = settings.HOMETOWN_HOME / "keys"
    with timed(f"{SINGLE} lines written, each with its leaf", count=SINGLE):
        for number in range(SINGLE):
            with book.entry("task.set", actor=None) as entry:
                entry.put(Task(what=f"Call firm {number}", kind="next_step", set_on=date(2019, 10, 1)))
    with timed(f"{LINES:,} lines written in bulk, without a tree", count=LINES):
        fill()
    with timed("the tree of all of them", count=LINES):
        tree.catch_up()
    size = tree.size()
    with timed("a line written on top", at_most_s=0.1), book.entry("task.set", actor=None) as entry:
        entry.put(Task(what="Call", kind="next_step", set_on=date(2019, 10, 1)))
    with timed("an inclusion proof of 20 hashes at most", at_most_s=0.05):
        assert len(tree.inclusion([size // 3], size)[size // 3]) <= 20
    with timed("a consistency proof", at_most_s=0.05):
        tree.consistency(size // 3, size)
    keys.make(None)
    result = visits_total.of(Scope(MONTH))
    with timed(f"a month of {MEMBERS:,} visits found", count=LINES):
        assert result.value == MEMBERS
    with timed(f"a month of {MEMBERS:,} visits sealed", at_most_s=2):
        bundle = sealing.seal({"visits_total": result}, document={}, actor=None, title="2019-10")
    text = bundle.text().encode()
    print(f"    the bundle has {len(text):,} bytes")
    with timed(f"a bulletin of {MEMBERS:,} members verified", at_most_s=5):
        verify_bulletin.check(verify_bulletin.read(text))
    with timed("the whole book looked through", count=size, at_most_s=60):
        assert not list(auditing.check())


def activities() -> Iterator[Activity]:
    """A million activities over years; a thousand of them visits in one month."""
    for number in range(LINES):
        if number % (LINES // MEMBERS):
            day, kind = date(2014, 1, 1) + timedelta(days=number % 1500), "host_duty"
        else:
            day, kind = MONTH.first + timedelta(days=number % 31), "visit"
        yield Activity(kind=kind, title=f"走访与活动 {number}", on=day, place="嘉定区", division_code="310114")


def fill() -> None:
    """Write the lines as the book does, many to a statement."""
    with connection.cursor() as cursor:
        for name in triggers._SQLITE:
            cursor.execute(f"DROP TRIGGER {name}")
    seq, rows = tree.size(), activities()
    at = datetime(2019, 11, 1, tzinfo=UTC)
    while some := list(islice(rows, BATCH)):
        with transaction.atomic(), door.opened():
            lines, images = [], []
            bodies: list[tuple[Any, ...]] = []
            for row in some:
                seq, row.revision = seq + 1, 1
                image = book._sealed(seq * book.ROWS_PER_ENTRY, row, False, bodies)
                line = Entry(seq=seq, verb="activity.recorded", recorded_at=at)
                line.digest = book.digest_over(book.head_of(line), [image[8]])
                lines.append(line)
                images.append(image)
            bulk.insert(Activity, some)
            bulk.insert(Entry, lines)
            bulk.insert_values(RowImage, images)
            bulk.insert_values(PersonalBody, bodies)
    triggers.install()
