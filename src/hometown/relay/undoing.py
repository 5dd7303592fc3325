"""What undoing a merge would do, read from the book: which rows go back, which were touched since, which are new.

How each row stood before the merge and right after it is in the book; nothing else remembers it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps

from hometown.companies.models import Company
from hometown.kernel.errors import RuleBroken
from hometown.ledger import holdings, images, replay
from hometown.ledger.book import ROWS_PER_ENTRY
from hometown.ledger.models import LedgeredModel, RowImage, label_of

from .models import Merge
from .repointing import Fate
from .rules import COLUMNS

_UNTOLD = {"id", "revision"}
_ALL = frozenset({*COLUMNS, "names", "record"})
Image = dict[str, Any]


def line_of(merge: Merge) -> int:
    """Return the number of the line that wrote a merge."""
    first = RowImage.objects.filter(model=label_of(Merge), row_id=merge.pk).order_by("id").values_list("id", flat=True)
    return int(first[0]) // ROWS_PER_ENTRY


@dataclass
class Touched:
    """One row a merge wrote: how it stood before and after, and how it stands now (None: not there)."""

    model: type[LedgeredModel]
    pk: uuid.UUID
    fate: Fate
    before: Image | None
    after: Image | None
    row: LedgeredModel | None
    words: Any = ""
    edited: tuple[str, ...] = ()  # columns that differ from how the merge left them, when this was read
    left: list[str] = field(default_factory=list)  # of what the merge wrote, columns that undoing leaves as they are

    def __post_init__(self) -> None:
        if self.row is not None and self.after is not None:
            now = self.now
            self.edited = tuple(c for c in now if c not in _UNTOLD and now[c] != self.after.get(c))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns the merge changed in a row that stands."""
        if self.before is None or self.after is None:
            return ()
        return tuple(c for c in self.after if c not in _UNTOLD and self.before.get(c) != self.after[c])

    @property
    def now(self) -> Image:
        """How the row stands now."""
        assert self.row is not None
        return images.image_of(self.row)


@dataclass
class Undoing:
    """A merge with every row it wrote, and the rows that came to the target since."""

    merge: Merge
    seq: int
    touched: list[Touched]

    def of(self, fate: Fate) -> list[Touched]:
        """Return the rows of one fate, in the order in which the merge wrote them."""
        return [one for one in self.touched if one.fate is fate]

    @property
    def going_back(self) -> list[Touched]:
        """Rows that pointed at the source and still stand as the merge left them."""
        return [one for one in self.moved if one.row is not None and not one.edited]

    @property
    def edited(self) -> list[Touched]:
        """Rows that pointed at the source and that somebody has changed since: a person may let them stay."""
        return [one for one in self.moved if one.row is not None and one.edited]

    @property
    def gone(self) -> list[Touched]:
        """Rows that pointed at the source and that somebody has taken away since."""
        return [one for one in self.moved if one.row is None]

    @property
    def moved(self) -> list[Touched]:
        """Rows that pointed at the source; the two companies themselves are no such rows."""
        ours = {self.merge.source_id, self.merge.target_id}
        return [one for one in self.of(Fate.CHANGED) if one.pk not in ours]

    @cached_property
    def added_since(self) -> list[tuple[Any, LedgeredModel]]:
        """Rows that point at the target and came after the merge: they stay with it."""
        found: list[tuple[Any, LedgeredModel]] = []
        for holding in holdings.pointing_at(Company):
            rows = {row.pk: row for row in holding.rows(self.merge.target)}
            if holding.stays is not None:  # what tells of the past is no work that came to the firm
                rows = {pk: row for pk, row in rows.items() if not holding.stays(row, _ALL)}
            younger = _younger(label_of(holding.model), list(rows), self.seq)
            found.extend((holding.words, rows[pk]) for pk in younger)
        return found


def _younger(label: str, keys: list[uuid.UUID], seq: int) -> list[uuid.UUID]:
    """Return the keys of rows that had not been written by the end of a line."""
    known: set[uuid.UUID] = set()
    for start in range(0, len(keys), 500):
        told = RowImage.objects.filter(model=label, row_id__in=keys[start : start + 500])
        known |= set(told.filter(id__lt=(seq + 1) * ROWS_PER_ENTRY).values_list("row_id", flat=True))
    return [key for key in keys if key not in known]


