"""How the rows of chains fare when a firm or contact turns out to be another, and where people write sentences."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Held, Holding

from . import access
from .models import (
    Approach,
    ChainMapDraft,
    ChainMapVersion,
    NodeFirm,
    PairMeeting,
    Pursuit,
    ScreeningRun,
    ShortlistedFirm,
    StandingPair,
    Watch,
)


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


def _both_notes(kept: Watch, gone: Watch) -> None:
    """Somebody follows a firm once: both notes stay, and what was private stays so."""
    kept.why = "\n".join(dict.fromkeys((kept.why, gone.why)))[:500]
    kept.shared_on = kept.shared_on and gone.shared_on


def _is_private(row: Watch) -> bool:
    return row.shared_on is None


def _watch(_row: Watch) -> str:
    return reverse("watch-list")


def _shortlisted(row: ShortlistedFirm) -> str:
    return reverse("shortlisted", args=[row.pk])


def _map_version(row: ChainMapVersion) -> str:
    return reverse("chain-map-version", args=[row.pk])


HOLDINGS = (
    Holding(Watch, "company", Company, _("Watch list"), alike=("owner_id", "ended_on"), join=_both_notes),
    Holding(NodeFirm, "company", Company, _("Nodes of chains"), alike=("node_id", "removed_on"), join=_anchor),
    Holding(Pursuit, "company", Company, _("Pursuits"), alike=("node_id", "closed_on"), join=_both_reasons),
    Holding(Approach, "pursuit", Pursuit, _("Pursuits")),
    Holding(Approach, "contact", Contact, _("Pursuits")),
    Holding(ShortlistedFirm, "company", Company, _("Shortlist")),
)
TEXTS = (
    FreeText(Pursuit, "why", _("Pursuit"), _pursuit),
    FreeText(Pursuit, "closing_words", _("Pursuit"), _pursuit),
    FreeText(Approach, "how", _("Pursuit"), _pursuit),
    FreeText(StandingPair, "ended_why", _("Standing pair"), _pair),
    FreeText(Watch, "why", _("Watch list"), _watch, unseen=_is_private),
    FreeText(PairMeeting, "words", _("Standing pair"), _pair),
    FreeText(ShortlistedFirm, "words", _("Shortlist"), _shortlisted),
    FreeText(ChainMapVersion, "why", _("Version of the screening map"), _map_version),
    FreeText(ChainMapVersion, "withdrawn_because", _("Version of the screening map"), _map_version),
)


def _open_ways() -> Any:
    return Approach.objects.filter(task__closed_on__isnull=True, pursuit__closed_on__isnull=True)


def _assigned() -> Any:
    return ShortlistedFirm.objects.standing().assigned().select_related("task")


def _followed_firms() -> Any:
    """The firms that are followed for others too; what somebody keeps to themselves stays theirs."""
    shared = Watch.objects.running().filter(company__isnull=False, shared_on__isnull=False)
    return shared.select_related("company")


HELD = (
    Held(
        Watch, "owner", _("Firms followed"), open=_followed_firms, seen=access.visible_watches, firm="company",
        page=_watch, title=lambda row: str(row.company), needs=access.PURSUERS,
    ),
    Held(
        Pursuit, "lead", _("Pursuits"), open=lambda: Pursuit.objects.open().select_related("company", "node"),
        seen=access.visible_pursuits, firm="company", page=_pursuit, title=lambda row: str(row.company),
        needs=access.PURSUERS,
    ),
    Held(
        Approach, "person", _("Ways to firms"), open=lambda: _open_ways().select_related("pursuit", "task"),
        seen=access.visible_approaches, carries=("task",), firm="pursuit__company", due="task__due_on", page=_pursuit,
        title=lambda row: str(row.how), needs=access.PURSUERS,
    ),
    Held(
        StandingPair, "keeper", _("Standing pairs"), open=StandingPair.objects.running, seen=access.visible_pairs,
        page=_pair,
    ),
    Held(
        ShortlistedFirm, "assigned_to", _("Firms of the shortlist"), open=_assigned, seen=access.visible_shortlisted,
        carries=("task",), firm="company", due="task__due_on", page=_shortlisted, needs=access.PURSUERS,
    ),
)  # fmt: skip
AUTHORS = (
    (NodeFirm, "added_by"),
    (NodeFirm, "removed_by"),
    (Pursuit, "set_by"),
    (Pursuit, "closed_by"),
    (Approach, "added_by"),
    (StandingPair, "begun_by"),
    (StandingPair, "ended_by"),
    (PairMeeting, "noted_by"),
    (ScreeningRun, "loaded_by"),
    (ShortlistedFirm, "decided_by"),
    (ChainMapVersion, "proposed_by"),
    (ChainMapVersion, "adopted_by"),
    (ChainMapVersion, "withdrawn_by"),
    (ChainMapDraft, "owner"),
)
