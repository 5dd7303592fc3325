"""What the pages below call the verbs of the dispatch, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access
from .models import Assignment, Blocker, DispatchSheet, HotSignal, SupervisionItem

VERBS: dict[str, Any] = {
    "assignment.given": _("assigned something"),
    "assignment.done": _("answered: done"),
    "assignment.help_wanted": _("answered: help wanted"),
    "assignment.put_off": _("answered: not before a day"),
    "blocker.raised": _("said what stands in the way"),
    "blocker.cleared": _("said how it was cleared"),
    "hot_signal.said": _("said that a client can talk"),
    "hot_signal.taken": _("goes to a client who can talk"),
    "hot_signal.ended": _("said that nobody goes to a client who can talk"),
    "sheet.issued": _("issued a dispatch sheet"),
    "supervision.set": _("had something supervised"),
    "supervision.reported": _("reported a supervised thing done"),
    "supervision.given_back": _("gave a supervised thing back"),
    "supervision.tied": _("tied a supervised thing to a clause of an action plan"),
    "supervision.extended": _("extended a supervised thing"),
    "supervision.closed": _("confirmed a supervised thing as done"),
}

FIELDS: dict[str, Any] = {
    "task": _("To-do"),
    "batch": _("Batch"),
    "answer": _("Answer"),
    "answered_on": _("Answered"),
    "answer_words": _("In words"),
    "not_before": _("Not before"),
    "project": _("Project"),
    "text": _("What stands in the way"),
    "raised_on": _("Raised"),
    "raised_by": _("Who raised it"),
    "cleared_on": _("Cleared"),
    "cleared_by": _("Who cleared it"),
    "cleared_how": _("How it was cleared"),
    "day": _("Day"),
    "line": _("A line"),
    "issued_at": _("Issued"),
    "issued_by": _("Who issued it"),
    "words": _("What is owed"),
    "promised_to": _("Promised to"),
    "promised_on": _("Promised on"),
    "owner_unit": _("Unit that owes it"),
    "owner": _("Who"),
    "due_on": _("By when"),
    "set_on": _("Set on"),
    "set_by": _("Who set it"),
    "reported_on": _("Reported done"),
    "reported_by": _("Who reported it"),
    "reported_words": _("What was done"),
    "blob": _("File"),
    "file_name": _("File"),
    "about_name": _("Shown by"),
    "returned_words": _("Why it was given back"),
    "closed_on": _("Confirmed"),
    "closed_by": _("Who confirmed it"),
    "closing_words": _("In words"),
}
SIGNAL_FIELDS: dict[str, Any] = {
    "company": _("Firm"),
    "project": _("Project"),
    "batch": _("Batch"),
    "in_host": _("In the host city"),
    "place": _("Place"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "words": _("What the client said"),
    "said_at": _("Said at"),
    "said_by": _("Who said it"),
    "appointment": _("Appointment"),
    "taken_by": _("Who goes"),
    "ended_on": _("Ended"),
    "ended_by": _("Who said that nobody goes"),
    "ended_because": _("Reason"),
}
RECORDS = (
    Record(HotSignal, access.visible_signals, "hot-signal", _("A client can talk"), SIGNAL_FIELDS),
    Record(Assignment, access.visible_assignments, "assignment", _("Assignment"), FIELDS),
    Record(Blocker, access.visible_blockers, "blocker-clear", _("Blocker"), FIELDS),
    Record(DispatchSheet, access.visible_sheets, "dispatch-sheet", _("Dispatch sheet"), FIELDS),
    Record(SupervisionItem, access.visible_supervision, "supervision", _("Supervision"), FIELDS),
)
