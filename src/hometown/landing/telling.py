"""What the pages below call the verbs of landing, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access, labels
from .models import Escalation, Instruction, JointReview, Routing

VERBS: dict[str, Any] = {
    "routing.sent": _("sent a project to a unit"),
    "routing.responded": _("answered that a project arrived"),
    "routing.accepted": _("assessed a project and took it"),
    "routing.assessed": _("assessed a project"),
    "routing.returned": _("returned a project"),
    "routing.recalled": _("recalled a project"),
    "routing.landed": _("noted that a project has landed"),
    "review.opened": _("opened a joint review"),
    "review.marked": _("wrote a sheet of a joint review"),
    "review.excused": _("waited no longer for a department"),
    "review.passed": _("closed a joint review: passed"),
    "review.failed": _("closed a joint review: failed"),
    "review.vetoed": _("closed a joint review: vetoed"),
    "review.called_off": _("called a joint review off"),
    "escalation.opened": _("set up a task force"),
    "escalation.joined": _("let a unit join a task force"),
    "escalation.left": _("let a unit leave a task force"),
    "escalation.committed": _("noted who does what by when"),
    "escalation.kept": _("closed a commitment"),
    "escalation.reported": _("reported back on an escalation"),
    "escalation.closed": _("closed an escalation"),
    "instruction.given": _("gave an instruction"),
    "instruction.answered": _("answered an instruction"),
    "instruction.closed": _("closed an instruction"),
}

FIELDS: dict[str, Any] = {
    "project": _("Project"),
    "unit": _("Unit"),
    "why": _("Why it fits"),
    "sent_on": _("Sent"),
    "sent_by": _("Who sent it"),
    "respond_due": _("Answer due"),
    "assess_due": _("Assessment due"),
    "feed_back_due": _("Decision due"),
    "responded_on": _("Answered"),
    "responded_by": _("Who answered"),
    "assessed_on": _("Assessed"),
    "assessed_by": _("Who assessed"),
    "industry": _("Industry"),
    "market": _("Market"),
    "technology": _("Technology"),
    "environment": _("Environment"),
    "energy": _("Energy"),
    "benefit": _("Benefit"),
    "outcome": _("Outcome"),
    "outcome_on": _("Decided"),
    "outcome_by": _("Who decided"),
    "outcome_note": _("In words"),
    "reason": _("Reason"),
    "reasons": _("Reasons"),
    "policy_version": _("Version of the rules"),
    "opened_on": _("Opened"),
    "opened_by": _("Who opened it"),
    "due_on": _("By when"),
    "note": _("Remark"),
    "closed_on": _("Closed"),
    "closed_by": _("Who closed it"),
    "closing_words": _("How it ended"),
    "grade": _("Grade"),
    "lead_unit": _("Lead unit"),
    "lead_person": _("Leads the task force"),
    "escalation": _("Escalation"),
    "words": _("In words"),
    "given_on": _("Given"),
    "given_by": _("Who gave it"),
}
RECORDS = (
    Record(Routing, access.visible_routings, "routing", _("Routing"), FIELDS, {"outcome": labels.STATES.get}),
    Record(
        JointReview, access.visible_reviews, "joint-review", _("Joint review"), FIELDS, {"outcome": labels.OUTCOMES.get}
    ),
    Record(Escalation, access.visible_escalations, "escalation", _("Escalation"), FIELDS),
    Record(Instruction, access.visible_instructions, "instruction", _("Instruction"), FIELDS),
)
