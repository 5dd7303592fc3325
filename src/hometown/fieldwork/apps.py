"""What officers did and whom they met: visits, studies, conferences, duty, events."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldworkConfig(AppConfig):
    name = "hometown.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        # One history page serves all records: it asks here what a person may see, and what columns are called.
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger.records import Record, register
        from hometown.notices import sources

        from . import access, reminders, words
        from .models import Activity, Appointment, ContactAttempt, Event, Trip

        name_verbs(words.VERBS)
        sources.register(*reminders.SOURCES)
        register(
            Record(
                Activity, access.activities_with_details, "activity", _("Activity"), words.ACTIVITY_FIELDS,
                opened=access.visible_activities,
            )
        )  # fmt: skip
        register(Record(Event, access.visible_events, "event", _("Event"), words.EVENT_FIELDS, words.EVENT_CODES))
        name, fields, codes = _("Invitation"), words.ATTEMPT_FIELDS, words.ATTEMPT_CODES
        register(Record(ContactAttempt, access.visible_attempts, "attempt", name, fields, codes))
        name, fields, codes = _("Appointment"), words.APPOINTMENT_FIELDS, words.APPOINTMENT_CODES
        register(Record(Appointment, access.visible_appointments, "appointment", name, fields, codes))
        register(Record(Trip, access.visible_trips, "trip", _("Trip"), words.TRIP_FIELDS, words.TRIP_CODES))
