"""Dates as offices write them: a day, 10月中旬, 2019年11月, a quarter, a year.

A coarse date is kept as the first day of its period with its precision beside it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """How finely a date is known, finest first."""

    DAY = "day"
    TEN_DAYS = "ten_days"  # 上旬 中旬 下旬
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class DatedTo:
    """A date and how finely it is known."""

    on: date
    precision: Precision = Precision.DAY

    @property
    def last_day(self) -> date:
        """The last day the date may mean."""
        return last_day_of(self.on, self.precision)


def first_day_of(on: date, precision: Precision) -> date:
    """Return the first day of the period of this precision that holds `on`."""
    if precision is Precision.TEN_DAYS:
        return on.replace(day=1 if on.day <= 10 else 11 if on.day <= 20 else 21)
    if precision is Precision.MONTH:
        return on.replace(day=1)
    if precision is Precision.QUARTER:
        return on.replace(month=on.month - (on.month - 1) % 3, day=1)
    if precision is Precision.YEAR:
        return on.replace(month=1, day=1)
    return on


def last_day_of(on: date, precision: Precision) -> date:
    """Return the last day of the period of this precision that holds `on`."""
    first = first_day_of(on, precision)
    if precision is Precision.DAY:
        return first
    if precision is Precision.TEN_DAYS and first.day < 21:
        return first + timedelta(days=9)
    months = {Precision.TEN_DAYS: 1, Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}[precision]
    return _add_months(first.replace(day=1), months) - timedelta(days=1)


def _add_months(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    if index // 12 > date.max.year:
        return date.max
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period ends before it begins: {self.first} to {self.last}")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last
