"""Letters of thanks: those that came, and those that the programme wrote to who helped it."""

from datetime import date
from typing import IO

from hometown.accounts.models import User
from hometown.exchange import access
from hometown.exchange.models import ThanksLetter
from hometown.files import actions as files
from hometown.files.kinds import safe_name
from hometown.files.receiving import take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Unit

from .checking import LINE, LONG, reason_of, require_said


def keep_letter(
    actor: User,
    *,
    sender: str,
    words: str,
    received_on: date,
    is_ours: bool = False,
    unit: Unit | None = None,
    content: bytes | IO[bytes] | None = None,
    file_name: str = "",
) -> ThanksLetter:
    """Keep a letter of thanks: from whom, or to whom where it is ours; for what; the paper if there is one."""
    access.require_writer(actor)
    late = received_on > clock.today()
    require_said({"sender": sender, "words": words}, {"received_on": BadInput("exchange.not_yet")} if late else {})
    taken = take(content, file_name=file_name) if content else None
    letter = ThanksLetter(
        sender=sender.strip()[:LINE], words=words.strip()[:LONG], received_on=received_on, unit=unit,
        is_ours=is_ours,
        batch=access.batch_of(actor, received_on) or access.current_batch(received_on), kept_by=actor.pk,
    )  # fmt: skip
    with book.entry("thanks.kept", actor=actor.pk, occurred_on=received_on) as entry:
        if taken is not None:
            letter.blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
            letter.file_name = safe_name(file_name, taken.kind)[:LINE]
        entry.put(letter)
    return letter


def withdraw_letter(actor: User, *, letter: ThanksLetter, reason: str) -> ThanksLetter:
    """Take a letter out again, with the reason: who kept it, or the bureau."""
    access.letter_for(actor, letter.pk)
    access.require_keeper(actor, letter)
    if letter.withdrawn_on is not None:
        raise RuleBroken("exchange.withdrawn_already", day=letter.withdrawn_on)
    letter.withdrawn_because, letter.withdrawn_on = reason_of(reason), clock.today()
    with book.entry("thanks.withdrawn", actor=actor.pk) as entry:
        entry.put(letter)
    return letter
