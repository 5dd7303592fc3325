"""YAML as a tree of text with the line of every key and value.

No value is guessed at: `no`, `off`, `01` and `2019-09` stay the text they are, and the shape decides (so the surprises
of YAML 1.1 and 1.2 cannot happen). Anchors, aliases and tags are refused: rules that a person reads need none, and
they are how a small file becomes a huge one.
"""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .problems import Path, Problem

MAX_CHARACTERS = 200_000
MAX_EVENTS = 40_000
MAX_DEPTH = 12
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass
class Tree:
    """What was read: plain dicts, lists, text and None; where each stands; what was wrong with it."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of a place, or of the nearest block around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _TooMuch(Exception):
    """Stop reading: the file is beyond any honest set of rules."""


@dataclass
class _Open:
    """A block that is being filled."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_line: int = 0
    skipping: bool = False  # the value of a refused key is read and dropped


def plant(text: str) -> Tree:
    """Read YAML text. Never raises for bad text: the tree holds the problems."""
    tree = Tree()
    if len(text) > MAX_CHARACTERS:
        tree.problems.append(Problem(1, (), "too_long", {"most": MAX_CHARACTERS}))
        return tree
    grower = _Grower(tree)
    try:
        for count, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
            if count > MAX_EVENTS:
                grower.refuse(event, "too_long", most=MAX_EVENTS)
                break
            grower.take(event)
    except _TooMuch:
        pass
    except MarkedYAMLError as error:
        tree.problems.append(_syntax(error))
    except YAMLError:  # a character that YAML does not know; ruamel gives no line for it
        tree.problems.append(Problem(_line_of_odd_character(text), (), "odd_character", {}))
    except ValueError:  # ruamel reads the number in a %YAML line with int()
        tree.problems.append(Problem(1, (), "syntax", {"what": "%YAML"}))
    return tree


def _syntax(error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    return Problem(mark.line + 1 if mark else 1, (), "syntax", {"what": str(error.problem or error.context or "")})


def _line_of_odd_character(text: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if any((ord(c) < 32 and c not in "\t\r") or c == "\x7f" or 0xD800 <= ord(c) <= 0xDFFF for c in line):
            return number
    return 1


class _Grower:
    """Takes parse events one by one and grows the tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.open: list[_Open] = []
        self.documents = 0

    def refuse(self, event: Event, code: str, **facts: object) -> None:
        """Note a problem at an event."""
        path = self.open[-1].path if self.open else ()
        self.tree.problems.append(Problem(event.start_mark.line + 1, path, code, facts))

    def take(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.refuse(event, "two_documents")
                raise _TooMuch
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.open.pop()
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._check_marks(event)
            self._open_block(event, {} if isinstance(event, MappingStartEvent) else [])
        elif isinstance(event, ScalarEvent):
            self._check_marks(event)
            self._scalar(event)
        elif isinstance(event, AliasEvent):
            self.refuse(event, "alias")
            self._place(None, event)

    def _check_marks(self, event: Event) -> None:
        if getattr(event, "anchor", None):
            self.refuse(event, "anchor")
        tag = getattr(event, "ctag", None)
        if tag is not None and str(tag) not in {"None", "!"}:
            self.refuse(event, "tag", tag=str(tag))

    def _scalar(self, event: Any) -> None:
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event.value, event)
            return
        plain = event.style is None
        self._place(None if plain and event.value in NOTHING else event.value, event)

    def _key(self, top: _Open, key: str, event: Any) -> None:
        top.key, top.key_line, top.skipping = key, event.start_mark.line + 1, False
        if isinstance(top.value, dict) and key in top.value:
            first = self.tree.line((*top.path, key))
            self.tree.problems.append(Problem(top.key_line, (*top.path, key), "key_twice", {"first": first}))
            top.skipping = True

    def _open_block(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        if len(self.open) >= MAX_DEPTH:
            self.refuse(event, "too_deep", most=MAX_DEPTH)
            raise _TooMuch
        top = self.open[-1] if self.open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self.refuse(event, "key_not_text")
            raise _TooMuch
        path = self._place(value, event)
        self.open.append(_Open(value, path))

    def _place(self, value: Any, event: Any) -> Path:
        """Put a value where it belongs and note its line; return its path."""
        line = event.start_mark.line + 1
        if not self.open:
            self.tree.value = value
            self.tree.lines[()] = line
            return ()
        top = self.open[-1]
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            top.value.append(value)
            self.tree.lines[path] = line
            return path
        key = top.key or ""
        path = (*top.path, key)
        if not top.skipping:
            top.value[key] = value
            self.tree.lines[path] = top.key_line
        top.key = None
        return path if not top.skipping else (*path, "=")
