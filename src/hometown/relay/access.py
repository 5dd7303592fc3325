"""Who merges records of one firm, who lets persons be forgotten, and who sees that it was done."""

import uuid

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.ledger.models import LedgeredQuerySet

from .models import Forgetting, Merge

MERGE, ERASE = Capability.MERGE_COMPANIES, Capability.ERASE_PERSONAL


def require_merger(user: User) -> None:
    """Raise NotAllowed unless the person may say that two records are one firm."""
    if not user.may(MERGE):
        raise NotAllowed("relay.may_not_merge")


def require_eraser(user: User) -> None:
    """Raise NotAllowed unless the person may let somebody be forgotten."""
    if not user.may(ERASE):
        raise NotAllowed("relay.may_not_erase")


def visible_merges(user: User) -> LedgeredQuerySet:
    """Return the merges a person may see: all, for those who merge."""
    merges: LedgeredQuerySet = Merge.objects.all()
    return merges if user.may(MERGE) else merges.none()


def merges_of(user: User, company: Company) -> LedgeredQuerySet:
    """Return the merges in which a company took part, on either side."""
    found: LedgeredQuerySet = visible_merges(user).filter(source=company) | visible_merges(user).filter(target=company)
    return found


def require_merge(user: User, pk: uuid.UUID) -> Merge:
    """Return a merge. Raises NotFound for one this person may not see."""
    found: Merge | None = visible_merges(user).select_related("source", "target").filter(pk=pk).first()
    if found is None:
        raise NotFound("relay.no_such_merge")
    return found


def visible_forgettings(user: User) -> LedgeredQuerySet:
    """Return the requests to be forgotten, for those who answer them."""
    found: LedgeredQuerySet = Forgetting.objects.all()
    return found if user.may(ERASE) else found.none()
