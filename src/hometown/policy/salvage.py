"""What can still be read of rules that hold mistakes, so that one reading names all of them.

Each block is read without the values that are wrong. Findings that would only echo what was left out are dropped:
a role whose name is missing must not make every stage that names it look wrong.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .checks import Finding, findings
from .problems import Path
from .shape import Policy

_GONE: Any = object()
_ROUNDS = 12  # each round climbs one level at most, and the shape is not deeper

# These stand by themselves: they are true whatever else was left out of the block.
_LOCAL = frozenset(
    {
        "code_twice",
        "forbidden_by_law",
        "compulsory_photo",
        "unknown_role",
        "unknown_stage",
        "unknown_source",
        "administrator_with_business",
        "administrator_of_two",
        "administrator_code",
        "stage_out_of_order",
        "stage_needed",
        "verifier_reports",
        "not_a_day_off",
        "not_a_day_worked",
        "status_without_reasons",
        "rates_twice",
    }
)


@dataclass
class _Salvage:
    raw: dict[str, Any]
    built: dict[str, Any] = field(default_factory=dict)
    hurt: set[str] = field(default_factory=set)  # blocks something was left out of
    lost: set[str] = field(default_factory=set)  # codes of items left out


def findings_despite(value: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what the checks find in the readable part of rules that hold other mistakes."""
    state = _Salvage({name: copy.deepcopy(value[name]) for name in Policy.model_fields if name in value})
    for name in state.raw:
        _block(state, name)
    policy = Policy.model_construct(None, **state.built)
    sound = frozenset(state.built)
    for blocks, finding in findings(policy, sound):
        hurt = (blocks or {str(finding.path[0])}) & state.hurt
        if (not hurt or finding.code in _LOCAL) and finding.facts.get("name") not in state.lost:
            yield Finding(_original(state.raw, finding.path), finding.code, finding.facts)


def _block(state: _Salvage, name: str) -> None:
    kind: Any = Policy.model_fields[name].annotation
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    for _ in range(_ROUNDS):
        try:
            state.built[name] = adapter.validate_python(_clean(state.raw[name]))
        except ValidationError as error:
            # Places are told in what was checked: they are found before anything of it goes.
            told = [(one, _place(state, name, one)) for one in error.errors(include_url=False)]
            cut = [_cut(state, name, one, path) for one, path in told]
            if not all(cut):
                return
        else:
            return


def _place(state: _Salvage, name: str, error: ErrorDetails) -> Path:
    """Return where the value an error is about stands; for a missing one, the item that misses it."""
    loc = tuple(error["loc"])[:-1] if error["type"] == "missing" else tuple(error["loc"])
    return _original(state.raw[name], loc) if loc else ()


def _cut(state: _Salvage, name: str, error: ErrorDetails, path: Path) -> bool:
    """Leave out the value an error is about. False at the block itself."""
    if error["type"] != "extra_forbidden":
        state.hurt.add(name)
    if not path:
        return False
    holder = _at(state.raw[name], path[:-1])
    if holder is _GONE:
        return True  # it went with the item it stands in
    step: Any = path[-1]
    if not (isinstance(holder, dict) and step in holder) and not (isinstance(holder, list) and step < len(holder)):
        return False
    state.lost |= _codes(holder[step])
    holder[step] = _GONE
    return True


def _codes(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {value["code"]} if isinstance(value.get("code"), str) else set()
    return set()


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items() if inner is not _GONE}
    if isinstance(value, list):
        return [_clean(inner) for inner in value if inner is not _GONE]
    return value


def _at(value: Any, path: Path) -> Any:
    for step in path:
        if value is _GONE:
            return value
        value = value[step]
    return value


def _original(raw: Any, path: Path) -> Path:
    """Translate a path in the cleaned value to one in the raw value."""
    steps: list[str | int] = []
    node = raw
    for step in path:
        if isinstance(node, list) and isinstance(step, int):
            kept = [index for index, inner in enumerate(node) if inner is not _GONE]
            step = kept[step] if step < len(kept) else step  # noqa: PLW2901
            node = node[step] if step < len(node) else None
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            node = None
        steps.append(step)
    return tuple(steps)
