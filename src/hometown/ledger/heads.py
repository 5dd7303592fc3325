"""The first rows of several sets, taken together."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet


def in_any_of(heads: "Iterable[QuerySet[Any, Any]]") -> Q:
    """Return the condition that a row is in one of these sets, each of them sliced.

    As one union of keys: both databases then read each head from its index and those rows alone. Joined by OR,
    PostgreSQL would walk over the whole table and look each row up in every head.
    """
    keys = [head.model._default_manager.filter(pk__in=head.values("pk")).values("pk") for head in heads]
    return Q(pk__in=keys[0].union(*keys[1:])) if keys else Q(pk__in=())
