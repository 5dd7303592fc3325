"""What every messenger is: an address to call, a token kept while it lasts, answers read into four outcomes."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from hometown.kernel import clock
from hometown.notices.rules import Limit, Outcome

from . import calling
from .calling import Reply

EARLY = timedelta(minutes=5)  # a token is renewed so long before it ends
LASTS_MOST = timedelta(days=1)  # whatever a messenger says
_TOKEN = re.compile(r"[!-~]+")  # what can stand in an address and at the head of a call


@dataclass(frozen=True)
class Told:
    """What came of a try: its outcome, a reason in a word, the messenger's own id of the message."""

    outcome: Outcome
    reason: str = ""
    receipt: str = ""
    wait: timedelta | None = None


class Messenger(ABC):
    """One messenger as the city has set it up."""

    url: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]  # what the file of channels has to say
    known_for: ClassVar[timedelta]  # so long a second try of the same message is told from a second message
    code_key: ClassVar[str] = "errcode"
    again: ClassVar[frozenset[int]] = frozenset()
    never: ClassVar[Mapping[int, str]] = {}
    stale: ClassVar[frozenset[int]] = frozenset()  # the token is no good any more

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told
        self.base = str(told.get("url") or self.url).rstrip("/")
        self._token: tuple[str, datetime] | None = None

    @abstractmethod
    def limits(self, accounts: int) -> tuple[Limit, ...]:
        """Return what the messenger takes; some limits grow with the accounts it knows."""

    @abstractmethod
    def ask_token(self) -> tuple[str, int]:
        """Return a token and the seconds it lasts. Raises `calling.NotSent`."""

    @abstractmethod
    def deliver(self, token: str, address: str, text: str, key: str) -> Reply:
        """Call the interface that sends."""

    @abstractmethod
    def read(self, data: Mapping[str, Any]) -> Told:
        """Read an answer without an error."""

    def known_until(self, first_try: datetime) -> datetime:
        """Return until when a second try is told from a second message."""
        return first_try + self.known_for

    def send(self, address: str, text: str, key: str) -> Told:
        """Send one message. A second call with the same words and key within `known_for` is no second message."""
        try:
            reply = self.deliver(self._fresh_token(), address, text, key)
        except calling.NotSent as error:
            return Told(Outcome.AGAIN, error.reason, wait=error.wait)
        except calling.CutOff as error:
            return Told(Outcome.UNKNOWN, error.reason)
        return self._answered(reply)

    def _fresh_token(self) -> str:
        now = clock.now()
        if self._token is None or self._token[1] <= now:
            token, seconds = self.ask_token()
            self._token = (token, now + max(timedelta(seconds=seconds) - EARLY, timedelta()))
        return self._token[0]

    def _answered(self, reply: Reply) -> Told:
        code = self.code_of(reply.data)
        if reply.status == 429:
            return Told(Outcome.AGAIN, "too_often", wait=reply.wait)
        if code is None or reply.status >= 500:
            return Told(Outcome.UNKNOWN if reply.status >= 500 or reply.status < 300 else Outcome.AGAIN, "no_answer")
        if code == 0:
            return self.read(reply.data)
        if code in self.stale:
            self._token = None
            return Told(Outcome.AGAIN, "token_ended")
        if code in self.never:
            return Told(Outcome.NEVER, self.never[code])
        return Told(Outcome.AGAIN, "too_often" if code in self.again else f"code_{code}", wait=reply.wait)

    def code_of(self, data: Mapping[str, Any]) -> int | None:
        """Return the code of an answer, None where it has none."""
        code = data.get(self.code_key)
        return code if isinstance(code, int) else None

    def require_token(self, reply: Reply, name: str, lasts: str) -> tuple[str, int]:
        """Return the token an answer gives. Raises `calling.NotSent` where it gives none: nothing was sent yet."""
        token, seconds = reply.data.get(name), reply.data.get(lasts)
        if self.code_of(reply.data) != 0 or not isinstance(token, str) or not isinstance(seconds, int):
            raise calling.NotSent("no_token", reply.wait)
        if not _TOKEN.fullmatch(token):
            raise calling.NotSent("no_token", reply.wait)
        return token, min(seconds, int(LASTS_MOST.total_seconds()))
