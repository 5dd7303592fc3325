"""Filters that write a value: money, counts, dates, masks."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hometown.face import formats
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount, from_fen

register = Library()


def language() -> str:
    """Return the language the page is written in."""
    return get_language() or "zh-hans"


def as_amount(value: object, bound: object = "") -> Amount | None:
    """Return an Amount of an Amount, of a Decimal in main units, or of whole fen. Nothing stays nothing."""
    if isinstance(value, Amount):
        return Amount(value.value, value.currency, Bound(str(bound))) if bound else value
    exact = Bound(str(bound)) if bound else Bound.EXACT
    if isinstance(value, Decimal):
        return Amount(value, bound=exact)
    return Amount(from_fen(value), bound=exact) if isinstance(value, int) else None


def as_dated(value: object, precision: object = "") -> DatedTo | None:
    """Return a DatedTo of a DatedTo, a date, or a moment (in the city's time). Nothing stays nothing."""
    if isinstance(value, DatedTo):
        return value
    if isinstance(value, datetime):
        value = value.astimezone(clock.CITY_TIME).date() if value.tzinfo else value.date()
    return DatedTo(value, Precision(str(precision or "day"))) if isinstance(value, date) else None


@register.filter
def money(value: object, bound: object = "") -> str:
    """Write an amount: 3.5亿元. A bound given here replaces the amount's own."""
    amount = as_amount(value, bound)
    return str(formats.money(amount, language())) if amount else ""


@register.filter
def count(value: int | Decimal | None, unit: object = "") -> str:
    """Write a number of things with its unit: 172家."""
    return "" if value is None else str(formats.counted(value, str(unit), Bound.EXACT, language()))


@register.filter
def shown(value: object) -> object:
    """Write a value of any kind that has a written form; leave text and markup as they are."""
    if isinstance(value, Amount):
        return money(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, DatedTo | date):
        return day(value)
    return listed(value) if isinstance(value, list | tuple) else "" if value is None else value


@register.filter
def named(record: object) -> str:
    """Write the name of a record that has one in each language: a batch, a unit, a city."""
    name_en = getattr(record, "name_en", "")
    return str(name_en if name_en and language() == "en" else getattr(record, "name", ""))


@register.filter
def percent(part: int | Decimal | None, whole: int | Decimal | None) -> str:
    """Write a share: 16.9%."""
    return formats.percent(part or 0, whole or 0)


@register.filter
def day(value: object, precision: object = "") -> str:
    """Write a date as finely as it is known, with its year unless it is this year."""
    dated = as_dated(value, precision)
    return time_element(dated, year=dated.on.year != clock.today().year) if dated else ""


@register.filter
def day_full(value: object, precision: object = "") -> str:
    """Write a date with its year."""
    dated = as_dated(value, precision)
    return time_element(dated, year=True) if dated else ""


@register.filter
def day_short(value: object, precision: object = "") -> str:
    """Write a date without its year, where the page already says which."""
    dated = as_dated(value, precision)
    return time_element(dated, year=False) if dated else ""


def time_element(dated: DatedTo, *, year: bool) -> SafeString:
    """Return a `<time>`; machine-readable where the date is fine enough."""
    words, machine = formats.day(dated, language(), year=year), formats.machine_day(dated)
    if machine in {words, ""}:
        return format_html("<time>{}</time>", words)
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def moment(at: datetime | None) -> str:
    """Write a day and a time of day, in the city's time."""
    if at is None:
        return ""
    words = formats.moment(at, language(), year=at.year != clock.today().year)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), words)


@register.filter
def time_left(due: date | datetime | None) -> str:
    """Write how long is left, or by how much it is over."""
    return formats.time_left(due, clock.now(), language()).words if due else ""


@register.filter
def masked_phone(number: str | None) -> str:
    """Write a phone number with its middle hidden."""
    return formats.masked_phone(number or "")


@register.filter
def masked_code(code: str | None) -> str:
    """Write a code with its middle hidden."""
    return formats.masked_code(code or "")


@register.filter
def size(count_of_bytes: int | None) -> str:
    """Write a file's size."""
    return "" if count_of_bytes is None else formats.size(count_of_bytes)


@register.filter
def fingerprint(digest: str | None) -> str:
    """Write the beginning of a digest, enough to compare by eye."""
    return formats.fingerprint(digest or "")


@register.filter
def listed(words: Iterable[object] | None) -> str:
    """Write words as a list in a sentence."""
    return formats.listed(words or (), language())
