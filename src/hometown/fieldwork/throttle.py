"""How often an address that asks for no sign-in may be read. Each process counts for itself and forgets what is past,
so nothing is written for a question; what is kept is a hash, never the token.
"""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

WITHIN = timedelta(minutes=10)
MOST = 30  # readings: several devices, each every few minutes
_KEYS_MOST = 10_000

_lock = Lock()
_read: dict[str, deque[datetime]] = {}


def wait_seconds(key: str, now: datetime, most: int = MOST) -> int:
    """Count one reading; return how long its reader must wait, 0 when it may be answered: so often within the time."""
    with _lock:
        if len(_read) >= _KEYS_MOST:
            _forget(now)
        times = _read.setdefault(key, deque())
        while times and now - times[0] >= WITHIN:
            times.popleft()
        if len(times) >= most:
            return max(1, int((times[0] + WITHIN - now).total_seconds()))
        times.append(now)
        return 0


def _forget(now: datetime) -> None:
    for key in [key for key, times in _read.items() if not times or now - times[-1] >= WITHIN]:
        del _read[key]
