"""The small parts every block of the rules is made of: codes, words, terms of time, sources.

Values arrive as text (see `hometown.policy.tree`) and the shape decides what they are: a code `01` stays `01`,
and `no` stays a word.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Remark = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]
IndustryCode = Annotated[str, StringConstraints(pattern=r"^[A-T][0-9]{0,4}$")]  # GB/T 4754: section and up to 4 digits

MAX_LIST = 400


def _iso_day(value: Any) -> Any:
    """Refuse what pydantic would take for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("not_a_day", "a day is written like 2019-09-01")
    return value


Day = Annotated[date, BeforeValidator(_iso_day)]


class Part(BaseModel):
    """Anything in the rules. What is not foreseen is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Cited(Part):
    """A block that may say where it comes from (codes of `sources`) and whether anybody has checked it."""

    source: tuple[Slug, ...] = ()
    unverified: bool = False
    note: Remark = ""
    note_en: Remark = ""


class Named(Part):
    """A thing with a code that records carry, and its words. A code is never removed once adopted; it is retired."""

    code: Slug
    zh: Words
    en: Words
    retired: bool = False

    def text(self, language: str) -> str:
        """Return the words in a language (`zh…`, else English)."""
        return self.zh if language.startswith("zh") else self.en


class Unit(StrEnum):
    """What a term counts."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"


_TERM = re.compile(r"^([0-9]{1,4}) ?(workday|day|month)s?$")


class Term(Part):
    """A length of time, written `1 workday`, `14 days`, `2 months`."""

    count: int
    unit: Unit

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value if isinstance(value, dict) and value.keys() == {"count", "unit"} else _no_term()
        found = _TERM.match(value.strip())
        return {"count": found[1], "unit": found[2]} if found else _no_term()

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def after(self, start: date, is_workday: Callable[[date], bool]) -> date:
        """Return the last day of this term when it starts on `start`; the first day counted is the day after."""
        if self.unit is Unit.MONTH:
            return _months_after(start, self.count)
        if self.unit is Unit.DAY:
            return start + timedelta(days=self.count)
        day, left = start, self.count
        while left:
            day += timedelta(days=1)
            left -= is_workday(day)
        return day


def _no_term() -> Any:
    raise PydanticCustomError("not_a_term", "a term of time is written like 3 workdays, 14 days, 2 months")


def _months_after(start: date, count: int) -> date:
    index = start.year * 12 + start.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


class Source(Part):
    """A text the rules rest on."""

    code: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S{1,300}$")] | None = None
    checked: bool = False  # somebody has read the original, not only an excerpt or a mirror


class City(Part):
    """Whose rules these are. `code` is GB/T 2260, six digits."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    zh: Words
    en: Words

    def text(self, language: str) -> str:
        """Return the city's name in a language."""
        return self.zh if language.startswith("zh") else self.en
