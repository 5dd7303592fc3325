"""Matches the officers a ledger names with those on record. Nobody is ever made by an import."""

import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from hometown.programme.models import Batch, Officer, Posting, Unit

PER_QUERY = 500
_Value = TypeVar("_Value")


class Roster:
    """The officers of some names, those of the batch first, and the unit each one reports for."""

    def __init__(self, names: Iterable[str], batch: Batch | None) -> None:
        self._by_name: dict[str, list[Officer]] = {}
        for part in parts(sorted({name for name in names if name})):
            for officer in Officer.objects.filter(name__in=part).order_by("pk"):
                self._by_name.setdefault(officer.name, []).append(officer)
        found = [officer.pk for officers in self._by_name.values() for officer in officers]
        self._units: dict[uuid.UUID, Unit] = {}
        self._posted: set[uuid.UUID] = set()
        for held in parts(found):
            self._read_postings(held, batch)

    def _read_postings(self, officers: list[uuid.UUID], batch: Batch | None) -> None:
        postings = Posting.objects.filter(officer__in=officers).select_related("group", "host_unit").order_by("last_on")
        for posting in postings:
            if batch is None or posting.batch_id == batch.pk:
                self._units[posting.officer_id] = posting.group or posting.host_unit
                self._posted.add(posting.officer_id)

    def match(self, name: str) -> tuple[Officer | None, str]:
        """Return the officer of a name, or the code of the doubt: unknown, or one of several."""
        officers = self._by_name.get(name, [])
        posted = [officer for officer in officers if officer.pk in self._posted]
        chosen = posted or officers
        if len(chosen) == 1:
            return chosen[0], ""
        return None, "officer_namesakes" if chosen else "officer_unknown"

    def unit_of(self, officer: Officer) -> Unit | None:
        """Return the unit in whose name an officer reports: the group, else the host unit."""
        return self._units.get(officer.pk)


def parts(values: Iterable[_Value], size: int = PER_QUERY) -> Iterator[list[_Value]]:
    """Cut a series into lists that fit one query."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
