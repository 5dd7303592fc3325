"""Who sees which activities, events, notes, invitations, appointments and trips, and who may record and edit.

The one place that says so.
"""

import uuid
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.policy.shape import Purpose
from hometown.programme import units
from hometown.programme.models import Batch, City, Officer, Posting

from . import kinds, rules
from .models import (
    Activity,
    ActivityFile,
    ActivityOfficer,
    Appointment,
    AppointmentOfficer,
    ContactAttempt,
    Counterpart,
    Event,
    Note,
    Train,
    Trip,
    TripOfficer,
)
from .querysets import (
    ActivityQuerySet,
    AppointmentQuerySet,
    AttemptQuerySet,
    EventQuerySet,
    NoteQuerySet,
    TripQuerySet,
)

ALL, OWN, DUTY = Capability.SEE_FIELDWORK_ALL, Capability.SEE_FIELDWORK_OWN, Capability.SEE_DUTY_OWN_DISTRICT
RECORD = Capability.RECORD_FIELDWORK
BATCH_LEVEL, UNIT_LEVEL = "batch", "unit"


def sees_everything(user: User) -> bool:
    """Tell whether a person sees all field work: `see_fieldwork_all` over more than single batches or units."""
    return user.is_active and any(kind not in {BATCH_LEVEL, UNIT_LEVEL} for kind, _ in user.holding.over.get(ALL, ()))


def visible_activities(user: User) -> ActivityQuerySet:
    """Return the activities a person may see; withdrawn ones too, marked as such."""
    found: ActivityQuerySet = Activity.objects.all()
    return found if sees_everything(user) else found.filter(reduce(or_, _seen(user), Q(pk__in=())))


def parts_seen(user: User) -> list[ActivityQuerySet]:
    """Return the same as parts that overlap, each of which an index holds in the order of days.

    The newest of all are among the newest of each part: so a long list is read a page at a time, however much lies
    between what this person may see.
    """
    every: ActivityQuerySet = Activity.objects.all()
    return [every] if sees_everything(user) else [every.filter(part) for part in _seen(user)] or [every.none()]


def _seen(user: User) -> list[Q]:
    seen = [Q(batch=batch) for batch in user.scopes(ALL, BATCH_LEVEL)] if user.may(ALL) else []
    if user.may(OWN):
        seen += _own(user)
    if user.may(DUTY):
        hosted = units.below(user.scopes(DUTY, UNIT_LEVEL) | user.scopes(DUTY, "district"))
        seen.append(Q(kind__in=kinds.codes_for(Purpose.DUTY), host_unit__in=hosted))
    return seen


def _own(user: User) -> list[Q]:
    """What one recorded or took part in; what the whole batch does together; a sending unit, what its staff do."""
    own = own_activities(user)
    whole = user.scopes(ALL, BATCH_LEVEL)  # what is seen already need not be looked for again
    shared = user.scopes(OWN, BATCH_LEVEL) - whole
    own += [Q(batch=batch, kind=kind) for batch in shared for kind in kinds.shared_codes()]
    # A unit that records field work itself (a county) sees its own; one that only sends officers sees what they do.
    sending = user.scopes(OWN, UNIT_LEVEL) - user.scopes(RECORD, UNIT_LEVEL)
    if sending:
        staff = ActivityOfficer.objects.filter(officer__home_unit__in=units.below(sending))
        own.append(Q(pk__in=staff.values("activity")))
    return own


def own_activities(user: User) -> list[Q]:
    """Return the two ways an activity is one's own: one recorded it, or took part."""
    return [Q(recorded_by=user.pk), Q(pk__in=ActivityOfficer.objects.filter(officer__user=user).values("activity"))]


def activities_with_details(user: User) -> ActivityQuerySet:
    """Return the activities whose history a person may read: those they see with companies and words."""
    found: ActivityQuerySet = visible_activities(user) if sees_companies(user) else Activity.objects.none()
    return found


def activity_for(user: User, pk: uuid.UUID) -> Activity:
    """Return an activity a person may see. Raises NotFound for a hidden one too."""
    found: Activity | None = visible_activities(user).with_people().filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.no_activity")
    return found


def counterpart_for(user: User, pk: uuid.UUID) -> Counterpart:
    """Return a person met in an activity whose companies one reads. Raises NotFound for a hidden one too."""
    found: Counterpart | None = (
        Counterpart.objects.select_related("link__activity", "link__company")
        .filter(pk=pk, link__activity__in=activities_with_details(user)).first()
    )  # fmt: skip
    if found is None:
        raise NotFound("fieldwork.no_person")
    return found


def sees_companies(user: User) -> bool:
    """Tell whether a person may read which companies were met and what was said; others see what was done, and when."""
    return user.may(Capability.SEE_COMPANIES)


