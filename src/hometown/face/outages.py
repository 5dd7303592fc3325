"""When the machine cannot go on: the disk is full, the database is busy, away, of another version or not writable.

Not a refusal, which is about what was asked, and not a bug: the same request is good once the machine is. Whoever asked
keeps what they typed, and nothing of it was half-saved, since every verb is one transaction.
"""

import errno
import shutil
from collections.abc import Iterator
from enum import StrEnum

from django.conf import settings
from django.db import InterfaceError

from hometown.face.sentences import Sentence, sentence_of
from hometown.kernel.errors import Refusal

LEAST_ROOM = 1 << 18  # bytes
FULL_STATUS, AWAY_STATUS = 507, 503  # RFC 4918 § 11.5, RFC 9110 § 15.6.4


class Outage(StrEnum):
    """What is the matter; the value is the code of its sentence."""

    FULL = "face.disk_full"
    BUSY = "face.database_busy"
    AWAY = "face.database_away"
    OTHER_VERSION = "face.database_of_another_version"
    READ_ONLY = "face.not_writable"
    DAMAGED = "face.database_damaged"

    @property
    def status(self) -> int:
        return FULL_STATUS if self is Outage.FULL else AWAY_STATUS

    @property
    def retry_after(self) -> int:
        """Seconds after which it is worth asking again."""
        return {Outage.BUSY: 5, Outage.AWAY: 30}.get(self, 300)

    @property
    def sentence(self) -> Sentence:
        return sentence_of(Refusal(self.value))


_FILES = {
    errno.ENOSPC: Outage.FULL,
    errno.EDQUOT: Outage.FULL,
    errno.EFBIG: Outage.FULL,
    errno.EROFS: Outage.READ_ONLY,
    errno.EACCES: Outage.READ_ONLY,
    errno.EPERM: Outage.READ_ONLY,
}
# https://www.sqlite.org/rescode.html: the primary code is the low byte.
_SQLITE = {
    5: Outage.BUSY,
    6: Outage.BUSY,
    8: Outage.READ_ONLY,
    10: Outage.AWAY,
    11: Outage.DAMAGED,
    13: Outage.FULL,
    14: Outage.AWAY,
    26: Outage.DAMAGED,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "53100": Outage.FULL,
    "53200": Outage.AWAY,
    "53300": Outage.AWAY,
    "55P03": Outage.BUSY,
    "40P01": Outage.BUSY,
    "57014": Outage.BUSY,
    "57P01": Outage.AWAY,
    "57P02": Outage.AWAY,
    "57P03": Outage.AWAY,
    "25006": Outage.READ_ONLY,
    "42P01": Outage.OTHER_VERSION,
    "42703": Outage.OTHER_VERSION,
    "XX001": Outage.DAMAGED,
    "XX002": Outage.DAMAGED,
}
_OTHER_SHAPE = ("no such table", "no such column", "has no column named")


def outage_of(error: BaseException | None) -> Outage | None:
    """Return what is the matter with the machine when this was raised for it, None for a bug or a refusal."""
    return next((found for one in _causes(error) if (found := _named(one))), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised from: Django's own, then the driver's."""
    while error is not None:
        yield error
        error = error.__cause__


def _named(error: BaseException) -> Outage | None:
    if isinstance(error, OSError):
        return _FILES.get(error.errno or 0)
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        if any(words in str(error) for words in _OTHER_SHAPE):
            return Outage.OTHER_VERSION
        found = _SQLITE.get(code & 0xFF)
        return Outage.FULL if found is Outage.AWAY and _no_room() else found
    if hasattr(error, "sqlstate"):
        return _of_postgresql(error)
    return Outage.AWAY if isinstance(error, InterfaceError) else None


def _no_room() -> bool:
    """Tell whether the home's disk is full: SQLite calls that an I/O error where a file beside it cannot grow."""
    try:
        return shutil.disk_usage(settings.HOMETOWN_HOME).free < LEAST_ROOM
    except OSError:
        return False


def _of_postgresql(error: BaseException) -> Outage | None:
    state = getattr(error, "sqlstate", None)
    if state is None:  # the server gave no answer at all
        lost = type(error).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}
        return Outage.AWAY if lost else None
    return Outage.AWAY if state.startswith("08") else _POSTGRESQL.get(state)
