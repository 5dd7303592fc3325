"""Rules of accounts: lockout, passwords' age, and which roles one person may not hold together. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
SESSIONS_AT_ONCE = 5
IDLE_LIMIT = timedelta(hours=2)
ATTEMPTS_KEPT = timedelta(days=184)  # logs are kept six months (Cybersecurity Law art. 21)

# System, security and audit administrators are three persons, and none of them does business (GB/T 22239).
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})


@dataclass(frozen=True)
class Attempt:
    """A past try to sign in."""

    at: datetime
    succeeded: bool


def locked_until(attempts: Iterable[Attempt], now: datetime) -> datetime | None:
    """Return until when a login is locked, or None. `attempts` are newest first."""
    failures = []
    for attempt in attempts:
        if attempt.succeeded or attempt.at <= now - LOCKED_FOR:
            break
        failures.append(attempt.at)
    if len(failures) < FAILURES_ALLOWED:
        return None
    until = failures[0] + LOCKED_FOR
    return until if until > now else None


def clash(held: Iterable[str], wanted: str) -> str | None:
    """Return the held role that stands against a wanted one, or None.

    An administrator holds one administrative role and no business role.
    """
    for role in held:
        if role != wanted and (role in ADMINISTRATORS or wanted in ADMINISTRATORS):
            return role
    return None
