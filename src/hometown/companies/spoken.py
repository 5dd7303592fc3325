"""The companies on record by what people say and type: short forms, pinyin, first letters, a wrong character.

Their names are kept in the memory of each process; what the book says was added, edited or renamed since is read again
when somebody asks. Above `MOST` companies only the newest are kept: a city of that size loads its registry, which
knows the rest.
"""

import threading
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from hometown.ledger.models import RowImage, label_of

from .models import Company, CompanyName

if TYPE_CHECKING:
    from hometown.names.reasons import Reason
    from hometown.names.resolving import Resolution, Resolver
    from hometown.names.searching import Query

MOST = 30_000
_LIKE_MOST = 12  # candidates for one firm that are compared closely
_MANY = 1_000  # rows of the book behind which all is read anew
_MOST_PIECES = 16  # pieces that are asked one after another before they are made one
_SPEAKS_FOR = frozenset({"code", "exact", "alias", "former", "branch", "trade", "abbreviates", "sounds"})
_SPEAKS_AGAINST = frozenset({"region-differs", "letters"})
_Mark = tuple[int, bytes]  # the newest row of the book that was looked at, and its commitment
_lock = threading.Lock()


@dataclass(frozen=True)
class _Kept:
    """What companies are called, as of a row of the book. It never changes: a newer one takes its place."""

    mark: _Mark | None
    keys: tuple[uuid.UUID, ...] = ()  # which company each row of the pieces is, in their order
    pieces: tuple[object, ...] = ()

    @property
    def resolver(self) -> "Resolver":
        from hometown.names.resolving import Resolver

        return Resolver(self.pieces)  # type: ignore[arg-type]


_kept: dict[str, _Kept] = {}


def meant(text: str, limit: int) -> list[uuid.UUID]:
    """Return the companies that a text may mean, the likeliest first."""
    kept = _fresh()
    if not kept.pieces:
        return []
    found = kept.resolver.resolve(text, shown=limit * 2)
    return list(dict.fromkeys(kept.keys[one.row] for one in found.candidates))[:limit]


@dataclass(frozen=True)
class Near:
    """A company on record that a name may mean: what it is called there, how sure the engine is (0 to 1), and why."""

    company_id: uuid.UUID
    name: str
    score: float
    reasons: tuple["Reason", ...]


def near(texts: Iterable[str], most: int = 5) -> dict[str, list[Near]]:
    """Return the companies on record that names may mean, the likeliest first; a person decides. None for most names.

    What the engine calls `same` is among them: of a few thousand records it cannot know that no other firm is called
    so. Firms of another place or another line of business are left out, and what only sounds alike in Latin letters.
    """
    kept, asked = _fresh(), list(dict.fromkeys(texts))
    if not kept.pieces or not asked:
        return {}
    answers = kept.resolver.resolve_all(asked, shown=most * 2)
    return {text: _near(kept, text, answer, most) for text, answer in zip(asked, answers, strict=True)}


def _near(kept: _Kept, text: str, answer: "Resolution", most: int) -> list[Near]:
    found: dict[uuid.UUID, Near] = {}
    for one in answer.candidates if answer.outcome != "new" else ():
        if _may_mean(text, one.name, one.reasons):
            key = kept.keys[one.row]
            found.setdefault(key, Near(key, one.name, one.score, one.reasons))
    return list(found.values())[:most]


def near_to(company: Company) -> set[uuid.UUID]:
    """Return the other companies on record that the name of a company may mean, on record as it is itself or not."""
    from hometown.names import searching
    from hometown.names.reasons import compare

    kept = _fresh()
    query = searching.query(company.name)
    found = set()
    for one in kept.resolver.rank(query)[:_LIKE_MOST] if kept.pieces and not query.is_latin else ():
        name = one.searcher.segment.name(one.searcher.segment.row(one.evidence.entry))
        if _may_mean(company.name, name, compare(query.shape, one.evidence.shape)):
            found.add(kept.keys[one.row])
    return found - {company.pk}


def _may_mean(text: str, name: str, reasons: Iterable["Reason"]) -> bool:
    """Tell whether what the engine says of two names makes it worth asking if they are one firm's."""
    from hometown.names.likeness import SLIP, alikeness

    if any(map(_speaks_against, reasons)):
        return False
    return bool({reason.code for reason in reasons} & _SPEAKS_FOR) or alikeness(text, name) >= SLIP


def _speaks_against(reason: "Reason") -> bool:
    """Another place; another line of business, unless one is short for the other (新材, 新材料)."""
    if reason.code != "industry-differs":
        return reason.code in _SPEAKS_AGAINST
    short, long = sorted((reason.one, reason.other), key=len)
    rest = iter(long)
    return not all(sign in rest for sign in short)


