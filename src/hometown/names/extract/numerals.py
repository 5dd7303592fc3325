"""Numbers as they are written in messages: 1,000  3.5  三亿五千万  二十  两."""

from decimal import Decimal

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
SIGNS = "".join(_DIGITS) + "".join(_TENS) + "".join(_BIG) + "点半"
LATIN = r"(?:\d{1,3}(?:[,，]\d{3}){1,5}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
_LONGEST = 24


def number(text: str) -> Decimal | None:
    """Return the number a text writes in digits or Chinese numerals, None if it writes none.

    >>> number("1,000"), number("三亿五千万"), number("一点五"), number("十二"), number("两千五")
    (Decimal('1000'), Decimal('350000000'), Decimal('1.5'), Decimal('12'), Decimal('2500'))
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text[0].isdecimal():
        plain = text.replace(",", "").replace("，", "")
        return Decimal(plain) if plain.replace(".", "", 1).isdecimal() else None
    return _chinese(text)


def _chinese(text: str) -> Decimal | None:
    whole, point, part = text.partition("点")
    if point:
        # 一点五亿: the unit stands after the fraction
        unit = 1
        while part and part[-1] in _BIG | _TENS:
            unit *= (_BIG | _TENS)[part[-1]]
            part = part[:-1]
        if not part or any(sign not in _DIGITS for sign in part):
            return None
        head = _whole(whole)
        digits = "".join(str(_DIGITS[sign]) for sign in part)
        return None if head is None else (head + Decimal(f"0.{digits}")) * unit
    if text.endswith("半") and len(text) > 1:  # 三亿半, 两千半
        head = _whole(text[:-1])
        unit = (_BIG | _TENS).get(text[-2], 0)
        return None if head is None or not unit else head + Decimal(unit) / 2
    return _whole(text)


def _whole(text: str) -> Decimal | None:
    if not text or any(sign not in _DIGITS and sign not in _TENS and sign not in _BIG for sign in text):
        return None
    if len(text) > 1 and all(sign in _DIGITS for sign in text):  # 二〇二七
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total = section = digit = 0
    last = 1
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            last = 1 if sign in "零〇" else last
        elif sign in _TENS:
            last = _TENS[sign]
            section += (digit or (0 if section else 1)) * last
            digit = 0
        else:
            unit = _BIG[sign]
            if not section + digit + total:
                return None
            total = (total + section + digit) * unit if unit > total else total + (section + digit) * unit
            section, digit, last = 0, 0, unit
    tail = digit * (last // 10) if digit and last >= 100 else digit  # 两千五, 三亿五
    return Decimal(total + section + tail)
