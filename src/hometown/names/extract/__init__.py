"""Extract: what a pasted message says of companies, people, money, places and days. Pure: no Django, no clock.

    from hometown.names import extract
    extract("明天下午王总来谈，上海澄湖新材料有限公司拟投3.5亿元", today=date(2020, 1, 16)).as_json()

`reading` puts it together; each kind has a module of its own; `segmenting` cuts Chinese into words. They are loaded
when the first message is read: whoever only compares names or screens a registry does not wait for them.
"""

from datetime import date

from .findings import (
    SIGNS_MAX,
    AmountBound,
    AmountValue,
    Candidate,
    CompanyValue,
    CountryValue,
    DatePrecision,
    DateValue,
    Extraction,
    Finding,
    Kind,
    PersonValue,
    PhoneValue,
    PlaceValue,
    Resolver,
    StageValue,
    TextValue,
    TooLong,
)


def extract(text: str, *, today: date | None = None, resolver: Resolver | None = None) -> Extraction:
    """Find what a pasted message says; see `reading.extract`. Raises TooLong above 1,048,576 characters."""
    from .reading import extract as read

    return read(text, today=today, resolver=resolver)


__all__ = [
    "SIGNS_MAX",
    "AmountBound",
    "AmountValue",
    "Candidate",
    "CompanyValue",
    "CountryValue",
    "DatePrecision",
    "DateValue",
    "Extraction",
    "Finding",
    "Kind",
    "PersonValue",
    "PhoneValue",
    "PlaceValue",
    "Resolver",
    "StageValue",
    "TextValue",
    "TooLong",
    "extract",
]
