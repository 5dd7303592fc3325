"""Reading back what `formats` writes, and what people type: amounts with 余 and 约, dates as fine as they are known.

Pure. A ValueError means that the text cannot be read; the form field says so in the reader's language.
"""

import re
from datetime import date
from decimal import Decimal

from hometown.face.formats import CURRENCIES_ZH, MONTHS_EN, TEN_DAYS_EN, TEN_DAYS_ZH
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount

SCALES = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "": 1,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "thousand": 10**3,
    "k": 10**3,
}
CURRENCY_WORDS = {
    **{word: code for code, word in CURRENCIES_ZH.items()},
    **{code.lower(): code for code in CURRENCIES_ZH},
    "圆": "CNY",
    "人民币": "CNY",
    "rmb": "CNY",
    "yuan": "CNY",
    "¥": "CNY",
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "美金": "USD",
    "欧": "EUR",
    "港币": "HKD",
}
ABOUT = ("约", "大约", "近", "左右", "about", "around", "nearly", "~")
AT_LEAST = ("余", "多", "以上", "不少于", "超过", "逾", "over", "at least", "more than", "+")
MOST = Decimal(10) ** 15  # more than this is a slip of the finger


def amount(text: str) -> Amount:
    """Read 20余亿元, 约4200万, 3.5亿, 500万美元, over RMB 2 billion. Raises ValueError."""
    left = _normal(text)
    left, at_least = _without(left, AT_LEAST)
    left, about = _without(left, ABOUT)
    currency, left = _currency(left)
    match = re.fullmatch(r"([\d,]*\d(?:\.\d+)?)\s*([a-z]*|[万亿千百]*)", left.strip())
    if match is None or match[2] not in SCALES:
        raise ValueError(f"not an amount: {text!r}")
    value = Decimal(match[1].replace(",", "")) * SCALES[match[2]]
    if value > MOST:
        raise ValueError(f"too large an amount: {text!r}")
    return Amount(value, currency, Bound.ABOUT if about else Bound.AT_LEAST if at_least else Bound.EXACT)


def _normal(text: str) -> str:
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
    return text.translate(wide).strip().lower()


def _without(text: str, words: tuple[str, ...]) -> tuple[str, bool]:
    found = False
    for word in sorted(words, key=len, reverse=True):
        if word in text:
            text, found = text.replace(word, ""), True
    return text, found


def _currency(text: str) -> tuple[str, str]:
    """Take the currency off: before, behind, or both when they agree (人民币…元)."""
    found = set()
    for takes in (str.removeprefix, str.removesuffix):
        for word in sorted(CURRENCY_WORDS, key=len, reverse=True):
            shorter = takes(text.strip(), word)
            if shorter != text.strip():
                text = shorter
                found.add(CURRENCY_WORDS[word])
                break
    if len(found) > 1:
        raise ValueError(f"two currencies: {text!r}")
    return (found.pop() if found else "CNY"), text


_ZH = re.compile(
    r"(\d{4})年(?:(?:第?([1-4一二三四])季度)|(?:(\d{1,2})月(?:份)?(?:(上|中|下)旬|(\d{1,2})(?:日|号)?)?))?"
)
_PLAIN = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_EN = re.compile(r"(?:(\d{1,2}|early|mid|late)[ -]+)?([a-z]{3,9})\.?,? (\d{4})")
_EN_QUARTER = re.compile(r"q([1-4]) (\d{4})")


def dated(text: str) -> DatedTo:
    """Read 2019-10-12, 2019.9.17, 2019年10月中旬, 2019年第4季度, 2019年, mid October 2019. Raises ValueError."""
    left = _normal(text)
    compact = left.replace(" ", "")
    if match := _ZH.fullmatch(compact):
        return _dated_zh(match)
    if match := _PLAIN.fullmatch(compact):
        year, month, day = int(match[1]), int(match[2]), match[3]
        return DatedTo(date(year, month, int(day or 1)), Precision.DAY if day else Precision.MONTH)
    if match := _EN_QUARTER.fullmatch(left):
        return DatedTo(date(int(match[2]), 3 * int(match[1]) - 2, 1), Precision.QUARTER)
    if match := _EN.fullmatch(left):
        return _dated_en(match)
    if re.fullmatch(r"(19|20)\d\d", compact):
        return DatedTo(date(int(compact), 1, 1), Precision.YEAR)
    raise ValueError(f"not a date: {text!r}")


def _dated_zh(match: re.Match[str]) -> DatedTo:
    year, quarter, month, part, day = match.groups()
    if quarter:
        number = int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1
        return DatedTo(date(int(year), 3 * number - 2, 1), Precision.QUARTER)
    if part:
        first = {words[0]: start for start, words in TEN_DAYS_ZH.items()}[part]
        return DatedTo(date(int(year), int(month), first), Precision.TEN_DAYS)
    if day:
        return DatedTo(date(int(year), int(month), int(day)))
    return DatedTo(date(int(year), int(month or 1), 1), Precision.MONTH if month else Precision.YEAR)


def _dated_en(match: re.Match[str]) -> DatedTo:
    head, name, year = match.groups()
    month = next((i for i, full in enumerate(MONTHS_EN, 1) if full.lower().startswith(name)), 0)
    if not month:
        raise ValueError(f"not a month: {name!r}")
    if head is None:
        return DatedTo(date(int(year), month, 1), Precision.MONTH)
    starts = {word: start for start, word in TEN_DAYS_EN.items()}
    if head in starts:
        return DatedTo(date(int(year), month, starts[head]), Precision.TEN_DAYS)
    return DatedTo(date(int(year), month, int(head)))
