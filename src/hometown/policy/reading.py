"""Read the city's rules from YAML: either a policy, or every problem at once, each with its line and place."""

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hometown.kernel.errors import BadInput

from .checks import Finding, findings
from .forbidden import is_forbidden_key
from .nearest import nearest
from .problems import Path, Problem
from .salvage import findings_despite
from .shape import Policy
from .tree import Tree, plant

# What pydantic calls an error → what we call it. Others keep pydantic's own sentence under `not_right`.
_CODES = {
    "missing": "missing",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "string_type": "not_text",
    "string_pattern_mismatch": "bad_code",
    "string_too_short": "empty",
    "string_too_long": "text_too_long",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_parsing_size": "not_a_number",
    "int_from_float": "not_a_number",
    "decimal_type": "not_a_number",
    "decimal_parsing": "not_a_number",
    "finite_number": "not_a_number",
    "bool_type": "not_yes_or_no",
    "bool_parsing": "not_yes_or_no",
    "date_type": "not_a_day",
    "date_parsing": "not_a_day",
    "date_from_datetime_parsing": "not_a_day",
    "tuple_type": "not_a_list",
    "frozen_set_type": "not_a_list",
    "model_type": "not_a_block",
    "model_attributes_type": "not_a_block",
    "too_short": "too_few",
    "too_long": "too_many",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "not_a_term": "not_a_term",
    "not_a_day": "not_a_day",
    "split_not_100": "split_not_100",
}


def digest(text: str) -> str:
    """Return the SHA-256 of the rules' text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(text: str) -> str:
    """Return the text with plain line ends and no mark at its start, so that one text has one digest."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def default_text() -> str:
    """Return the YAML shipped with the house (Huaibei)."""
    return resources.files("hometown.policy").joinpath("defaults/huaibei.yaml").read_text("utf-8")


@lru_cache(maxsize=32)
def read(text: str) -> Policy:
    """Return the policy this text says. Raises BadInput `policy.invalid` with `problems`, sorted by line."""
    policy, problems = examine(text)
    if policy is None or problems:
        raise BadInput("policy.invalid", problems=problems, count=len(problems))
    return policy


def lines_of(text: str) -> Callable[[Path], int]:
    """Return what finds the line of a place in a text."""
    return plant(text).line


def examine(text: str) -> tuple[Policy | None, list[Problem]]:
    """Return the policy (None when it cannot be built) and every problem."""
    tree = plant(text.removeprefix("\ufeff"))
    problems = list(tree.problems)
    policy = None
    if not any(p.code in {"syntax", "too_long", "odd_character", "too_deep"} for p in problems):
        policy, more = _shaped(tree)
        problems += more
    placed = (Problem(p.line, p.path, p.code, p.facts, _place(tree.value, p.path)) for p in problems)
    return policy, sorted(placed, key=lambda p: (p.line, p.place, p.code))


def _shaped(tree: Tree) -> tuple[Policy | None, list[Problem]]:
    if not isinstance(tree.value, dict):
        return None, [Problem(1, (), "not_rules")]
    try:
        policy = Policy.model_validate(tree.value)
    except ValidationError as error:
        problems = [_from_pydantic(tree, one) for one in _without_echoes(error.errors(include_url=False))]
        found = list(findings_despite(tree.value))
        return None, problems + [_from_finding(tree, one) for one in found]
    every = frozenset(Policy.model_fields)
    return policy, [_from_finding(tree, finding) for _, finding in findings(policy, every)]


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop `too short` of a list that is only short because an item in it is wrong."""
    places = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(len(place) > len(error["loc"]) and place[: len(error["loc"])] == error["loc"] for place in places)
    ]


def _from_finding(tree: Tree, finding: Finding) -> Problem:
    return Problem(tree.line(finding.path), finding.path, finding.code, finding.facts)


def _from_pydantic(tree: Tree, error: ErrorDetails) -> Problem:
    path: Path = tuple(error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(tree, path)
    code = _CODES.get(kind, "not_right")
    facts: dict[str, object] = {k: str(v) for k, v in error.get("ctx", {}).items() if k not in {"error", "pattern"}}
    given = _at(tree.value, path)
    if given is None and code != "missing" and code.startswith("not_"):
        code = "empty"
    if code == "missing":
        facts["name"] = str(path[-1])
        path = path[:-1]
    elif code == "not_one_of":
        known = _choices(path)
        facts = {"given": str(given), "nearest": nearest(str(given), known), "known": known}
    elif code == "not_right":
        facts["what"] = error["msg"]
    return Problem(tree.line(path), path, code, facts)


def _unknown_key(tree: Tree, path: Path) -> Problem:
    name = str(path[-1])
    if is_forbidden_key(name):
        return Problem(tree.line(path), path, "forbidden_by_law", {"name": name})
    known = _keys_at(path[:-1])
    return Problem(tree.line(path), path, "unknown_key", {"name": name, "nearest": nearest(name, known)})


def _at(value: Any, path: Path) -> Any:
    """Return what stands at a path, None when nothing does."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _annotation(path: Path) -> Any:
    """Return the annotation the shape has for a place."""
    kind: Any = Policy
    for step in path:
        model = _model_in(kind)
        if isinstance(step, str) and model is not None and step in model.model_fields:
            kind = model.model_fields[step].annotation
    return kind


def _inner(kind: Any) -> Iterator[Any]:
    yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from _inner(inner)


def _model_in(kind: Any) -> type[BaseModel] | None:
    return next((k for k in _inner(kind) if isinstance(k, type) and issubclass(k, BaseModel)), None)


def _keys_at(path: Path) -> list[str]:
    model = _model_in(_annotation(path))
    return sorted(model.model_fields) if model else []


def _choices(path: Path) -> list[str]:
    for kind in _inner(_annotation(path)):
        if hasattr(kind, "__members__"):
            return [str(member.value) for member in kind.__members__.values()]
        if isinstance(kind, str):
            return [kind]
    return []


def _place(value: Any, path: Path) -> str:
    """Write a path for people: `stages.signed.evidence.contract.media`, list items by their code."""
    words: list[str] = []
    for depth, step in enumerate(path):
        if isinstance(step, int):
            item = _at(value, path[: depth + 1])
            code = item.get("code") if isinstance(item, dict) else None
            words.append(code if isinstance(code, str) else f"{step + 1}")
        else:
            words.append(step)
    return ".".join(words)
