"""What keeps a claim alive, read off the records that are there: nobody reports progress a second time.

progress_of(claims, today)    the marks of progress of many claims, six queries whatever their number
lives_of(claims, policy, …)   how each stands
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hometown.accounts.models import Grant
from hometown.fieldwork.models import Activity, ActivityCompany, ActivityOfficer, Counterpart
from hometown.kernel.clock import CITY_TIME
from hometown.policy.shape import Policy
from hometown.programme.models import Posting

from .models import Claim, Evidence, Filing, Project, StageMove
from .rules import RANK, Contender, Life, Ruling, Stage, first_of, life

PER_TURN = 500  # claims a sweep looks at in one go


@dataclass(frozen=True, order=True)
class Mark:
    """One thing that shows progress: its day, what it is (`activity`, `evidence`, `move`), and its record."""

    on: date
    kind: str
    record: Any = field(compare=False)


@dataclass(frozen=True)
class People:
    """Who works for a unit: officers by their postings, accounts by those officers and by grants over the unit."""

    officers: frozenset[uuid.UUID]
    accounts: frozenset[uuid.UUID]


NOBODY = People(frozenset(), frozenset())


def people_of(units: Iterable[uuid.UUID], among: People | None = None) -> dict[uuid.UUID, People]:
    """Return who works for each unit, and did; of some people only, where it is them one asks about. Two queries."""
    wanted = set(units)
    officers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    accounts: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    posted = Posting.objects.filter(Q(group__in=wanted) | Q(group__isnull=True, host_unit__in=wanted))
    granted = Grant.objects.filter(scope_kind="unit", scope_id__in=wanted)
    if among is not None:
        posted = posted.filter(Q(officer__in=among.officers) | Q(officer__user__in=among.accounts))
        granted = granted.filter(user__in=among.accounts)
    for group, host, officer, account in posted.order_by().values_list(
        "group", "host_unit", "officer", "officer__user"
    ):
        officers[group or host].add(officer)
        accounts[group or host] |= {account} if account else set()
    for unit, account in granted.values_list("scope_id", "user"):
        accounts[unit].add(account)
    return {unit: People(frozenset(officers[unit]), frozenset(accounts[unit])) for unit in wanted}


def progress_of(claims: Iterable[Claim], today: date) -> dict[uuid.UUID, list[Mark]]:
    """Return the progress of claims by their keys, oldest first: meetings with somebody named at the firm by the
    claim's unit, evidence that it filed, steps on of the project. Bring `with_life_needs()` along.
    """
    asked = list(claims)
    if not asked:
        return {}
    people = people_of({claim.unit_id for claim in asked})
    met, filed, moved = _meetings(asked, today), _evidence(asked, today), _steps(asked, today)
    found: dict[uuid.UUID, list[Mark]] = {}
    for claim in asked:
        officers, accounts = _team(claim, people)
        own = [one for one in met[claim.project.company_id] if _took_part(one, officers, accounts)]
        papers = [one for one in filed[claim.project_id] if one.reported_by in accounts]
        marks = [
            *(Mark(one.on, "activity", one) for one in own),
            *(Mark(one.reported_on, "evidence", one) for one in papers),
            *(Mark(one.on, "move", one) for one in moved[claim.project_id]),
        ]
        found[claim.pk] = sorted(mark for mark in marks if claim.first_on <= mark.on)
    return found


def days_of(claims: Iterable[Claim], today: date) -> dict[uuid.UUID, list[date]]:
    """Return the days of the progress of claims by their keys: those of the marks, without the records behind them."""
    asked = list(claims)
    if not asked:
        return {}
    met, filed, moved = _met_on(asked, today), _filed_on(asked, today), _moved_on(asked, today)
    doers = People(  # a unit has hundreds of people; what was done, few did
        frozenset(one for marks in met.values() for _on, _by, there in marks for one in there),
        frozenset(mark[1] for found in (met, filed) for marks in found.values() for mark in marks),
    )
    people = people_of({claim.unit_id for claim in asked}, doers) if doers.officers or doers.accounts else {}
    found: dict[uuid.UUID, list[date]] = {}
    for claim in asked:
        officers, accounts = _team(claim, people)
        days = [
            *(
                on
                for on, by, there in met[claim.project.company_id]
                if by in accounts or not there.isdisjoint(officers)
            ),
            *(on for on, by in filed[claim.project_id] if by in accounts),
            *moved[claim.project_id],
        ]
        found[claim.pk] = sorted(day for day in days if claim.first_on <= day)
    return found


def _team(claim: Claim, people: dict[uuid.UUID, People]) -> tuple[set[Any], set[Any]]:
    """Return whose work keeps up a claim: its unit's people, and who filed it while it is still that unit's."""
    team = people.get(claim.unit_id, NOBODY)
    officers: set[Any] = set(team.officers)
    accounts: set[Any] = set(team.accounts)
    if claim.filing.unit_id == claim.unit_id:
        officers.add(claim.filing.officer_id)
        accounts.add(claim.filing.filed_by)
    return officers, accounts


def _took_part(activity: Activity, officers: Iterable[Any], accounts: Iterable[Any]) -> bool:
    there = {link.officer_id for link in activity.officer_links.all()}
    return not there.isdisjoint(officers) or activity.recorded_by in set(accounts)


def _links(claims: list[Claim], today: date) -> Any:
    """Return the standing activities at which somebody of the claims' firms is named, as links to those firms."""
    companies = {claim.project.company_id for claim in claims}
    since = min(claim.first_on for claim in claims)
    named = Exists(Counterpart.objects.filter(link=OuterRef("pk")))
    return ActivityCompany.objects.filter(
        named, company__in=companies, activity__on__gte=since, activity__on__lte=today,
        activity__withdrawn_on__isnull=True,
    )  # fmt: skip


