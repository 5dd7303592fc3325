"""The city's action plans: written once, clause by clause; to-dos are tied to the clause they are done under."""

from datetime import date

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme import access
from hometown.programme.models import ActionPlan, ClauseTask, PlanClause, Unit
from hometown.tasks import access as tasks
from hometown.tasks.models import Task


@book.turn()
def add_plan(actor: User | None, *, title: str, year: int, issued_on: date | None = None) -> ActionPlan:
    """Write an action plan. Raises RuleBroken when the year has one of this title."""
    access.require_plan_keeper(actor)
    name = _said(title, "title")
    if ActionPlan.objects.filter(title=name, year=year).exists():
        raise RuleBroken("programme.plan_known", year=year)
    plan = ActionPlan(title=name, year=year, issued_on=issued_on)
    with book.entry("plan.added", actor=access.pk_of(actor)) as entry:
        entry.put(plan)
    return plan


@book.turn()
def add_clause(
    actor: User | None,
    *,
    plan: ActionPlan,
    number: str,
    title: str,
    lead_unit: Unit | None = None,
    due_on: date | None = None,
) -> PlanClause:
    """Write the next clause of a plan, under the number the document gives it."""
    access.require_plan_keeper(actor)
    _require_free(plan, _said(number, "number"), None)
    clause = PlanClause(
        plan=plan, place=plan.clauses.count() + 1, number=number.strip(), title=_said(title, "title"),
        lead_unit=lead_unit, due_on=due_on,
    )  # fmt: skip
    with book.entry("plan.clause_added", actor=access.pk_of(actor)) as entry:
        entry.put(clause)
    return clause


@book.turn()
def edit_clause(
    actor: User | None,
    *,
    clause: PlanClause,
    number: str,
    title: str,
    lead_unit: Unit | None = None,
    due_on: date | None = None,
) -> PlanClause:
    """Correct a clause; what is tied to it stays."""
    access.require_plan_keeper(actor)
    _require_free(clause.plan, _said(number, "number"), clause)
    clause.number, clause.title, clause.lead_unit, clause.due_on = (
        number.strip(), _said(title, "title"), lead_unit, due_on,
    )  # fmt: skip
    with book.entry("plan.clause_edited", actor=access.pk_of(actor)) as entry:
        entry.put(clause)
    return clause


@book.turn()
def tie_task(actor: User, *, clause: PlanClause, task: Task) -> ClauseTask:
    """Say under which clause a to-do is done: who has it, or who set it. Tied elsewhere before, it moves.

    Raises NotFound for a to-do that is not the actor's.
    """
    own = tasks.task_for(actor, task.pk)
    row: ClauseTask = ClauseTask.objects.filter(task=own).first() or ClauseTask(task=own)
    row.clause = clause
    with book.entry("plan.task_tied", actor=actor.pk) as entry:
        entry.put(row)
    return row


def untie_task(actor: User, *, tie: ClauseTask) -> None:
    """Take a to-do from its clause; that it stood there stays in the book."""
    tasks.task_for(actor, tie.task_id)
    with book.entry("plan.task_untied", actor=actor.pk) as entry:
        entry.remove(tie)


def _require_free(plan: ActionPlan, number: str, but: PlanClause | None) -> None:
    taken = plan.clauses.filter(number=number.strip())
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise BadInput("programme.clause_known", number=number, fields={
            "number": BadInput("programme.clause_known", number=number)
        })  # fmt: skip


def _said(text: str, field: str) -> str:
    words = text.strip()
    if not words:
        raise BadInput("programme.say_it", fields={field: BadInput("programme.say_it")})
    return words
