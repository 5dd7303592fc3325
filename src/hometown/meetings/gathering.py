"""What the records of a week have to say in a pack: read from the floors below, decided by nobody."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch

from hometown.exchange.models import Answer, Practice, Question
from hometown.fieldwork.models import Activity, ActivityCompany, Appointment, Note
from hometown.kernel.clock import CITY_TIME
from hometown.landing.models import JointReview, ReviewOpinion, Routing
from hometown.ledger.models import label_of
from hometown.programme.models import Batch, KeyTask, Officer
from hometown.projects.models import Filing, Project, StageMove
from hometown.projects.rules import RANK, Stage, Status

from . import rules
from .models import Exchange, FollowUp, HelpWanted
from .rules import Draft, Step, Week

EXCERPT = 300


def drafts(batch: Batch, week: Week, held_on: date) -> list[Draft]:
    """Return everything that belongs into the pack of a week, in the order in which it is read."""
    found = [
        *follow_ups(batch, week),
        *leads(batch, week),
        *cases(batch, week),
        *help_wanted(batch),
        *waiting_reviews(batch, held_on),
        *unanswered_routings(batch, held_on),
        *practices(batch, week),
        *appointments(batch, week, held_on),
        *key_tasks(batch, week),
    ]
    return list({draft.key: draft for draft in found}.values())


# --- leads and cases ------------------------------------------------------------------------------------------------


def leads(batch: Batch, week: Week) -> Iterator[Draft]:
    """Yield the leads that came up in the week."""
    filed = Filing.objects.counted().filter(batch=batch, occurred_on__range=(week.first, week.last))
    filed = filed.exclude(project__status=Status.WITHDRAWN).filter(project__merged_into__isnull=True)
    for one in filed.select_related("project__company", "unit").order_by("occurred_on", "filed_at", "pk"):
        yield _of_project(one.project, rules.LEADS, "lead", one.unit.name, one.occurred_on)


def cases(batch: Batch, week: Week) -> Iterator[Draft]:
    """Yield what may be worth telling: a step to intent or beyond, a first meeting with whoever decides, a lead that
    somebody introduced. The secretary chooses; nobody is the best at anything.
    """
    yield from _steps(batch, week)
    yield from _first_meetings(batch, week)
    yield from _introduced(batch, week)


def _steps(batch: Batch, week: Week) -> Iterator[Draft]:
    moves = StageMove.objects.filter(project__batch=batch, on__range=(week.first, week.last))
    moves = moves.exclude(project__status=Status.WITHDRAWN)
    steps = [
        Step(move.project_id, RANK.get(move.from_stage, -1), move.to_rank, move.on)
        for move in moves.order_by("on", "pk")
    ]
    told = rules.steps_worth_telling(steps, RANK[Stage.INTENT])
    projects = _projects(step.project for step in told)
    units = _units_of(projects)
    for step in told:
        stage = list(Stage)[step.to_rank].value
        project = projects[step.project]
        yield _of_project(
            project, rules.CASES, "step", units.get(project.pk, ""), step.on, is_proposed=True, stage=stage
        )  # fmt: skip


def _first_meetings(batch: Batch, week: Week) -> Iterator[Draft]:
    """Yield the week's visits on which whoever decides at a firm was met for the first time."""
    visits = ActivityCompany.objects.filter(activity__withdrawn_on__isnull=True, in_person=True)
    met = visits.filter(counterparts__contact__is_decision_maker=True).distinct()
    week_of = met.filter(activity__batch=batch, activity__on__range=(week.first, week.last))
    links = list(week_of.select_related("activity", "company").order_by("activity__on", "pk"))
    earlier = met.filter(company__in={one.company_id for one in links}, activity__on__lt=week.first)
    known = set(earlier.values_list("company", flat=True))
    for link in links:
        if link.company_id not in known:
            known.add(link.company_id)
            yield Draft(
                rules.CASES, "meeting", label_of(Activity), link.activity_id, link.company.name,
                facts={"on": link.activity.on.isoformat()}, is_proposed=True,
            )  # fmt: skip


