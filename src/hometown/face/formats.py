"""How numbers, money, dates and masked values are written, in Chinese and in English.

Pure: no Django, no clock; the language and the time are passed in. The words below are locale data, like those of
CLDR, not interface text: Chinese and English do not count in the same units (亿, million), so a phrase would not do.
No space is typed between Han and digits; the style sheet sets that gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from hometown.kernel.bounds import Bound
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.dates import DatedTo, Precision, first_day_of
from hometown.kernel.money import WAN, YI, Amount, plain

CURRENCIES_ZH = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "HKD": "港元",
    "JPY": "日元",
    "GBP": "英镑",
    "SGD": "新加坡元",
    "TWD": "新台币元",
    "KRW": "韩元",
}
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TEN_DAYS_ZH = {1: "上旬", 11: "中旬", 21: "下旬"}
TEN_DAYS_EN = {1: "early", 11: "mid", 21: "late"}
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
PERSON_NUMBER = 11  # digits of a Chinese mobile number


@dataclass(frozen=True)
class Figure:
    """A printed number in pieces, so that the bound stays with it and the unit may be set smaller.

    Joined in order: `before` (约, over), `number`, `after` (余), `unit`.
    """

    number: str
    unit: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.number}{self.after}{self.unit}"


def is_chinese(language: str | None) -> bool:
    """Tell whether this language code is Chinese; no language means the default, which is."""
    return (language or "zh").lower().startswith("zh")


def grouped(value: Decimal | int, places: int = 2) -> str:
    """Return a number with its thousands grouped and at most `places` decimals, without trailing zeros."""
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(value: int | Decimal, unit: str, bound: Bound, language: str) -> Figure:
    """Return a count with its unit: 180余条, over 180 leads."""
    number = grouped(value)
    if is_chinese(language):
        return Figure(number, unit, *_bound_zh(bound))
    return Figure(number, f" {unit}" if unit else "", before=_bound_en(bound))


def _bound_zh(bound: Bound) -> tuple[str, str]:
    return ("约" if bound is Bound.ABOUT else "", "余" if bound is Bound.AT_LEAST else "")


def _bound_en(bound: Bound) -> str:
    return {Bound.ABOUT: "about ", Bound.AT_LEAST: "over "}.get(bound, "")


def money(amount: Amount, language: str) -> Figure:
    """Return an amount as an office writes it: 3.5亿元, 4200万元, 20余亿元; RMB 350 million, over RMB 2 billion.

    Exact to 万元 from one 亿 up and to 元 from one 万 up (English: to 10,000 and 100); smaller amounts to the 分.
    """
    return _money_zh(amount) if is_chinese(language) else _money_en(amount)


def _money_zh(amount: Amount) -> Figure:
    unit = CURRENCIES_ZH.get(amount.currency, f" {amount.currency}")
    before, after = _bound_zh(amount.bound)
    number, word = _scaled(amount.value, ((YI, "亿", 4), (WAN, "万", 4)))
    if "." in number and after:  # 3.5亿余元, but 20余亿元
        return Figure(number + word, unit, before, after)
    return Figure(number, word + unit, before, after)


def _money_en(amount: Amount) -> Figure:
    currency = "RMB" if amount.currency == "CNY" else amount.currency
    number, word = _scaled(amount.value, ((BILLION, " billion", 5), (MILLION, " million", 4)))
    return Figure(number, word, before=f"{_bound_en(amount.bound)}{currency} ")


def _scaled(value: Decimal, scales: tuple[tuple[Decimal, str, int], ...]) -> tuple[str, str]:
    """Return the number and the word of the largest scale it reaches: scale, word, decimals; largest first."""
    smallest, _word, decimals = scales[-1]
    if abs(value) >= smallest:
        value = _rounded(value / smallest, decimals) * smallest  # else 9999.99999万 would print as 10000万
    for scale, word, places in scales:
        if abs(value) >= scale:
            return plain(_rounded(value / scale, places)), word
    return grouped(value), ""


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def percent(part: Decimal | int, whole: Decimal | int, places: int = 1) -> str:
    """Return a share as 16.9%, or an empty text when there is no whole."""
    if not whole:
        return ""
    return f"{plain(_rounded(Decimal(part) * 100 / Decimal(whole), places))}%"


def day(dated: DatedTo, language: str, *, year: bool = True) -> str:
    """Return a date as fine as it is known: 2019年10月12日, 2019年10月中旬; 12 October 2019, mid October 2019."""
    return _day_zh(dated, year=year) if is_chinese(language) else _day_en(dated, year=year)


def _day_zh(dated: DatedTo, *, year: bool) -> str:
    on, precision = first_day_of(dated.on, dated.precision), dated.precision
    head = f"{on.year}年" if year or precision is Precision.YEAR else ""
    tail = {
        Precision.DAY: f"{on.month}月{on.day}日",
        Precision.MONTH: f"{on.month}月",
        Precision.QUARTER: f"第{_quarter(on)}季度",
        Precision.YEAR: "",
    }
    return head + (tail[precision] if precision in tail else f"{on.month}月{TEN_DAYS_ZH[on.day]}")


def _day_en(dated: DatedTo, *, year: bool) -> str:
    on, precision = first_day_of(dated.on, dated.precision), dated.precision
    month = MONTHS_EN[on.month - 1]
    heads = {Precision.DAY: f"{on.day} {month}", Precision.MONTH: month, Precision.QUARTER: f"Q{_quarter(on)}"}
    if precision is Precision.YEAR:
        return str(on.year)
    head = heads.get(precision) or f"{TEN_DAYS_EN[on.day]} {month}"
    return f"{head} {on.year}" if year else head


def _quarter(on: date) -> int:
    return (on.month - 1) // 3 + 1


def moment(at: datetime, language: str, *, year: bool = True) -> str:
    """Return a time in the city's own time: 12月16日 15:20."""
    local = at.astimezone(CITY_TIME) if at.tzinfo else at
    text = day(DatedTo(local.date()), language, year=year)
    return f"{text}{'' if is_chinese(language) else ','} {local:%H:%M}"


