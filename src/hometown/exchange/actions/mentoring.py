"""A mentor is asked, the two answer each other, one of them ends it."""

from django.utils import translation
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Mentoring, MentoringWord
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.notices import actions as notices
from hometown.policy.standing import in_force
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

from .checking import LONG, require_said, theme_fault

KIND = "mentoring"


def ask_mentor(actor: User, *, mentor: User, text: str, chain: str = "", theme: str = "") -> Mentoring:
    """Ask an officer who has been longer at it, or an alumnus, for help with a chain or a theme: a to-do of theirs.

    Raises BadInput for oneself, for somebody who was never sent, for neither chain nor theme; RuleBroken while it runs.
    """
    access.require_mentored(actor)
    fields = theme_fault(theme) if theme else {}
    if chain and chain not in {one.code for one in in_force(clock.today()).chain_scheme.chains}:
        fields["chain"] = BadInput("exchange.no_such_chain")
    if not chain and not theme:
        fields["theme"] = BadInput("exchange.chain_or_theme")
    if mentor not in access.mentors(actor):
        fields["mentor"] = BadInput("exchange.no_mentor")
    require_said({"text": text}, fields)
    with book.turn(), book.entry("mentoring.asked", actor=actor.pk) as entry:
        if Mentoring.objects.running().filter(asker=actor, mentor=mentor, chain=chain, theme=theme).exists():
            raise RuleBroken("exchange.mentoring_runs")
        mentoring = Mentoring(asker=actor, mentor=mentor, chain=chain, theme=theme, asked_on=clock.today())
        mentoring.task = _to_do(actor, mentoring, mentor)
        entry.put(mentoring)
        entry.put(_word(actor, mentoring, text))
    return mentoring


def say_to(actor: User, *, mentoring: Mentoring, text: str) -> MentoringWord:
    """Answer, or ask further; whoever is to speak next has the to-do."""
    access.mentoring_for(actor, mentoring.pk)
    require_said({"text": text})
    word = _word(actor, mentoring, text)
    with book.entry("mentoring.said", actor=actor.pk) as entry:
        mentoring.refresh_from_db()
        _require_running(mentoring)
        entry.put(word)
        _close(actor, mentoring.task)
        other = mentoring.mentor if actor.pk == mentoring.asker_id else mentoring.asker
        mentoring.task = _to_do(actor, mentoring, other)
        entry.put(mentoring)
    return word


def end_mentoring(actor: User, *, mentoring: Mentoring) -> Mentoring:
    """End it: either of the two, at any time, without a reason."""
    access.mentoring_for(actor, mentoring.pk)
    with book.entry("mentoring.ended", actor=actor.pk) as entry:
        mentoring.refresh_from_db()
        _require_running(mentoring)
        mentoring.ended_on, mentoring.ended_by = clock.today(), actor.pk
        entry.put(mentoring)
        _close(actor, mentoring.task)
    return mentoring


def _to_do(actor: User, mentoring: Mentoring, owner: User) -> Task:
    with translation.override(owner.language):
        what = _("%(person)s waits for your word") % {"person": actor.name}
    task = tasks.set_task(actor, what=what, owner=owner, kind=KIND, about=mentoring, about_name=what)
    notices.queue(actor, to=owner, kind=KIND, path=f"/mentors/{mentoring.pk}/")
    return task


def _close(actor: User, task: Task) -> None:
    if task.closed_on is None:
        tasks.close_task(actor, task=task, vouched=True)


def _word(actor: User, mentoring: Mentoring, text: str) -> MentoringWord:
    return MentoringWord(mentoring=mentoring, text=text.strip()[:LONG], at=clock.now(), by=actor.pk)


def _require_running(mentoring: Mentoring) -> None:
    if mentoring.ended_on is not None:
        raise RuleBroken("exchange.mentoring_over", day=mentoring.ended_on)
