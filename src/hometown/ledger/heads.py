"""The first rows of several sets, taken together."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import F, Field, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")


def first_rows(found: Rows, *order: str, most: int) -> Rows:
    """Return the first rows of a set in an order, found by their keys alone.

    What is sorted to find them is then narrow; the wide rows, and what is joined to them, are read for these few.
    """
    keys = found.order_by(*order).values("pk")[:most]
    return found.model._default_manager.filter(pk__in=keys).order_by(*order)  # type: ignore[no-any-return]


def with_few(found: Rows, **columns: tuple[str, ...]) -> Rows:
    """Bring along of the rows that a set names these columns only: `with_few(found, company=("name",))`.

    A list of six lines that joins four wide tables takes longer to ask for than to find. The rows themselves are whole.
    """
    own = [field.name for field in found.model._meta.concrete_fields]
    named = [f"{name}__{column}" for name, few in columns.items() for column in few]
    return found.select_related(*columns).only(*own, *named)


def walking(found: Rows, field: str, keys: Any) -> Rows:
    """Return the rows that name one of many keys, to be read along their own order until enough are found.

    The field is hidden from its index, with which a database would begin at the keys and read every row they name. And
    no row is without a key: said as another way to be among them, so that PostgreSQL looks each row up in the keys,
    rather than join it to them one by one.
    """
    named = Q(_walked__in=keys) | Q(pk__isnull=True)
    return found.alias(_walked=hidden(field, UUIDField())).filter(named)


def hidden(field: str, kind: "Field[Any, Any]") -> Coalesce:
    """Return a column so that no index of it is used: another way to the rows is shorter than a database can know."""
    return Coalesce(F(field), F(field), output_field=kind)


def in_any_of(heads: "Iterable[QuerySet[Any, Any]]") -> Q:
    """Return the condition that a row is in one of these sets, each of them sliced.

    As one union of keys: both databases then read each head from its index and those rows alone. Joined by OR,
    PostgreSQL would walk over the whole table and look each row up in every head.
    """
    keys = [head.model._default_manager.filter(pk__in=head.values("pk")).values("pk") for head in heads]
    return Q(pk__in=keys[0].union(*keys[1:])) if keys else Q(pk__in=())
