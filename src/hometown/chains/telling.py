"""What the pages below call the verbs of chains, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access
from .models import ChainNode, Pursuit, ScreeningRun, ShortlistedFirm, StandingPair

VERBS: dict[str, Any] = {
    "node.added": _("put a node on the map of a chain"),
    "node.changed": _("changed a node of a chain"),
    "node.removed": _("took a node off the map of a chain"),
    "node.filled": _("put a firm in a node of a chain"),
    "node.emptied": _("took a firm out of a node of a chain"),
    "pursuit.begun": _("went after a firm for a node"),
    "pursuit.approached": _("said who approaches a firm"),
    "pursuit.answered": _("said what came of an approach"),
    "pursuit.ended": _("ended a pursuit"),
    "pair.begun": _("paired two departments"),
    "pair.met": _("noted that a pair met"),
    "watch.begun": _("follows something of the chains"),
    "watch.changed": _("changed a note of the watch list"),
    "watch.shared": _("shared a note of the watch list, or took it back"),
    "watch.ended": _("follows something of the chains no more"),
    "pair.ended": _("ended a pair"),
    "shortlist.loaded": _("loaded the result of a screening"),
    "shortlist.assigned": _("assigned a firm of the shortlist"),
    "shortlist.dismissed": _("left a firm of the shortlist out"),
    "shortlist.restored": _("took a firm of the shortlist up again"),
}

FIELDS: dict[str, Any] = {
    "chain": _("Chain"),
    "place": _("Place in the chain"),
    "name": _("Node"),
    "makes": _("What is made there"),
    "industry_code": _("Industry"),
    "wanted": _("Firms wanted"),
    "added_on": _("On the map since"),
    "removed_on": _("Off the map since"),
    "node": _("Node"),
    "company": _("Company"),
    "why": _("Why it would fill the node"),
    "lead": _("Leads the pursuit"),
    "set_on": _("Pursued since"),
    "set_by": _("Who began it"),
    "closed_on": _("Closed"),
    "closed_by": _("Who closed it"),
    "outcome": _("Outcome"),
    "closing_words": _("What came of it"),
    "home_unit": _("Department at home"),
    "host_unit": _("Department of the host city"),
    "subject": _("About what"),
    "every_days": _("Days between two meetings"),
    "keeper": _("Keeps it"),
    "begun_on": _("Paired since"),
    "begun_by": _("Who began it"),
    "ended_on": _("Ended"),
    "ended_by": _("Who ended it"),
    "ended_why": _("Reason"),
}
SHORTLIST_FIELDS: dict[str, Any] = {
    "registry_file": _("Registry"),
    "read_on": _("Registry read on"),
    "map_digest": _("Digest of the map"),
    "digest": _("Digest of the result"),
    "funnel": _("Funnel"),
    "rows": _("Firms listed"),
    "passed_over": _("Rows passed over"),
    "loaded_on": _("Loaded on"),
    "loaded_by": _("Loaded by"),
    "run": _("Screening run"),
    "chain": _("Chain"),
    "node": _("Node"),
    "node_zh": _("Node in Chinese"),
    "node_en": _("Node in English"),
    "rank": _("Rank in the node"),
    "score": _("Score"),
    "name": _("Firm"),
    "uscc": _("Unified code"),
    "city": _("City"),
    "parts": _("Parts of the score"),
    "reasons": _("Phrases found"),
    "unknown": _("Not known"),
    "state": _("State"),
    "assigned_to": _("Assigned to"),
    "company": _("Company"),
    "task": _("To-do"),
    "reason": _("Why it is left out"),
    "words": _("In words"),
    "decided_on": _("Day of the decision"),
    "decided_by": _("Whose decision"),
    "goes_on_as": _("Goes on in a newer run"),
}
RECORDS = (
    Record(ChainNode, access.visible_nodes, "chain-node", _("Node"), FIELDS),
    Record(Pursuit, access.visible_pursuits, "pursuit", _("Pursuit"), FIELDS),
    Record(StandingPair, access.visible_pairs, "pair", _("Standing pair"), FIELDS),
    Record(ScreeningRun, access.visible_runs, "screening-run", _("Screening run"), SHORTLIST_FIELDS),
    Record(ShortlistedFirm, access.visible_shortlisted, "shortlisted", _("Shortlisted firm"), SHORTLIST_FIELDS),
)
