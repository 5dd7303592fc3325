"""Sentences for the refusals of field work, and for what a visit lacks."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

from .rules import Lack

SENTENCES = {
    "no_person": _("There is no such person, or the activity is not yours to see."),
    "contact_already": _("This person is a contact already."),
    "no_activity": _("There is no such activity, or it is not yours to see."),
    "no_event": _("There is no such event, or it is not yours to see."),
    "no_note": _("There is no such note, or its writer keeps it private."),
    "no_file": _("There is no such paper, or it is not yours to see."),
    "may_not_record": Sentence(
        _("Your duties do not include recording visits and activities."),
        who=_("Officers, the branch and the bureau record them."),
    ),
    "not_among_them": Sentence(
        _("You were not among those who took part."),
        do=_("Add yourself, or let one of them record it."),
        who=_("The secretary of the branch and the bureau record for others."),
    ),
    "may_not_edit": Sentence(
        _("This activity is not yours to change, or it was withdrawn."),
        who=_("Whoever recorded it, took part, or answers for the batch may."),
    ),
    "not_your_note": _("Only its writer changes or shares a note."),
    "no_kind": _("Choose one of the kinds of activity in the city's rules."),
    "not_yet": _("%(on)s is still to come. Record what has happened; what is planned is a next step."),
    "company_twice": _("%(company)s is named twice. Keep it once, with everybody you met there."),
    "officer_needed": _("Name at least one officer who took part."),
    "intent_needs_words": _("Write what %(company)s said about investing, in their words, or add a paper."),
    "due_before": _("The next step is due before the day of the activity. Choose a later day."),
    "step_needed": _("Write what the next step is, or take out its date."),
    "reason_needed": _("Say why. The activity stays in the book with your reason."),
    "already_withdrawn": _("This activity was already withdrawn."),
    "name_needed": _("Give it a name."),
    "ends_before": _("It ends before it begins. Look at the two days."),
    "text_needed": _("Write something first."),
    "already_shared": _("This note is already shared."),
    "not_shared": _("This note is not shared."),
    # Invitations, appointments, trips
    "no_attempt": _("There is no such invitation, or it is not yours to see."),
    "no_appointment": _("There is no such appointment, or it is not yours to see."),
    "no_trip": _("There is no such trip, or it is not yours to see."),
    "not_yours": Sentence(
        _("This is not yours to change."),
        who=_("Whoever recorded it, takes part, or answers for the batch may."),
    ),
    "withdrawn_already": _("This was already withdrawn."),
    "no_channel": _("Say how you asked."),
    "no_outcome": _("Say what came of it."),
    "not_their_contact": _("This person is a contact of another firm."),
    "officer_goes": _("Name at least one officer who goes."),
    "officer_went": _("Name at least one officer who went."),
    "no_zone": _("Choose one of the time zones."),
    "no_such_hour": _("Where the meeting is, the clocks are put forward then and this hour does not exist."),
    "meeting_ends_before": _("The meeting ends before it begins. Look at the two times."),
    "too_long": _("A meeting lasts a day at most. Make one appointment for each day."),
    "meeting_past": Sentence(_("This time has passed."), do=_("Record what took place as a visit.")),
    "no_detail": _("Choose how much the calendar may say."),
    "no_label": _("Mark it as internal or as commercially sensitive."),
    "same_time": _("This is the time it has already."),
    "agreed_already": _("The firm has agreed to this time already."),
    "appointment_over": _("This appointment was kept or cancelled. Make a new one."),
    "not_begun": _("It begins at %(starts)s. Say that it took place once it has."),
    "place_needed": _("Say from where to where."),
    "no_means": _("Choose rail, road or air."),
    "trip_not_over": _("%(on)s is still to come. A trip is written down after it was made."),
    "outside_the_trip": _("“%(activity)s” was on %(on)s, outside the days of the trip."),
    "on_another_trip": _("“%(activity)s” belongs to another trip already."),
    "trip_planned_already": _("A trip is planned for this appointment already."),
    "train_gone": _("This train is not in the timetable."),
    "no_train": _("Name one train at least, and 500 at most."),
    "line_unread": Sentence(
        _("Line %(line)s cannot be read as a train."), do=_("Write number, from, to, departs, arrives, days.")
    ),
    "train_elsewhere": Sentence(
        _("%(train)s does not run between home and the host city."),
        do=_("One of its stations, and only one, begins with the name of the host city."),
    ),
}

LACKS = {
    Lack.COMPANY: (_("Name the firm"), _("Without it no firm was visited.")),
    Lack.IN_PERSON: (_("Meet somebody in person"), _("A call or a letter is kept, and counts as no visit.")),
    Lack.COUNTERPART: (_("Name whom you met"), _("A firm counts as visited when a person there is named.")),
}
INTERESTS = {
    "not_raised": _("Not raised"),
    "curious": _("Wants to know more"),
    "intent": _("Intends to invest"),
}
INTEREST_TONES = {"not_raised": "", "curious": "blue", "intent": "green"}
EVENT_KINDS = {
    "forum": _("Forum"),
    "fair": _("Fair or expo"),
    "symposium": _("Symposium"),
    "other": _("Other event"),
}
CHANNELS = {
    "phone": _("Phone"),
    "message": _("Message"),
    "mail": _("E-mail"),
    "letter": _("Letter"),
    "visit": _("Called in"),
    "through": _("Through somebody"),
}
OUTCOMES = {
    "invited": _("Invited"),
    "waiting": _("Waits for an answer"),
    "no_answer": _("Nobody reached"),
    "declined": _("Declined"),
    "agreed": _("Agreed to meet"),
}
OUTCOME_TONES = {"invited": "blue", "waiting": "amber", "no_answer": "", "declined": "red", "agreed": "green"}
APPOINTMENT_STATES = {
    "proposed": _("Suggested"),
    "agreed": _("Agreed"),
    "moved": _("Moved, to be agreed"),
    "cancelled": _("Cancelled"),
    "kept": _("Took place"),
}
STATE_TONES = {"proposed": "blue", "agreed": "green", "moved": "amber", "cancelled": "line", "kept": "green"}
LABELS = {"internal": _("Internal"), "sensitive": _("Commercially sensitive")}
ZONES = {
    "Asia/Shanghai": _("Beijing time"),
    "Asia/Hong_Kong": _("Hong Kong time"),
    "Asia/Tokyo": _("Tokyo time"),
    "Asia/Seoul": _("Seoul time"),
    "Asia/Singapore": _("Singapore time"),
    "Asia/Dubai": _("Dubai time"),
    "Europe/Berlin": _("Berlin time"),
    "Europe/London": _("London time"),
    "America/New_York": _("New York time"),
    "America/Los_Angeles": _("Los Angeles time"),
    "Australia/Sydney": _("Sydney time"),
}
MEANS = {"rail": _("Rail"), "road": _("Road"), "air": _("Air")}
FEED_DETAILS = {
    "busy": _("Busy only: the hours, nothing else"),
    "place": _("The hours and the place"),
    "names": _("The firm, the place and the matter; never of what is commercially sensitive"),
}
VERBS = {
    "activity.recorded": _("recorded an activity"),
    "activity.edited": _("edited an activity"),
    "activity.withdrawn": _("withdrew an activity"),
    "activity.paper_taken_out": _("took a paper out of an activity"),
    "counterpart.kept": _("kept a person who was met as a contact"),
    "event.added": _("added an event"),
    "event.edited": _("edited an event"),
    "note.written": _("wrote a note"),
    "note.edited": _("edited a note"),
    "note.shared": _("shared a note"),
    "note.kept_private": _("made a note private again"),
    "attempt.recorded": _("recorded an invitation"),
    "attempt.withdrawn": _("withdrew an invitation"),
    "appointment.proposed": _("proposed an appointment"),
    "appointment.edited": _("edited an appointment"),
    "appointment.agreed": _("noted that the firm agreed"),
    "appointment.moved": _("moved an appointment"),
    "appointment.cancelled": _("cancelled an appointment"),
    "appointment.kept": _("recorded that a meeting took place"),
    "trip.recorded": _("recorded a trip"),
    "trip.planned": _("planned a trip to an appointment"),
    "trip.edited": _("edited a trip"),
    "trip.withdrawn": _("withdrew a trip"),
    "timetable.kept": _("kept trains of the timetable"),
    "timetable.train_taken_out": _("took a train out of the timetable"),
}
ACTIVITY_FIELDS = {
    "kind": _("Kind"),
    "title": _("Title"),
    "on": _("Day"),
    "precision": _("How fine the day is"),
    "starts_at": _("Time"),
    "batch": _("Batch"),
    "event": _("Event"),
    "host_unit": _("Host unit"),
    "place": _("Place"),
    "division_code": _("Division"),
    "summary": _("What was said"),
    "next_step": _("Next step"),
    "next_step_due": _("Due"),
    "recorded_by": _("Recorded by"),
    "edited_at": _("Edited"),
    "withdrawn_on": _("Withdrawn"),
    "withdrawn_because": _("Reason"),
}
EVENT_FIELDS = {
    "name": _("Name"),
    "kind": _("Kind"),
    "first_on": _("First day"),
    "last_on": _("Last day"),
    "place": _("Place"),
    "organiser": _("Organiser"),
}
ATTEMPT_FIELDS = {
    "company": _("Firm"),
    "contact": _("Contact"),
    "officer": _("Officer"),
    "batch": _("Batch"),
    "on": _("Day"),
    "precision": _("How fine the day is"),
    "at": _("Time"),
    "channel": _("How"),
    "outcome": _("What came of it"),
    "words": _("What was said"),
    "next_try_on": _("Next try"),
    "recorded_by": _("Recorded by"),
    "withdrawn_on": _("Withdrawn"),
    "withdrawn_because": _("Reason"),
}
APPOINTMENT_FIELDS = {
    "company": _("Firm"),
    "batch": _("Batch"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "time_zone": _("Time zone"),
    "place": _("Place"),
    "purpose": _("Occasion"),
    "label": _("Marking"),
    "about_name": _("About"),
    "state": _("State"),
    "cancelled_because": _("Reason"),
    "sequence": _("Number of the version sent"),
    "uid": _("Identifier in calendars"),
    "changed_at": _("Last changed"),
    "recorded_by": _("Recorded by"),
    "activity": _("Visit"),
}
# What a code in a column is called, for a record's story.
Codes = Mapping[str, Callable[[str], Any]]
EVENT_CODES: Codes = {"kind": EVENT_KINDS.get}
ATTEMPT_CODES: Codes = {"outcome": OUTCOMES.get, "channel": CHANNELS.get}
APPOINTMENT_CODES: Codes = {"state": APPOINTMENT_STATES.get, "label": LABELS.get, "time_zone": ZONES.get}
TRIP_CODES: Codes = {"means": MEANS.get}
TRIP_FIELDS = {
    "batch": _("Batch"),
    "from_place": _("From"),
    "to_place": _("To"),
    "first_on": _("First day"),
    "last_on": _("Last day"),
    "means": _("By"),
    "purpose": _("Occasion"),
    "led_to": _("What it led to"),
    "appointment": _("Appointment"),
    "is_planned": _("Still to be made"),
    "out_by": _("Way out"),
    "back_by": _("Way back"),
    "recorded_by": _("Recorded by"),
    "withdrawn_on": _("Withdrawn"),
    "withdrawn_because": _("Reason"),
}
