"""Digests as pages show them. What a person may no longer see is asked again at the moment of showing, and left out."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.face.tags.words import day as day_words

from . import sources
from .models import Digest
from .sources import Seen


@dataclass(frozen=True)
class Group:
    """The lines of one kind."""

    name: Any
    rows: list[Row]


@dataclass(frozen=True)
class Shown:
    """One digest as its reader may see it now."""

    digest: Digest
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def shown(reader: User, digests: Iterable[Digest]) -> list[Shown]:
    """Return digests as their reader may see them now: one query for the kinds that tell of the same rows."""
    listed = list(digests)
    seen = _still_seen(reader, [line for one in listed for line in one.lines])
    return [Shown(one, _groups(one.lines, seen)) for one in listed]


def _still_seen(reader: User, lines: list[dict[str, Any]]) -> dict[str, set[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        named[line["kind"]].add(line["record"])
    known = {kind: source for kind in named if (source := sources.known(kind)) is not None and source.fits(reader)}
    asked: dict[Seen, set[str]] = defaultdict(set)
    for kind, source in known.items():
        asked[source.seen] |= named[kind]
    found = {seen: _among(seen, reader, records) for seen, records in asked.items()}
    return {kind: found[known[kind].seen] if kind in known else set() for kind in named}


def _among(seen: Seen, reader: User, records: set[str]) -> set[str]:
    return {str(pk) for pk in seen(reader, [uuid.UUID(one) for one in records])}


def _groups(lines: list[dict[str, Any]], seen: dict[str, set[str]]) -> list[Group]:
    found: dict[str, list[Row]] = {}
    for line in lines:
        if line["record"] in seen[line["kind"]]:
            found.setdefault(line["kind"], []).append(_row(line))
    return [Group(source.name, rows) for kind, rows in found.items() if (source := sources.known(kind))]


def _row(line: dict[str, Any]) -> Row:
    if "since_on" in line:
        meta = format_html(_("last on {day}"), day=day_words(date.fromisoformat(line["since_on"])))
        return Row(line["title"], meta, line["url"])
    end = day_words(date.fromisoformat(line["due_on"])) if "due_on" in line else ""
    return Row(line["title"], "", line["url"], end)
