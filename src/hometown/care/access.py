"""Who gives duty and reads what a host unit says; who reads a need. The one place that says so.

A host unit's people see the postings with their unit, the to-dos they gave there and their feedback, and nothing else
here. Feedback is read by the officer, and by whom the city's rules let read it. A need is read by its officer, and by
those of the batch's named readers to whom the officer agreed.
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork import kinds
from hometown.fieldwork.models import Activity
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.policy.shape import Policy, Purpose
from hometown.programme import access as programme
from hometown.programme import units
from hometown.programme.models import Batch, Officer, Posting, PostingQuerySet

from .models import CareReader, ConsentReader, Feedback, HostTask, Need
from .querysets import FeedbackQuerySet, NeedQuerySet, ReaderQuerySet

OFFICER = Capability.ASK_LEAVE  # who is posted
GIVE, TOLD, CARE = Capability.GIVE_DUTY, Capability.READ_FEEDBACK, Capability.READ_CARE
RUN = Capability.RUN_PROGRAMME
DUTY_READERS = (GIVE.value, TOLD.value, OFFICER.value)
CARE_READERS = (CARE.value, OFFICER.value)


# --- duty at the host -----------------------------------------------------------------------------------------------


def hosted_units(user: User) -> frozenset[uuid.UUID]:
    """The units in whose name a person gives duty: those of their own duty, and all below."""
    over = user.scopes(GIVE, "unit") | user.scopes(GIVE, "district")
    return user.kept("hosted_units", lambda: units.below(over))


def hosted_or_own(user: User) -> PostingQuerySet:
    """The postings of which a person reads the to-dos: those with their unit, and their own."""
    found: PostingQuerySet = Posting.objects.filter(Q(host_unit__in=hosted_units(user)) | Q(officer__user=user))
    return found


def told_postings(user: User) -> PostingQuerySet:
    """The postings of which a person reads the feedback."""
    found: PostingQuerySet = Posting.objects.all()
    if user.holding.everywhere(TOLD):
        return found
    told = Q(batch__in=user.scopes(TOLD, "batch"))
    return found.filter(told | Q(host_unit__in=hosted_units(user)) | Q(officer__user=user))


def visible_feedback(user: User) -> FeedbackQuerySet:
    """The feedback a person reads; what was taken back, only for the host unit that wrote it."""
    found: FeedbackQuerySet = Feedback.objects.filter(posting__in=told_postings(user))
    return found.filter(Q(withdrawn_on__isnull=True) | Q(posting__host_unit__in=hosted_units(user)))


def written_feedback(user: User) -> FeedbackQuerySet:
    """What was written in the name of one's host unit: what it said before it was read is told to nobody else."""
    found: FeedbackQuerySet = Feedback.objects.filter(posting__host_unit__in=hosted_units(user))
    return found


def visible_host_tasks(user: User) -> "QuerySet[HostTask]":
    """The to-dos of host units that a person reads: of the postings with their unit, and their own."""
    return HostTask.objects.filter(posting__in=hosted_or_own(user))  # type: ignore[no-any-return]


def duty_done(user: User, posting: Posting) -> "QuerySet[Activity]":
    """The duty of an officer at the host unit on record, as far as the reader sees it."""
    found = fieldwork.visible_activities(user).filter(
        kind__in=kinds.codes_for(Purpose.DUTY), withdrawn_on__isnull=True, host_unit=posting.host_unit_id,
        on__range=(posting.first_on, posting.last_on), officer_links__officer=posting.officer_id,
    )  # fmt: skip
    return found.order_by("-on", "-pk")


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("care.gone")
    return row


def posting_for(user: User, pk: uuid.UUID) -> Posting:
    """Return a posting of which this person reads duty or feedback. Raises NotFound."""
    found: Posting = _one(told_postings(user).select_related("officer__user", "host_unit", "batch"), pk)
    return found


def feedback_for(user: User, pk: uuid.UUID) -> Feedback:
    """Return feedback this person may read. Raises NotFound."""
    needs = visible_feedback(user).select_related("posting__officer__user", "posting__host_unit", "posting__batch")
    found: Feedback = _one(needs, pk)
    return found


def host_task_for(user: User, pk: uuid.UUID) -> HostTask:
    """Return a to-do of a host unit this person may read. Raises NotFound."""
    found: HostTask = _one(visible_host_tasks(user), pk)
    return found


def is_host(user: User, posting: Posting) -> bool:
    """Tell whether a person speaks for the host unit of a posting, their own posting aside."""
    return posting.host_unit_id in hosted_units(user) and posting.officer.user_id != user.pk


def is_posted(user: User, posting: Posting) -> bool:
    """Tell whether this is a person's own posting."""
    return posting.officer.user_id == user.pk


def require_host(actor: User, posting: Posting) -> None:
    """Raise unless the actor speaks for the host unit."""
    if not is_host(actor, posting):
        raise NotAllowed("care.host_only", unit=posting.host_unit.name)


