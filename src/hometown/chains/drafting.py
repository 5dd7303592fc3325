"""What somebody is changing of the screening map: kept until it is proposed or thrown away, its owner's alone.

A local row, not of the book. Every change goes into the text where it belongs; a text that cannot be read is kept too,
so that nothing typed is lost.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotFound, RuleBroken
from hometown.screening import ChainMap, ChainMapError, Mistake
from hometown.screening.comparing import by_code
from hometown.screening.editing import with_fields, with_node, without_node

from . import access, standing
from .actions.map_versions import MOST_CHARACTERS
from .models import ChainMapDraft


def of(user: User) -> ChainMapDraft | None:
    """Return the draft of a person."""
    found: ChainMapDraft | None = ChainMapDraft.objects.filter(owner=user).first()
    return found


def text_of(user: User) -> str:
    """Return what a person goes on with: their draft, else the map in force."""
    draft = of(user)
    return draft.text if draft else standing.in_force().text


def examined(text: str) -> tuple[ChainMap | None, list[Mistake]]:
    """Return what a text says, or every mistake in it."""
    try:
        return standing.map_of(standing.plain(text)), []
    except ChainMapError as error:
        return None, error.mistakes


def keep(user: User, text: str, *, seen: int | None = None) -> ChainMapDraft:
    """Keep a whole text as the draft. `seen` is the revision it was opened on: another window's work is not lost."""
    access.require_coordinator(user)
    text = standing.plain(text)
    if len(text) > MOST_CHARACTERS:
        raise BadInput("chains.map_too_long", most=MOST_CHARACTERS)
    draft = of(user)
    if seen is not None and seen != (draft.revision if draft else 0):
        raise RuleBroken("chains.draft_changed")
    if draft is None:
        draft = ChainMapDraft(owner=user, made_from=standing.in_force().number, revision=0)
    draft.text, draft.saved_at, draft.revision = text, clock.now(), draft.revision + 1
    draft.save()
    return draft


def discard(user: User) -> None:
    """Throw the draft away: the map in force is begun with again."""
    ChainMapDraft.objects.filter(owner=user).delete()


def take_over(user: User, text: str) -> ChainMapDraft:
    """Begin a draft with the text of a version, against the map that stands now. Refused over a draft that is there."""
    if of(user) is not None:
        raise RuleBroken("chains.draft_there")
    return keep(user, text)


def change_node(user: User, node: str, fields: Mapping[str, Any], *, seen: int | None = None) -> ChainMapDraft:
    """Write fields of a node into the draft. Raises BadInput with every mistake the map would have by it."""
    return _edited(user, lambda text: edited(text, node, fields), seen)


def add_node(user: User, chain: str, fields: Mapping[str, Any]) -> ChainMapDraft:
    """Put a node at the end of a chain in the draft."""
    return _edited(user, lambda text: with_node(text, chain, fields))


def remove_node(user: User, node: str) -> ChainMapDraft:
    """Strike a node out of the draft. Raises RuleBroken for the last one of its chain."""

    def without(text: str) -> str:
        try:
            return without_node(text, node)
        except ValueError as error:
            raise RuleBroken("chains.last_node") from error

    return _edited(user, without)


def edited(text: str, node: str, fields: Mapping[str, Any]) -> str:
    """Return a sound text with those fields of a node that say something else now."""
    found = by_code(standing.map_of(text)).get(node)
    if found is None:
        raise NotFound("chains.gone")
    was = found.model_dump(mode="json", by_alias=True)
    return with_fields(text, node, {name: value for name, value in fields.items() if was[name] != value})


def _edited(user: User, edit: Callable[[str], str], seen: int | None = None) -> ChainMapDraft:
    text = text_of(user)
    chains, mistakes = examined(text)
    if chains is None:
        raise RuleBroken("chains.draft_unsound", count=len(mistakes))
    try:
        text = edit(text)
    except KeyError as error:
        raise NotFound("chains.gone") from error
    _chains, mistakes = examined(text)
    if mistakes:
        raise BadInput("chains.map_invalid", count=len(mistakes), mistakes=mistakes)
    return keep(user, text, seen=seen)
