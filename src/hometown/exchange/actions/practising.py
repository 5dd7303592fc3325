"""Practices are written down, edited, taken back."""

from typing import Any

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import Answer, Practice
from hometown.fieldwork.models import Note
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book

from .checking import LINE, LONG, reason_of, require_said, theme_fault

LENGTHS = {"what": LONG, "place": LINE, "by_whom": LINE, "cost": 500, "conditions": 500, "result": 1000}


def write_practice(
    actor: User,
    *,
    theme: str,
    title: str,
    what: str,
    place: str,
    by_whom: str = "",
    cost: str = "",
    conditions: str = "",
    result: str = "",
    answer: Answer | None = None,
    note: Note | None = None,
) -> Practice:
    """Write a practice down: of an accepted answer, of a shared note, or as it is. Each is told once."""
    access.require_writer(actor)
    told = {"what": what, "place": place, "by_whom": by_whom, "cost": cost, "conditions": conditions, "result": result}
    require_said({"title": title, "what": what, "place": place}, theme_fault(theme))
    if answer is not None and answer.accepted_on is None:
        raise RuleBroken("exchange.not_accepted")
    found_by = answer.by if answer is not None else actor
    practice = Practice(
        theme=theme, title=title.strip()[:LINE], answer=answer, note=note, written_on=clock.today(),
        written_by=actor, batch=access.batch_of(found_by, clock.today()), **_cut(told),
    )  # fmt: skip
    with book.turn():
        if answer is not None and Practice.objects.filter(answer=answer).exists():
            raise RuleBroken("exchange.told_already")
        if note is not None and Practice.objects.filter(note=note).exists():
            raise RuleBroken("exchange.told_already")
        with book.entry("practice.written", actor=actor.pk) as entry:
            entry.put(practice)
    return practice


def edit_practice(
    actor: User,
    *,
    practice: Practice,
    theme: str,
    title: str,
    what: str,
    place: str,
    by_whom: str = "",
    cost: str = "",
    conditions: str = "",
    result: str = "",
) -> Practice:
    """Change what a practice says."""
    access.practice_for(actor, practice.pk)
    access.require_editor(actor, practice)
    told = {"what": what, "place": place, "by_whom": by_whom, "cost": cost, "conditions": conditions, "result": result}
    require_said({"title": title, "what": what, "place": place}, theme_fault(theme, practice.theme))
    practice.theme, practice.title = theme, title.strip()[:LINE]
    for name, text in _cut(told).items():
        setattr(practice, name, text)
    with book.entry("practice.edited", actor=actor.pk) as entry:
        entry.put(practice)
    return practice


def withdraw_practice(actor: User, *, practice: Practice, reason: str) -> Practice:
    """Take a practice back, with the reason. While a unit tries or has adopted it, it stays.

    What it was made of is free again, so that it can be told anew; the book keeps what it was.
    """
    access.practice_for(actor, practice.pk)
    access.require_editor(actor, practice)
    why = reason_of(reason)
    with book.entry("practice.withdrawn", actor=actor.pk) as entry:
        units = list(practice.adoptions.live().values_list("unit__name", flat=True))
        if units:
            raise RuleBroken("exchange.in_use", units=units)
        practice.withdrawn_on, practice.withdrawn_because = clock.today(), why
        practice.answer, practice.note = None, None
        entry.put(practice)
    return practice


def _cut(told: dict[str, str]) -> dict[str, Any]:
    return {name: text.strip()[: LENGTHS[name]] for name, text in told.items()}
