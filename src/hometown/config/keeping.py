"""Commands that keep an installation: check, replay, backup, restore."""

import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import click
from django.conf import settings
from django.db import connection, connections
from django.db.models import Max

from hometown.files import storing
from hometown.ledger import replay as ledger_replay
from hometown.ledger import triggers
from hometown.ledger.models import Entry

SQLITE = "hometown.sqlite3"


@click.command()
def check() -> None:
    """Check that the tables equal the book, the book is protected, and every file is what it was."""
    problems = [f"trigger missing: {name}" for name in triggers.missing()]
    problems += [f"{d.model} {d.row_id}: {d.what}" for d in ledger_replay.differences()]
    problems += [f"file {problem}" for problem in storing.problems()]
    for problem in problems[:50]:
        click.echo(problem, err=True)
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    if problems:
        raise click.ClickException(f"{len(problems)} problems in a book of {last} lines.")
    click.echo(f"In order: {last} lines, every table equals the book, every file equals its hash.")


@click.command()
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Keep the rebuilt database here.")
@click.option("--upto", type=int, help="Rebuild as of this line of the book.")
def replay(out: Path | None, upto: int | None) -> None:
    """Rebuild an empty database from the book, and say whether it equals the tables."""
    with tempfile.TemporaryDirectory(dir=settings.HOMETOWN_HOME) as folder:
        path = Path(folder) / "replayed.sqlite3"
        own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}, "HOST": "", "PORT": ""}
        connections.databases["replayed"] = {**connections.databases["default"], **own}
        from django.core.management import call_command

        call_command("migrate", database="replayed", verbosity=0)
        rows = ledger_replay.rebuild("replayed", upto=upto)
        # What was rebuilt equals the book by making; whether the tables in use do is the question.
        differ = [] if upto is not None else list(ledger_replay.differences())
        connections["replayed"].close()
        if out:
            shutil.copy2(path, out)
    if differ:
        raise click.ClickException(f"{len(differ)} rows differ, the first: {differ[0].model} {differ[0].row_id}")
    click.echo(f"Rebuilt {rows} rows from the book.")


@click.command()
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def backup(archive: Path) -> None:
    """Write the database and the files of this home to ARCHIVE (.tar.gz), while it is in use."""
    if connection.vendor != "sqlite":
        raise click.ClickException("For PostgreSQL use pg_dump, and copy the folder `blobs` of the home beside it.")
    draft = archive.with_name(archive.name + ".draft")
    with tempfile.TemporaryDirectory(dir=settings.HOMETOWN_HOME) as folder:
        copy = Path(folder) / SQLITE
        live = settings.DATABASES["default"]["NAME"]
        with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        with tarfile.open(draft, "w:gz") as tar:
            tar.add(copy, SQLITE)
            for name in ("blobs", "secret-key", "demo-sign-ins.txt"):
                if (settings.HOMETOWN_HOME / name).exists():
                    tar.add(settings.HOMETOWN_HOME / name, name)
    draft.chmod(0o600)
    draft.replace(archive)
    click.echo(
        f"Written: {archive} ({archive.stat().st_size} bytes). It holds personal data and the signing key: lock it up."
    )


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(archive: Path) -> None:
    """Put back what `backup` wrote, into an empty home."""
    home = settings.HOMETOWN_HOME
    if (home / SQLITE).exists():
        raise click.ClickException(f"{home} holds an installation already. Name an empty folder in HOMETOWN_HOME.")
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(home, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise click.ClickException(f"{archive} is not a backup that can be read: {error}") from error
    click.echo(f"Restored into {home}. Run `hometown check` to see that all is in order.")
