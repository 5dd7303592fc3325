"""What the pages below call the verbs of projects, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access, labels
from .models import Evidence, Filing, Project, Voucher

VERBS: dict[str, Any] = {
    "project.filed": _("filed a lead"),
    "project.supported": _("filed a lead that supports a known project"),
    "filing.amended": _("completed a filing"),
    "project.edited": _("changed a project"),
    "project.credited": _("shared the credit of a project"),
    "project.routed": _("routed a project"),
    "project.steward_named": _("named a steward"),
    "project.advanced": _("moved a project on"),
    "project.set_back": _("set a project back"),
    "project.stage_reported": _("noted a reported stage"),
    "project.revived": _("revived a project"),
    "project.paused": _("paused a project"),
    "project.lost": _("noted that a project is lost"),
    "project.withdrawn": _("withdrew a project"),
    "evidence.reported": _("put evidence on file"),
    "evidence.withdrawn": _("withdrew evidence"),
    "evidence.verified": _("verified evidence"),
    "evidence.refuted": _("found that evidence does not hold"),
    "voucher.added": _("put a voucher on file"),
    "voucher.verified": _("verified a voucher"),
    "voucher.refuted": _("found that a voucher does not hold"),
}

_PAPER: dict[str, Any] = {
    "file_name": _("File"),
    "kind": _("What it is"),
    "stage": _("Stage"),
    "withdrawn_on": _("Withdrawn on"),
    "withdrawn_because": _("Reason"),
    "project": _("Project"),
    "blob": _("Paper received"),
    "note": _("Remark"),
    "dated_on": _("Date on the paper"),
    "reported_by": _("Who reported it"),
    "reported_on": _("Reported"),
    "paper": _("File"),
    "amount_yuan": _("Amount"),
    "on": _("Day"),
    "indicator": _("Indicator"),
    "verified_by": _("Verified by"),
    "verified_on": _("Verified"),
    "holds": _("It holds"),
    "verification_note": _("Verification"),
}
_FILING: dict[str, Any] = {
    "text": _("Words of the filing"),
    "project": _("Project"),
    "unit": _("Unit"),
    "officer": _("Officer"),
    "batch": _("Batch"),
    "filed_by": _("Who reported it"),
    "filed_at": _("Reported"),
    "occurred_on": _("First contact"),
    "occurred_precision": _("First contact, how exactly known"),
    "effective_at": _("Took effect"),
    "is_supporting": _("Supporting"),
    "is_imported": _("Imported"),
    "contact_evidence": _("Record of the contact"),
    "contact_blob": _("Paper received"),
}
_PROJECT: dict[str, Any] = labels.FIELDS | {
    "stage_rank": _("Step among the stages"),
    "status_on": _("Status since"),
    "first_contact_precision": _("First contact, how exactly known"),
    "opened_on": _("Opened on"),
}
RECORDS = (
    Record(Project, access.visible_projects, "project", _("Project"), _PROJECT),
    Record(Evidence, access.visible_evidence, "evidence", _("Evidence"), _PAPER),
    Record(Filing, access.visible_filings, "filing-amend", _("Filing"), _FILING),
    Record(Voucher, access.visible_vouchers, "voucher-verify", _("Voucher"), _PAPER),
)
