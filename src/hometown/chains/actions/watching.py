"""Watch a chain, a node or a firm, with a note on why; share the note or keep it to oneself; watch it no more."""

from hometown.accounts.models import User
from hometown.chains import access, labels
from hometown.chains.models import ChainNode, Watch
from hometown.companies import access as companies
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force


def watch(
    actor: User, *, why: str, chain: str = "", node: ChainNode | None = None, company: Company | None = None
) -> Watch:
    """Watch one chain, node or firm. Only its owner reads the note until it is shared.

    Raises BadInput for no reason, or not one thing; RuleBroken for what one watches already.
    """
    access.require_watcher(actor)
    if not why.strip():
        raise BadInput("chains.look_over", fields={"why": BadInput("chains.say_it")})
    if sum((bool(chain), node is not None, company is not None)) != 1:
        raise BadInput("chains.one_thing")
    if chain and chain not in labels.chains(in_force(clock.today())):
        raise BadInput("chains.no_such_chain")
    if company is not None:
        companies.require_standing(company)
    row = Watch(owner=actor, chain=chain, node=node, company=company, why=why.strip()[:500], since=clock.today())
    with book.turn(), book.entry("watch.begun", actor=actor.pk) as entry:
        if Watch.objects.running().filter(owner=actor, chain=chain, node=node, company=company).exists():
            raise RuleBroken("chains.watched_already")
        entry.put(row)
    return row


def change_watch(actor: User, *, watched: Watch, why: str) -> Watch:
    """Write another note on why."""
    access.require_watch_owner(actor, watched)
    if not why.strip():
        raise BadInput("chains.look_over", fields={"why": BadInput("chains.say_it")})
    watched.why = why.strip()[:500]
    with book.entry("watch.changed", actor=actor.pk) as entry:
        entry.put(watched)
    return watched


def share_watch(actor: User, *, watched: Watch, is_shared: bool) -> Watch:
    """Let others read it, or keep it to oneself again."""
    access.require_watch_owner(actor, watched)
    watched.shared_on = clock.today() if is_shared else None
    with book.entry("watch.shared", actor=actor.pk) as entry:
        entry.put(watched)
    return watched


def end_watch(actor: User, *, watched: Watch) -> Watch:
    """Watch it no more."""
    access.require_watch_owner(actor, watched)
    if watched.ended_on is not None:
        raise RuleBroken("chains.over_already", day=watched.ended_on)
    watched.ended_on = clock.today()
    with book.entry("watch.ended", actor=actor.pk) as entry:
        entry.put(watched)
    return watched
