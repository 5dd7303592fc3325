"""The system administrator's page: is the installation in order. No business data, only counts of lines and bytes."""

import shutil
import sys

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hometown import __version__
from hometown.accounts.guards import guarded, open_to_all
from hometown.face.outages import Outage, outage_of
from hometown.ledger import triggers
from hometown.ledger.models import Entry
from hometown.policy import standing

LEAST_FREE = 32 << 20  # bytes: less is as good as full
TURN_MS = 2000


@guarded("run_system")
def system(request: HttpRequest) -> HttpResponse:
    """Versions, the protection of the book, and room on the disk."""
    disk = shutil.disk_usage(settings.HOMETOWN_HOME)
    database = settings.HOMETOWN_HOME / "hometown.sqlite3"
    page = {
        "version": __version__,
        "django": django.get_version(),
        "python": sys.version.split()[0],
        "vendor": connection.vendor,
        "missing": triggers.missing(),
        "troubles": standing.troubles(),
        "lines": Entry.objects.aggregate(last=Max("seq"))["last"] or 0,
        "free": disk.free,
        "size": database.stat().st_size if database.exists() else None,
    }
    return render(request, "config/system.html", page)


@open_to_all
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say whether the house can read and write; for a monitor: `ok`, or one word for what is the matter."""
    try:
        outage = _ails()
    except (DatabaseError, OSError) as error:
        outage = outage_of(error) or Outage.AWAY
    if outage is None:
        return HttpResponse("ok", content_type="text/plain")
    headers = {"Retry-After": str(outage.retry_after)}
    said = f"{outage.name.lower()}\n{outage.sentence}\n"
    return HttpResponse(said, status=outage.status, headers=headers, content_type="text/plain; charset=utf-8")


def _ails() -> Outage | None:
    if shutil.disk_usage(settings.HOMETOWN_HOME).free < LEAST_FREE:
        return Outage.FULL
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        _take_a_turn()
    return None


def _take_a_turn() -> None:
    """Ask for the embedded database's one writing turn, wait a moment for it, and give it back unused."""
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {TURN_MS}")
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
