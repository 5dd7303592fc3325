"""How a result is printed: its unit, its bound, and the print style of named figures (184 → 180余条)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext

from hometown.face import formats
from hometown.kernel.bounds import Bound
from hometown.kernel.figures import Figure, Result, Style, Unit, in_tens
from hometown.kernel.money import YI, Amount


@dataclass(frozen=True)
class Printed:
    """A result ready for the `fig` tag: a count with unit and bound, or an Amount."""

    value: Decimal | Amount
    unit: str = ""
    bound: Bound = Bound.EXACT

    def __str__(self) -> str:
        language = get_language() or "zh-hans"
        if isinstance(self.value, Amount):
            return str(formats.money(self.value, language))
        return str(formats.counted(self.value, self.unit, self.bound, language))


def printed(result: Result) -> Printed:
    """Return a result in its style. A style changes how it reads, never the value."""
    return in_style(result.figure, result.value, result.bound)


def in_style(figure: Figure, value: Decimal, bound: Bound) -> Printed:
    """Return a value of a figure in the figure's style: one that was asked now, or one that was kept."""
    tens = figure.style is Style.TENS
    if figure.unit is Unit.YUAN:
        if tens and bound is not Bound.ABOUT:
            value, more = in_tens(value, YI)
            bound = Bound.AT_LEAST if more else bound
        return Printed(Amount(value, bound=bound))
    if tens:
        value, more = in_tens(value)
        bound = Bound.AT_LEAST if more else bound
    return Printed(value, unit_words(figure.unit, int(value)), bound)


def unit_words(unit: Unit, number: int) -> str:
    """Return the counting word for a number of things, in the present language."""
    words = {
        Unit.FIRMS: ngettext("firm", "firms", number),
        Unit.EVENTS: ngettext("time", "times", number),
        Unit.FILINGS: ngettext("lead", "leads", number),
        Unit.PERSONS: ngettext("officer", "officers", number),
        Unit.PROJECTS: ngettext("project", "projects", number),
        Unit.RECORDS: ngettext("record", "records", number),
        Unit.DAYS: ngettext("day", "days", number),
    }
    return words.get(unit, "")
