"""Changes written into the text of a chain map where they belong; the rest of the text, remarks too, stays as it is.

    text = with_fields(text, "al_profile", {"words": {"工业铝型材": 5}, "exclude": ["铝材贸易"]})

A field of a node is replaced by itself, from its name to the end of its value.
"""

import json
import re
from collections.abc import Mapping
from io import StringIO
from typing import Any
from unicodedata import east_asian_width

from ruamel.yaml import YAML

FIELDS = ("code", "zh", "en", "place", "from", "home", "makers", "words", "exclude", "industries", "near", "vetoes",
          "source", "note", "note_en")  # fmt: skip
_WIDTH = 139  # a Chinese sign counts twice
_PLAIN = re.compile(r"[^\W\d_][\w（）、，。；/+\- ]*\Z")
_OTHERS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "y", "n"})


def with_fields(text: str, node: str, fields: Mapping[str, Any]) -> str:
    """Return the text of a sound map with these fields of a node written anew. Raises KeyError for no such node."""
    found = _node(text, node)
    for begin, end, said in sorted((_change(found, name, value) for name, value in _ordered(fields)),
                                   key=lambda one: one[0], reverse=True):  # fmt: skip
        text = _put(text, begin, end, said)
    return text


def with_node(text: str, chain: str, fields: Mapping[str, Any]) -> str:
    """Return the text with a node more, after the last of a chain. Raises KeyError for no such chain."""
    nodes = _value(_chain(text, chain), "nodes")
    last = nodes.value[-1]
    if last.flow_style or nodes.flow_style:
        said = ", ".join(f"{name}: {_said(value, 0, _WIDTH)}" for name, value in _ordered(fields))
        comma = ", " if nodes.flow_style else f"\n{' ' * nodes.start_mark.column}- "
        return _put(text, _end(last), _end(last), f"{comma}{{{said}}}")
    pad = " " * last.start_mark.column
    lines = [f"{name}: {_said(value, len(pad) + len(name) + 2, _WIDTH)}" for name, value in _ordered(fields)]
    dash = " " * nodes.start_mark.column + "-" + " " * (len(pad) - nodes.start_mark.column - 1)
    return _put(text, _end(last), _end(last), "\n" + dash + ("\n" + pad).join(lines))


def without_node(text: str, node: str) -> str:
    """Return the text without a node, and without it among what flows into others.

    Raises KeyError for no such node; ValueError for the last one of its chain.
    """
    for other in reversed(_nodes(text)):
        flows = [each.value for each in getattr(_value(other, "from", None), "value", ())]
        if node in flows:
            code = _value(other, "code").value
            text = with_fields(text, code, {"from": [each for each in flows if each != node]})
    for chain in _value(_root(text), "chains").value:
        nodes = _value(chain, "nodes")
        for at, one in enumerate(nodes.value):
            if _value(one, "code").value == node:
                if len(nodes.value) == 1:
                    raise ValueError(node)
                return _cut(text, nodes, at)
    raise KeyError(node)


def _cut(text: str, nodes: Any, at: int) -> str:
    """Take one item out of a list: from where it begins to where the next does, or from where the last one ended."""
    if at + 1 < len(nodes.value):
        begin, end = nodes.value[at].start_mark.index, nodes.value[at + 1].start_mark.index
    else:
        begin, end = _end(nodes.value[at - 1]), _end(nodes.value[at])
    return _put(text, begin, end, "")


def _ordered(fields: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, fields[name]) for name in FIELDS if name in fields]


def _change(node: Any, name: str, value: Any) -> tuple[int, int, str]:
    """Return which stretch of the text to replace, and by what."""
    for key, old in node.value:
        if key.value == name:
            return key.start_mark.index, _end(old), f"{name}: {_said(value, *_room(node, name))}"
    before = [pair for pair in node.value if FIELDS.index(pair[0].value) < FIELDS.index(name)] or node.value
    end = _end(before[-1][1])
    if value in ("", [], {}, ()):
        return end, end, ""
    begin = ", " if node.flow_style else "\n" + " " * node.start_mark.column
    return end, end, f"{begin}{name}: {_said(value, *_room(node, name))}"


def _room(node: Any, name: str) -> tuple[int, int]:
    """Return where a value begins in its line, and where the line ends; in brackets all stands in one line."""
    return (0, 1 << 20) if node.flow_style else (node.start_mark.column + len(name) + 2, _WIDTH)


def _said(value: Any, begin: int, width: int) -> str:
    """Write a value as the shipped map does: words and lists in brackets, broken where a line is full."""
    if isinstance(value, Mapping):
        return (
            "{"
            + _broken([f"{_scalar(key)}: {_said(one, 0, 1 << 20)}" for key, one in value.items()], begin, width)
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + _broken([_scalar(one) for one in value], begin, width) + "]"
    return _scalar(value)


def _broken(items: list[str], begin: int, width: int) -> str:
    lines, line = [], ""
    for at, item in enumerate(items):
        said = item + ("," if at + 1 < len(items) else "")
        if line and begin + 1 + _wide(line) + 1 + _wide(said) > width:
            lines.append(line)
            line = said
        else:
            line = f"{line} {said}" if line else said
    return ("\n" + " " * (begin + 1)).join([*lines, line])


def _wide(text: str) -> int:
    """Return how wide a text stands on a screen: a Chinese sign is as wide as two others."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def _scalar(value: Any) -> str:
    """Write a text plain where no reader can take it for anything else, else in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    is_plain = _PLAIN.match(value) and value.lower() not in _OTHERS and value == value.strip()
    return value if is_plain else json.dumps(value, ensure_ascii=False)


# ── where things stand ──────────────────────────────────────────────────────────────────────────────────────────────


def _root(text: str) -> Any:
    return YAML(typ="safe", pure=True).compose(StringIO(text))


def _nodes(text: str) -> list[Any]:
    return [node for chain in _value(_root(text), "chains").value for node in _value(chain, "nodes").value]


def _node(text: str, code: str) -> Any:
    found = next((one for one in _nodes(text) if _value(one, "code").value == code), None)
    if found is None:
        raise KeyError(code)
    return found


def _chain(text: str, code: str) -> Any:
    chains = _value(_root(text), "chains").value
    found = next((one for one in chains if _value(one, "code").value == code), None)
    if found is None:
        raise KeyError(code)
    return found


_MUST: Any = object()


def _value(mapping: Any, name: str, otherwise: Any = _MUST) -> Any:
    for key, value in mapping.value:
        if key.value == name:
            return value
    if otherwise is _MUST:
        raise KeyError(name)
    return otherwise


def _end(node: Any) -> int:
    """Return where the writing of a value ends; what stands in lines of its own ends with its last part."""
    if isinstance(node.value, list) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _put(text: str, begin: int, end: int, said: str) -> str:
    return text[:begin] + said + text[end:]