def reads_projects(user: User) -> bool:
    """Tell whether a page may ask the floor above for projects; which of them, that floor decides."""
    return user.may(
        Capability.SEE_PROJECTS_ALL, Capability.SEE_PROJECTS_BATCH, Capability.SEE_PROJECTS_OWN,
        Capability.SEE_PROJECTS_LANDING,
    )  # fmt: skip


def follows_promises(user: User) -> bool:
    """Tell whether a page may ask the floor above for what was promised: for the bureau and the secretary."""
    return user.may(Capability.DECIDE_CLAIMS, Capability.SEE_PROJECTS_BATCH)


def reads_practices(user: User) -> bool:
    """Tell whether a page may ask the floor above for the practice that a note became, or how a step is done."""
    return user.may(Capability.SEE_LEARNING)


def names_people(user: User) -> bool:
    """Tell whether a person reads counterparts' names in full; others read them masked."""
    return user.may(Capability.SEE_CONTACTS)


def host_cities() -> tuple[str, ...]:
    """Return the host cities by the name that their stations begin with."""
    names = City.objects.filter(is_home=False).order_by("pk").values_list("name", flat=True)
    return tuple(station_name(name) for name in names)


def station_name(city: str) -> str:
    """Return a city's name as stations bear it: without the character for city."""
    return city.removesuffix("\u5e02")


def visible_trains(user: User) -> "QuerySet[Train]":
    """Return the timetable, for those who record field work or read all of it."""
    found: QuerySet[Train] = Train.objects.all()
    return found if user.may(RECORD, ALL) else found.none()


