"""What the pages below call the verbs of projects, and how they treat its records."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.ledger.records import Record
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from . import access, disputed, labels
from .models import Claim, Conflict, Evidence, Filing, Objection, Project, Transfer, Voucher
from .querysets import ConflictQuerySet, ObjectionQuerySet, TransferQuerySet

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
    "conflict.decided": _("decided about a probable match"),
    "claim.renewed": _("renewed a first claim"),
    "claim.released": _("gave a first claim up"),
    "claim.given": _("gave a first claim that the rules had held back"),
    "claim.lapsed": _("gave a lapsed first claim back to the pool"),
    "choice.recorded": _("recorded the investor's choice"),
    "transfer.proposed": _("proposed to transfer a first claim"),
    "transfer.confirmed": _("agreed to a transfer"),
    "transfer.completed": _("completed a transfer"),
    "transfer.refused": _("refused a transfer"),
    "objection.filed": _("objected"),
    "objection.decided": _("decided an objection"),
    "objection.appealed": _("appealed"),
    "objection.appeal_decided": _("decided an appeal"),
    "doubt.raised": _("raised a doubt"),
    "doubt.cleared": _("cleared a doubt"),
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
    "contact_level": _("Level of the contact"),
    "filed_for": _("Filed for, before it was found to be the same"),
    "contact_blob": _("Paper received"),
}
_CLAIM: dict[str, Any] = {
    "project": _("Project"),
    "filing": _("Filing"),
    "unit": _("Unit"),
    "first_on": _("Claimed on"),
    "last_on": _("Protected to"),
    "granted_on": _("Given on"),
    "released_on": _("Released on"),
    "released_because": _("Why it ended"),
    "released_note": _("Remark"),
    "renewals": _("Times renewed"),
    "renewed_on": _("Renewed on"),
    "renewed_because": _("Why it was renewed"),
}
_CONFLICT: dict[str, Any] = {
    "filing": _("Filing"),
    "project": _("Project"),
    "other": _("Known project"),
    "grounds": _("What they have in common"),
    "asked_on": _("Asked to be decided on"),
    "due_on": _("To be decided by"),
    "verdict": _("Decision"),
    "decided_by": _("Who decided it"),
    "decided_on": _("Decided on"),
    "reason": _("Reason"),
}
_TRANSFER: dict[str, Any] = {
    "claim": _("First claim"),
    "from_unit": _("From unit"),
    "to_unit": _("To unit"),
    "reason": _("Reason"),
    "note": _("Remark"),
    "proposed_by": _("Who proposed it"),
    "proposed_on": _("Proposed on"),
    "giver_by": _("Giver agreed"),
    "giver_on": _("Giver agreed on"),
    "receiver_by": _("Receiver agreed"),
    "receiver_on": _("Receiver agreed on"),
    "coordinator_by": _("Coordinator agreed"),
    "coordinator_on": _("Coordinator agreed on"),
    "refused_by": _("Refused by"),
    "refused_on": _("Refused on"),
    "refused_because": _("Why it was refused"),
    "split_giver": _("Credit of the giver (%)"),
    "split_receiver": _("Credit of the receiver (%)"),
    "years": _("Years the split lasts"),
    "statistical_home": _("Counted by"),
    "completed_on": _("Completed on"),
    "new_claim": _("New claim"),
}
_OBJECTION: dict[str, Any] = {
    "claim": _("First claim"),
    "conflict": _("Probable match"),
    "unit": _("Unit"),
    "grounds": _("Grounds"),
    "blob": _("Paper received"),
    "file_name": _("File"),
    "filed_by": _("Who objected"),
    "filed_on": _("Objected on"),
    "due_on": _("To be decided by"),
    "decided_by": _("Who decided it"),
    "decided_on": _("Decided on"),
    "upheld": _("Upheld"),
    "reasons": _("Reasons given"),
    "to_unit": _("The claim goes to"),
    "appealed_by": _("Who appealed"),
    "appealed_on": _("Appealed on"),
    "appeal_unit": _("Appealed for"),
    "appeal_grounds": _("Grounds of the appeal"),
    "appeal_due_on": _("Appeal to be decided by"),
    "appeal_decided_by": _("Appeal decided by"),
    "appeal_decided_on": _("Appeal decided on"),
    "appeal_upheld": _("Appeal upheld"),
    "appeal_reasons": _("Reasons on appeal"),
}
_PROJECT: dict[str, Any] = labels.FIELDS | {
    "stage_rank": _("Step among the stages"),
    "status_on": _("Status since"),
    "first_contact_precision": _("First contact, how exactly known"),
    "opened_on": _("Opened on"),
}


def _of_rules(words: Callable[[Policy, str], str]) -> Callable[[str], str]:
    return lambda code: words(in_force(clock.today()), code)


_PROJECT_CODES: dict[str, Callable[[str], Any]] = {
    "stage": _of_rules(labels.stage),
    "reported_stage": _of_rules(labels.stage),
    "status": _of_rules(labels.status),
    "chain": _of_rules(labels.chain),
    "source": _of_rules(labels.source),
    "amount_bound": labels.BOUNDS.get,
    "label": labels.MARKINGS.get,
}


def _conflicts(user: User) -> ConflictQuerySet:
    return disputed.visible_conflicts(user, in_force(clock.today()))


def _transfers(user: User) -> TransferQuerySet:
    return disputed.visible_transfers(user, in_force(clock.today()))


def _objections(user: User) -> ObjectionQuerySet:
    return disputed.visible_objections(user, in_force(clock.today()))


RECORDS = (
    Record(Project, access.visible_projects, "project", _("Project"), _PROJECT, _PROJECT_CODES),
    Record(Evidence, access.visible_evidence, "evidence", _("Evidence"), _PAPER),
    Record(Filing, access.visible_filings, "filing-amend", _("Filing"), _FILING),
    Record(Claim, access.known_claims, "claim", _("First claim"), _CLAIM, {"released_because": labels.RELEASES.get}),
    Record(Conflict, _conflicts, "conflict", _("Probable match"), _CONFLICT),
    Record(Transfer, _transfers, "transfer", _("Transfer"), _TRANSFER),
    Record(Objection, _objections, "objection", _("Objection"), _OBJECTION),
    Record(Voucher, access.visible_vouchers, "voucher-verify", _("Voucher"), _PAPER),
)
