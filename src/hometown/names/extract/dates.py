"""Dates in messages: 2027年4月, 2026年四季度, 上半年, 年底, 下周三, April 2027, Q4 2026.

What lacks a year or is said relative to a day is worked out from the `today` of the caller, and stays open without one.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hometown.kernel.dates import Precision, last_day_of

from .findings import DatePrecision, DateValue, Kind
from .numerals import number
from .proposals import Proposal

_CN = "一二三四五六七八九十〇零"
_YEAR = rf"(?:(?:19|20|21)\d{{2}}|[一二]?[{_CN}]{{3,4}}|(?<!\d)\d{{2}}|今|明|去|后|前|本|当|次)年"
_MONTH = rf"(?<![\d.])(?:\d{{1,2}}|[{_CN}]{{1,3}})月份?"
_DAY = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})[日号]"
_PART = "(?:上半年|下半年|年底|年末|年初|年中|年内|底|末|初|中|内)"
_SHAPES = re.compile(
    rf"(?P<years>(?:19|20)\d{{2}}年?\s?[-~至到]\s?(?:19|20)\d{{2}}年)"
    rf"|(?P<iso>(?<![\d.-])(?:19|20)\d{{2}}(?P<sep>[-/.])(?:1[0-2]|0?[1-9])(?P=sep)(?:3[01]|[12]\d|0?[1-9])(?![\d.-]))"
    rf"|(?P<isomonth>(?<![\d.-])20\d{{2}}[-/.](?:1[0-2]|0[1-9])(?![\d.-]))"
    rf"|(?P<year>{_YEAR})?\s?(?P<month>{_MONTH})(?:\s?(?P<day>{_DAY})|(?P<ten>上旬|中旬|下旬)|(?P<end>底|末|初|中)(?![\w]*期))?"
    rf"|(?P<yearq>{_YEAR})?的?\s?(?P<quarter>第?[一二三四1-4]个?季度|[qQ][1-4](?!\d))(?P<qend>末|底)?"
    rf"|(?P<year2>{_YEAR})的?(?P<part>{_PART})?"
    rf"|(?P<part2>上半年|下半年|年底前?|年末|年初|年中|年内)"
    rf"|(?P<rel>大后天|大前天|今天|今日|今早|今晚|明天|明日|明早|明晚|后天|昨天|昨日|前天)"
    rf"|(?P<week>(?:下下|下个?|上上|上个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天1-6](?!期))"
    rf"|(?P<wholeweek>(?:下|上|本|这)个?(?:周|星期|礼拜)(?:末|内|初)?)"
    rf"|(?P<relmonth>(?:下|上|本|这|当)个?月(?P<relend>底|末|初|中旬|上旬|下旬)?|月底|月末)"
    rf"|(?P<relquarter>(?:下|上|本|这)个?季度)"
)
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WHEN = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year|quarter"
_ENGLISH = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<m>{_M})"
    r"(?:\s(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?!\d),?)?(?:,?\s(?P<y>20\d{2}))?(?!\w)"
    rf"|\b(?P<q>[qQ][1-4]|[hH][12])\s?(?:of\s)?(?P<y2>20\d{{2}})\b|\b(?P<y4>20\d{{2}})\s?(?P<q2>[qQ][1-4]|[hH][12])\b"
    rf"|\b(?P<edge>(?:early|mid|late|(?:by|at|before)?\s?(?:the\s)?(?:end|beginning)\sof)[ -])(?P<y3>20\d{{2}})\b"
    rf"|\b(?:in|by|since|from|until|before|year)\s(?P<y5>20\d{{2}})\b(?![-/.]\d)"
    rf"|\b(?P<day>today|tomorrow|yesterday)\b|\b(?P<nextweek>(?:next|this|last)\s(?:{_WHEN}))\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"计划|预计|拟|将|有望|力争|争取|准备|打算|目标|plan|will|expect|by\s|约在|定于|即将")
_PAST = re.compile(r"已|曾|了|自|去年|前期|since|last")
_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "明天": 1,
         "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1,
         "yesterday": -1}  # fmt: skip
_YEARS = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "后": 2, "去": -1, "前": -2}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_CUE_WITHIN = 14


class Said(NamedTuple):
    """A date as it is said: how finely, and the numbers that are known. `part` is a month, quarter or half."""

    precision: DatePrecision
    year: int | None
    part: int = 1
    day: int = 1


def dates(text: str, today: date | None) -> Iterator[Proposal]:
    """Propose the dates in a folded text."""
    for found in _SHAPES.finditer(text):
        if proposal := _proposed(text, found, today):
            yield proposal
    for found in _ENGLISH.finditer(text):
        if proposal := _english(text, found, today):
            yield proposal


def _proposed(text: str, found: re.Match[str], today: date | None) -> Proposal | None:
    parts = found.groupdict()
    value: DateValue | None = None
    if parts["years"]:
        first, last = re.findall(r"\d{4}", parts["years"])
        value = _years(int(first), int(last))
    elif parts["iso"] or parts["isomonth"]:
        numbers = [int(one) for one in re.findall(r"\d+", found.group())]
        value = _said(Said(DatePrecision.DAY if len(numbers) == 3 else DatePrecision.MONTH, *numbers))
    elif parts["rel"] or parts["week"] or parts["wholeweek"] or parts["relmonth"] or parts["relquarter"]:
        value = _relative(parts, today)
    else:
        said = _read(parts, text, found, today)
        value = _placed(said, text, found.start(), today) if said else None
    if value is None:
        return None
    start = found.start()
    while text[start].isspace() or text[start] == "的":
        start += 1
    sure = 0.95 if value.first and (parts["iso"] or _has_year(parts)) else 0.85 if value.first else 0.6
    reason = "written date" if value.first else "needs a today or a year"
    return Proposal(Kind.DATE, start, found.end(), value, sure, reason)


def _has_year(parts: dict[str, str | None]) -> bool:
    return bool(parts["year"] or parts["yearq"] or parts["year2"] or parts["years"] or parts["isomonth"])


def _read(parts: dict[str, str | None], text: str, found: re.Match[str], today: date | None) -> Said | None:
    """Read what is said of year, quarter, month and day."""
    written = parts["year"] or parts["yearq"] or parts["year2"]
    year, known = _year(written, today)
    if written and not known:
        return None
    if parts["year2"] and len(parts["year2"]) == 3 and not parts["part"]:
        return None  # 25年 may be a time as well
    if parts["month"]:
        month = number(re.sub("月份?", "", parts["month"]))
        if month is None or not 1 <= month <= 12 or text[found.end() : found.end() + 1] in {"份", "薪"}:
            return None
        if parts["day"]:
            day = number(parts["day"][:-1])
            return Said(DatePrecision.DAY, year, int(month), int(day)) if day and 1 <= day <= 31 else None
        ten = {"上旬": 1, "中旬": 11, "下旬": 21, "初": 1, "中": 11, "底": 21, "末": 21}.get(
            parts["ten"] or parts["end"] or ""
        )
        return (
            Said(DatePrecision.TEN_DAYS, year, int(month), ten) if ten else Said(DatePrecision.MONTH, year, int(month))
        )
    if parts["quarter"]:
        quarter = number(re.sub("[第个季度qQ]", "", parts["quarter"]))
        return Said(DatePrecision.QUARTER, year, int(quarter)) if quarter else None
    return _of_year(parts["part"] or parts["part2"] or "", year)


def _of_year(part: str, year: int | None) -> Said:
    if "半年" in part:
        return Said(DatePrecision.HALF, year, 1 if part[0] == "上" else 2)
    month = {"底": 12, "末": 12, "初": 1, "中": 6}.get(part.removesuffix("前")[-1:])
    return Said(DatePrecision.MONTH, year, month) if month else Said(DatePrecision.YEAR, year)


def _year(written: str | None, today: date | None) -> tuple[int | None, bool]:
    """Return a year that is written, and whether what is written is a year. 今年 without a today is one, unknown."""
    if not written:
        return None, True
    head = written[:-1]
    if head in _YEARS:
        return (today.year + _YEARS[head] if today else None), True
    value = number(head)
    if value is None or (len(head) < 4 and not head.isdecimal()):
        return None, False
    year = int(value) + (2000 if len(head) == 2 else 0)
    return year, 1900 <= year <= 2199 and (len(head) == 4 or 10 <= year - 2000 <= 60)


def _placed(said: Said, text: str, start: int, today: date | None) -> DateValue | None:
    """Give a date its year: the one written, else that of today, or the next or last one if the words say so."""
    if said.year is not None or today is None:
        return _said(said)
    value = _said(said._replace(year=today.year))
    before = text[max(0, start - _CUE_WITHIN) : start]
    before = re.split(r"[，。；;\n]", before)[-1]
    if value and value.last and value.last < today and _COMING.search(before):
        return _said(said._replace(year=today.year + 1))
    if value and value.first and value.first > today and _PAST.search(before) and not _COMING.search(before):
        return _said(said._replace(year=today.year - 1))
    return value


def _said(said: Said) -> DateValue | None:
    """Return the days a date may mean, None if there is no such day."""
    precision, year = said.precision, said.year
    if year is None:
        return DateValue(precision) if said.day <= 31 else None
    if precision is DatePrecision.HALF:
        return DateValue(
            precision, date(year, said.part * 6 - 5, 1), date(year, said.part * 6, 30 if said.part == 1 else 31)
        )
    month = said.part * 3 - 2 if precision is DatePrecision.QUARTER else said.part
    try:
        first = date(year, month, said.day)
    except ValueError:
        return None
    return DateValue(precision, first, last_day_of(first, Precision(precision.value)))


def _years(first: int, last: int) -> DateValue | None:
    return DateValue(DatePrecision.YEARS, date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _shift(precision: DatePrecision, today: date | None, months: int) -> DateValue:
    """Return the month or quarter so many months from that of today."""
    if today is None:
        return DateValue(precision)
    index = today.year * 12 + today.month - 1 + months
    if precision is DatePrecision.QUARTER:
        index -= index % 3
    value = date(min(max(index // 12, 1), 9999), index % 12 + 1, 1)
    return DateValue(precision, value, last_day_of(value, Precision(precision.value)))


def _relative(parts: dict[str, str | None], today: date | None) -> DateValue:
    if word := parts["rel"]:
        return _day(today, _DAYS[word])
    if word := parts["week"]:
        weekday = "一二三四五六日".find(word[-1].replace("天", "日").translate(str.maketrans("123456", "一二三四五六")))
        return _day(today, weekday - (today.weekday() if today else 0) + 7 * _weeks(word))
    if word := parts["wholeweek"]:
        monday = -(today.weekday() if today else 0) + 7 * _weeks(word)
        return _day(today, monday, days=7)
    if parts["relquarter"]:
        return _shift(DatePrecision.QUARTER, today, 3 * _weeks(parts["relquarter"]))
    word = parts["relmonth"] or ""
    value = _shift(DatePrecision.MONTH, today, _weeks(word))
    edge = word[-1] if word in {"月底", "月末"} else (parts["relend"] or "")[:1]
    day = {"底": 21, "末": 21, "下": 21, "初": 1, "上": 1, "中": 11}.get(edge)
    if not day:
        return value
    if value.first is None:
        return DateValue(DatePrecision.TEN_DAYS)
    first = value.first.replace(day=day)
    return DateValue(DatePrecision.TEN_DAYS, first, last_day_of(first, Precision.TEN_DAYS))


def _weeks(word: str) -> int:
    return word.count("下") - word.count("上") if not word.endswith(("上旬", "下旬")) else _weeks(word[:-2])


def _day(today: date | None, off: int, *, days: int = 1) -> DateValue:
    if today is None:
        return DateValue(DatePrecision.DAY if days == 1 else DatePrecision.WEEK)
    try:
        first = today + timedelta(days=off)
        last = first + timedelta(days=days - 1)
    except OverflowError:
        return DateValue(DatePrecision.DAY)
    return DateValue(DatePrecision.DAY if days == 1 else DatePrecision.WEEK, first, last)


def _english(text: str, found: re.Match[str], today: date | None) -> Proposal | None:
    parts = found.groupdict()
    start = found.start()
    if parts["m"]:
        month = _NAMES.index(parts["m"][:3].lower()) + 1
        day = parts["d1"] or parts["d2"]
        if not day and not parts["y"] and (parts["m"].lower() in {"may", "mar"} or not parts["m"][0].isupper()):
            return None
        precision = DatePrecision.DAY if day else DatePrecision.MONTH
        said = Said(precision, int(parts["y"]) if parts["y"] else None, month, int(day or 1))
    elif half := parts["q"] or parts["q2"]:
        precision = DatePrecision.QUARTER if half[0] in "qQ" else DatePrecision.HALF
        said = Said(precision, int(parts["y2"] or parts["y4"] or 0), int(half[1]))
    elif parts["y3"]:
        edge = (parts["edge"] or "").lower()
        month = 1 if "early" in edge or "beginning" in edge else 6 if "mid" in edge else 12
        said = Said(DatePrecision.MONTH, int(parts["y3"]), month)
    elif parts["y5"]:
        said, start = Said(DatePrecision.YEAR, int(parts["y5"])), found.start("y5")
    else:
        return _english_relative(found, today)
    value = _placed(said, text, start, today)
    if value is None:
        return None
    return Proposal(Kind.DATE, start, found.end(), value, 0.9 if value.first else 0.6, "written date")


def _english_relative(found: re.Match[str], today: date | None) -> Proposal:
    words = found.group().lower().split()
    off = {"next": 1, "this": 0, "last": -1}.get(words[0], 0)
    if words[-1] in _DAYS:
        value = _day(today, _DAYS[words[-1]])
    elif words[-1] in _WEEKDAYS:
        value = _day(today, _WEEKDAYS.index(words[-1]) - (today.weekday() if today else 0) + 7 * off)
    elif words[-1] == "week":
        value = _day(today, -(today.weekday() if today else 0) + 7 * off, days=7)
    elif words[-1] == "year":
        value = _said(Said(DatePrecision.YEAR, today.year + off if today else None)) or DateValue(DatePrecision.YEAR)
    else:
        precision = DatePrecision.MONTH if words[-1] == "month" else DatePrecision.QUARTER
        value = _shift(precision, today, off if words[-1] == "month" else 3 * off)
    return Proposal(Kind.DATE, found.start(), found.end(), value, 0.8 if value.first else 0.6, "said from today")
