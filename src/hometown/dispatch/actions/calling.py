"""A client can talk: say so, go there, or end it. Who goes enters nothing a second time."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.models import Company
from hometown.dispatch import access, proposing
from hometown.dispatch.models import HOT_SIGNAL, HotSignal
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork import contacting
from hometown.fieldwork.rules import LONGEST, Ride
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.notices import actions as notices
from hometown.programme.models import Batch, Officer
from hometown.projects.models import Project
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task


def say_hot(
    actor: User,
    *,
    company: Company,
    in_host: bool,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    words: str,
    project: Project | None = None,
    batch: Batch | None = None,
) -> HotSignal:
    """Say that a client can talk. The branch is told at once: its secretary, and the task force of the project.

    Raises BadInput for times that cannot be, a missing place or word, a project of another firm.
    """
    access.require_caller(actor, project)
    companies.require_standing(company)
    now = clock.now()
    fields = {
        name: BadInput("dispatch.say_it") for name, text in (("place", place), ("words", words)) if not text.strip()
    }
    if ends_at <= starts_at or ends_at - starts_at > LONGEST:
        fields["ends"] = BadInput("dispatch.call_ends")
    elif ends_at <= now:
        fields["on"] = BadInput("dispatch.call_passed")
    if project is not None and project.company_id != company.pk:
        fields["company"] = BadInput("dispatch.other_project")
    if fields:
        raise BadInput("dispatch.look_over", fields=fields)
    signal = HotSignal(
        company=company, project=project, batch=batch or (project.batch if project else None), in_host=in_host,
        place=place.strip()[:120], starts_at=starts_at, ends_at=ends_at, words=words.strip()[:500], said_at=now,
        said_by=actor.pk,
    )  # fmt: skip
    with book.entry("hot_signal.said", actor=actor.pk) as entry:
        entry.put(signal)
        for person in access.to_be_told(signal, clock.today()):
            if person.pk != actor.pk:
                _tell(actor, person, signal)
    return signal


def _tell(actor: User, person: User, signal: HotSignal) -> None:
    begins = signal.starts_at.astimezone(clock.CITY_TIME)
    with translation.override(person.language):
        what = _("%(company)s can talk: %(day)s %(time)s, %(place)s") % {
            "company": signal.company.name,
            "day": contacting.day_words(begins.date()),
            "time": f"{begins:%H:%M}",
            "place": signal.place,
        }
    tasks.set_task(actor, what=what, owner=person, due_on=begins.date(), kind=HOT_SIGNAL, about=signal)
    notices.queue(actor, to=person, kind=HOT_SIGNAL, path=f"/hot/{signal.pk}/")


def go(
    actor: User,
    *,
    signal: HotSignal,
    officers: Sequence[Officer],
    out: Ride | None = None,
    back: Ride | None = None,
) -> HotSignal:
    """Go to a client who can talk: the appointment is made, and with a train the trip planned. The to-dos are closed.

    Without `out` nobody has to travel. Raises RuleBroken when somebody goes already, or the time has passed.
    """
    access.require_goer(actor, signal)
    now = clock.now()
    if out is not None and out.arrives > signal.starts_at:
        raise BadInput("dispatch.too_late", fields={"out": BadInput("dispatch.too_late")})
    if back is not None and back.leaves < signal.ends_at:
        raise BadInput("dispatch.too_early", fields={"back": BadInput("dispatch.too_early")})
    with book.entry("hot_signal.taken", actor=actor.pk) as entry:
        _require_open(signal)
        if signal.ends_at <= now:
            raise RuleBroken("dispatch.call_passed")
        signal.appointment = fieldwork.propose_appointment(
            actor, company=signal.company, officers=officers, starts_at=signal.starts_at, ends_at=signal.ends_at,
            time_zone=clock.CITY_TIME.key, place=signal.place, about=signal.project, is_agreed=True,
            label="sensitive" if signal.project and signal.project.label == "sensitive" else "internal",
        )  # fmt: skip
        if out is not None:
            way = proposing.places(signal)
            first_on, last_on = proposing.days_of(signal, out, back)
            fieldwork.plan_trip(
                actor, appointment=signal.appointment, officers=officers, from_place=way[0], to_place=way[1],
                first_on=first_on, last_on=last_on, out_by=proposing.words_of(out),
                back_by=proposing.words_of(back) if back else "",
            )  # fmt: skip
        signal.taken_by = actor.pk
        entry.put(signal)
        _close_tasks(actor, signal)
    return signal


def end_call(actor: User, *, signal: HotSignal, because: str) -> HotSignal:
    """Say that nobody goes, or that the client cannot talk after all, and why."""
    access.require_ender(actor, signal)
    if not because.strip():
        raise BadInput("dispatch.look_over", fields={"because": BadInput("dispatch.say_it")})
    with book.entry("hot_signal.ended", actor=actor.pk) as entry:
        _require_open(signal)
        signal.ended_on, signal.ended_by, signal.ended_because = clock.today(), actor.pk, because.strip()[:300]
        entry.put(signal)
        _close_tasks(actor, signal)
    return signal


def _require_open(signal: HotSignal) -> None:
    """Look again inside the entry: two may tap at once."""
    signal.refresh_from_db(fields=["appointment", "ended_on", "revision"])
    if not signal.is_open:
        raise RuleBroken("dispatch.call_over")


def _close_tasks(actor: User, signal: HotSignal) -> None:
    for task in Task.objects.open().about(signal):
        tasks.close_task(actor, task=task, vouched=True)
