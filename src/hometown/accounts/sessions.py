"""Signing in and sessions: a log of their own. Nothing of it enters the book, so these are no verbs of it."""

from typing import Any

from django.contrib.sessions.models import Session

from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken

from .models import SignInAttempt, User, UserSession
from .rules import ATTEMPTS_KEPT, IDLE_LIMIT, SESSIONS_AT_ONCE, Attempt, locked_until


def require_unlocked(login: str) -> None:
    """Raise RuleBroken while too many wrong passwords keep a login locked."""
    tries = SignInAttempt.objects.filter(login=login).order_by("-at", "-id")[:20]
    until = locked_until([Attempt(t.at, t.succeeded) for t in tries], clock.now())
    if until:
        raise RuleBroken("accounts.locked", minutes=max(1, round((until - clock.now()).total_seconds() / 60)))


def note_attempt(login: str, *, succeeded: bool, address: str | None) -> None:
    """Log a try to sign in, and let go of tries older than the law asks to keep."""
    SignInAttempt.objects.create(login=login[:60], at=clock.now(), succeeded=succeeded, address=address or None)
    SignInAttempt.objects.filter(at__lt=clock.now() - ATTEMPTS_KEPT).delete()


def begin_session(user: User, session_key: str) -> None:
    """Keep a session; the oldest end when a person holds too many at once."""
    UserSession.objects.update_or_create(session_key=session_key, defaults={"user": user, "at": clock.now()})
    kept = list(user.sessions.order_by("-at").values_list("session_key", flat=True)[:SESSIONS_AT_ONCE])
    _end(UserSession.objects.filter(user=user).exclude(session_key__in=kept))


def end_sessions(user: User, *, but: str = "") -> None:
    """End every session of an account, but one."""
    _end(UserSession.objects.filter(user=user).exclude(session_key=but))


def _end(sessions: Any) -> None:
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()


def idle_limit_seconds() -> int:
    """Return after how many seconds without a request a session ends."""
    return int(IDLE_LIMIT.total_seconds())
