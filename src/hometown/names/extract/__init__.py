"""Extract: what a pasted message says of companies, people, money, places and days. Pure: no Django, no clock.

    from hometown.names import extract
    extract("明天下午王总来谈，上海澄湖新材料有限公司拟投3.5亿元", today=date(2020, 1, 16)).as_json()

`reading` puts it together; each kind has a module of its own; `segmenting` cuts Chinese into words.
"""

from .findings import (
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
)
from .reading import SIGNS_MAX, TooLong, extract

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
