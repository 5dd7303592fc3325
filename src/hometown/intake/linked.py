"""Reads what `hometown names link` wrote of a list: the names it asks about, each with the firms that may be meant."""

from pathlib import Path

from hometown.companies.registry import checked_code
from hometown.names.reading import columns_of, text_of

from .actions.naming import Linked
from .naming import told

COLUMNS = {"query": True, "outcome": True, "name": True, "uscc": False, "score": False, "others": False}
_FIRST_ROW = 2  # the heads are row 1
_MOST = 5


def asked_in(path: Path) -> list[Linked]:
    """Return the names of a result that a person has to decide about. Raises ReadingError."""
    columns = columns_of(path, COLUMNS)
    found = []
    for number, cells in enumerate(zip(*columns.values(), strict=True), _FIRST_ROW):
        row = {column: text_of(cell).strip() for column, cell in zip(columns, cells, strict=True)}
        if row["outcome"] == "ask" and row["query"] and row["name"]:
            found.append(_linked(row, number))
    return found


def _linked(row: dict[str, str], number: int) -> Linked:
    others = [name for name in row.get("others", "").split("; ") if name]
    code, score = checked_code(row.get("uscc", "")), _score(row.get("score", ""))
    first = (row["name"], code, score, _why(row["query"], row["name"]))
    rest = [(name, "", 0.0, _why(row["query"], name)) for name in others[: _MOST - 1]]
    return Linked(row["query"], number, (first, *rest))


def _score(text: str) -> float:
    """Return how sure the engine is, 0 to 1; 0 where the file does not say."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _why(written: str, candidate: str) -> tuple[tuple[str, str, str], ...]:
    from hometown.names.reasons import compare
    from hometown.names.searching import queries

    one, other = queries([written, candidate])
    return told(compare(one.shape, other.shape))
