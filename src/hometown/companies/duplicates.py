"""Records that may be one firm, suggested from every side; a person says whether they are.

    page("", 30)        likely duplicates of the whole table, the strongest ground first, and where to go on
    of(company)         those of one company; also of one that is not recorded yet

Each ground is one ordered walk along an index: a page costs the same whether there are thousands of companies or a
million. Others add what only they know: `alike` and `searches` find records like one, `finders` walk the whole table.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Length, Upper

from hometown import names
from hometown.programme import divisions

from . import rules
from .likeness import Ground, Likeness, Told, compare, trade_name
from .models import Company, CompanyName, Contact, DistinctFirms

Pair = tuple[uuid.UUID, uuid.UUID]
# Given where the last walk ended and how many keys to take: the pairs found, and where to go on ("" at the end).
Finder = Callable[[str, int], tuple[list[Pair], str]]

alike: list[Callable[[Company], Iterable[Company]]] = []  # searches by the engine of names
searches: dict[Ground, Callable[[Company], Iterable[uuid.UUID]]] = {}  # a floor above: records like one, by a ground
finders: dict[Ground, Finder] = {}  # the same over the whole table
_PER_KEY = 12  # records of one name beyond which only the first ones are paired
_STEP = 60  # keys taken at a time
_STEPS = 25  # taken for one page at the most: where nearly all was looked at already, the next page goes on
_COSTS = {Ground.ALIKE: 5}  # steps that one of a ground counts for: the engine looks each name up
_GROUP = 200


@dataclass(frozen=True)
class Suggestion:
    """Two records that may be one firm: the older first."""

    first: Company
    second: Company
    likeness: Likeness


@dataclass(frozen=True)
class Page:
    """A stretch of the suggestions, and where the next begins; empty at the end."""

    suggestions: tuple[Suggestion, ...]
    onward: str = ""


def page(begin: str, most: int, only: Ground | None = None) -> Page:
    """Return suggestions from where an earlier page ended; with `only`, those of one ground."""
    grounds = [only] if only else list(Ground)
    ground, key = _read(begin, grounds)
    left = grounds[grounds.index(ground) :]
    found: list[Suggestion] = []
    steps = 0
    while steps < _STEPS:
        steps += _COSTS.get(left[0], 1)
        walk = _finder(left[0])
        pairs, key = walk(key, _STEP) if walk else ([], "")
        found += _suggested(pairs, left[0])
        if not key:
            left = left[1:]
        if not left or len(found) >= most:
            break
    return Page(tuple(found), f"{left[0].value}:{key}" if left else "")


def _read(begin: str, grounds: list[Ground]) -> tuple[Ground, str]:
    """Return the ground and key of where to begin; the top, for what cannot be read."""
    ground, _, key = begin.partition(":")
    if ground not in {one.value for one in grounds}:
        return grounds[0], ""
    by_row = ground in {Ground.GROUP, Ground.PHONE, Ground.ALIKE}
    return Ground(ground), key if not by_row or _is_key(key) else ""


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def of(company: Company, most: int = 20) -> list[Suggestion]:
    """Return the records that may be the same firm as one, the likeliest first."""
    found = dict.fromkeys(_near(company))
    found.pop(company.pk, None)
    similar = {ground: set(search(company)) for ground, search in searches.items()}
    similar[Ground.ALIKE] = {one.pk for search in alike for one in search(company)}
    keys = {*found, *(key for keys in similar.values() for key in keys)} - {company.pk}
    records = Company.objects.listed().filter(pk__in=keys).select_related("parent")
    told = _told([company, *records])
    suggestions = []
    for one in records:
        likeness = compare(told[company.pk], told[one.pk])
        further = tuple((ground, "") for ground, keys in similar.items() if one.pk in keys)
        likeness = Likeness((*likeness.grounds, *further))
        if likeness.grounds:
            suggestions.append(Suggestion(company, one, likeness))
    distinct = _distinct([(one.first.pk, one.second.pk) for one in suggestions])
    left = [one for one in suggestions if _ordered(one.first.pk, one.second.pk) not in distinct]
    return sorted(left, key=lambda one: (-one.likeness.weight, one.second.pk))[:most]


def _near(company: Company) -> Iterator[uuid.UUID]:
    """Yield the keys of whatever shares a name, a code, a group or a number with a company."""
    called = {company.normal_name, *company.names.values_list("normal", flat=True)} - {""}
    codes = {name.upper() for name in called if rules.has_uscc_shape(name.upper())}
    yield from Company.objects.filter(Q(normal_name__in=called) | Q(uscc__in=codes)).values_list("pk", flat=True)
    typed = called | ({company.uscc.casefold()} if company.uscc else set())
    yield from CompanyName.objects.filter(normal__in=typed).values_list("company", flat=True)
    yield from Company.objects.filter(normal_name__in=typed - called).values_list("pk", flat=True)
    if company.parent_id:
        yield company.parent_id
        yield from Company.objects.filter(parent=company.parent_id).values_list("pk", flat=True)[:_GROUP]
    yield from Company.objects.filter(parent=company.pk).values_list("pk", flat=True)[:_GROUP]
    phones = set(company.contacts.active().exclude(phone="").values_list("phone", flat=True))
    yield from Contact.objects.active().filter(phone__in=phones).values_list("company", flat=True)


# ── From pairs to suggestions ────────────────────────────────────────────────────────────────────────────────────
def _ordered(one: uuid.UUID, other: uuid.UUID) -> Pair:
    return (one, other) if one < other else (other, one)


def _suggested(pairs: Iterable[Pair], ground: Ground) -> list[Suggestion]:
    """Return pairs with their grounds, but for those somebody said are two firms, and those of a stronger ground: they
    stand there."""
    wanted = list(dict.fromkeys(_ordered(*pair) for pair in pairs))
    records = Company.objects.listed().select_related("parent").in_bulk({key for pair in wanted for key in pair})
    wanted = [pair for pair in wanted if pair[0] in records and pair[1] in records]
    distinct, told = _distinct(wanted), _told(records.values())
    found = []
    for one, other in wanted:
        likeness = compare(told[one], told[other])
        if (likeness.first or ground) is ground and (one, other) not in distinct:
            found.append(Suggestion(records[one], records[other], likeness if likeness.grounds else _bare(ground)))
    return found


def _bare(ground: Ground) -> Likeness:
    """A ground that only a finder of a floor above knows."""
    return Likeness(((ground, ""),))


def _distinct(pairs: Iterable[Pair]) -> set[Pair]:
    firsts = {min(pair) for pair in pairs}
    said = DistinctFirms.objects.filter(first__in=firsts, taken_back_on__isnull=True)
    return set(said.values_list("first", "second"))


def _told(companies: Iterable[Company]) -> dict[uuid.UUID, Told]:
    """Return what records are compared by, read in two queries."""
    records = {company.pk: company for company in companies}
    others: dict[uuid.UUID, set[str]] = {}
    for key, normal in CompanyName.objects.filter(company__in=records).values_list("company", "normal"):
        others.setdefault(key, set()).add(normal)
    phones: dict[uuid.UUID, set[str]] = {}
    numbers = Contact.objects.active().filter(company__in=records).exclude(phone="")
    for key, phone in numbers.values_list("company", "phone"):
        phones.setdefault(key, set()).add(phone)
    return {
        key: Told(
            company.normal_name,
            company.uscc,
            frozenset(others.get(key, ())),
            frozenset({key, company.parent_id} - {None}),
            trade_of(company),
            frozenset(phones.get(key, ())),
        )
        for key, company in records.items()
    }


def trade_of(company: Company) -> str:
    """Return the trade name of a company, without place and legal form."""
    return trade_name(names.normal(names.without_legal_form(company.name)), _places())


@cache
def _places() -> frozenset[str]:
    return frozenset(place.short_name for place in divisions.table().values() if len(place.short_name) > 1)


# ── The walks ────────────────────────────────────────────────────────────────────────────────────────────────────
def _finder(ground: Ground) -> Finder | None:
    own: dict[Ground, Finder] = {
        Ground.CODE: _by_code,
        Ground.NAME: _by_name,
        Ground.OTHER_NAME: _by_other_name,
        Ground.SAID_NAME: _by_said_name,
        Ground.GROUP: _by_group,
        Ground.PHONE: _by_phone,
    }
    return own.get(ground) or finders.get(ground)


def _paired(found: dict[Any, list[uuid.UUID]]) -> list[Pair]:
    return [pair for keys in found.values() for pair in combinations(sorted(set(keys))[:_PER_KEY], 2)]


def _grouped(rows: Iterable[tuple[Any, uuid.UUID]]) -> dict[Any, list[uuid.UUID]]:
    found: dict[Any, list[uuid.UUID]] = {}
    for key, pk in rows:
        found.setdefault(key, []).append(pk)
    return found


def _onward(keys: list[Any], most: int) -> str:
    return str(keys[-1]) if len(keys) == most else ""


def _by_code(after: str, most: int) -> tuple[list[Pair], str]:
    """A code that was typed as a name: of 18 signs, and beginning with a digit as all codes of firms do."""
    shaped = Q(normal_name__gt=after or "0", normal_name__lt=":")
    others = Company.objects.current().filter(uscc=Upper(OuterRef("normal_name")))
    named = Company.objects.current().filter(shaped).annotate(signs=Length("normal_name")).filter(signs=18)
    rows = list(named.filter(Exists(others)).order_by("normal_name").values_list("normal_name", "pk")[:most])
    found = _grouped((name.upper(), pk) for name, pk in rows)
    shaped = Q(normal__gte="0", normal__lt=":")
    if not after:  # other names that are codes are few: they come with the first stretch
        others = Company.objects.current().filter(uscc=Upper(OuterRef("normal")))
        called = CompanyName.objects.filter(shaped).annotate(signs=Length("normal")).filter(signs=18)
        for name, pk in called.filter(Exists(others)).values_list("normal", "company")[:_GROUP]:
            found.setdefault(name.upper(), []).append(pk)
    for code, pk in Company.objects.current().filter(uscc__in=found).values_list("uscc", "pk"):
        found[code].append(pk)
    return _paired(found), _onward([name for name, _ in rows], most)


def _by_name(after: str, most: int) -> tuple[list[Pair], str]:
    shared = Company.objects.current().filter(normal_name__gt=after).order_by("normal_name").values("normal_name")
    keys = list(shared.annotate(n=Count("pk")).filter(n__gt=1).values_list("normal_name", flat=True)[:most])
    rows = Company.objects.current().filter(normal_name__in=keys).values_list("normal_name", "pk")
    return _paired(_grouped(rows)), _onward(keys, most)


def _by_other_name(after: str, most: int) -> tuple[list[Pair], str]:
    bearers = Company.objects.current().filter(normal_name=OuterRef("normal")).exclude(pk=OuterRef("company"))
    called = CompanyName.objects.filter(Exists(bearers), normal__gt=after).order_by("normal").values("normal")
    keys = list(called.annotate(n=Count("pk")).values_list("normal", flat=True)[:most])
    borne = _grouped(Company.objects.current().filter(normal_name__in=keys).values_list("normal_name", "pk"))
    rows = CompanyName.objects.filter(normal__in=keys).values_list("normal", "company")
    pairs = [(pk, other) for name, pk in rows for other in borne.get(name, ())[:_PER_KEY] if other != pk]
    return pairs, _onward(keys, most)


def _by_said_name(after: str, most: int) -> tuple[list[Pair], str]:
    shared = CompanyName.objects.filter(normal__gt=after).order_by("normal").values("normal")
    keys = list(
        shared.annotate(n=Count("company", distinct=True)).filter(n__gt=1).values_list("normal", flat=True)[:most]
    )
    rows = CompanyName.objects.filter(normal__in=keys).values_list("normal", "company")
    return _paired(_grouped(rows)), _onward(keys, most)


def _by_group(after: str, most: int) -> tuple[list[Pair], str]:
    below = Company.objects.current().filter(parent__isnull=False)
    if after:
        below = below.filter(parent__gt=uuid.UUID(after))
    parents = list(below.order_by("parent").values_list("parent", flat=True).distinct()[:most])
    members = Company.objects.current().filter(Q(parent__in=parents) | Q(pk__in=parents))
    found: dict[Any, list[uuid.UUID]] = {}
    for one in members.only("name", "parent"):
        for group in {one.parent_id, one.pk} & set(parents):
            found.setdefault((group, trade_of(one)), []).append(one.pk)
    return _paired(found), _onward(parents, most)


def _by_phone(after: str, most: int) -> tuple[list[Pair], str]:
    # The key of this walk stands in an address, where no number may: it is a contact that has it.
    last = Contact.objects.filter(pk=uuid.UUID(after)).values_list("phone", flat=True).first() if after else ""
    shared = Contact.objects.active().exclude(phone="").filter(phone__gt=last or "").order_by("phone").values("phone")
    keys = list(
        shared.annotate(n=Count("company", distinct=True)).filter(n__gt=1).values_list("phone", flat=True)[:most]
    )
    rows = Contact.objects.active().filter(phone__in=keys)
    bearer = rows.filter(phone=keys[-1]).order_by("pk").values_list("pk", flat=True).first() if keys else None
    return _paired(_grouped(rows.values_list("phone", "company"))), _onward([bearer] * len(keys), most)
