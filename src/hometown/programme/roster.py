"""Who is where on a day: the postings that stand, and who of them is on leave. Two queries, whatever the number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from .divisions import division_words
from .models import Batch, Leave, LeaveState, Posting, PostingQuerySet, Unit
from .rules.leave import Standing


@dataclass(frozen=True)
class Line:
    """One officer on a day. Peers read that somebody is away, and until when; not why."""

    posting: Posting
    standing: Standing
    away_until: date | None = None


def lines(postings: PostingQuerySet, on: date, *, q: str = "", group: str = "") -> list[Line]:
    """Return the officers posted on a day, by group, host unit and name."""
    found = postings.standing(on).select_related("officer__home_unit", "host_unit__parent", "group", "batch")
    if q.strip():
        words = q.strip()
        found = found.filter(
            Q(officer__name__icontains=words)
            | Q(host_unit__name__icontains=words)
            | Q(officer__home_unit__name__icontains=words)
        )
    if group:
        found = found.filter(group__division_code=group)
    listed = list(found.order_by("group__name", "host_unit__name", "officer__name", "pk"))
    away = away_on(listed, on)
    return [
        Line(one, Standing.AWAY if one.pk in away else Standing.AT_POST, away.get(one.pk)) for one in listed
    ]  # fmt: skip


def away_on(postings: Iterable[Posting], on: date) -> dict[object, date]:
    """Return which of these postings' officers are on approved leave on a day, and until when."""
    leaves = Leave.objects.filter(
        posting__in=[one.pk for one in postings], state=LeaveState.APPROVED, first_on__lte=on, last_on__gte=on
    )  # fmt: skip
    return dict(leaves.values_list("posting", "last_on"))


@dataclass(frozen=True)
class HostGroup:
    """One host unit with the officers posted there."""

    host: Unit
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class DistrictGroup:
    """A host district with its host units."""

    code: str
    name: str
    hosts: tuple[HostGroup, ...]
    count: int


def by_district(listed: Iterable[Line], districts: Iterable[str]) -> list[DistrictGroup]:
    """Return the lines by district and host unit; districts of the batch with nobody in them are shown, too."""
    found: dict[str, dict[Unit, list[Line]]] = {code: {} for code in districts}
    for line in listed:
        host = line.posting.host_unit
        code = host.division_code or (host.parent.division_code if host.parent else "")
        found.setdefault(code, {}).setdefault(host, []).append(line)
    return [
        DistrictGroup(
            code,
            division_words(code),
            tuple(HostGroup(host, tuple(there)) for host, there in hosts.items()),
            sum(len(there) for there in hosts.values()),
        )
        for code, hosts in found.items()
    ]


def groups_of(batch: Batch) -> list[Unit]:
    """Return the groups that a batch's officers work in."""
    return list(Unit.objects.filter(group_postings__batch=batch).distinct().order_by("division_code", "name"))
