"""One call to a messenger: to the host that was set up and to no other, without redirects or proxies, with an end."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

SECONDS = 10
BYTES_MOST = 64 << 10
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NotSent(Exception):
    """Certainly nothing reached the messenger."""

    def __init__(self, reason: str, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


class CutOff(Exception):
    """The call went out and no whole answer came back: nobody here knows what became of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Reply:
    """An answer: its status, its JSON (empty where it is none), and how long the messenger asks to wait."""

    status: int
    data: Mapping[str, Any] = field(default_factory=dict)
    wait: timedelta | None = None


def may_call(address: str) -> bool:
    """Tell whether an address may be set up: HTTPS, or this machine itself."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # it raises where what stands there is none
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def call(
    base: str,
    path: str,
    *,
    query: Mapping[str, str] | None = None,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Reply:
    """Call the interface: GET without a body, else POST with JSON. Raises NotSent or CutOff."""
    if not may_call(base):
        raise NotSent("address_not_allowed")
    parts = urlsplit(base)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    try:
        try:
            connection.connect()
        except OSError as error:
            raise NotSent("not_reached") from error
        try:
            return _exchange(connection, parts.path + path, query, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise CutOff("cut_off") from error
    finally:
        connection.close()


def ask(base: str, path: str, **asked: Any) -> Reply:
    """Ask for a token. Whatever becomes of the call, no message was sent by it. Raises NotSent."""
    try:
        return call(base, path, **asked)
    except CutOff as error:
        raise NotSent(error.reason) from error


def _exchange(
    connection: http.client.HTTPConnection,
    path: str,
    query: Mapping[str, str] | None,
    body: Mapping[str, Any] | None,
    headers: Mapping[str, str] | None,
) -> Reply:
    asked = f"{path}?{urlencode(query)}" if query else path
    sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    said = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    connection.request("GET" if sent is None else "POST", asked, sent, said)
    answer = connection.getresponse()
    return Reply(answer.status, _json(answer.read(BYTES_MOST)), _wait(answer.headers.get("Retry-After", "")))


def _json(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):  # brackets in brackets without end are no answer either
        return {}
    return found if isinstance(found, dict) else {}


def _wait(text: str) -> timedelta | None:
    return timedelta(seconds=int(text)) if text.isdecimal() and len(text) < 7 else None