def _introduced(batch: Batch, week: Week) -> Iterator[Draft]:
    filed = Filing.objects.counted().filter(
        batch=batch, occurred_on__range=(week.first, week.last), project__introducer__isnull=False
    )
    for one in filed.select_related("project__company", "project__introducer", "unit").order_by("occurred_on", "pk"):
        introducer = one.project.introducer.name
        yield _of_project(
            one.project, rules.CASES, "introduced", one.unit.name, one.occurred_on, is_proposed=True, through=introducer
        )  # fmt: skip


def _of_project(
    project: Project, section: str, source: str, unit: str, on: date, *, is_proposed: bool = False, **more: str
) -> Draft:
    facts: dict[str, Any] = {
        "unit": unit, "on": on.isoformat(), "stage": project.stage, "firm": project.company.name,
        "label": project.label, **more,
    }  # fmt: skip
    if project.amount is not None:
        facts |= {"amount": str(project.amount), "currency": project.currency, "bound": project.amount_bound}
    return Draft(
        section, source, label_of(Project), project.pk, project.name, facts=facts, is_proposed=is_proposed
    )  # fmt: skip


def _projects(pks: Iterable[uuid.UUID]) -> dict[uuid.UUID, Project]:
    return {one.pk: one for one in Project.objects.filter(pk__in=list(pks)).select_related("company")}


