"""Where people write sentences about a project that lands: somebody may be mentioned in them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText

from .models import (
    OPINIONS,
    Addressee,
    Escalation,
    EscalationReport,
    Instruction,
    JointReview,
    ReviewOpinion,
    Routing,
    TaskForceUnit,
)


def _routing(row: Any) -> str:
    return reverse("routing", args=[row.pk])


def _review(row: Any) -> str:
    return reverse("joint-review", args=[row.pk if isinstance(row, JointReview) else row.review_id])


def _escalation(row: Any) -> str:
    return reverse("escalation", args=[row.pk if isinstance(row, Escalation) else row.escalation_id])


def _instruction(row: Any) -> str:
    return reverse("instruction", args=[row.pk if isinstance(row, Instruction) else row.instruction_id])


TEXTS = (
    *(FreeText(Routing, name, _("Routing"), _routing) for name in ("why", *OPINIONS, "outcome_note")),
    FreeText(JointReview, "note", _("Joint review"), _review),
    FreeText(JointReview, "reasons", _("Joint review"), _review),
    FreeText(ReviewOpinion, "words", _("Joint review"), _review),
    FreeText(ReviewOpinion, "excused_because", _("Joint review"), _review),
    FreeText(Escalation, "outcome", _("Escalation"), _escalation),
    FreeText(TaskForceUnit, "does", _("Escalation"), _escalation),
    FreeText(TaskForceUnit, "released_because", _("Escalation"), _escalation),
    FreeText(EscalationReport, "words", _("Escalation"), _escalation),
    FreeText(Instruction, "words", _("Instruction"), _instruction),
    FreeText(Instruction, "closing_words", _("Instruction"), _instruction),
    FreeText(Addressee, "answer", _("Instruction"), _instruction),
)
