"""Who may read figures, open their records, and choose the case of a review."""

import uuid

from django.db.models import QuerySet

from hometown.accounts.models import User
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.kernel.figures import Figure
from hometown.programme.models import Batch

from .figures import CATALOGUE

READ = ("read_aggregates", "read_figures")


def batches(user: User) -> "QuerySet[Batch]":
    """Return the batches whose review a person may read."""
    every: QuerySet[Batch] = Batch.objects.select_related("host_city").order_by("-number")
    if not user.may(*READ):
        return every.none()
    if any(user.holding.everywhere(c) for c in READ):
        return every
    own = set().union(*(user.scopes(c, "batch") for c in READ))
    return every.filter(pk__in=own) if own else every


def batch(user: User, number: int) -> Batch:
    """Return a batch by number. Raises NotFound."""
    found = batches(user).filter(number=number).first()
    if found is None:
        numbers = ", ".join(str(n) for n in batches(user).values_list("number", flat=True))
        raise NotFound("bulletins.no_batch", numbers=numbers or "—")
    return found


def figure(code: str) -> Figure:
    """Return a figure of the catalogue. Raises NotFound."""
    if code not in CATALOGUE:
        raise NotFound("bulletins.no_figure", name=code)
    return CATALOGUE[code]


def require_case_chooser(user: User, batch_id: uuid.UUID) -> None:
    """Raise unless a person chooses the case of this batch's review."""
    if user.holding.everywhere("choose_cases") or batch_id in user.scopes("choose_cases", "batch"):
        return
    raise NotAllowed("bulletins.case_not_yours")
