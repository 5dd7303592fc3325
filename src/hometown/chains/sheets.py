"""The lists of chains as people take them along: workbooks in which text stays text (`programme.sheets`)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hometown.policy.shape import Policy
from hometown.programme.sheets import as_xlsx

from . import labels
from .models import Pursuit, ShortlistedFirm
from .rules import phrases_of
from .selections import Node
from .shortlisting import Ranks, stands


def nodes_xlsx(policy: Policy, found: Iterable[Node]) -> bytes:
    """Return the nodes of the chains, in their order, with how each stands."""
    names = labels.chains(policy)
    heads = [
        (_("Chain"), 20), (_("Place in the chain"), 10), (_("Node"), 24), (_("What is made there"), 32),
        (_("Industry"), 10), (_("At home"), 10), (_("Wanted"), 10), (_("Pursued"), 10), (_("How it stands"), 12),
    ]  # fmt: skip
    rows = (
        (
            names.get(one.node.chain, one.node.chain), one.node.place, one.node.name, one.node.makes,
            one.node.industry_code, one.firms, one.node.wanted, one.pursued, str(labels.STANDINGS[one.standing.value]),
        )
        for one in found
    )  # fmt: skip
    return as_xlsx(_("Chain map"), heads, rows)


def pursuits_xlsx(policy: Policy, found: Iterable[Pursuit]) -> bytes:
    """Return pursuits, each with its firm, its node and what came of it."""
    names = labels.chains(policy)
    heads = [
        (_("Firm"), 32), (_("Chain"), 20), (_("Node"), 24), (_("Why it would fill the node"), 48),
        (_("Leads the pursuit"), 14), (_("Pursued since"), 12), (_("Closed"), 12), (_("Outcome"), 14),
        (_("What came of it"), 48),
    ]  # fmt: skip
    rows = (
        (
            one.company.name, names.get(one.node.chain, one.node.chain), one.node.name, one.why, one.lead.name,
            one.set_on, one.closed_on, str(labels.OUTCOMES.get(one.outcome, "")), one.closing_words,
        )
        for one in found
    )  # fmt: skip
    return as_xlsx(_("Pursuits"), heads, rows)


def shortlist_xlsx(policy: Policy, found: Iterable[ShortlistedFirm], earlier: Ranks) -> bytes:
    """Return the firms of a run, each with why it is listed, what is not known, and what was decided."""
    names = labels.chains(policy)
    heads = [
        (_("Chain"), 14), (_("Node"), 20), (_("Rank in the node"), 8), (_("Score"), 8), (_("Firm"), 32),
        (_("Unified code"), 22), (_("City"), 12), (_("Why"), 40), (_("Parts of the score"), 40), (_("Not known"), 24),
        (_("Beside the run before"), 12), (_("State"), 14), (_("Assigned to"), 12), (_("Why it is left out"), 20),
        (_("In words"), 32),
    ]  # fmt: skip
    rows = (_shortlisted(policy, names, one, earlier) for one in found)
    return as_xlsx(_("Shortlist"), heads, rows)


def _shortlisted(policy: Policy, names: dict[str, str], one: ShortlistedFirm, earlier: Ranks) -> tuple[str | int, ...]:
    beside = stands(earlier, one)
    parts = (f"{labels.part(each['part'])} {each['points']}/{each['of']}" for each in one.parts)
    return (
        names.get(one.chain, one.chain), labels.node_name(one), one.rank, str(one.score), one.name, one.uscc, one.city,
        labels.listed_phrases(phrases_of(one.reasons)), "; ".join(parts),
        labels.listed_phrases(labels.part(code) for code in one.unknown), str(labels.AGAINST[beside]) if beside else "",
        str(labels.STATES[one.state]), one.assigned_to.name if one.assigned_to is not None else "",
        labels.dismissal(policy, one.reason) if one.reason else "", one.words,
    )  # fmt: skip
