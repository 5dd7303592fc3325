"""What config and accounts hand to the page frame. A dict with the same keys does as well."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class NavigationItem:
    """A place to go. `count` is how many things wait there, never how many exist."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None
    add: bool = False  # in the tab bar: the round button


@dataclass(frozen=True)
class NavigationGroup:
    """Places under one heading; the first group has none."""

    label: str
    items: Sequence[NavigationItem] = field(default_factory=tuple)


@dataclass(frozen=True)
class FramePerson:
    """Who is signed in, and as what."""

    name: str
    duty: str = ""
    url: str = ""
