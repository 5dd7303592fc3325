"""Every public action writes one line of the book: it opens one entry, or calls one action.

Public is what `actions.py` defines without an underscore, or what the `__init__.py` of an `actions/` package hands out.
"""

import ast
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.house.tree import app_of, calls, dotted, parsed, rooms, where

MANY = 2
VERB = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*\Z")
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Lines:
    """Counts the lines a function may write on the path that writes most of them.

    A nested entry joins the one around it, a batch holds what one verb made of a file, the branches of an `if` exclude
    each other, and a loop around an entry writes many.
    """

    def __init__(self, *trees: ast.Module) -> None:
        self.functions = {node.name: node for tree in trees for node in tree.body if isinstance(node, Function)}
        self.modules = {name for tree in trees for name in beside(tree)}
        self.actions = {name for tree in trees for name in imported_actions(tree)}
        self.looking: set[str] = set()

    def of(self, name: str) -> int:
        """Lines written by a function of this file; its own recursion counts nothing."""
        if name in self.looking:
            return 0
        self.looking.add(name)
        try:
            return min(MANY, self.block(self.functions[name].body))
        finally:
            self.looking.discard(name)

    def block(self, body: list[ast.stmt]) -> int:
        if not body:
            return 0
        head, rest = body[0], body[1:]
        if isinstance(head, ast.If):
            yes, no = self.block(head.body), self.block(head.orelse)
            after = self.block(rest)
            longest = max(yes + (0 if leaves(head.body) else after), no + (0 if leaves(head.orelse) else after))
            return self.expressions(head.test) + longest
        if isinstance(head, ast.Return | ast.Raise):
            return self.expressions(head)
        return self.statement(head) + self.block(rest)

    def statement(self, node: ast.stmt) -> int:
        if isinstance(node, ast.With):
            opened = {dotted(item.context_expr.func) for item in node.items if isinstance(item.context_expr, ast.Call)}
            if opened & {"book.entry", "entry"}:
                return 1
            inside = self.block(node.body)
            return min(1, inside) if opened & {"book.batch", "batch"} else inside
        if isinstance(node, ast.For | ast.While):
            return MANY * self.block(node.body) + self.block(node.orelse)
        if isinstance(node, ast.Try):
            handlers = max((self.block(handler.body) for handler in node.handlers), default=0)
            return self.block(node.body) + max(handlers, self.block(node.orelse)) + self.block(node.finalbody)
        if isinstance(node, ast.Match):
            return max(self.block(case.body) for case in node.cases)
        if isinstance(node, Function | ast.ClassDef):
            return 0
        return self.expressions(node)

    def expressions(self, node: ast.AST) -> int:
        found = 0
        for call in calls(node):
            name = dotted(call.func)
            module, _, last = name.rpartition(".")
            if last in self.functions and (not module or module in self.modules):
                found += self.of(last)
            elif name in self.actions or ".actions." in f".{name}":
                found += 1
        return found


def leaves(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


def imported_actions(tree: ast.Module) -> set[str]:
    """Names a file took from an `actions` room."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "actions"
        for alias in node.names
    }


def beside(tree: ast.Module) -> set[str]:
    """Modules of its own package that a file took: `from . import parts`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level and not node.module
        for alias in node.names
    }


def handed_out(front: ast.Module) -> set[str]:
    """Names that the `__init__.py` of a package hands out."""
    return {
        alias.asname or alias.name
        for node in front.body
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }


def faults(*trees: ast.Module, public: set[str] | None = None) -> list[str]:
    """The public functions that write no line or more than one."""
    lines = Lines(*trees)
    found = []
    for name in lines.functions:
        if name.startswith("_") or (public is not None and name not in public):
            continue
        count = lines.of(name)
        if count != 1:
            found.append(f"{name} writes {'no line' if count == 0 else 'more than one line'}")
    return found


def test_every_public_action_writes_one_line() -> None:
    apps: dict[str, list[Path]] = {}
    for path in rooms("actions"):
        apps.setdefault(app_of(path), []).append(path)
    wrong = []
    for app, paths in apps.items():
        front = next((path for path in paths if path.name == "__init__.py"), None)
        public = handed_out(parsed(front)) if front else None
        wrong += [f"{app}: {fault}" for fault in faults(*(parsed(path) for path in paths), public=public)]
    assert wrong == []


def test_an_action_with_no_line_or_two_is_seen() -> None:
    sample = ast.parse(
        "def none(a): a.field = 1\n"
        "def two(a):\n with book.entry('a.b', actor=1): pass\n with book.entry('a.c', actor=1): pass\n"
        "def many(rows):\n for row in rows:\n  with book.entry('a.b', actor=1): pass\n"
        "def each(rows):\n for row in rows:\n  good(row)\n"
    )
    assert [text.split()[0] for text in faults(sample)] == ["none", "two", "many", "each"]


def test_an_action_with_one_line_passes() -> None:
    sample = ast.parse(
        "def good(a):\n if a is None:\n  return None\n with book.entry('a.b', actor=1) as entry: entry.put(a)\n"
        "def caller(a): return good(a)\n"
        "def through_helper(a): return _write(a)\n"
        "def _write(a):\n with book.entry('a.b', actor=1) as entry: entry.put(a)\n"
        "def either(a):\n if a:\n  return good(a)\n return _write(a)\n"
        "def workbook(rows):\n with book.batch():\n  for row in rows: good(row)\n"
    )
    assert faults(sample) == []


def test_helpers_of_a_package_are_followed_and_left_alone() -> None:
    front = ast.parse("from .moving import move, stay")
    moving = ast.parse("from . import parts\ndef move(a): return parts.written(a)\ndef stay(a): return parts.looked(a)")
    parts = ast.parse("def written(a):\n with book.entry('a.b', actor=1): pass\ndef looked(a): return a")
    assert faults(front, moving, parts, public=handed_out(front)) == ["stay writes no line"]


def verbs(path: Path) -> list[tuple[int, str]]:
    return [
        (call.lineno, call.args[0].value)
        for call in calls(parsed(path))
        if dotted(call.func) in {"book.entry", "entry"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


def test_a_verb_is_a_noun_and_what_became_of_it() -> None:
    wrong = [
        f"{where(path, line)} {verb}" for path in rooms("actions") for line, verb in verbs(path) if not VERB.match(verb)
    ]
    assert wrong == []
    assert VERB.match("project.signed")
    assert not VERB.match("Signed the project")


def test_one_verb_leaves_one_line_also_when_it_joins_another(
    lines_written: Callable[[], AbstractContextManager[list[Any]]],
) -> None:
    from hometown.accounts import actions
    from hometown.ledger import book

    with lines_written() as lines:
        actions.add_user(None, login="lin", name="Lin")
    assert [line.verb for line in lines] == ["account.opened"]
    with lines_written() as lines, book.entry("desk.two_at_once", actor=None):
        actions.add_user(None, login="wang", name="Wang")
        actions.add_user(None, login="zhao", name="Zhao")
    assert [line.verb for line in lines] == ["desk.two_at_once"]
