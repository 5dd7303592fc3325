"""Who sees what of the day's dispatch, and who assigns, answers, issues and supervises. The one place that says so.

The bureau dispatches every batch, the secretary and the committee their own. Everybody else sees a board made of what
they may read anyway: an officer their own work, a county what was sent to it. A hidden record is NotFound.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import Grant, User
from hometown.aftercare import access as aftercare
from hometown.exchange import access as exchange
from hometown.exchange.models import Question
from hometown.exchange.querysets import QuestionQuerySet
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import Activity, Appointment, ContactAttempt, Trip
from hometown.fieldwork.querysets import AppointmentQuerySet, AttemptQuerySet
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.landing import access as landing
from hometown.landing.models import Addressee, Escalation, Routing, TaskForceUnit
from hometown.landing.querysets import RoutingQuerySet
from hometown.ledger import records
from hometown.ledger.models import label_of
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, Posting, Unit
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.projects.querysets import ProjectQuerySet
from hometown.tasks.models import Task

from .models import Assignment, Blocker, DispatchSheet, HotSignal, SheetRow, SupervisionItem
from .querysets import AssignmentQuerySet, BlockerQuerySet, HotSignalQuerySet, SupervisionQuerySet

READERS = projects.READERS
Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
FEW = 500  # rows of a kind that are asked about one by one
SUPERVISION_READERS = (*READERS, Capability.GIVE_INSTRUCTIONS.value)
SUPERVISORS = (*landing.COORDINATORS, Capability.GIVE_INSTRUCTIONS.value)


# --- the board ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sight:
    """The records a board is made of, as one reader may see them; without a reader everything, for the installation."""

    reader: User | None
    batch: Batch | None
    projects: ProjectQuerySet
    is_whole: bool  # the reader reads all there is of the batch, so nothing needs to be asked of each record
    appointments: AppointmentQuerySet
    attempts: AttemptQuerySet
    routings: RoutingQuerySet
    addressees: "QuerySet[Any]"
    assignments: AssignmentQuerySet
    blockers: BlockerQuerySet
    supervision: SupervisionQuerySet
    signals: HotSignalQuerySet
    questions: QuestionQuerySet
    coordinates: bool

    @property
    def reads_register(self) -> bool:
        """Whether the reader may open the page of a first claim."""
        return self.reader is None or self.reader.may(Capability.SEE_CLAIMS_REGISTER)

    def walk(self, found: Rows, field: str = "pk", *, is_short: bool = False) -> Rows:
        """Return the rows of an ordered set of projects, or of what names one in a field, that stand on the board."""
        if self.batch is not None:
            found = found.filter(**{"batch" if field == "pk" else f"{field}__batch": self.batch})
        if self.is_whole or self.reader is None:
            return found
        return projects.along(self.reader, found, field, is_short=is_short)

    @property
    def own_routings(self) -> Q | None:
        """What makes a routing the reader's to see besides its project: it went to one of their units."""
        if self.reader is None:
            return None
        return self._of_batch(Q(unit__in=landing.own_units(self.reader)))

    @property
    def own_service(self) -> Q:
        """What makes a request or promise the reader's to see besides its project: all there are, for the bureau."""
        if self.reader is None or aftercare.sees_all(self.reader):
            return self._of_batch(Q(pk__isnull=False))
        return self._of_batch(aftercare.dealt_with(self.reader))

    def _of_batch(self, rows: Q) -> Q:
        return rows & Q(project__batch=self.batch) if self.batch else rows

    def first(self, found: "QuerySet[Any]", most: int, also: Q | None = None) -> "QuerySet[Any]":
        """Return the first rows of a short set, in its order, whose `project` stands on the board, or which `also` fit.

        It is asked about the projects of these few, and not about all that the reader may read.
        """
        few = list(found.values_list("pk", "project")[:FEW])
        if len(few) == FEW:
            near = Q(project__in=self.projects)
        elif not few:
            return found.none()
        else:
            seen = self.among({project for _pk, project in few if project is not None})
            near = Q(pk__in=[pk for pk, project in few if project in seen])
        return found.filter(near | also if also else near)[:most]

    def among(self, keys: set[uuid.UUID]) -> frozenset[uuid.UUID]:
        """Return those of a few projects that stand on the board."""
        found = keys if self.reader is None else projects.visible_among(self.reader, keys)
        if self.batch is None or not found:
            return frozenset(found)
        return frozenset(Project.objects.filter(pk__in=found, batch=self.batch).values_list("pk", flat=True))


