"""Who sees which routings, reviews, escalations and instructions, and who may do what. The one place that says so.

A county sees what was sent to it; a department the reviews it is asked in; a task force the projects it serves. That
also opens those projects to them (`also_seen`, which `projects.access` asks). A leader sees escalations as aggregates:
unit, grade, stage, band of amount; no project, no firm. A hidden record is NotFound.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, NotFound, RuleBroken
from hometown.policy.shape import Policy
from hometown.programme.models import Unit, UnitKind
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.projects.querysets import ProjectQuerySet
from hometown.projects.rules import RANK, Stage, Status

from .models import Addressee, Escalation, Instruction, JointReview, ReviewOpinion, Routing, TaskForceUnit
from .querysets import EscalationQuerySet, InstructionQuerySet, OpinionQuerySet, ReviewQuerySet, RoutingQuerySet

INSTRUCT = Capability.GIVE_INSTRUCTIONS
READERS = projects.READERS
COORDINATORS = (Capability.DECIDE_CLAIMS.value, Capability.SEE_PROJECTS_BATCH.value)
REVIEWING_KINDS = ("bureau", "department", "county", "park")


def own_units(user: User) -> frozenset[uuid.UUID]:
    """The units in whose name a person receives projects, marks them and serves in a task force.

    The bureau's duty is over the whole city; its own unit is the bureau.
    """
    below = projects.landing_units(user)
    if not user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return below
    return below | user.kept(
        "bureau_units", lambda: frozenset(Unit.objects.filter(kind=UnitKind.BUREAU).values_list("pk", flat=True))
    )


# --- who sees what --------------------------------------------------------------------------------------------------


def also_seen(user: User) -> list[Any]:
    """Return what lets a person read a project because their unit lands, reviews or serves it; for `projects.access`.

    A returned or recalled routing opens nothing any more; a review stays open to those who were asked.
    """
    units = own_units(user)
    if not units:
        return []
    asked = JointReview.objects.filter(pk__in=ReviewOpinion.objects.of_units(units).values("review"))
    serving = TaskForceUnit.objects.serving().filter(unit__in=units).values("escalation")
    served = Escalation.objects.open().filter(Q(lead_unit__in=units) | Q(pk__in=serving))
    return [Routing.objects.to_units(units).open(), asked, served]


def visible_routings(user: User) -> RoutingQuerySet:
    """Routings of the projects one may read, and those to one's own units, the returned ones too."""
    mine = Q(unit__in=own_units(user))
    found: RoutingQuerySet = Routing.objects.filter(projects.of_seen(user) | mine)
    return found


def visible_reviews(user: User) -> ReviewQuerySet:
    """Joint reviews of the projects one may read."""
    found: ReviewQuerySet = JointReview.objects.filter(projects.of_seen(user))
    return found


def visible_opinions(user: User) -> OpinionQuerySet:
    """The sheets of one's own units: a department writes its own and no other."""
    found: OpinionQuerySet = ReviewOpinion.objects.of_units(own_units(user))
    return found


def visible_escalations(user: User) -> EscalationQuerySet:
    """Escalations of the projects one may read, and those one leads or speaks for a unit in."""
    speaks = TaskForceUnit.objects.serving().filter(contact=user).values("escalation")
    serves = Q(lead_person=user) | Q(pk__in=speaks)
    found: EscalationQuerySet = Escalation.objects.filter(projects.of_seen(user) | serves)
    return found


def reported_escalations(user: User) -> EscalationQuerySet:
    """Escalations as a leader is told of them: what is read of each is in `bands`, and nothing else."""
    if not user.may(INSTRUCT):
        raise NotAllowed("landing.not_yours")
    found: EscalationQuerySet = Escalation.objects.open().select_related("lead_unit")
    return found


def visible_instructions(user: User) -> InstructionQuerySet:
    """Instructions one gave, has to carry out, or follows up: the bureau follows up all, the secretary the batch's."""
    found: InstructionQuerySet = Instruction.objects.all()
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return found
    told = Addressee.objects.filter(Q(person=user) | Q(unit__in=own_units(user))).values("instruction")
    seen = Q(given_by=user) | Q(pk__in=told)
    batches = user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")
    if batches:
        seen |= Q(project__batch__in=batches) | Q(escalation__project__batch__in=batches)
    return found.filter(seen)


def visible_addressees(user: User) -> "QuerySet[Addressee]":
    """The answers of the instructions one may read."""
    return Addressee.objects.filter(instruction__in=visible_instructions(user))  # type: ignore[no-any-return]