def train_for(user: User, pk: uuid.UUID) -> Train:
    """Return a train of the timetable. Raises NotFound."""
    found = visible_trains(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.train_gone")
    return found


def require_may_record(user: User) -> None:
    """Raise NotAllowed for whoever may not record field work."""
    if not user.may(RECORD):
        raise NotAllowed("fieldwork.may_not_record")


def records_for_a_batch(user: User) -> bool:
    """Tell whether a person records what officers of a batch do, rather than their own office's work."""
    return bool(user.scopes(RECORD, BATCH_LEVEL))


def require_own_officers(user: User, officers: Iterable[Officer]) -> None:
    """Raise NotAllowed when an officer records what only others did: those who answer for a batch may."""
    if user.may(ALL):
        return
    sent = list(officers)
    if any(one.user_id == user.pk for one in sent):
        return
    if sent or Officer.objects.filter(user=user).exists():
        raise NotAllowed("fieldwork.not_among_them")


def may_edit(user: User, activity: Activity) -> bool:
    """Tell whether a person may edit or withdraw an activity."""
    return user.may(RECORD) and rules.may_edit(
        withdrawn=activity.withdrawn_on is not None,
        recorded_it=activity.recorded_by == user.pk,
        took_part=any(link.officer.user_id == user.pk for link in activity.officer_links.all()),
        runs_the_batch=user.may(ALL) and visible_activities(user).filter(pk=activity.pk).exists(),
    )


def require_may_edit(user: User, activity: Activity) -> None:
    """Raise NotAllowed for whoever may not edit this activity."""
    if activity.withdrawn_on is not None or not may_edit(user, activity):
        raise NotAllowed("fieldwork.may_not_edit")


# --- whom and what a form offers ---------------------------------------------------------------------------------


def batches_of(user: User) -> list[Batch]:
    """Return the batches a person records for, newest first: their own; all, for those who see everything."""
    if sees_everything(user):
        return list(Batch.objects.exclude(state="planned").order_by("-number"))
    over = user.scopes(RECORD, BATCH_LEVEL) | user.scopes(OWN, BATCH_LEVEL)
    mine = Q(pk__in=over) | Exists(Posting.objects.filter(batch=OuterRef("pk"), officer__user=user))
    return list(Batch.objects.filter(mine).order_by("-number"))


def officers_of(batches: Iterable[Batch]) -> list[Officer]:
    """Return the officers sent with these batches, by name."""
    sent = Posting.objects.filter(officer=OuterRef("pk"), batch__in=list(batches))
    return list(Officer.objects.filter(Exists(sent)).order_by("name", "pk"))


# --- events, notes, papers ---------------------------------------------------------------------------------------


def visible_events(user: User) -> EventQuerySet:
    """Return the events: open to all who do or read field work, not to host units."""
    found: EventQuerySet = Event.objects.all()
    return found if user.may(RECORD, ALL) or (user.may(OWN) and sees_companies(user)) else found.none()


def event_for(user: User, pk: uuid.UUID) -> Event:
    """Return an event. Raises NotFound."""
    found: Event | None = visible_events(user).select_related("organiser").filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.no_event")
    return found


def visible_notes(user: User) -> NoteQuerySet:
    """Return a person's own notes, and the shared ones for those who do field work or read all of it."""
    if not user.may(RECORD, ALL):
        return Note.objects.none()
    found: NoteQuerySet = Note.objects.filter(Q(author=user.pk) | Q(shared_on__isnull=False))
    return found


def note_for(user: User, pk: uuid.UUID) -> Note:
    """Return a note. Raises NotFound for somebody else's private one too."""
    found: Note | None = visible_notes(user).select_related("company", "activity").filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.no_note")
    return found


def require_author(user: User, note: Note) -> None:
    """Raise NotAllowed for everybody but the note's writer."""
    if note.author != user.pk:
        raise NotAllowed("fieldwork.not_your_note")


def file_for(user: User, pk: uuid.UUID) -> ActivityFile:
    """Return a paper of an activity a person may see and whose companies they may read of. Raises NotFound."""
    rows = ActivityFile.objects.select_related("blob", "activity").prefetch_related("activity__officer_links__officer")
    found: ActivityFile | None = rows.filter(pk=pk).first()
    hidden = found is None or not visible_activities(user).filter(pk=found.activity_id).exists()
    if found is None or hidden or not sees_companies(user):
        raise NotFound("fieldwork.no_file")
    return found


# --- invitations, appointments, trips -----------------------------------------------------------------------------


def _reached(user: User, own: Any) -> Any:
    """Return the condition of rows with a batch and a recorder: all, those of one's batches, one's own."""
    if sees_everything(user):
        return Q()
    seen: Any = Q(pk__in=())
    if user.may(ALL):
        seen |= Q(batch__in=user.scopes(ALL, BATCH_LEVEL))
    return seen | own | Q(recorded_by=user.pk) if user.may(OWN, RECORD) else seen


def visible_attempts(user: User) -> AttemptQuerySet:
    """Return the invitations a person may read of: their own, their batch's, or all; nothing without companies."""
    found: AttemptQuerySet = ContactAttempt.objects.all()
    return found.filter(_reached(user, Q(officer__user=user))) if sees_companies(user) else found.none()


def attempt_for(user: User, pk: uuid.UUID) -> ContactAttempt:
    """Return an invitation. Raises NotFound for a hidden one too."""
    found: ContactAttempt | None = visible_attempts(user).with_people().filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.no_attempt")
    return found


def visible_appointments(user: User) -> AppointmentQuerySet:
    """Return the appointments a person may read of: where they go themselves, their batch's, or all."""
    found: AppointmentQuerySet = Appointment.objects.all()
    goes = Exists(AppointmentOfficer.objects.filter(appointment=OuterRef("pk"), officer__user=user))
    return found.filter(_reached(user, Q(goes))) if sees_companies(user) else found.none()


def appointment_for(user: User, pk: uuid.UUID) -> Appointment:
    """Return an appointment. Raises NotFound for a hidden one too."""
    found: Appointment | None = visible_appointments(user).with_people().filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.no_appointment")
    return found


def visible_trips(user: User) -> TripQuerySet:
    """Return the trips a person may read of; a sending unit reads of its staff's."""
    found: TripQuerySet = Trip.objects.all()
    went = TripOfficer.objects.filter(trip=OuterRef("pk"))
    own: Any = Q(Exists(went.filter(officer__user=user)))
    sending = user.scopes(OWN, UNIT_LEVEL) - user.scopes(RECORD, UNIT_LEVEL)
    if sending:
        own |= Q(Exists(went.filter(officer__home_unit__in=units.below(sending))))
    return found.filter(_reached(user, own))


def trip_for(user: User, pk: uuid.UUID) -> Trip:
    """Return a trip. Raises NotFound for a hidden one too."""
    found: Trip | None = visible_trips(user).with_people().filter(pk=pk).first()
    if found is None:
        raise NotFound("fieldwork.no_trip")
    return found


def may_change(user: User, row: "ContactAttempt | Appointment | Trip", officers: Iterable[Officer | None]) -> bool:
    """Tell whether a person may change one of these: whoever recorded it, took part, or answers for the batch."""
    if not user.may(RECORD):
        return False
    own = row.recorded_by == user.pk or any(one is not None and one.user_id == user.pk for one in officers)
    return own or (user.may(ALL) and (sees_everything(user) or row.batch_id in user.scopes(ALL, BATCH_LEVEL)))


def require_may_change(
    user: User, row: "ContactAttempt | Appointment | Trip", officers: Iterable[Officer | None]
) -> None:
    """Raise NotAllowed for whoever may not change this invitation, appointment or trip."""
    if not may_change(user, row, officers):
        raise NotAllowed("fieldwork.not_yours")
