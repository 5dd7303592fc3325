"""Saying that two records which seem alike are two firms, and taking that back."""

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies import checking
from hometown.companies.models import Company, DistinctFirms
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book


def say_distinct(actor: User, *, first: Company, second: Company, reason: str = "") -> DistinctFirms:
    """Say that two records are two firms: they are suggested no more, and cannot be merged until it is taken back."""
    _require_may_say(actor)
    if first.pk == second.pk:
        raise BadInput("companies.one_record")
    first, second = sorted((first, second), key=lambda one: one.pk)
    said = DistinctFirms(
        first=first, second=second, reason=reason.strip(), said_on=clock.today(), said_by=actor.pk
    )  # fmt: skip
    checking.require_fitting(said)
    with book.entry("company.said_distinct", actor=actor.pk) as entry:
        if DistinctFirms.objects.filter(first=first, second=second, taken_back_on__isnull=True).exists():
            raise RuleBroken("companies.distinct_already", first=first.name, second=second.name)
        entry.put(said)
    return said


def take_back_distinct(actor: User, said: DistinctFirms) -> DistinctFirms:
    """Take back that two records are two firms; that it was said stays on record."""
    _require_may_say(actor)
    if said.taken_back_on is not None:
        raise RuleBroken("companies.distinct_taken_back", day=said.taken_back_on)
    said.taken_back_on, said.taken_back_by = clock.today(), actor.pk
    with book.entry("company.distinction_taken_back", actor=actor.pk) as entry:
        entry.put(said)
    return said


def _require_may_say(actor: User) -> None:
    if not actor.may(Capability.MERGE_COMPANIES):
        raise NotAllowed("companies.may_not_compare")
