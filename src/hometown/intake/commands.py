"""`hometown import`: a workbook, from the command line; `hometown doubtful`: the names of a list that a person decides.

Only the result goes to stdout.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from django.db import connection
from django.utils.translation import gettext, ngettext

from hometown.accounts.commands import AS, acting
from hometown.companies import matching, registry
from hometown.kernel import clock
from hometown.names import normal
from hometown.names.reading import ReadingError
from hometown.programme.commands import batch_numbered
from hometown.programme.models import Batch, City, Unit

from . import actions, previewing
from .linked import asked_in
from .plans import Plan
from .workbook import FIELDS, IGNORE, Reading, as_json, write_report


@click.command(name="import")
@click.argument("book", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--batch", "batch_number", type=int, metavar="N", help="The number of the batch the rows belong to.")
@click.option("--unit", "unit_name", metavar="NAME", help="The unit that reports the rows.")
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
@click.option("--json", "as_json_", is_flag=True, help="With --dry-run: print the reading as JSON.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.xlsx",
              help="Write the workbook with every doubted cell marked.")  # fmt: skip
@click.option("--answer", "answered", multiple=True, metavar="HEADER=FIELD",
              help="What a header means; `ignore` leaves its column out. Remembered for the unit.")  # fmt: skip
@click.option("--as", "as_login", metavar="LOGIN", help="Who does this. Not needed with --dry-run.")
def import_workbook(
    book: Path, batch_number: int | None, unit_name: str | None, dry_run: bool, as_json_: bool, report: Path | None,
    answered: tuple[str, ...], as_login: str | None,
) -> None:  # fmt: skip
    """Import BOOK, a ledger as offices keep it (.xlsx, .xls, .ods, .csv): all of it, or nothing.

    Importing the same workbook again changes nothing. What could be read two ways is a doubt: it is listed, and does
    not fail the command.
    """
    if as_json_ and not dry_run:
        raise click.UsageError("--json goes with --dry-run.")
    if not dry_run and not as_login:
        raise click.UsageError("Name who does this with --as LOGIN.")
    has_home = _has_home()
    if not has_home and not dry_run:
        raise click.ClickException("This home is not initialised. Try: hometown init")
    unit = _unit(unit_name) if has_home else None
    batch = batch_numbered(batch_number) if has_home and batch_number is not None else None
    answers = _answers(answered)
    actor = acting(as_login) if as_login and has_home else None
    reading = _read(book, unit if has_home else None, answers, has_home=has_home)
    if sys.stdin.isatty() and sys.stderr.isatty() and not as_json_ and reading.unknown_headers:
        answers |= _asked(reading)
        reading = _read(book, unit, answers, has_home=has_home)
    looks = dry_run or report is not None  # else the import itself plans it, once
    plan = _plan(actor, reading, book, unit, batch) if has_home and looks else None
    if plan is not None:
        reading = previewing.with_remarks(reading, plan)
    if report is not None:
        write_report(reading, report, say=gettext)
    if as_json_:
        click.echo(json.dumps(_registered(as_json(reading), has_home=has_home), ensure_ascii=False))
    elif dry_run:
        _tell(reading, plan)
    else:
        assert actor is not None
        _import(actor, book, unit=unit, batch=batch, answers=answers, reading=None if plan else reading)


@click.group()
def doubtful() -> None:
    """Names that may mean a firm on record or of the registry, for somebody to decide."""


@doubtful.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--source", metavar="NAME", help="What the list is called; the name of the file if not said.")
@AS
def load(file: Path, source: str | None, as_login: str) -> None:
    """Put the names that FILE asks about into the pile: what `hometown names link` wrote of a list.

    Names that are on record, or were in the pile before, are passed over; loading the same file again changes nothing.
    """
    actor = acting(as_login)
    try:
        linked = asked_in(file)
    except ReadingError as error:
        raise click.ClickException(str(error)) from error
    kept = actions.keep_doubtful(actor, source=source or file.name, linked=linked)
    click.echo(ngettext("%(count)d name to decide.", "%(count)d names to decide.", kept) % {"count": kept})


def _has_home() -> bool:
    """Tell whether there is a database to ask; a dry run does without, and makes none."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not str(name).startswith("file:") and not Path(str(name)).exists():
        return False
    return City._meta.db_table in connection.introspection.table_names()


def _read(book: Path, unit: Unit | None, answers: Mapping[str, str], *, has_home: bool) -> Reading:
    return previewing.read(book, unit=unit, answers=answers, recall=has_home)