def without_task_force(user: User, policy: Policy) -> ProjectQuerySet:
    """Live projects of an escalating grade, not signed yet, that nobody has escalated."""
    codes = [grade.code for grade in policy.grades if grade.escalates]
    live: ProjectQuerySet = Project.objects.filter(grade__in=codes, status=Status.ACTIVE, escalations__isnull=True)
    return projects.along(user, live.filter(stage_rank__lt=RANK[Stage.SIGNED]), is_short=True)


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("landing.gone")
    return row


def routing_for(user: User, pk: uuid.UUID) -> Routing:
    """Return a routing this person may read. Raises NotFound."""
    found: Routing = _one(visible_routings(user).with_reader_needs(), pk)
    return found


def review_for(user: User, pk: uuid.UUID) -> JointReview:
    """Return a joint review this person may read. Raises NotFound."""
    found: JointReview = _one(visible_reviews(user).select_related("project__company"), pk)
    return found


def opinion_for(user: User, pk: uuid.UUID) -> ReviewOpinion:
    """Return a sheet of this person's own unit. Raises NotFound."""
    found: ReviewOpinion = _one(visible_opinions(user).select_related("review__project__company", "unit", "task"), pk)
    return found


def escalation_for(user: User, pk: uuid.UUID) -> Escalation:
    """Return an escalation this person may read. Raises NotFound."""
    needs = visible_escalations(user).select_related("project__company", "lead_unit", "lead_person")
    found: Escalation = _one(needs, pk)
    return found


def instruction_for(user: User, pk: uuid.UUID) -> Instruction:
    """Return an instruction this person may read. Raises NotFound."""
    needs = visible_instructions(user).select_related("project", "escalation__lead_unit", "given_by")
    found: Instruction = _one(needs, pk)
    return found


def addressee_for(user: User, pk: uuid.UUID) -> Addressee:
    """Return the answer of an addressee of an instruction this person may read. Raises NotFound."""
    found: Addressee = _one(visible_addressees(user).select_related("instruction", "unit", "task", "blob"), pk)
    return found


# --- who may do what ------------------------------------------------------------------------------------------------


def may_coordinate(user: User, project: Project) -> bool:
    """Tell whether a person sends, recalls, opens and closes reviews, escalates: the bureau, the branch secretary."""
    return projects.may_coordinate(user, project)


def require_coordinator(user: User, project: Project) -> None:
    """Raise unless the person reads the project and coordinates it."""
    projects.require_visible(user, project)
    if not may_coordinate(user, project):
        raise NotAllowed("landing.coordinator_only")


def may_answer_for(user: User, routing: Routing) -> bool:
    """Tell whether a person answers a routing in its unit's name."""
    return routing.unit_id in own_units(user) and user.may(Capability.ADVANCE_PROJECT)


def require_receiver(user: User, routing: Routing) -> None:
    """Raise unless the person answers for the unit a project was sent to; a hidden routing is not there."""
    if may_answer_for(user, routing):
        return
    if not visible_routings(user).filter(pk=routing.pk).exists():
        raise NotFound("landing.gone")
    raise NotAllowed("landing.receiver_only", unit=routing.unit.name)


def require_own_sheet(user: User, opinion: ReviewOpinion) -> None:
    """Raise NotFound unless the sheet is of the person's own unit."""
    if opinion.unit_id not in own_units(user):
        raise NotFound("landing.gone")


def may_manage(user: User, escalation: Escalation) -> bool:
    """Tell whether a person says who does what in a task force: who coordinates the project, or who leads it."""
    return escalation.lead_person_id == user.pk or may_coordinate(user, escalation.project)


def require_manager(user: User, escalation: Escalation) -> None:
    """Raise unless the person reads the escalation and manages it."""
    require_member(user, escalation)
    if not may_manage(user, escalation):
        raise NotAllowed("landing.manager_only")


def require_member(user: User, escalation: Escalation) -> None:
    """Raise NotFound for an escalation this person may not read."""
    if not visible_escalations(user).filter(pk=escalation.pk).exists():
        raise NotFound("landing.gone")


def may_report(user: User, escalation: Escalation) -> bool:
    """Tell whether a person reports back: who manages it, or whose unit is in the task force."""
    if may_manage(user, escalation):
        return True
    units = own_units(user)
    members = escalation.units.serving().filter(Q(unit__in=units) | Q(contact=user))
    return escalation.lead_unit_id in units or members.exists()


def serving_for(user: User, pk: uuid.UUID) -> TaskForceUnit:
    """Return a unit that serves in a task force this person may read. Raises NotFound."""
    seen = TaskForceUnit.objects.serving().filter(escalation__in=visible_escalations(user))
    found: TaskForceUnit = _one(seen.select_related("escalation__project", "escalation__lead_unit", "unit"), pk)
    return found


