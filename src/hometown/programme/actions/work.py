"""What the branch keeps: work priorities and rulebooks."""

from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book
from hometown.programme import access
from hometown.programme.models import Acknowledgement, Batch, KeyTask, Officer, PlanClause, Rulebook, RulebookVersion
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task


def add_key_task(
    actor: User | None,
    *,
    batch: Batch,
    text: str,
    plan_clause: str = "",
    clause: PlanClause | None = None,
    owner: Officer | None = None,
    due_on: date | None = None,
) -> KeyTask:
    """Write a work priority. Its owner gets a to-do when they have an account."""
    access.require_leads(actor, batch)
    task = KeyTask(
        batch=batch, text=_said(text, "text"), plan_clause=plan_clause.strip(), clause=clause, owner=owner,
        due_on=due_on,
    )  # fmt: skip
    with book.entry("key_task.added", actor=access.pk_of(actor)) as entry:
        entry.put(task)
        _hand_to_owner(actor, task)
    return task


def edit_key_task(
    actor: User | None,
    *,
    task: KeyTask,
    text: str,
    plan_clause: str = "",
    clause: PlanClause | None = None,
    owner: Officer | None = None,
    due_on: date | None = None,
) -> KeyTask:
    """Change a work priority, its owner or its day; the to-do goes along."""
    access.require_leads(actor, task.batch)
    task.text, task.plan_clause, task.clause = _said(text, "text"), plan_clause.strip(), clause
    task.owner, task.due_on = owner, due_on
    with book.entry("key_task.edited", actor=access.pk_of(actor)) as entry:
        if entry.put(task) and task.done_on is None:
            _close_todos(actor, task, "")
            _hand_to_owner(actor, task)
    return task


def finish_key_task(actor: User | None, *, task: KeyTask, result: str, on: date | None = None) -> KeyTask:
    """Write what became of a work priority 事毕事清: its owner or who keeps the branch's work.

    Raises BadInput without a result, RuleBroken when it is done already.
    """
    is_owner = actor is not None and task.owner is not None and task.owner.user_id == actor.pk
    if not is_owner:
        access.require_leads(actor, task.batch)
    if task.done_on is not None:
        raise RuleBroken("programme.done_already", on=task.done_on)
    task.result, task.done_on = _said(result, "result"), on or clock.today()
    with book.entry("key_task.finished", actor=access.pk_of(actor), occurred_on=task.done_on) as entry:
        entry.put(task)
        _close_todos(actor, task, task.result)
    return task


def reopen_key_task(actor: User | None, *, task: KeyTask) -> KeyTask:
    """Say that a work priority is not done after all; what had been written stays in the book.

    Where its owner has left meanwhile, whoever of the batch takes it up again has it, else the secretary of the branch.
    """
    access.require_leads(actor, task.batch)
    if task.done_on is None:
        raise RuleBroken("programme.not_done")
    task.done_on, task.result = None, ""
    if task.owner is not None and not access.serves_on(task.owner, task.batch):
        task.owner = access.officer_serving(actor, task.batch) or access.secretary_serving(task.batch)
    with book.entry("key_task.reopened", actor=access.pk_of(actor)) as entry:
        entry.put(task)
        _hand_to_owner(actor, task)
    return task


def _hand_to_owner(actor: User | None, task: KeyTask) -> None:
    if task.owner is not None and task.owner.user is not None:
        tasks.set_task(
            actor, what=task.text, owner=task.owner.user, due_on=task.due_on, kind="key_task", about=task,
            about_name=task.batch.name,
        )  # fmt: skip


def _close_todos(actor: User | None, task: KeyTask, note: str) -> None:
    """Close the to-dos about a work priority, within the line that is open."""
    for todo in Task.objects.about(task).open():
        tasks.close_task(actor, task=todo, note=note, vouched=True)


def issue_rulebook(
    actor: User | None,
    *,
    batch: Batch,
    title: str,
    text: str,
    issued_on: date | None = None,
    after: int | None = None,
    asks_attendance: bool = False,
) -> RulebookVersion:
    """Issue a rulebook, or the next version of the one with this title. Each version is read and acknowledged anew.

    `asks_attendance`: it asks that who was at the weekly exchange is written, by name. `after` is the number of the
    version the writer had read. Raises ChangedMeanwhile when a newer one was issued.
    """
    access.require_leads(actor, batch)
    words, name, day = _said(text, "text"), _said(title, "title"), issued_on or clock.today()
    with book.entry("rulebook.issued", actor=access.pk_of(actor), occurred_on=day) as entry:
        held = Rulebook.objects.filter(batch=batch, title=name).first()
        rulebook = held or Rulebook(batch=batch, title=name)
        latest = rulebook.versions.first() if held else None
        number = latest.number if latest else 0
        if after is not None and after != number:
            raise ChangedMeanwhile("ledger.changed_meanwhile", record=name)
        if latest is not None and (latest.text, latest.asks_attendance) == (words, asks_attendance):
            raise RuleBroken("programme.same_text", number=number)
        version = RulebookVersion(
            rulebook=rulebook, number=number + 1, text=words, issued_on=day, asks_attendance=asks_attendance
        )
        if held is None:
            entry.put(rulebook)
        entry.put(version)
    return version


def _said(text: str, field: str) -> str:
    words = text.strip()
    if not words:
        raise BadInput("programme.say_it", fields={field: BadInput("programme.say_it")})
    return words


def acknowledge(actor: User, *, version: RulebookVersion) -> Acknowledgement:
    """Say that one has read a version of a rulebook; nobody does it for another, and nobody is asked twice.

    Raises RuleBroken for somebody who is no officer of the batch.
    """
    officer = access.officer_of(actor)
    batch = version.rulebook.batch_id
    if officer is None or not officer.postings.filter(batch=batch).exists():
        raise RuleBroken("programme.not_yours_to_read")
    done: Acknowledgement | None = version.acknowledgements.filter(officer=officer).first()
    if done is not None:
        return done
    read = Acknowledgement(version=version, officer=officer, on=clock.today())
    with book.entry("rulebook.acknowledged", actor=actor.pk) as entry:
        entry.put(read)
    return read
