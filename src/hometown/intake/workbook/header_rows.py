"""Finds the header of a table: one to three rows, under title lines, with cells merged up, down and sideways."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from . import firms, headers, progress
from .amounts import unit_in
from .headers import Header
from .raw import Merge, Sheet, Value, shown
from .text import tight

FIRST_ROWS = 60  # the header is looked for among so many rows
MOST_MERGES = 2_000  # of the first rows; a real header has a few dozen


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """The rows of a header and what stands over each column."""

    first_row: int
    last_row: int
    headers: list[Header]


def find_header(sheet: Sheet, remembered: Mapping[str, str]) -> HeaderRows | None:
    """Return the best header among the first rows; None where nothing looks like one."""
    return _Finder(sheet, remembered).best()


def one_row(sheet: Sheet, row: int) -> HeaderRows:
    """Return the header that one row makes by itself."""
    cells = sheet.rows[row]
    texts = {column: " ".join(shown(cells[column]).split()) for column in sorted(cells)}
    return HeaderRows(row, row, [Header(column, text, (text,)) for column, text in texts.items() if text])


def may_be_header(cells: Mapping[int, Value]) -> bool:
    """Tell whether a row is made of words."""
    words = sum(isinstance(value, str) for value in cells.values())
    return words >= 2 and words * 5 >= len(cells) * 4


class _Finder:
    def __init__(self, sheet: Sheet, remembered: Mapping[str, str]) -> None:
        self.rows, self.remembered = sheet.rows, remembered
        self.numbers = sorted(sheet.rows)[:FIRST_ROWS]
        last = self.numbers[-1] if self.numbers else 0
        self.merges = [merge for merge in sheet.merges if merge.first_row <= last][:MOST_MERGES]

    def best(self) -> HeaderRows | None:
        candidates: list[tuple[float, HeaderRows]] = []
        for index, row in enumerate(self.numbers):
            found = self._best_from(index, row)
            if found is not None:
                candidates.append(found)
        if not candidates:
            return self._plain()
        most = max(score for score, _ in candidates)
        # The first that is nearly as good as the best, or names firms: the best may head a second table below.
        return next(one for score, one in candidates if score * 2 >= most or self._names_firms(one))

    def _best_from(self, index: int, row: int) -> tuple[float, HeaderRows] | None:
        """Return the best header of one to three rows that begins here, with its score."""
        best: tuple[float, HeaderRows] | None = None
        for depth in range(1, 4) if may_be_header(self.rows[row]) else ():
            block = self.numbers[index : index + depth]
            if len(block) < depth or (depth > 1 and not self._joined(block[-2], block[-1])):
                break
            found = self.composed(block)
            score = self._score(found)
            if score >= 3 and (best is None or score >= best[0]):
                best = score, HeaderRows(block[0], block[-1], found)
        return best

    def _names_firms(self, found: HeaderRows) -> bool:
        fields = {headers.meaning_of(header, self.remembered).field for header in found.headers}
        return "company" in fields and len(fields - {headers.IGNORE, ""}) > 2

    def _joined(self, row: int, below: int) -> bool:
        """Tell whether the row below belongs to the same header."""
        low, high = self.rows[below], self.rows[row]
        words = {column: tight(value) for column, value in low.items() if isinstance(value, str)}
        if below > row + 2 or len(words) < len(low) or any(firms.looks_like_firm(word) for word in words.values()):
            return False
        own = {column: word for column, word in words.items() if shown(high.get(column)) != shown(low[column])}
        if not own:
            return False
        if all(headers.UNIT_ONLY.match(word) for word in own.values()):
            return True
        if any(re.search("[:：].", shown(value)) for value in high.values()):
            return False  # a line such as 填报单位：普陀组 stands above a header, it is none
        known = sum(map(_is_lower_header, own.values()))
        under_gap = len(high) > 2 and min(high) not in own and any(column not in high for column in own)
        return bool(known) and (self._merged(row, below, own) or (under_gap and known * 2 >= len(own)))

    def _merged(self, row: int, below: int, own: Mapping[int, str]) -> bool:
        """Tell whether merges tie the rows: some cells reach down, others reach sideways over words below."""
        tall = any(merge.first_row <= row and merge.last_row >= below for merge in self.merges)
        wide = any(
            merge.first_row <= row <= merge.last_row < below
            and any(merge.first_column <= column <= merge.last_column for column in own)
            for merge in self.merges
            if merge.last_column > merge.first_column
        )
        return tall and wide

    def composed(self, block: list[int]) -> list[Header]:
        """Make one header of each column from the rows of a block."""
        columns = {column for row in block for column in self.rows[row]} | self._spread(block[-1])
        found = []
        for column in sorted(columns):
            parts: list[str] = []
            for row in block:
                text = shown(self.rows[row].get(column)) or self._from_left(row, column, block[-1])
                if text and text not in parts:
                    parts.append(text)
            if parts:
                found.append(Header(column, "/".join(" ".join(part.split()) for part in parts), tuple(parts)))
        return found

    def _spread(self, row: int) -> set[int]:
        """Return the columns under a header merged sideways."""
        wide = [
            m for m in self._across(row) if m.last_column - m.first_column < 12 and m.first_column in self.rows[row]
        ]
        return {column for merge in wide for column in range(merge.first_column, merge.last_column + 1)}

    def _across(self, row: int) -> list[Merge]:
        return [m for m in self.merges if m.first_row <= row <= m.last_row and m.last_column > m.first_column]

    def _from_left(self, row: int, column: int, last: int) -> str:
        """Return the text of a cell merged sideways over this column, or bracketing it in a file without merges."""
        for merge in self._across(row):
            if merge.first_column < column <= merge.last_column:
                return shown(self.rows.get(merge.first_row, {}).get(merge.first_column))
        if self.merges or row == last or column not in self.rows[last]:
            return ""
        left = max((one for one in self.rows[row] if one < column), default=0)
        return shown(self.rows[row][left]) if left in self.rows[last] else ""

    def _score(self, found: list[Header]) -> float:
        """Return how much a row looks like a header: known fields, each once; two at least."""
        fields: dict[str, int] = {}
        for header in found:
            means = headers.meaning_of(header, self.remembered)
            if means.strength and means.field != headers.IGNORE:
                fields[means.field] = max(fields.get(means.field, 0), means.strength)
        return sum(fields.values()) + 0.1 * len(found) if len(fields) > 1 else 0

    def _plain(self) -> HeaderRows | None:
        """Take the first row of short, different words over rows as wide: headers nobody knows, to be asked about."""
        for index, row in enumerate(self.numbers[:-2]):
            words = [tight(shown(value)) for value in self.rows[row].values() if isinstance(value, str)]
            below = [len(self.rows[one]) for one in self.numbers[index + 1 : index + 4]]
            wide_enough = len(words) >= 3 and len(words) == len(self.rows[row]) and min(below) * 2 >= len(words)
            if wide_enough and len(set(words)) == len(words) and max(map(len, words)) <= 15:
                return HeaderRows(row, row, self.composed([row]))
        return None


def _is_lower_header(word: str) -> bool:
    """Tell whether a word may stand in the lower row of a header: 姓名, 人民币（万元）, 在谈."""
    known = headers.meaning(word).strength > 1 or headers.is_general(word)
    return known or (len(word) < 12 and (unit_in(word) is not None or progress.names_stage(word)))
