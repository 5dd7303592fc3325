"""How the rows of field work fare when a company or contact turns out to be another one, and where people stand."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Held, Holding, PersonalData

from . import access
from .models import (
    Activity,
    ActivityCompany,
    ActivityOfficer,
    Appointment,
    AppointmentGuest,
    AppointmentOfficer,
    CalendarFeed,
    ContactAttempt,
    Counterpart,
    Event,
    Interest,
    Note,
    Train,
    Trip,
    TripOfficer,
)

_FURTHEST = (Interest.NOT_RAISED.value, Interest.CURIOUS.value, Interest.INTENT.value)


def _joined(kept: ActivityCompany, gone: ActivityCompany) -> None:
    """A firm is met once in an activity: in person if either says so, as far as the talk came, with all its words."""
    kept.in_person = kept.in_person or gone.in_person
    kept.interest = max(kept.interest, gone.interest, key=lambda one: _FURTHEST.index(str(one)))
    said = dict.fromkeys(words for words in (kept.their_words, gone.their_words) if words)
    kept.their_words = "\n".join(said)[:500]


HOLDINGS = (
    Holding(ActivityCompany, "company", Company, _("Visits and activities"), alike=("activity_id",), join=_joined),
    Holding(Counterpart, "link", ActivityCompany, _("Whom one met"), alike=("name", "contact_id")),
    Holding(Counterpart, "contact", Contact, _("Whom one met"), alike=("link_id",)),
    Holding(Event, "organiser", Company, _("Events it holds")),
    Holding(Note, "company", Company, _("Notes")),
    Holding(ContactAttempt, "company", Company, _("Invitations")),
    Holding(ContactAttempt, "contact", Contact, _("Invitations")),
    Holding(Appointment, "company", Company, _("Appointments")),
    Holding(Appointment, "about_id", None, _("Appointments")),
    Holding(AppointmentGuest, "contact", Contact, _("Whom one will meet"), alike=("appointment_id",)),
)


def _meetings_of(person: Any) -> "QuerySet[Counterpart]":
    """Return the meetings with a person: by contact, and by the same name at the same firm."""
    by_name = Q(name=person.name, contact__isnull=True, link__company=person.company) & ~Q(name="")
    found: QuerySet[Counterpart] = Counterpart.objects.filter(by_name)
    if person.contact is not None:
        found = Counterpart.objects.filter(by_name | Q(contact=person.contact) | Q(contact__merged_into=person.contact))
    return found


def _guests_like(person: Any) -> "QuerySet[AppointmentGuest]":
    """Return the places of a person at meetings to come: by contact, and by the same name at the same firm."""
    mine = Q(name=person.name, contact__isnull=True, appointment__company=person.company) & ~Q(name="")
    if person.contact is not None:
        mine |= Q(contact=person.contact) | Q(contact__merged_into=person.contact)
    found: QuerySet[AppointmentGuest] = AppointmentGuest.objects.filter(mine)
    return found


def _own_page(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[row.pk])


def _of_activity(row: Any) -> str:
    return reverse("activity", args=[row.pk if isinstance(row, Activity) else row.activity_id])


def _is_private(note: Note) -> bool:
    return note.shared_on is None


def _of_note(note: Note) -> str:
    return reverse("note", args=[note.pk])


PERSONS = (
    PersonalData(Counterpart, ("name",), _meetings_of, _("Whom one met")),
    PersonalData(AppointmentGuest, ("name",), _guests_like, _("Whom one will meet")),
)
TEXTS = (
    FreeText(Activity, "title", _("Activities: title"), _of_activity),
    FreeText(Activity, "summary", _("Activities: what happened"), _of_activity),
    FreeText(Activity, "next_step", _("Activities: next step"), _of_activity),
    FreeText(Activity, "withdrawn_because", _("Activities: why withdrawn"), _of_activity),
    FreeText(ActivityCompany, "their_words", _("Visits: what they said"), _of_activity),
    FreeText(Note, "text", _("Notes"), _of_note, unseen=_is_private),
    FreeText(ContactAttempt, "words", _("Invitations: what was said"), _own_page("attempt")),
    FreeText(ContactAttempt, "withdrawn_because", _("Invitations: why withdrawn"), _own_page("attempt")),
    FreeText(Appointment, "purpose", _("Appointments: occasion"), _own_page("appointment")),
    FreeText(Appointment, "cancelled_because", _("Appointments: why cancelled"), _own_page("appointment")),
    FreeText(Trip, "purpose", _("Trips: occasion"), _own_page("trip")),
    FreeText(Trip, "led_to", _("Trips: what they led to"), _own_page("trip")),
    FreeText(Trip, "withdrawn_because", _("Trips: why withdrawn"), _own_page("trip")),
)


def _meetings_to_come() -> "QuerySet[AppointmentOfficer]":
    live = Appointment.objects.live()
    found: QuerySet[AppointmentOfficer] = AppointmentOfficer.objects.filter(appointment__in=live)
    return found.select_related("appointment__company")


def _expected_at(user: Any) -> "QuerySet[AppointmentOfficer]":
    seen = access.visible_appointments(user)
    found: QuerySet[AppointmentOfficer] = AppointmentOfficer.objects.filter(appointment__in=seen)
    return found


HELD = (
    Held(
        AppointmentOfficer, "officer", _("Appointments"), open=_meetings_to_come, seen=_expected_at,
        alike=("appointment_id",), firm="appointment__company", due="appointment__starts_at",
        page=lambda one: reverse("appointment", args=[one.appointment_id]),
        title=lambda one: str(one.appointment),
    ),
)  # fmt: skip
# The next try of an invitation is a to-do, and passes as one.
AUTHORS = (
    (ActivityOfficer, "officer"),
    (TripOfficer, "officer"),
    (ContactAttempt, "officer"),
    (Note, "author"),
    (Train, "kept_by"),
    (CalendarFeed, "user"),
)
