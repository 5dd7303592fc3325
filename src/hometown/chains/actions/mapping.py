"""The map: nodes of a chain, and the firms at home that stand in them."""

from hometown.accounts.models import User
from hometown.chains import access
from hometown.chains.models import ChainNode, NodeFirm
from hometown.chains.rules import MOST
from hometown.companies import access as companies
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.programme.models import City


def add_node(
    actor: User, *, chain: str, name: str, place: int, makes: str = "", industry_code: str = "", wanted: int = 1
) -> ChainNode:
    """Put a node on the map of a chain of the rules."""
    access.require_editor(actor)
    if chain not in {one.code for one in in_force(clock.today()).chain_scheme.chains}:
        raise RuleBroken("chains.no_such_chain")
    node = ChainNode(chain=chain, added_on=clock.today())
    _fill(node, name=name, place=place, makes=makes, industry_code=industry_code, wanted=wanted)
    with book.entry("node.added", actor=actor.pk) as entry:
        _require_free(node)
        entry.put(node)
    return node


def change_node(
    actor: User, *, node: ChainNode, name: str, place: int, makes: str = "", industry_code: str = "", wanted: int = 1
) -> ChainNode:
    """Change what a node is called, makes, and how many firms are wanted there."""
    access.require_editor(actor)
    _require_on_map(node)
    _fill(node, name=name, place=place, makes=makes, industry_code=industry_code, wanted=wanted)
    with book.entry("node.changed", actor=actor.pk) as entry:
        _require_free(node)
        entry.put(node)
    return node


def remove_node(actor: User, *, node: ChainNode) -> ChainNode:
    """Take a node off the map; what stood in it stays on record. Refused while somebody pursues a firm for it."""
    access.require_editor(actor)
    _require_on_map(node)
    with book.entry("node.removed", actor=actor.pk) as entry:
        if node.pursuits.open().exists():
            raise RuleBroken("chains.still_pursued")
        node.removed_on = clock.today()
        entry.put(node)
    return node


def add_firm(actor: User, *, node: ChainNode, company: Company, is_anchor: bool = False) -> NodeFirm:
    """Say that a firm at home stands in a node. Raises RuleBroken for a firm that is known to be elsewhere."""
    access.require_editor(actor)
    _require_on_map(node)
    companies.require_standing(company)
    if not is_at_home(company):
        raise RuleBroken("chains.not_at_home", company=company.name)
    firm = NodeFirm(node=node, company=company, is_anchor=is_anchor, added_on=clock.today(), added_by=actor.pk)
    with book.entry("node.filled", actor=actor.pk) as entry:
        if node.firms.standing().filter(company=company).exists():
            raise RuleBroken("chains.in_node_already", company=company.name)
        entry.put(firm)
    return firm


def remove_firm(actor: User, *, firm: NodeFirm) -> NodeFirm:
    """Say that a firm stands in a node no longer."""
    access.require_editor(actor)
    with book.entry("node.emptied", actor=actor.pk) as entry:
        if firm.removed_on is not None:
            raise RuleBroken("chains.over_already", day=firm.removed_on)
        firm.removed_on, firm.removed_by = clock.today(), actor.pk
        entry.put(firm)
    return firm


def is_at_home(company: Company) -> bool:
    """Tell whether a firm is registered in the home city."""
    home = City.objects.filter(is_home=True).first()
    return home is not None and company.region_code.startswith(home.prefix)


def _fill(node: ChainNode, *, name: str, place: int, makes: str, industry_code: str, wanted: int) -> None:
    fields = {}
    if not name.strip():
        fields["name"] = BadInput("chains.say_it")
    if not 1 <= wanted <= MOST:
        fields["wanted"] = BadInput("chains.number_out_of_range")
    if not 1 <= place <= MOST:
        fields["place"] = BadInput("chains.number_out_of_range")
    if fields:
        raise BadInput("chains.look_over", fields=fields)
    node.name, node.place, node.makes = name.strip()[:60], place, makes.strip()[:200]
    node.industry_code, node.wanted = industry_code.strip()[:5], wanted


def _require_free(node: ChainNode) -> None:
    others = ChainNode.objects.standing().filter(chain=node.chain, name=node.name).exclude(pk=node.pk)
    if others.exists():
        raise BadInput("chains.look_over", fields={"name": BadInput("chains.name_taken")})


def _require_on_map(node: ChainNode) -> None:
    if node.removed_on is not None:
        raise RuleBroken("chains.over_already", day=node.removed_on)
