"""How the rows of chains fare when a firm or contact turns out to be another, and where people write sentences."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Holding

from .models import Approach, NodeFirm, PairMeeting, Pursuit, StandingPair


def _anchor(kept: NodeFirm, gone: NodeFirm) -> None:
    """A firm stands in a node once; an anchor in either record is one."""
    kept.is_anchor = kept.is_anchor or gone.is_anchor


def _both_reasons(kept: Pursuit, gone: Pursuit) -> None:
    """A firm is pursued once for a node: what both said stays, and the ways of both lead there."""
    for name, most in (("why", 500), ("closing_words", 500)):
        said = dict.fromkeys(words for words in (getattr(kept, name), getattr(gone, name)) if words)
        setattr(kept, name, "\n".join(said)[:most])


def _pursuit(row: Any) -> str:
    return reverse("pursuit", args=[row.pk if isinstance(row, Pursuit) else row.pursuit_id])


def _pair(row: Any) -> str:
    return reverse("pair", args=[row.pk if isinstance(row, StandingPair) else row.pair_id])


HOLDINGS = (
    Holding(NodeFirm, "company", Company, _("Nodes of chains"), alike=("node_id", "removed_on"), join=_anchor),
    Holding(Pursuit, "company", Company, _("Pursuits"), alike=("node_id", "closed_on"), join=_both_reasons),
    Holding(Approach, "pursuit", Pursuit, _("Pursuits")),
    Holding(Approach, "contact", Contact, _("Pursuits")),
)
TEXTS = (
    FreeText(Pursuit, "why", _("Pursuit"), _pursuit),
    FreeText(Pursuit, "closing_words", _("Pursuit"), _pursuit),
    FreeText(Approach, "how", _("Pursuit"), _pursuit),
    FreeText(StandingPair, "ended_why", _("Standing pair"), _pair),
    FreeText(PairMeeting, "words", _("Standing pair"), _pair),
)
