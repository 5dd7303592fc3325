"""Batches, their districts and milestones."""

from collections.abc import Iterable
from datetime import date

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.programme import access, divisions, handing
from hometown.programme.models import (
    Batch,
    BatchDistrict,
    BatchState,
    Branch,
    City,
    KeyTask,
    Milestone,
    Rulebook,
    RulebookVersion,
)
from hometown.programme.rules.batches import copied_task, require_move
from hometown.programme.rules.divisions import contains
from hometown.programme.rules.postings import period

MILESTONES = ("kick_off", "mid_term", "appraisal", "closing")


def plan_batch(
    actor: User | None,
    *,
    number: int,
    name: str,
    host_city: City,
    first_on: date,
    last_on: date,
    districts: Iterable[str] = (),
    name_en: str = "",
) -> Batch:
    """Write a batch that is to come. Raises BadInput for a number that is taken or days that end before they begin."""
    access.require_runs(actor)
    batch = _batch(number, name, name_en, host_city, first_on, last_on)
    with book.entry("batch.planned", actor=access.pk_of(actor)) as entry:
        entry.put(batch)
        _write_districts(entry, batch, districts)
    return batch


def open_batch(
    actor: User | None,
    *,
    number: int,
    name: str,
    host_city: City,
    first_on: date,
    last_on: date,
    districts: Iterable[str] = (),
    name_en: str = "",
) -> Batch:
    """Write a batch and open it at once."""
    access.require_runs(actor)
    batch = _batch(number, name, name_en, host_city, first_on, last_on)
    batch.state = BatchState.OPEN
    with book.entry("batch.opened", actor=access.pk_of(actor)) as entry:
        entry.put(batch)
        _write_districts(entry, batch, districts)
    return batch


def start_batch(actor: User | None, *, batch: Batch) -> Batch:
    """Open a planned batch for work. Raises RuleBroken for one that is open or closed."""
    access.require_runs(actor, batch)
    require_move(batch.state, BatchState.OPEN)
    batch.state = BatchState.OPEN
    with book.entry("batch.opened", actor=access.pk_of(actor)) as entry:
        entry.put(batch)
    return batch


def edit_batch(
    actor: User | None, *, batch: Batch, name: str, first_on: date, last_on: date, name_en: str = ""
) -> Batch:
    """Rename a batch or move its days. Postings that end with the batch end with it still.

    Raises RuleBroken when the batch is closed or a posting would lie outside its days.
    """
    access.require_runs(actor, batch)
    if batch.state == BatchState.CLOSED:
        raise RuleBroken("programme.batch_closed", batch=batch.name)
    days, was_last = period(first_on, last_on), Batch.objects.get(pk=batch.pk).last_on
    moving = list(batch.postings.filter(last_on=was_last, ended_because="").select_related("officer__user"))
    staying = batch.postings.exclude(pk__in=[posting.pk for posting in moving])
    starts = min((posting.first_on for posting in batch.postings.all()), default=days.first)
    ends = max((posting.last_on for posting in staying), default=days.first)
    if starts < days.first or ends > days.last or any(posting.first_on > days.last for posting in moving):
        raise RuleBroken("programme.posting_outside", first=starts, last=ends)
    batch.name, batch.name_en, batch.first_on, batch.last_on = name.strip(), name_en.strip(), first_on, last_on
    with book.entry("batch.edited", actor=access.pk_of(actor)) as entry:
        entry.put(batch)
        for posting in moving:
            posting.last_on = last_on
            if entry.put(posting):
                handing.sync_postings(actor, posting.officer, batch)
    return batch


def close_batch(actor: User | None, *, batch: Batch, on: date | None = None) -> Batch:
    """Close a batch: postings and posts in the branch end, and the temporary branch dissolves with it.

    Records stay and so does what each officer brought: they become alumni of the batch.
    """
    access.require_runs(actor, batch)
    require_move(batch.state, BatchState.CLOSED)
    day = on or clock.today()
    batch.state = BatchState.CLOSED
    with book.entry("batch.closed", actor=access.pk_of(actor), occurred_on=day) as entry:
        entry.put(batch)
        for posting in batch.postings.filter(first_on__lte=day, last_on__gt=day).select_related("officer__user"):
            posting.last_on, posting.ended_because = day, "batch closed"
            entry.put(posting)
            handing.sync_postings(actor, posting.officer, batch)
        _dissolve(entry, batch, min(day, batch.last_on))
        for duty in batch.duties.exclude(last_on__lte=day).select_related("user"):
            handing.end(entry, actor, duty, day)
    return batch


