"""The door: open only while the book itself is writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[bool] = ContextVar("ledger_door_open", default=False)


class WrittenPastTheBook(RuntimeError):
    """A ledgered row was about to be written without the book. A bug in the caller, not a refusal."""


def require_open(model: type) -> None:
    """Raise unless the book is writing."""
    if not _open.get():
        raise WrittenPastTheBook(f"{model.__name__} is ledgered: write it with entry.put() inside book.entry()")


@contextmanager
def opened() -> Iterator[None]:
    """Let ledgered rows be written inside the block. For `book` and `replay` only."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)
