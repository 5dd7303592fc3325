"""Record that a firm was asked for a meeting, and take back what was recorded by mistake."""

from datetime import date, time

from django.utils import translation
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork import access, rules
from hometown.fieldwork.models import Channel, ContactAttempt, Outcome
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.ledger.models import label_of
from hometown.programme.models import Officer
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

from . import parts


def record_attempt(
    actor: User,
    *,
    company: Company,
    channel: str,
    outcome: str,
    contact: Contact | None = None,
    officer: Officer | None = None,
    on: date | None = None,
    precision: str = "day",
    at: time | None = None,
    words: str = "",
    next_try_on: date | None = None,
) -> ContactAttempt:
    """Record an invitation, of today unless a day is said. The day of a next try becomes a task.

    A new invitation of the same firm closes the next tries its owner still had open there.
    Raises BadInput for a day to come, a contact of another firm, an unknown channel or outcome, a next try too early.
    """
    access.require_may_record(actor)
    day = on or clock.today()
    officer = officer or Officer.objects.filter(user=actor).first()
    attempt = ContactAttempt(
        company=company, contact=contact, officer=officer, batch=parts.batch_of(officer, day), on=day,
        precision=precision, at=at, channel=channel, outcome=outcome, words=words.strip()[:300],
        next_try_on=next_try_on, recorded_by=actor.pk,
    )  # fmt: skip
    if officer is not None:
        access.require_own_officers(actor, [officer])
    _require_sound(attempt)
    with book.entry("attempt.recorded", actor=actor.pk, occurred_on=day) as entry:
        entry.put(attempt)
        _close_older_tries(actor, attempt)
        if next_try_on is not None:
            with translation.override(actor.language):
                what = _("Invite %(company)s again") % {"company": company.name}
            tasks.set_task(actor, what=what, due_on=next_try_on, kind=parts.NEXT_STEP, about=attempt)
    return attempt


def withdraw_attempt(actor: User, attempt: ContactAttempt, *, reason: str) -> ContactAttempt:
    """Take an invitation out of every count. It stays in the book, with the reason. Raises BadInput without one."""
    access.require_may_change(actor, attempt, [attempt.officer])
    if attempt.withdrawn_on is not None:
        raise RuleBroken("fieldwork.withdrawn_already")
    attempt.withdrawn_on, attempt.withdrawn_because = clock.today(), parts.reason_of(reason)
    with book.entry("attempt.withdrawn", actor=actor.pk) as entry:
        entry.put(attempt)
        for task in Task.objects.open().about(attempt):
            tasks.close_task(actor, task=task, vouched=True)
    return attempt


def _require_sound(attempt: ContactAttempt) -> None:
    if attempt.channel not in Channel.values:
        raise BadInput("fieldwork.no_channel", fields={"channel": BadInput("fieldwork.no_channel")})
    if attempt.outcome not in Outcome.values:
        raise BadInput("fieldwork.no_outcome", fields={"outcome": BadInput("fieldwork.no_outcome")})
    if rules.is_to_come(attempt.on, attempt.precision, clock.today()):
        refusal = BadInput("fieldwork.not_yet", on=attempt.on)
        raise BadInput("fieldwork.not_yet", fields={"on": refusal}, on=attempt.on)
    if attempt.contact is not None and attempt.contact.company_id != attempt.company.pk:
        refusal = BadInput("fieldwork.not_their_contact")
        raise BadInput("fieldwork.not_their_contact", fields={"contact": refusal})
    if not rules.next_step_is_in_time(attempt.on, attempt.next_try_on):
        raise BadInput("fieldwork.due_before", fields={"next_try_on": BadInput("fieldwork.due_before")})


def _close_older_tries(actor: User, attempt: ContactAttempt) -> None:
    """Close what the actor still had to do about earlier invitations of the firm: it has just been done."""
    earlier = ContactAttempt.objects.filter(company=attempt.company).exclude(pk=attempt.pk).values("pk")
    about = {"about_model": label_of(ContactAttempt), "about_id__in": earlier}
    for task in Task.objects.open().of(actor).filter(kind=parts.NEXT_STEP, **about):
        tasks.close_task(actor, task=task, vouched=True)
