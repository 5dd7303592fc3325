"""The door: open only while the book itself is writing."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("ledger_door_open", default=False)
_times = itertools.count(1)
_last = 0


class WrittenPastTheBook(RuntimeError):
    """A ledgered row was about to be written without the book. A bug in the caller, not a refusal."""


def require_open(model: type) -> None:
    """Raise unless the book is writing."""
    if not _open.get():
        raise WrittenPastTheBook(f"{model.__name__} is ledgered: write it with entry.put() inside book.entry()")


@contextmanager
def opened() -> Iterator[None]:
    """Let ledgered rows be written inside the block. For `book` and `replay` only."""
    global _last
    _last = next(_times)
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def times_opened() -> int:
    """Return a number that changes whenever this process writes: what was read before may no longer be so."""
    return _last