def _units_of(pks: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the unit that filed each project first."""
    filed = Filing.objects.counted().filter(project__in=list(pks)).order_by("-filed_at", "-pk")
    return dict(filed.values_list("project", "unit__name"))


# --- help wanted ----------------------------------------------------------------------------------------------------


def help_wanted(batch: Batch) -> Iterator[Draft]:
    """Yield what officers asked help for and nobody has answered."""
    waiting = HelpWanted.objects.waiting().filter(batch=batch).select_related("project", "company")
    for one in waiting.order_by("raised_on", "pk"):
        subject = one.project or one.company
        facts: dict[str, Any] = {"on": one.raised_on.isoformat(), "by": str(one.raised_by)}
        if subject is not None:
            facts |= {"model": label_of(type(subject)), "pk": str(subject.pk)}
        if one.project is not None:
            facts["label"] = one.project.label
        yield Draft(rules.HELP, "help", label_of(HelpWanted), one.pk, str(subject or "")[:200], one.what, facts)


def waiting_reviews(batch: Batch, on: date) -> Iterator[Draft]:
    """Yield joint reviews of the batch's projects that departments have not answered."""
    found = JointReview.objects.open().filter(project__batch=batch, opened_on__lte=on)
    silent = Prefetch("opinions", ReviewOpinion.objects.silent().select_related("unit"))
    reviews = list(found.select_related("project").prefetch_related(silent).order_by("due_on", "pk"))
    units = _units_of(one.project_id for one in reviews)
    for one in reviews:
        waited_for = sorted(opinion.unit.name for opinion in one.opinions.all())
        facts = {
            "unit": units.get(one.project_id, ""), "on": one.opened_on.isoformat(), "due": one.due_on.isoformat(),
            "silent": waited_for, "label": one.project.label,
        }  # fmt: skip
        if waited_for:
            yield Draft(rules.HELP, "review", label_of(JointReview), one.pk, one.project.name, facts=facts)


def unanswered_routings(batch: Batch, on: date) -> Iterator[Draft]:
    """Yield projects of the batch sent to a county or park that has let the day of its answer pass."""
    found = Routing.objects.open().filter(project__batch=batch, responded_on__isnull=True, respond_due__lt=on)
    routings = list(found.select_related("project", "unit").order_by("respond_due", "pk"))
    units = _units_of(one.project_id for one in routings)
    for one in routings:
        facts = {
            "unit": units.get(one.project_id, ""), "on": one.sent_on.isoformat(), "due": one.respond_due.isoformat(),
            "silent": [one.unit.name], "label": one.project.label,
        }  # fmt: skip
        yield Draft(rules.HELP, "routing", label_of(Routing), one.pk, one.project.name, facts=facts)


# --- practices, what comes next, what was agreed --------------------------------------------------------------------


def practices(batch: Batch, week: Week) -> Iterator[Draft]:
    """Yield what was learned in the week: practices written down, answers that home accepted, notes that officers of
    the batch shared. What a practice was made of is not told beside it once more.
    """
    in_week = (week.first, week.last)
    written = Practice.objects.standing().filter(batch=batch, written_on__range=in_week)
    for one in written.order_by("written_on", "pk"):
        facts = {"on": one.written_on.isoformat(), "where": one.place}
        yield Draft(
            rules.PRACTICES, "practice", label_of(Practice), one.pk, one.title, _excerpt(one.what), facts
        )  # fmt: skip
    accepted = Answer.objects.filter(question__batch=batch, accepted_on__range=in_week, practice__isnull=True)
    for answer in accepted.select_related("question__unit").order_by("accepted_on", "pk"):
        asked = answer.question
        facts = {"on": _iso(answer.accepted_on), "unit": asked.unit.name, "by": str(answer.by_id)}
        yield Draft(
            rules.PRACTICES, "question", label_of(Question), asked.pk, asked.title, _excerpt(answer.text), facts
        )  # fmt: skip
    sent = Officer.objects.filter(postings__batch=batch, user__isnull=False).values("user")
    notes = Note.objects.shared().filter(author__in=sent, shared_on__range=in_week, practice__isnull=True)
    for note in notes.select_related("company").order_by("shared_on", "pk"):
        facts = {"on": note.on.isoformat(), "by": str(note.author)}
        name = note.company.name if note.company else ""
        yield Draft(rules.PRACTICES, "note", label_of(Note), note.pk, name, _excerpt(note.text), facts)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def appointments(batch: Batch, week: Week, held_on: date) -> Iterator[Draft]:
    """Yield the meetings agreed with firms from the day after the exchange until the end of the next week."""
    begin, end = held_on + timedelta(days=1), week.following.last + timedelta(days=1)
    found = Appointment.objects.live().with_people().filter(batch=batch, starts_at__gte=_midnight(begin))
    for one in found.filter(starts_at__lt=_midnight(end)).order_by("starts_at", "pk"):
        facts = {
            "at": one.starts_at.isoformat(), "where": one.place, "state": one.state, "label": one.label,
            "officers": [str(link.officer_id) for link in one.officer_links.all()],
        }  # fmt: skip
        yield Draft(
            rules.APPOINTMENTS, "appointment", label_of(Appointment), one.pk, one.company.name, one.purpose, facts
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CITY_TIME)


def key_tasks(batch: Batch, week: Week) -> Iterator[Draft]:
    """Yield the work priorities of the branch that are due by the end of the next week and not done."""
    found = KeyTask.objects.filter(batch=batch, done_on__isnull=True, due_on__lte=week.following.last)
    for one in found.order_by("due_on", "pk"):
        facts = {"due": one.due_on.isoformat(), "officers": [str(one.owner_id)] if one.owner_id else []}
        yield Draft(rules.KEY_TASKS, "key_task", label_of(KeyTask), one.pk, one.text[:200], facts=facts)


def follow_ups(batch: Batch, week: Week) -> Iterator[Draft]:
    """Yield what the last exchange agreed, and what is still open of the ones before, with what came of it."""
    earlier = Exchange.objects.filter(batch=batch).before(week)  # what one agreed goes on, also once it is cancelled
    last = earlier.standing().newest_first().values_list("pk", flat=True).first()
    agreed = FollowUp.objects.filter(exchange__in=earlier).select_related("task", "exchange").order_by("pk")
    for one in agreed:
        task = one.task
        if one.exchange_id != last and task.closed_on is not None:
            continue
        line = f"{task.what}\n{task.closing_note}" if task.closing_note else task.what
        facts = {
            "owner": str(task.owner_id), "exchange": str(one.exchange_id), "week": str(one.exchange.of_week),
            "due": task.due_on.isoformat() if task.due_on else "",
            "closed": task.closed_on.isoformat() if task.closed_on else "",
        }  # fmt: skip
        yield Draft(rules.FOLLOW_UPS, "follow_up", label_of(FollowUp), one.pk, line=line[:1000], facts=facts)