def machine_day(dated: DatedTo) -> str:
    """Return what a `<time datetime>` may hold: a day, a month or a year; coarser dates have none of their own."""
    on = dated.on
    if dated.precision is Precision.YEAR:
        return f"{on.year:04d}"
    if dated.precision in {Precision.MONTH, Precision.TEN_DAYS}:
        return f"{on.year:04d}-{on.month:02d}"
    return "" if dated.precision is Precision.QUARTER else on.isoformat()


@dataclass(frozen=True)
class TimeLeft:
    """How long until something is due: the words, and a tone for its mark (`""`, `amber`, `red`)."""

    words: str
    tone: str


def time_left(due: date | datetime, now: datetime, language: str, *, near_days: int = 2) -> TimeLeft:
    """Return how long is left or by how much it is over: 剩2天, 剩3小时, 今天, 超1天.

    A date is due at the end of that day in the city. Hours are said only on the last day.
    """
    local = now.astimezone(CITY_TIME)
    days = (_city_day(due) - local.date()).days
    if days < 0 or (isinstance(due, datetime) and due < now):
        return TimeLeft(_over(-days, now - due if isinstance(due, datetime) else None, language), "red")
    if days == 0:
        return TimeLeft(_today(due, now, language), "amber")
    words = f"剩{days}天" if is_chinese(language) else f"{_plural(days, 'day')} left"
    return TimeLeft(words, "amber" if days <= near_days else "")


def _city_day(due: date | datetime) -> date:
    if not isinstance(due, datetime):
        return due
    return (due.astimezone(CITY_TIME) if due.tzinfo else due).date()


def _over(days: int, late: timedelta | None, language: str) -> str:
    if days > 0:
        return f"超{days}天" if is_chinese(language) else f"{_plural(days, 'day')} over"
    hours = int(late.total_seconds() // 3600) if late else 0
    if hours < 1:
        return "刚过时限" if is_chinese(language) else "just over"
    return f"超{hours}小时" if is_chinese(language) else f"{_plural(hours, 'hour')} over"


def _today(due: date | datetime, now: datetime, language: str) -> str:
    if not isinstance(due, datetime):
        return "今天" if is_chinese(language) else "today"
    hours = int((due - now).total_seconds() // 3600)
    if hours < 1:
        return "不到1小时" if is_chinese(language) else "under an hour"
    return f"剩{hours}小时" if is_chinese(language) else f"{_plural(hours, 'hour')} left"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def masked_phone(number: str) -> str:
    """Return a phone number with its middle hidden: 138****6021. A shorter one shows only its end."""
    kept = "".join(c for c in number if c.isalnum())
    digits = kept[-PERSON_NUMBER:]
    if len(digits) == PERSON_NUMBER:
        return f"{digits[:3]}****{digits[-4:]}"
    shown = 4 if len(digits) >= 8 else 2 if len(digits) > 2 else 0
    return "*" * (len(digits) - shown) + digits[len(digits) - shown :]


def masked_code(code: str) -> str:
    """Return a code with its middle hidden: 913200********4K7Q of 18 characters; a short one shows its first two."""
    if len(code) < 15:
        return code[:2] + "*" * max(len(code) - 2, 0)
    return f"{code[:6]}{'*' * (len(code) - 10)}{code[-4:]}"


def size(count: int) -> str:
    """Return a file's size in bytes, KB, MB or GB of 1024: 1.4 MB."""
    value, unit = Decimal(count), "B"
    for larger in ("KB", "MB", "GB"):
        if value < 1000:
            break
        value, unit = value / 1024, larger
    return f"{plain(_rounded(value, 0 if unit == 'B' or value >= 10 else 1))} {unit}"


def fingerprint(digest: str, groups: int = 2) -> str:
    """Return the first hex digits of a digest in groups of four: 9e41 07bd."""
    return " ".join(digest[index : index + 4] for index in range(0, groups * 4, 4) if digest[index : index + 4])


def listed(words: Iterable[object], language: str) -> str:
    """Return words as a list in a sentence: 甲、乙、丙; A, B and C."""
    items = [str(word) for word in words]
    if is_chinese(language):
        return "、".join(items)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