def require_posted(actor: User, posting: Posting) -> None:
    """Raise unless it is the actor's own posting."""
    if not is_posted(actor, posting):
        raise NotAllowed("care.officer_only", officer=posting.officer.name)


# --- care -----------------------------------------------------------------------------------------------------------


def own_needs(user: User, today: date) -> NeedQuerySet:
    """The needs that are a person's own."""
    found: NeedQuerySet = Need.objects.standing(today).filter(officer__user=user)
    return found


def trusted_needs(user: User, today: date) -> NeedQuerySet:
    """The needs of others that a person may open: a standing reader of the batch to whom the officer agreed."""
    found: NeedQuerySet = Need.objects.standing(today)
    if not user.may(CARE):
        return found.none()
    agreed = ConsentReader.objects.filter(user=user, consent__withdrawn_on__isnull=True).values("consent__need")
    entrusted: NeedQuerySet = found.filter(pk__in=agreed, batch__in=batches_cared_for(user))
    return entrusted.exclude(officer__user=user)


def batches_cared_for(user: User) -> "QuerySet[Batch]":
    """The batches of which a person is a named reader, and whose role still says that they may be one."""
    named = CareReader.objects.standing().filter(user=user).values("batch")
    found = Batch.objects.filter(pk__in=named)
    if not user.holding.everywhere(CARE):
        found = found.filter(pk__in=user.scopes(CARE, "batch"))
    return found  # type: ignore[no-any-return]


def need_for(user: User, pk: uuid.UUID, today: date) -> Need:
    """Return a need that is this person's own or entrusted to them. Raises NotFound."""
    own, trusted = own_needs(user, today), trusted_needs(user, today)
    rows = Need.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=trusted.values("pk")))
    found: Need = _one(rows.select_related("officer", "consent", "batch"), pk)
    return found


def is_own(user: User, need: Need) -> bool:
    """Tell whether a need is this person's own."""
    return need.officer is not None and need.officer.user_id == user.pk


def require_own(actor: User, need: Need) -> None:
    """Raise unless the need is the actor's own: nobody else withdraws consent."""
    if not is_own(actor, need):
        raise NotAllowed("care.own_only")


def standing_readers(batch: Batch) -> ReaderQuerySet:
    """The named readers of a batch."""
    found: ReaderQuerySet = CareReader.objects.standing().filter(batch=batch, user__is_active=True)
    return found.select_related("user").order_by("named_on", "pk")


def readers_of(batch: Batch) -> list[User]:
    """Return whom an officer of a batch would trust: its named readers whose role still lets them read."""
    return [one.user for one in standing_readers(batch) if may_care(one.user, batch)]


def may_care(user: User, batch: Batch) -> bool:
    """Tell whether a person's role lets them be a reader of a batch."""
    return user.holding.everywhere(CARE) or batch.pk in user.scopes(CARE, "batch")


def candidates(policy: Policy, batch: Batch, today: date) -> "QuerySet[User]":
    """Return who may be named a reader of a batch: whose role the city's rules trust with it."""
    roles = [one.code for one in policy.roles if CARE.value in one.may]
    over = Q(scope_kind="") | Q(scope_kind="batch", scope_id=batch.pk)
    holders = Grant.objects.standing(today).filter(over, role__in=roles).values("user")
    named = CareReader.objects.standing().filter(batch=batch).values("user")
    found: QuerySet[User] = User.objects.active().filter(pk__in=holders).exclude(pk__in=named)
    return found.order_by("name", "pk")


def posted_batch(user: User, today: date) -> Batch | None:
    """Return the batch in which an officer is posted today."""
    posting = Posting.objects.standing(today).filter(officer__user=user).select_related("batch").first()
    return posting.batch if posting else None


def officers_cared_for(user: User, today: date) -> "QuerySet[Officer]":
    """Return the officers posted today for whom a person may write a need down: those of the batches they care for."""
    standing = Posting.objects.standing(today).filter(batch__in=batches_cared_for(user))
    found = Officer.objects.filter(pk__in=standing.values("officer")).exclude(user=user)
    found = found.filter(user__isnull=False)  # who cannot sign in could not take it back
    return found.order_by("name", "pk")  # type: ignore[no-any-return]


def run_batches(user: User) -> list[Batch]:
    """Return the open batches of which a person names the readers."""
    found = programme.visible_batches(user).filter(state="open").order_by("-number")
    return [one for one in found if programme.may_run(user, one)]


def run_batch_for(user: User, pk: uuid.UUID) -> Batch:
    """Return a batch whose readers this person names. Raises NotFound."""
    found = next((one for one in run_batches(user) if one.pk == pk), None)
    if found is None:
        raise NotFound("care.gone")
    return found


def reader_for(user: User, pk: uuid.UUID) -> CareReader:
    """Return a reader named in a batch that this person runs. Raises NotFound."""
    found: CareReader = _one(CareReader.objects.standing().filter(batch__in=run_batches(user)), pk)
    return found
