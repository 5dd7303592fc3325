"""Where people write sentences in a bulletin or of a sampled record: somebody may be mentioned in them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import FreeText

from .models import Bulletin, BulletinPart, Recipient, ReviewCase, ReviewPicture, ReviewReflection, SampleCheck


def _page(row: Any) -> str:
    one = row if isinstance(row, Bulletin) else row.bulletin
    query = {"batch": one.batch.number} if one.batch else None
    return reverse("bulletin", args=[f"{one.month:%Y-%m}"], query=query)


def _telling(row: Any) -> str:
    return reverse("review-telling", args=[row.batch.number])


def _sample(row: Any) -> str:
    return reverse("sample", args=[row.sample_id])


TEXTS = (
    FreeText(ReviewPicture, "caption", _("Review: photographs"), _telling),
    FreeText(ReviewReflection, "text", _("Review: reflections"), _telling),
    FreeText(BulletinPart, "zh", _("Monthly bulletin"), _page),
    FreeText(BulletinPart, "en", _("Monthly bulletin"), _page),
    FreeText(SampleCheck, "reason", _("Samples"), _sample),
    FreeText(Bulletin, "returned_because", _("Monthly bulletin"), _page),
)
AUTHORS = ((ReviewCase, "officer"), (ReviewReflection, "officer"), (Recipient, "person"))
