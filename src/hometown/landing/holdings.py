"""Where people write sentences about a project that lands, and what somebody holds of it and passes on."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText, Held

from . import access
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


def _serving() -> Any:
    serving = TaskForceUnit.objects.serving().filter(escalation__closed_on__isnull=True)
    return serving.select_related("escalation__project__company")


def _led() -> Any:
    return Escalation.objects.open().select_related("project__company")


def _in_task_forces(user: Any) -> Any:
    return TaskForceUnit.objects.filter(escalation__in=access.visible_escalations(user))


def _owing() -> Any:
    waits = Addressee.objects.filter(answered_on__isnull=True, instruction__closed_on__isnull=True)
    return waits.select_related("instruction")


HELD = (
    Held(
        Escalation, "lead_person", _("Task forces led"), open=_led,
        seen=access.visible_escalations, firm="project__company", due="respond_due", page=_escalation,
        title=lambda one: one.project.name,
    ),
    Held(
        TaskForceUnit, "contact", _("Task forces served in"), open=_serving, seen=_in_task_forces,
        firm="escalation__project__company", page=_escalation,
        title=lambda one: one.escalation.project.name,
    ),
    Held(
        Addressee, "person", _("Instructions to carry out"), open=_owing, seen=access.visible_addressees,
        carries=("task",), due="instruction__due_on", page=_instruction,
        title=lambda one: str(one.instruction),
    ),
)  # fmt: skip
AUTHORS = ((Instruction, "given_by"),)
