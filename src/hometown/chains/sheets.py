"""The lists of chains as people take them along: workbooks in which text stays text (`programme.sheets`)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hometown.policy.shape import Policy
from hometown.programme.sheets import as_xlsx

from . import labels
from .models import Pursuit
from .selections import Node


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
