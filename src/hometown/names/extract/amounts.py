"""Amounts of money: 约75亿日元, 1,000万美元, RMB 2,000万, $30 million, 三亿五千万, 3-5亿元."""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

from .findings import AmountBound, AmountValue, Kind
from .numerals import LATIN, SIGNS, number
from .proposals import Proposal
from .tables import sections

_CURRENCIES = {
    "CNY": "元人民币 人民币元 人民币 元 块钱 块 RMB CNY yuan ¥ rmb",
    "USD": "美元 美金 美刀 USD US$ $ US\\sdollars U.S.\\sdollars dollars dollar",
    "EUR": "欧元 EUR € euros euro",
    "JPY": "日元 日圆 JPY yen JP¥",
    "HKD": "港元 港币 HKD HK$",
    "GBP": "英镑 GBP £ pounds",
    "KRW": "韩元 韩币 韩圆 KRW ₩ won",
    "TWD": "新台币 台币 TWD NT$",
    "SGD": "新加坡元 新元 新币 SGD S$",
    "CHF": "瑞士法郎 瑞郎 CHF",
    "SEK": "瑞典克朗 SEK",
    "DKK": "丹麦克朗 DKK",
    "AUD": "澳元 澳币 AUD A$",
    "CAD": "加元 加币 CAD C$",
    "INR": "印度卢比 卢比 INR",
}
_CODE = {word.replace("\\s", " ").casefold(): code for code, words in _CURRENCIES.items() for word in words.split()}
_UNITS = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6,
    "十万": 10**5, "万": 10**4, "千": 10**3, "百": 100, "trillion": 10**12, "billion": 10**9, "bn": 10**9, "b": 10**9,
    "million": 10**6, "mio": 10**6, "mn": 10**6, "mln": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3, "个亿": 10**8,
    "个多亿": 10**8, "": 1,
}  # fmt: skip


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\\s", " ") for word in sorted(words, key=len, reverse=True))


