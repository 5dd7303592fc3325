"""Corrections of the last bulletin 上期更正: each figure asked again for the same period, with what is known today.

Where it differs, the next bulletin prints what was said then, what is known now, and because of which records.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hometown.kernel.figures import Result
from hometown.ledger import proving, tree
from hometown.ledger.book import ROWS_PER_ENTRY
from hometown.ledger.models import LedgeredModel, RowImage, label_of

from .figures import find
from .sealing import Bundle, scope_from, value_as_text

REASONS = ("late", "merged", "withdrawn", "corrected", "beside", "definition")


@dataclass(frozen=True)
class Cause:
    """A record because of which a figure differs, and why: a code of `REASONS`."""

    pk: uuid.UUID
    why: str


@dataclass(frozen=True)
class Correction:
    """A figure of the last bulletin that says something else today. `then` is what the bundle tells of it."""

    then: dict[str, Any]
    now: Result
    causes: tuple[Cause, ...]

    @property
    def code(self) -> str:
        """Where the figure of today stands in the text of this bulletin."""
        return f"former_{self.then['code']}"

    @property
    def reasons(self) -> list[str]:
        """Why it differs, each reason once, in a fixed order."""
        said = {cause.why for cause in self.causes} or {"definition" if self.is_redefined else "beside"}
        return [one for one in REASONS if one in said]

    @property
    def is_redefined(self) -> bool:
        """Whether the definition has a new version since."""
        return self.now.figure.version != int(self.then["version"])


def of(bundle: Bundle) -> Iterator[Correction]:
    """Yield the figures of a sealed bulletin that say something else today; its own corrections are not asked again."""
    for then in bundle.payload["figures"]:
        if then["code"].startswith("former_"):
            continue
        known = find(then["of"])
        if known is None:
            continue
        now = known.of(scope_from(then["scope"]))
        if (value_as_text(now), str(now.bound)) != (then["value"], then["bound"]):
            yield Correction(then, now, tuple(_causes(then, now, bundle)))


def _causes(then: dict[str, Any], now: Result, bundle: Bundle) -> Iterator[Cause]:
    """Yield the records that came, went, or were written anew since."""
    rows, cut = bundle.payload["rows"], bundle.payload["tree"]["size"]
    counted = {_key(rows[number]): rows[number] for number in then["members"]}
    stand = set(now.members.order_by().values_list("pk", flat=True))
    model = now.members.model
    changed = stand ^ counted.keys()
    if not changed:  # the same records say something else: an amount, a firm
        newest = proving.latest(model, list(stand), upto=tree.size())
        changed = {pk for pk, row in newest.items() if (row.entry_id, row.id % ROWS_PER_ENTRY) != _line(counted[pk])}
    first = proving.first_lines(model, list(changed))
    verbs = _verbs(model, changed, cut)
    for pk in sorted(changed):
        yield Cause(pk, "late" if first.get(pk, 0) > cut else _why(verbs.get(pk, ())))


def _key(row: dict[str, Any]) -> uuid.UUID:
    return uuid.UUID(row["parts"][0]["value"]["row"])


def _line(row: dict[str, Any]) -> tuple[int, int]:
    return row["seq"], row["place"]


def _verbs(model: Any, pks: Iterable[uuid.UUID], cut: int) -> dict[uuid.UUID, list[str]]:
    """Return what was done since a line of the book to each record, and to the records it points at."""
    wanted = sorted(pks)
    points = _points_of(model, wanted)
    done = _done(model, wanted, cut)
    for target in {label for pairs in points.values() for label, _ in pairs}:
        some = {key for pairs in points.values() for label, key in pairs if label is target}
        done |= _done(target, sorted(some), cut)
    return {
        pk: [*done.get((model, pk), ()), *(verb for pair in points.get(pk, ()) for verb in done.get(pair, ()))]
        for pk in wanted
    }


def _points_of(model: Any, pks: list[uuid.UUID]) -> dict[uuid.UUID, list[tuple[Any, uuid.UUID]]]:
    """Return the records that each record points at."""
    keys = [
        one for one in model._meta.concrete_fields if one.is_relation and issubclass(one.related_model, LedgeredModel)
    ]
    found: dict[uuid.UUID, list[tuple[Any, uuid.UUID]]] = {}
    for some in _some(pks):
        for pk, *values in model._default_manager.filter(pk__in=some).values_list("pk", *(one.attname for one in keys)):
            found[pk] = [(one.related_model, value) for one, value in zip(keys, values, strict=True) if value]
    return found


def _done(model: Any, pks: list[uuid.UUID], cut: int) -> dict[tuple[Any, uuid.UUID], list[str]]:
    told = RowImage.objects.filter(model=label_of(model), id__gte=(cut + 1) * ROWS_PER_ENTRY).order_by("id")
    found: dict[tuple[Any, uuid.UUID], list[str]] = {}
    for some in _some(pks):
        for row_id, verb in told.filter(row_id__in=some).values_list("row_id", "entry__verb"):
            found.setdefault((model, row_id), []).append(verb)
    return found


def _some(pks: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    return (pks[start : start + 400] for start in range(0, len(pks), 400))


def _why(verbs: Iterable[str]) -> str:
    said = list(verbs)
    if any("merge" in verb for verb in said):
        return "merged"
    if any(verb.endswith("withdrawn") for verb in said):
        return "withdrawn"
    return "corrected" if said else "beside"
