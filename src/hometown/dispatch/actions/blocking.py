"""What stands in the way of a project: said by whoever works on it, cleared by whoever knows how."""

from hometown.accounts.models import User
from hometown.dispatch import access
from hometown.dispatch.models import Blocker
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.projects.models import Project


def raise_blocker(actor: User, *, project: Project, text: str) -> Blocker:
    """Say what stands in the way of a project. It is on the board until it is cleared."""
    access.require_worker(actor, project)
    if not text.strip():
        raise BadInput("dispatch.look_over", fields={"text": BadInput("dispatch.say_it")})
    blocker = Blocker(project=project, text=text.strip()[:300], raised_on=clock.today(), raised_by=actor.pk)
    with book.entry("blocker.raised", actor=actor.pk) as entry:
        entry.put(blocker)
    return blocker


def clear_blocker(actor: User, *, blocker: Blocker, how: str) -> Blocker:
    """Say how it was cleared."""
    access.require_worker(actor, blocker.project)
    if not how.strip():
        raise BadInput("dispatch.look_over", fields={"how": BadInput("dispatch.say_it")})
    if blocker.cleared_on is not None:
        raise RuleBroken("dispatch.cleared_already", day=blocker.cleared_on)
    blocker.cleared_on, blocker.cleared_by, blocker.cleared_how = clock.today(), actor.pk, how.strip()[:300]
    with book.entry("blocker.cleared", actor=actor.pk) as entry:
        entry.put(blocker)
    return blocker
