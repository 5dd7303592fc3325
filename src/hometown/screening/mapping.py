"""Read a chain map from YAML: the map, or every mistake in it with its line and field."""

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
Place = tuple[str | int, ...]


class ChainMapError(Exception):
    """A chain map with mistakes: `problems` holds (line, field, sentence), sorted by line."""

    def __init__(self, problems: list[tuple[int, str, str]]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(f"line {line}: {field}: {said}" for line, field, said in self.problems))


def shipped() -> ChainMap:
    """Return the map that ships with the house (Huaibei)."""
    return chain_map_of((files("hometown.screening") / "data" / "huaibei.yaml").read_text(encoding="utf-8"))


def read_chain_map(path: Path) -> ChainMap:
    """Read a map from a file. Raises ChainMapError, also where the file is not there or is no text."""
    try:
        if path.stat().st_size > LARGEST:
            raise ChainMapError([(0, str(path), f"is larger than {LARGEST:,} bytes; a chain map is a short text.")])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ChainMapError([(0, str(path), f"cannot be read ({error.strerror}).")]) from error
    except UnicodeDecodeError as error:
        raise ChainMapError([(0, str(path), "is not UTF-8: save it as UTF-8.")]) from error
    return chain_map_of(text)


def chain_map_of(text: str) -> ChainMap:
    """Return the map a text says. Raises ChainMapError with every mistake."""
    tree = _tree(text)
    try:
        found = ChainMap.model_validate(_plain(tree))
    except ValidationError as error:
        problems = [(_line(tree, each["loc"]), _field(tree, each["loc"]), _sentence(each)) for each in error.errors()]
        raise ChainMapError(problems) from error
    if problems := list(_crossings(found, tree)):
        raise ChainMapError(problems)
    return found


def _too_deep(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            return True
    return False


def _tree(text: str) -> Any:
    if _too_deep(text):
        raise ChainMapError([(1, "YAML", "has brackets within brackets without end; a chain map has five at most.")])
    try:
        tree = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.line + 1 if mark else 1
        raise ChainMapError([(at, "YAML", f"{error.problem or 'cannot be read'}.")]) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise ChainMapError([(1, "YAML", f"cannot be read ({str(error).splitlines()[0][:120]}).")]) from error
    if not isinstance(tree, dict):
        raise ChainMapError([(1, "YAML", "says no map: it begins with version, city and chains.")])
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


_SENTENCES = {
    "missing": "is missing.",
    "extra_forbidden": "is not a field here.",
    "string_type": "must be a text; put it into quotes.",
    "literal_error": "must be one of {expected}.",
    "less_than_equal": "must be at most {le}.",
    "greater_than_equal": "must be at least {ge}.",
    "string_too_short": "must have at least {min_length} characters.",
    "string_too_long": "may have at most {max_length} characters.",
    "too_short": "must not be empty.",
}


def _sentence(error: Any) -> str:
    """Return what is wrong as a sentence."""
    if error["type"] == "string_pattern_mismatch":
        return f"“{str(error['input'])[:40]}” is not written as it must be ({error['ctx']['pattern']})."
    said = _SENTENCES.get(error["type"])
    return said.format(**error.get("ctx", {})) if said else f"{error['msg']}."


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
                yield _line(tree, (*place, "code")), _field(tree, place), f"{node.code} stands twice."
            seen.add(node.code)
            yield from _of_a_node(found, node, tree, place, places)
    for kind in ("sources", "chains"):
        codes = [each.code for each in getattr(found, kind)]
        for at, code in enumerate(codes):
            if code in codes[:at]:
                yield _line(tree, (kind, at)), kind, f"{code} stands twice."


def _of_a_node(found: ChainMap, node: Any, tree: Any, place: Place, places: dict[str, Any]) -> Any:
    known = {source.code for source in found.sources}
    for code in node.flows_from:
        if code not in places or code == node.code:
            yield _line(tree, (*place, "from")), _field(tree, (*place, "from")), f"there is no other node {code}."
    for code in node.source:
        if code not in known:
            yield _line(tree, (*place, "source")), _field(tree, (*place, "source")), f"there is no source {code}."
    for word in node.exclude:
        if not any(each in word and each != word for each in node.words):
            yield (
                _line(tree, (*place, "exclude")),
                _field(tree, (*place, "exclude")),
                f"“{word}” holds no word of the node, so it excludes nothing.",
            )
