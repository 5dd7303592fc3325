"""A need is noted with consent, something is done about it, and it goes: withdrawn, or by its day.

The lines of the book have one verb whoever writes and whatever it is: that somebody used the channel says as little as
can be said.
"""

from datetime import date

from hometown.accounts.models import User
from hometown.care import access
from hometown.care.models import CareReader, CareStep, Consent, ConsentReader, Need
from hometown.care.rules import WORDS_MOST, Ending, Way, kept_until
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book, erasing
from hometown.policy.rules import offered
from hometown.policy.standing import in_force
from hometown.programme.access import require_runs
from hometown.programme.models import Batch, Officer

from .checking import said

USED = "care.used"


def note_need(actor: User, *, kind: str, words: str, agreed: bool, until: date | None = None) -> Need:
    """Note a need of one's own, and agree that the batch's named readers read it until a day."""
    batch = access.posted_batch(actor, clock.today())
    if batch is None:
        raise RuleBroken("care.no_posting")
    if not agreed:
        raise BadInput("care.consent_first", fields={"agreed": BadInput("care.consent_first")})
    officer = Officer.objects.get(user=actor)
    return _note(actor, officer, batch, kind, words, until, (clock.today(), Way.SELF))


def note_need_for(
    actor: User, *, officer: Officer, kind: str, words: str, way: str, given_on: date, until: date | None = None
) -> Need:
    """Note a need of an officer who has agreed to it, and say when and how; for a named reader of the batch.

    The officer finds it among their own and may take it back at once.
    """
    today = clock.today()
    if not access.officers_cared_for(actor, today).filter(pk=officer.pk).exists():
        raise NotAllowed("care.readers_only")
    if way not in set(Way) - {Way.SELF} or given_on > today:
        raise BadInput("care.consent_first", fields={"given_on": BadInput("care.consent_first")})
    batch = access.batches_cared_for(actor).filter(
        postings__officer=officer, postings__first_on__lte=today, postings__last_on__gte=today
    )[:1].get()  # fmt: skip
    return _note(actor, officer, batch, kind, words, until, (given_on, Way(way)))


def _note(
    actor: User, officer: Officer, batch: Batch, kind: str, words: str, until: date | None, given: tuple[date, Way]
) -> Need:
    today = clock.today()
    policy = in_force(today)
    if kind not in {one.code for one in offered(policy.care.kinds)}:
        raise BadInput("care.no_such_kind", fields={"kind": BadInput("care.no_such_kind")})
    readers = access.readers_of(batch)
    if not readers:
        raise RuleBroken("care.no_readers")
    need = Need(
        batch=batch, officer=officer, kind=kind, words=said("words", words, WORDS_MOST), noted_by=actor.pk,
        noted_on=today, until=kept_until(policy, today, until),
    )  # fmt: skip
    consent = Consent(need=need, given_on=given[0], way=given[1].value)
    with book.entry(USED, actor=actor.pk) as entry:
        entry.put(need)
        entry.put(consent)
        for reader in readers:
            entry.put(ConsentReader(consent=consent, user=reader))
    return need


def take_step(actor: User, *, need: Need, words: str) -> CareStep:
    """Note what is done about a need: its readers and the officer."""
    access.need_for(actor, need.pk, clock.today())
    step = CareStep(need=need, words=said("words", words, WORDS_MOST), done_on=clock.today(), done_by=actor.pk)
    with book.entry(USED, actor=actor.pk) as entry:
        entry.put(step)
    return step


def withdraw_consent(actor: User, *, need: Need) -> Need:
    """Take consent back: the officer's alone, at any time, without a reason. All that was written is destroyed."""
    access.require_own(actor, need)
    access.need_for(actor, need.pk, clock.today())
    return _erase(actor, need, Ending.WITHDRAWN)


def erase_lapsed(actor: User | None, *, need: Need) -> Need | None:
    """Destroy what was written of a need whose day has passed; None where it has not, or it is gone already."""
    if need.erased_on is not None or need.until >= clock.today():
        return None
    return _erase(actor, need, Ending.EXPIRED)


def _erase(actor: User | None, need: Need, ending: Ending) -> Need:
    today, consent = clock.today(), need.consent
    need.erased_on, need.ending = today, ending.value
    with book.batch():
        with book.entry(USED, actor=actor.pk if actor else None) as entry:
            gone = erasing.emptied(entry, need, Need.personal_fields)
            for step in need.steps.all():
                gone += erasing.emptied(entry, step, CareStep.personal_fields)
            if ending is Ending.WITHDRAWN:
                consent.withdrawn_on = today
                entry.put(consent)
        erasing.destroy(gone, entry)
    return need


def name_reader(actor: User | None, *, batch: Batch, user: User) -> CareReader:
    """Name somebody whom officers of a batch may trust; the city's rules say whose role allows it, and how many."""
    require_runs(actor, batch)
    policy, today = in_force(clock.today()), clock.today()
    if not access.candidates(policy, batch, today).filter(pk=user.pk).exists():
        raise RuleBroken("care.no_candidate", person=user.name)
    if access.standing_readers(batch).count() >= policy.care.most_readers:
        raise RuleBroken("care.few_readers", most=policy.care.most_readers)
    row = CareReader(batch=batch, user=user, named_on=today, named_by=actor.pk if actor else None)
    with book.entry("care.reader_named", actor=actor.pk if actor else None) as entry:
        entry.put(row)
    return row


def end_reader(actor: User | None, *, reader: CareReader) -> CareReader:
    """Say that somebody is no reader any more: they read nothing from now on."""
    require_runs(actor, reader.batch)
    reader.ended_on = clock.today()
    with book.entry("care.reader_ended", actor=actor.pk if actor else None) as entry:
        entry.put(reader)
    return reader
