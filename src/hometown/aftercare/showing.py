"""How requests, promises and calls read on a page."""

import uuid
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face.parts import Fact, Row, Step
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day
from hometown.files import showing as files
from hometown.landing.rules import Clock, light_of
from hometown.policy.shape import Policy
from hometown.projects import access as projects

from . import labels
from .models import Promise, RequestMessage, RequestPause, ServiceRequest
from .rules import State, request_light

PAGES = 10  # of a file, that are linked


def request_line(policy: Policy, one: ServiceRequest, today: date) -> list[Any]:
    """Return a request as a row of a table. It comes with firm, unit and holder."""
    light, pressing = request_light(policy, one.days, today)
    end = lamp(light, labels.pressing_words(pressing, today)) if pressing else labels.OUTCOMES.get(one.outcome, "—")
    url = reverse("service-request", args=[one.pk])
    return [
        {"text": one.title, "url": url, "meta": labels.request_kind(policy, one.kind)},
        one.company.name,
        {"text": one.holder.name if one.holder else _("with nobody yet"), "meta": one.unit.name},
        {"text": labels.STATES[one.state], "meta": labels.RATINGS.get(one.rating, "")},
        end,
    ]


def request_row(policy: Policy, one: ServiceRequest, today: date, *meta: Any) -> Row:
    """Return a request as a short line."""
    light, pressing = request_light(policy, one.days, today)
    words = [word for word in (*meta, labels.STATES[one.state]) if word]
    end = labels.pressing_words(pressing, today) or labels.OUTCOMES.get(one.outcome, "")
    return Row(one.title, words, reverse("service-request", args=[one.pk]), end, light)


def promise_line(policy: Policy, one: Promise, today: date) -> list[Any]:
    """Return a promise as a row of the ledger. It comes with firm, unit and holder."""
    return [
        {"text": str(one), "url": reverse("promise", args=[one.pk]), "meta": labels.promise_kind(policy, one.kind)},
        one.company.name,
        {"text": one.holder.name if one.holder else _("with nobody yet"), "meta": one.unit.name},
        one.basis,
        day(one.due_on),
        promise_mark(policy, one, today),
    ]


def promise_mark(policy: Policy, one: Promise, today: date) -> Any:
    """Return how a promise stands: a lamp while it is to be kept, then a word."""
    if not one.is_open:
        return labels.PROMISE_STATES[one.state_on(today)]
    clock = Clock("promise", one.due_on)
    return lamp(light_of(policy, clock, today), labels.pressing_words(clock, today))


def promise_row(policy: Policy, one: Promise, today: date, *meta: Any) -> Row:
    """Return a promise as a short line."""
    clock = Clock("promise", one.due_on, one.kept_on or one.released_on)
    end = labels.pressing_words(clock, today) if one.is_open else labels.PROMISE_STATES[one.state_on(today)]
    words = [word for word in (*meta, labels.promise_kind(policy, one.kind)) if word]
    return Row(str(one), words, reverse("promise", args=[one.pk]), end, light_of(policy, clock, today))


def project_fact(user: User, one: ServiceRequest | Promise) -> Fact | None:
    """Return the project a request or promise is about, to who may read it."""
    if one.project is None or not projects.visible_among(user, [one.project.pk]):
        return None
    return Fact(_("Project"), linked(one.project.name, reverse("project", args=[one.project.pk])))


def linked(words: str, url: str) -> SafeString:
    """Return words that lead to a page, and break where they must: names of firms are long."""
    return format_html('<a href="{}">{}</a>', url, words)


def steps(one: ServiceRequest) -> list[Step]:
    """Return the four steps of a request, as a rail."""
    done = {
        State.NEW: one.received_on, State.ACCEPTED: one.accepted_on, State.REPLIED: one.replied_on,
        State.CLOSED: one.closed_on,
    }  # fmt: skip
    reached = [state for state, on in done.items() if on is not None]
    now = None if one.closed_on else reached[-1]
    return [
        Step(labels.STEPS[state], day(on) if on else "", "now" if state == now else "done" if on else "")
        for state, on in done.items()
    ]


def message(one: RequestMessage, people: dict[uuid.UUID, str]) -> dict[str, Any]:
    """Return one thing that was said, for us: who, to whom, with its file."""
    pages = files.page_numbers(one.blob, PAGES) if one.blob else range(0)
    who = _("the firm") if one.from_firm else people.get(one.by, "") if one.by else ""
    return {
        "one": one,
        "who": who,
        "pages": [(number, reverse("message-page", args=[one.pk, number])) for number in pages],
        "file_url": reverse("message-file", args=[one.pk]) if one.blob else "",
    }


def pause_line(policy: Policy, one: RequestPause, people: dict[uuid.UUID, str]) -> Row:
    """Return a time in which a request waited."""
    until = day(one.resumed_on or one.until)
    meta = [one.words, people.get(one.by, "")]
    span = _("%(first)s to %(last)s") % {"first": day(one.on), "last": until}
    return Row(labels.pause_reason(policy, one.reason), [word for word in meta if word], end=span)
