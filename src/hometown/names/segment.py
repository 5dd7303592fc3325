"""An index that is open: its arrays, and what stands in one row of it."""

from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import store
from .folding import bare, bare_pieces
from .lexicon import fingerprint
from .shapes import Shape, shaped

_USCC = 18
_FIRST_DAY = date(1900, 1, 1)


class Segment:
    """The arrays of one file. An *entry* is a name of it: of a row itself, an alias of one, or a former name."""

    def __init__(self, arrays: dict[str, NDArray[Any]], facts: dict[str, Any]) -> None:
        self.arrays, self.facts = arrays, facts
        self.rows = int(facts["rows"])
        self.bits = int(facts["bits"])
        self.text, self.text_starts = arrays["text"], arrays["text_starts"]
        self.ends = (arrays["region"], arrays["trade"], arrays["form"], arrays["branch"])
        self.prior = arrays["prior"]

    @classmethod
    def open(cls, path: Path, *, check: bool = True) -> "Segment":
        """Open an index file. Raises IndexFileError, also for one that was built with other lists of words."""
        arrays, facts = store.read(path, check=check)
        if facts.get("words") != fingerprint():
            msg = f"{path} was built with other lists of regions and industries than this program has: build it again."
            raise store.IndexFileError(msg)
        return cls(arrays, facts)

    def __len__(self) -> int:
        return len(self.text_starts) - 1

    def row(self, entry: int) -> int:
        """Return the row an entry is of."""
        return entry if entry < self.rows else int(self.arrays["owners"][entry - self.rows])

    def kind(self, entry: int) -> str:
        """Tell whether an entry is the `name` of its row, an `alias` or a `former` name."""
        if entry < self.rows:
            return "name"
        return "alias" if entry - self.rows < self.facts["aliases"] else "former"

    def name(self, entry: int) -> str:
        """Return the text of an entry as it was given."""
        return self.text[self.text_starts[entry] : self.text_starts[entry + 1]].tobytes().decode("utf-16-le", "replace")

    def bares(self, entries: NDArray[np.uint32]) -> list[str]:
        """Return the bare spelling of many entries."""
        starts, ends = self.text_starts[entries], self.text_starts[entries + np.uint32(1)]
        pieces = [self.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        found = bare_pieces(np.concatenate(pieces), (ends - starts).astype(np.int64)) if pieces else []
        return found if found is not None else [bare(self.name(entry)) for entry in entries.tolist()]

    def uscc(self, row: int) -> str:
        """Return the code of a row; empty if it has none."""
        if "uscc" not in self.arrays:
            return ""
        return self.arrays["uscc"][row * _USCC : (row + 1) * _USCC].tobytes().rstrip(b"\0").decode("ascii")

    def place(self, row: int) -> tuple[str, str]:
        """Return province and city of a row; empty where the registry says none."""
        return self._word("province", row), self._word("city", row)

    def registered(self, row: int) -> date | None:
        """Return the day a row was registered."""
        days = int(self.arrays["reg_date"][row]) if "reg_date" in self.arrays else 0
        return _FIRST_DAY + timedelta(days=days) if days else None

    def _word(self, column: str, row: int) -> str:
        return self._words[column][self.arrays[column][row]] if column in self.arrays else ""

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return {
            name: self.arrays[f"{name}_words"].tobytes().decode().split("\n")
            for name in ("province", "city")
            if name in self.arrays
        }

    def shape(self, entry: int, whole: str | None = None) -> Shape:
        """Return an entry taken apart; whoever knows its bare spelling already gives it."""
        whole = bare(self.name(entry)) if whole is None else whole
        return shaped(whole, *(int(each[entry]) for each in self.ends))

    def spelled(self, whole: str, hashed: int) -> list[int]:
        """Return the entries whose bare name is this one."""
        hashes = self.arrays["spelling"]
        at = int(np.searchsorted(hashes, np.uint32(hashed)))
        found = []
        while at < len(hashes) and hashes[at] == hashed:
            entry = int(self.arrays["spelling_names"][at])
            if bare(self.name(entry)) == whole:
                found.append(entry)
            at += 1
        return found

    def coded(self, uscc: str) -> list[int]:
        """Return the rows with a code."""
        if "uscc" not in self.arrays:
            return []
        codes = self.arrays["uscc"].view(f"S{_USCC}")
        order = self.arrays["uscc_order"]
        at = int(np.searchsorted(codes, uscc.encode("ascii"), sorter=order))
        found = []
        while at < len(order) and codes[order[at]] == uscc.encode("ascii"):
            found.append(int(order[at]))
            at += 1
        return found
