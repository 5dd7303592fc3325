"""Read a chain map from YAML: the map, or every mistake in it with its line and field.

The shipped map is read from what `shipping.py` made of its YAML.
"""

from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .chains import ChainMap

LARGEST = 4_000_000  # bytes of a file
_DEEPEST = 40  # brackets within brackets: a map has five; thousands would take the reader minutes
DATA = files("hometown.screening") / "data"
Place = tuple[str | int, ...]


# What is wrong, by a code; the sentence is filled with the facts of a mistake. The pages say it in their own language.
SENTENCES = {
    "too_large": "is larger than {most} bytes; a chain map is a short text.",
    "unreadable": "cannot be read ({why}).",
    "not_utf8": "is not UTF-8: save it as UTF-8.",
    "holds_itself": "holds something that holds itself.",
    "too_deep": "has brackets within brackets without end; a chain map has five at most.",
    "syntax": "{why}.",
    "no_map": "says no map: it begins with version, city and chains.",
    "missing": "is missing.",
    "extra_forbidden": "is not a field here.",
    "string_type": "must be a text; put it into quotes.",
    "literal_error": "must be one of {expected}.",
    "less_than_equal": "must be at most {le}.",
    "greater_than_equal": "must be at least {ge}.",
    "string_too_short": "must have at least {min_length} characters.",
    "string_too_long": "may have at most {max_length} characters.",
    "too_short": "must not be empty.",
    "string_pattern_mismatch": "“{given}” is not written as it must be ({pattern}).",
    "otherwise": "{why}.",
    "twice": "{code} stands twice.",
    "no_other_node": "there is no other node {code}.",
    "no_source": "there is no source {code}.",
    "excludes_nothing": "“{word}” holds no word of the node, so it excludes nothing.",
}


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: its line, its field as people read it, a code of `SENTENCES` and the facts that fill it."""

    line: int
    field: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        """What is wrong as a sentence, in English."""
        return SENTENCES[self.code].format(**dict(self.facts))


def _mistake(line: int, field: str, kind: str, /, **facts: object) -> Mistake:
    return Mistake(line, field, kind, tuple((name, str(fact)) for name, fact in facts.items()))


class ChainMapError(Exception):
    """A chain map with mistakes, sorted by line; `problems` holds them as (line, field, sentence)."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes))
        self.problems = [(one.line, one.field, one.said) for one in self.mistakes]
        super().__init__("\n".join(f"line {line}: {field}: {said}" for line, field, said in self.problems))


def shipped() -> ChainMap:
    """Return the map that ships with the house (Huaibei)."""
    return ChainMap.model_validate_json((DATA / "huaibei.json").read_bytes())


def shipped_text() -> str:
    """Return the text of the map that ships with the house."""
    return (DATA / "huaibei.yaml").read_text(encoding="utf-8")


def read_chain_map(path: Path) -> ChainMap:
    """Read a map from a file. Raises ChainMapError, also where the file is not there or is no text."""
    try:
        if path.stat().st_size > LARGEST:
            raise ChainMapError([_mistake(0, str(path), "too_large", most=f"{LARGEST:,}")])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ChainMapError([_mistake(0, str(path), "unreadable", why=error.strerror)]) from error
    except UnicodeDecodeError as error:
        raise ChainMapError([_mistake(0, str(path), "not_utf8")]) from error
    return chain_map_of(text)


def chain_map_of(text: str) -> ChainMap:
    """Return the map a text says. Raises ChainMapError with every mistake."""
    try:
        found = ChainMap.model_validate(_plain(_tree(text, "safe")))
    except RecursionError as error:
        raise ChainMapError([_mistake(1, "YAML", "holds_itself")]) from error
    except ValidationError as error:
        tree = _tree(text, "rt")  # slower, and knows the line of each thing
        raise ChainMapError([_of_pydantic(tree, each) for each in error.errors()]) from error
    if list(_crossings(found, None)):
        raise ChainMapError(list(_crossings(found, _tree(text, "rt"))))
    return found


