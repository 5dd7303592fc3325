"""Plays the demo through the ordinary actions, step by step under simulated time, as if the batch had lived it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import translation

from hometown.kernel import clock
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.errors import RuleBroken
from hometown.ledger.models import Entry
from hometown.policy.standing import asked_once

from . import (
    aftercare,
    bulletins,
    caring,
    chains,
    claims,
    contact,
    enclaves,
    exchanges,
    facts,
    handovers,
    helping,
    hot,
    landing,
    leads,
    learning,
    naming,
    rhythm,
    shortlist,
    staging,
    telling,
    work,
)
from .calendar import LAST, calls, occasions
from .cast import OFFICER_WORDS, STAFF
from .loaded import SIGN_INS
from .world import World

PASSWORD = "hometown-demo-2019"  # noqa: S105  printed on purpose: the demo is open


@dataclass(frozen=True, order=True)
class Step:
    """Something done at a moment. `place` keeps the order of steps of the same moment."""

    at: datetime
    place: int
    do: Callable[[], object]


def require_empty() -> None:
    """Refuse a home that holds anything but a demo that was cut off while loading."""
    if Entry.objects.filter(is_demo=False).exists():
        raise RuleBroken("intake.home_not_empty")
    if Entry.objects.exists():
        raise RuleBroken("intake.demo_cut_off", home=str(settings.HOMETOWN_HOME))


def load(progress: Callable[[int], None] = lambda _: None) -> int:
    """Load the first batch; return the number of lines in the book. `progress` is told the per cent done.

    Its people read Chinese: what the house writes down for them it writes in Chinese, in whatever terminal this runs.
    """
    with _without_waiting_for_the_disk(), translation.override("zh-hans"):
        with clock.simulated(at(date(2019, 8, 26), 9)):
            world = staging.build(PASSWORD)
        steps = sorted(_steps(world))
        for done, step in enumerate(steps, 1):
            with clock.simulated(step.at), asked_once():
                step.do()
            if done % 20 == 0:
                progress(done * 100 // len(steps))
    _write_sign_ins()
    progress(100)
    return Entry.objects.aggregate(last=Max("seq"))["last"] or 0


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Let the embedded database not wait for the disk at each of two thousand commits.

    A fall of the machine meanwhile may spoil the file; it is not marked as loaded then, and is refused.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA wal_checkpoint(FULL)")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of a day in the city's time."""
    return datetime.combine(day, time(hour, minute), CITY_TIME)


def _steps(world: World) -> Iterator[Step]:
    place = 0

    def step(day: date, hour: int, do: Callable[[], object], minute: int = 0) -> Step:
        nonlocal place
        place += 1
        return Step(at(day, hour, minute), place, do)

    for call in calls():
        yield step(call.day, 19, partial(work.visit, world, call), call.hour)
        if call.next_step and call.day < LAST - timedelta(days=6):
            yield step(call.day + timedelta(days=4), 18, partial(work.keep_promise, world, call))
    for occasion in occasions():
        yield step(occasion.day, 20, partial(work.take_part, world, occasion))
    for day, do in work.branch_life(world):
        yield step(day, 17, do)
    for day, do in leads.filings(world):
        yield step(day, 21, do)
    for day, hour, do in leads.pursuits(world):
        yield step(day, hour, do)
    life = ((day, 16, do) for day, do in claims.life_of_claims(world))
    others = (
        landing.steps(world), contact.steps(world), life, exchanges.steps(world), bulletins.steps(world),
        telling.steps(world), rhythm.steps(world), aftercare.steps(world), learning.steps(world),
        enclaves.steps(world), chains.steps(world), handovers.steps(world), caring.steps(world),
        facts.steps(world),
        hot.steps(world), helping.steps(world), shortlist.steps(world),
        naming.steps(world),
    )  # fmt: skip
    for day, hour, do in chain(*others):
        yield step(day, hour, do)
    for day, do in leads.endings(world):
        yield step(day, 18, do)


def _write_sign_ins() -> None:
    """Print the sign-ins where `serve` and the sign-in page find them; the last thing done, so it marks a whole load."""
    rows = [(one.login, one.words) for one in STAFF] + list(OFFICER_WORDS.items())
    order = ["lin", "fang", "wang", "zhao"]
    rows.sort(key=lambda row: (order.index(row[0]) if row[0] in order else len(order), row[0]))
    lines = [f"{login}\t{words} · {PASSWORD}" for login, words in rows]
    (settings.HOMETOWN_HOME / SIGN_INS).write_text("\n".join(lines) + "\n", encoding="utf-8")
