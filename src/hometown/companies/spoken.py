"""The companies on record by what people say and type: short forms, pinyin, first letters, a wrong character.

Their names are kept in the memory of each process; what was recorded since is added when somebody asks. Above `MOST`
companies only the newest are kept: a city of that size loads its registry, which knows the rest.
"""

import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from .models import Company, CompanyName

MOST = 30_000
_LIKE_MOST = 12  # candidates for one firm that are compared closely
_MOST_PIECES = 16  # pieces that are asked one after another before they are made one
_lock = threading.Lock()


@dataclass
class _Kept:
    """What one database's companies are called, piece by piece, and which company each row is."""

    last: tuple[uuid.UUID | None, uuid.UUID | None] = (None, None)
    keys: list[list[uuid.UUID]] = field(default_factory=list)
    pieces: list[object] = field(default_factory=list)


_kept: dict[str, _Kept] = {}


def meant(text: str, limit: int) -> list[uuid.UUID]:
    """Return the companies that a text may mean, the likeliest first."""
    from hometown.names.resolving import Resolver

    kept = _fresh()
    if not kept.pieces:
        return []
    found = Resolver(kept.pieces).resolve(text, shown=limit * 2)  # type: ignore[arg-type]
    keys = [key for piece in kept.keys for key in piece]
    return list(dict.fromkeys(keys[one.row] for one in found.candidates))[:limit]


def like(company: Company) -> list[Company]:
    """Return companies on record whose names are so alike that they may be one firm with this one.

    A parent and its subsidiary are called alike and are known to be two.
    """
    from hometown.names.likeness import may_be_one
    from hometown.names.resolving import Resolver
    from hometown.names.searching import queries

    kept = _fresh()
    if not kept.pieces:
        return []
    ranked = Resolver(kept.pieces).rank(queries([company.name])[0])  # type: ignore[arg-type]
    keys = [key for piece in kept.keys for key in piece]
    near = dict.fromkeys(keys[one.row] for one in ranked[:_LIKE_MOST])
    near.pop(company.pk, None)
    found = Company.objects.listed().filter(pk__in=near)
    apart = (one for one in found if one.pk != company.parent_id and (one.parent_id != company.pk or not company.pk))
    return [one for one in apart if may_be_one(company.name, one.name)] if near else []


def _fresh() -> _Kept:
    """Return the names with what was recorded since the last time."""
    newest = (_last(Company), _last(CompanyName))
    with _lock:
        kept = _kept.setdefault(str(connection.settings_dict["NAME"]), _Kept())
        if kept.last == newest:
            return kept
        since = kept.last
        backwards = any(new is None or new < old for new, old in zip(newest, since, strict=True) if old is not None)
        if backwards or len(kept.pieces) >= _MOST_PIECES:
            kept.keys, kept.pieces, since = [], [], (None, None)
        rows = _rows(since)
        if rows:
            kept.keys.append([key for key, _ in rows])
            kept.pieces.append(_piece([name for _, name in rows]))
        kept.last = newest
        return kept


def _last(model: type[Company] | type[CompanyName]) -> uuid.UUID | None:
    rows: Any = model.objects
    found: uuid.UUID | None = rows.order_by("-pk").values_list("pk", flat=True).first()
    return found


def _rows(since: tuple[uuid.UUID | None, uuid.UUID | None]) -> list[tuple[uuid.UUID, str]]:
    own = Company.objects.listed().order_by("-pk")
    others = CompanyName.objects.order_by("-pk")
    own = own.filter(pk__gt=since[0]) if since[0] else own
    others = others.filter(pk__gt=since[1]) if since[1] else others
    return [*own.values_list("pk", "name")[:MOST], *others.values_list("company_id", "text")[:MOST]]


def _piece(texts: list[str]) -> object:
    from hometown.names.building import Registry, arrays_of
    from hometown.names.searching import Searcher
    from hometown.names.segment import Segment

    return Searcher(Segment(*arrays_of(Registry(names=texts), workers=1)))
