"""Write, edit, share notes. A note is its writer's own until shared."""

from datetime import date

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import access
from hometown.fieldwork.models import Activity, Note
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book


def write_note(
    actor: User,
    *,
    text: str,
    on: date | None = None,
    company: Company | None = None,
    activity: Activity | None = None,
    share: bool = False,
) -> Note:
    """Write a note, of today unless a day is said. Raises BadInput for an empty one or a day to come."""
    access.require_may_record(actor)
    day = on or clock.today()
    note = Note(
        author=actor.pk, on=day, text=_text(text), company=company, activity=activity,
        shared_on=clock.today() if share else None,
    )  # fmt: skip
    _require_past(day)
    with book.entry("note.written", actor=actor.pk, occurred_on=day) as entry:
        entry.put(note)
    return note


def edit_note(actor: User, note: Note, *, text: str, on: date | None = None, revision: int | None = None) -> Note:
    """Change one's own note."""
    access.require_author(actor, note)
    if revision is not None and revision != note.revision:
        raise ChangedMeanwhile("ledger.changed_meanwhile", record=str(note))
    note.text, note.on = _text(text), on or note.on
    _require_past(note.on)
    with book.entry("note.edited", actor=actor.pk) as entry:
        entry.put(note)
    return note


def share_note(actor: User, note: Note) -> Note:
    """Let all who do field work read one's note."""
    access.require_author(actor, note)
    if note.shared_on is not None:
        raise RuleBroken("fieldwork.already_shared")
    note.shared_on = clock.today()
    with book.entry("note.shared", actor=actor.pk) as entry:
        entry.put(note)
    return note


def keep_note_private(actor: User, note: Note) -> Note:
    """Take a shared note back to oneself."""
    access.require_author(actor, note)
    if note.shared_on is None:
        raise RuleBroken("fieldwork.not_shared")
    note.shared_on = None
    with book.entry("note.kept_private", actor=actor.pk) as entry:
        entry.put(note)
    return note


def _text(text: str) -> str:
    if not text.strip():
        raise BadInput("fieldwork.text_needed", fields={"text": BadInput("fieldwork.text_needed")})
    return text.strip()


def _require_past(day: date) -> None:
    if day > clock.today():
        raise BadInput("fieldwork.not_yet", fields={"on": BadInput("fieldwork.not_yet", on=day)}, on=day)
