"""`hometown exchange`: the pack of a week on the command line, as it stands."""

from pathlib import Path

import click
from django.utils import translation

from hometown.files import handing
from hometown.kernel import clock
from hometown.programme.commands import batch_numbered
from hometown.programme.models import Batch

from . import papers
from .models import Exchange
from .rules import Week
from .writing import Pack, as_text


@click.command()
@click.argument("week", required=False)
@click.option("--batch", "number", type=int, help="Number of the batch (default: the newest).")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "docx", "pdf"]),
    default="text",
    show_default=True,
    help="What is written.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file a docx or pdf goes to.")
def exchange(week: str | None, number: int | None, lang: str, shape: str, output: Path | None) -> None:
    """Print the pack of the weekly exchange of WEEK (2019-W45; default: this week)."""
    with translation.override("zh-hans" if lang == "zh" else "en"):
        pack = Pack(_exchange(batch_numbered(number), _week(week)), None)
        if shape == "text" and output is None:
            click.echo(as_text(pack))
            return
        if output is None:
            raise click.UsageError(f"Say where the {shape} goes: -o FILE")
        said = as_text(pack).encode() + b"\n" if shape == "text" else handing.as_file(papers.document(pack), shape)
    output.write_bytes(said)
    click.echo(f"Wrote {output}.", err=True)


def _week(text: str | None) -> Week:
    if text is None:
        return Week.of(clock.today())
    try:
        return Week.read(text)
    except ValueError as error:
        raise click.UsageError(f"{text!r} is not a week: write it as 2019-W45") from error


def _exchange(batch: Batch, week: Week) -> Exchange:
    prepared = Exchange.objects.standing().filter(batch=batch).select_related("batch__host_city", "minutes")
    found: Exchange | None = prepared.of_week(week).first()
    if found is None:
        weeks = ", ".join(str(one.of_week) for one in prepared.newest_first()[:8]) or "none"
        raise click.ClickException(f"No exchange of batch {batch.number} is prepared for {week}. Prepared: {weeks}.")
    return found