def sight(user: User, batch: Batch | None) -> Sight:
    """Return what a person's board is made of: a batch's for who dispatches it, one's own records for the others."""
    whole = batch is not None and projects.reads_batch(user, batch.pk)  # whatever hangs on its projects is seen, too
    return _narrowed(
        Sight(
            reader=user,
            batch=batch,
            projects=Project.objects.all() if whole else projects.visible_projects(user),
            is_whole=whole,
            appointments=fieldwork.visible_appointments(user),
            attempts=fieldwork.visible_attempts(user),
            routings=Routing.objects.all() if whole else landing.visible_routings(user),
            addressees=landing.visible_addressees(user),
            assignments=visible_assignments(user),
            blockers=Blocker.objects.all() if whole else visible_blockers(user),
            supervision=visible_supervision(user),
            signals=visible_signals(user),
            questions=_questions(user, batch),
            coordinates=may_dispatch(user, batch),
        )
    )


def whole_sight(batch: Batch | None) -> Sight:
    """Return everything of a batch, or of the city: for who runs the installation at its command line."""
    return _narrowed(
        Sight(
            reader=None,
            batch=batch,
            projects=Project.objects.all(),
            is_whole=True,
            appointments=Appointment.objects.all(),
            attempts=ContactAttempt.objects.all(),
            routings=Routing.objects.all(),
            addressees=Addressee.objects.all(),
            assignments=Assignment.objects.all(),
            blockers=Blocker.objects.all(),
            supervision=SupervisionItem.objects.all(),
            signals=HotSignal.objects.all(),
            questions=Question.objects.all(),
            coordinates=True,
        )
    )


def _questions(user: User, batch: Batch | None) -> QuestionQuerySet:
    """Return the questions of a board: all for who dispatches, else those one has, or whose answers one waits for."""
    found = exchange.visible_questions(user)
    if may_dispatch(user, batch):
        return found
    return found.filter(Q(holder=user) | Q(asker=user) | Q(unit__in=exchange.asking_units(user)))


def _narrowed(seen: Sight) -> Sight:
    batch = seen.batch
    if batch is None:
        return seen
    told = Q(instruction__project__batch=batch) | Q(instruction__escalation__project__batch=batch)
    return replace(
        seen,
        projects=seen.projects.filter(batch=batch),
        appointments=seen.appointments.filter(batch=batch),
        attempts=seen.attempts.filter(batch=batch),
        routings=seen.routings.filter(project__batch=batch),
        addressees=seen.addressees.filter(told),
        assignments=seen.assignments.filter(batch=batch),
        blockers=seen.blockers.filter(project__batch=batch),
        signals=seen.signals.filter(batch=batch),
        questions=seen.questions.filter(batch=batch),
        supervision=seen.supervision.filter(Q(batch=batch) | Q(addressee__in=Addressee.objects.filter(told))),
    )


def batches(user: User) -> "QuerySet[Batch]":
    """Return the batches a person dispatches, the newest first: all for the bureau, one's own for the secretary."""
    every: QuerySet[Batch] = Batch.objects.order_by("-number")
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return every
    return every.filter(pk__in=user.scopes(Capability.SEE_PROJECTS_BATCH, "batch"))


def batch_numbered(user: User, number: int) -> Batch:
    """Return a batch that a person dispatches. Raises NotFound."""
    found = batches(user).filter(number=number).first()
    if found is None:
        raise NotFound("dispatch.no_batch", number=number)
    return found


def may_dispatch(user: User, batch: Batch | None) -> bool:
    """Tell whether a person assigns and issues for a batch; without one, for the whole city."""
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return True
    return batch is not None and batch.pk in user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")


def require_dispatcher(user: User, batch: Batch | None) -> None:
    """Raise NotAllowed unless the person dispatches the batch."""
    if not may_dispatch(user, batch):
        raise NotAllowed("dispatch.dispatcher_only")


def people_to_ask(batch: Batch | None, on: date) -> list[User]:
    """Return whom something may be assigned to: the officers of a batch who serve on a day; without one, of any."""
    serving = Posting.objects.filter(first_on__lte=on, last_on__gte=on, officer__user__isnull=False)
    if batch is not None:
        serving = serving.filter(batch=batch)
    found = User.objects.active().filter(pk__in=serving.values("officer__user"))
    return list(found.order_by("name", "pk"))


