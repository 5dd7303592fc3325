"""Reads dates as offices write them, each with how finely it is known.

2019.9.17 · 2019/9/17 · 20190917 · 43757 · 9月25日 · 2019年10月中旬 · 2019-11 · 三季度 · 2019年底
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from hometown.kernel.dates import DatedTo, Precision, first_day_of

from . import numerals
from .periods import Context, year_for
from .raw import CellError, CoarseDate, Uncached, Value
from .text import says_nothing, tight
from .xlsx_cells import moment

Guess = tuple[str, str]

_HAN_DATE = re.compile(
    rf"([{numerals.CHARACTERS}]+)(?=[年月日号季])|(?<=[^0-9年月])([{numerals.CHARACTERS}]+)(?=[上中下]旬)"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TEN = {"上旬": 1, "初": 1, "中旬": 11, "中": 11, "下旬": 21, "底": 21, "末": 21}
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "1": 1, "2": 2, "3": 3, "4": 4}
_Y = r"(?<![\d.])(?P<y>(?:19|20)\d\d)"
_S = r"[年./\-–—_、,]"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ymd", re.compile(rf"{_Y}{_S}+(?P<m>\d{{1,2}})[月./\-–—_、,]+(?P<d>\d{{1,2}})(?!\d)(?!\s*[年月])")),
    ("ymd", re.compile(r"(?<!\d)(?P<y>20\d\d|19[5-9]\d)[年./\-]?(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")),
    ("quarter", re.compile(rf"{_Y}[年./\-度]*(?:第|q)?(?P<q>[一二三四首1-4])(?:季度|季|(?<=q[1-4]))")),
    ("part", re.compile(rf"{_Y}{_S}(?P<m>\d{{1,2}})月?份?(?P<part>上旬|中旬|下旬|初|中|底|末)(?!\d)")),
    ("month", re.compile(rf"{_Y}{_S}(?P<m>\d{{1,2}})(?!\d)月?份?")),
    ("month", re.compile(r"^(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])$")),
    ("piece", re.compile(rf"{_Y}年?度?(?P<piece>上半年|下半年|年?初|年?中|年?底|年?末|全年)")),
    ("ymd", re.compile(r"(?<![\d.])(?P<yy>[1-4]\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})(?!\d)")),
    ("ymd", re.compile(r"(?<![\d.])(?P<yy>[1-4]\d)(?P<s>[./\-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d.])")),
    ("month", re.compile(r"(?<![\d.])(?P<yy>[1-4]\d)年(?P<m>\d{1,2})月")),
    ("early", re.compile(rf"(?P<part>early|mid|late)-?(?P<name>{_MONTH_NAMES}),?(?P<y>20\d\d)")),
    ("quarter", re.compile(r"(?<![a-z])q(?P<q>[1-4])[-/,;]?(?P<y>20\d\d)(?!\d)")),
    (
        "named",
        re.compile(
            rf"(?P<d>\d{{1,2}})?[-/.]?(?P<name>{_MONTH_NAMES})[-/.]?(?P<d2>\d{{1,2}})?(?:st|nd|rd|th)?[,;-]?(?P<y>20\d\d)"
        ),
    ),
    ("named", re.compile(rf"(?P<d>\d{{1,2}})[-/.](?P<name>{_MONTH_NAMES})[-/.](?P<yy>\d\d)(?!\d)")),
    ("named", re.compile(rf"^(?P<name>{_MONTH_NAMES})[-'](?P<yy>\d\d)$")),  # Oct-19 of a .csv
    ("slashed", re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.\-](?P<b>\d{1,2})[/.\-](?P<y>20\d\d)(?!\d)")),
    ("month", re.compile(r"(?<![\d./\-])(?P<m>\d{1,2})[/.\-](?P<y>20\d\d)(?!\d)")),
    ("short", re.compile(r"^(?P<yy>1[3-9]|[23]\d)[./\-](?P<m>0?[1-9]|1[0-2])月?$")),  # 19.10
    ("months", re.compile(r"(?<!\d)(?P<m>\d{1,2})[-–—−~至到、]+(?:[1-9]|1[0-2])月(?!\d)")),
    ("part", re.compile(r"(?<!\d)(?P<m>\d{1,2})月份?(?P<part>上旬|中旬|下旬|初|中|底|末)")),
    ("ymd", re.compile(r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})(?!\d)")),
    ("month", re.compile(r"(?<!\d)(?P<m>\d{1,2})月份?")),
    ("quarter", re.compile(r"(?:第|q)?(?P<q>[一二三四首1-4])(?:季度|季)|(?<![a-z])q(?P<q2>[1-4])(?!\d)")),
    ("piece", re.compile(r"(?P<piece>上半年|下半年|年初|年中|年底|年末)")),
    ("ymd", re.compile(r"^(?P<m>\d{1,2})[./\-](?P<d>\d{1,2})(?!\d)(?![./]\d)(?!-\d+$)")),
    ("feast", re.compile(rf"(?:{_Y}年?)?(?P<feast>国庆|元旦|五一|清明|春节|端午)(?P<part>[^前后]{{0,3}}前)?")),
    ("year", re.compile(rf"{_Y}年?度?")),
)  # fmt: skip
_FULL_SHAPES = [one for one in _SHAPES if re.search("<yy?>", one[1].pattern) and one[0] != "feast"]
_CLOCK = re.compile(r"(?<=\d)(?:\s+|[Tt])\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_TWO_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")  # 2019.9.17 2019.10.8
_THREE_NUMBERS = re.compile(r"\s*(20\d\d)\s+(\d{1,2})\s+(\d{1,2})\s*")  # 2019 10 8
_ROUND_STOP = re.compile(r"(?<=\d)。(?=\d)")  # 2019。10。8
_RANGE_AFTER = re.compile(r"^[日号]?(?:[上下]午)?[-–—−~至到、,及和/]+(?:\d|[上中下]旬)")
_DAYS_OF_MONTH = re.compile(r"(\d{1,2})(?:[日号]?[-–—−~至到、,及和]+\d{1,2})?[日号]")
_FEASTS = {"国庆": 10, "元旦": 1, "五一": 5, "清明": 4}  # the others move; their quarter is sure
_MOVING_FEASTS = {"春节": 1, "端午": 4}
_RELATIVE = (("今年", 0), ("本年", 0), ("去年", -1), ("上年", -1), ("明年", 1))
_RELATIVE_MONTH = re.compile(r"^(?:本|当|上个?)月(?!旬)|^月(?=[初中底末])")
_PLANNED = re.compile(r"^(计划|预计|拟|预定|力争|争取)")


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell says: a date with its precision or None, and what was guessed on the way."""

    dated: DatedTo | None
    guesses: tuple[Guess, ...] = ()


