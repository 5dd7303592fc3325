"""What two records of one firm make together: pure, no database, no clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# In the order in which a page shows them. The code has a rule of its own; the rest is taken value by value.
COLUMNS = (
    "name", "kind", "uscc", "region_code", "address", "industry_code", "chain", "registered_on", "capital", "business",
    "parent", "parent_share",
)  # fmt: skip
TOGETHER = {"parent": ("parent", "parent_share"), "uscc": ("uscc", "uscc_doubt_accepted")}


class Side(StrEnum):
    """Whose value stays."""

    TARGET = "target"
    SOURCE = "source"


class CodeConflict(StrEnum):
    """How the two unified codes stand to each other."""

    NONE = "none"  # one is empty, or both are the same
    ONE_DOUBTFUL = "one_doubtful"  # one does not add up: the other stays
    BOTH_VALID = "both_valid"  # two valid codes are two firms, unless somebody says which one is wrong


def code_conflict(source: str, target: str, *, source_adds_up: bool, target_adds_up: bool) -> CodeConflict:
    """Tell how two codes stand to each other (GB 32100: one organisation has one code)."""
    if not source or not target or source == target:
        return CodeConflict.NONE
    if source_adds_up != target_adds_up:
        return CodeConflict.ONE_DOUBTFUL
    return CodeConflict.BOTH_VALID


def side_of_code(source: str, target: str, conflict: CodeConflict, *, source_adds_up: bool, wrong: str) -> Side:
    """Return whose code stays; `wrong` is the side somebody said is wrong. Two valid codes need that word."""
    if not target or wrong == Side.TARGET:
        return Side.SOURCE if source else Side.TARGET
    if conflict is CodeConflict.ONE_DOUBTFUL and not wrong:
        return Side.SOURCE if source_adds_up else Side.TARGET
    return Side.TARGET


@dataclass(frozen=True)
class Value:
    """One column of both records and whose value is proposed."""

    column: str
    source: Any
    target: Any
    proposed: Side

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.source) and bool(self.target) and self.source != self.target


def is_empty(value: Any) -> bool:
    """Tell whether a column says nothing."""
    return value is None or value == ""


def values(source: Mapping[str, Any], target: Mapping[str, Any]) -> list[Value]:
    """Return column by column what both say: the target's value stays, its gaps are filled from the source."""
    found = []
    for column in COLUMNS:
        fills = is_empty(target[column]) and not is_empty(source[column])
        found.append(Value(column, source[column], target[column], Side.SOURCE if fills else Side.TARGET))
    return found


def taken(found: Collection[Value], chosen: Mapping[str, str], code: Side) -> frozenset[str]:
    """Return the columns whose value is the source's: as chosen where both say something, else as proposed."""
    sides = {}
    for value in found:
        asked = chosen.get(value.column, "")
        sides[value.column] = Side(asked) if asked and value.differs else value.proposed
    sides["uscc"] = code
    if not is_empty(next(value.source for value in found if value.column == "parent")):
        sides["parent_share"] = sides["parent"]  # a share is a share of that parent
    return frozenset(column for column, side in sides.items() if side is Side.SOURCE)


def name_kind(other: str, kept: str) -> str:
    """Return what the name that is not kept is to the firm: a short name if the kept one holds it, else a full one.

    >>> name_kind("岚汀化学", "上海岚汀化学有限公司"), name_kind("上海岚汀化工有限公司", "上海岚汀化学有限公司")
    ('short', 'full')
    """
    return "short" if other != kept and other in kept else "full"


# ── Persons ──────────────────────────────────────────────────────────────────────────────────────────────────────
SOMEBODY = "某某"  # stands in a sentence for a name, number or address that has gone
_LEAST = 2  # one sign alone stands in too many words


def searched(words: Collection[str]) -> list[str]:
    """Return the names, numbers and addresses by which a person is looked for in sentences, the longest first."""
    found = {word.strip() for word in words if len(word.strip()) >= _LEAST}
    return sorted(found, key=lambda word: (-len(word), word))


def without(text: str, words: Collection[str]) -> str:
    """Return a sentence in which somebody stands where a person was named.

    >>> without("郁青禾说十二月来，电话13900001234。", ["郁青禾", "13900001234"])
    '某某说十二月来，电话某某。'
    """
    for word in searched(words):
        text = text.replace(word, SOMEBODY)
    return text


def names_person(text: str, words: Collection[str]) -> bool:
    """Tell whether a sentence still holds any of the words."""
    return any(word in text for word in searched(words))
