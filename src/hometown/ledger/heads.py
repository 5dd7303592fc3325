"""The first rows of several sets, taken together."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")


def first_rows(found: Rows, *order: str, most: int) -> Rows:
    """Return the first rows of a set in an order, found by their keys alone.

    What is sorted to find them is then narrow; the wide rows, and what is joined to them, are read for these few.
    """
    keys = found.order_by(*order).values("pk")[:most]
    return found.model._default_manager.filter(pk__in=keys).order_by(*order)  # type: ignore[no-any-return]


def walking(found: Rows, field: str, keys: "QuerySet[Any, Any]") -> Rows:
    """Return the rows that name one of many keys, to be read along their own order until enough are found.

    The field is hidden from its index, with which a database would begin at the keys and read every row they name.
    """
    hidden = Coalesce(F(field), F(field), output_field=UUIDField())
    return found.alias(_walked=hidden).filter(_walked__in=keys)


def in_any_of(heads: "Iterable[QuerySet[Any, Any]]") -> Q:
    """Return the condition that a row is in one of these sets, each of them sliced.

    As one union of keys: both databases then read each head from its index and those rows alone. Joined by OR,
    PostgreSQL would walk over the whole table and look each row up in every head.
    """
    keys = [head.model._default_manager.filter(pk__in=head.values("pk")).values("pk") for head in heads]
    return Q(pk__in=keys[0].union(*keys[1:])) if keys else Q(pk__in=())
