"""The system administrator's page: is the installation in order. No business data, only counts of lines and bytes."""

import shutil
import sys

import django
from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hometown import __version__
from hometown.accounts.guards import guarded, open_to_all
from hometown.ledger import triggers
from hometown.ledger.models import Entry


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
        "lines": Entry.objects.aggregate(last=Max("seq"))["last"] or 0,
        "free": disk.free,
        "size": database.stat().st_size if database.exists() else None,
    }
    return render(request, "config/system.html", page)


@open_to_all
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say whether the database answers; for a monitor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
