"""What people may be reminded of. This floor knows no trade: it keeps an empty place, and the rooms above put their
sources there when they start.

    sources.register(Source("gates_due", _("Gates that fall due"), lines=…, seen=…, fits=…, days=3))
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from hometown.accounts.models import User

Seen = Callable[[User, Iterable[uuid.UUID]], Iterable[uuid.UUID]]
MOST = 8  # lines of one kind: a digest is read in a minute


@dataclass(frozen=True)
class Line:
    """One thing to be told. `record` is what `seen` is asked about before the line is shown again."""

    title: str
    url: str
    record: uuid.UUID
    due_on: date | None = None
    since_on: date | None = None


def among(visible: Callable[[User], "QuerySet[Any, Any]"]) -> Seen:
    """Return what tells which of some records a person sees, from the rows that they see."""
    return lambda reader, records: visible(reader).filter(pk__in=records).values_list("pk", flat=True)


@dataclass(frozen=True)
class Source:
    """A kind of reminder. `days` is how far it reaches unless a person chooses; None where it reaches no days."""

    code: str
    name: Any
    lines: Callable[[User, date, int], Iterable[Line]]  # as that person, on a day, within so many days
    seen: Seen  # which of some records the person may see at this moment
    fits: Callable[[User], bool]  # whether the kind means anything to a person
    days: int | None = None
    days_words: Any = ""
    is_usual: bool = True  # on until the person says otherwise


_known: dict[str, Source] = {}


def register(*sources: Source) -> None:
    """Make kinds of reminders known. Those of higher floors come first, as they start first."""
    _known.update({source.code: source for source in sources})


def known(code: str) -> Source | None:
    """Return the source of a kind; None for one that is no more."""
    return _known.get(code)


def fitting(user: User) -> list[Source]:
    """Return the kinds that mean anything to a person."""
    return [source for source in _known.values() if user.is_active and source.fits(user)]
