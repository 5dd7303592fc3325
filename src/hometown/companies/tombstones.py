"""Nothing is written that points at a tombstone, whoever writes it: a page left open, an import, a verb of any floor.

The book asks `require_standing` before it writes a line. Records that speak of the past may point there: they name
themselves in `may_point_there`.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.ledger.models import LedgeredModel, label_of

from .models import Company, Contact

may_point_there: set[str] = {"companies.distinctfirms"}


def watch() -> None:
    """Let the book ask."""
    if require_standing not in book.conditions:
        book.conditions.append(require_standing)


def require_standing(rows: Collection[LedgeredModel]) -> None:
    """Raise RuleBroken when a row is about to point at a company or contact that is recorded as another."""
    pointed: dict[Any, set[Any]] = {Company: set(), Contact: set()}
    for row in rows:
        for column, to in _keys(type(row)):
            key = getattr(row, column)
            if key is not None:
                pointed[to].add(key)
    if pointed[Company]:
        gone = Company.objects.filter(pk__in=pointed[Company], merged_into__isnull=False)
        for company in gone.select_related("merged_into")[:1]:
            raise RuleBroken("companies.merged_away", company=company.name, target=company.merged_into.name)
    if pointed[Contact] and Contact.objects.filter(pk__in=pointed[Contact], merged_into__isnull=False).exists():
        raise RuleBroken("companies.contact_merged_away")


@cache
def _keys(model: type[LedgeredModel]) -> tuple[tuple[str, type[LedgeredModel]], ...]:
    if label_of(model) in may_point_there:
        return ()
    return tuple(
        (field.attname, field.related_model)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Company, Contact)
    )
