"""The source tree as the house tests read it."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "hometown"
# A language is called by its own name, and an example of what to type may be an amount as offices write it.
OWN_NAMES = re.compile(r"简体中文|中文|with 、|[\d.]+余?[万亿]?元")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3001-\u3011\uff01-\uff5e]")


def chinese_in(text: str) -> list[re.Match[str]]:
    """Chinese characters in a text that is to be English; names of languages do not count."""
    return list(_CJK.finditer(OWN_NAMES.sub(lambda found: "-" * len(found.group()), text)))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(below: Path = PACKAGE, *, migrations: bool = False) -> Iterator[Path]:
    """The Python files below a folder."""
    for path in tracked():
        if path.suffix == ".py" and path.is_relative_to(below) and (migrations or "migrations" not in path.parts):
            yield path


def rooms(name: str) -> Iterator[Path]:
    """Every file of one kind of room: `rooms("web")` gives each app's web.py, or the files of its web/ package."""
    for path in python_files():
        inside = path.relative_to(PACKAGE).parts[1:]
        if inside and (inside[0] == f"{name}.py" or inside[0] == name):
            yield path


def templates() -> Iterator[Path]:
    """Every page and part of a page."""
    for path in tracked():
        if path.is_relative_to(PACKAGE) and "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}:
            yield path


def app_of(path: Path) -> str:
    """The app a file of the package belongs to."""
    return path.relative_to(PACKAGE).parts[0]


def where(path: Path, line: int = 0) -> str:
    """A file and line as a person would look it up."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{shown}:{line}" if line else str(shown)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.expr) -> str:
    """`book.entry` for the expression book.entry; empty where it is not a plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call inside a node."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))
