"""Every place of every word in a text, overlapping ones too, by a compiled library."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Found = tuple[NDArray[np.int32], NDArray[np.int64]]  # which pattern, and at which byte it ends
LONGEST = 1 << 31  # bytes a library takes at once
_BITS = 20  # a finding is one number: where it ends, and in these bits which pattern it is
_PATTERN = (1 << _BITS) - 1


class Finder:
    """Finds byte patterns. `library` is hyperscan, where there is one, or ahocorasick; their findings are the same."""

    def __init__(self, patterns: Sequence[bytes], library: str = "") -> None:
        self.patterns = tuple(patterns)
        self.library = library or default_library()

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: the compiled form is made anew there, in a few milliseconds."""
        return {"patterns": self.patterns, "library": self.library}

    def find(self, text: Any) -> Found:
        """Return what is found in a buffer of UTF-8, by its end. Raises ValueError if it is longer than `LONGEST`."""
        if len(text) > LONGEST:
            msg = f"a text of {len(text):,} bytes cannot be searched at once"
            raise ValueError(msg)
        if not self.patterns or not len(text):
            return np.empty(0, np.int32), np.empty(0, np.int64)
        found = self._search(text)
        found.sort()
        return (found & _PATTERN).astype(np.int32), found >> _BITS

    @cached_property
    def _search(self) -> Callable[[Any], NDArray[np.int64]]:
        return {"hyperscan": _hyperscan, "ahocorasick": _ahocorasick}[self.library](self.patterns)


def default_library() -> str:
    """Return the quickest library that is here."""
    try:
        import hyperscan  # noqa: F401
    except ImportError:
        return "ahocorasick"
    return "hyperscan"


def _hyperscan(patterns: Sequence[bytes]) -> Callable[[Any], NDArray[np.int64]]:
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    escaped = [b"".join(b"\\x%02x" % byte for byte in pattern) for pattern in patterns]
    database.compile(
        expressions=escaped, ids=list(range(len(escaped))), elements=len(escaped), flags=[0] * len(escaped)
    )

    def search(text: Any) -> NDArray[np.int64]:
        found: list[int] = []
        add = found.append

        def heard(which: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add(end << _BITS | which)

        database.scan(text, match_event_handler=heard)
        return np.array(found, np.int64)

    return search


def _ahocorasick(patterns: Sequence[bytes]) -> Callable[[Any], NDArray[np.int64]]:
    import ahocorasick_rs

    automaton = ahocorasick_rs.BytesAhoCorasick(list(patterns))

    def search(text: Any) -> NDArray[np.int64]:
        found = automaton.find_matches_as_indexes(text, overlapping=True)
        table = np.array(found, np.int64).reshape(-1, 3)
        return table[:, 2] << _BITS | table[:, 0]

    return search
