"""An officer writes what they learned, sends it; somebody else reads it and publishes it, or gives it back."""

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Reflection
from hometown.exchange.rules import EDITABLE, Written
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book

from .checking import LINE, require_said, theme_fault

TEXT, BECAUSE = 20_000, 500


def write_reflection(actor: User, *, theme: str, title: str, text: str) -> Reflection:
    """Write a reflection. Only its writer reads it until it is sent."""
    access.require_own_words(actor)
    require_said({"title": title, "text": text}, theme_fault(theme))
    today = clock.today()
    reflection = Reflection(
        author=actor, batch=access.batch_of(actor, today), theme=theme, title=title.strip()[:LINE],
        text=text.strip()[:TEXT], written_on=today,
    )  # fmt: skip
    with book.entry("reflection.written", actor=actor.pk) as entry:
        entry.put(reflection)
    return reflection


def edit_reflection(actor: User, *, reflection: Reflection, theme: str, title: str, text: str) -> Reflection:
    """Change one's own reflection while nobody reads it for publication."""
    access.require_author(actor, reflection)
    require_said({"title": title, "text": text}, theme_fault(theme, reflection.theme))
    _require(reflection, *EDITABLE)
    reflection.theme, reflection.title, reflection.text = theme, title.strip()[:LINE], text.strip()[:TEXT]
    with book.entry("reflection.edited", actor=actor.pk) as entry:
        entry.put(reflection)
    return reflection


def send_reflection(actor: User, *, reflection: Reflection) -> Reflection:
    """Send one's own reflection to be read before it is published."""
    access.require_author(actor, reflection)
    _require(reflection, *EDITABLE)
    reflection.sent_on, reflection.returned_on, reflection.returned_because = clock.today(), None, ""
    with book.entry("reflection.sent", actor=actor.pk) as entry:
        entry.put(reflection)
    return reflection


def return_reflection(actor: User, *, reflection: Reflection, because: str) -> Reflection:
    """Give a reflection back to its writer, with what to look at."""
    access.require_reviewer(actor, reflection)
    require_said({"because": because})
    _require(reflection, Written.SENT)
    reflection.sent_on, reflection.returned_on = None, clock.today()
    reflection.returned_because, reflection.reviewed_by = because.strip()[:BECAUSE], actor.pk
    with book.entry("reflection.returned", actor=actor.pk) as entry:
        entry.put(reflection)
    return reflection


def publish_reflection(actor: User, *, reflection: Reflection) -> Reflection:
    """Publish a reflection as its writer wrote it: the branch of the batch or the bureau, never its writer."""
    access.require_reviewer(actor, reflection)
    _require(reflection, Written.SENT)
    reflection.published_on, reflection.reviewed_by = clock.today(), actor.pk
    with book.entry("reflection.published", actor=actor.pk) as entry:
        entry.put(reflection)
    return reflection


def withdraw_reflection(actor: User, *, reflection: Reflection) -> Reflection:
    """Take one's own reflection back, at any time and without a reason: nobody else reads it any more."""
    access.require_author(actor, reflection)
    if reflection.withdrawn_on is not None:
        raise RuleBroken("exchange.withdrawn_already", day=reflection.withdrawn_on)
    reflection.withdrawn_on = clock.today()
    with book.entry("reflection.withdrawn", actor=actor.pk) as entry:
        entry.put(reflection)
    return reflection


def _require(reflection: Reflection, *states: Written) -> None:
    if reflection.state not in states:
        raise RuleBroken("exchange.reflection_moved_on")
