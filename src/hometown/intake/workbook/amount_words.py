"""Words of money: scales, currencies, and the spoken shapes that are written out before amounts are read."""

import re
from decimal import Decimal

from hometown.kernel.money import WAN, YI

SCALES = {
    "万亿": YI * WAN, "千亿": YI * 1000, "百亿": YI * 100, "十亿": YI * 10, "亿": YI, "億": YI, "千万": WAN * 1000,
    "百万": WAN * 100, "十万": WAN * 10, "万": WAN, "萬": WAN, "w": WAN, "千": Decimal(1000), "百": Decimal(100),
    "k": Decimal(1000), "thousand": Decimal(1000), "m": WAN * 100, "mn": WAN * 100, "million": WAN * 100,
    "b": YI * 10, "bn": YI * 10, "billion": YI * 10,
}  # fmt: skip
CURRENCIES = {
    "人民币": "CNY", "rmb": "CNY", "cny": "CNY", "¥": "CNY", "元": "CNY", "圆": "CNY", "yuan": "CNY", "块": "CNY",
    "美元": "USD", "美金": "USD", "usd": "USD", "us$": "USD", "$": "USD", "dollars": "USD", "美圆": "USD",
    "港元": "HKD", "港币": "HKD", "港幣": "HKD", "hkd": "HKD", "hk$": "HKD", "欧元": "EUR", "eur": "EUR", "€": "EUR",
    "euro": "EUR", "euros": "EUR",
    "日元": "JPY", "日圆": "JPY", "jpy": "JPY", "英镑": "GBP", "gbp": "GBP", "£": "GBP", "新台币": "TWD",
    "台币": "TWD", "新台幣": "TWD", "twd": "TWD", "nt$": "TWD", "韩元": "KRW", "韩币": "KRW", "krw": "KRW",
    "新加坡元": "SGD", "新元": "SGD", "sgd": "SGD", "加元": "CAD", "cad": "CAD", "澳元": "AUD", "aud": "AUD",
    "瑞士法郎": "CHF", "瑞郎": "CHF", "chf": "CHF", "澳门元": "MOP", "澳门币": "MOP", "卢布": "RUB", "刀": "USD",
    "新币": "SGD", "新西兰元": "NZD", "纽元": "NZD", "泰铢": "THB", "林吉特": "MYR", "马币": "MYR", "越南盾": "VND",
    "印尼盾": "IDR", "印度卢比": "INR", "迪拉姆": "AED", "里亚尔": "SAR", "瑞典克朗": "SEK", "丹麦克朗": "DKK",
    "挪威克朗": "NOK", "兹罗提": "PLN", "比索": "PHP", "雷亚尔": "BRL", "兰特": "ZAR",
}  # fmt: skip

_SPOKEN = re.compile(
    r"([一二三四五六七八九]?十|)([一二两三四五六七八])([二三四五六七八九])([十百千]?[万亿萬億]|[十百千])"
)
_SPOKEN_DIGITS = re.compile(r"(?<![\d.])(\d)、(\d)(?=[十百千万亿])")  # 2、3亿
_BRACKETED = re.compile(
    r"(?<=[\d万亿千百])[(\[]([十百千]?[万亿]|)([a-z]{3}|[\u4e00-\u9fff]{0,4})[)\]]"
)  # 3000万(美元), 0.8(万元)
_MIDDLE_DOT = re.compile(r"(?<=\d)[·・](?=\d)")
_ORDER = "一二三四五六七八九"


def written_out(text: str) -> str:
    """Return a text with spoken ranges and loose marks as the reader of amounts expects them.

    >>> written_out("两三千万"), written_out("3000万(美元)"), written_out("1·5亿")
    ('两千万至三千万', '3000万美元', '1.5亿')
    """
    plain = _MIDDLE_DOT.sub(".", text).replace("，", ",").replace("个亿", "亿").replace("个多亿", "多亿")
    plain = _BRACKETED.sub(_without_brackets, plain)
    return _SPOKEN.sub(_range, _SPOKEN_DIGITS.sub(r"\1至\2", plain))


def _without_brackets(found: re.Match[str]) -> str:
    is_unit = found[2] in CURRENCIES or (found[1] and not found[2])
    return (
        found[1] + found[2]
        if is_unit and not (found[1] and not found.string[found.start() - 1].isdigit())
        else found[0]
    )


def _range(found: re.Match[str]) -> str:
    """Write 三四亿 as 三亿至四亿; two digits that do not follow each other stay as they are."""
    tens, low, high, scale = found.groups()
    if _ORDER.find(high) != _ORDER.find("二" if low == "两" else low) + 1:
        return found[0]
    return f"{tens}{low}{scale}至{tens}{high}{scale}"
