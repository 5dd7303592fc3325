"""Help wanted: asked for with a project, a firm, or by itself; answered in a sentence, or taken back."""

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.meetings import access
from hometown.meetings.models import HelpWanted
from hometown.programme.models import Batch
from hometown.projects.models import Project


@book.turn()
def ask_help(
    actor: User, *, batch: Batch, what: str, project: Project | None = None, company: Company | None = None
) -> HelpWanted:
    """Ask one's colleagues for help; it stands in the next pack until somebody answers."""
    access.require_help_asked(actor, batch, project, company)
    words = what.strip()
    if not words:
        raise BadInput("meetings.look_over", fields={"what": BadInput("meetings.words_needed")})
    wanted = HelpWanted(
        batch=batch, project=project, company=None if project else company, what=words[:300], raised_by=actor.pk,
        raised_on=clock.today(),
    )  # fmt: skip
    with book.entry("help.wanted", actor=actor.pk) as entry:
        entry.put(wanted)
    return wanted


@book.turn()
def answer_help(actor: User, *, wanted: HelpWanted, answer: str) -> HelpWanted:
    """Say how somebody was helped; nobody has to."""
    access.help_for(actor, wanted.pk)
    _require_waiting(wanted)
    if not answer.strip():
        raise BadInput("meetings.look_over", fields={"answer": BadInput("meetings.words_needed")})
    wanted.answer, wanted.answered_by, wanted.answered_on = answer.strip()[:500], actor.pk, clock.today()
    with book.entry("help.answered", actor=actor.pk) as entry:
        entry.put(wanted)
    return wanted


@book.turn()
def withdraw_help(actor: User, *, wanted: HelpWanted) -> HelpWanted:
    """Take a request for help back."""
    access.help_for(actor, wanted.pk)
    if not access.may_withdraw(actor, wanted):
        raise NotAllowed("meetings.not_yours")
    _require_waiting(wanted)
    wanted.withdrawn_on = clock.today()
    with book.entry("help.withdrawn", actor=actor.pk) as entry:
        entry.put(wanted)
    return wanted


def _require_waiting(wanted: HelpWanted) -> None:
    present = HelpWanted.objects.get(pk=wanted.pk)
    if present.answered_on is not None:
        raise RuleBroken("meetings.answered_already", day=present.answered_on)
    if present.withdrawn_on is not None:
        raise RuleBroken("meetings.taken_back", day=present.withdrawn_on)
