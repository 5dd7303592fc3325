"""Routings, joint reviews, escalations, instructions."""

from .escalation import Escalation, EscalationReport, TaskForceUnit
from .instruction import Addressee, Instruction
from .review import JointReview, ReviewMark, ReviewOpinion, ReviewOutcome
from .routing import OPINIONS, Routing, RoutingOutcome

__all__ = [
    "OPINIONS",
    "Addressee",
    "Escalation",
    "EscalationReport",
    "Instruction",
    "JointReview",
    "ReviewMark",
    "ReviewOpinion",
    "ReviewOutcome",
    "Routing",
    "RoutingOutcome",
    "TaskForceUnit",
]
