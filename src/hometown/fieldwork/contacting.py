"""How the contact with a firm stands, as pages tell it: invitations, appointments, and what stands in their way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face import formats
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.dates import DatedTo
from hometown.ledger import records
from hometown.ledger.heads import with_few
from hometown.programme.models import Officer

from . import access, rules, words
from .models import Appointment, AppointmentOfficer, ContactAttempt
from .querysets import AppointmentQuerySet

MOST_ATTEMPTS = 6


def day_words(on: date) -> str:
    """Return a day in the present language, with its year."""
    return formats.day(DatedTo(on), get_language() or "zh-hans")


def span_words(appointment: Appointment) -> str:
    """Return when a meeting is, in the time of the place where it is: 12月20日 10:00–11:00, 柏林时间."""
    zone = ZoneInfo(appointment.time_zone)
    begins, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{day_words(ends.date())} {ends:%H:%M}"
    said = f"{day_words(begins.date())} {begins:%H:%M}–{until}"
    return said if is_city_time(appointment) else f"{said} {words.ZONES[appointment.time_zone]}"


def is_city_time(appointment: Appointment) -> bool:
    """Tell whether a meeting's hours are those of the city."""
    return appointment.time_zone == CITY_TIME.key


def clashes(reader: User, appointment: Appointment) -> list[str]:
    """Return a sentence for each other meeting at which an officer of this one is expected at the same time.

    Of a meeting the reader may not see it says the hours only. A warning: people may have their reasons.
    """
    officers = [link.officer_id for link in appointment.officer_links.all()]
    others = Appointment.objects.overlapping(appointment.starts_at, appointment.ends_at).exclude(pk=appointment.pk)
    links = list(
        AppointmentOfficer.objects.filter(officer__in=officers, appointment__in=others)
        .select_related("officer", "appointment__company")
        .order_by("appointment__starts_at", "pk")[:20]
    )
    if not links:
        return []
    seen = set(
        access.visible_appointments(reader)
        .filter(pk__in=[one.appointment_id for one in links])
        .values_list("pk", flat=True)
    )
    return [_clash(one, is_open=one.appointment_id in seen) for one in links]


def _clash(link: AppointmentOfficer, *, is_open: bool) -> str:
    facts = {
        "officer": link.officer.name,
        "span": span_words(link.appointment),
        "company": link.appointment.company.name,
    }
    if is_open:
        return _("%(officer)s also meets %(company)s then: %(span)s.") % facts
    return _("%(officer)s has another appointment then: %(span)s.") % facts


@dataclass(frozen=True)
class ToldAttempt:
    """An invitation as one line."""

    attempt: ContactAttempt
    channel: Any
    outcome: Any
    tone: str
    contact: str

    @property
    def url(self) -> str:
        return reverse("attempt", args=[self.attempt.pk])


def told_attempt(attempt: ContactAttempt, *, full: bool) -> ToldAttempt:
    """Return an invitation in words; its contact by name, or masked."""
    name = attempt.contact.name if attempt.contact else ""
    return ToldAttempt(
        attempt,
        words.CHANNELS.get(attempt.channel, attempt.channel),
        words.OUTCOMES.get(attempt.outcome, attempt.outcome),
        words.OUTCOME_TONES.get(attempt.outcome, ""),
        name if full else rules.masked_name(name),
    )


@dataclass(frozen=True)
class ToldAppointment:
    """An appointment as one line."""

    appointment: Appointment
    state: Any
    tone: str
    span: str
    officers: tuple[str, ...]

    @property
    def url(self) -> str:
        return reverse("appointment", args=[self.appointment.pk])


def told_appointment(appointment: Appointment) -> ToldAppointment:
    """Return an appointment in words. Reads nothing that `with_people` has not read already."""
    return ToldAppointment(
        appointment,
        words.APPOINTMENT_STATES[appointment.state],
        words.STATE_TONES[appointment.state],
        span_words(appointment),
        tuple(link.officer.name for link in appointment.officer_links.all()),
    )


def round_words(found: rules.Round | None, today: date) -> Any:
    """Return how the invitations of a firm stand, in one sentence: invited 3 times since …, waiting 5 days."""
    if found is None:
        return ""
    if found.outcome == "agreed":
        return _("Agreed to meet on %(day)s.") % {"day": day_words(found.last_on)}
    if found.outcome == "declined":
        return _("Declined on %(day)s.") % {"day": day_words(found.last_on)}
    times = ngettext("Invited once since %(day)s", "Invited %(times)s times since %(day)s", found.times) % {
        "times": found.times,
        "day": day_words(found.since),
    }
    waited = found.waited(today)
    if not waited:
        return format_html(_("{}, today."), times)
    days = ngettext("waiting %(days)s day", "waiting %(days)s days", waited) % {"days": waited}
    return format_html(_("{}, {}."), times, days)


def round_with(reader: User, company: Company) -> rules.Round | None:
    """Return the present round of invitations of a firm, as far as a person may see it."""
    standing = access.visible_attempts(reader).standing().filter(company=company)
    told = standing.order_by("on", "at", "pk").values_list("on", "outcome")
    return rules.round_of(rules.Asked(on, outcome) for on, outcome in told)


def waiting_for(user: User, since: date) -> list[tuple[Company, rules.Round]]:
    """Return the firms a person has invited since a day that have not answered, the longest waiting first."""
    own = access.visible_attempts(user).standing().filter(on__gte=since)
    mine = own.filter(Q(recorded_by=user.pk) | Q(officer__in=Officer.objects.filter(user=user).values("pk")))
    told: dict[Company, list[rules.Asked]] = {}
    for one in with_few(mine, company=("name",)).order_by("on", "at", "pk"):
        told.setdefault(one.company, []).append(rules.Asked(one.on, one.outcome))
    rounds = [(company, found) for company, asked in told.items() if (found := rules.round_of(asked)) is not None]
    return sorted((one for one in rounds if one[1].is_waiting), key=lambda one: one[1].last_on)


def upcoming(reader: User, now: datetime) -> AppointmentQuerySet:
    """Return the live appointments a person may see that have not ended, the nearest first."""
    found: AppointmentQuerySet = access.visible_appointments(reader).live().filter(ends_at__gte=now)
    return found.order_by("starts_at", "pk")


def about_url(reader: User, appointment: Appointment) -> str:
    """Return the page of the record a meeting is about, empty where there is none or the reader may not see it."""
    record = records.known(appointment.about_model) if appointment.about_id else None
    if record is None or appointment.about_id is None or record.of(reader, appointment.about_id) is None:
        return ""
    return reverse(record.url_name, args=[appointment.about_id])


def record_named(reader: User, text: str) -> Any:
    """Return the record that `app.model:id` names, if it is known and the reader may see it."""
    from uuid import UUID

    label, _separator, key = text.partition(":")
    record = records.known(label)
    try:
        return record.of(reader, UUID(key)) if record else None
    except ValueError:
        return None
