"""`hometown names`: what the engine of names can do, from the command line. Needs no home and no database."""

import json
import sys
from datetime import datetime

import click

from .extract import SIGNS_MAX, Extraction, TooLong
from .extract import extract as read
from .index_commands import COMMANDS

_BYTES_MAX = 4 * SIGNS_MAX


@click.group()
def names() -> None:
    """Work with company names, offline."""


@names.command()
@click.option("--json", "as_json", is_flag=True, help="Print every finding with its place in the text, as JSON.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which 明天, 下周三 and 年底 are reckoned (YYYY-MM-DD).",
)
def extract(as_json: bool, today: datetime | None) -> None:
    """Find companies, people, numbers, amounts, places, dates and stages in a message on standard input (UTF-8)."""
    found = _found(sys.stdin.buffer.read(_BYTES_MAX + 1), today)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return
    for one in found.findings:
        words = " ".join(one.text.split())
        click.echo(f"{one.kind.value}\t{one.start}-{one.end}\t{words}\t{one.confidence:.2f}\t{one.reason}")


def _found(sent: bytes, today: datetime | None) -> Extraction:
    if len(sent) > _BYTES_MAX:
        raise click.ClickException(f"A message has at most {SIGNS_MAX:,} characters; this one has more.")
    try:
        return read(sent.decode("utf-8"), today=today.date() if today else None)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"The message is not UTF-8: byte {error.start + 1} cannot be read.") from error
    except TooLong as error:
        raise click.ClickException(str(error)) from error


for _command in COMMANDS:
    names.add_command(_command)
