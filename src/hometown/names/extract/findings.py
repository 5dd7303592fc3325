"""What is found in a message: each finding with its place in the text, its value, and how sure one may be."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from hometown.kernel.money import plain

SIGNS_MAX = 1_048_576


class TooLong(ValueError):
    """The message is longer than `SIGNS_MAX` characters."""


class Kind(StrEnum):
    """What a finding is."""

    COMPANY = "company"
    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"
    WECHAT = "wechat"
    AMOUNT = "amount"
    PLACE = "place"
    COUNTRY = "country"
    DATE = "date"
    STAGE = "stage"


class AmountBound(StrEnum):
    """What the written amount says of the true one. The kernel's bounds, and an upper one."""

    EXACT = "exact"
    AT_LEAST = "at_least"  # 余, 多, 以上, 至少, 超
    ABOUT = "about"  # 约, 近, 左右
    AT_MOST = "at_most"  # 不超过, 以内, 以下


class DatePrecision(StrEnum):
    """How finely a date is said. The kernel's precisions, the half year, and a span of years (2026—2028年)."""

    DAY = "day"
    WEEK = "week"
    TEN_DAYS = "ten_days"  # 上旬, 月底
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"


@dataclass(frozen=True)
class Candidate:
    """A known company that a resolver offers for a mention. `score` from 0 to 1; `key` is the resolver's own."""

    key: str
    name: str
    score: float
    reason: str = ""


class Resolver(Protocol):
    """Whoever knows companies: returns those a mention may mean, the likeliest first; none if it knows none."""

    def __call__(self, mention: str, /) -> Sequence[Candidate]: ...


@dataclass(frozen=True)
class CompanyValue:
    """A company as it is called here; with a resolver, whom that may mean."""

    name: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class PersonValue:
    """A person: a name, or only a surname (张总), and the title beside it."""

    name: str
    title: str = ""


@dataclass(frozen=True)
class PhoneValue:
    """A telephone number without its punctuation: `form` is mobile, landline, service (400, 800) or foreign."""

    number: str
    form: str
    extension: str = ""


@dataclass(frozen=True)
class TextValue:
    """An e-mail address or a WeChat id."""

    text: str


@dataclass(frozen=True)
class AmountValue:
    """A sum of money in main units of its currency (ISO 4217); `low` and `high` differ for a range.

    `currency_said` is false where the text only says 亿 or 万 and yuan are assumed.
    """

    low: Decimal
    high: Decimal
    currency: str = "CNY"
    bound: AmountBound = AmountBound.EXACT
    currency_said: bool = True


@dataclass(frozen=True)
class PlaceValue:
    """A division of China with its code, or a zone in one: then `zone` has its words and the code is that around it.

    The code is empty where a name in Latin letters is that of several divisions (Suzhou: 苏州, 宿州).
    """

    code: str
    name: str
    level: int
    zone: str = ""


@dataclass(frozen=True)
class CountryValue:
    """A country or region abroad an investor comes from, by ISO 3166 code."""

    code: str
    name: str


@dataclass(frozen=True)
class DateValue:
    """The first and last day a date may mean. Both are None if it needs a year or a today that nobody gave."""

    precision: DatePrecision
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class StageValue:
    """A stage of the road of a project (a code of the city's rules) that a word speaks of, and how.

    `planned`: it is still to come (拟签约, 计划开工). `denied`: it is said not to be so (尚未签约).
    """

    code: str
    planned: bool = False
    denied: bool = False


Value = (
    CompanyValue
    | PersonValue
    | PhoneValue
    | TextValue
    | AmountValue
    | PlaceValue
    | CountryValue
    | DateValue
    | StageValue
)


@dataclass(frozen=True)
class Finding:
    """Something found: `text` is `message[start:end]`; `confidence` from 0 to 1 with its `reason` in a few words."""

    kind: Kind
    start: int
    end: int
    text: str
    value: Value
    confidence: float
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain JSON values; amounts are decimal text, days ISO text."""
        return {
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": {name: _plain(value) for name, value in asdict(self.value).items()},
            "confidence": self.confidence,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Extraction:
    """What was found in one message, in the order of the text; no two findings overlap."""

    text: str
    findings: tuple[Finding, ...] = ()

    def of(self, kind: Kind | str) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    @property
    def companies(self) -> tuple[Finding, ...]:
        """The companies, in the order of the text."""
        return self.of(Kind.COMPANY)

    def as_json(self) -> dict[str, Any]:
        """Return everything found as plain JSON values; the text itself is not repeated."""
        return {"length": len(self.text), "findings": [finding.as_json() for finding in self.findings]}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
