"""How alike two names of firms are by what is left without place and legal form.

Beside it, `matching.likeness` asks the engine of names, which also knows slips of the pen and sounds.
"""

import re
from collections.abc import Collection

from hometown import names

_LEAST = 2  # characters of a trade name
_LEAST_TO_DIFFER = 3  # shorter ones that differ in a character have too little in common
_BRACKETS = str.maketrans("", "", "()")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEVELS = "省市区县"
_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十]+")


def trade_name(name: str, places: Collection[str]) -> str:
    """Return a firm's name without its places and its legal form: 字号 and line of business.

    >>> trade_name("江苏泽远化学股份有限公司", {"江苏"})
    '泽远化学'
    """
    rest = names.without_legal_form(names.normal(name))
    rest = _IN_BRACKETS.sub(lambda found: "" if found[1] in places else found[0], rest)
    rest = rest.translate(_BRACKETS)
    while (shorter := _without_place(rest, places)) != rest:
        rest = shorter
    return rest


def _without_place(text: str, places: Collection[str]) -> str:
    for length in range(min(len(text) - _LEAST, 8), 1, -1):
        if text[:length] in places:
            rest = text[length:]
            shorter = rest[1:] if rest[0] in _LEVELS else rest
            return shorter if len(shorter) >= _LEAST else text
    return text


def alike(one: str, other: str, places: Collection[str]) -> float:
    """Return how alike two names are: 1 for one trade name, less for a short form or one character's difference.

    What differs in one character may be two firms or a slip of the pen; it is alike enough to ask, never to be sure.
    Another number is another firm: 第一, 第二.
    """
    left, right = trade_name(one, places), trade_name(other, places)
    short, long = sorted((left, right), key=len)
    if len(short) < _LEAST or _NUMBERS.findall(left) != _NUMBERS.findall(right):
        return 0.0
    if left == right:
        return 1.0
    if long.startswith(short):
        return 0.9
    differing = sum(a != b for a, b in zip(left, right, strict=False))
    return 0.8 if len(left) == len(right) >= _LEAST_TO_DIFFER and differing == 1 else 0.0
