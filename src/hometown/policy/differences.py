"""What changes from one version of the rules to the next, as a person would say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from .shape import Named, Policy, Term


class Kind(StrEnum):
    """What happened to a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # same things, other order


@dataclass(frozen=True)
class Step:
    """One step of the way to a place: a field of the shape, or a named item of a list."""

    code: str
    zh: str = ""  # empty for a field: the page has its words
    en: str = ""

    @property
    def is_field(self) -> bool:
        """Whether it is a field of the shape rather than an item."""
        return not self.zh


@dataclass(frozen=True)
class Change:
    """One change: the way to the place, what stood there, what will stand there.

    `before` and `after` are text for people; lists are lists of text. An added or removed item is one change.
    """

    kind: Kind
    way: tuple[Step, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """The top block it is in."""
        return self.way[0].code

    @property
    def path(self) -> str:
        """The place, as in the file: `stages.signed.due`."""
        return ".".join(step.code for step in self.way)


def differences(old: Policy, new: Policy) -> list[Change]:
    """Return every change from the old rules to the new, in the order of the file."""
    return list(_parts(old, new, ()))


def _parts(old: BaseModel, new: BaseModel, way: tuple[Step, ...]) -> Iterator[Change]:
    for name in type(new).model_fields:
        before, after = getattr(old, name, None), getattr(new, name)
        if before != after:
            yield from _values(before, after, (*way, Step(name)))


def _values(before: Any, after: Any, way: tuple[Step, ...]) -> Iterator[Change]:
    if _is_part(before) and _is_part(after):
        yield from _parts(before, after, way)
    elif _is_part_list(before) or _is_part_list(after):
        yield from _lists(before or (), after or (), way)
    else:
        kind = Kind.ADDED if _empty(before) else Kind.REMOVED if _empty(after) else Kind.CHANGED
        if isinstance(before, tuple) and isinstance(after, tuple) and sorted(before) == sorted(after):
            kind = Kind.MOVED
        yield Change(kind, way, _text(before), _text(after))


def _lists(before: tuple[BaseModel, ...], after: tuple[BaseModel, ...], way: tuple[Step, ...]) -> Iterator[Change]:
    was, will = {_key(item): item for item in before}, {_key(item): item for item in after}
    for key, item in will.items():
        here = (*way, _step(item))
        if key not in was:
            yield Change(Kind.ADDED, here, after=_summary(item))
        elif was[key] != item:
            yield from _parts(was[key], item, here)
    for key, item in was.items():
        if key not in will:
            yield Change(Kind.REMOVED, (*way, _step(item)), before=_summary(item))
    kept_before, kept_after = [k for k in was if k in will], [k for k in will if k in was]
    if kept_before != kept_after:
        yield Change(
            Kind.MOVED, way, tuple(_name(was[k]) for k in kept_before), tuple(_name(will[k]) for k in kept_after)
        )


def _is_part(value: Any) -> bool:
    return isinstance(value, BaseModel) and not isinstance(value, Term)


def _is_part_list(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and _is_part(value[0])


def _empty(value: Any) -> bool:
    return value is None or value in ((), "", frozenset())


def _key(item: BaseModel) -> str:
    """Return what makes an item the same item in both versions."""
    for name in ("code", "year", "starts_on"):
        if name in type(item).model_fields:
            return str(getattr(item, name))
    return " ".join(str(getattr(item, name)) for name in ("level", "over_days") if hasattr(item, name))


def _step(item: BaseModel) -> Step:
    if isinstance(item, Named) or hasattr(item, "zh"):
        return Step(_key(item), getattr(item, "zh", ""), getattr(item, "en", ""))
    name = _name(item)
    return Step(_key(item), name, name)


def _name(item: BaseModel) -> str:
    return str(getattr(item, "zh", "") or getattr(item, "title", "") or _key(item))


def _summary(item: BaseModel) -> tuple[str, ...]:
    """Return what an added or removed item says, field by field, without what is at its default."""
    said = []
    for name in item.model_fields_set:
        value = getattr(item, name)
        if name not in {"code", "zh", "en"} and not _empty(value):
            said.append(f"{name}: {', '.join(_text(value))}")
    return tuple(sorted(said))


def _text(value: Any) -> tuple[str, ...]:
    if _empty(value):
        return ()
    if isinstance(value, frozenset):
        return tuple(sorted(str(item) for item in value))
    if isinstance(value, tuple):
        return tuple(_name(item) if _is_part(item) else _one(item) for item in value)
    return (_name(value) if _is_part(value) else _one(value),)


def _one(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
