"""Who may read figures, open their records, choose the case of a review, have a hand in a bulletin, look again."""

import uuid
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User, UserQuerySet
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import ActivityFile, Note
from hometown.files.kinds import Kind
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.kernel.figures import Figure
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, Officer

from .figures import CATALOGUE
from .models import (
    Bulletin,
    BulletinPart,
    Delivery,
    Recipient,
    ReviewPicture,
    ReviewReflection,
    Sample,
    SampleCheck,
)
from .querysets import BulletinQuerySet, SampleQuerySet

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


# --- what a review shows beside its figures ---------------------------------------------------------------------------

PICTURES = (Kind.JPEG, Kind.PNG, Kind.WEBP)


def pictures(batch: Batch) -> "list[ReviewPicture]":
    """Return the photographs of a review, for whoever reads it: those whose activity stands and keeps them still."""
    kept = ActivityFile.objects.filter(activity=OuterRef("activity"), blob=OuterRef("blob"))
    chosen = ReviewPicture.objects.standing().filter(Exists(kept), batch=batch, activity__withdrawn_on__isnull=True)
    return list(chosen.select_related("blob", "activity"))


def picture(user: User, number: int, pk: uuid.UUID) -> ReviewPicture:
    """Return a photograph of a review a person may read. Raises NotFound."""
    found = next((one for one in pictures(batch(user, number)) if one.pk == pk), None)
    if found is None:
        raise NotFound("bulletins.no_such_picture")
    return found


def reflections(batch: Batch) -> "list[ReviewReflection]":
    """Return the reflections of a review, for whoever reads it: those whose writer still shares the note."""
    chosen = ReviewReflection.objects.standing().filter(batch=batch, note__shared_on__isnull=False)
    return list(chosen.select_related("officer"))


def told(user: User, number: int, pk: uuid.UUID) -> ReviewPicture | ReviewReflection:
    """Return a photograph or a reflection that a person may take out or move. Raises NotFound."""
    own = batch(user, number)
    require_case_chooser(user, own.pk)
    found = ReviewPicture.objects.standing().filter(batch=own, pk=pk).first()
    found = found or ReviewReflection.objects.standing().filter(batch=own, pk=pk).first()
    if found is None:
        raise NotFound("bulletins.no_such_picture")
    return found  # type: ignore[no-any-return]


def pictures_to_choose(user: User, batch: Batch) -> "QuerySet[ActivityFile]":
    """Return the pictures that a batch's activities hold and its review does not show, the latest first."""
    activities = fieldwork.visible_activities(user).standing().of_batch(batch)
    shown = ReviewPicture.objects.standing().filter(batch=batch).values("blob")
    found: QuerySet[ActivityFile] = ActivityFile.objects.filter(
        activity__in=activities, blob__media_type__in=PICTURES
    ).exclude(blob__in=shown)
    return found.select_related("activity", "blob").order_by("-activity__on", "pk")


def notes_to_choose(user: User, batch: Batch) -> "QuerySet[Note]":
    """Return the notes that officers of a batch have shared and its review does not tell, the latest first."""
    writers = Officer.objects.filter(postings__batch=batch, user__isnull=False).values("user")
    told_already = ReviewReflection.objects.standing().filter(batch=batch).values("note")
    found: QuerySet[Note] = fieldwork.visible_notes(user).shared().filter(author__in=writers)
    return found.exclude(pk__in=told_already).newest_first()  # type: ignore[attr-defined, no-any-return]


def writer_of(note: Note, batch: Batch) -> Officer:
    """Return the officer of a batch who wrote a note."""
    found: Officer = Officer.objects.filter(postings__batch=batch, user=note.author).distinct().get()
    return found


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


# --- looking again ----------------------------------------------------------------------------------------------------

VERIFY = Capability.VERIFY.value


def samples(user: User) -> SampleQuerySet:
    """Return the samples a verifier sees: those of sealed bulletins they may read."""
    every: SampleQuerySet = Sample.objects.with_reader_needs()
    if not user.may(VERIFY):
        return every.none()
    found: SampleQuerySet = every.filter(figure__seal__bulletin__in=bulletins(user).order_by().values("pk"))
    return found


def sample(user: User, pk: uuid.UUID) -> Sample:
    """Return a sample a person may see. Raises NotFound."""
    found: Sample | None = samples(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("bulletins.no_sample")
    return found


def sampled(user: User, pk: uuid.UUID) -> SampleCheck:
    """Return a drawn record of a sample a person may see. Raises NotFound."""
    seen = SampleCheck.objects.filter(sample__in=samples(user).order_by().values("pk"))
    found: SampleCheck | None = seen.filter(pk=pk).select_related("sample__figure__seal").first()
    if found is None:
        raise NotFound("bulletins.no_sample")
    return found


def bulletin_to_sample(user: User, pk: uuid.UUID) -> Bulletin:
    """Return a sealed bulletin that a person may read. Raises NotFound."""
    found: Bulletin | None = bulletins(user).sealed().filter(pk=pk).first()
    if found is None:
        raise NotFound("bulletins.not_sealed")
    return found


def require_sampler(user: User) -> None:
    """Raise unless a person verifies."""
    if not user.may(VERIFY):
        raise NotAllowed("bulletins.not_a_verifier")
