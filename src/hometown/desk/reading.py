"""Who looks at the first page, and the groups of lines it is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.programme import access as programme
from hometown.programme.models import Batch

MOST = 6


def dotted(words: Iterable[Any]) -> SafeString:
    """Return words on one line, a dot between them."""
    return format_html_join(" · ", "{}", ((one,) for one in words if one))


def days_words(first: date, last: date) -> SafeString:
    return format_html_join(" – ", "{}", ((day(one),) for one in dict.fromkeys((first, last))))


@dataclass(frozen=True)
class Panel:
    """A group of lines; `url` leads to the whole of it."""

    title: Any
    rows: list[Row] = field(default_factory=list)
    url: str = ""
    url_text: Any = ""


@dataclass(frozen=True)
class Reader:
    """Who looks, on which day, under which rules."""

    user: User
    today: date
    policy: Policy
    batch: Batch | None


def reader_of(user: User, today: date) -> Reader:
    """Return who looks, with what every panel asks about."""
    return Reader(user, today, in_force(today), programme.present_batch(user))
