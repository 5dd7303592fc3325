"""Takes a workbook in, whole or not at all."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from hometown.accounts.models import User
from hometown.files import actions as files
from hometown.files import storing
from hometown.files.receiving import Taken
from hometown.intake import access
from hometown.intake.building import Builder, Setting
from hometown.intake.models import HeaderMeaning, ImportedRow, ImportRun
from hometown.intake.plans import Plan, RowPlan
from hometown.intake.previewing import plan_for, read
from hometown.intake.workbook import Reading
from hometown.intake.workbook.budget import LIMITS
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.standing import in_force, number_in_force
from hometown.programme.models import Batch, Unit

ROWS_A_LINE = 1_000  # rows of the workbook that one line of the book holds: memory stays bounded
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xls": "application/vnd.ms-excel",
    "text": "text/csv",
}
Progress = Callable[[int, int], None]


def import_workbook(
    actor: User, *, path: Path, file_name: str, unit: Unit | None = None, batch: Batch | None = None,
    answers: Mapping[str, str] | None = None, progress: Progress = lambda _done, _of: None,
    reading: Reading | None = None,
) -> ImportRun:  # fmt: skip
    """Import a workbook: all of it in one transaction. A workbook that says nothing new writes nothing.

    Returns the import, or the earlier one whose rows these are. `answers` (header → field) are remembered for the unit.
    `reading` is what the workbook at `path` was just read as, with these answers; without it the workbook is read here.
    Raises BadInput for what cannot be read; NotAllowed for another's batch or unit; RuleBroken `intake.unit_needed` if
    no unit can be found that reports the rows.
    """
    batch = batch or access.usual_batch(actor)
    access.require_importer(actor, batch, unit)
    with _without_collector():
        found = reading or read(path, unit=unit, answers=dict(answers or {}))
        return _imported(actor, path, file_name, unit, batch, dict(answers or {}), progress, found)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spare the collector of circles, which walks over all living rows again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _imported(
    actor: User, path: Path, file_name: str, unit: Unit | None, batch: Batch | None, answers: dict[str, str],
    progress: Progress, reading: Reading,
) -> ImportRun:  # fmt: skip
    taken = _kept(path, reading)
    with book.batch():
        plan = plan_for(actor, reading, file_name=file_name, unit=unit, batch=batch)
        earlier = None if plan.written else _earlier(plan, taken)
        if earlier is not None:
            return earlier
        if any(one.unit is None and one.lead is not None for one in plan.written):
            raise RuleBroken("intake.unit_needed")
        blob = files.receive(actor, stream_or_bytes=taken, file_name=file_name)
        run = ImportRun(
            blob=blob, file_name=file_name[-200:], unit=unit, batch=batch, imported_by=actor.pk,
            imported_at=clock.now(), counts=plan.counts,
        )  # fmt: skip
        _write(actor, run, plan, answers, progress)
    return run


def _kept(path: Path, reading: Reading) -> Taken:
    """Keep the bytes of a workbook that was read whole: the engine has judged it more closely than files do."""
    with path.open("rb") as stream:
        draft = storing.drafted(stream, LIMITS.file_bytes)
    try:
        draft.keep()
    finally:
        draft.drop()
    return Taken(draft.sha256, draft.size, MEDIA_TYPES.get(reading.kind, "application/octet-stream"), 1)


def _earlier(plan: Plan, taken: Taken) -> ImportRun | None:
    """Return the import these rows, or these very bytes, came in with."""
    known: list[ImportedRow] = [one.known for one in plan.rows if one.known is not None]
    if known:
        return max(known, key=lambda row: row.pk).run
    found: ImportRun | None = ImportRun.objects.filter(blob__sha256=taken.sha256).order_by("-pk").first()
    return found


def _write(actor: User, run: ImportRun, plan: Plan, answers: Mapping[str, str], progress: Progress) -> None:
    today, now = clock.today(), clock.now()
    source = f"{run.file_name[:180]} {today.isoformat()}"
    setting = Setting(actor, run, plan, in_force(today), number_in_force(today), now, today, source)
    builder = Builder(setting)
    builder.prepare(plan.written)
    rows, done = iter(plan.written), 0
    part = _part(rows)
    while part or not done:
        with book.entry("workbook.imported", actor=actor.pk, note=run.file_name) as entry:
            if not done:
                entry.put(run)
                _remember(entry, run.unit, answers)
            entry.put_many(row for one in part for row in builder.rows_of(one))
            for project in builder.changed.values():
                entry.put(project)
            builder.changed.clear()
        done += len(part) or 1
        progress(done, len(plan.written))
        part = _part(rows)


def _part(rows: Iterator[RowPlan]) -> list[RowPlan]:
    return list(islice(rows, ROWS_A_LINE))


def _remember(entry: OpenEntry, unit: Unit | None, answers: Mapping[str, str]) -> None:
    """Keep the answers for the next workbook of this office."""
    for header, field in answers.items():
        meaning: Any = HeaderMeaning.objects.filter(unit=unit, header=header[:200]).first()
        meaning = meaning or HeaderMeaning(unit=unit, header=header[:200])
        meaning.field = field
        entry.put(meaning)
