"""Activities as pages tell them: what a reader may know of each, and what it still lacks."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from hometown.accounts.access import names_of
from hometown.accounts.models import User
from hometown.face.parts import Task
from hometown.policy.shape import Purpose

from . import access, kinds, rules
from .models import Activity, ActivityCompany, ActivityOfficer, Counterpart
from .querysets import ActivityQuerySet
from .rules import Meeting, masked_name
from .words import INTEREST_TONES, INTERESTS, LACKS

FURTHEST = ("intent", "curious")


@dataclass(frozen=True)
class ToldPerson:
    """A counterpart: the name in full or masked, as the reader may know it."""

    name: str
    title: str
    counterpart: Counterpart


@dataclass(frozen=True)
class ToldCompany:
    """A company in an activity."""

    link: ActivityCompany
    people: tuple[ToldPerson, ...]
    interest: Any
    tone: str


@dataclass(frozen=True)
class ToldActivity:
    """An activity as one reader may know it: without the right to companies its kind, day and officers."""

    activity: Activity
    kind: str
    title: str
    officers: tuple[str, ...]
    companies: tuple[ToldCompany, ...]
    is_open: bool  # companies, words and papers may be read
    lacks: tuple[rules.Lack, ...]

    @property
    def url(self) -> str:
        return reverse("activity", args=[self.activity.pk])

    @property
    def interest(self) -> ToldCompany | None:
        """The company that shows the most interest, where any does."""
        return next((one for far in FURTHEST for one in self.companies if one.link.interest == far), None)


def told(user: User, activities: Iterable[Activity]) -> list[ToldActivity]:
    """Return activities as a reader may know them. Reads nothing that `with_people` has not read already."""
    words = kinds.all_words()
    asking = set(kinds.codes_counted_in_firms())
    duties = set(kinds.codes_for(Purpose.DUTY, Purpose.BRANCH))
    full, names = access.sees_companies(user), access.names_people(user)
    return [_one(one, words.get(one.kind, one.kind), full, names, asking, duties) for one in activities]


def _one(activity: Activity, kind: str, full: bool, names: bool, asking: set[str], duties: set[str]) -> ToldActivity:
    links = list(activity.company_links.all())
    title = activity.title if full or activity.kind in duties else kind
    return ToldActivity(
        activity,
        kind,
        title,
        tuple(link.officer.name for link in activity.officer_links.all()),
        tuple(_company(link, names) for link in links) if full else (),
        full or activity.kind in duties,
        rules.lacks([_meeting(link) for link in links], needs_counterpart=activity.kind in asking),
    )


def _company(link: ActivityCompany, names: bool) -> ToldCompany:
    people = tuple(told_person(one, full=names) for one in link.counterparts.all())
    return ToldCompany(link, people, INTERESTS.get(link.interest, link.interest), INTEREST_TONES.get(link.interest, ""))


@dataclass(frozen=True)
class ActivityLine:
    """An activity as one line, as one reader may know it: who did what when, and how far talk of investing came."""

    pk: uuid.UUID
    on: date
    kind: str
    title: str
    officers: tuple[str, ...]
    interest: Any = ""
    tone: str = ""

    @property
    def url(self) -> str:
        return reverse("activity", args=[self.pk])


def lines(user: User, found: ActivityQuerySet) -> list[ActivityLine]:
    """Return activities as lines, as a reader may know them: three narrow queries whatever their number."""
    rows = list(found.values_list("pk", "on", "kind", "title"))
    keys = [row[0] for row in rows]
    words, duties = kinds.all_words(), set(kinds.codes_for(Purpose.DUTY, Purpose.BRANCH))
    full = access.sees_companies(user)
    officers, shown = defaultdict(list), defaultdict(set)
    for key, name in ActivityOfficer.objects.filter(activity__in=keys).values_list("activity", "officer__name"):
        officers[key].append(name)
    if full:
        for key, interest in ActivityCompany.objects.filter(activity__in=keys).values_list("activity", "interest"):
            shown[key].add(interest)
    told = []
    for key, on, kind, title in rows:
        far = next((one for one in FURTHEST if one in shown[key]), "")
        name = words.get(kind, kind)
        open_title = title if full or kind in duties else name
        marks = INTERESTS.get(far, ""), INTEREST_TONES.get(far, "")
        told.append(ActivityLine(key, on, name, open_title, tuple(officers[key]), *marks))
    return told


def told_person(one: Counterpart, *, full: bool) -> ToldPerson:
    """Return a counterpart by name, in full or masked."""
    name = one.contact.name if one.contact else one.name
    return ToldPerson(name if full else masked_name(name), one.title, one)


def _meeting(link: ActivityCompany) -> Meeting:
    return Meeting(link.in_person, len(link.counterparts.all()), link.interest, link.their_words)


def missing(one: ToldActivity, *, may_edit: bool) -> list[Task]:
    """Return what an activity lacks to count, as tasks that lead to its form."""
    url = reverse("activity-edit", args=[one.activity.pk]) if may_edit else ""
    return [Task(*LACKS[lack], url=url, state="mine" if may_edit else "wait") for lack in one.lacks]


def writer_of(activity: Activity) -> str:
    """Return who recorded an activity."""
    return names_of([activity.recorded_by]).get(activity.recorded_by, "") if activity.recorded_by else ""


def address(name: str, *args: Any) -> str:
    """Return the address of a page, empty where the floor that has it is not built in."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
