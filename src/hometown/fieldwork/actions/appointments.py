"""Propose, agree, move, cancel and keep a meeting with a firm. A kept one is a visit: nothing is typed twice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import access, kinds, rules
from hometown.fieldwork.models import Appointment, AppointmentGuest, AppointmentOfficer, AppointmentState
from hometown.fieldwork.told import Met, Person
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.ledger.models import LedgeredModel, label_of
from hometown.policy.shape import Counts
from hometown.programme.models import Officer

from . import parts
from .activities import record_activity

EDITABLE = frozenset({"place", "purpose", "label"})
LABELS = ("internal", "sensitive")  # what is public needs no appointment; the house holds no state secret
LIVE = frozenset({AppointmentState.PROPOSED, AppointmentState.AGREED, AppointmentState.MOVED})
UID_HOST = "second-hometown"


def propose_appointment(
    actor: User,
    *,
    company: Company,
    officers: Sequence[Officer],
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str = "Asia/Shanghai",
    guests: Sequence[Person] = (),
    place: str = "",
    purpose: str = "",
    label: str = "internal",
    about: LedgeredModel | None = None,
    is_agreed: bool = False,
) -> Appointment:
    """Propose a meeting with a firm; `is_agreed` when the firm has said yes already.

    Raises BadInput for times that cannot be, an unknown zone, no officer of a batch; NotAllowed for others' meetings.
    """
    access.require_may_record(actor)
    _require_officers(actor, officers)
    appointment = Appointment(
        company=company, batch=parts.batch_of(officers[0] if officers else None, clock.today()), starts_at=starts_at,
        ends_at=ends_at, time_zone=time_zone, place=place.strip(), purpose=purpose.strip(), label=label,
        state=AppointmentState.AGREED if is_agreed else AppointmentState.PROPOSED, changed_at=clock.now(),
        recorded_by=actor.pk,
    )  # fmt: skip
    appointment.uid = f"{appointment.pk}@{UID_HOST}"
    if about is not None:
        appointment.about_model, appointment.about_id = label_of(type(about)), about.pk
        appointment.about_name = str(about)[:200]
    _require_sound(appointment)
    with book.entry("appointment.proposed", actor=actor.pk) as entry:
        entry.put(appointment)
        _replace_officers(entry, appointment, officers)
        _replace_guests(entry, appointment, guests)
    return appointment


def edit_appointment(
    actor: User,
    appointment: Appointment,
    *,
    revision: int | None = None,
    officers: Sequence[Officer] | None = None,
    guests: Sequence[Person] | None = None,
    **changes: Any,
) -> Appointment:
    """Change the place, the purpose, the label, who goes, whom they meet. The times are moved, not edited."""
    _require_live(actor, appointment)
    if revision is not None and revision != appointment.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(appointment))
    if officers is not None:
        _require_officers(actor, officers)
    for name in changes.keys() & EDITABLE:
        setattr(appointment, name, str(changes[name]).strip())
    _require_label(appointment)
    with book.entry("appointment.edited", actor=actor.pk) as entry:
        if officers is not None:
            _replace_officers(entry, appointment, officers)
        if guests is not None:
            _replace_guests(entry, appointment, guests)
        _put(entry, appointment)
    return appointment


def agree_appointment(actor: User, appointment: Appointment) -> Appointment:
    """Say that the firm has agreed to the time as it stands."""
    _require_live(actor, appointment)
    if appointment.state == AppointmentState.AGREED:
        raise RuleBroken("fieldwork.agreed_already")
    appointment.state = AppointmentState.AGREED
    with book.entry("appointment.agreed", actor=actor.pk) as entry:
        _put(entry, appointment)
    return appointment


def move_appointment(
    actor: User,
    appointment: Appointment,
    *,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str = "",
    is_agreed: bool = False,
) -> Appointment:
    """Give a meeting another time, as the client's day asks. The book keeps the earlier ones; SEQUENCE grows.

    The trains of a journey planned to it no longer hold: the journey is withdrawn.
    """
    _require_live(actor, appointment)
    if (appointment.starts_at, appointment.ends_at) == (starts_at, ends_at):
        raise BadInput("fieldwork.same_time", fields={"starts": BadInput("fieldwork.same_time")})
    appointment.starts_at, appointment.ends_at = starts_at, ends_at
    appointment.time_zone = time_zone or appointment.time_zone
    appointment.state = AppointmentState.AGREED if is_agreed else AppointmentState.MOVED
    appointment.sequence += 1
    _require_sound(appointment)
    with book.entry("appointment.moved", actor=actor.pk) as entry:
        _put(entry, appointment)
        with translation.override(actor.language):
            parts.drop_journey(entry, appointment, str(_("The meeting was moved to another time.")))
    return appointment


def cancel_appointment(actor: User, appointment: Appointment, *, reason: str) -> Appointment:
    """Call a meeting off, with the reason. It stays on the page and in the book; the journey to it is off too."""
    _require_live(actor, appointment)
    appointment.cancelled_because = parts.reason_of(reason)
    appointment.state = AppointmentState.CANCELLED
    appointment.sequence += 1
    with book.entry("appointment.cancelled", actor=actor.pk) as entry:
        _put(entry, appointment)
        parts.drop_journey(entry, appointment, appointment.cancelled_because)
    return appointment


def keep_appointment(actor: User, appointment: Appointment) -> Appointment:
    """Say that a meeting took place: it becomes a visit of its day, with its firm, its officers and whom they met.

    `appointment.activity` is the visit; what was said is added there. A journey planned to it is a fact then.
    Raises RuleBroken before the meeting begins.
    """
    _require_live(actor, appointment)
    if not rules.may_be_kept(appointment.state, appointment.starts_at, clock.now()):
        raise RuleBroken("fieldwork.not_begun", starts=appointment.starts_at)
    kind = next((one for one in kinds.offered() if one.counts is Counts.FIRMS), None)
    if kind is None:
        raise BadInput("fieldwork.no_kind")
    begins = appointment.starts_at.astimezone(ZoneInfo(appointment.time_zone))
    people = [Person(one.name, one.title, one.contact) for one in appointment.guests.select_related("contact")]
    officers = [link.officer for link in appointment.officer_links.select_related("officer__user").order_by("pk")]
    with book.entry("appointment.kept", actor=actor.pk, occurred_on=begins.date()) as entry:
        appointment.activity = record_activity(
            actor, kind=kind.code, on=min(begins.date(), clock.today()), starts_at=begins.time(), officers=officers,
            met=[Met(appointment.company, people=people)], batch=appointment.batch, place=appointment.place,
        )  # fmt: skip
        appointment.state = AppointmentState.KEPT
        _put(entry, appointment)
        parts.make_journey(entry, appointment, appointment.activity)
    return appointment


# --- what must hold ----------------------------------------------------------------------------------------------


def _put(entry: OpenEntry, appointment: Appointment) -> None:
    appointment.changed_at = clock.now()
    entry.put(appointment)


def _require_live(actor: User, appointment: Appointment) -> None:
    links = appointment.officer_links.select_related("officer")
    access.require_may_change(actor, appointment, [link.officer for link in links])
    if appointment.state not in LIVE:
        raise RuleBroken("fieldwork.appointment_over")


def _require_officers(actor: User, officers: Sequence[Officer]) -> None:
    if not officers and access.records_for_a_batch(actor):
        raise BadInput("fieldwork.officer_goes", fields={"officers": BadInput("fieldwork.officer_goes")})
    access.require_own_officers(actor, officers)


def _require_sound(appointment: Appointment) -> None:
    _require_label(appointment)
    if appointment.time_zone not in rules.ZONES:
        raise BadInput("fieldwork.no_zone", fields={"time_zone": BadInput("fieldwork.no_zone")})
    if appointment.ends_at <= appointment.starts_at:
        raise BadInput("fieldwork.meeting_ends_before", fields={"ends": BadInput("fieldwork.meeting_ends_before")})
    if appointment.ends_at - appointment.starts_at > rules.LONGEST:
        raise BadInput("fieldwork.too_long", fields={"ends": BadInput("fieldwork.too_long")})
    if appointment.ends_at <= clock.now():
        raise BadInput("fieldwork.meeting_past", fields={"on": BadInput("fieldwork.meeting_past")})


def _require_label(appointment: Appointment) -> None:
    if appointment.label not in LABELS:
        raise BadInput("fieldwork.no_label", fields={"label": BadInput("fieldwork.no_label")})


# --- its rows ----------------------------------------------------------------------------------------------------


def _replace_officers(entry: OpenEntry, appointment: Appointment, officers: Sequence[Officer]) -> None:
    held = {link.officer_id: link for link in AppointmentOfficer.objects.filter(appointment=appointment)}
    wanted = {one.pk: one for one in officers}
    for pk, link in held.items():
        if pk not in wanted:
            entry.remove(link)
    entry.put_many(
        [AppointmentOfficer(appointment=appointment, officer=one) for pk, one in wanted.items() if pk not in held]
    )


def _replace_guests(entry: OpenEntry, appointment: Appointment, guests: Sequence[Person]) -> None:
    held = {_told(one): one for one in AppointmentGuest.objects.filter(appointment=appointment)}
    named = [one for one in guests if one.is_named]
    for place, person in enumerate(named):
        name, title, contact = parts.as_kept(person)
        guest = held.pop((name, title, contact), None) or AppointmentGuest(
            appointment=appointment, name=name, title=title, contact_id=contact
        )
        guest.place = place
        entry.put(guest)
    for guest in held.values():
        entry.remove(guest)


def _told(guest: AppointmentGuest) -> tuple[str, str, Any]:
    return guest.name, guest.title, guest.contact_id
