"""The versions of the screening map: proposed by one, put in force by another, withdrawn with a reason."""

from django.db.models import Max

from hometown.accounts.models import User
from hometown.chains import access, standing
from hometown.chains.models import ChainMapVersion, MapState
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.screening import ChainMapError
from hometown.screening.comparing import changes

MOST_CHARACTERS = 1_000_000


@book.turn()
def propose_map(actor: User, *, text: str, why: str) -> ChainMapVersion:
    """Lay a new text of the screening map before those who may put it in force.

    Raises BadInput `chains.map_invalid` with every mistake; RuleBroken where it changes nothing of the map in force.
    """
    access.require_coordinator(actor)
    text = standing.plain(text)
    if not why.strip():
        raise BadInput("chains.look_over", fields={"why": BadInput("chains.say_it")})
    if len(text) > MOST_CHARACTERS:
        raise BadInput("chains.map_too_long", most=MOST_CHARACTERS)
    try:
        chains = standing.map_of(text)
    except ChainMapError as error:
        raise BadInput("chains.map_invalid", count=len(error.mistakes), mistakes=error.mistakes) from error
    with book.entry("map.proposed", actor=actor.pk) as entry:
        now = standing.in_force()
        if not changes(now.chains, chains):
            raise RuleBroken("chains.map_same", number=now.number)
        last = ChainMapVersion.objects.aggregate(last=Max("number"))["last"] or standing.SHIPPED
        version = ChainMapVersion(
            number=last + 1, text=text, map_digest=chains.digest, made_from=now.number, why=why.strip()[:500],
            proposed_by=actor.pk, proposed_at=clock.now(),
        )  # fmt: skip
        entry.put(version)
    return version


@book.turn()
def adopt_map(actor: User, *, version: ChainMapVersion) -> ChainMapVersion:
    """Put a proposed version in force, at once. Never by who proposed it, nor over one put in force meanwhile."""
    if not access.may_adopt_maps(actor):
        raise NotAllowed("chains.adopter_only")
    if version.proposed_by == actor.pk:
        raise NotAllowed("chains.own_map")
    with book.entry("map.adopted", actor=actor.pk) as entry:
        _require_proposed(version)
        now = standing.in_force().number
        if now != version.made_from:
            raise RuleBroken("chains.map_overtaken", number=now)
        version.state, version.adopted_by, version.adopted_at = MapState.IN_FORCE, actor.pk, clock.now()
        entry.put(version)
    return version


@book.turn()
def withdraw_map(actor: User, *, version: ChainMapVersion, reason: str) -> ChainMapVersion:
    """Take a proposal back: by who proposed it, or who could put it in force. What stands is replaced, not removed."""
    if version.proposed_by != actor.pk and not access.may_adopt_maps(actor):
        raise NotAllowed("chains.adopter_only")
    if not reason.strip():
        raise BadInput("chains.look_over", fields={"why": BadInput("chains.say_it")})
    with book.entry("map.withdrawn", actor=actor.pk) as entry:
        _require_proposed(version)
        version.state, version.withdrawn_because = MapState.WITHDRAWN, reason.strip()[:300]
        version.withdrawn_by, version.withdrawn_at = actor.pk, clock.now()
        entry.put(version)
    return version


def _require_proposed(version: ChainMapVersion) -> None:
    state = ChainMapVersion.objects.filter(pk=version.pk).values_list("state", flat=True).first()
    if state != MapState.PROPOSED:
        raise RuleBroken("chains.map_decided", number=version.number)
