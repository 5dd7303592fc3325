"""Rules of the weekly exchange: weeks, what is proposed as a case, how a pack built again keeps what people did.

Pure: no Django, no clock. Sections of a pack stand in the order in which they are read.
"""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

LEADS, CASES, HELP, PRACTICES = "leads", "cases", "help", "practices"
APPOINTMENTS, KEY_TASKS, FOLLOW_UPS, OTHER = "appointments", "key_tasks", "follow_ups", "other"
SECTIONS = (FOLLOW_UPS, LEADS, CASES, HELP, PRACTICES, APPOINTMENTS, KEY_TASKS, OTHER)
OWN = "own"  # the source of what an editor wrote; everything else comes from a record

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})\Z", re.IGNORECASE)
# A number with its measure word, as figures print it; a day (1月22日) or an address holds none.
_COUNT = re.compile(r"(?:\d[\d,.]*|[〇零一二三四五六七八九十百千万亿两]+)\s*余?\s*(?:家|次|条|名干部|个项目|亿|万元)")

Key = tuple[str, str, uuid.UUID]  # section, model, record


@dataclass(frozen=True, order=True)
class Week:
    """A week by ISO 8601: Monday to Sunday, numbered within its year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that holds a day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def read(cls, text: str) -> "Week":
        """Read 2019-W45. Raises ValueError for what names no week."""
        found = _WEEK.match(text.strip())
        if found is None:
            raise ValueError(text)
        return cls.of(date.fromisocalendar(int(found.group(1)), int(found.group(2)), 1))

    @property
    def first(self) -> date:
        """Its Monday. Raises ValueError where the year has no such week."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @property
    def following(self) -> "Week":
        return Week.of(self.first + timedelta(days=7))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True)
class Draft:
    """What a record has to say in a pack. `is_proposed`: only if somebody chooses it.

    `name` is what the record is called, `line` a sentence told from it, `facts` what else is printed: codes, days,
    names of units. No person stands in `facts` but by the id of their record.
    """

    section: str
    source: str
    model: str
    pk: uuid.UUID
    name: str = ""
    line: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_proposed: bool = False

    @property
    def key(self) -> Key:
        return self.section, self.model, self.pk


@dataclass(frozen=True)
class Held:
    """An item as it stands in the pack. `is_touched`: somebody worded, placed, kept, left out or followed it up."""

    key: Key
    place: int
    is_touched: bool = False


@dataclass(frozen=True)
class Merged:
    """What building a pack again does: items to add with their places, to tell anew, to mark as past, to take away."""

    added: tuple[tuple[Draft, int], ...]
    renewed: tuple[Draft, ...]
    past: tuple[Key, ...]
    gone: tuple[Key, ...]


def merge(held: Iterable[Held], drafts: Sequence[Draft]) -> Merged:
    """Lay what the records say now over a pack that people have edited.

    What is held is told anew and stays where it is, as it is: worded, left out, placed. What is new comes after it, in
    its own section. What no record says any more goes, unless somebody touched it: then it stays, marked as past.
    """
    standing = {one.key: one for one in held}
    said = {one.key: one for one in drafts}
    ends: dict[str, int] = {}
    for one in standing.values():
        ends[one.key[0]] = max(ends.get(one.key[0], 0), one.place)
    added = []
    for key, draft in said.items():
        if key not in standing:
            ends[draft.section] = ends.get(draft.section, 0) + 1
            added.append((draft, ends[draft.section]))
    unsaid = [one for key, one in standing.items() if key not in said]
    return Merged(
        tuple(added),
        tuple(draft for key, draft in said.items() if key in standing),
        tuple(one.key for one in unsaid if one.is_touched),
        tuple(one.key for one in unsaid if not one.is_touched),
    )


def moved(order: Sequence[Any], one: Any, *, up: bool) -> list[Any]:
    """Return an order with one of it moved by one place; at the end it stays."""
    found = list(order)
    place = found.index(one)
    other = max(place - 1, 0) if up else min(place + 1, len(found) - 1)
    found[place], found[other] = found[other], found[place]
    return found


@dataclass(frozen=True)
class Step:
    """A project came from one rank to another."""

    project: uuid.UUID
    from_rank: int
    to_rank: int
    on: date


def steps_worth_telling(steps: Iterable[Step], least: int) -> list[Step]:
    """Return the furthest step forward of each project that came to rank `least` or beyond, in the order of days.

    A case is proposed by what happened to a project. Nobody is compared with anybody.
    """
    furthest: dict[uuid.UUID, Step] = {}
    for step in steps:
        if step.to_rank >= least and step.to_rank > step.from_rank:
            known = furthest.get(step.project)
            if known is None or step.to_rank > known.to_rank:
                furthest[step.project] = step
    return sorted(furthest.values(), key=lambda step: (step.on, step.project))


def typed_count(words: str) -> str:
    """Return the first count somebody typed (12家, 三次, 2.5亿); a number like that comes from a figure."""
    found = _COUNT.search(words)
    return found.group() if found else ""


def state(today: date, held_on: date, closed_on: date | None, cancelled_on: date | None) -> str:
    """Return where an exchange stands: cancelled, closed, prepared, on its day, or held and not closed."""
    if cancelled_on is not None:
        return "cancelled"
    if closed_on is not None:
        return "closed"
    return "prepared" if held_on > today else "today" if held_on == today else "held"
