"""What changed since the day before: read from the lines of the book, as far as the reader may see the records."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.kernel.clock import CITY_TIME
from hometown.landing import labels as landing
from hometown.landing.models import Addressee, Routing
from hometown.ledger.book import ROWS_PER_ENTRY
from hometown.ledger.heads import hidden
from hometown.ledger.models import Entry, LedgeredModel, RowImage, label_of
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import labels as projects
from hometown.projects.models import Claim, Filing, StageMove
from hometown.projects.rules import RANK, Stage

from . import labels, rules
from .access import Sight
from .models import Assignment, Blocker

MOST_ROWS = 4000  # of the book in two days: more is an import, and told elsewhere
MOST_SHOWN = 30


@dataclass(frozen=True)
class News:
    """One thing that changed."""

    kind: str
    title: Any
    words: Any
    url: str
    at: datetime
    tone: str = ""


@dataclass(frozen=True)
class _Asked:
    """What the tellers of news look at."""

    seen: Sight
    policy: Policy
    at: dict[uuid.UUID, datetime]
    since: date
    day: date

    def within(self, on: date | None) -> bool:
        return on is not None and self.since <= on <= self.day


def news(seen: Sight, day: date) -> list[News]:
    """Return what changed between the day before and the end of a day, the newest first."""
    since = rules.news_since(day)
    begin = datetime.combine(since, time.min, CITY_TIME)
    touched = _touched(begin, datetime.combine(day, time.min, CITY_TIME) + timedelta(days=1))
    found: list[News] = []
    for model, tell in _TELLERS.items():
        at = touched[label_of(model)]
        if at:
            found += tell(_Asked(seen, in_force(day), at, since, day))
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST_SHOWN]


def _touched(begin: datetime, end: datetime) -> dict[str, dict[uuid.UUID, datetime]]:
    """Return which rows of the told models the book wrote in a span, and when last."""
    span = Entry.objects.filter(recorded_at__gte=begin, recorded_at__lt=end)
    # Hidden from its own index, along which PostgreSQL would walk through the whole book to the first line of the span.
    number = hidden("seq", BigIntegerField())
    first, last = span.aggregate(first=Min(number), last=Max(number)).values()
    found: dict[str, dict[uuid.UUID, datetime]] = defaultdict(dict)
    if first is None:
        return found
    written = RowImage.objects.filter(id__gte=first * ROWS_PER_ENTRY, id__lt=(last + 1) * ROWS_PER_ENTRY)
    told = written.filter(model__in=map(label_of, _TELLERS)).order_by("-id")
    rows = list(told.values_list("id", "model", "row_id")[:MOST_ROWS])
    lines = dict(span.filter(seq__in={row[0] // ROWS_PER_ENTRY for row in rows}).values_list("seq", "recorded_at"))
    for row_id, model, key in rows:
        at = lines.get(row_id // ROWS_PER_ENTRY)
        if at is not None:
            found[model].setdefault(key, at)
    return found


def _leads(asked: _Asked) -> Iterator[News]:
    found = Filing.objects.counted().filter(pk__in=asked.at).select_related("project", "unit")
    rows = [one for one in found if asked.within(one.filed_at.astimezone(CITY_TIME).date())]
    seen = asked.seen.among({one.project_id for one in rows})
    for one in rows:
        if one.project_id in seen:
            url = reverse("project", args=[one.project_id])
            yield News("lead", one.project.name, one.unit.name, url, asked.at[one.pk])


def _steps(asked: _Asked) -> Iterator[News]:
    found = list(StageMove.objects.filter(pk__in=asked.at).exclude(from_stage="").select_related("project"))
    seen = asked.seen.among({one.project_id for one in found})
    for one in found:
        if one.project_id in seen:
            kind = "signed" if one.to_rank >= RANK[Stage.SIGNED] > RANK[Stage(one.from_stage)] else "step"
            words, url = projects.stage(asked.policy, one.to_stage), reverse("project", args=[one.project_id])
            yield News(kind, one.project.name, words, url, asked.at[one.pk], "green")


def _claims(asked: _Asked) -> Iterator[News]:
    found = list(Claim.objects.filter(pk__in=asked.at).select_related("project", "unit"))
    seen = asked.seen.among({one.project_id for one in found})
    for one in found:
        if one.project_id not in seen:
            continue
        page = ("claim", one.pk) if asked.seen.reads_register else ("project", one.project_id)
        url = reverse(page[0], args=[page[1]])
        if asked.within(one.released_on):
            why = projects.RELEASES.get(one.released_because, one.released_because)
            yield News("claim_lost", one.project.name, f"{one.unit.name} · {why}", url, asked.at[one.pk], "amber")
        elif one.released_on is None and asked.within(one.granted_on or one.first_on):
            yield News("claim_won", one.project.name, one.unit.name, url, asked.at[one.pk], "green")


def _routings(asked: _Asked) -> Iterator[News]:
    found = asked.seen.routings.filter(pk__in=asked.at).select_related("project", "unit")
    for one in found:
        if any(asked.within(on) for on in (one.responded_on, one.assessed_on, one.outcome_on)):
            words = f"{one.unit.name} · {landing.STATES[one.state]}"
            yield News("answer", one.project.name, words, reverse("routing", args=[one.pk]), asked.at[one.pk])


def _answers(asked: _Asked) -> Iterator[News]:
    for one in asked.seen.addressees.filter(pk__in=asked.at).select_related("instruction", "unit", "person"):
        if asked.within(one.answered_on):
            who, url = (one.unit or one.person).name, reverse("instruction", args=[one.instruction_id])
            yield News("answer", str(one.instruction), who, url, asked.at[one.pk], "green")


def _assignments(asked: _Asked) -> Iterator[News]:
    for one in asked.seen.assignments.filter(pk__in=asked.at).with_reader_needs():
        if asked.within(one.answered_on):
            said = [str(labels.ANSWERS[one.answer]), one.answer_words, one.task.owner.name]
            url = reverse("assignment", args=[one.pk])
            words = " · ".join(word for word in said if word)
            yield News("assignment", one.task.what, words, url, asked.at[one.pk], labels.TONES[one.answer])


def _blockers(asked: _Asked) -> Iterator[News]:
    for one in asked.seen.blockers.filter(pk__in=asked.at).select_related("project"):
        url = reverse("project", args=[one.project_id])
        if asked.within(one.cleared_on):
            yield News("cleared", one.project.name, one.cleared_how, url, asked.at[one.pk], "green")
        elif one.cleared_on is None:
            yield News("blocked", one.project.name, one.text, url, asked.at[one.pk], "amber")


_TELLERS: dict[type[LedgeredModel], Callable[[_Asked], Iterator[News]]] = {
    Filing: _leads,
    StageMove: _steps,
    Claim: _claims,
    Routing: _routings,
    Addressee: _answers,
    Assignment: _assignments,
    Blocker: _blockers,
}


def kind_words(kind: str) -> str:
    """Return what a kind of news is called."""
    return {
        "lead": _("new lead"),
        "step": _("moved on"),
        "signed": _("signed"),
        "claim_won": _("first claim won"),
        "claim_lost": _("first claim ended"),
        "answer": _("answered"),
        "assignment": _("assignment"),
        "blocked": _("stands in the way"),
        "cleared": _("cleared"),
    }[kind]
