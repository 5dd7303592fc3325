"""Appointments as calendars read them (RFC 5545, 5546): an invitation to send, and a feed to follow.

Nobody's phone or mail address goes out: people are named, and told apart by an identifier that leads nowhere. A meeting
is written in the time of the place where it is, with that zone's rules beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from hometown.accounts.access import names_of
from hometown.kernel.clock import CITY_TIME
from hometown.tasks.models import Task

from .models import Appointment, AppointmentState, FeedDetail
from .rules import masked_name

PRODUCT = "-//Second Hometown//Appointments//ZH"
REQUEST, CANCEL = "REQUEST", "CANCEL"
TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
STATUS = {
    AppointmentState.PROPOSED: "TENTATIVE",
    AppointmentState.MOVED: "TENTATIVE",
    AppointmentState.AGREED: "CONFIRMED",
    AppointmentState.KEPT: "CONFIRMED",
    AppointmentState.CANCELLED: "CANCELLED",
}
SENSITIVE = "sensitive"
UID_HOST = "second-hometown"


def method_of(appointment: Appointment) -> str:
    """Return what an invitation asks of a calendar: to take a meeting in or to take it out."""
    return CANCEL if appointment.state == AppointmentState.CANCELLED else REQUEST


def invitation(appointment: Appointment, *, made_at: datetime, full_names: bool) -> bytes:
    """Return an appointment as a file for a calendar, with METHOD REQUEST or CANCEL."""
    calendar = _calendar()
    calendar.add("method", method_of(appointment))
    event = _meeting(appointment)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("last-modified", appointment.changed_at.astimezone(UTC))
    event.add("summary", _("Meeting: %(company)s") % {"company": appointment.company.name})
    event.add("class", "PRIVATE")
    if appointment.place:
        event.add("location", appointment.place)
    if appointment.purpose:
        event.add("description", appointment.purpose)
    _add_people(event, appointment, full_names=full_names)
    calendar.add_component(event)
    return _written(calendar, [appointment])


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _meeting(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    starts, ends = _times(appointment)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("status", STATUS[AppointmentState(appointment.state)])
    return event


def _times(appointment: Appointment) -> tuple[datetime, datetime]:
    """Return when a meeting is, by the clock of its place; in UTC where that clock shows the hour for the second time.

    A file names a zone and a clock time: of an hour that comes twice it can only say the first (RFC 5545, 3.3.5).
    """
    zone = ZoneInfo(appointment.time_zone)
    local = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
    if any(one.fold for one in local):
        return appointment.starts_at.astimezone(UTC), appointment.ends_at.astimezone(UTC)
    return local


def _add_people(event: Event, appointment: Appointment, *, full_names: bool) -> None:
    """Add who calls the meeting, and everybody expected. The first officer calls it; without one, who made it."""
    sure = appointment.state in {AppointmentState.AGREED, AppointmentState.KEPT}
    ours = [(link.officer.pk, link.officer.name) for link in appointment.officer_links.all()]
    if not ours:
        maker = appointment.recorded_by or appointment.pk
        ours = [(maker, names_of([maker]).get(maker, _("Second Hometown")))]
    event.add("organizer", _person(*ours[0]))
    for key, name in ours:
        event.add("attendee", _person(key, name, part="ACCEPTED"))
    for guest in appointment.guests.all():
        name = guest.contact.name if guest.contact else guest.name
        part = "ACCEPTED" if sure else "NEEDS-ACTION"
        event.add("attendee", _person(guest.pk, name if full_names else masked_name(name), part=part))


def _person(key: object, name: str, *, part: str = "") -> vCalAddress:
    address = vCalAddress(f"urn:uuid:{key}")
    address.params["CN"] = vText(name)
    if part:
        address.params["ROLE"] = vText("REQ-PARTICIPANT")
        address.params["PARTSTAT"] = vText(part)
    return address


def _written(calendar: Calendar, appointments: Sequence[Appointment]) -> bytes:
    """Return the file, with the rules of every time zone in it for the years it speaks of."""
    years = [one.starts_at.year for one in appointments]
    if years:
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    written: bytes = calendar.to_ical()
    return written


# --- the feed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DueTask:
    """A next step with a day. `is_sensitive` when what it is about is marked so."""

    task: Task
    is_sensitive: bool = False


def feed(name: str, appointments: Sequence[Appointment], due: Iterable[DueTask], detail: str) -> bytes:
    """Return a calendar to follow. It says no more of each entry than `detail` allows, and of sensitive ones the hours.

    The same entries give the same bytes: no moment of asking is in it.
    """
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in appointments:
        calendar.add_component(_followed(one, detail))
    for step in due:
        calendar.add_component(_due(step, detail))
    return _written(calendar, appointments)


def _followed(appointment: Appointment, detail: str) -> Event:
    event = _meeting(appointment)
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    shows = FeedDetail.BUSY if appointment.label == SENSITIVE else detail
    if shows == FeedDetail.NAMES:
        event.add("summary", _("Meeting: %(company)s") % {"company": appointment.company.name})
        if appointment.purpose:
            event.add("description", appointment.purpose)
    else:
        event.add("summary", _("Appointment"))
    if appointment.place and shows != FeedDetail.BUSY:
        event.add("location", appointment.place)
    return event


def _due(step: DueTask, detail: str) -> Event:
    task = step.task
    assert task.due_on is not None, "only what has a day is in a calendar"
    event = Event()
    event.add("uid", f"{task.pk}@{UID_HOST}")
    event.add("sequence", task.revision)
    event.add("dtstamp", datetime.combine(task.set_on, time(), CITY_TIME).astimezone(UTC))
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    open_words = detail == FeedDetail.NAMES and not step.is_sensitive
    event.add("summary", _("Due: %(what)s") % {"what": task.what} if open_words else _("A next step is due"))
    return event
