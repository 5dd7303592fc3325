"""The screening map in force, and which version a run was screened with.

    from hometown.chains.standing import in_force
    standing = in_force()          # .number, .text, .chains

The map shipped with the house is version 0; it stands until another is put in force.
"""

from dataclasses import dataclass
from functools import lru_cache

from hometown.screening import ChainMap, chain_map_of, shipped_text

from .models import ChainMapVersion

SHIPPED = 0


@dataclass(frozen=True)
class Standing:
    """A version of the map as it is used: its number, its text, what it says."""

    number: int
    text: str

    @property
    def chains(self) -> ChainMap:
        """What the text says."""
        return map_of(self.text)


@lru_cache(maxsize=16)
def map_of(text: str) -> ChainMap:
    """Return what a text says, read once in a process. Raises ChainMapError."""
    return chain_map_of(text)


def plain(text: str) -> str:
    """Return a text with plain line ends and no mark at its start."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def in_force() -> Standing:
    """Return the version that stands."""
    found = ChainMapVersion.objects.put_in_force().values_list("number", "text").first()
    return Standing(*found) if found else Standing(SHIPPED, shipped_text())


def by_number(number: int) -> Standing:
    """Return a version by its number; the shipped one for a number nobody knows."""
    found = ChainMapVersion.objects.filter(number=number).values_list("number", "text").first()
    return Standing(*found) if found else Standing(SHIPPED, shipped_text())


def before(version: ChainMapVersion) -> Standing:
    """Return the version that one is read against: the one it was made from, or would replace by now."""
    return in_force() if version.state == "proposed" else by_number(version.made_from)


def number_of(map_digest: str) -> int | None:
    """Return the number of the version that says what a digest names; None for a map that is none of ours."""
    if not map_digest:
        return None
    found = ChainMapVersion.objects.filter(map_digest=map_digest).order_by("number").values_list("number", flat=True)
    known: int | None = found.first()
    return SHIPPED if known is None and map_of(shipped_text()).digest == map_digest else known


def of_digest(map_digest: str) -> ChainMap:
    """Return the map a digest names where it is a version of ours, else the one in force."""
    number = number_of(map_digest)
    return in_force().chains if number is None else by_number(number).chains