def _meetings(claims: list[Claim], today: date) -> dict[uuid.UUID, list[Activity]]:
    found: dict[uuid.UUID, list[Activity]] = defaultdict(list)
    for link in _links(claims, today).select_related("activity").prefetch_related("activity__officer_links"):
        found[link.company_id].append(link.activity)
    return found


def _met_on(claims: list[Claim], today: date) -> dict[uuid.UUID, list[tuple[date, Any, set[uuid.UUID]]]]:
    """Return by firm when it was met, who recorded it and which officers were there."""
    columns = ("company", "activity", "activity__on", "activity__recorded_by")
    links = list(_links(claims, today).values_list(*columns))
    there: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    named = ActivityOfficer.objects.filter(activity__in={link[1] for link in links})
    for activity, officer in named.values_list("activity", "officer"):
        there[activity].add(officer)
    found: dict[uuid.UUID, list[tuple[date, Any, set[uuid.UUID]]]] = defaultdict(list)
    for company, activity, on, by in links:
        found[company].append((on, by, there[activity]))
    return found


def _papers(claims: list[Claim], today: date) -> Any:
    projects = {claim.project_id for claim in claims}
    return Evidence.objects.standing().filter(project__in=projects, reported_on__lte=today)


def _evidence(claims: list[Claim], today: date) -> dict[uuid.UUID, list[Evidence]]:
    found: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for paper in _papers(claims, today):
        found[paper.project_id].append(paper)
    return found


def _filed_on(claims: list[Claim], today: date) -> dict[uuid.UUID, list[tuple[date, Any]]]:
    found: dict[uuid.UUID, list[tuple[date, Any]]] = defaultdict(list)
    for project, on, by in _papers(claims, today).values_list("project", "reported_on", "reported_by"):
        found[project].append((on, by))
    return found


def _moves(claims: list[Claim], today: date) -> Any:
    projects = {claim.project_id for claim in claims}
    return StageMove.objects.filter(project__in=projects, on__lte=today).exclude(from_stage="")


def _is_step(from_stage: str, to_rank: int) -> bool:
    """Tell whether a move leads to a later stage; the first one is the filing itself, a step back is no progress."""
    return to_rank > RANK[from_stage]


def _steps(claims: list[Claim], today: date) -> dict[uuid.UUID, list[StageMove]]:
    found: dict[uuid.UUID, list[StageMove]] = defaultdict(list)
    for move in _moves(claims, today):
        if _is_step(move.from_stage, move.to_rank):
            found[move.project_id].append(move)
    return found


def _moved_on(claims: list[Claim], today: date) -> dict[uuid.UUID, list[date]]:
    found: dict[uuid.UUID, list[date]] = defaultdict(list)
    for project, on, stage, rank in _moves(claims, today).values_list("project", "on", "from_stage", "to_rank"):
        if _is_step(stage, rank):
            found[project].append(on)
    return found


