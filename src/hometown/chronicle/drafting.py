"""What the records say of an officer's month, as the first words of a report: sentences with places, no number typed.

The sending unit reads no lead: no line names a firm or a project. What was done together, questions, practices, key
tasks and milestones are told by their titles.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.exchange.models import Answer, Question
from hometown.face import formats
from hometown.fieldwork import kinds
from hometown.fieldwork.selections import activities
from hometown.kernel.dates import DatedTo, Period
from hometown.programme.models import Batch, KeyTask, Milestone, Officer
from hometown.programme.words import MILESTONES

from . import sentences
from .drawing import Numbers, activity_lines, scope_of
from .models import MonthlyReport
from .rules import following, last_of, months_between, places_in

FEW = 12


def months_of(officer: Officer, today: date) -> list[tuple[Batch, date]]:
    """Return the months an officer may report of, the latest first: begun, and with a posting in them."""
    found: dict[tuple[date, int], tuple[Batch, date]] = {}
    for posting in officer.postings.select_related("batch__host_city"):
        for month in months_between(posting.first_on, min(posting.last_on, today)):
            found[month, posting.batch.number] = posting.batch, month
    return [found[key] for key in sorted(found, reverse=True)]


def period_of(report: MonthlyReport) -> Period:
    """Return the days of a report: its month, as far as the officer was posted in it."""
    postings = list(report.officer.postings.filter(batch=report.batch_id))
    first, last = report.month, last_of(report.month)
    begun = min((one.first_on for one in postings), default=first)
    ended = max((one.last_on for one in postings), default=last)
    first, last = max(first, begun), min(last, ended)
    return Period(first, max(first, last))


def numbers_of(report: MonthlyReport) -> Numbers:
    """Return the numbers of a report: asked while it is written, kept once it is sent."""
    scope = scope_of(report.batch, report.officer, period_of(report))
    return Numbers(scope, report.figures if report.sent_on else None)


def draft_of(report: MonthlyReport) -> dict[str, str]:
    """Return what the records say, part by part, in the present language."""
    numbers = numbers_of(report)
    parts = {
        "done": [*(text for _code, text in activity_lines(numbers.scope)), *_together(numbers)],
        "leads": list(_lines("leads", numbers)),
        "answers": [*_lines("answers", numbers), *_answered(report, numbers)],
        "next_month": list(_to_come(report)),
    }
    return {name: "\n".join(lines) for name, lines in parts.items()}


def _lines(part: str, numbers: Numbers) -> Iterator[str]:
    for code in sentences.REPORT_LINES[part]:
        text = str(sentences.LINES[code])
        if any(numbers.value(place) for place in places_in([text])):
            yield text[0].upper() + text[1:]


def _together(numbers: Numbers) -> Iterator[str]:
    """What the batch does together, by title: the sending unit reads it anyway."""
    shared = kinds.shared_codes()
    found = activities(numbers.scope).filter(kind__in=shared).order_by("on", "pk")[:FEW]
    for one in found:
        yield _("%(day)s, %(what)s") % {"day": _day(one.on), "what": one.title}


def _answered(report: MonthlyReport, numbers: Numbers) -> Iterator[str]:
    period = numbers.scope.period
    given = Answer.objects.filter(by=report.officer.user_id, on__range=(period.first, period.last))
    found = Question.objects.filter(pk__in=given.values("question"), withdrawn_on__isnull=True).order_by("pk")[:FEW]
    for one in found:
        words = _("answered, accepted") if one.accepted_on else _("answered")
        yield _("%(what)s (%(how)s)") % {"what": one.title, "how": words}


def _to_come(report: MonthlyReport) -> Iterator[str]:
    """What lies ahead: own key tasks, questions claimed, milestones of the batch."""
    first = following(report.month)
    last = last_of(first)
    soon = Q(due_on__isnull=True) | Q(due_on__lte=last)
    for task in KeyTask.objects.filter(soon, owner=report.officer, batch=report.batch, done_on__isnull=True)[:FEW]:
        yield _until(task.text, task.due_on)
    asked = Question.objects.filter(holder=report.officer.user_id, accepted_on__isnull=True, withdrawn_on__isnull=True)
    for question in asked.filter(asked_on__lt=first, due_on__lte=last + timedelta(days=31)).order_by("due_on", "pk")[
        :FEW
    ]:
        yield _until(question.title, question.due_on)
    for milestone in Milestone.objects.filter(batch=report.batch, on__range=(first, last)):
        words = str(MILESTONES.get(milestone.kind, milestone.kind))
        yield _("%(day)s, %(what)s") % {"day": _day(milestone.on), "what": words}


def _until(what: str, due: date | None) -> str:
    return _("%(what)s, by %(day)s") % {"what": what, "day": _day(due)} if due else what


def _day(on: date) -> str:
    return formats.day(DatedTo(on), get_language() or "zh-hans")
