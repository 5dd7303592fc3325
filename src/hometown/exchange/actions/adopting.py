"""Units at home take practices over, step by step."""

from datetime import date

from hometown.accounts.models import User
from hometown.exchange import access, rules
from hometown.exchange.models import Adoption, AdoptionStep, Practice
from hometown.exchange.rules import Step
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Unit

RESULT = 1000


def begin_adoption(actor: User, *, practice: Practice, unit: Unit, words: str = "") -> Adoption:
    """Say that a unit means to take a practice over: an idea, from today."""
    access.practice_for(actor, practice.pk)
    access.require_asker(actor, unit)
    if practice.withdrawn_on is not None:
        raise RuleBroken("exchange.withdrawn_already", day=practice.withdrawn_on)
    today = clock.today()
    said = words.strip()[:RESULT]
    adoption = Adoption(
        practice=practice, unit=unit, step=Step.IDEA.value, step_on=today, result=said, begun_by=actor.pk
    )
    with book.turn():
        if Adoption.objects.filter(practice=practice, unit=unit).exists():
            raise RuleBroken("exchange.adopted_already", unit=unit.name)
        with book.entry("adoption.begun", actor=actor.pk) as entry:
            entry.put(adoption)
            entry.put(AdoptionStep(adoption=adoption, step=adoption.step, on=today, by=actor.pk, words=said))
    return adoption


def move_adoption(actor: User, *, adoption: Adoption, step: str, on: date | None = None, result: str = "") -> Adoption:
    """Take an adoption a step on, or drop it: with the day, and with what came of it where it is adopted or dropped."""
    access.adoption_for(actor, adoption.pk)
    access.require_asker(actor, adoption.unit)
    day, today = on or clock.today(), clock.today()
    if not rules.may_follow(Step(adoption.step), Step(step)):
        raise RuleBroken("exchange.no_such_step")
    fields = {}
    if rules.needs_result(Step(step)) and not result.strip():
        fields["result"] = BadInput("exchange.result_needed")
    if not rules.is_day_of_step(day, adoption.step_on, today):
        fields["on"] = BadInput("exchange.day_of_step", day=adoption.step_on)
    if fields:
        raise BadInput("exchange.look_over", fields=fields)
    said = result.strip()[:RESULT]
    adoption.step, adoption.step_on = step, day
    adoption.result = said or adoption.result
    with book.entry("adoption.moved", actor=actor.pk, occurred_on=day) as entry:
        entry.put(adoption)
        entry.put(AdoptionStep(adoption=adoption, step=step, on=day, by=actor.pk, words=said))
    return adoption