def _dissolve(entry: OpenEntry, batch: Batch, day: date) -> None:
    branch = Branch.objects.filter(batch=batch, dissolved_on__isnull=True).first()
    if branch is None:
        return
    branch.dissolved_on = max(day, branch.founded_on)
    entry.put(branch)
    for post in branch.posts.filter(ended_on__isnull=True):
        post.ended_on = max(branch.dissolved_on, post.appointed_on)
        entry.put(post)


def clone_batch(
    actor: User | None,
    *,
    source: Batch,
    number: int,
    name: str,
    first_on: date,
    last_on: date,
    host_city: City | None = None,
    name_en: str = "",
) -> Batch:
    """Plan a batch with the districts, rulebooks and key tasks of an earlier one; nobody is posted to it."""
    access.require_runs(actor)
    city = host_city or source.host_city
    batch = _batch(number, name, name_en, city, first_on, last_on)
    batch.cloned_from = source
    codes = source.districts.values_list("division_code", flat=True) if city.pk == source.host_city_id else ()
    with book.entry("batch.planned", actor=access.pk_of(actor)) as entry:
        entry.put(batch)
        _write_districts(entry, batch, codes)
        _copy_rules(entry, source, batch)
    return batch


def _copy_rules(entry: OpenEntry, source: Batch, batch: Batch) -> None:
    for old in source.rulebooks.prefetch_related("versions").order_by("pk"):
        newest = next(iter(old.versions.all()), None)
        if newest is None:
            continue
        rulebook = Rulebook(batch=batch, title=old.title)
        entry.put(rulebook)
        entry.put(RulebookVersion(rulebook=rulebook, number=1, text=newest.text, issued_on=batch.first_on))
    for task in source.key_tasks.order_by("pk"):
        copied = copied_task(
            task.text, task.plan_clause, task.due_on, source.first_on, batch.first_on, batch.last_on
        )  # fmt: skip
        entry.put(KeyTask(batch=batch, text=copied.text, plan_clause=copied.plan_clause, due_on=copied.due_on))


def set_districts(actor: User | None, *, batch: Batch, districts: Iterable[str], revision: int | None = None) -> Batch:
    """Say which districts of the host city a batch is sent to.

    Raises BadInput for a code outside it; ChangedMeanwhile when somebody wrote the batch since `revision`.
    """
    access.require_runs(actor, batch)
    wanted = list(districts)
    with book.entry("batch.districts_set", actor=access.pk_of(actor)) as entry:
        sent = Batch.objects.get(pk=batch.pk)
        if revision is not None and revision != sent.revision:
            raise ChangedMeanwhile("ledger.changed_meanwhile", record=batch.name)
        if set(wanted) != {row.division_code for row in sent.districts.all()}:
            entry.put(sent, moved=True)
            batch.revision = sent.revision
        _write_districts(entry, batch, wanted)
    return batch


def _write_districts(entry: OpenEntry, batch: Batch, districts: Iterable[str]) -> None:
    wanted = dict.fromkeys(districts)
    for code in wanted:
        if code not in divisions.table() or not contains(batch.host_city.code, code):
            raise BadInput("programme.district_elsewhere", code=code, city=batch.host_city.name)
    held = {row.division_code: row for row in batch.districts.all()}
    for code, row in held.items():
        if code not in wanted:
            entry.remove(row)
    for code in wanted:
        if code not in held:
            entry.put(BatchDistrict(batch=batch, division_code=code))


def add_milestone(
    actor: User | None, *, batch: Batch, kind: str, on: date, place: str = "", note: str = ""
) -> Milestone:
    """Write a dated step in the life of a batch. Raises BadInput for a kind there is not."""
    access.require_leads(actor, batch)
    if kind not in MILESTONES:
        raise BadInput("programme.no_such_milestone", kind=kind)
    milestone = Milestone(batch=batch, kind=kind, on=on, place=place.strip(), note=note.strip())
    with book.entry("milestone.added", actor=access.pk_of(actor), occurred_on=on) as entry:
        entry.put(milestone)
    return milestone


def remove_milestone(actor: User | None, *, milestone: Milestone) -> Milestone:
    """Take a milestone back; the book keeps it."""
    access.require_leads(actor, milestone.batch)
    with book.entry("milestone.removed", actor=access.pk_of(actor)) as entry:
        entry.remove(milestone)
    return milestone


def _batch(number: int, name: str, name_en: str, host_city: City, first_on: date, last_on: date) -> Batch:
    days = period(first_on, last_on)
    if Batch.objects.filter(number=number).exists():
        taken = BadInput("programme.number_taken", number=number)
        raise BadInput("programme.number_taken", fields={"number": taken}, number=number)
    return Batch(
        number=number,
        name=name.strip(),
        name_en=name_en.strip(),
        host_city=host_city,
        first_on=days.first,
        last_on=days.last,
    )
