"""Duties: a role over a unit, a batch or the city, from day to day. Each hands down a grant."""

from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.policy.standing import in_force
from hometown.programme import access, handing
from hometown.programme.models import Batch, Duty, Unit
from hometown.programme.rules.duties import Given, over, require_given_by_duty


def give_duty(
    actor: User | None,
    *,
    user: User,
    role: str,
    unit: Unit | None = None,
    batch: Batch | None = None,
    first_on: date,
    last_on: date | None = None,
) -> Duty:
    """Give somebody a role of the policy. A duty over a batch ends with it unless another day is said.

    Giving the same again changes nothing. Raises RuleBroken when the role needs a unit or a batch that is not named, is
    an administrator's, or would be given to oneself.
    """
    access.require_runs(actor, batch)
    if actor is not None and actor.pk == user.pk:
        raise RuleBroken("programme.not_oneself")
    known = require_given_by_duty(in_force(clock.today()), role)
    held_over = over(known, Given(has_unit=unit is not None, has_batch=batch is not None))
    ends = last_on or (batch.last_on if batch else None)
    with book.entry("duty.given", actor=access.pk_of(actor), occurred_on=first_on) as entry:
        return handing.give(
            entry, actor, user=user, role=role, over=held_over, unit=unit, batch=batch, days=(first_on, ends)
        )


def end_duty(actor: User | None, *, duty: Duty, on: date | None = None) -> Duty:
    """End a duty after a day (today if not said); its grant ends with it. Raises RuleBroken when it has ended."""
    access.require_runs(actor, duty.batch)
    day = on or clock.today()
    if duty.last_on is not None and duty.last_on <= day:
        raise RuleBroken("programme.duty_ended", on=duty.last_on)
    with book.entry("duty.ended", actor=access.pk_of(actor), occurred_on=day) as entry:
        return handing.end(entry, actor, duty, day)
