"""The divisions of China (GB/T 2260) and listed development zones, from the table that ships beside it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FILE = files("hometown.names") / "data" / "divisions.csv"


@dataclass(frozen=True)
class Division:
    """A line of the table. `level` is 1 for a province, 2 a prefecture, 3 a county, a district or a listed zone."""

    code: str
    level: int
    parent: str
    name: str
    short_name: str
    pinyin: str

    @property
    def in_letters(self) -> str:
        """The name in Latin letters: Putuo."""
        return self.pinyin.replace(" ", "").capitalize()


@cache
def divisions() -> dict[str, Division]:
    """Return every division by its code."""
    lines = csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())
    return {line["code"]: Division(**(line | {"level": int(line["level"])})) for line in lines}  # type: ignore[arg-type]
