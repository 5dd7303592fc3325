"""What is out of order, kind by kind: one builder for each group of the look."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.aftercare import labels as aftercare
from hometown.aftercare.models import Promise, ServiceRequest
from hometown.aftercare.rules import request_light
from hometown.exchange import labels as exchange
from hometown.fieldwork import contacting
from hometown.fieldwork.rules import Asked, round_of
from hometown.kernel import clock
from hometown.landing import access, selections
from hometown.landing import labels as landing
from hometown.landing.models import Routing
from hometown.landing.rules import Clock, Light, last_day_for, light_of
from hometown.ledger.heads import first_rows, with_few
from hometown.policy.rules import lamp, next_stage
from hometown.projects import claimpage, filters
from hometown.projects import labels as projects
from hometown.projects.models import Claim, Project
from hometown.projects.rules import RANK, Stage, Status, due_by

from . import labels
from .models import Blocker
from .owners import Owners
from .rows import Item, Look, about

ASKED_LATELY = timedelta(days=60)
PRESSING = {"red", "amber"}


def dotted(*words: Any) -> str:
    """Return words on one line, a dot between them."""
    return " · ".join(str(one) for one in words if one)


def supervision(look: Look, _known: Owners) -> Iterator[Item]:
    """Supervised things whose lamp is red or amber, and those that wait for being confirmed."""
    soon = last_day_for(look.policy, Light.AMBER, look.day)
    found = look.sight.supervision.open().filter(Q(due_on__lte=soon) | Q(reported_on__isnull=False))
    for one in found.with_names().order_by("due_on", "pk")[: look.most]:
        waits = one.reported_on is not None
        yield Item(
            "supervision", one.what, dotted(one.owner_unit.name, _("reported done, to be confirmed") if waits else ""),
            reverse("supervision", args=[one.pk]), "" if waits else lamp(look.policy, one.due_on, look.day),
            one.due_on, one.set_by if waits else one.owner, "supervision", about(one),
        )  # fmt: skip


def signals(look: Look, known: Owners) -> Iterator[Item]:
    """Clients who can talk, to whom nobody goes yet, as long as the time has not passed."""
    begins = datetime.combine(look.day, time(0), clock.CITY_TIME)
    waiting = look.sight.signals.open().filter(ends_at__gte=begins).select_related("company")
    found = list(waiting.order_by("starts_at", "pk")[: look.most])
    known.learn_accounts(one.said_by for one in found)
    for one in found:
        starts = one.starts_at.astimezone(clock.CITY_TIME)
        yield Item(
            "signals", one.company.name, dotted(f"{starts:%H:%M}", one.place, one.words),
            reverse("hot-signal", args=[one.pk]), "red", starts.date(), known.account(one.said_by), "signals",
            about(one),
        )  # fmt: skip


def gates(look: Look, _known: Owners) -> Iterator[Item]:
    """Projects past the term of their next stage, or past the day of their next step."""
    late = look.sight.walk(Project.objects.filter(filters.overdue(look.policy, look.day)))
    found = list(first_rows(late, "stage_on", "pk", most=look.most).for_lines())
    for one in found:
        following = next_stage(look.policy, Stage(one.stage))
        due = due_by(look.policy, following.due, one.stage_on) if following is not None else None
        days = [day for day in (due, one.next_step_due) if day is not None and day < look.day]
        yield Item(
            "gates", one.name, dotted(projects.stage(look.policy, one.stage), one.next_step or one.company.name),
            reverse("project", args=[one.pk]), "red", min(days, default=None), None, "gates", about(one),
            project=one.pk,
        )  # fmt: skip


def claims(look: Look, _known: Owners) -> Iterator[Item]:
    """First claims that need evidence or end soon."""
    held = Claim.objects.held().filter(first_on__lte=look.day, last_on__gte=look.day)
    unsigned = held.filter(project__stage_rank__lt=RANK[Stage.SIGNED], project__status=Status.ACTIVE)
    found = claimpage.pressing(look.sight.walk(unsigned, "project"), look.policy, look.day, look.most)
    for one, life in found:
        page = ("claim", one.pk) if look.sight.reads_register else ("project", one.project_id)
        yield Item(
            "claims", one.project.name, claimpage.due_words(life), reverse(page[0], args=[page[1]]), life.lamp,
            life.returns_on, None, "claims", about(one.project), project=one.project_id,
        )  # fmt: skip


def majors(look: Look, known: Owners) -> Iterator[Item]:
    """Live projects of an escalating grade that no task force has taken up, whether somebody has them or not."""
    codes = [grade.code for grade in look.policy.grades if grade.escalates]
    live = Project.objects.filter(grade__in=codes, status=Status.ACTIVE, stage_rank__lt=RANK[Stage.SIGNED])
    lacking = look.sight.walk(live.filter(escalations__isnull=True), is_short=True)
    found = list(first_rows(lacking, "opened_on", "pk", most=look.most).for_lines())
    known.learn(one.pk for one in found)
    gone = known.gone(person for one in found if (person := known.of(one.pk)) is not None)
    days = selections.task_forces_due(look.policy, found)
    for one in found:
        person = known.of(one.pk)
        has_owner = person is not None and person.pk not in gone
        due = days[one.pk]
        why = _("%(grade)s, no task force yet") if has_owner else _("%(grade)s, nobody has it")
        url = reverse("escalate", args=[one.pk]) if has_owner and look.sight.coordinates else ""
        yield Item(
            "majors", one.name, why % {"grade": projects.named(look.policy.grades, one.grade)},
            url or reverse("project", args=[one.pk]), lamp(look.policy, due, look.day) if due else "amber", due,
            person if has_owner else None, "majors" if has_owner else "majors_owner", about(one),
        )  # fmt: skip


def blockers(look: Look, known: Owners) -> Iterator[Item]:
    """What people said stands in the way."""
    standing = with_few(Blocker.objects.open(), project=("name",)).order_by("raised_on", "pk")
    found = list(look.sight.first(standing, look.most))
    known.learn_accounts(one.raised_by for one in found)
    said = {one.pk: known.account(one.raised_by) for one in found}
    gone = known.gone(person for person in said.values() if person is not None)
    known.learn(one.project_id for one in found if one.raised_by in gone)
    for one in found:
        who = known.of(one.project_id) if one.raised_by in gone else said[one.pk]
        why = dotted(one.project.name, _("since %(day)s") % {"day": contacting.day_words(one.raised_on)})
        yield Item(
            "blockers", one.text, why, reverse("blocker-clear", args=[one.pk]), "amber", None, who, "blockers",
            about(one.project),
        )  # fmt: skip


def wanting_help(look: Look, _known: Owners) -> Iterator[Item]:
    """Assignments whose owner asks for help, and those past their day."""
    for one in look.sight.assignments.in_need(look.day).with_reader_needs().order_by("task__due_on", "pk")[: look.most]:
        task, wants = one.task, one.answer == "help"
        said = dotted(labels.ANSWERS["help"], one.answer_words) if wants else task.about_name
        light = "red" if wants else lamp(look.policy, task.due_on, look.day)
        yield Item(
            "help", task.what, said, reverse("assignment", args=[one.pk]), light, task.due_on, task.owner,
            "help", about(one),
        )  # fmt: skip


def unanswered(look: Look, _known: Owners) -> Iterator[Item]:
    """Counties that owe an answer and are late or soon will be, and instructions nobody has answered."""
    late = selections.late_or_soon(Routing.objects.open().with_due(), look.policy, look.day)
    owing = list(look.sight.first(late.with_names().exceptions_first(), look.most, look.sight.own_routings))
    people = access.people_of({one.unit for one in owing}, access.answering_roles(look.policy), look.day)
    for one in owing:
        light, pressing = selections.routing_light(look.policy, one, look.day)
        if light not in PRESSING:
            continue
        yield Item(
            "unanswered", one.project.name, dotted(one.unit.name, landing.pressing_words(pressing, look.day)),
            reverse("routing", args=[one.pk]), light.value, pressing.due_on if pressing else None,
            people.get(one.unit_id),
            "unanswered", about(one.project),
        )  # fmt: skip
    silent = look.sight.addressees.filter(
        answered_on__isnull=True, instruction__closed_on__isnull=True, supervision__isnull=True
    )
    needs = silent.select_related("instruction", "unit", "person").order_by(
        F("instruction__due_on").asc(nulls_last=True), "pk"
    )
    for asked in needs[: look.most]:
        due = asked.instruction.due_on
        light = light_of(look.policy, Clock("instruction", due), look.day) if due else Light.DARK
        yield Item(
            "unanswered", str(asked.instruction), asked.unit.name if asked.unit else _("an instruction"),
            reverse("instruction", args=[asked.instruction_id]), light.value, due, asked.person,
            "unanswered", about(asked.instruction),
        )  # fmt: skip


def questions(look: Look, _known: Owners) -> Iterator[Item]:
    """Questions from home that wait for an answer and are late or soon will be: who has one, else who asked it."""
    soon = last_day_for(look.policy, Light.AMBER, look.day)
    found = look.sight.questions.waiting().due_by(soon).due_first()
    for one in with_few(found, unit=("name",), holder=("name",), asker=("name",))[: look.most]:
        yield Item(
            "questions", one.title, dotted(one.unit.name, exchange.STATES[one.state]),
            reverse("question", args=[one.pk]), lamp(look.policy, one.due_on, look.day), one.due_on,
            one.holder or one.asker, "questions" if one.holder else "questions_free", about(one),
        )  # fmt: skip


def service(look: Look, _known: Owners) -> Iterator[Item]:
    """Requests of firms that are late or soon due, or raised to the city; promises likewise."""
    soon = last_day_for(look.policy, Light.AMBER, look.day)
    raised = Q(raised_on__isnull=False, settled_on__isnull=True)
    asked = ServiceRequest.objects.open().with_due().filter(Q(next_due__lte=soon) | raised)
    for one in look.sight.first(asked.with_names().exceptions_first(), look.most, look.sight.own_service):
        light, pressing = request_light(look.policy, one.days, look.day)
        wants_city = one.is_raised
        said = _("the city is asked to step in") if wants_city else aftercare.pressing_words(pressing, look.day)
        yield Item(
            "service", one.title, dotted(one.company.name, said), reverse("service-request", args=[one.pk]),
            light.value, pressing.due_on if pressing else None, one.holder,
            "service_raised" if wants_city else "service", about(one.project or one),
        )  # fmt: skip
    owed = Promise.objects.open().filter(due_on__lte=soon).with_names().order_by("due_on", "pk")
    for promise in look.sight.first(owed, look.most, look.sight.own_service):
        clock_of = Clock("promise", promise.due_on)
        yield Item(
            "service", str(promise), dotted(promise.company.name, aftercare.pressing_words(clock_of, look.day)),
            reverse("promise", args=[promise.pk]), light_of(look.policy, clock_of, look.day).value, promise.due_on,
            promise.holder, "promises", about(promise.project or promise),
        )  # fmt: skip


def appointments(look: Look, known: Owners) -> Iterator[Item]:
    """Meetings of the day, and those that are over and nobody said whether they took place."""
    begin = datetime.combine(look.day, time.min, clock.CITY_TIME)
    end = begin + timedelta(days=1)
    now = clock.now() if look.day == clock.today() else end
    live = look.sight.appointments.live().filter(starts_at__lt=end).filter(Q(ends_at__lt=now) | Q(starts_at__gte=begin))
    people = live.with_people().prefetch_related("officer_links__officer__user")
    found = list(people.order_by("starts_at", "pk")[: look.most])
    known.learn_accounts(one.recorded_by for one in found)
    for one in found:
        told, is_over = contacting.told_appointment(one), one.ends_at < now
        first = next((link.officer.user for link in one.officer_links.all() if link.officer.user), None)
        action = "appointments_past" if is_over else "appointments"
        yield Item(
            "appointments", one.company.name, dotted(told.span, one.place), told.url, "amber" if is_over else "",
            one.starts_at.astimezone(clock.CITY_TIME).date(), first or known.account(one.recorded_by), action,
            about(one),
        )  # fmt: skip


def invitations(look: Look, known: Owners) -> Iterator[Item]:
    """Firms that were invited lately and have not answered, the longest waiting first."""
    standing = look.sight.attempts.standing().filter(on__gte=look.day - ASKED_LATELY, on__lte=look.day)
    told: dict[Any, list[Any]] = {}
    named = with_few(standing, company=("name",), officer=("user",), officer__user=("name",))
    for one in named.order_by("on", "at", "pk"):
        told.setdefault(one.company_id, []).append(one)
    waiting = []
    for asked in told.values():
        found = round_of(Asked(one.on, one.outcome) for one in asked)
        if found is not None and found.is_waiting:
            waiting.append((found, asked[-1]))
    waiting.sort(key=lambda pair: (pair[0].last_on, pair[1].pk))
    known.learn_accounts(last.recorded_by for _round, last in waiting[: look.most])
    for found, last in waiting[: look.most]:
        officer = last.officer.user if last.officer is not None else None
        yield Item(
            "invitations", last.company.name, contacting.round_words(found, look.day),
            reverse("company", args=[last.company_id]), "", last.next_try_on,
            officer or known.account(last.recorded_by), "invitations", about(last.company),
        )  # fmt: skip


Builder = Callable[[Look, Owners], Iterator[Item]]
BUILDERS: tuple[tuple[str, Builder], ...] = (
    ("signals", signals),
    ("supervision", supervision),
    ("gates", gates),
    ("claims", claims),
    ("majors", majors),
    ("blockers", blockers),
    ("help", wanting_help),
    ("unanswered", unanswered),
    ("questions", questions),
    ("service", service),
    ("appointments", appointments),
    ("invitations", invitations),
)
