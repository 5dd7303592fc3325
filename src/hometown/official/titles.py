"""Breaking a title into lines: alike in length, none with a word or a title in brackets torn apart."""

from .measures import CORE_WIDTH, SIZE_2, width

MOST = CORE_WIDTH // (SIZE_2 * 10)  # characters of 二号 on a line
_NEVER_FIRST = "，。、；：！？）》〉」』”’％%的了和与及"
_NEVER_LAST = "（《〈「『“‘〔"
_GOOD_LAST = "的、和与暨于，"


def lines(title: str) -> list[str]:
    """Return the lines of a title. What its author broke stays broken so.

    GB/T 9704, 7.3.1: a title of several lines keeps words whole and is laid out evenly.
    """
    return [line for part in title.splitlines() for line in _broken(part.strip())]


def _broken(text: str) -> list[str]:
    need = -int(-width(text) // MOST)
    if need <= 1:
        return [text] if text else []
    ideal = width(text) / need
    places = [at for at in range(1, len(text)) if _may_break(text, at) and width(text[:at]) <= MOST]
    if not places:
        return [text]
    best = min(places, key=lambda at: abs(width(text[:at]) - ideal) - (4 if text[at - 1] in _GOOD_LAST else 0))
    return [text[:best].strip(), *_broken(text[best:].strip())]


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    inside = text[:at].count("《") > text[:at].count("》") and width(text[text[:at].rindex("《") :]) < MOST
    latin = before.isascii() and after.isascii() and not (before == " " or after == " ")
    digits = before.isdigit() or after.isdigit()
    return not (inside or latin or digits or after in _NEVER_FIRST or before in _NEVER_LAST)
