"""Which records have a page and a story, who may see them, and what their columns are called.

The rooms above register their records when they start, so that one history page serves them all.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from .models import LedgeredModel


@dataclass(frozen=True)
class Record:
    """How the pages above treat one model's records."""

    model: type[LedgeredModel]
    visible: Callable[[Any], "QuerySet[Any, Any]"]  # person → what they may see
    url_name: str
    name: Any  # what one is called
    fields: Mapping[str, Any] = field(default_factory=dict)  # column → what it is called
    codes: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)  # column → what a code in it is called
    # Who may open its page as well, where it stands without names and words: told there by what it is and its day.
    opened: Callable[[Any], "QuerySet[Any, Any]"] | None = None
    is_named_freely: bool = False  # its name is no secret to who reads a record that names it: an office, a batch

    def of(self, person: Any, pk: uuid.UUID) -> LedgeredModel | None:
        """Return the record if the person may see it."""
        found: LedgeredModel | None = self.visible(person).filter(pk=pk).first()
        return found


_known: dict[str, Record] = {}


def register(record: Record) -> None:
    """Make a model's records known."""
    _known[record.model._meta.label_lower] = record


def known(label: str) -> Record | None:
    """Return how a model's records are treated, by its label `app.model`."""
    return _known.get(label)
