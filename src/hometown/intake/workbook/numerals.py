"""Numbers written in Chinese characters, plain (三千) and for cheques (叁仟)."""

from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4,
    "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CHARACTERS = "".join(DIGITS) + "".join(SMALL)


def whole_number(text: str) -> int | None:
    """Return a number below ten thousand, or one given digit by digit.

    >>> whole_number("三十一"), whole_number("二〇一九"), whole_number("两千五百"), whole_number("百")
    (31, 2019, 2500, None)
    """
    if text and all(mark in DIGITS for mark in text):
        return int("".join(str(DIGITS[mark]) for mark in text)) if len(text) < 16 else None
    total, pending, last_unit = 0, None, 10_000
    for index, mark in enumerate(text):
        if mark in DIGITS:
            if pending:
                return None
            pending = DIGITS[mark]
        elif mark in SMALL:
            unit = SMALL[mark]
            if unit >= last_unit or (pending is None and not (unit == 10 and index == 0)):
                return None
            total += (1 if pending is None else pending) * unit
            pending, last_unit = None, unit
        else:
            return None
    return total + (pending or 0) if text else None


def value_of(text: str) -> Decimal | None:
    """Return a number with or without a fraction.

    >>> value_of("一点五"), value_of("三千")
    (Decimal('1.5'), Decimal('3000'))
    """
    whole, point, fraction = text.partition("点")
    units = whole_number(whole)
    if units is None:
        return None
    if not point:
        return Decimal(units)
    if not fraction or len(fraction) > 15 or any(mark not in DIGITS for mark in fraction):
        return None
    return Decimal(f"{units}." + "".join(str(DIGITS[mark]) for mark in fraction))
