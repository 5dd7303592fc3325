"""Reading the file that sets the messengers up. What cannot be read is refused with one sentence. Pure.

address = "https://hometown.example"     # where people reach this house: the link of a message

[wecom]
corp = "ww0123456789abcdef"
agent = 1000002
secret = "…"
"""

import tomllib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from . import MESSENGERS
from .calling import may_call

ADDRESS = "address"


def read(text: str) -> dict[str, Any]:
    """Return what a file of channels says. Raises ValueError with a sentence."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"it is no TOML: {error}") from error
    unknown = sorted(told.keys() - MESSENGERS.keys() - {ADDRESS})
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is unknown: write {', '.join(MESSENGERS)} or {ADDRESS}")
    parts = urlsplit(str(told.get(ADDRESS, "")))
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError(f"{ADDRESS} is missing: the https:// address under which people reach this house")
    for code in told.keys() - {ADDRESS}:
        _require(code, told[code])
    return told


def _require(code: str, told: Any) -> None:
    if not isinstance(told, Mapping):
        raise ValueError(f"{code} is no table")  # noqa: TRY004  of what was written, not of a type
    missing = [name for name in MESSENGERS[code].needs if not str(told.get(name, "")).strip()]
    if missing:
        raise ValueError(f"{code} lacks {', '.join(missing)}")
    if code == "wecom" and not str(told["agent"]).isdecimal():
        raise ValueError("the agent of wecom is a number")
    if not may_call(str(told.get("url") or MESSENGERS[code].url)):
        raise ValueError(f"the url of {code} must begin with https://")
