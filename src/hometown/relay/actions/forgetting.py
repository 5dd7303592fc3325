"""A person asks to be forgotten: the data goes from the records and from the book, or it is kept by law and not used.

Personal Information Protection Law, art. 47: delete on request; where a law demands keeping, stop every other use.
"""

from collections.abc import Mapping
from datetime import date

from hometown.accounts.models import User
from hometown.companies.models import Consent, Contact
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, Refusal, RuleBroken
from hometown.ledger import book, erasing
from hometown.notices import digests
from hometown.relay import access, mentions, rules
from hometown.relay.mentions import Key, Person
from hometown.relay.models import Forgetting, Outcome


def forget_person(
    actor: User, person: Person, *, asked_on: date, reason: str, texts: Mapping[Key, str] | None = None
) -> Forgetting:
    """Destroy what the records hold of a person: own fields, the sentences given in `texts` in their new wording, and
    every past value of both. Sentences only their writer reads lose the name unseen. What counts stays: a meeting with
    somebody unnamed was a meeting.

    Raises BadInput where a new wording still names the person, RuleBroken `relay.nothing_to_forget`.
    """
    access.require_eraser(actor)
    request = _request(actor, person, asked_on, reason, Outcome.ERASED)
    said = dict(texts or {})
    for key, text in said.items():
        if rules.names_person(text, person.words):
            raise _beside("-".join(key), BadInput("relay.still_named"))
    gone: list[int] = []
    with book.batch():
        with book.entry("person.forgotten", actor=actor.pk) as entry:
            found, named = mentions.places(person), list(mentions.mentions(person))
            if not found and not named:
                raise RuleBroken("relay.nothing_to_forget")
            # Two sentences of one row are written through one instance: the later must not bring the earlier back.
            held = {(type(one.row), one.row.pk): one.row for one in named}
            for one in named:
                new = one.proposed if one.is_unseen else said.get(one.key)
                if new is not None:
                    row = held[type(one.row), one.row.pk]
                    gone += erasing.redacted(entry, row, one.text.field, new)
                    request.texts += 1
            for row, fields in ((row, place.data.fields) for place in found for row in place.rows):
                kept = held.get((type(row), row.pk), row)
                if isinstance(kept, Contact):
                    kept.is_active, kept.consent = False, Consent.WITHDRAWN
                gone += erasing.emptied(entry, kept, fields)
                request.rows += 1
            request.values = len(gone)
            entry.put(request)
        erasing.destroy(gone, entry)
        digests.forget_copies()
    return request


def restrict_person(actor: User, person: Person, *, asked_on: date, reason: str) -> Forgetting:
    """Keep a contact because a law demands it, and use it for nothing else: hidden from lists, shown to nobody.

    `reason` names the law and what it demands. Raises RuleBroken for somebody met by name only: nothing is kept of
    them that a law could demand.
    """
    access.require_eraser(actor)
    request = _request(actor, person, asked_on, reason, Outcome.RESTRICTED)
    if person.contact is None:
        raise RuleBroken("relay.nothing_to_restrict")
    with book.entry("person.restricted", actor=actor.pk) as entry:
        for place in mentions.places(Person(person.company, person.contact)):
            for row in place.rows:
                if isinstance(row, Contact):
                    row.is_active, row.consent = False, Consent.WITHDRAWN
                    entry.put(row)
                    request.rows += 1
        entry.put(request)
    return request


def _request(actor: User, person: Person, asked_on: date, reason: str, outcome: Outcome) -> Forgetting:
    if asked_on > clock.today():
        raise _beside("asked_on", BadInput("relay.not_yet", day=asked_on))
    if not reason.strip():
        raise _beside("reason", BadInput("relay.reason_needed"))
    if rules.names_person(reason, person.words):
        raise _beside("reason", BadInput("relay.still_named"))
    return Forgetting(
        contact=person.contact, company=person.company, asked_on=asked_on, at=clock.now(), by=actor.pk,
        outcome=outcome, reason=reason.strip()[:300],
    )  # fmt: skip


def _beside(field: str, refusal: Refusal) -> BadInput:
    return BadInput(refusal.code, fields={field: refusal}, **refusal.facts)
