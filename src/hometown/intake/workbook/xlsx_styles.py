"""Which cell styles of an .xlsx show a number as a date, and how finely."""

import re

from hometown.kernel.dates import Precision

from .markup import Attributes

# ISO/IEC 29500-1 §18.8.30: the built-in formats that show a date; 27 and on are those of Chinese Excel.
_DAYS = {14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58}
_MONTHS = {17, 27, 36, 50, 52, 57}
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)


def shows(code: str) -> Precision | None:
    """Return how finely a number format shows a date; None where it shows none.

    >>> shows('yyyy"年"m"月"'), shows("#,##0.00"), shows("h:mm")
    (<Precision.MONTH: 'month'>, None, None)
    """
    bare = _NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if "general" in bare or re.search(r"[0#?@]", bare.replace("ss.0", "")):
        return None
    if "d" in bare:
        return Precision.DAY
    if "h" in bare or "s" in bare:
        return Precision.DAY if "y" in bare else None
    if "m" in bare:
        return Precision.MONTH
    return Precision.YEAR if "y" in bare or "e" in bare else None


class Styles:
    """Collects, from styles.xml, the precision of each cell style by its index."""

    def __init__(self) -> None:
        self.dates: list[Precision | None] = []
        self._codes: dict[str, Precision | None] = {}
        self._inside = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = shows(attributes.get("formatCode", "")[:255])
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self.dates.append(self._precision(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._inside = False

    def _precision(self, number: str) -> Precision | None:
        if number in self._codes:
            return self._codes[number]
        code = int(number) if number.isdecimal() and len(number) < 4 else 0
        return Precision.DAY if code in _DAYS else Precision.MONTH if code in _MONTHS else None
