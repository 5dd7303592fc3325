"""`hometown dispatch`: the board of a day on the command line, as text, JSON or an official paper."""

import json
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time
from pathlib import Path

import click
from django.utils import translation

from hometown.face.fields import EARLIEST
from hometown.kernel import clock
from hometown.ledger import moments
from hometown.programme.models import Batch

from . import access, papers
from .board import Board


@click.command()
@click.argument("day", required=False)
@click.option("--batch", "number", type=int, help="Number of the batch (default: the newest).")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "docx"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="File to write to.")
def dispatch(day: str | None, number: int | None, lang: str, shape: str, out: Path | None) -> None:
    """Print the board of DAY (default: today): what is out of order, its next action, one person.

    A day that has been is shown as it was known at its end.
    """
    if shape == "docx" and out is None:
        raise click.UsageError("docx needs a file: name one with -o.")
    on = _day(day)
    with _at_the_end_of(on), translation.override("zh-hans" if lang == "zh" else "en"):
        batch = _batch(number)
        told = papers.Paper(batch.name, on, papers.rows_of_board(Board(access.whole_sight(batch), on)))
        if shape == "docx" and out is not None:
            out.write_bytes(papers.docx_of(told))
            return
        data = papers.as_data(told)
        text = papers.as_text(told) if shape == "text" else json.dumps(data, ensure_ascii=False, indent=1)
        if out is None:
            click.echo(text)
        else:
            out.write_text(text + "\n", encoding="utf-8")


def _day(text: str | None) -> date:
    if text is None:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{text!r} is not a day: write it as 2019-11-05") from error
    if day.year < EARLIEST:
        raise click.UsageError(f"{text!r} is no day of this house.")
    if day > clock.today():
        raise click.ClickException(f"{day} is still to come.")
    return day


def _batch(number: int | None) -> Batch:
    batches = Batch.objects.order_by("-number")
    found: Batch | None = batches.first() if number is None else batches.filter(number=number).first()
    if found is None:
        numbers = ", ".join(str(one) for one in batches.values_list("number", flat=True)) or "none"
        raise click.ClickException(f"There is no batch {number if number is not None else ''}. Batches: {numbers}.")
    return found


def _at_the_end_of(day: date) -> AbstractContextManager[object]:
    if day >= clock.today():
        return nullcontext()
    return moments.as_known_at(datetime.combine(day, time.max, clock.CITY_TIME))
