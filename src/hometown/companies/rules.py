"""What can be said of a company from its codes alone: pure, no database, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

# ── Unified social credit code, GB 32100-2015 ────────────────────────────────────────────────────────────────────
USCC_LENGTH = 18
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_OUTER_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997, the organisation code inside: places 9–17
_INNER_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MISREAD = str.maketrans("IOSVZ", "105U2")  # what an eye or a keyboard makes of the signs that are left out
INDIVIDUAL_PREFIX = "92"
NATIONAL_REGISTRAR = "10"  # registered with the national administration: the digits name no place


class UsccDoubt(StrEnum):
    """What does not add up in a code of the right shape."""

    CHECK = "check"  # the 18th sign, GB 32100
    INNER = "inner"  # the 17th sign, GB 11714


def clean_uscc(text: str) -> str:
    """Return a code as it is stored: half width, capitals, without spaces and hyphens."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def has_uscc_shape(code: str) -> bool:
    """Tell whether a cleaned code has 18 signs, all of the alphabet of GB 32100 and digits where the place stands."""
    return len(code) == USCC_LENGTH and all(sign in USCC_SIGNS for sign in code) and code[2:8].isdigit()


def uscc_check_sign(first17: str) -> str:
    """Return the check sign of the first 17 signs (GB 32100-2015): Σ sign × 3^(place-1) mod 31, taken from 31."""
    total = sum(USCC_SIGNS.index(sign) * weight for sign, weight in zip(first17, _OUTER_WEIGHTS, strict=True))
    return USCC_SIGNS[-total % 31]


def inner_check_sign(first8: str) -> str:
    """Return the check sign of an organisation code (GB 11714-1997), mod 11: 10 is X, 11 is 0."""
    total = sum(_INNER_SIGNS.index(sign) * weight for sign, weight in zip(first8, _INNER_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)


def uscc_doubts(code: str) -> tuple[UsccDoubt, ...]:
    """Return what does not add up in a code of the right shape. Real codes with doubts exist: warn and ask.

    Raises ValueError for a code without the shape.
    """
    if not has_uscc_shape(code):
        raise ValueError(f"not shaped like a unified social credit code: {code!r}")
    doubts = []
    if inner_check_sign(code[8:16]) != code[16]:
        doubts.append(UsccDoubt.INNER)
    if uscc_check_sign(code[:17]) != code[17]:
        doubts.append(UsccDoubt.CHECK)
    return tuple(doubts)


def uscc_meant(code: str) -> str:
    """Return the code that was probably meant by one with a letter GB 32100 leaves out (O for 0), or nothing.

    Only a reading in which everything adds up is offered.
    """
    read = code.translate(_MISREAD)
    return read if read != code and has_uscc_shape(read) and not uscc_doubts(read) else ""


def is_individual(code: str) -> bool:
    """Tell whether a code belongs to an individual business 个体工商户: personal data."""
    return code.startswith(INDIVIDUAL_PREFIX)


# ── Places, GB/T 2260 ────────────────────────────────────────────────────────────────────────────────────────────
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82]
)


def is_region_code(code: str) -> bool:
    """Tell whether a code has six digits and begins with a province. Withdrawn districts pass: registers keep them."""
    return bool(re.fullmatch(r"[0-9]{6}", code)) and int(code[:2]) in _PROVINCES


def region_of_uscc(code: str) -> str:
    """Return the place in digits 3–8 of a code that adds up; nothing where they name none."""
    region = code[2:8]
    return region if has_uscc_shape(code) and not uscc_doubts(code) and is_region_code(region) else ""


class Origin(StrEnum):
    """Where a company is registered, seen from a batch. Independent of how far a project is."""

    HOST = "host"
    ELSEWHERE = "elsewhere"
    HOME = "home"
    UNKNOWN = "unknown"


def origin(region_code: str, host_prefix: str, home_prefix: str) -> Origin:
    """Return the origin of a region code, given the leading digits of the host city and of the home city."""
    if not region_code:
        return Origin.UNKNOWN
    if home_prefix and region_code.startswith(home_prefix):
        return Origin.HOME
    if host_prefix and region_code.startswith(host_prefix):
        return Origin.HOST
    return Origin.ELSEWHERE


# ── Industry, group, persons ─────────────────────────────────────────────────────────────────────────────────────
def fits_chain(industry_code: str, industries: tuple[str, ...]) -> bool:
    """Tell whether an industry (section letter and up to four digits) lies inside any of a chain's."""
    return bool(industry_code) and industry_code.startswith(industries)


def closes_circle(company: object, parent: object, parents: Mapping[Any, Any]) -> bool:
    """Tell whether `parent` above `company` would close a circle; `parents` maps each company above it to its own."""
    seen: set[object] = set()
    step: object = parent
    while step is not None and step not in seen:
        if step == company:
            return True
        seen.add(step)
        step = parents.get(step)
    return False


def two_steps(starts: Iterable[Any], edges: Iterable[tuple[Any, Any]]) -> dict[Any, list[tuple[Any, Any]]]:
    """Return for each start what lies two steps away at most, each with what lies between (None for a neighbour).

    Steps go either way. Neighbours come first; what several ways lead to is named once, by the first of them.
    """
    beside: dict[Any, list[Any]] = {}
    for one, other in edges:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    found: dict[Any, list[tuple[Any, Any]]] = {}
    for start in starts:
        near = list(dict.fromkeys(one for one in beside.get(start, ()) if one != start))
        far: dict[Any, Any] = {}
        for via in near:
            for end in beside[via]:
                if end != start and end not in near:
                    far.setdefault(end, via)
        found[start] = [*((one, None) for one in near), *far.items()]
    return found


def is_share(share: Decimal) -> bool:
    """Tell whether a share in a company is possible: more than 0, at most 100 per cent."""
    return Decimal(0) < share <= Decimal(100)


def masked_name(name: str) -> str:
    """Return a person's name as it shows before a reveal: the first sign, the rest hidden.

    >>> masked_name("郁青禾"), masked_name("Anna"), masked_name("")
    ('郁**', 'A**', '')
    """
    return f"{name.strip()[:1]}**" if name.strip() else ""


def masked_account(text: str) -> str:
    """Return a WeChat name or address as it shows before a reveal: its first two signs; of mail, the domain too."""
    local, at, domain = text.strip().partition("@")
    return f"{local[:2] if len(local) > 4 else local[:1]}***{at}{domain}" if local else ""
