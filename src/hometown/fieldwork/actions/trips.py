"""Record a journey after it was made, or plan it with an appointment; correct it, take it back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hometown.accounts.models import User
from hometown.fieldwork import access
from hometown.fieldwork.models import Activity, Appointment, Means, Trip, TripActivity, TripOfficer
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.programme.models import Officer

from . import parts

EDITABLE = frozenset({"from_place", "to_place", "first_on", "last_on", "means", "purpose", "led_to"})


@book.turn()
def record_trip(
    actor: User,
    *,
    officers: Sequence[Officer],
    from_place: str,
    to_place: str,
    first_on: date,
    last_on: date | None = None,
    means: str = "",
    purpose: str = "",
    led_to: str = "",
    activities: Sequence[Activity] = (),
) -> Trip:
    """Record a journey that was made, with the activities done on it.

    Raises BadInput for days to come or in the wrong order, a missing place, an activity of another day or another trip.
    """
    access.require_may_record(actor)
    _require_officers(actor, officers)
    trip = Trip(
        batch=parts.batch_of(officers[0] if officers else None, first_on), from_place=from_place.strip(),
        to_place=to_place.strip(), first_on=first_on, last_on=last_on or first_on, means=means,
        purpose=purpose.strip(), led_to=led_to.strip(), recorded_by=actor.pk,
    )  # fmt: skip
    _require_sound(trip)
    _require_fitting(trip, activities)
    with book.entry("trip.recorded", actor=actor.pk, occurred_on=trip.first_on) as entry:
        entry.put(trip)
        _replace(entry, trip, officers, activities)
    return trip


def plan_trip(
    actor: User,
    *,
    appointment: Appointment,
    officers: Sequence[Officer],
    from_place: str,
    to_place: str,
    first_on: date,
    last_on: date,
    out_by: str,
    back_by: str = "",
) -> Trip:
    """Plan the journey to an appointment by train. Kept, the meeting makes it a fact; cancelled, it takes it along.

    Raises BadInput for a missing place or days in the wrong order, RuleBroken where the journey is planned already.
    """
    access.require_may_record(actor)
    access.require_own_officers(actor, officers)
    trip = Trip(
        batch=appointment.batch, from_place=from_place.strip(), to_place=to_place.strip()[:120], first_on=first_on,
        last_on=last_on, means=Means.RAIL, appointment=appointment, is_planned=True, out_by=out_by, back_by=back_by,
        recorded_by=actor.pk,
    )  # fmt: skip
    _require_sound(trip)
    with book.entry("trip.planned", actor=actor.pk, occurred_on=trip.first_on) as entry:
        if Trip.objects.filter(appointment=appointment).exists():
            raise RuleBroken("fieldwork.trip_planned_already")
        entry.put(trip)
        _replace(entry, trip, officers, ())
    return trip


@book.turn()
def edit_trip(
    actor: User,
    trip: Trip,
    *,
    revision: int | None = None,
    officers: Sequence[Officer] | None = None,
    activities: Sequence[Activity] | None = None,
    **changes: Any,
) -> Trip:
    """Correct a journey: its days, places, who went, what it led to."""
    _require_own(actor, trip)
    if revision is not None and revision != trip.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(trip))
    if officers is not None:
        _require_officers(actor, officers)
    for name in changes.keys() & EDITABLE:
        value = changes[name]
        setattr(trip, name, value.strip() if isinstance(value, str) else value)
    trip.last_on = trip.last_on or trip.first_on
    _require_sound(trip)
    if activities is None:
        activities = [link.activity for link in trip.activity_links.select_related("activity")]
    _require_fitting(trip, activities)
    with book.entry("trip.edited", actor=actor.pk, occurred_on=trip.first_on) as entry:
        entry.put(trip, moved=_others(trip, officers, activities))
        _replace(entry, trip, officers, activities)
    return trip


def withdraw_trip(actor: User, trip: Trip, *, reason: str) -> Trip:
    """Take a journey back that was recorded by mistake; its activities are free for another."""
    _require_own(actor, trip)
    trip.withdrawn_on, trip.withdrawn_because = clock.today(), parts.reason_of(reason)
    with book.entry("trip.withdrawn", actor=actor.pk) as entry:
        entry.put(trip)
        _replace(entry, trip, None, ())
    return trip


def _require_own(actor: User, trip: Trip) -> None:
    access.require_may_change(actor, trip, [link.officer for link in trip.officer_links.select_related("officer")])
    if trip.withdrawn_on is not None:
        raise RuleBroken("fieldwork.withdrawn_already")


def _require_officers(actor: User, officers: Sequence[Officer]) -> None:
    if not officers:
        raise BadInput("fieldwork.officer_went", fields={"officers": BadInput("fieldwork.officer_went")})
    access.require_own_officers(actor, officers)


def _require_sound(trip: Trip) -> None:
    for name in ("from_place", "to_place"):
        if not getattr(trip, name):
            raise BadInput("fieldwork.place_needed", fields={name: BadInput("fieldwork.place_needed")})
    if trip.means and trip.means not in Means.values:
        raise BadInput("fieldwork.no_means", fields={"means": BadInput("fieldwork.no_means")})
    if trip.last_on < trip.first_on:
        raise BadInput("fieldwork.ends_before", fields={"last_on": BadInput("fieldwork.ends_before")})
    if trip.last_on > clock.today() and not trip.is_planned:
        refusal = BadInput("fieldwork.trip_not_over", on=trip.last_on)
        raise BadInput("fieldwork.trip_not_over", fields={"last_on": refusal}, on=trip.last_on)


def _require_fitting(trip: Trip, activities: Sequence[Activity]) -> None:
    """Refuse an activity of a day outside the journey, and one that belongs to another journey."""
    for one in activities:
        if not trip.first_on <= one.on <= trip.last_on:
            refusal = BadInput("fieldwork.outside_the_trip", activity=one.title, on=one.on)
            raise BadInput(refusal.code, fields={"activities": refusal}, **refusal.facts)
    taken = TripActivity.objects.filter(activity__in=[one.pk for one in activities]).exclude(trip=trip)
    other = taken.select_related("activity").first()
    if other is not None:
        refusal = BadInput("fieldwork.on_another_trip", activity=other.activity.title)
        raise BadInput(refusal.code, fields={"activities": refusal}, **refusal.facts)


def _others(trip: Trip, officers: Sequence[Officer] | None, activities: Sequence[Activity]) -> bool:
    """Tell whether other people went than is on record, or other things were done."""
    went = {link.officer_id for link in TripOfficer.objects.filter(trip=trip)}
    done = {link.activity_id for link in TripActivity.objects.filter(trip=trip)}
    return done != {one.pk for one in activities} or (officers is not None and went != {one.pk for one in officers})


def _replace(entry: OpenEntry, trip: Trip, officers: Sequence[Officer] | None, activities: Sequence[Activity]) -> None:
    if officers is not None:
        went = {link.officer_id: link for link in TripOfficer.objects.filter(trip=trip)}
        wanted = {one.pk: one for one in officers}
        for pk in went.keys() - wanted.keys():
            entry.remove(went[pk])
        entry.put_many([TripOfficer(trip=trip, officer=one) for pk, one in wanted.items() if pk not in went])
    done = {link.activity_id: link for link in TripActivity.objects.filter(trip=trip)}
    chosen = {one.pk: one for one in activities}
    for pk in done.keys() - chosen.keys():
        entry.remove(done[pk])
    entry.put_many([TripActivity(trip=trip, activity=one) for pk, one in chosen.items() if pk not in done])