def read_date(value: Value | None, context: Context) -> DateRead:
    """Read one cell; `context` lends the year where the cell has none."""
    if value is None:
        return DateRead(None)
    if isinstance(value, datetime):
        return _checked(DatedTo(value.date()), context, ())
    if isinstance(value, CoarseDate):
        return _checked(DatedTo(first_day_of(value.when.date(), value.precision), value.precision), context, ())
    if isinstance(value, Decimal):
        return _number(value, context)
    if isinstance(value, str):
        return _text(value[:200], context)
    if isinstance(value, Uncached):
        return DateRead(None, (("formula_uncached", ""),))
    return DateRead(None, (("cell_error" if isinstance(value, CellError) else "date_unread", ""),))


@lru_cache(maxsize=32_768)
def _text(text: str, context: Context) -> DateRead:
    parted = _THREE_NUMBERS.sub(r"\1-\2-\3", _CLOCK.sub(" ", text))
    bare = _ROUND_STOP.sub(".", tight(_TWO_NUMBERS.sub(";", parted))).rstrip(".。;；,")
    if says_nothing(bare):
        return DateRead(None)
    if re.fullmatch(r"\d{5,6}(\.\d+)?", bare) or re.fullmatch(r"\d{4}", bare):
        return _number(Decimal(bare), context)
    bare = _with_digits(bare)
    guesses: list[Guess] = []
    bare = _with_months(_with_years(bare, context, guesses), context, guesses)
    month = context.only_month
    if month and (found := _DAYS_OF_MONTH.fullmatch(bare)):
        several: tuple[Guess, ...] = () if found[0][len(found[1]) :] in {"日", "号"} else (("date_range", ""),)
        return _of_parts(month.year, month.month, int(found[1]), Precision.DAY, context, several)
    for kind, shape in _SHAPES:
        if found := shape.search(bare):
            return _of_shape(kind, found, bare, context, guesses)
    return DateRead(None, (("date_unread", ""),))


def _with_years(text: str, context: Context, guesses: list[Guess]) -> str:
    """Write 今年, 去年 as the year they mean in this table."""
    for word, years in _RELATIVE:
        if word in text:
            text = text.replace(word, f"{context.last_year + years}年")
            guesses.append(("date_relative", ""))
    return text


