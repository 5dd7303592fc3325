"""Drafting a bulletin by the machine, and editing what a person may edit: its words, never its numbers."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import translation

from hometown.accounts.models import User
from hometown.bulletins import access
from hometown.bulletins.issue import LANGUAGES, Issue, draft_of
from hometown.bulletins.issue_sentences import SECTIONS
from hometown.bulletins.models import Bulletin, BulletinPart
from hometown.bulletins.rules import Step, faults
from hometown.kernel import clock
from hometown.kernel.dates import Precision, last_day_of
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Batch

IN_TEXT = {
    "typed": "bulletins.typed_in_text",
    "unknown": "bulletins.unknown_in_text",
    "unpaired": "bulletins.unpaired_in_text",
}


def draft(actor: User | None, *, month: date, batch: Batch | None = None) -> Bulletin:
    """Draft the bulletin of a month, whose first day is given: sentences with places, no number.

    Without an actor the machine does it by itself. Raises RuleBroken where there is one, for a month to come, and for
    one before its batch began.
    """
    if actor is not None:
        access.require_writer(actor)
    today = clock.today()
    if month > today:
        raise RuleBroken("bulletins.month_to_come")
    if batch is not None and last_day_of(month, Precision.MONTH) < batch.first_on:
        raise RuleBroken("bulletins.batch_to_come", day=batch.first_on)
    with book.turn():
        same = Bulletin.objects.of(batch.pk if batch else None)
        if same.filter(month=month).exists():
            raise RuleBroken("bulletins.drafted_already")
        before: Bulletin | None = same.order_by("-drafted_on", "-id").first()
        highest = same.filter(month__year=month.year).aggregate(Max("number"))["number__max"] or 0
        bulletin = Bulletin(
            month=month, batch=batch, drafted_on=today, drafted_by=actor.pk if actor else None,
            number=highest + 1, serial=same.count() + 1,
            word=before.word if before else "", addressee=before.addressee if before else "",
        )  # fmt: skip
        with book.entry("bulletin.drafted", actor=actor.pk if actor else None) as entry:
            entry.put(bulletin)
            entry.put_many(_parts(bulletin))
    return bulletin


def _parts(bulletin: Bulletin) -> list[BulletinPart]:
    issue = Issue(bulletin)
    parts = [BulletinPart(bulletin=bulletin, section=section) for section in SECTIONS]
    for short, language in LANGUAGES.items():
        with translation.override(language):
            for part in parts:
                setattr(part, short, draft_of(part.section, issue))
    return parts


def edit_part(actor: User, *, part: BulletinPart, zh: str, en: str) -> BulletinPart:
    """Edit a section in both languages. Raises BadInput for a typed number and for a place that is none."""
    access.require_writer(actor)
    known = Issue(part.bulletin).places
    wrong: dict[str, Any] = {}
    for name, text in (("zh", zh), ("en", en)):
        found = faults(text, known)
        if found:
            wrong[name] = BadInput(IN_TEXT[found[0].what], text=found[0].text)
    if wrong:
        raise BadInput("bulletins.look_over", fields=wrong)
    part.zh, part.en = _tidy(zh), _tidy(en)
    with book.turn():
        bulletin = _draft_of(part)
        with book.entry("bulletin.edited", actor=actor.pk) as entry:
            if entry.put(part):
                _sign_in_writers(bulletin, actor)
                entry.put(bulletin)
    return part


def edit_head(actor: User, *, bulletin: Bulletin, word: str, number: int, addressee: str) -> Bulletin:
    """Edit the document number and to whom the bulletin is addressed."""
    access.require_writer(actor)
    with book.turn():
        _require_draft(bulletin)
        others = Bulletin.objects.of(bulletin.batch_id).exclude(pk=bulletin.pk)
        if others.filter(month__year=bulletin.month.year, number=number).exists():
            raise BadInput("bulletins.look_over", fields={"number": BadInput("bulletins.number_taken")})
        bulletin.word, bulletin.number, bulletin.addressee = word.strip(), number, addressee.strip()
        _sign_in_writers(bulletin, actor)
        with book.entry("bulletin.edited", actor=actor.pk) as entry:
            entry.put(bulletin)
    return bulletin


def _draft_of(part: BulletinPart) -> Bulletin:
    bulletin: Bulletin = Bulletin.objects.get(pk=part.bulletin_id)
    _require_draft(bulletin)
    return bulletin


def _require_draft(bulletin: Bulletin) -> None:
    current: Bulletin = Bulletin.objects.get(pk=bulletin.pk)
    if current.step != Step.DRAFT:
        raise RuleBroken("bulletins.not_a_draft")


def _sign_in_writers(bulletin: Bulletin, actor: User) -> None:
    bulletin.writers = sorted({*bulletin.writers, str(actor.pk)})


def _tidy(text: str) -> str:
    """Return a text with one paragraph a line, no empty ones."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