def like(company: Company) -> list[Company]:
    """Return companies on record whose names are so alike that they may be one firm with this one.

    A parent and its subsidiary are called alike and are known to be two.
    """
    from hometown.names.likeness import may_be_one
    from hometown.names.searching import queries

    kept = _fresh()
    if not kept.pieces:
        return []
    near = _ranked(kept, queries([company.name])[0]) - {company.pk, company.parent_id}
    found = Company.objects.listed().filter(pk__in=near).exclude(parent=company.pk)
    return [one for one in found if may_be_one(company.name, one.name)]


def walk(after: str, most: int) -> tuple[list[tuple[uuid.UUID, uuid.UUID]], str]:
    """Return pairs of records whose names are so alike that they may be one firm, over a stretch of the companies.

    A `duplicates.Finder`: `after` is the key the last stretch ended with. Each pair comes once, with the older record.
    A parent and its subsidiary are no pair, nor are two records with codes: two codes are two firms (GB 32100).
    """
    from hometown.names.searching import queries

    kept = _fresh()
    behind = Company.objects.listed().order_by("pk")
    rows = list((behind.filter(pk__gt=uuid.UUID(after)) if after else behind).values_list("pk", "name")[:most])
    if not kept.pieces or not rows:
        return [], ""
    asked = zip(rows, queries([name for _, name in rows]), strict=True)
    near = {key: _ranked(kept, query) - {key} for (key, _), query in asked}
    keys = {other for found in near.values() for other in found} | near.keys()
    told = {one.pk: one for one in Company.objects.listed().filter(pk__in=keys).only("name", "parent", "uscc")}
    pairs = [
        (key, other)
        for key, found in near.items()
        for other in sorted(found & told.keys())
        if key < other and key in told and _may_be_double(told[key], told[other])
    ]
    return pairs, str(rows[-1][0]) if len(rows) == most else ""


def _ranked(kept: _Kept, query: "Query") -> set[uuid.UUID]:
    """Return the companies whose names come nearest."""
    return {kept.keys[one.row] for one in kept.resolver.rank(query)[:_LIKE_MOST]}


def _may_be_double(one: Company, other: Company) -> bool:
    from hometown.names.likeness import may_be_one

    if (one.uscc and other.uscc) or one.parent_id == other.pk or other.parent_id == one.pk:
        return False
    return may_be_one(one.name, other.name)


def _fresh() -> _Kept:
    """Return the names as the book has them now."""
    place = str(connection.settings_dict["NAME"])
    with _lock:
        before = _kept.get(place)
        newest = RowImage.objects.order_by("-id").values_list("id", "commitment").first()
        mark = (newest[0], bytes(newest[1])) if newest else None
        if before is None or before.mark != mark:
            _kept[place] = _later(before, mark)
        return _kept[place]


def _later(before: _Kept | None, mark: _Mark | None) -> _Kept:
    """Return what is kept now: what was, with companies that have other names since; all anew if that is no start."""
    changed = _changed(before.mark) if before and before.mark and mark and len(before.pieces) < _MOST_PIECES else None
    if before is None or changed is None:
        before, rows = _Kept(None), _names_of(None)
    else:
        rows = _names_of(changed) if changed else []
    if not rows:
        return _Kept(mark, before.keys, before.pieces)
    keys = (*before.keys, *(key for key, _ in rows))
    return _Kept(mark, keys, (*before.pieces, _piece([name for _, name in rows])))


def _changed(mark: _Mark) -> set[uuid.UUID] | None:
    """Return the companies whose names the book changed behind a row of it.

    None where they are many, or where that row is not in this book: another one was put in its place.
    """
    own, other = label_of(Company), label_of(CompanyName)
    behind = RowImage.objects.filter(id__gt=mark[0])
    there = RowImage.objects.filter(id=mark[0]).values_list("commitment", flat=True).first()
    if there is None or bytes(there) != mark[1]:
        return None
    rows = list(behind.filter(model__in=(own, other)).values_list("model", "row_id")[: _MANY + 1])
    if len(rows) > _MANY:
        return None
    named = CompanyName.objects.filter(pk__in=[key for model, key in rows if model == other])
    return {key for model, key in rows if model == own} | set(named.values_list("company_id", flat=True))


def _names_of(companies: Iterable[uuid.UUID] | None) -> list[tuple[uuid.UUID, str]]:
    """Return the names of some companies, or of the newest, each with its company."""
    own = Company.objects.listed().order_by("-pk")
    others = CompanyName.objects.order_by("-pk")
    if companies is not None:
        own, others = own.filter(pk__in=companies), others.filter(company__in=companies)
    return [*own.values_list("pk", "name")[:MOST], *others.values_list("company_id", "text")[:MOST]]


def _piece(texts: list[str]) -> object:
    from hometown.names.building import Registry, arrays_of
    from hometown.names.searching import Searcher
    from hometown.names.segment import Segment

    return Searcher(Segment(*arrays_of(Registry(names=texts), workers=1)))
