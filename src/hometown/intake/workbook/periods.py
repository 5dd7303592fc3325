"""What the lines around a table say of time: the period in the title, the cut-off day, and the year they lend."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from hometown.kernel.dates import Period, Precision, last_day_of

from . import numerals
from .text import tight

_HAN_YEAR = re.compile(r"[二][〇零○]([〇零○一二三四五六七八九]{2})(?=年)")
_YM = r"(?<!\d)(?P<y>20\d\d)[年./\-](?P<m>\d{1,2})"
_CUTOFF = re.compile(
    r"(?:截至|截止|截止到|截至到|截止时间|统计时间|填报时间|填报日期|填表时间|填表日期|填写日期|制表时间|制表日期|更新时间|更新日期|更新至|数据截至|报送时间|报送日期|日期|时间|asof|dated?)"
    r"[:：]?(?:至|到)?(?P<y>20\d\d)[年./\-](?P<m>\d{1,2})(?:[月./\-](?P<d>\d{1,2}))?"
)
_MONTHS = re.compile(
    rf"{_YM}(?:[月.\-/]\d{{1,2}}日?)?月?份?[-–—−~至到]+(?:(?P<y2>20\d\d)[年./\-])?(?P<m2>\d{{1,2}})(?:[月.]|$|[)）])"
)
_QUARTER = re.compile(r"(?P<y>20\d\d)年?度?(?:第|q)?(?P<q>[一二三四1-4])季")
_HALF = re.compile(r"(?P<y>20\d\d)年?(?P<half>[上下])半年")
_MONTH = re.compile(rf"{_YM}(?!\d)")
_YEARS = re.compile(r"(?<!\d)(?P<y>20\d\d)年?度?[-–—−~至到、](?P<y2>20\d\d)年?")
_YEAR = re.compile(r"(?<!\d)(?P<y>20\d\d)(?:年|(?!\d))")
_ONLY_MONTH = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|[(（][^()（）]{1,3}[)）])?(\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:[(（:：].*)?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class Context:
    """What a cell without a year may lean on. `fallback` is the span of the dates that do name their year."""

    today: date
    period: Period | None = None
    cutoff: date | None = None
    fallback: Period | None = None
    date1904: bool = False

    @property
    def last_year(self) -> int:
        """The year 今年 means in this table."""
        if self.cutoff:
            return self.cutoff.year
        known = self.period or self.fallback
        return known.last.year if known else self.today.year

    @property
    def only_month(self) -> date | None:
        """The first day of the stated month, where the period is one month."""
        one = self.period and _index(self.period.first) == _index(self.period.last)
        return self.period.first if self.period and one else None

    def holds(self, year: int, month: int) -> bool:
        """Tell whether a month lies in the stated period."""
        return bool(self.period) and _index(self.period.first) <= year * 12 + month <= _index(self.period.last)  # type: ignore[union-attr]


def _index(day: date) -> int:
    return day.year * 12 + day.month


def context_of(texts: Iterable[str], today: date, *, date1904: bool = False) -> Context:
    """Return the context that lines give, the first that says something winning: title before sheet before file."""
    found = Context(today, date1904=date1904)
    for text in texts:
        bare = _HAN_YEAR.sub(lambda year: "20" + str(numerals.whole_number(year[1])).zfill(2), tight(text))
        spans_months = _MONTHS.search(bare)
        cutoff = cutoff_in(_MONTHS.sub("", bare))
        if cutoff and not found.cutoff:
            found = replace(found, cutoff=cutoff)
        period = period_in(bare if spans_months else _CUTOFF.sub("", bare))
        if period and not found.period:
            found = replace(found, period=period)
    return found


def cutoff_in(text: str) -> date | None:
    """Return the day up to which a table was filled.

    >>> cutoff_in("截至2019年12月31日")
    datetime.date(2019, 12, 31)
    """
    found = _CUTOFF.search(text)
    if not found:
        return None
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"] or 1))
    except ValueError:
        return None
    return day if found["d"] else last_day_of(day, Precision.MONTH)


def period_in(text: str) -> Period | None:
    """Return the period a title names, the most detailed reading first.

    >>> period_in("招商线索台账（2019年9月—2020年1月）")
    Period(first=datetime.date(2019, 9, 1), last=datetime.date(2020, 1, 31))
    """
    if (found := _MONTHS.search(text)) and 1 <= int(found["m"]) <= 12 and 1 <= int(found["m2"]) <= 12:
        year, month, month2 = int(found["y"]), int(found["m"]), int(found["m2"])
        year2 = int(found["y2"] or (year if month2 >= month else year + 1))
        if (year2, month2) >= (year, month):
            return Period(date(year, month, 1), last_day_of(date(year2, month2, 1), Precision.MONTH))
    if found := _QUARTER.search(text):
        quarter = _QUARTERS.get(found["q"]) or int(found["q"])
        first = date(int(found["y"]), quarter * 3 - 2, 1)
        return Period(first, last_day_of(first, Precision.QUARTER))
    if found := _HALF.search(text):
        year = int(found["y"])
        return Period(date(year, 1, 1), date(year, 6, 30)) if found["half"] == "上" else _between(year, 7, year)
    if (found := _YEARS.search(text)) and found["y"] <= found["y2"]:
        return _between(int(found["y"]), 1, int(found["y2"]))
    if (found := _MONTH.search(text)) and 1 <= int(found["m"]) <= 12:
        first = date(int(found["y"]), int(found["m"]), 1)
        return Period(first, last_day_of(first, Precision.MONTH))
    found = _YEAR.search(text)
    return _between(int(found["y"]), 1, int(found["y"])) if found else None


def month_in(text: str, context: Context) -> Period | None:
    """Return the month that a heading such as 10月, 十月份 or （三）9月 names, in the year that the table lends."""
    found = _ONLY_MONTH.fullmatch(text)
    month = (int(found[1]) if found[1].isascii() else numerals.whole_number(found[1])) if found else None
    if not month or not 1 <= month <= 12:
        return None
    year, _ = year_for(month, 1, context)
    first = date(year, month, 1) if year else None
    return Period(first, last_day_of(first, Precision.MONTH)) if first else None


def _between(year: int, month: int, last_year: int) -> Period:
    return Period(date(year, month, 1), date(last_year, 12, 31))


def year_for(month: int, day: int, context: Context) -> tuple[int, bool]:
    """Return the year of a month and day written without one, and whether that is sure. Year 0: no such day.

    Inside the stated period it is sure; else the last such day not after the cut-off or the period's end.
    """
    period = context.period
    years = range(period.first.year, period.last.year + 1) if period else ()
    inside = [year for year in years if (on := _on(year, month, day)) and period and on in period]
    if inside:
        later = _on(inside[-1] + 1, month, day)
        also_later = bool(later and context.cutoff and later <= context.cutoff)
        return inside[-1], len(inside) == 1 and not also_later
    if period is None and context.cutoff is None and context.fallback:
        return _nearest(month, day, context.fallback), False
    end = context.cutoff or (period.last if period else context.today)
    for year in range(end.year, end.year - 5, -1):
        on = _on(year, month, day)
        if on and on <= end:
            same_year = period is not None and year == period.first.year == period.last.year
            until_cutoff = context.cutoff is not None and (period is None or on > period.last)
            return year, same_year or until_cutoff
    return 0, False


def _nearest(month: int, day: int, span: Period) -> int:
    """Return the year that brings a day closest to the span; 0 where there is no such day."""
    best: tuple[int, int] | None = None
    for year in range(span.last.year + 1, span.first.year - 2, -1):
        on = _on(year, month, day)
        if on is not None:
            distance = max((span.first - on).days, (on - span.last).days, 0)
            if best is None or distance < best[0]:
                best = distance, year
    return best[1] if best else 0


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
