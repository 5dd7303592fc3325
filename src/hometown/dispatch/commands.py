"""`hometown dispatch`: the board of a day on the command line, as text, JSON or an official paper."""

import json
from datetime import date
from pathlib import Path

import click
from django.utils import translation

from hometown.face.fields import EARLIEST
from hometown.files import handing
from hometown.kernel import clock
from hometown.ledger import moments
from hometown.programme.commands import batch_numbered

from . import access, papers
from .board import Board


@click.command()
@click.argument("day", required=False)
@click.option("--batch", "number", type=int, help="Number of the batch (default: the newest).")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "docx", "pdf"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="File to write to.")
def dispatch(day: str | None, number: int | None, lang: str, shape: str, out: Path | None) -> None:
    """Print the board of DAY (default: today): what is out of order, its next action, one person.

    A day that has been is shown as it was known at its end.
    """
    if shape in handing.SHAPES and out is None:
        raise click.UsageError(f"{shape} needs a file: name one with -o.")
    on = _day(day)
    with moments.at_the_end_of(on), translation.override("zh-hans" if lang == "zh" else "en"):
        batch = batch_numbered(number)
        told = papers.Paper(batch.name, on, papers.rows_of_board(Board(access.whole_sight(batch), on)))
        if shape in handing.SHAPES and out is not None:
            out.write_bytes(handing.as_file(papers.as_document(told), shape))
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
