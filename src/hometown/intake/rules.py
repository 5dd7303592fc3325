"""Rules of doubtful names: what a person may decide, and where two names differ. Pure."""

from difflib import SequenceMatcher
from enum import StrEnum


class Decision(StrEnum):
    """What somebody said of a doubtful name."""

    OPEN = "open"  # nobody has yet
    SAME = "same"  # it means that firm: the name is one of its names since
    NEW = "new"  # it is a firm of its own
    LEFT = "left"  # left as it is, out of the pile


def may_become(now: str, wanted: Decision) -> bool:
    """Tell whether a decision may follow: an open name gets one, a decided one is first taken up again.

    >>> may_become("open", Decision.SAME), may_become("left", Decision.NEW), may_become("new", Decision.OPEN)
    (True, False, True)
    """
    return (now == Decision.OPEN) != (wanted is Decision.OPEN)


Pieces = list[tuple[str, bool]]


def compared(written: str, candidate: str) -> tuple[Pieces, Pieces]:
    """Return both names in pieces, each with whether it differs from the other name.

    >>> compared("江苏龙俊环保", "江苏龙净环保")
    ([('江苏龙', False), ('俊', True), ('环保', False)], [('江苏龙', False), ('净', True), ('环保', False)])
    """
    mine: Pieces = []
    its: Pieces = []
    steps = SequenceMatcher(None, written, candidate, autojunk=False).get_opcodes()
    for step, first, last, begin, end in steps:
        if first < last:
            mine.append((written[first:last], step != "equal"))
        if begin < end:
            its.append((candidate[begin:end], step != "equal"))
    return mine, its