def marked_sensitive(keys: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return those of some records that are marked commercially sensitive, or assigned because of one that is."""
    wanted = set(keys)
    given = dict(Assignment.objects.filter(pk__in=wanted).values_list("pk", "task__about_id"))
    asked = wanted | {pk for pk in given.values() if pk is not None}
    models: tuple[Any, ...] = (Project, Appointment)
    found = {
        pk for one in models for pk in one.objects.filter(pk__in=asked, label="sensitive").values_list("pk", flat=True)
    }
    found |= set(HotSignal.objects.filter(pk__in=asked, project__label="sensitive").values_list("pk", flat=True))
    return frozenset(found | {pk for pk, about in given.items() if about in found})


# --- assignments and blockers ---------------------------------------------------------------------------------------


def visible_assignments(user: User) -> AssignmentQuerySet:
    """Assignments one has or gave, and those of the batches one dispatches."""
    found: AssignmentQuerySet = Assignment.objects.all()
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return found
    own = Q(task__owner=user) | Q(task__set_by=user.pk)
    return found.filter(own | Q(batch__in=user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")))


def my_assignments(user: User) -> AssignmentQuerySet:
    """Return what was assigned to a person and is not closed, what is due first at the top."""
    found: AssignmentQuerySet = Assignment.objects.open().filter(task__owner=user).with_reader_needs()
    return found.order_by("task__due_on", "pk")


def assignment_for(user: User, pk: uuid.UUID) -> Assignment:
    """Return an assignment this person may see. Raises NotFound."""
    found: Assignment | None = visible_assignments(user).with_reader_needs().filter(pk=pk).first()
    if found is None:
        raise NotFound("dispatch.gone")
    return found


def require_own(user: User, assignment: Assignment) -> None:
    """Raise NotAllowed unless the person has the assignment: nobody answers for another."""
    if assignment.task.owner_id != user.pk:
        raise NotAllowed("dispatch.not_yours_to_answer")


def visible_blockers(user: User) -> BlockerQuerySet:
    """What stands in the way of the projects one may read."""
    found: BlockerQuerySet = Blocker.objects.filter(projects.of_seen(user))
    return found


def blocker_for(user: User, pk: uuid.UUID) -> Blocker:
    """Return a blocker of a project this person may read. Raises NotFound."""
    found: Blocker | None = visible_blockers(user).select_related("project").filter(pk=pk).first()
    if found is None:
        raise NotFound("dispatch.gone")
    return found


def may_say_blocked(user: User) -> bool:
    """Tell whether a person works on projects, and so says what stands in their way."""
    return user.may(*projects.WORKERS)


def require_worker(user: User, project: Project) -> None:
    """Raise unless the person reads the project and works on projects."""
    projects.require_visible(user, project)
    if not may_say_blocked(user):
        raise NotAllowed("dispatch.workers_only")


# --- sheets ---------------------------------------------------------------------------------------------------------


def visible_sheets(user: User) -> "QuerySet[DispatchSheet]":
    """Sheets of the batches one dispatches, and of those one serves in; `rows_of` says which of their rows."""
    every: QuerySet[DispatchSheet] = DispatchSheet.objects.select_related("batch", "issued_by")
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return every
    serves = Posting.objects.filter(officer__user=user).values("batch")
    return every.filter(Q(batch__in=user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")) | Q(batch__in=serves))


def rows_of(user: User, sheet: DispatchSheet) -> list[SheetRow]:
    """Return the rows of a sheet a person may read: all for who dispatches the batch, else their own and those about
    records they read anyway.
    """
    rows = list(sheet.rows.select_related("person"))
    if may_dispatch(user, sheet.batch):
        return rows
    seen: set[uuid.UUID] = set()
    for label in {row.about_model for row in rows if row.about_model}:
        record = records.known(label)
        keys = [row.about_id for row in rows if row.about_model == label]
        if record is not None:
            seen.update(record.visible(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in rows if row.person_id == user.pk or row.about_id in seen]


def sheet_for(user: User, pk: uuid.UUID) -> DispatchSheet:
    """Return a sheet this person may read. Raises NotFound."""
    found = visible_sheets(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("dispatch.gone")
    return found


# --- clients who can talk -------------------------------------------------------------------------------------------


def visible_signals(user: User) -> HotSignalQuerySet:
    """Clients who can talk: those one told of or was told of, and those of the field work one reads; never without
    companies.
    """
    found: HotSignalQuerySet = HotSignal.objects.all()
    if not fieldwork.sees_companies(user):
        return found.filter(pk__in=())
    if fieldwork.sees_everything(user):
        return found
    told = Task.objects.filter(about_model=label_of(HotSignal), about_id=OuterRef("pk"), owner=user)
    batches = user.scopes(Capability.SEE_FIELDWORK_ALL, "batch")
    return found.filter(Q(said_by=user.pk) | Q(taken_by=user.pk) | Q(Exists(told)) | Q(batch__in=batches))


def signal_for(user: User, pk: uuid.UUID) -> HotSignal:
    """Return a client who can talk, if this person may read of it. Raises NotFound."""
    found: HotSignal | None = visible_signals(user).with_reader_needs().filter(pk=pk).first()
    if found is None:
        raise NotFound("dispatch.gone")
    return found


def require_caller(user: User, project: Project | None) -> None:
    """Raise unless the person records field work, and reads the project if one is named."""
    fieldwork.require_may_record(user)
    if project is not None:
        projects.require_visible(user, project)


def require_goer(user: User, signal: HotSignal) -> None:
    """Raise unless the person may read of it and records field work: whoever goes records the meeting."""
    signal_for(user, signal.pk)
    fieldwork.require_may_record(user)


def may_end(user: User, signal: HotSignal) -> bool:
    """Tell whether a person says that nobody goes: who told of the client, or who dispatches."""
    return signal.said_by == user.pk or may_dispatch(user, signal.batch)


def require_ender(user: User, signal: HotSignal) -> None:
    """Raise unless the person told of the client or dispatches."""
    signal_for(user, signal.pk)
    if not may_end(user, signal):
        raise NotAllowed("dispatch.dispatcher_only")


def to_be_told(signal: HotSignal, on: date) -> list[User]:
    """Return the branch: the secretary of the batch, and who leads and speaks in the task force of the project.

    Only who may read of companies is told.
    """
    roles = {role.code for role in in_force(on).roles if Capability.CHOOSE_CASES in role.may}
    over = {"scope_kind": "batch", "scope_id": signal.batch_id} if signal.batch_id else {"scope_kind": "batch"}
    keys = set(Grant.objects.standing(on).filter(role__in=roles, **over).values_list("user", flat=True))
    if signal.project_id is not None:
        force = Escalation.objects.open().filter(project=signal.project_id)
        keys |= set(force.values_list("lead_person", flat=True))
        units = TaskForceUnit.objects.serving().filter(escalation__in=force)
        keys |= set(units.values_list("contact", flat=True))
    people = User.objects.active().filter(pk__in=keys - {None}).order_by("pk")
    return [one for one in people if fieldwork.sees_companies(one)]


# --- supervision ----------------------------------------------------------------------------------------------------


def visible_supervision(user: User) -> SupervisionQuerySet:
    """Items one owes, set, answers for as a unit, or follows up: the bureau all, the secretary the batch's.

    A leader also sees what stands on their own instructions.
    """
    found: SupervisionQuerySet = SupervisionItem.objects.all()
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return found
    seen = Q(owner=user) | Q(set_by=user) | Q(owner_unit__in=landing.own_units(user))
    seen |= Q(addressee__instruction__given_by=user)
    batches = user.scopes(Capability.SEE_PROJECTS_BATCH, "batch")
    return found.filter(seen | Q(batch__in=batches) if batches else seen)


def item_for(user: User, pk: uuid.UUID) -> SupervisionItem:
    """Return a supervision item this person may see. Raises NotFound."""
    found: SupervisionItem | None = visible_supervision(user).with_reader_needs().filter(pk=pk).first()
    if found is None:
        raise NotFound("dispatch.gone")
    return found


def require_supervisor(user: User) -> None:
    """Raise NotAllowed unless the person may have something supervised: a leader, the bureau, the secretary."""
    if not user.may(*SUPERVISORS):
        raise NotAllowed("dispatch.supervisor_only")


def may_report(user: User, item: SupervisionItem) -> bool:
    """Tell whether a person reports an item done: its owner, or somebody of the unit that owes it."""
    return item.owner_id == user.pk or item.owner_unit_id in landing.own_units(user)


def may_decide(user: User, item: SupervisionItem) -> bool:
    """Tell whether a person confirms, gives back or extends: who set it, or the bureau; never its owner."""
    return user.pk != item.owner_id and (item.set_by_id == user.pk or user.holding.everywhere(Capability.DECIDE_CLAIMS))


def may_confirm(user: User, item: SupervisionItem) -> bool:
    """Tell whether a person confirms what was reported: who decides on the item, and did not report it."""
    return may_decide(user, item) and item.reported_by != user.pk


def require_decider(user: User, item: SupervisionItem) -> None:
    """Raise unless the person may see the item and decides on it."""
    item_for(user, item.pk)
    if not may_decide(user, item):
        raise NotAllowed("dispatch.setter_decides", person=item.set_by.name)


def require_confirmer(user: User, item: SupervisionItem) -> None:
    """Raise unless the person decides on the item and somebody else reported it."""
    require_decider(user, item)
    if not may_confirm(user, item):
        raise NotAllowed("dispatch.you_reported_it")


def require_reporter(user: User, item: SupervisionItem) -> None:
    """Raise unless the person may see the item and reports on it."""
    item_for(user, item.pk)
    if not may_report(user, item):
        raise NotAllowed("dispatch.owner_reports", unit=item.owner_unit.name)


def owners(on: date) -> dict[Unit, User]:
    """Return the units that may owe something, with who answers for each."""
    return {unit: one for unit, one in landing.serving_units(in_force(on)).items() if one is not None}


def activity_or_trip(
    user: User, activity: uuid.UUID | None, trip: uuid.UUID | None
) -> tuple[Activity | None, Trip | None]:
    """Return the activity or the trip on which something was promised, if the person may see it. Raises NotFound."""
    if activity is not None:
        return fieldwork.activity_for(user, activity), None
    return None, fieldwork.trip_for(user, trip) if trip is not None else None
