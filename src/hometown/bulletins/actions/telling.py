"""Choosing the photographs and reflections of a review, and their order. Each is somebody's own; none is asked for."""

from typing import Any

from hometown.accounts.models import User
from hometown.bulletins import access
from hometown.bulletins.models import ReviewPicture, ReviewReflection
from hometown.bulletins.rules import CONSENTS, is_excerpt
from hometown.fieldwork.models import ActivityFile, Note
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Batch

Told = ReviewPicture | ReviewReflection


def choose_picture(actor: User, *, batch: Batch, file: ActivityFile, caption: str, consent: str) -> ReviewPicture:
    """Show a photograph of an activity in a batch's review, after those that are there.

    Raises BadInput without words below it or without saying how it stands with those who can be recognised,
    RuleBroken for a file of another batch, one that is no picture, or one that is shown already.
    """
    access.require_case_chooser(actor, batch.pk)
    if not caption.strip():
        raise _beside("caption", "bulletins.picture_words")
    if consent not in CONSENTS:
        raise _beside("consent", "bulletins.picture_consent")
    with book.turn():
        if file not in access.pictures_to_choose(actor, batch):
            raise RuleBroken("bulletins.no_picture_of_batch")
        picture = ReviewPicture(
            batch=batch, activity=file.activity, blob=file.blob, caption=caption.strip(), consent=consent,
            place=_next(ReviewPicture, batch), chosen_by=actor.pk, chosen_on=clock.today(),
        )  # fmt: skip
        with book.entry("review.picture_chosen", actor=actor.pk) as entry:
            entry.put(picture)
    return picture


def choose_reflection(actor: User, *, batch: Batch, note: Note, text: str) -> ReviewReflection:
    """Tell in a batch's review what an officer wrote and shared; it may be shortened, not reworded.

    Raises RuleBroken for a note that is not shared, not by an officer of the batch or told already, BadInput for other
    words than the note's.
    """
    access.require_case_chooser(actor, batch.pk)
    with book.turn():
        if note not in access.notes_to_choose(actor, batch):
            raise RuleBroken("bulletins.no_note_of_batch")
        if not is_excerpt(text, note.text):
            raise _beside("text", "bulletins.other_words")
        reflection = ReviewReflection(
            batch=batch, officer=access.writer_of(note, batch), note=note, text=text.strip(),
            place=_next(ReviewReflection, batch), chosen_by=actor.pk, chosen_on=clock.today(),
        )  # fmt: skip
        with book.entry("review.reflection_chosen", actor=actor.pk) as entry:
            entry.put(reflection)
    return reflection


def drop_told(actor: User, told: Told) -> Told:
    """Take a photograph or a reflection out of the review again."""
    access.require_case_chooser(actor, told.batch_id)
    if told.dropped_on is None:
        told.dropped_on = clock.today()
    with book.entry(f"review.{_kind(told)}_dropped", actor=actor.pk) as entry:
        entry.put(told)
    return told


def move_told_up(actor: User, told: Told) -> Told:
    """Let a photograph or a reflection stand before the one above it. The first stays where it is."""
    access.require_case_chooser(actor, told.batch_id)
    with book.turn():
        rows: list[Any] = list(type(told).objects.standing().filter(batch=told.batch_id))
        at = next((place for place, row in enumerate(rows) if row.pk == told.pk), 0)
        if at:
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
        with book.entry(f"review.{_kind(told)}_moved", actor=actor.pk) as entry:
            for place, row in enumerate(rows, 1):
                row.place = place
                entry.put(row)
    return told


def _next(model: type[ReviewPicture] | type[ReviewReflection], batch: Batch) -> int:
    return model.objects.filter(batch=batch).count() + 1


def _kind(told: Told) -> str:
    return "picture" if isinstance(told, ReviewPicture) else "reflection"


def _beside(field: str, code: str) -> BadInput:
    return BadInput(code, fields={field: BadInput(code)})
