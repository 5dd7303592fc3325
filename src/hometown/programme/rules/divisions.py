"""Codes of GB/T 2260: two digits name a province, four a prefecture, six a county or district.

A municipality (北京, 上海, 天津, 重庆) is a city that is a province: its prefix has two digits.
"""

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def is_code(text: str) -> bool:
    """Tell whether a text has the shape of a division code."""
    return len(text) == 6 and text.isascii() and text.isdigit()


def province_of(code: str) -> str:
    """Return the code of the province a division lies in."""
    return f"{code[:2]}0000"


def prefecture_of(code: str) -> str:
    """Return the code of the prefecture a division lies in; of the municipality where there is none below it."""
    return province_of(code) if code[:2] in MUNICIPALITIES else f"{code[:4]}00"


def prefix_of(code: str) -> str:
    """Return the digits with which every code inside a division begins.

    >>> prefix_of("310000"), prefix_of("340600"), prefix_of("340621")
    ('31', '3406', '340621')
    """
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def contains(outer: str, inner: str) -> bool:
    """Tell whether a division lies in another or is it."""
    return inner.startswith(prefix_of(outer))
