"""Every HOMETOWN_* variable that is read stands in docs/settings.md, and nothing else does."""

import ast
import re
from collections.abc import Iterable

from tests.house.tree import PACKAGE, ROOT, parsed, python_files

NAME = re.compile(r"HOMETOWN_[A-Z_]+\Z")


def read_in(trees: Iterable[ast.Module]) -> set[str]:
    """Names of variables that stand as whole strings in code."""
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.match(node.value)
    }


def described_in(page: str) -> set[str]:
    """Names that have a row of their own in the page's tables."""
    return set(re.findall(r"^\| `(HOMETOWN_[A-Z_]+)`", page, re.MULTILINE))


def read_anywhere() -> set[str]:
    # A variable of the tests counts too: someone has to be told of it.
    files = [*python_files(PACKAGE), ROOT / "tests" / "conftest.py"]
    return read_in(parsed(path) for path in files)


def test_settings_are_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert described_in(page) == read_anywhere()


def test_an_undocumented_setting_is_seen() -> None:
    read = read_in([ast.parse("flag('HOMETOWN_NEW_SWITCH', False); note('HOMETOWN_HOME is where data lives')")])
    assert read == {"HOMETOWN_NEW_SWITCH"}
    assert described_in("| `HOMETOWN_HOME` | var/ |\nHOMETOWN_NEW_SWITCH is in a sentence only") == {"HOMETOWN_HOME"}
