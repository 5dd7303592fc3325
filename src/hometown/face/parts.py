"""What the list tags of the face take. Each is a plain value; a dict with the same keys does as well.

Every text may be a lazy translation or safe HTML. `tone` is `green`, `amber`, `red`, `blue` or empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Text = Any  # str, a lazy translation, or SafeString


@dataclass(frozen=True)
class Task:
    """One thing that is missing, or done. `state` is `mine`, `wait` (another's) or `done`."""

    what: Text
    why: Text = ""
    url: str = ""
    state: str = "mine"
    mark: Text = ""
    tone: str = ""
    verified: bool | None = None


@dataclass(frozen=True)
class Fact:
    """One thing we know. A `url` makes the value a figure that opens its records."""

    label: Text
    value: Text
    meta: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One linked line. `meta` is a text or several; `end` is a short mark on the right."""

    title: Text
    meta: Text | Sequence[Text] = ""
    url: str = ""
    end: Text = ""
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a record's history. `kind` is empty, `move` or `proof`."""

    text: Text
    meta: Text = ""
    url: str = ""
    kind: str = ""
    at: date | datetime | None = None


@dataclass(frozen=True)
class Step:
    """One stage on the rail. `state` is `done`, `now` or empty."""

    label: Text
    meta: Text = ""
    state: str = ""


@dataclass(frozen=True)
class Ticket:
    """One record on the board."""

    title: Text
    who: Text = ""
    when: Text = ""
    url: str = ""
    money: Text = ""
    marks: Sequence[Text] = ()
    lamp: Text = ""
    lamp_tone: str = ""
    verified: bool | None = None


@dataclass(frozen=True)
class Lane:
    """One column of the board. `more` is the words of a link to the rest."""

    label: Text
    count: int = 0
    sum: Text = ""
    tickets: Sequence[Ticket] = ()
    more: Text = ""
    more_url: str = ""
    empty: Text = ""


@dataclass(frozen=True)
class Point:
    """One point of a chart: how much, what is printed, and where its records are."""

    label: Text
    value: float = 0
    url: str = ""
    text: Text = ""
    tone: str = ""
    step: Text = ""
    parts: Sequence[float] = ()


@dataclass(frozen=True)
class Node:
    """One link of a chain. `state` is `have`, `weak` or `gap`."""

    label: Text
    text: Text = ""
    url: str = ""
    state: str = "have"
    current: bool = False


@dataclass(frozen=True)
class Coverage:
    """One chain and the states of its nodes, in order."""

    label: Text
    nodes: Sequence[str] = field(default_factory=tuple)
    url: str = ""
    text: Text = ""
