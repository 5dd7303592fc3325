"""`hometown review`: the review of a batch on the command line."""

import json
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path

import click
from django.utils import translation

from hometown.files import handing
from hometown.kernel import clock
from hometown.ledger import moments
from hometown.programme.commands import batch_numbered

from . import papers
from .review import Review, as_data, as_text


@click.command()
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
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file a docx or pdf goes to.")
@click.option("--known-at", metavar="YYYY-MM-DD", help="As it was known at the end of this day.")
def review(number: int | None, lang: str, shape: str, known_at: str | None, output: Path | None) -> None:
    """Print the review of a batch, composed from the records."""
    with _moment(known_at), translation.override("zh-hans" if lang == "zh" else "en"):
        told = Review(batch_numbered(number))
        if shape in handing.SHAPES:
            _write(told, shape, output, known_at)
        else:
            click.echo(as_text(told) if shape == "text" else json.dumps(as_data(told), ensure_ascii=False, indent=1))


def _write(told: Review, shape: str, output: Path | None, known_at: str | None) -> None:
    if output is None:
        raise click.UsageError(f"Say where the {shape} goes: -o FILE")
    dated = date.fromisoformat(known_at) if known_at else clock.today()
    output.write_bytes(handing.as_file(papers.document(told, dated), shape))
    click.echo(f"Wrote {output}.", err=True)


def _moment(known_at: str | None):  # type: ignore[no-untyped-def]
    if known_at is None:
        return nullcontext()
    try:
        day = datetime.strptime(known_at, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError as error:
        raise click.UsageError(f"{known_at!r} is not a day: write it as 2019-12-31") from error
    return moments.at_the_end_of(day)