def _with_months(text: str, context: Context, guesses: list[Guess]) -> str:
    """Write 本月, 上月, 月底 as the month they mean, where the table says up to which day it tells."""
    told = context.cutoff or context.only_month
    found = _RELATIVE_MONTH.match(text)
    if told is None or found is None:
        return text
    index = told.year * 12 + told.month - 1 - ("上" in found[0])
    guesses.append(("date_relative", ""))
    return f"{index // 12}年{index % 12 + 1}月{text[found.end() :]}"


def _with_digits(text: str) -> str:
    """Write Chinese numerals as digits where they are part of a date; 三季度 keeps its own."""

    def digits(found: re.Match[str]) -> str:
        word = found[1] or found[2]
        if text[found.end() :].startswith("季"):
            return word
        value = numerals.whole_number(word)
        return word if value is None else str(value)

    return _HAN_DATE.sub(digits, text)


def _of_shape(kind: str, found: re.Match[str], text: str, context: Context, guesses: list[Guess]) -> DateRead:
    """Make a date of what a shape found."""
    given = found.groupdict()
    year = int(given["y"]) if given.get("y") else 2000 + int(given["yy"]) if given.get("yy") else None
    parts = _PARTS.get(kind, _plain)(given, guesses)
    if parts is None:
        return DateRead(None, (*guesses, ("date_impossible", "")))
    month, day, precision = parts
    if kind == "feast" and month == 12 and year is not None:  # 2020年元旦前
        year -= 1
    if year is None:
        year, sure = year_for(month, day, context)
        if not sure:
            guesses.append(("date_year_assumed", str(year)))
    if year == 0 or not (on := _date(year, month, day)):
        return DateRead(None, (*guesses, ("date_impossible", "")))
    rest = text[found.end() :]
    if _RANGE_AFTER.match(rest):
        guesses.append(("date_range", ""))
    elif any(shape.search(rest) for _, shape in _FULL_SHAPES) or re.search(r"\d月", rest):
        guesses.append(("date_several", ""))
    elif precision is Precision.YEAR and re.search(r"\d", rest):
        guesses.append(("date_loose", ""))
    if _PLANNED.match(text):
        guesses.append(("date_planned", ""))
    return _checked(DatedTo(on, precision), context, tuple(guesses))


_Given = dict[str, str | None]
_Parts = tuple[int, int, Precision]


def _plain(given: _Given, _: list[Guess]) -> _Parts | None:
    if given.get("d"):
        return int(given["m"] or 0), int(given["d"] or 0), Precision.DAY
    month = given.get("m")
    return (int(month), 1, Precision.MONTH) if month else (1, 1, Precision.YEAR)


def _part(given: _Given, guesses: list[Guess]) -> _Parts | None:
    word = given["part"] or ""
    if not word.endswith("旬"):
        guesses.append(("date_loose", ""))
    return int(given["m"] or 0), _TEN[word], Precision.TEN_DAYS


def _months(given: _Given, guesses: list[Guess]) -> _Parts | None:
    guesses.append(("date_range", ""))
    return int(given["m"] or 0), 1, Precision.MONTH


def _short(given: _Given, guesses: list[Guess]) -> _Parts | None:
    guesses.append(("date_loose", ""))
    return int(given["m"] or 0), 1, Precision.MONTH


def _feast(given: _Given, guesses: list[Guess]) -> _Parts | None:
    """Give a feast its month, the month before to what was before it, and its quarter to one that moves."""
    guesses.append(("date_loose", ""))
    name = given["feast"] or ""
    if name in _MOVING_FEASTS:
        return _MOVING_FEASTS[name], 1, Precision.QUARTER
    month = _FEASTS[name]
    return ((month - 1 or 12) if given["part"] else month), 1, Precision.MONTH


def _early(given: _Given, _: list[Guess]) -> _Parts | None:
    return _MONTHS[given["name"] or ""], {"early": 1, "mid": 11, "late": 21}[given["part"] or ""], Precision.TEN_DAYS


def _quarter(given: _Given, _: list[Guess]) -> _Parts | None:
    return _QUARTER[given.get("q") or given.get("q2") or "1"] * 3 - 2, 1, Precision.QUARTER