_WORDS = [word.replace("\\s", " ") for words in _CURRENCIES.values() for word in words.split()]
_BEFORE = _any([word for word in _WORDS if not word.endswith("元") and word not in {"块", "块钱", "won", "yen"}])
_LATIN_WORDS = [word for word in _WORDS if word.isascii() and word[-1].isalpha()]
_AFTER = rf"(?:{_any([word for word in _WORDS if not word.isascii()])})|(?:{_any(_LATIN_WORDS)})(?![a-z])|[$€£]"
_UNIT = (
    r"个多亿|个亿|万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百|"
    r"(?:trillion|billion|million|thousand|mio|mln|bn|mn|m|b|k)(?![a-z])"
)
_NUMBER = rf"(?:{LATIN}|[{SIGNS}上数]{{1,24}})"
_PRE = (
    r"不低于|不少于|不高于|不超过|不多于|最多|最高|至多|上限|至少|最少|起码|将近|接近|大约|约为|约|近|逾|超过|超|突破|达|"
    r"over|about|around|approximately|approx\.?|nearly|up to|at least|more than|some|ca\.?"
)
_SHAPE = re.compile(
    rf"(?<![\d.])(?P<low>{_NUMBER})\s?(?P<more1>余|多|来)?\s?(?P<unit1>{_UNIT})?(?P<rest>\d{{1,4}}(?:千万|百万|万))?"
    rf"(?P<more2>余|多|来)?\s?(?P<cur3>{_AFTER})?"
    rf"(?:\s?(?:-|~|至|到|to)\s?(?P<cur4>[$€£¥])?(?P<high>{_NUMBER})\s?(?P<unit2>{_UNIT})?)?"
    rf"(?P<more3>余|多)?\s?\(?(?P<cur2>{_AFTER})?"
    r"(?:\s?(?P<post>及以上|以上|之上|以下|以内|之内|左右|上下|起步|起|出头|开外|or more|or so))?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:(?P<pre>{_PRE})\s?)?(?:(?P<cur1>{_BEFORE})\s?)?(?:(?P<mid>约|近|逾|超过|超|至少)\s?)?\Z", re.IGNORECASE
)
_LEAD_WITHIN = 24
_BOUNDS = {
    word.replace("~", " "): AmountBound(bound)
    for word, bound in (entry.split("=") for entry in sections("message_words.txt")["bounds"])
}
# What is counted in 万 and is no money.
_MEASURE = re.compile(
    r"\s?\(?(?:用户|居民|客户|平方|平米|平|方|㎡|m2|m3|亩|台|套|吨|人|辆|件|个|家|户|千瓦|kw|mw|gw|wh|瓦|度|片|米|公里|km|"
    r"立方|升|l\b|只|支|枚|颗|次|名|株|头|箱|"
    r"字|gwh|安时|册|条|粒|剂|盒|瓶|粉丝|像素|标箱|teu|股|倍|分|步|级|桶|克|公斤|千克|斤|年|天|小时|种|项|所|座|张|双|根|块(?!钱)|位|本|"
    r"层|号|月|日|点|mm|cm|nm|kg|t\b|\d)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"投资|总额|资本|资金|产值|营收|收入|融资|金额|估值|注资|增资|出资|税|利润|规模|预算|成本|合同额|货款|贷款|价|销售额|募资|认缴|实缴|订单|invest|capital|revenue|worth|budget|投|花|砸|到位|追加",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(r"的?(?:资金|投资|融资|注册资本|投资额|产值|营收|订单|贷款|预算)")
_CUE_WITHIN = 16


def amounts(text: str) -> Iterator[Proposal]:
    """Propose the amounts of money in a folded text."""
    for found in _SHAPE.finditer(text):
        if proposal := _proposed(text, found):
            yield proposal


def in_unit(written: str, unit: str) -> AmountValue | None:
    """Return the amount of a number whose unit is said elsewhere: 8000 below 投资额（万元）."""
    found = _SHAPE.fullmatch(f"{written}{unit if not unit.endswith(('万', '亿')) else unit + '元'}")
    if found is None or not re.fullmatch(LATIN, written):
        return None
    return _value(found.groupdict() | {"pre": None, "mid": None}, found["cur2"] or found["cur3"])


def _proposed(text: str, found: re.Match[str]) -> Proposal | None:
    parts = found.groupdict()
    first = max(0, found.start() - _LEAD_WITHIN)
    lead = _LEAD.search(text, first, found.start())
    parts |= lead.groupdict() if lead else {"pre": None, "cur1": None, "mid": None}
    said = parts["cur1"] or parts["cur2"] or parts["cur3"] or parts["cur4"]
    end = _end(text, found)
    if end is None or (not said and not _counts_as_money(text, found, parts, end)):
        return None
    value = _value(parts, said)
    if value is None:
        return None
    start = lead.start() if lead and (parts["pre"] or parts["cur1"] or parts["mid"]) else found.start()
    if lead and parts["pre"] in {"达", "突破"}:
        start = lead.end("pre")
    while text[start].isspace():
        start += 1
    if parts["cur1"] in {"元", "块"}:
        return None
    reason = "number with currency" if said else "number in 万 or 亿, yuan assumed"
    return Proposal(Kind.AMOUNT, start, end, value, 0.95 if said else 0.8, reason)


def _end(text: str, found: re.Match[str]) -> int | None:
    """Return where the amount ends, without trailing spaces and open brackets; None if 元 begins another word."""
    end = found.end()
    if text[end - 1] == "元" and end < len(text) and text[end] in "件素器旦宵月宇":
        return None
    if found["cur2"] and text[found.start("cur2") - 1] == "(" and text[end : end + 1] == ")":
        return end + 1
    while end > found.start() and text[end - 1] in " (\n\t":
        end -= 1
    return end


def _counts_as_money(text: str, found: re.Match[str], parts: dict[str, str | None], end: int) -> bool:
    """Tell whether a number without currency is money: in 万 or 亿, nothing counted behind it."""
    low = parts["low"] or ""
    unit = parts["unit2"] or parts["unit1"] or low[-1]
    if not unit.endswith(("亿", "万")) or _MEASURE.match(text, end):
        return False
    if len(low) == 1 and low in "亿万千百十数上点半":
        return False
    before = text[max(0, found.start() - _CUE_WITHIN) : found.start()]
    after = text[end : end + _CUE_WITHIN // 2]
    return unit.endswith("亿") or bool(_CUE.search(before) or _CUE_AFTER.match(after))


def _value(parts: dict[str, str | None], said: str | None) -> AmountValue | None:
    unit1, unit2 = (parts["unit1"] or "").casefold(), (parts["unit2"] or "").casefold()
    if parts["high"] and not unit1 and not (parts["low"] or "").endswith(("亿", "万")):
        unit1 = unit2 or parts["high"][-1] * parts["high"].endswith(("亿", "万"))
    low, vague = _number(parts["low"] or "")
    high = _number(parts["high"])[0] if parts["high"] else low
    if low is None or high is None:
        return None
    with localcontext(prec=60):
        low = low * _UNITS[unit1] + _rest(parts["rest"])
        high = high * _UNITS[unit2 or unit1 * parts["high"][-1].isdecimal()] if parts["high"] else low
    if not 0 < low <= high:
        return None
    bound = AmountBound.AT_LEAST if vague or unit1 == "个多亿" else AmountBound.EXACT
    for name in ("pre", "mid", "more1", "more2", "more3", "post"):
        if word := (parts[name] or "").casefold():
            bound = _BOUNDS.get(word, bound)
    return AmountValue(low, high, _CODE.get((said or "元").casefold(), "CNY"), bound, bool(said))


def _rest(text: str | None) -> Decimal:
    """Return the second part of 3亿5千万."""
    if not text:
        return Decimal(0)
    digits = text.rstrip("百千万")
    return Decimal(digits) * _UNITS[text[len(digits) :]]


def _number(text: str) -> tuple[Decimal | None, bool]:
    """Return a number, and whether it is only a lower one: 上亿, 数千万."""
    vague = text[:1] in {"上", "数"} and len(text) > 1
    if vague:
        text = text[1:] if text[1] not in "十百千万亿" else "一" + text[1:]
    return number(text), vague
