"""Pages of a long list: numbered where people count pages, by key where the list grows while it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PER_PAGE = 30


def numbered(request: HttpRequest, records: "QuerySet[Any] | Sequence[Any]", per_page: int = PER_PAGE) -> Page[Any]:
    """Return the page that `?page=` names; the nearest one when it names none."""
    return Paginator(records, per_page).get_page(request.GET.get("page"))


@dataclass(frozen=True)
class KeysetPage:
    """A stretch of a list. `older` and `newer` are the keys that continue it, empty at an end."""

    records: Sequence[Any]
    older: str = ""
    newer: str = ""

    def __iter__(self) -> Any:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def keyset(request: HttpRequest, records: "QuerySet[Any]", key: str = "pk", per_page: int = PER_PAGE) -> KeysetPage:
    """Return records by a unique `key`, greatest first, from where `?before=` or `?after=` says.

    A key that cannot be read begins at the top.
    """
    field: Any = records.model._meta.pk if key == "pk" else records.model._meta.get_field(key)
    before, after = _read(field, request.GET.get("before")), _read(field, request.GET.get("after"))
    if before is None and after is not None:
        later = list(records.filter(**{f"{key}__gt": after}).order_by(key)[: per_page + 1])
        page, more = later[:per_page][::-1], len(later) > per_page
        return KeysetPage(page, _key(page, -1, key), _key(page, 0, key) if more else "")
    chosen = records if before is None else records.filter(**{f"{key}__lt": before})
    found = list(chosen.order_by(f"-{key}")[: per_page + 1])
    page = found[:per_page]
    return KeysetPage(
        page, _key(page, -1, key) if len(found) > per_page else "", _key(page, 0, key) if before is not None else ""
    )


def _read(field: Any, text: str | None) -> Any:
    from django.core.exceptions import ValidationError

    if not text:
        return None
    try:
        return field.to_python(text)
    except ValidationError:
        return None


def _key(page: Sequence[Model], index: int, key: str) -> str:
    return str(getattr(page[index], key)) if page else ""
