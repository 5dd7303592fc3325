"""What of duty and care names a person, and where people write sentences. No row names a firm or a contact."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText, PersonalData

from .models import CareReader, CareStep, ConsentReader, Feedback, Need


def _feedback(row: Feedback) -> str:
    return reverse("feedback", args=[row.pk])


def _of_nobody_outside(_contact: Any) -> Any:
    """The needs are officers', never a contact's; an officer withdraws consent, and they are gone."""
    return Need.objects.none()


def _steps_of_nobody_outside(_contact: Any) -> Any:
    return CareStep.objects.none()


TEXTS = (
    FreeText(Feedback, "text", _("Feedback of host units"), _feedback),
    FreeText(Feedback, "answer", _("Feedback of host units"), _feedback),
)
PERSONS = (
    PersonalData(Need, tuple(sorted(Need.personal_fields)), _of_nobody_outside, _("Care")),
    PersonalData(CareStep, tuple(sorted(CareStep.personal_fields)), _steps_of_nobody_outside, _("Care")),
)
AUTHORS = ((Need, "officer"), (CareReader, "user"), (ConsentReader, "user"))
