"""What the pages below call the verbs of service after signing, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access
from .models import Promise, ServiceRequest

VERBS: dict[str, Any] = {
    "request.filed": _("wrote down a firm's request"),
    "request.asked": _("a firm asked by its link"),
    "request.answered": _("a firm wrote by its link"),
    "request.rated": _("a firm rated the service"),
    "request.accepted": _("accepted a request"),
    "request.handed_on": _("handed a request on"),
    "request.replied": _("answered a firm"),
    "request.noted": _("wrote a word on a request"),
    "request.paused": _("let a request wait"),
    "request.resumed": _("let a request go on"),
    "request.raised": _("asked the city to step in"),
    "request.settled": _("said what the city does"),
    "request.closed": _("closed a request"),
    "request.reopened": _("took a request up again"),
    "promise.made": _("wrote down a promise"),
    "promise.changed": _("corrected a promise"),
    "promise.handed_on": _("handed a promise on"),
    "promise.kept": _("kept a promise"),
    "promise.released": _("released a promise"),
    "desk.passed": _("passed all that a steward served"),
    "offer.made": _("offered times to a firm"),
    "offer.picked": _("a firm picked a time"),
    "offer.declined": _("a firm declined the times"),
    "offer.withdrawn": _("took offered times back"),
    "link.made": _("made a firm's link"),
    "link.revoked": _("took a firm's link back"),
}

FIELDS: dict[str, Any] = {
    "company": _("Company"),
    "project": _("Project"),
    "contact": _("Contact"),
    "kind": _("Kind"),
    "title": _("Subject"),
    "words": _("In words"),
    "channel": _("How it came"),
    "received_on": _("Came in on"),
    "recorded_by": _("Written down by"),
    "unit": _("Unit"),
    "holder": _("Who deals with it"),
    "accept_due": _("Accept by"),
    "reply_due": _("Answer by"),
    "close_due": _("Close by"),
    "accepted_on": _("Taken in"),
    "accepted_by": _("Who took it in"),
    "replied_on": _("Answered"),
    "replied_by": _("Who answered"),
    "paused_on": _("Waits since"),
    "paused_until": _("Waits until"),
    "raised_on": _("City asked on"),
    "raised_by": _("Who asked the city"),
    "raised_because": _("Why the city was asked"),
    "settled_on": _("City answered on"),
    "settled_by": _("Who answered for the city"),
    "settled_words": _("What the city does"),
    "closed_on": _("Closed"),
    "closed_by": _("Who closed it"),
    "outcome": _("Outcome"),
    "closing_words": _("How it ended"),
    "rating": _("The firm says"),
    "rated_on": _("Rated"),
    "rating_words": _("In the firm's words"),
    "basis": _("Legal basis"),
    "reviewed_on": _("Fair-competition review"),
    "review_number": _("Number of the review"),
    "promised_on": _("Promised on"),
    "due_on": _("By when"),
    "made_by": _("Who wrote it down"),
    "kept_on": _("Kept"),
    "kept_by": _("Who kept the promise"),
    "kept_words": _("How it was kept"),
    "blob": _("Paper"),
    "file_name": _("File"),
    "released_on": _("Released"),
    "released_by": _("Who released it"),
    "released_because": _("Why it was released"),
}
RECORDS = (
    Record(ServiceRequest, access.visible_requests, "service-request", _("Service request"), FIELDS),
    Record(Promise, access.visible_promises, "promise", _("Promise to a firm"), FIELDS),
)
