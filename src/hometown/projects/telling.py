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
}
RECORDS = (
    Record(Project, access.visible_projects, "project", _("Project"), labels.FIELDS),
    Record(Evidence, access.visible_evidence, "evidence", _("Evidence"), _PAPER),
    Record(Filing, access.visible_filings, "filing-amend", _("Filing"), {"text": _("Words of the filing")}),
    Record(Voucher, access.visible_vouchers, "voucher-verify", _("Voucher"), _PAPER),
)
