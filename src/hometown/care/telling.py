"""What the pages below call the verbs, and how they treat the records of duty. Care has no pages of history."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.kernel import clock
from hometown.ledger.records import Record

from . import access
from .models import Feedback, HostTask


def ways(user: User) -> list[Row]:
    """Return the way to a need of one's own that still stands, for who finds it in no navigation any more."""
    if user.may(*access.CARE_READERS) or not access.own_needs(user, clock.today()).exists():
        return []
    return [Row(_("Care"), _("You may take it back at any time."), reverse("care"), icon="shield")]


VERBS: dict[str, Any] = {
    "duty.given": _("gave an officer duty at the host unit"),
    "feedback.written": _("wrote feedback of a host unit"),
    "feedback.edited": _("changed feedback of a host unit"),
    "feedback.withdrawn": _("took feedback of a host unit back"),
    "feedback.seen": _("read feedback of a host unit"),
    "feedback.answered": _("answered feedback of a host unit"),
    "care.used": _("used the care channel"),
    "care.reader_named": _("named a reader of care"),
    "care.reader_ended": _("ended a reader of care"),
}

FIELDS: dict[str, Any] = {
    "posting": _("Posting"),
    "task": _("To-do"),
    "text": _("Feedback"),
    "written_on": _("Written on"),
    "written_by": _("Who wrote it"),
    "seen_on": _("Read by the officer"),
    "answer": _("Answer"),
    "answered_on": _("Answered"),
    "withdrawn_on": _("Taken back"),
}
RECORDS = (
    Record(Feedback, access.written_feedback, "feedback", _("Feedback of a host unit"), FIELDS),
    Record(HostTask, access.visible_host_tasks, "host-task", _("Duty at the host"), FIELDS),
)
