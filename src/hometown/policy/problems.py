"""What is wrong with a set of rules: a list of places, never a crash."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: its line (from 1), its place, a stable code, and facts that fill the sentence in `words.py`.

    `path` is where it stands in the file; `place` is the same for people, with the codes of list items.
    """

    line: int
    path: Path = field(compare=False)
    code: str
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)
    place: str = ""

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in self.facts.items())
        return f"line {self.line}: {self.place or '/'}: {self.code}{f' ({facts})' if facts else ''}"
