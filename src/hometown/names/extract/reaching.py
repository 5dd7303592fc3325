"""How a person or firm is reached: telephone, e-mail, WeChat id."""

import re
from collections.abc import Iterator

from .findings import Kind, PhoneValue, TextValue
from .proposals import Proposal

_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9_](?:[a-z0-9._%+-]{0,62}[a-z0-9_])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z]{2,12}(?![a-z0-9-])",
    re.IGNORECASE | re.ASCII,
)
LINK = re.compile(r"(?:https?://|www\.)[^\s\u3400-\u9fff，。；、）)\"'<>]{1,500}", re.IGNORECASE)
_MOBILE = re.compile(r"(?<![\d.])(?:\(?(?:\+|00)?86\)?[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?![\d])")
_LANDLINE = re.compile(
    r"(?<![\d.-])(?:\(?(?:\+|00)86\)?[ -]?)?\(?(0?(?:10|2\d|[3-9]\d{2}))\)?[ -]{0,2}([2-9]\d{2,3})[ -]?(\d{4})(?!\d)"
    r"(?:(?: ?(?:转|分机|ext\.?|x) ?|-)(\d{1,6})(?!\d))?",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"(?<![\d-])([48]00)[ -]?(\d{3})[ -]?(\d{4})(?![\d])|(?<![\d-])([48]00)[ -](\d{4})[ -](\d{3})(?!\d)"
)
_FOREIGN = re.compile(r"(?<![\d+])(?:\+|00(?=[1-9]))(?!86)[1-9][\d ./()-]{6,24}")
_BARE = re.compile(r"(?:电话|座机|固话|tel|传真|fax)\.?[:： ]{1,3}([2-9]\d{2,3})[ -]?(\d{4})(?!\d)", re.IGNORECASE)
_WECHAT = re.compile(
    r"(?:微信|薇信|微 信|V信|v信|加[vV]|wechat|weixin|\bwx|\bvx)"
    r"(?: ?(?:号|ID|id|账号|：|:|是|为|就是|\(|\))){0,3}[ :：]{0,3}"
    r"(?P<id>[a-z][a-z0-9_-]{5,19}|1[3-9]\d{9})(?![a-z0-9_@.-])",
    re.IGNORECASE | re.ASCII,
)
_NO_ID = {"wechat", "weixin", "official", "account"}


def reachings(text: str) -> Iterator[Proposal]:
    """Propose the telephone numbers, e-mail addresses and WeChat ids in a folded text."""
    for found in _EMAIL.finditer(text):
        yield Proposal(Kind.EMAIL, found.start(), found.end(), TextValue(found.group().lower()), 0.99, "address")
    for found in _WECHAT.finditer(text):
        if found["id"].casefold() not in _NO_ID:
            yield Proposal(Kind.WECHAT, *found.span("id"), TextValue(found["id"]), 0.95, "after the word WeChat")
    yield from _phones(text)


def _phones(text: str) -> Iterator[Proposal]:
    for found in _MOBILE.finditer(text):
        yield _phone(found, "".join(found.groups()), "mobile", 0.97, "Chinese mobile number")
    for found in _SERVICE.finditer(text):
        yield _phone(found, "".join(part for part in found.groups() if part), "service", 0.95, "400 or 800 number")
    for found in _LANDLINE.finditer(text):
        if proposal := _landline(found):
            yield proposal
    for found in _FOREIGN.finditer(text):
        written = found.group().rstrip(" ./(-")
        digits = re.sub(r"\D", "", written).removeprefix("00")
        if 8 <= len(digits) <= 15:
            value = PhoneValue("+" + digits, "foreign")
            end = found.start() + len(written)
            yield Proposal(Kind.PHONE, found.start(), end, value, 0.85, "number with a country code")
    for found in _BARE.finditer(text):
        value = PhoneValue(found[1] + found[2], "landline")
        yield Proposal(Kind.PHONE, found.start(1), found.end(), value, 0.8, "after a label, without area code")


def _landline(found: re.Match[str]) -> Proposal | None:
    area, first, last, extension = found.groups()
    foreign = found.group().startswith(("+", "00", "(+"))
    if not area.startswith("0"):
        if not foreign:
            return None
        area = "0" + area
    if area in {"010"} | {f"02{digit}" for digit in "0123456789"} and len(first) == 3:
        return None  # these cities have eight digits
    value = PhoneValue(f"{area}-{first}{last}", "landline", extension or "")
    return Proposal(Kind.PHONE, found.start(), found.end(), value, 0.93, "area code and number")


def _phone(found: re.Match[str], number: str, form: str, confidence: float, reason: str) -> Proposal:
    return Proposal(Kind.PHONE, found.start(), found.end(), PhoneValue(number, form), confidence, reason)