def read(merge: Merge) -> Undoing:
    """Return what a merge wrote, as it stood before, after, and stands now."""
    seq = line_of(merge)
    words = {label_of(one.model): one.words for one in reversed(holdings.holdings())}
    by_model: dict[str, list[uuid.UUID]] = {}
    for label, pk, _fate in merge.manifest:
        by_model.setdefault(label, []).append(uuid.UUID(pk))
    told = {label: _told(label, keys, seq) for label, keys in by_model.items()}
    touched = []
    for label, text, fate in merge.manifest:
        model, before, after, rows = told[label]
        pk = uuid.UUID(text)
        one = Touched(model, pk, Fate(fate), before.get(pk), after.get(pk), rows.get(pk), words.get(label, ""))
        touched.append(one)
    return Undoing(merge, seq, touched)


Told = tuple[type[LedgeredModel], dict[uuid.UUID, Image], dict[uuid.UUID, Image], dict[uuid.UUID, LedgeredModel]]


def _told(label: str, keys: list[uuid.UUID], seq: int) -> Told:
    model: Any = apps.get_model(label)
    before, after = replay.images_at(model, keys, seq - 1), replay.images_at(model, keys, seq)
    rows: dict[uuid.UUID, LedgeredModel] = {}
    for start in range(0, len(keys), 500):
        rows |= model._default_manager.in_bulk(keys[start : start + 500])
    return model, _whole(model, before), _whole(model, after), rows


def _whole(model: type[LedgeredModel], found: dict[uuid.UUID, Image]) -> dict[uuid.UUID, Image]:
    """Return images with every column of today's shape, what was erased empty: to be compared with rows."""
    return {pk: images.image_of(replay.row_from(model, image)) for pk, image in found.items()}


def standing_after(merge: Merge) -> Iterator[Merge]:
    """Yield the later merges into the same company that are not undone, newest first."""
    later = Merge.objects.filter(target=merge.target_id, undone_at__isnull=True).exclude(pk=merge.pk)
    seq = line_of(merge)
    yield from (one for one in later.select_related("source", "target").order_by("-at") if line_of(one) > seq)


def require_undoable(undoing: Undoing) -> None:
    """Raise RuleBroken for what has to be undone first."""
    merge = undoing.merge
    if merge.undone_at is not None:
        raise RuleBroken("relay.undone_already", day=merge.undone_at)
    target = Company.objects.select_related("merged_into").get(pk=merge.target_id)
    if target.merged_into is not None:
        raise RuleBroken("relay.undo_first", source=target.name, target=target.merged_into.name)
    mine = _cells(undoing)
    for later in standing_after(merge):
        if mine & _cells(read(later)):
            raise RuleBroken("relay.undo_first", source=later.source.name, target=later.target.name)
    _require_parents_standing(undoing)


def _cells(undoing: Undoing) -> set[tuple[uuid.UUID, str]]:
    """Return what a merge wrote: of the target column by column, of other rows the row as a whole."""
    cells: set[tuple[uuid.UUID, str]] = set()
    for one in undoing.touched:
        is_target = one.pk == undoing.merge.target_id
        cells |= {(one.pk, column) for column in one.columns} if is_target else {(one.pk, "")}
    return cells


def _require_parents_standing(undoing: Undoing) -> None:
    """Refuse to bring back a row that points at a firm which has itself become a tombstone since."""
    wanted: set[Any] = set()
    for one in undoing.touched:
        for model_field in one.model._meta.concrete_fields:
            if model_field.is_relation and model_field.related_model is Company and one.before is not None:
                wanted.add(one.before.get(model_field.attname))
    keys = {uuid.UUID(key) for key in wanted if key} - {undoing.merge.source_id}
    gone = Company.objects.filter(pk__in=keys, merged_into__isnull=False).select_related("merged_into").first()
    if gone is not None and gone.merged_into is not None:
        raise RuleBroken("relay.undo_first", source=gone.name, target=gone.merged_into.name)