def lives_of(
    claims: Iterable[Claim], policy: Policy, today: date, marks: dict[uuid.UUID, list[Mark]] | None = None
) -> dict[uuid.UUID, Life]:
    """Return how claims stand on a day, by their keys. A claim of a signed project is kept by its contract."""
    asked = {claim: claim.project.stage_rank >= RANK[Stage.SIGNED] for claim in claims}
    if marks is None:
        days = days_of((claim for claim, is_kept in asked.items() if not is_kept), today)
    else:
        days = {key: [mark.on for mark in found] for key, found in marks.items()}
    return {
        claim.pk: life(
            policy, claim.granted_on or claim.first_on, claim.last_on, days.get(claim.pk, ()), today, is_kept=is_kept
        )
        for claim, is_kept in asked.items()
    }


def life_of(claim: Claim, policy: Policy, today: date) -> Life:
    """Return how one claim stands on a day."""
    return lives_of([claim], policy, today)[claim.pk]


def lapsed_claims(policy: Policy, today: date) -> Iterator[tuple[Claim, Life]]:
    """Yield the claims nobody has released that by the rules have lapsed, with how they stand; for the sweep."""
    held = list(Claim.objects.held().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(held), PER_TURN):
        part = list(Claim.objects.held().with_life_needs().filter(pk__in=held[start : start + PER_TURN]).order_by("pk"))
        lives = lives_of(part, policy, today)
        yield from ((one, lives[one.pk]) for one in part if lives[one.pk].is_lapsed)


def held_back() -> Iterator[Project]:
    """Yield the open projects with a filing in effect that never had a claim; for the sweep."""
    filed = Filing.objects.filter(project=OuterRef("pk"), effective_at__isnull=False)
    claimed = Claim.objects.filter(project=OuterRef("pk"))
    found = Project.objects.live().filter(Exists(filed), ~Exists(claimed), stage_rank__lt=RANK[Stage.SIGNED])
    yield from list(found.order_by("pk"))


def held_claim(project: uuid.UUID) -> Claim | None:
    """Return the claim of a project that nobody has released, lapsed or not."""
    found: Claim | None = Claim.objects.held().with_life_needs().filter(project=project).first()
    return found


def ruling_of(policy: Policy, filings: Iterable[Filing]) -> Ruling:
    """Return which of several filings in effect leads, by the order of the city's rules."""
    asked = list(filings)
    met = decision_maker_contacts(asked)
    levels = [level.code for level in policy.claims.contact_levels]
    return first_of(
        policy.claims.order,
        [
            Contender(
                one.effective_at,
                met.get(one.pk),
                levels.index(one.contact_level) if one.contact_level in levels else None,
                one,
            )
            for one in asked
            if one.effective_at is not None
        ],
    )


def decision_maker_contacts(filings: Iterable[Filing]) -> dict[uuid.UUID, date]:
    """Return for filings in effect the first day on which their unit met somebody who decides at the firm, as recorded.

    Only meetings up to the filing count; a filing that moved over brings the firm of its own project along. Bring
    `project` and `filed_for` along.
    """
    asked = {one: one.effective_at.astimezone(CITY_TIME).date() for one in filings if one.effective_at}
    people = people_of({one.unit_id for one in asked})
    met = _met_deciders({firm for one in asked for firm in _firms(one)})
    found: dict[uuid.UUID, date] = {}
    for one, last in asked.items():
        team = people[one.unit_id]
        officers, accounts = team.officers | {one.officer_id}, team.accounts | {one.filed_by}
        for company, activity in met:
            if company in _firms(one) and activity.on <= last and _took_part(activity, officers, accounts):
                found[one.pk] = activity.on
                break
    return found


def _firms(filing: Filing) -> set[uuid.UUID]:
    own = {filing.filed_for.company_id} if filing.filed_for is not None else set()
    return own | {filing.project.company_id}


def _met_deciders(companies: set[uuid.UUID]) -> list[tuple[uuid.UUID, Activity]]:
    """Return the standing meetings with somebody who decides at these firms, the earliest first."""
    decides = Exists(Counterpart.objects.filter(link=OuterRef("pk"), contact__is_decision_maker=True))
    links = ActivityCompany.objects.filter(decides, company__in=companies, activity__withdrawn_on__isnull=True)
    found = links.select_related("activity").prefetch_related("activity__officer_links")
    return [(link.company_id, link.activity) for link in found.order_by("activity__on", "pk")]
