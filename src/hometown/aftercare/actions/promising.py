"""Promises to a firm: written down with their legal basis, changed, handed on, kept, released."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hometown.accounts.models import User
from hometown.aftercare import access
from hometown.aftercare.models import Promise
from hometown.aftercare.rules import favours_in
from hometown.companies.models import Company
from hometown.files import actions as files
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects import access as projects
from hometown.projects.models import Project

from .asking import Attached


@dataclass(frozen=True)
class Ground:
    """On what a promise rests: the law or document; for a favour the fair-competition review, its day and number."""

    basis: str
    reviewed_on: date | None = None
    review_number: str = ""


def promise(
    actor: User,
    *,
    company: Company,
    kind: str,
    words: str,
    ground: Ground,
    due_on: date,
    unit: Unit,
    holder: User | None = None,
    project: Project | None = None,
    promised_on: date | None = None,
) -> Promise:
    """Write a promise into the ledger. Without a legal basis none is written; a favour needs its review too.

    Raises NotAllowed unless the person serves the firm or coordinates the project.
    """
    if project is None or not projects.may_coordinate(actor, project):
        access.require_firm_server(actor, company)
    row = Promise(
        company=company, project=project, kind=kind, words=words.strip()[:500], basis=ground.basis.strip()[:300],
        reviewed_on=ground.reviewed_on, review_number=ground.review_number.strip()[:120],
        promised_on=promised_on or clock.today(), due_on=due_on, unit=unit, holder=_holder(unit, holder),
        made_by=actor.pk,
    )  # fmt: skip
    _require_sound(row)
    with book.entry("promise.made", actor=actor.pk, occurred_on=row.promised_on) as entry:
        entry.put(row)
    return row


def change_promise(actor: User, *, promise: Promise, **changes: Any) -> Promise:
    """Correct a promise that stands open: its words, kind, basis, review, days. The ledger keeps every earlier one.

    Raises TypeError for a column that cannot be changed.
    """
    access.require_keeper(actor, promise)
    _require_open(promise)
    if changes.keys() - CHANGEABLE:
        raise TypeError(f"{', '.join(sorted(changes.keys() - CHANGEABLE))} of a promise cannot be changed")
    for column, value in changes.items():
        setattr(promise, column, value.strip() if isinstance(value, str) else value)
    _require_sound(promise)
    with book.entry("promise.changed", actor=actor.pk) as entry:
        entry.put(promise)
    return promise


def hand_promise(actor: User, *, promise: Promise, unit: Unit, holder: User | None) -> Promise:
    """Hand a promise to a unit and the person there who sees to it."""
    access.require_keeper(actor, promise)
    _require_open(promise)
    promise.unit, promise.holder = unit, _holder(unit, holder)
    with book.entry("promise.handed_on", actor=actor.pk) as entry:
        entry.put(promise)
    return promise


def keep_promise(
    actor: User, *, promise: Promise, words: str, on: date | None = None, attached: Attached | None = None
) -> Promise:
    """Say that a promise is kept, on which day and how, with a paper if there is one."""
    access.require_keeper(actor, promise)
    _require_open(promise)
    day = on or clock.today()
    wrong = {}
    if not words.strip():
        wrong["words"] = BadInput("aftercare.words_needed")
    if day > clock.today():
        wrong["on"] = BadInput("aftercare.in_the_future")
    elif day < promise.promised_on:
        wrong["on"] = BadInput("aftercare.before_promised", day=promise.promised_on)
    if wrong:
        raise BadInput("aftercare.look_over", fields=wrong)
    promise.kept_on, promise.kept_by, promise.kept_words = day, actor.pk, words.strip()[:500]
    with book.entry("promise.kept", actor=actor.pk, occurred_on=day) as entry:
        if attached is not None:
            promise.blob = files.receive(actor, stream_or_bytes=attached.taken, file_name=attached.file_name)
            promise.file_name = attached.file_name
        entry.put(promise)
    return promise


def release_promise(actor: User, *, promise: Promise, because: str) -> Promise:
    """End a promise that is not kept, with the reason: the firm gave it up, the law changed. It stays on record."""
    access.require_keeper(actor, promise)
    _require_open(promise)
    if not because.strip():
        raise BadInput("aftercare.look_over", fields={"because": BadInput("aftercare.reason_needed")})
    promise.released_on, promise.released_by = clock.today(), actor.pk
    promise.released_because = because.strip()[:500]
    with book.entry("promise.released", actor=actor.pk) as entry:
        entry.put(promise)
    return promise


CHANGEABLE = frozenset({"kind", "words", "basis", "reviewed_on", "review_number", "promised_on", "due_on"})


def _holder(unit: Unit, holder: User | None) -> User | None:
    """Return who sees to a promise. Raises RuleBroken for a unit that deals with none, or a person not of it."""
    if unit.kind not in access.SERVING_KINDS:
        raise RuleBroken("aftercare.nobody_there", unit=unit.name)
    hands = access.hands_of([unit], clock.today())[unit]
    if holder is not None and holder not in hands:
        raise RuleBroken("aftercare.not_of_unit", person=holder.name, unit=unit.name)
    return holder or (hands[0] if hands else None)


def _require_open(promise: Promise) -> None:
    ended = promise.kept_on or promise.released_on
    if ended is not None:
        raise RuleBroken("aftercare.promise_ended", day=ended)


def _require_sound(row: Promise) -> None:
    """Refuse a promise that says nothing, rests on nothing, or is a favour without its review."""
    wrong = _faults_of_ground(row)
    if not row.words:
        wrong["words"] = BadInput("aftercare.words_needed")
    if row.promised_on > clock.today():
        wrong["promised_on"] = BadInput("aftercare.in_the_future")
    if row.due_on < row.promised_on:
        wrong["due_on"] = BadInput("aftercare.before_promised", day=row.promised_on)
    if row.project is not None and row.project.company_id != row.company_id:
        wrong["project"] = BadInput("aftercare.not_landed")
    if wrong:
        raise BadInput("aftercare.look_over", fields=wrong)


def _faults_of_ground(row: Promise) -> dict[str, BadInput]:
    """Return what is wrong with the kind of a promise and with what it rests on, by field."""
    rules = in_force(row.promised_on).aftercare
    known = next((one for one in rules.promise_kinds if one.code == row.kind), None)
    if known is None or (known.retired and row._state.adding):
        return {"kind": BadInput("aftercare.choose_one")}
    wrong = {}
    if not row.basis:
        wrong["basis"] = BadInput("aftercare.basis_needed")
    if known.favour and (row.reviewed_on is None or not row.review_number):
        wrong["reviewed_on"] = BadInput("aftercare.review_needed")
    elif row.reviewed_on is not None and row.reviewed_on > clock.today():
        wrong["reviewed_on"] = BadInput("aftercare.in_the_future")
    found = favours_in([row.words])
    if found and not known.favour:
        wrong["kind"] = BadInput("aftercare.reads_like_a_favour", words=found)
    return wrong