def _year_piece(given: _Given, guesses: list[Guess]) -> _Parts | None:
    word = (given["piece"] or "").removeprefix("年") if given["piece"] != "年" else ""
    guesses.append(("date_loose", ""))
    if word == "初":
        return 1, 1, Precision.QUARTER
    if word in {"底", "末"}:
        return 10, 1, Precision.QUARTER
    return 1, 1, Precision.YEAR


def _slashed(given: _Given, guesses: list[Guess]) -> _Parts | None:
    first, second = int(given["a"] or 0), int(given["b"] or 0)
    if first <= 12 and second <= 12 and first != second:
        guesses.append(("date_order", ""))
    return (second, first, Precision.DAY) if first > 12 else (first, second, Precision.DAY)


def _named(given: _Given, _: list[Guess]) -> _Parts | None:
    day = given.get("d") or given.get("d2")
    month = _MONTHS[given["name"] or ""]
    return (month, int(day), Precision.DAY) if day else (month, 1, Precision.MONTH)


_PARTS: dict[str, Callable[[_Given, list[Guess]], _Parts | None]] = {
    "part": _part, "months": _months, "short": _short, "feast": _feast, "early": _early, "quarter": _quarter,
    "piece": _year_piece, "slashed": _slashed, "named": _named,
}  # fmt: skip


def _number(value: Decimal, context: Context) -> DateRead:
    """Read a bare number: a day of Excel's calendar, 20190917, 201909, 2019, 2019.9 or 9.25."""
    whole = int(value) if 0 < value < 10**9 else 0
    fraction = str(value % 1)[2:] if value % 1 else ""
    if not fraction and 19_500_101 <= whole <= 21_001_231:
        return _of_parts(whole // 10_000, whole // 100 % 100, whole % 100, Precision.DAY, context, ())
    if not fraction and 195_001 <= whole <= 210_012:
        return _of_parts(whole // 100, whole % 100, 1, Precision.MONTH, context, ())
    if not fraction and 100_101 <= whole <= 401_231:  # 190917
        guesses: tuple[Guess, ...] = (("date_year_assumed", str(2000 + whole // 10_000)),)
        return _of_parts(2000 + whole // 10_000, whole // 100 % 100, whole % 100, Precision.DAY, context, guesses)
    if 20_000 <= whole < 80_000:
        when = moment(value, date1904=context.date1904)
        return _checked(DatedTo(when.date()), context, ()) if when else DateRead(None, (("date_unread", ""),))
    if 1_950 <= whole <= 2_100 and len(fraction) <= 2:
        return _year_and_month(whole, fraction, context)
    if 1 <= whole <= 12 and 1 <= len(fraction) <= 2:
        year, sure = year_for(whole, int(fraction), context)
        guesses = () if sure else (("date_year_assumed", str(year)),)
        if len(fraction) == 1 and fraction in "123":  # 9.2 may have been typed as 9.20
            guesses = (*guesses, ("date_zero_lost", f"{whole}月{fraction}日"))
        return _of_parts(year, whole, int(fraction), Precision.DAY, context, guesses)
    return DateRead(None, (("date_unread", ""),))


def _year_and_month(year: int, fraction: str, context: Context) -> DateRead:
    if not fraction:
        return _of_parts(year, 1, 1, Precision.YEAR, context, ())
    month, guesses = int(fraction), ()
    if fraction == "1":  # the number 2019.10 loses its zero
        month = 10 if not context.holds(year, 1) and context.holds(year, 10) else 1
        guesses = (("date_zero_lost", f"{year}-{month:02}"),)  # type: ignore[assignment]
    return _of_parts(year, month, 1, Precision.MONTH, context, guesses)


def _of_parts(
    year: int, month: int, day: int, precision: Precision, context: Context, guesses: tuple[Guess, ...]
) -> DateRead:
    on = _date(year, month, day) if year else None
    if on is None:
        return DateRead(None, (*guesses, ("date_impossible", "")))
    return _checked(DatedTo(on, precision), context, guesses)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked(dated: DatedTo, context: Context, guesses: tuple[Guess, ...]) -> DateRead:
    """Doubt dates that cannot be right for a ledger, and say what stands."""
    if dated.on.year < 1990:
        guesses = (*guesses, ("date_old", ""))
    elif dated.on > context.today:
        guesses = (*guesses, ("date_future", ""))
    elif context.cutoff and dated.on > context.cutoff:
        guesses = (*guesses, ("date_after_cutoff", ""))
    said = f"{dated.on.isoformat()} ({dated.precision.value})"
    return DateRead(dated, tuple((code, assumed or said) for code, assumed in guesses))
