"""What the pages below call the verbs of the exchange, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access
from .models import Exchange, HelpWanted

VERBS: dict[str, Any] = {
    "exchange.prepared": _("prepared a weekly exchange"),
    "exchange.gathered": _("built the pack of an exchange again"),
    "exchange.moved": _("moved a weekly exchange"),
    "exchange.cancelled": _("cancelled a weekly exchange"),
    "exchange.minuted": _("wrote minutes"),
    "exchange.attended": _("wrote who was at an exchange"),
    "exchange.followed_up": _("gave somebody a follow-up of an exchange"),
    "exchange.closed": _("closed a weekly exchange"),
    "pack.worded": _("worded an item of a pack"),
    "pack.added": _("added words to a pack"),
    "pack.kept": _("took an item into a pack"),
    "pack.left_out": _("left an item out of a pack"),
    "pack.ordered": _("ordered a pack"),
    "help.wanted": _("asked for help"),
    "help.answered": _("answered a request for help"),
    "help.withdrawn": _("took a request for help back"),
}

FIELDS: dict[str, Any] = {
    "batch": _("Batch"),
    "held_on": _("Held on"),
    "starts_at": _("Begins"),
    "place": _("Place"),
    "chair": _("Chair"),
    "moved_because": _("Why it was moved"),
    "cancelled_on": _("Cancelled on"),
    "cancelled_because": _("Why it was cancelled"),
    "closed_on": _("Closed"),
    "closed_by": _("Who closed it"),
    "gathered_at": _("Pack built"),
    "project": _("Project"),
    "company": _("Company"),
    "what": _("What is needed"),
    "raised_by": _("Who asks"),
    "keeper": _("Looked after by"),
    "raised_on": _("Asked on"),
    "answer": _("Answer"),
    "answered_by": _("Who answered"),
    "answered_on": _("Answered on"),
    "withdrawn_on": _("Taken back"),
}
RECORDS = (
    Record(Exchange, access.visible_exchanges, "exchange", _("Weekly exchange"), FIELDS),
    Record(HelpWanted, access.visible_help, "help-wanted", _("Help wanted"), FIELDS),
)
