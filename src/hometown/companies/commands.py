"""`hometown registry`: the registry of companies that a city loads into a store of its own."""

import time
from pathlib import Path

import click

from hometown.kernel import clock
from hometown.names import Index, IndexFileError
from hometown.names.index_commands import mapped, progress
from hometown.names.reading import ReadingError, registry_of

from .registry import path
from .registry import source as named

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def registry() -> None:
    """The registry of companies: load it, or say what is loaded."""


@registry.command()
@click.argument("file", type=_FILE)
@click.option("--map", "pairs", multiple=True, metavar="OURS=THEIRS", help="What the file calls a column.")
@click.option("--aliases", type=_FILE, help="Other names: a table with alias, and name or uscc of the firm.")
@click.option("--history", type=_FILE, help="Former names: a table with alias (the former name), and name or uscc.")
@click.option(
    "--source", default="", help="Where it is from, as it will stand beside facts; the file's name if not said."
)
def load(file: Path, pairs: tuple[str, ...], aliases: Path | None, history: Path | None, source: str) -> None:
    """Load a registry: parquet, csv or xlsx with a column name, if present uscc, province, city, reg_date, alias.

    It takes the place of the one that was loaded before, all at once: pages go on with the old one until it is whole.
    """
    began = time.monotonic()
    try:
        rows, remarks = registry_of(file, aliases=aliases, history=history, names=mapped(pairs))
        rows.facts |= {"source": source.strip() or file.name, "loaded_on": clock.today().isoformat()}
        where = path()
        where.parent.mkdir(parents=True, exist_ok=True)
        index = Index.build(rows, where, progress=progress("Indexed"))
    except ReadingError as error:
        raise click.ClickException(str(error)) from error
    for remark in remarks:
        click.echo(remark, err=True)
    took, others = time.monotonic() - began, len(rows.aliases) + len(rows.formers)
    click.echo(f"{len(index):,} companies and {others:,} other names in {took:.1f} s.")


@registry.command()
def show() -> None:
    """Say which registry is loaded, and look at its checksums."""
    if not path().exists():
        raise click.ClickException("No registry is loaded: hometown registry load FILE.")
    try:
        index = Index.open(path())
    except IndexFileError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{named(index)}: {len(index):,} companies, {path().stat().st_size:,} bytes.")