def _plan(actor: Any, reading: Reading, book: Path, unit: Unit | None, batch: Batch | None) -> Plan:
    return previewing.plan_for(actor, reading, file_name=book.name, unit=unit, batch=batch)


def _unit(name: str | None) -> Unit | None:
    if not name:
        return None
    found = list(Unit.objects.filter(name=name)[:2])
    if len(found) != 1:
        raise click.ClickException(f"There is {'no' if not found else 'more than one'} unit named {name!r}.")
    unit: Unit = found[0]
    return unit


def _answers(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.rpartition("=") for one in given]
    if any(not header or not mark for header, mark, _ in pairs):
        raise click.UsageError("--answer takes HEADER=FIELD, for example 客商=company.")
    return {header.strip(): field.strip() for header, _, field in pairs}


def _asked(reading: Reading) -> dict[str, str]:
    """Ask on the terminal what each unknown header means."""
    answers: dict[str, str] = {}
    click.echo(f"Fields: {', '.join((*FIELDS, IGNORE))}", err=True)
    for one in reading.unknown_headers:
        if one.header not in answers:
            shown = "、".join(one.samples[:3])
            question = f"What does “{one.header}” mean ({shown})?"
            choice = click.Choice([*FIELDS, IGNORE])
            answers[one.header] = click.prompt(question, default=IGNORE, type=choice, show_choices=False, err=True)
    return answers


def _registered(said: dict[str, Any], *, has_home: bool) -> dict[str, Any]:
    """Put the registered name in the place of what a row calls a firm that is on record or in the registry.

    Where the registry is not sure, the row keeps its name and gets `company_candidates`.
    """
    called = {row["company"] for row in said["rows"] if row["company"]}
    found = matching.find_many(called) if has_home else {}
    meant = registry.meant(called - found.keys())
    for row in said["rows"]:
        company, answer = found.get(row["company"] or ""), meant.get(row["company"] or "")
        if company is not None and normal(company.name) != normal(row["company"]):
            row["company"] = company.name
        elif answer is not None and answer.outcome == "same":
            row["company"] = answer.candidates[0].name
        elif answer is not None and answer.outcome == "ask":
            row["company_candidates"] = [each.name for each in answer.candidates]
    return said


def _tell(reading: Reading, plan: Plan | None) -> None:
    """Print what was understood, a line a row, then what was doubted."""
    for row in reading.rows:
        on = f"{row.date.on} ({row.date.precision})" if row.date else "-"
        amount = f"{row.amount.value:f} {row.amount.currency} {row.amount.bound}" if row.amount else "-"
        click.echo("\t".join([str(row.row), row.company, on, amount, row.stage or "-", "、".join(row.officers)]))
    if plan is not None:
        click.echo(", ".join(f"{name} {count}" for name, count in plan.counts.items()))
    else:
        click.echo(f"rows {len(reading.rows)}, skipped {len(reading.skipped)}")
    for doubt in reading.doubts:
        place = f"{doubt.sheet} {doubt.column}{doubt.row}"
        click.echo(f"{place}\t{doubt.text}\t{gettext(doubt.what)} {gettext(doubt.todo)}")
    for one in reading.unknown_headers:
        click.echo(f"{one.sheet} {one.column}\t{one.header}\t" + gettext("Nobody knows what this column means."))


def _import(actor: Any, book: Path, **told: Any) -> None:
    begun = clock.now()
    if not sys.stderr.isatty():
        run = actions.import_workbook(actor, path=book, file_name=book.name, **told)
    else:
        with click.progressbar(length=100, label=book.name, file=sys.stderr) as bar:
            run = actions.import_workbook(
                actor, path=book, file_name=book.name, **told,
                progress=lambda done, of: bar.update(done * 100 // max(of, 1) - bar.pos),
            )  # fmt: skip
    if previewing.was_known(run, begun):
        click.echo(gettext("This workbook says nothing new: it was imported on %(day)s.") % {"day": _day(run)})
        return
    counts = run.counts
    taken = counts["new"] + counts["joined"] + counts["changed"]
    rows = ngettext("%(count)d row imported.", "%(count)d rows imported.", taken) % {"count": taken}
    click.echo(f"{rows} " + ", ".join(f"{name} {count}" for name, count in counts.items()))


def _day(run: Any) -> str:
    return str(run.imported_at.astimezone(clock.CITY_TIME).date())
