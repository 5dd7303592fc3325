"""What postings and duties hand down: grants of accounts, kept in step with them.

Called inside an open line of the book by the verbs of this room. Doing it again changes nothing.
"""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from hometown.accounts import actions as accounts
from hometown.accounts.models import Grant, User
from hometown.kernel.dates import Period
from hometown.ledger.book import OpenEntry

from .models import Batch, Duty, Officer, Unit
from .rules.duties import Over
from .rules.postings import Handed, handed_down

ONE_DAY = timedelta(days=1)


def sync_postings(actor: User | None, officer: Officer, batch: Batch) -> None:
    """Make an officer's grants equal to what their postings in a batch hand down. Nothing without an account."""
    if officer.user is None:
        return
    held = officer.postings.filter(batch=batch).values_list("pk", "first_on", "last_on")
    wanted = handed_down([(str(pk), Period(first, last)) for pk, first, last in held], str(batch.pk))
    sources = [one.source for one in wanted]
    grants = list(officer.user.grants.filter(source__in=sources).select_related("user"))
    for one in wanted:
        if not _fit(actor, one, [grant for grant in grants if grant.source == one.source]):
            accounts.grant(
                actor, user=officer.user, role=one.role, scope_kind=Over.BATCH, scope_id=batch.pk,
                first_on=one.first_on, last_on=one.last_on, source=one.source,
            )  # fmt: skip


def _fit(actor: User | None, wanted: Handed, grants: Iterable[Grant]) -> bool:
    """Cut grants that reach further than wanted; tell whether one fits exactly."""
    fits = False
    for grant in grants:
        last = _stands_until(grant)
        if last is not None and last < grant.first_on:
            continue  # taken back before it began
        if grant.first_on < wanted.first_on:
            accounts.revoke(actor, grant, on=grant.first_on)
        elif wanted.last_on is not None and (last is None or last > wanted.last_on):
            accounts.revoke(actor, grant, on=wanted.last_on + ONE_DAY)
            fits = fits or grant.first_on == wanted.first_on
        else:
            fits = fits or (grant.first_on == wanted.first_on and last == wanted.last_on)
    return fits


def _stands_until(grant: Grant) -> date | None:
    ends = [day for day in (grant.last_on, grant.revoked_on and grant.revoked_on - ONE_DAY) if day]
    return min(ends) if ends else None


def give(
    entry: OpenEntry,
    actor: User | None,
    *,
    user: User,
    role: str,
    over: Over,
    unit: Unit | None,
    batch: Batch | None,
    days: tuple[date, date | None],
) -> Duty:
    """Write a duty and hand down its grant; return the standing one when the same is given again."""
    first_on, last_on = days
    same = {"role": role, "unit": unit, "batch": batch, "first_on": first_on, "last_on": last_on}
    duty: Duty | None = user.duties.filter(**same).first()
    if duty is None:
        duty = Duty(user=user, **same)
        entry.put(duty)
    accounts.grant(
        actor, user=user, role=role, scope_kind=over.value, scope_id=_scope(over, unit, batch),
        first_on=first_on, last_on=last_on, source=f"duty:{duty.pk}",
    )  # fmt: skip
    return duty


def _scope(over: Over, unit: Unit | None, batch: Batch | None) -> uuid.UUID | None:
    held = {Over.UNIT: unit, Over.BATCH: batch}.get(over)
    return held.pk if held else None


def end(entry: OpenEntry, actor: User | None, duty: Duty, last_on: date) -> Duty:
    """End a duty on a day, and with it its grant."""
    duty.last_on = max(last_on, duty.first_on - ONE_DAY)
    entry.put(duty)
    for grant in Grant.objects.filter(source=f"duty:{duty.pk}").select_related("user"):
        last = _stands_until(grant)
        if last is None or last > duty.last_on:
            accounts.revoke(actor, grant, on=duty.last_on + ONE_DAY)
    return duty
