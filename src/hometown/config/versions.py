"""Whether the database is of this version: its migrations are those on disk, no more and no fewer."""

import sys
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader


def mismatch() -> str:
    """Return one sentence that says what differs and what to do; empty when nothing does."""
    ahead, behind, is_ours = _differences()
    if ahead:
        return _ahead(ahead)
    if behind and not is_ours:
        return "There is no installation in this home yet. Make one: hometown init, or hometown demo."
    if behind:
        return f"This database is of an older version (it lacks {behind[0]}). Bring it up to date: hometown upgrade"
    return ""


def newer() -> str:
    """Return one sentence when the database is ahead of this programme, which no migration of ours mends."""
    ahead, _behind, _is_ours = _differences()
    return _ahead(ahead) if ahead else ""


def is_empty() -> bool:
    """Tell whether there is no installation in this home at all."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not str(name).startswith("file:") and not Path(str(name)).exists():
        return True
    return not _differences()[2]


def _ahead(found: list[str]) -> str:
    return (
        f"This database was written by a newer version ({found[-1]}). Install that version of the programme, or "
        "restore a backup."
    )


def _differences() -> tuple[list[str], list[str], bool]:
    """Return the migrations of ours only the database has, those only the disk has, and whether any was applied."""
    loader = MigrationLoader(connection)
    on_disk, applied = set(loader.disk_migrations), set(loader.applied_migrations or ())
    ours = {floor.rsplit(".", 1)[1] for floor in settings.FLOORS}
    ahead = sorted(f"{app}.{name}" for app, name in applied - on_disk if app in ours)
    behind = sorted(f"{app}.{name}" for app, name in on_disk - applied if app in ours)
    return ahead, behind, any(app in ours for app, _name in applied)


def require_in_a_web_process() -> None:
    """End a web process with one sentence when the database is of another version.

    A database that does not answer yet is no reason to end: pages say so until it does.
    """
    try:
        said = mismatch()
    except DatabaseError:
        return
    if said:
        print(said, file=sys.stderr)  # noqa: T201 - there is no page and no command to say it
        raise SystemExit(1)
