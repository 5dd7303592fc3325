"""Whom an investor or a chamber would bring us 以商招商: asked for, promised, made, declined."""

from datetime import date
from typing import Any

from django.db.models import Q

from hometown.accounts.models import User
from hometown.companies import access, checking, matching
from hometown.companies.models import Company, Contact, Introduction, IntroductionOutcome
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile
from hometown.ledger import book

_OPEN = (IntroductionOutcome.ASKED, IntroductionOutcome.PROMISED)
EDITABLE = frozenset({"contact", "introduced", "introduced_name", "asked_on", "made_on", "outcome", "words"})


def ask_introduction(
    actor: User,
    *,
    introducer: Company,
    contact: Contact | None = None,
    introduced: Company | None = None,
    introduced_name: str = "",
    asked_on: date | None = None,
    made_on: date | None = None,
    outcome: str = "asked",
    words: str = "",
) -> Introduction:
    """Record that somebody was asked to bring us a firm, of today unless a day is said.

    A firm whose name is on record is taken from there. Raises BadInput when no firm is named, when it is the
    introducer itself, for days in the wrong order, and for a day of making without its outcome.
    """
    access.require_recorder(actor)
    introduction = Introduction(
        introducer=introducer, contact=contact, introduced=introduced, introduced_name=introduced_name.strip(),
        asked_on=asked_on or clock.today(), asked_by=actor.pk, made_on=made_on, outcome=outcome, words=words.strip(),
    )  # fmt: skip
    _settle(introduction)
    with book.entry("introduction.asked", actor=actor.pk, occurred_on=introduction.asked_on) as entry:
        entry.put(introduction)
    return introduction


def edit_introduction(
    actor: User, introduction: Introduction, *, revision: int | None = None, **changes: Any
) -> Introduction:
    """Say what came of an introduction, or correct it. Raises TypeError for a column that cannot be edited."""
    access.require_recorder(actor)
    if changes.keys() - EDITABLE:
        raise TypeError(f"{', '.join(sorted(changes.keys() - EDITABLE))} of an introduction cannot be edited")
    if revision is not None and revision != introduction.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(introduction))
    for column, value in changes.items():
        setattr(introduction, column, value.strip() if isinstance(value, str) else value)
    _settle(introduction)
    with book.entry("introduction.edited", actor=actor.pk) as entry:
        entry.put(introduction)
    return introduction


def introduction_made(actor: User, *, introducer: Company, introduced: Company, on: date) -> list[Introduction]:
    """Note that a firm was brought, because a lead of it names who introduced it. What was declined stays so.

    Called by the floor that files the lead, which has checked the actor's right.
    """
    today, made = clock.today(), []
    asked = Introduction.objects.filter(introducer=introducer, outcome__in=_OPEN)
    named = Q(introduced=introduced) | Q(introduced__isnull=True, introduced_name__in=_names(introduced))
    with book.entry("introduction.made", actor=actor.pk) as entry:
        for one in asked.filter(named).order_by("pk"):
            one.introduced, one.introduced_name, one.outcome = introduced, "", IntroductionOutcome.MADE
            one.made_on = min(max(on, one.asked_on), today)
            entry.put(one)
            made.append(one)
    return made


def _names(company: Company) -> set[str]:
    return {company.name, *company.names.values_list("text", flat=True)}


def _settle(introduction: Introduction) -> None:
    """Bring what was said into order, and refuse what cannot be."""
    if introduction.introduced is None and introduction.introduced_name:
        introduction.introduced = matching.find(introduction.introduced_name)
    if introduction.introduced is not None:
        introduction.introduced_name = ""
    elif not introduction.introduced_name:
        raise checking.at("introduced", BadInput("companies.introduced_needed"))
    if introduction.introduced_id == introduction.introducer_id:
        raise checking.at("introduced", BadInput("companies.introduces_itself"))
    if introduction.contact is not None and introduction.contact.company_id != introduction.introducer_id:
        raise checking.at("contact", BadInput("companies.not_their_contact", company=introduction.introducer.name))
    _require_days(introduction)
    checking.require_fitting(introduction)


def _require_days(introduction: Introduction) -> None:
    if introduction.outcome not in IntroductionOutcome.values:
        raise checking.at("outcome", BadInput("companies.unknown_outcome", outcome=introduction.outcome))
    checking.checked_past(introduction.asked_on, "asked_on")
    checking.checked_past(introduction.made_on, "made_on")
    if introduction.outcome == IntroductionOutcome.MADE:
        introduction.made_on = introduction.made_on or max(clock.today(), introduction.asked_on)
    elif introduction.made_on is not None:
        raise checking.at("made_on", BadInput("companies.made_without_outcome"))
    if introduction.made_on and introduction.made_on < introduction.asked_on:
        raise checking.at("made_on", BadInput("companies.made_before_asked"))
