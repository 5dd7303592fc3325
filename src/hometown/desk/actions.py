"""The verb that crosses domains: a visit that also opens a lead."""

from typing import Any

from hometown.accounts.models import User
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Activity, ActivityCompany
from hometown.files import actions as files
from hometown.files import receiving
from hometown.kernel.errors import BadInput
from hometown.ledger import book
from hometown.projects import actions as projects
from hometown.projects.models import Filing

CONTACT_FILE = "contact_file"


def record_visit_with_lead(actor: User, *, visit: dict[str, Any], lead: dict[str, Any]) -> tuple[Activity, Filing]:
    """Record a visit and report the lead it gave, in one line of the book: both, or neither.

    `visit` is what `record_activity` takes, `lead` what `file_lead` takes but the company and the day, which are the
    visit's. Without another record of the contact the visit itself is said to be it.
    Raises what the two raise; BadInput when the visit names no firm.
    """
    if not visit.get("met"):
        raise BadInput("desk.firm_needed", fields={"met-0-company": BadInput("desk.firm_needed")})
    told = dict(lead)
    paper = told.pop(CONTACT_FILE, None)
    name = told.pop("contact_file_name", "")
    taken = receiving.take(paper, file_name=name) if paper else None
    with book.entry("visit.recorded_with_lead", actor=actor.pk, occurred_on=visit["on"]):
        activity = fieldwork.record_activity(actor, **visit)
        if taken is not None:
            told["contact_blob"] = files.receive(actor, stream_or_bytes=taken, file_name=name)
        first = ActivityCompany.objects.filter(activity=activity).select_related("company").order_by("pk")[0]
        filing = projects.file_lead(
            actor, company=first.company, occurred_on=activity.on, occurred_precision=activity.precision,
            contact_file_name=name, **told,
        )  # fmt: skip
    return activity, filing
