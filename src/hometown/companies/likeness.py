"""What makes two records look like one firm, in order of weight: pure, no database, no clock.

A ground is a reason to look, never a verdict: only a person says that two records are one firm, or that they are two.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Ground(StrEnum):
    """Why two records may be one firm; the strongest first."""

    CODE = "code"  # the unified code of one stands at the other, in another place
    NAME = "name"  # both have the same registered name
    OTHER_NAME = "other_name"  # one is called what the other is, or was, called too
    SAID_NAME = "said_name"  # both have the same short name, brand or former name
    REGISTERED = "registered"  # a project of one was registered under the code of the other
    GROUP = "group"  # one group, and the same trade name
    PHONE = "phone"  # a contact of both has the same number
    ALIKE = "alike"  # the engine of names finds them alike


WEIGHTS = {
    Ground.CODE: 100,
    Ground.NAME: 90,
    Ground.OTHER_NAME: 80,
    Ground.SAID_NAME: 60,
    Ground.REGISTERED: 55,
    Ground.GROUP: 50,
    Ground.PHONE: 40,
    Ground.ALIKE: 30,
}


@dataclass(frozen=True)
class Told:
    """What two records are compared by. Names are normal ones; phones are never shown."""

    name: str
    uscc: str = ""
    others: frozenset[str] = frozenset()
    parents: frozenset[Any] = frozenset()  # its own key and its parent's: one group if they meet
    trade: str = ""
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two records are: the grounds, strongest first, each with what they share (a phone: nothing)."""

    grounds: tuple[tuple[Ground, str], ...] = field(default=())

    @property
    def weight(self) -> int:
        """The weight of the strongest ground, and a little for each further one."""
        if not self.grounds:
            return 0
        return WEIGHTS[self.grounds[0][0]] + len(self.grounds) - 1

    @property
    def first(self) -> Ground | None:
        """The strongest ground."""
        return self.grounds[0][0] if self.grounds else None


def compare(one: Told, other: Told) -> Likeness:
    """Return on what grounds two records may be one firm."""
    found: list[tuple[Ground, str]] = []
    code = _code_elsewhere(one, other) or _code_elsewhere(other, one)
    if code:
        found.append((Ground.CODE, code))
    if one.name == other.name:
        found.append((Ground.NAME, one.name))
    called = sorted({one.name} & other.others | {other.name} & one.others)
    if called and one.name != other.name:
        found.append((Ground.OTHER_NAME, called[0]))
    said = sorted(one.others & other.others)
    if said:
        found.append((Ground.SAID_NAME, said[0]))
    if one.trade and one.trade == other.trade and one.parents & other.parents and one.name != other.name:
        found.append((Ground.GROUP, one.trade))
    if one.phones & other.phones:
        found.append((Ground.PHONE, ""))
    return Likeness(tuple(found))


def _code_elsewhere(one: Told, other: Told) -> str:
    """Return a code of one that stands as a name at the other: it was typed into the wrong field."""
    names = {other.name, *other.others}
    return one.uscc if one.uscc and one.uscc.casefold() in names else ""


_REGION_END = re.compile(r"^(?:特别行政区|自治区|自治州|自治县|省|市|区|县|旗|盟)")
_MARKS = re.compile(r"[()\s·,.'\"-]")


def trade_name(name: str, places: Collection[str]) -> str:
    """Return the trade name 字号 with its trade, from a normal name without its legal form: places go from the front,
    and from brackets.

    >>> trade_name("上海市嘉定区岚汀化学", {"上海", "嘉定"}), trade_name("岚汀(上海)化学", {"上海"})
    ('岚汀化学', '岚汀化学')
    """
    rest = re.sub(r"\(([^()]*)\)", lambda found: "" if _is_place(found[1], places) else found[1], name)
    while True:
        shorter = _without_place(rest, places)
        if shorter == rest or len(shorter) < 2:
            return _MARKS.sub("", rest)
        rest = shorter


def _is_place(text: str, places: Collection[str]) -> bool:
    return _without_place(text, places) == "" or text == "中国"


def _without_place(text: str, places: Collection[str]) -> str:
    for length in (5, 4, 3, 2):
        if text[:length] in places:
            return _REGION_END.sub("", text[length:])
    return text
