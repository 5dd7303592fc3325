"""What a figure counted, told to one reader: the things it tells apart, the records behind each, what may be opened."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.urls import reverse

from hometown.accounts.models import User
from hometown.kernel.figures import Exclusion, Reducer, Result, Selection
from hometown.ledger import records

from .describing import Described, describe

PER_PAGE = 50
RECORDS_SHOWN = 4


@dataclass(frozen=True)
class Behind:
    """A record behind a counted thing."""

    title: str
    meta: str
    url: str


@dataclass
class Member:
    """One counted thing. `title` is empty where the reader may not see it."""

    pk: Any
    title: str = ""
    meta: str = ""
    url: str = ""
    behind: list[Behind] = field(default_factory=list)
    more: int = 0


def target_of(rows: "QuerySet[Any, Any]", key: str) -> type[Model] | None:
    """Return the model of the records that a key leads to, or None where the rows themselves are the things."""
    model: type[Model] = rows.model
    if key in ("pk", "id"):
        return None
    for step in key.removesuffix("_id").split("__"):
        related = model._meta.get_field(step).related_model
        if not isinstance(related, type):
            return None
        model = related
    return model


def page_of(result: Result, user: User, number: str | None) -> Page[Any]:
    """Return a page of members; `object_list` holds `Member`s."""
    distinct = result.figure.reducer is Reducer.DISTINCT
    return _page(result.selection, user, number, distinct=distinct, count=int(result.value) if distinct else None)


def page_of_exclusion(exclusion: Exclusion, user: User, number: str | None) -> Page[Any]:
    """Return a page of what was left out for one reason."""
    return _page(exclusion, user, number, distinct=True, count=exclusion.count)


def _page(
    chosen: Selection | Exclusion, user: User, number: str | None, *, distinct: bool, count: int | None
) -> Page[Any]:
    rows = chosen.members if isinstance(chosen, Selection) else chosen.records
    target = target_of(rows, chosen.key) if distinct else None
    by = chosen.key if target else "pk"
    keys: QuerySet[Any, Any] = rows.order_by(by).values_list(by, flat=True).distinct()
    pages = Paginator(keys, PER_PAGE)
    if count is not None and (target or chosen.key in ("pk", "id")):
        pages.count = count  # it was counted already
    page = pages.get_page(number)
    told = {pk: Member(pk) for pk in page.object_list}
    if told:
        _open(target or rows.model, told, user)
        if target:
            _add_behind(rows.filter(**{f"{by}__in": list(told)}), by, told, user)
    page.object_list = list(told.values())
    return page


def of_keys(model: type[Model], keys: Iterable[Any], user: User) -> dict[Any, Member]:
    """Return records of a model by their keys, as a reader may see them."""
    told = {pk: Member(pk) for pk in keys}
    if told:
        _open(model, told, user)
    return told


def _open(target: type[Model], told: dict[Any, Member], user: User) -> None:
    """Fill in what the reader may see; a record without a page of its own is told by what it belongs to."""
    every = [(row, describe(row)) for row in describe.fetch(target, told)]
    _learn((words for _, words in every), user)
    for row, words in every:
        if records.known(words.owner._meta.label_lower) is not None:
            found = _as_read(words, user)
            told[row.pk].title, told[row.pk].meta, told[row.pk].url = found.title, found.meta, found.url


def _as_read(words: Described, user: User) -> Behind:
    """Return a record as one reader may know it: with its title, by what it is where they may open that, or locked."""
    record, pk = records.known(words.owner._meta.label_lower), words.owner.pk
    if record and pk in _visible(record, {pk}, user):
        return Behind(words.title, words.meta, reverse(record.url_name, args=[pk]))
    if record and words.plainly and pk in _visible(record, {pk}, user, plainly=True):
        return Behind(words.plainly, words.day, reverse(record.url_name, args=[pk]))
    return Behind("", words.kind, "")


def _learn(every: Iterable[Described], user: User) -> None:
    """Find out which of these records the reader may see, in one query a kind, or in two."""
    pks: dict[str, set[uuid.UUID]] = {}
    for words in every:
        pks.setdefault(words.owner._meta.label_lower, set()).add(words.owner.pk)
    for label, wanted in pks.items():
        record = records.known(label)
        if record is not None:
            locked = wanted - _visible(record, wanted, user)
            if locked and record.opened is not None:
                _visible(record, locked, user, plainly=True)


def _visible(record: records.Record, pks: Iterable[uuid.UUID], user: User, *, plainly: bool = False) -> set[Any]:
    cache: dict[tuple[str, bool, Any], bool] = user.__dict__.setdefault("_may_open", {})
    label, asked = record.model._meta.label_lower, record.opened if plainly else record.visible
    unknown = [pk for pk in pks if (label, plainly, pk) not in cache]
    if unknown:
        seen = set(asked(user).filter(pk__in=unknown).values_list("pk", flat=True)) if asked else set()
        cache.update({(label, plainly, pk): pk in seen for pk in unknown})
    return {pk for pk in pks if cache[label, plainly, pk]}


def _add_behind(rows: "QuerySet[Any, Any]", key: str, told: dict[Any, Member], user: User) -> None:
    counted: dict[Any, int] = {}
    every = [(row, describe(row)) for row in describe.related(rows).order_by("pk")]
    _learn((words for _, words in every), user)
    for row, words in every:
        owner_key = _follow(row, key)
        counted[owner_key] = counted.get(owner_key, 0) + 1
        member = told.get(owner_key)
        if member is None or counted[owner_key] > RECORDS_SHOWN:
            if member:
                member.more += 1
            continue
        member.behind.append(_as_read(words, user))


def _follow(row: Any, key: str) -> Any:
    steps = key.removesuffix("_id").split("__")
    for step in steps[:-1]:
        row = getattr(row, step)
    return getattr(row, f"{steps[-1]}_id")
