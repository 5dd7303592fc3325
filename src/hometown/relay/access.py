"""Who merges records of one firm, who lets persons be forgotten, who hands over, and who sees that it was done."""

import uuid

from django.db.models import Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.ledger.models import LedgeredQuerySet
from hometown.programme.models import Officer, Posting

from .models import Forgetting, Handover, HandoverItem, Merge
from .querysets import HandoverItemQuerySet, HandoverQuerySet

MERGE, ERASE = Capability.MERGE_COMPANIES, Capability.ERASE_PERSONAL
# Officers, returned ones too; the home bureau; the branch.
HANDOVER_READERS = (Capability.SEE_PROJECTS_OWN.value, Capability.DECIDE_CLAIMS.value, Capability.RUN_BRANCH.value)


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


# --- handovers ------------------------------------------------------------------------------------------------------


def led_batches(user: User) -> frozenset[uuid.UUID]:
    """Return the batches whose officers' handovers a person sees through: those of whose branch they are secretary.

    A secretary runs the branch and chooses its cases; members of the committee do not choose.
    """
    secretary = user.scopes(Capability.RUN_BRANCH, "batch") & user.scopes(Capability.CHOOSE_CASES, "batch")
    return secretary & user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")


def coordinates_all(user: User) -> bool:
    """Tell whether a person sees the handovers of every batch through: the home bureau."""
    return user.is_active and user.holding.everywhere(Capability.DECIDE_CLAIMS)


def coordinated_officers(user: User) -> "QuerySet[Officer]":
    """Return the officers whose handover a person sees through; never their own."""
    others: QuerySet[Officer] = Officer.objects.exclude(user=user)
    if coordinates_all(user):
        return others
    led = Posting.objects.filter(batch__in=led_batches(user)).values("officer")
    return others.filter(pk__in=led)


def may_coordinate(user: User, officer: Officer) -> bool:
    """Tell whether a person sees an officer's handover through."""
    return coordinated_officers(user).filter(pk=officer.pk).exists()


def prepared_officers(user: User) -> "QuerySet[Officer]":
    """Return the officers whose handover a person may prepare: those they see through, and their own."""
    found = Q(pk__in=coordinated_officers(user).values("pk")) | Q(user=user)
    return Officer.objects.filter(found)  # type: ignore[no-any-return]


def officer_for(user: User, pk: uuid.UUID) -> Officer:
    """Return an officer whose handover this person may prepare. Raises NotFound."""
    found: Officer | None = prepared_officers(user).select_related("user", "home_unit").filter(pk=pk).first()
    if found is None:
        raise NotFound("relay.no_such_officer")
    return found


def require_preparer(user: User, officer: Officer) -> None:
    """Raise NotFound unless the person may prepare the officer's handover."""
    officer_for(user, officer.pk)


def require_coordinator(user: User, officer: Officer) -> None:
    """Raise unless the person sees the officer's handover through; nobody does for themselves."""
    officer_for(user, officer.pk)
    if not may_coordinate(user, officer):
        raise NotAllowed("relay.somebody_else_hands_over")


def visible_handovers(user: User) -> HandoverQuerySet:
    """Return the handovers one sees through, one's own, and those by which one gets something."""
    found: HandoverQuerySet = Handover.objects.all()
    if coordinates_all(user):
        return found
    got = HandoverItem.objects.filter(successor__user=user).values("handover")
    own = Q(officer__in=prepared_officers(user).values("pk")) | Q(coordinator=user)
    return found.filter(own | Q(pk__in=got))


def handover_for(user: User, pk: uuid.UUID) -> Handover:
    """Return a handover this person may see. Raises NotFound."""
    needs = visible_handovers(user).select_related(
        "officer__user", "officer__home_unit", "successor__user", "successor__home_unit", "coordinator"
    )
    found: Handover | None = needs.filter(pk=pk).first()
    if found is None:
        raise NotFound("relay.no_such_handover")
    return found


def own_items(user: User) -> HandoverItemQuerySet:
    """Return what was handed over to a person."""
    found: HandoverItemQuerySet = HandoverItem.objects.filter(successor__user=user)
    return found


def item_for(user: User, pk: uuid.UUID) -> HandoverItem:
    """Return an item of a handover this person may see. Raises NotFound."""
    seen = HandoverItem.objects.filter(handover__in=visible_handovers(user))
    needs = seen.select_related("handover__officer", "handover__coordinator", "successor__user")
    found: HandoverItem | None = needs.filter(pk=pk).first()
    if found is None:
        raise NotFound("relay.no_such_handover")
    return found


def require_receiver(user: User, item: HandoverItem) -> None:
    """Raise NotAllowed unless the item was handed to this very person."""
    if item.successor.user_id != user.pk:
        raise NotAllowed("relay.not_handed_to_you")
