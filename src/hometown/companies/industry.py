"""Industries by GB/T 4754-2017, from the shipped table `data/gbt4754.csv`: sections, divisions, groups, classes.

The table has 20 sections, 97 divisions, 473 groups and 1,381 of the standard's 1,382 classes: one class is missing, and
which is not known. A firm of that class is written with its group (four digits become three). Codes are text: 01 is
not 1.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MISSING_CLASSES = 1


@dataclass(frozen=True)
class Industry:
    """One line of the standard. `code` is the section letter with 0 to 4 digits: C, C26, C261, C2614."""

    code: str
    name: str
    level: int  # 1 section, 2 division, 3 group, 4 class
    above: str  # the code one level up


@cache
def table() -> dict[str, Industry]:
    """Return every line by its code."""
    text = files("hometown.companies").joinpath("data/gbt4754.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {
        row["full_code"]: Industry(
            row["full_code"], row["name"], int(row["level"]), _above(row["full_code"], int(row["level"]))
        )
        for row in rows
    }


def _above(code: str, level: int) -> str:
    return "" if level == 1 else code[:1] if level == 2 else code[:-1]


@cache
def _letters() -> dict[str, str]:
    """Return the section letter of each division's two digits: they are unique across sections."""
    return {code[1:]: code[0] for code, line in table().items() if line.level == 2}


def read_code(text: str) -> str:
    """Return the full code of what somebody wrote (C26, c2614, 26, 2614), or nothing if the table has no such line."""
    found = re.fullmatch(r"([A-T]?)([0-9]{0,4})", text.strip().upper())
    if not found:
        return ""
    letter, digits = found[1] or _letters().get(found[2][:2], ""), found[2]
    code = letter + digits
    return code if code in table() else ""


def named(code: str) -> str:
    """Return the name of an industry; nothing for a code the table lacks."""
    line = table().get(code)
    return line.name if line else ""


def path(code: str) -> list[Industry]:
    """Return an industry with those above it, section first."""
    found = []
    line = table().get(code)
    while line is not None:
        found.append(line)
        line = table().get(line.above)
    return found[::-1]


def suggestions(text: str, limit: int = 10) -> list[Industry]:
    """Return industries whose code begins with or whose name holds the text, the broader first."""
    wanted = text.strip()
    if not wanted:
        return []
    upper = wanted.upper()
    found = [
        line
        for line in table().values()
        if line.code.startswith(upper) or (line.level > 1 and line.code[1:].startswith(upper)) or wanted in line.name
    ]
    found.sort(key=lambda line: (line.code != upper, line.level, line.code))
    return found[:limit]
