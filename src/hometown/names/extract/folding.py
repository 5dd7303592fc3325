"""A message in one spelling, with the way back: every place in the folded text knows where it stood in the message."""

import unicodedata
from array import array
from dataclasses import dataclass

from hometown.names.simplified import simplified

_ALIKE = {
    "～": "~", "〜": "~", "∼": "~", "－": "-", "—": "-", "–": "-", "‐": "-", "‑": "-", "−": "-", "―": "-",
    "【": "(", "】": ")", "〔": "(", "〕": ")", "[": "(", "]": ")", "［": "(", "］": ")",
    "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"', "《": '"', "》": '"', "＂": '"', "‘": "'", "’": "'",
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "•": "·", "‧": "·", "・": "·", "･": "·",
    "，": "，", "；": "；", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
}  # fmt: skip  # a full-width comma parts sentences, a half-width one may stand in a number: they stay two


@dataclass(frozen=True)
class Folded:
    """A folded text. `origins[i]` is where its i-th sign begins in the message; one more for the end."""

    text: str
    origins: "array[int] | None"  # None: nothing moved
    message: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of the folded text stands in the message."""
        if self.origins is None or start >= end:
            return start, end
        return self.origins[start], _next(self.message, self.origins[end - 1])


def _next(message: str, at: int) -> int:
    """Return the place after a sign and the marks that stand on it."""
    at += 1
    while at < len(message) and unicodedata.combining(message[at]):
        at += 1
    return at


def folded(message: str) -> Folded:
    """Fold a message: full width to half, traditional to simplified, quotes and brackets alike, zero-width signs gone.

    >>> found = folded("投資３億\u200b元")
    >>> found.text, found.span(2, 5)
    ('投资3亿元', (2, 6))
    """
    table = _table(frozenset(message))
    if all(len(turned) == 1 for turned in table.values()):
        return Folded(message.translate({ord(sign): turned for sign, turned in table.items()}), None, message)
    pieces, origins = [], array("L")
    for at, sign in enumerate(message):
        turned = table.get(sign, sign)
        pieces.append(turned)
        origins.extend([at] * len(turned))
    return Folded("".join(pieces), origins, message)


def _table(signs: frozenset[str]) -> dict[str, str]:
    """Return what each sign that changes turns into."""
    simple = simplified()
    table = {}
    for sign in signs:
        if (turned := _turned(sign, simple)) != sign:
            table[sign] = turned
    return table


def _turned(sign: str, simple: dict[str, str]) -> str:
    if sign in _ALIKE:
        return _ALIKE[sign]
    if sign < "\x7f":
        return sign
    if unicodedata.category(sign) in {"Cf", "Mn", "Cs"} or 0xFE00 <= ord(sign) <= 0xFE0F:
        return ""
    wide = unicodedata.normalize("NFKC", sign)
    if len(wide) > 4 or any(one.isspace() for one in wide):  # a sign that opens into a phrase stays itself
        return sign
    return "".join(_ALIKE.get(one, simple.get(one, one)) for one in wide)