def asked_for(user: User, pk: uuid.UUID) -> ReviewOpinion:
    """Return a department's part in a review that this person coordinates. Raises NotFound, NotAllowed."""
    needs = ReviewOpinion.objects.filter(review__in=visible_reviews(user)).select_related(
        "review__project", "unit", "task"
    )
    found: ReviewOpinion = _one(needs, pk)
    require_coordinator(user, found.review.project)
    return found


def may_close(user: User, instruction: Instruction) -> bool:
    """Tell whether a person closes an instruction: who gave it, or the bureau."""
    return instruction.given_by_id == user.pk or user.holding.everywhere(Capability.DECIDE_CLAIMS)


def may_answer(user: User, addressee: Addressee) -> bool:
    """Tell whether a person answers as this addressee: the person, or somebody of the unit that was told."""
    return addressee.person_id == user.pk or (addressee.unit_id is not None and addressee.unit_id in own_units(user))


# --- who answers for a unit -----------------------------------------------------------------------------------------


def people_of(units: Iterable[Unit], roles: Iterable[str], on: date) -> dict[uuid.UUID, User]:
    """Return for each unit who answers for it: the first account with a standing duty over it in one of these roles.

    For the bureau, whose duty is over the whole city, the first of the bureau.
    """
    wanted = list(units)
    if not wanted:
        return {}
    over = Q(scope_kind="unit", scope_id__in={unit.pk for unit in wanted}) | Q(scope_kind="")
    grants = Grant.objects.standing(on).filter(over, role__in=set(roles), user__is_active=True)
    found: dict[uuid.UUID | None, User] = {}
    for grant in grants.select_related("user").order_by("first_on", "pk"):
        found.setdefault(grant.scope_id, grant.user)
    keys = {unit.pk: None if unit.kind == UnitKind.BUREAU else unit.pk for unit in wanted}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def answering_roles(policy: Policy) -> frozenset[str]:
    """Return the roles that receive, review and serve projects for a unit, and the bureau's."""
    needs = {Capability.SEE_PROJECTS_LANDING, Capability.DECIDE_CLAIMS}
    return frozenset(role.code for role in policy.roles if needs & set(role.may))


def reviewers(policy: Policy) -> dict[Unit, User]:
    """Return the units that may be asked in a joint review, with who writes for each."""
    known = list(Unit.objects.filter(kind__in=REVIEWING_KINDS, is_active=True).order_by("kind", "name"))
    people = people_of(known, answering_roles(policy) & set(policy.review.reviewers), clock.today())
    return {unit: people[unit.pk] for unit in known if unit.pk in people}


def serving_units(policy: Policy) -> dict[Unit, User | None]:
    """Return the units that may serve in a task force, with who answers for each, None where nobody has a duty yet."""
    known = list(Unit.objects.filter(kind__in=REVIEWING_KINDS, is_active=True).order_by("kind", "name"))
    people = people_of(known, answering_roles(policy), clock.today())
    return {unit: people.get(unit.pk) for unit in known}


def secretaries(policy: Policy) -> list[tuple[str, User]]:
    """Return the secretaries of batches with their role: those who run the branch and choose its cases."""
    needs = {Capability.RUN_BRANCH, Capability.CHOOSE_CASES}
    roles = {role.code for role in policy.roles if needs <= set(role.may)}
    grants = Grant.objects.standing(clock.today()).filter(role__in=roles, user__is_active=True).select_related("user")
    return [(grant.role, grant.user) for grant in grants.order_by("user__name", "pk")]


def receiving_units() -> list[Unit]:
    """Return the counties and parks a project may be sent to."""
    return list(Unit.objects.filter(kind__in=projects.LANDING, is_active=True).order_by("kind", "name"))


# --- what stands against a step -------------------------------------------------------------------------------------


def require_no_refusal(project: Project, stage: str) -> None:
    """Raise RuleBroken when a project enters `reviewed` after a joint review said no; for `projects.actions.moving`."""
    if stage != Stage.REVIEWED:
        return
    last = JointReview.objects.decided().filter(project=project).order_by("-closed_on", "-pk").first()
    if last is not None and last.outcome != "passed":
        raise RuleBroken("landing.review_said_no", day=last.closed_on, reasons=last.reasons)


def sees_marks(user: User, review: JointReview) -> bool:
    """Tell whether a person reads every sheet: all who read a closed review, the coordinators of an open one.

    While it is open a department sees its own sheet only, so that each marks for itself.
    """
    return review.closed_on is not None or may_coordinate(user, review.project)
