"""Who may read figures, open their records, choose the case of a review, and have a hand in a bulletin."""

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from hometown.accounts.models import Grant, User, UserQuerySet
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.kernel.figures import Figure
from hometown.policy.standing import in_force
from hometown.programme.models import Batch

from .figures import CATALOGUE
from .models import Bulletin, BulletinPart, Delivery, Recipient
from .querysets import BulletinQuerySet

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


# --- the monthly bulletin -------------------------------------------------------------------------------------------

WRITE, REVIEW, SIGN = "write_bulletins", "review_bulletins", "sign_bulletins"
HANDS = (WRITE, REVIEW, SIGN)


def bulletins(user: User) -> BulletinQuerySet:
    """Return the bulletins a person may read: all for those who make them, else the sealed ones of what they read."""
    every: BulletinQuerySet = Bulletin.objects.with_reader_needs()
    if user.may(*HANDS):
        return every
    if not user.may(*READ):
        return every.none()
    own = Q(batch__isnull=True) | Q(batch__in=batches(user).order_by().values("pk"))
    return every.sealed().filter(own)


def bulletin(user: User, month: date, number: int | None = None) -> Bulletin:
    """Return the bulletin of a month, of a batch by number or of the whole programme. Raises NotFound."""
    chosen = bulletins(user).filter(month=month)
    chosen = chosen.filter(batch__isnull=True) if number is None else chosen.filter(batch__number=number)
    found: Bulletin | None = chosen.first()
    if found is None:
        raise NotFound("bulletins.no_bulletin")
    return found


def part(user: User, bulletin: Bulletin, section: str) -> BulletinPart:
    """Return a section of a bulletin that a person edits. Raises NotFound."""
    require_writer(user)
    found: BulletinPart | None = BulletinPart.objects.filter(bulletin=bulletin, section=section).first()
    if found is None:
        raise NotFound("bulletins.no_section")
    found.bulletin = bulletin
    return found


def delivery(user: User, bulletin: Bulletin) -> Delivery | None:
    """Return what of a bulletin was sent to a person, if anything."""
    found: Delivery | None = Delivery.objects.to(user).filter(bulletin=bulletin).select_related("recipient").first()
    return found


def recipient(user: User, pk: uuid.UUID) -> Recipient:
    """Return somebody on the list. Raises NotFound."""
    require_writer(user)
    found: Recipient | None = Recipient.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("bulletins.no_recipient")
    return found


def readers(on: date) -> UserQuerySet:
    """Return the open accounts that may read bulletins by a role they hold on a day."""
    held = Grant.objects.standing(on).filter(role__in=[
        role.code for role in in_force(on).roles if not {*READ}.isdisjoint(role.may)
    ])  # fmt: skip
    found: UserQuerySet = User.objects.active().filter(pk__in=held.values("user"))
    return found


def require_writer(user: User) -> None:
    """Raise unless a person writes bulletins."""
    if not user.may(WRITE):
        raise NotAllowed("bulletins.not_a_writer")


def require_reviewer(user: User) -> None:
    """Raise unless a person reviews bulletins."""
    if not user.may(REVIEW):
        raise NotAllowed("bulletins.not_a_reviewer")


def require_signer(user: User) -> None:
    """Raise unless a person signs bulletins off."""
    if not user.may(SIGN):
        raise NotAllowed("bulletins.not_a_signer")


def require_returner(user: User) -> None:
    """Raise unless a person has a hand in bulletins."""
    if not user.may(*HANDS):
        raise NotAllowed("bulletins.not_a_writer")
