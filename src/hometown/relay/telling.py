"""What the verbs of the relay are called, for the history pages of the floors below; and how a handover is told."""

from django.utils.translation import gettext_lazy as _

from hometown.accounts.verbs import name_verbs
from hometown.ledger.records import Record
from hometown.ledger.records import register as register_record

from . import access
from .models import Handover

VERBS = {
    "company.merged": _("merged two records of one firm"),
    "company.unmerged": _("undid a merge of two records"),
    "person.forgotten": _("erased a person who asked for it"),
    "person.restricted": _("kept a person by law, out of use"),
    "handover.planned": _("planned a handover"),
    "handover.replanned": _("changed the plan of a handover"),
    "handover.successor_named": _("named who takes over"),
    "handover.dropped": _("dropped the plan of a handover"),
    "handover.done": _("handed over"),
    "handover.accepted": _("accepted what was handed over"),
    "handover.returned": _("gave back what was handed over"),
    "handover.given_anew": _("handed over to somebody else"),
}


FIELDS = {
    "officer": _("Officer"),
    "successor": _("Who takes over"),
    "note": _("A word to go along"),
    "prepared_by": _("Prepared by"),
    "prepared_on": _("Prepared on"),
    "coordinator": _("Who answers for what waits"),
    "done_at": _("Handed over on"),
    "done_by": _("Confirmed by"),
    "dropped_on": _("Dropped on"),
    "dropped_by": _("Dropped by"),
}


def register() -> None:
    """Make the verbs known, and the handover as a record with a story."""
    name_verbs(VERBS)
    register_record(Record(Handover, access.visible_handovers, "handover", _("Handover"), FIELDS))
