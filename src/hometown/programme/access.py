"""Who sees which batches, officers, postings and leave, and who runs them. The one place that says so.

Over the whole city, the bureau, the statistician and the organisation department see all; over a batch, its officers
see one another; a sending unit sees its own staff; everybody sees their own record. A hidden record is NotFound.
"""

import uuid
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.tasks import access as tasks

from . import units
from .models import (
    ActionPlan,
    Batch,
    BranchPost,
    ClauseTask,
    Duty,
    KeyTask,
    Leave,
    Milestone,
    Officer,
    PlanClause,
    Posting,
    PostingQuerySet,
    Rulebook,
    RulebookVersion,
    Unit,
)

SEE, RUN, BRANCH = Capability.SEE_PROGRAMME, Capability.RUN_PROGRAMME, Capability.RUN_BRANCH
PLANS = Capability.KEEP_PLANS
PLAN_READERS = (SEE.value, PLANS.value, Capability.READ_AGGREGATES.value)
ASK, APPROVE = Capability.ASK_LEAVE, Capability.APPROVE_LEAVE
READERS = (SEE.value, Capability.SEE_PROJECTS_OWN.value)  # the second: a returned officer reads their own record


# --- who sees what --------------------------------------------------------------------------------------------------


def _sees_all(user: User) -> bool:
    return user.holding.everywhere(SEE) or user.holding.everywhere(RUN)


def visible_batches(user: User) -> "QuerySet[Batch]":
    """Return the batches a person may read of: all, those they hold a role over, those their staff or they were in."""
    if _sees_all(user):
        return Batch.objects.all()  # type: ignore[no-any-return]
    staff = Q(officer__home_unit__in=units.below(user.scopes(SEE, "unit")))
    posted = Posting.objects.filter(Q(officer__user=user) | staff, batch=OuterRef("pk"))
    return Batch.objects.filter(Q(pk__in=user.scopes(SEE, "batch")) | Exists(posted))  # type: ignore[no-any-return]


def visible_officers(user: User) -> "QuerySet[Officer]":
    """Return the officers a person may read of."""
    if _sees_all(user):
        return Officer.objects.all()  # type: ignore[no-any-return]
    peers = Posting.objects.filter(officer=OuterRef("pk"), batch__in=user.scopes(SEE, "batch"))
    staff = Q(home_unit__in=units.below(user.scopes(SEE, "unit")))
    return Officer.objects.filter(Q(user=user) | staff | Exists(peers))  # type: ignore[no-any-return]


def visible_postings(user: User) -> PostingQuerySet:
    """Return the postings a person may read of."""
    found: PostingQuerySet = Posting.objects.all()
    if _sees_all(user):
        return found
    staff = Q(officer__home_unit__in=units.below(user.scopes(SEE, "unit")))
    return found.filter(Q(officer__user=user) | staff | Q(batch__in=user.scopes(SEE, "batch")))


def visible_duties(user: User) -> "QuerySet[Duty]":
    """Return the duties a person may read of: all for those who give them, else one's own."""
    every = user.holding.everywhere(RUN)
    return Duty.objects.all() if every else Duty.objects.filter(user=user)  # type: ignore[no-any-return]


def visible_leaves(user: User) -> "QuerySet[Leave]":
    """Return the leave a person may read of: their own; their host unit's officers'; all for those who run it.

    Peers read on the roster that somebody is away, and not more.
    """
    found = Leave.objects.all()
    if user.holding.everywhere(RUN) or user.holding.everywhere(APPROVE):
        return found  # type: ignore[no-any-return]
    hosted = units.below(user.scopes(APPROVE, "unit") | user.scopes(APPROVE, "district"))
    seen = Q(posting__officer__user=user) | Q(posting__host_unit__in=hosted)
    seen |= Q(posting__batch__in=user.scopes(BRANCH, "batch"))
    return found.filter(seen)  # type: ignore[no-any-return]


def visible_units(user: User) -> "QuerySet[Unit]":
    """Return the tree of units to every reader of the programme: names of offices are no secret."""
    return Unit.objects.all() if user.may(SEE, RUN) else Unit.objects.none()  # type: ignore[no-any-return]


def visible_key_tasks(user: User) -> "QuerySet[KeyTask]":
    """Return the work priorities of the batches a person may read of."""
    return KeyTask.objects.filter(batch__in=visible_batches(user))  # type: ignore[no-any-return]


def visible_rulebooks(user: User) -> "QuerySet[Rulebook]":
    """Return the rulebooks of the batches a person may read of."""
    return Rulebook.objects.filter(batch__in=visible_batches(user))  # type: ignore[no-any-return]


