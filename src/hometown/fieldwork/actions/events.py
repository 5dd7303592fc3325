"""Add and edit events: forums, fairs, symposia."""

from datetime import date
from typing import Any

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import access
from hometown.fieldwork.models import Event
from hometown.kernel.errors import BadInput, ChangedMeanwhile
from hometown.ledger import book

EDITABLE = frozenset({"name", "kind", "first_on", "last_on", "place", "organiser"})


def add_event(
    actor: User,
    *,
    name: str,
    kind: str,
    first_on: date,
    last_on: date | None = None,
    place: str = "",
    organiser: Company | None = None,
) -> Event:
    """Add an event, past or to come, that gives contacts and leads. Raises BadInput without a name or ending early."""
    access.require_may_record(actor)
    event = Event(
        name=name.strip(), kind=kind, first_on=first_on, last_on=last_on or first_on, place=place.strip(),
        organiser=organiser,
    )  # fmt: skip
    _require_sound(event)
    with book.entry("event.added", actor=actor.pk, occurred_on=first_on) as entry:
        entry.put(event)
    return event


def edit_event(actor: User, event: Event, *, revision: int | None = None, **changes: Any) -> Event:
    """Change an event. Raises ChangedMeanwhile when somebody was faster."""
    access.require_may_record(actor)
    if revision is not None and revision != event.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=event.name)
    for name in changes.keys() & EDITABLE:
        value = changes[name]
        setattr(event, name, value.strip() if isinstance(value, str) else value)
    event.last_on = event.last_on or event.first_on
    _require_sound(event)
    with book.entry("event.edited", actor=actor.pk) as entry:
        entry.put(event)
    return event


def _require_sound(event: Event) -> None:
    if not event.name:
        raise BadInput("fieldwork.name_needed", fields={"name": BadInput("fieldwork.name_needed")})
    if event.last_on < event.first_on:
        raise BadInput("fieldwork.ends_before", fields={"last_on": BadInput("fieldwork.ends_before")})
