"""Instructions 批示: given by a leader, carried out by addressees, answered, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.utils.translation import override

from hometown.accounts.models import User
from hometown.files import actions as files
from hometown.files.receiving import take
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.landing import access
from hometown.landing.bands import band_of
from hometown.landing.labels import CITY_LANGUAGE
from hometown.landing.models import Addressee, Escalation, Instruction
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.standing import in_force
from hometown.programme.models import Unit
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.tasks import actions as tasks

KIND = "instruction"


@dataclass(frozen=True)
class Told:
    """Whom an instruction goes to: a person, in a unit's name or their own."""

    person: User
    unit: Unit | None = None


def instruct(
    actor: User,
    *,
    words: str,
    to: Iterable[Told],
    escalation: Escalation | None = None,
    project: Project | None = None,
    due_on: date | None = None,
) -> Instruction:
    """Give an instruction. Each addressee gets a to-do.

    A leader reads no project, so theirs are about an escalation, which they know as an aggregate; only who reads a
    project may give one about it.
    """
    if not actor.may(access.INSTRUCT):
        raise NotAllowed("landing.not_yours")
    if (escalation is None) == (project is None):
        raise RuleBroken("landing.about_one_thing")
    if project is not None:
        projects.require_visible(actor, project)
    people = _require_told(words, to, due_on)
    row = Instruction(
        project=project, escalation=escalation, words=words.strip()[:4000], given_on=clock.today(), given_by=actor,
        due_on=due_on,
    )  # fmt: skip
    with book.entry("instruction.given", actor=actor.pk) as entry:
        if escalation is not None and Escalation.objects.open().filter(pk=escalation.pk).first() is None:
            raise RuleBroken("landing.over_already", day=escalation.closed_on or clock.today())
        entry.put(row)
        for one in people:
            _address(entry, actor, row, one)
    return row


def answer(
    actor: User,
    *,
    addressee: Addressee,
    words: str,
    content: bytes | IO[bytes] | None = None,
    file_name: str = "",
) -> Addressee:
    """Say what was done, with a paper if there is one. That closes the addressee's to-do."""
    access.instruction_for(actor, addressee.instruction_id)
    if not access.may_answer(actor, addressee):
        raise NotAllowed("landing.not_yours")
    if addressee.instruction.closed_on is not None:
        raise RuleBroken("landing.over_already", day=addressee.instruction.closed_on)
    if not words.strip():
        raise BadInput("landing.look_over", fields={"words": BadInput("landing.words_needed")})
    taken = take(content, file_name=file_name) if content else None
    addressee.answered_on, addressee.answered_by = clock.today(), actor.pk
    addressee.answer = words.strip()[:4000]
    with book.entry("instruction.answered", actor=actor.pk) as entry:
        if taken is not None:
            addressee.blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
            addressee.file_name = file_name.strip()[:200]
        entry.put(addressee)
        if addressee.task.closed_on is None:
            tasks.close_task(actor, task=addressee.task, note=addressee.answer, vouched=True)
    return addressee


def close_instruction(actor: User, *, instruction: Instruction, words: str = "") -> Instruction:
    """End an instruction: who gave it, or the bureau. While somebody has not answered, say why."""
    access.instruction_for(actor, instruction.pk)
    if not access.may_close(actor, instruction):
        raise NotAllowed("landing.not_yours")
    if instruction.closed_on is not None:
        raise RuleBroken("landing.over_already", day=instruction.closed_on)
    instruction.closed_on, instruction.closed_by = clock.today(), actor.pk
    instruction.closing_words = words.strip()[:500]
    with book.entry("instruction.closed", actor=actor.pk) as entry:
        left = Addressee.objects.filter(instruction=instruction, answered_on__isnull=True)
        silent = list(left.select_related("unit", "person", "task"))
        if silent and not instruction.closing_words:
            names = [one.unit.name if one.unit else one.person.name for one in silent]
            raise RuleBroken("landing.answers_open", names=names)
        entry.put(instruction)
        for one in silent:
            if one.task.closed_on is None:
                tasks.close_task(actor, task=one.task, note=instruction.closing_words, vouched=True)
    return instruction


def _require_told(words: str, to: Iterable[Told], due_on: date | None) -> list[Told]:
    people = list(to)
    fields = {}
    if not words.strip():
        fields["words"] = BadInput("landing.words_needed")
    if not people:
        fields["to"] = BadInput("landing.nobody_asked")
    if due_on is not None and due_on < clock.today():
        fields["due_on"] = BadInput("landing.day_has_passed")
    if fields:
        raise BadInput("landing.look_over", fields=fields)
    known = set()
    for one in people:
        if one.person.pk in known:
            raise RuleBroken("landing.instructed_twice", person=one.person.name)
        known.add(one.person.pk)
    return people


def _address(entry: OpenEntry, actor: User, row: Instruction, told: Told) -> None:
    task = tasks.set_task(
        actor, what=row.words, owner=told.person, due_on=row.due_on, kind=KIND, about=row, about_name=_subject(row)
    )
    entry.put(Addressee(instruction=row, unit=told.unit, person=told.person, task=task))


def _subject(row: Instruction) -> str:
    """Return what a to-do says an instruction is about: of an escalation the aggregate, as its leader knows it."""
    if row.escalation is None:
        return str(row.project)
    with override(CITY_LANGUAGE):
        return band_of(in_force(row.given_on), row.escalation).words