def _too_deep(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            return True
    return False


def _tree(text: str, kind: str) -> Any:
    if _too_deep(text):
        raise ChainMapError([_mistake(1, "YAML", "too_deep")])
    try:
        tree = YAML(typ=kind).load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.line + 1 if mark else 1
        raise ChainMapError([_mistake(at, "YAML", "syntax", why=error.problem or "cannot be read")]) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise ChainMapError([_mistake(1, "YAML", "unreadable", why=str(error).splitlines()[0][:120])]) from error
    if not isinstance(tree, dict):
        raise ChainMapError([_mistake(1, "YAML", "no_map")])
    return tree


def _plain(tree: Any) -> Any:
    """Return the tree without its marks; words that YAML reads as numbers or days are texts again as keys."""
    if isinstance(tree, dict):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    return str(tree) if isinstance(tree, str) else tree


def _line(tree: Any, place: Place) -> int:
    """Return the line of a place, or of the nearest that stands around it."""
    line = 1
    for step in place:
        data = getattr(getattr(tree, "lc", None), "data", None) or {}
        if step in data:
            line = data[step][0] + 1
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            break
    return line


def _field(tree: Any, place: Place) -> str:
    """Return a place as people read it: items of a list by their code."""
    words = []
    for step in place:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            tree = None
        code = tree.get("code") if isinstance(step, int) and isinstance(tree, dict) else None
        words.append(str(code or (step + 1 if isinstance(step, int) else step)))
    return ".".join(word for word in words if word != "[key]")


def _of_pydantic(tree: Any, error: Any) -> Mistake:
    """Return what the shape of a map says of a value, as a mistake."""
    line, field = _line(tree, error["loc"]), _field(tree, error["loc"])
    facts = {name: fact for name, fact in error.get("ctx", {}).items() if name != "error"}
    if error["type"] == "string_pattern_mismatch":
        return _mistake(line, field, error["type"], given=str(error["input"])[:40], **facts)
    if error["type"] not in SENTENCES:
        return _mistake(line, field, "otherwise", why=error["msg"])
    return _mistake(line, field, error["type"], **facts)


def _crossings(found: ChainMap, tree: Any) -> Any:
    """Yield what each part alone cannot see: codes twice, links to nowhere, words that exclude themselves."""
    places = {
        node.code: ("chains", at, "nodes", under)
        for at, chain in enumerate(found.chains)
        for under, node in enumerate(chain.nodes)
    }
    seen: set[str] = set()
    for at, chain in enumerate(found.chains):
        for under, node in enumerate(chain.nodes):
            place: Place = ("chains", at, "nodes", under)
            if node.code in seen:
                yield _mistake(_line(tree, (*place, "code")), _field(tree, place), "twice", code=node.code)
            seen.add(node.code)
            yield from _of_a_node(found, node, tree, place, places)
    for kind in ("sources", "chains"):
        codes = [each.code for each in getattr(found, kind)]
        for at, code in enumerate(codes):
            if code in codes[:at]:
                yield _mistake(_line(tree, (kind, at)), kind, "twice", code=code)


def _of_a_node(found: ChainMap, node: Any, tree: Any, place: Place, places: dict[str, Any]) -> Any:
    known = {source.code for source in found.sources}

    def wrong(name: str, kind: str, /, **facts: str) -> Mistake:
        return _mistake(_line(tree, (*place, name)), _field(tree, (*place, name)), kind, **facts)

    for code in node.flows_from:
        if code not in places or code == node.code:
            yield wrong("from", "no_other_node", code=code)
    for code in node.source:
        if code not in known:
            yield wrong("source", "no_source", code=code)
    for word in node.exclude:
        if not any(each in word and each != word for each in node.words):
            yield wrong("exclude", "excludes_nothing", word=word)