def visible_plans(user: User) -> "QuerySet[ActionPlan]":
    """Return the action plans: a document of the city, open to whoever reads the programme or its totals."""
    found = ActionPlan.objects.all()
    return found if user.may(*PLAN_READERS) else found.none()  # type: ignore[no-any-return]


def visible_clauses(user: User) -> "QuerySet[PlanClause]":
    """Return the clauses of the plans a person reads. What is done under one, each room shows as far as it may."""
    return PlanClause.objects.filter(plan__in=visible_plans(user))  # type: ignore[no-any-return]


def plan_for(user: User, pk: uuid.UUID) -> ActionPlan:
    """Return a plan this person may read. Raises NotFound."""
    found: ActionPlan | None = visible_plans(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def clause_for(user: User, pk: uuid.UUID) -> PlanClause:
    """Return a clause this person may read. Raises NotFound."""
    found: PlanClause | None = visible_clauses(user).filter(pk=pk).select_related("plan", "lead_unit").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def clause_tie_for(user: User, pk: uuid.UUID) -> ClauseTask:
    """Return the tie of a to-do this person has or set. Raises NotFound."""
    seen = ClauseTask.objects.filter(clause__in=visible_clauses(user), task__in=tasks.visible_tasks(user))
    found: ClauseTask | None = seen.filter(pk=pk).select_related("clause", "task").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def may_keep_plans(user: User) -> bool:
    """Tell whether a person keeps the action plans of the city."""
    return user.is_active and user.may(PLANS)


def follows_up(user: User) -> bool:
    """Tell whether a page may ask the floor above for what is supervised; which of it, that floor decides."""
    return user.may(
        Capability.SEE_PROJECTS_ALL, Capability.SEE_PROJECTS_BATCH, Capability.SEE_PROJECTS_OWN,
        Capability.SEE_PROJECTS_LANDING, Capability.GIVE_INSTRUCTIONS,
    )  # fmt: skip


def require_plan_keeper(actor: User | None) -> None:
    """Raise NotAllowed unless the actor keeps the action plans. No actor is the installation itself."""
    if actor is not None and not may_keep_plans(actor):
        raise NotAllowed("programme.may_not_keep_plans")


def _one(found: "QuerySet[Batch] | QuerySet[Officer] | QuerySet[Posting] | QuerySet[Leave]", pk: uuid.UUID) -> object:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("programme.gone")
    return row


def batch_for(user: User, pk: uuid.UUID) -> Batch:
    """Return a batch this person may read of. Raises NotFound."""
    row = _one(visible_batches(user).select_related("host_city", "cloned_from"), pk)
    assert isinstance(row, Batch)
    return row


def officer_for(user: User, pk: uuid.UUID) -> Officer:
    """Return an officer this person may read of. Raises NotFound."""
    row = _one(visible_officers(user).select_related("home_unit", "user"), pk)
    assert isinstance(row, Officer)
    return row


def posting_for(user: User, pk: uuid.UUID) -> Posting:
    """Return a posting this person may read of. Raises NotFound."""
    row = _one(visible_postings(user).select_related("officer", "batch", "host_unit", "group"), pk)
    assert isinstance(row, Posting)
    return row


def leave_for(user: User, pk: uuid.UUID) -> Leave:
    """Return a leave this person may read of. Raises NotFound."""
    row = _one(visible_leaves(user).select_related("posting__officer", "posting__host_unit", "posting__batch"), pk)
    assert isinstance(row, Leave)
    return row


def unit_for(user: User, pk: uuid.UUID) -> Unit:
    """Return a unit. Raises NotFound."""
    found: Unit | None = visible_units(user).filter(pk=pk).select_related("parent").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def key_task_for(user: User, pk: uuid.UUID) -> KeyTask:
    """Return a key task of a batch this person may read of. Raises NotFound."""
    found: KeyTask | None = visible_key_tasks(user).filter(pk=pk).select_related("batch", "owner", "clause").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def rulebook_for(user: User, pk: uuid.UUID) -> Rulebook:
    """Return a rulebook of a batch this person may read of. Raises NotFound."""
    found: Rulebook | None = visible_rulebooks(user).filter(pk=pk).select_related("batch").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def version_for(user: User, pk: uuid.UUID) -> RulebookVersion:
    """Return a version of a rulebook this person may read. Raises NotFound."""
    seen = RulebookVersion.objects.filter(pk=pk, rulebook__batch__in=visible_batches(user))
    found: RulebookVersion | None = seen.select_related("rulebook__batch").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def branch_post_for(user: User, pk: uuid.UUID) -> BranchPost:
    """Return a post in the branch of a batch this person may read of. Raises NotFound."""
    seen = BranchPost.objects.filter(pk=pk, branch__batch__in=visible_batches(user))
    found: BranchPost | None = seen.select_related("branch__batch", "officer").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def duty_for(user: User, pk: uuid.UUID) -> Duty:
    """Return a duty this person may read of. Raises NotFound."""
    found: Duty | None = visible_duties(user).filter(pk=pk).select_related("user", "unit", "batch").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def milestone_for(user: User, pk: uuid.UUID) -> Milestone:
    """Return a milestone of a batch this person may read of. Raises NotFound."""
    seen = Milestone.objects.filter(pk=pk, batch__in=visible_batches(user))
    found: Milestone | None = seen.select_related("batch").first()
    if found is None:
        raise NotFound("programme.gone")
    return found


def duties_of(reader: User, officer: Officer) -> list[Duty]:
    """Return the duties of an officer, newest first, as far as the reader may know them."""
    if officer.user_id is None:
        return []
    found = visible_duties(reader).filter(user=officer.user_id).select_related("unit", "batch")
    return list(found.order_by("-first_on", "pk"))


def postings_to_ask_for(user: User) -> PostingQuerySet:
    """Return the postings a person may ask leave from: their own, not over; all of open batches, who runs them."""
    standing: PostingQuerySet = Posting.objects.filter(last_on__gte=clock.today()).select_related(
        "officer", "host_unit", "batch"
    )  # fmt: skip
    if user.holding.everywhere(RUN):
        return standing.filter(batch__state="open").order_by("officer__name", "first_on")
    return standing.filter(officer__user=user).order_by("first_on")


def present_batch(user: User) -> Batch | None:
    """Return the batch at work today among those a person may read of; else the newest open, else the newest."""
    today = clock.today()
    return user.kept(f"batch present on {today}", lambda: _present_batch(user, today))


def _present_batch(user: User, today: date) -> Batch | None:
    found = list(visible_batches(user).select_related("host_city").order_by("-number"))
    running = [one for one in found if one.state == "open" and one.first_on <= today <= one.last_on]
    opened = [one for one in found if one.state == "open"]
    return next(iter(running or opened or found), None)


def officer_of(user: User) -> Officer | None:
    """Return the officer whose account this is."""

    def found() -> Officer | None:
        return Officer.objects.filter(user=user).select_related("home_unit").first()  # type: ignore[no-any-return]

    return user.kept("officer", found)


# --- who runs it ----------------------------------------------------------------------------------------------------


def may_run(user: User, batch: Batch | None = None) -> bool:
    """Tell whether a person opens batches and writes postings and duties, everywhere or in this batch."""
    return user.is_active and (
        user.holding.everywhere(RUN) or (batch is not None and batch.pk in user.scopes(RUN, "batch"))
    )


def require_runs(actor: User | None, batch: Batch | None = None) -> None:
    """Raise NotAllowed unless the actor runs the programme. No actor is the installation itself."""
    if actor is not None and not may_run(actor, batch):
        raise NotAllowed("programme.may_not_run")


def may_lead(user: User, batch: Batch) -> bool:
    """Tell whether a person keeps the branch's work: key tasks, milestones, rulebooks."""
    return user.is_active and (
        user.holding.everywhere(BRANCH) or batch.pk in user.scopes(BRANCH, "batch") or may_run(user, batch)
    )


def require_leads(actor: User | None, batch: Batch) -> None:
    """Raise NotAllowed unless the actor keeps the branch's work of this batch."""
    if actor is not None and not may_lead(actor, batch):
        raise NotAllowed("programme.may_not_lead")


def serves_on(officer: Officer, batch: Batch) -> bool:
    """Tell whether an officer still serves in a batch, or did to its end, and can sign in."""
    until = min(clock.today(), batch.last_on)
    is_posted = Posting.objects.filter(officer=officer, batch=batch, last_on__gte=until).exists()
    return is_posted and officer.user is not None and officer.user.is_active


def officer_serving(user: User | None, batch: Batch) -> Officer | None:
    """Return the officer of a batch whose account this is, None for everybody else and who has left."""
    found = Officer.objects.filter(user=user).first() if user is not None else None
    return found if found is not None and serves_on(found, batch) else None


def secretary_serving(batch: Batch) -> Officer | None:
    """Return who is secretary of a batch's branch and serves in it, None for nobody."""
    held = BranchPost.objects.filter(branch__batch=batch, post="secretary", ended_on__isnull=True)
    post = held.select_related("officer__user").first()
    return post.officer if post is not None and serves_on(post.officer, batch) else None


def pk_of(actor: User | None) -> uuid.UUID | None:
    """Return the id the book writes for an actor."""
    return actor.pk if actor else None
