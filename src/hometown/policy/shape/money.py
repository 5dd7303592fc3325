"""Currencies with dated rates, and the calendar of workdays."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from .parts import Cited, Day, Part, Words

YuanAmount = Annotated[Decimal, Field(ge=0, le=Decimal(10) ** 14, allow_inf_nan=False)]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Rate(Cited):
    """From this day on one unit of the currency is worth so many yuan."""

    starts_on: Day
    yuan: Annotated[Decimal, Field(gt=0, le=Decimal(10) ** 6, allow_inf_nan=False)]


class Currency(Part):
    """A currency (ISO 4217). Without a rate its amounts have no value in yuan, and pages say so."""

    code: CurrencyCode
    zh: Words
    en: Words
    rates: tuple[Rate, ...] = ()

    def text(self, language: str) -> str:
        """Return the currency's name in a language."""
        return self.zh if language.startswith("zh") else self.en


class CalendarYear(Cited):
    """The published year: weekdays that are off, weekend days that are worked."""

    year: int = Field(ge=2000, le=2100)
    off: tuple[Day, ...] = ()
    worked: tuple[Day, ...] = ()


class Workdays(Cited):
    """The years whose calendar has been published; other years count Monday to Friday, and pages say so."""

    years: tuple[CalendarYear, ...] = ()
