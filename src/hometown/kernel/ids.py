"""Identifiers: UUID version 7 (RFC 9562), so that keys sort by the time they were made."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """Return a new identifier; within one process each is greater than the one before.

    The 12 bits after the version count on from a random start within a millisecond (RFC 9562 §6.2, method 1).
    """
    global _last
    with _lock:
        stamp = (time.time_ns() // 1_000_000) << 12
        fresh = stamp | (int.from_bytes(os.urandom(2)) & 0x7FF)
        _last = fresh if fresh > _last else _last + 1
        head = _last
    value = (head >> 12) << 80 | 0x7 << 76 | (head & 0xFFF) << 64
    value |= 0b10 << 62 | (int.from_bytes(os.urandom(8)) & ((1 << 62) - 1))
    return uuid.UUID(int=value)
