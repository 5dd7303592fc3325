"""Commands that keep an installation: check, replay, backup, restore."""

import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

import click
from django.conf import settings
from django.db import connection, connections
from django.db.models import Max

from hometown.config import tables
from hometown.files import storing
from hometown.ledger import auditing, pairs, triggers
from hometown.ledger import replay as ledger_replay
from hometown.ledger.models import Entry

SQLITE = "hometown.sqlite3"
KEPT = ("blobs", "secret-key", "demo-sign-ins.txt", SQLITE)  # what a backup holds; the database is put back last


@click.command()
def check() -> None:
    """Check that the book is whole and protected, the tables equal it, and every file is what it was."""
    problems = [f"trigger missing: {name}" for name in triggers.missing()]
    problems += [f"index missing: {name}" for name in pairs.missing()]
    problems += [
        f"{table}: its index of names is not its names; run `hometown upgrade`" for table in pairs.differences()
    ]
    problems += auditing.check()
    problems += [f"{d.model} {d.row_id}: {d.what}" for d in ledger_replay.differences()]
    problems += [f"file {problem}" for problem in storing.problems()]
    for problem in problems[:50]:
        click.echo(problem, err=True)
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    if problems:
        raise click.ClickException(f"{len(problems)} problems in a book of {last} lines.")
    click.echo(
        f"In order: {last} lines, every hash holds up to the root of the tree, "
        "every table equals the book, every file equals its hash."
    )


@click.command()
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="Keep the rebuilt database here.")
@click.option("--upto", type=int, help="Rebuild as of this line of the book.")
def replay(out: Path | None, upto: int | None) -> None:
    """Rebuild an empty database from the book, and say whether it equals the tables."""
    with tempfile.TemporaryDirectory(dir=settings.HOMETOWN_HOME) as folder:
        path = Path(folder) / "replayed.sqlite3"
        own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}, "HOST": "", "PORT": ""}
        connections.databases["replayed"] = {**connections.databases["default"], **own}
        tables.bring_up("replayed")
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
    if not _is_begun():
        raise click.ClickException(f"{settings.HOMETOWN_HOME} holds no installation: there is nothing to back up.")
    with tempfile.TemporaryDirectory(dir=settings.HOMETOWN_HOME) as folder:
        copy = Path(folder) / SQLITE
        live = settings.DATABASES["default"]["NAME"]
        with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        with _draft_of(archive) as draft, tarfile.open(draft, "w:gz") as tar:
            for name in KEPT:
                kept = copy if name == SQLITE else settings.HOMETOWN_HOME / name
                if kept.exists():
                    tar.add(kept, name, filter=_without_drafts)
    click.echo(
        f"Written: {archive} ({archive.stat().st_size} bytes). It holds personal data and the signing key: lock it up."
    )


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(archive: Path) -> None:
    """Put back what `backup` wrote, into an empty home."""
    home = settings.HOMETOWN_HOME
    if _is_begun():
        raise click.ClickException(f"{home} holds an installation already. Name an empty folder in HOMETOWN_HOME.")
    try:
        with tempfile.TemporaryDirectory(dir=home) as folder, tarfile.open(archive, "r:gz") as tar:
            names = {PurePosixPath(name).parts[0] for name in tar.getnames()}
            if SQLITE not in names or names - set(KEPT):
                raise click.ClickException(f"{archive} was not written by `hometown backup`.")
            tar.extractall(folder, filter="data")
            for name in KEPT:
                if name in names:
                    (Path(folder) / name).replace(home / name)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise click.ClickException(f"{archive} is not a backup that can be read: {error}") from error
    click.echo(f"Restored into {home}. Run `hometown check` to see that all is in order.")


def _is_begun() -> bool:
    """Tell whether the home holds a database with tables; merely asking an empty home leaves an empty file."""
    path = settings.HOMETOWN_HOME / SQLITE
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as home:
        return bool(home.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


@contextmanager
def _draft_of(archive: Path) -> Iterator[Path]:
    """A file beside the archive, readable by its owner only; it takes the archive's place when it is whole."""
    draft = archive.with_name(archive.name + ".draft")
    try:
        draft.touch(mode=0o600)
        yield draft
        draft.replace(archive)
    finally:
        draft.unlink(missing_ok=True)


def _without_drafts(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out what is just coming in: it is no record yet, and may be gone in a moment."""
    return None if member.name == "blobs/incoming" else member
