"""Creme CRM (PyPI creme-crm, AGPL) beside the house: as many organisations of the same names, the same runner.

It lives in an environment of its own under the home of the benchmark and is never imported here. Its manual names
PostgreSQL for work, so it stands on the same cluster; where there is none it is left out.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from . import cluster

VERSION = "2.8.6"
PACKAGES = (f"creme-crm[pgsql]=={VERSION}", "psycopg[binary]==3.1.20")
PROJECT = "measured"
SETTINGS = """
import os
from urllib.parse import urlsplit

from .settings import *

_address = urlsplit(os.environ["CREME_DATABASE"])
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": _address.path[1:], "USER": _address.username, "PASSWORD": "",
    "HOST": _address.hostname, "PORT": str(_address.port), "CONN_MAX_AGE": 60,
}}
SECRET_KEY = "only-to-be-measured-" + "x" * 50
ALLOWED_HOSTS = ["testserver"]
JOBMANAGER_BROKER = "unix_socket:///nowhere"
"""
# One row of its own is taken for all the columns that do not matter here.
FILL = """
INSERT INTO creme_core_cremeentity (id, uuid, created, modified, header_filter_search_field, is_deleted,
  entity_type_id, user_id, extra_data, description) OVERRIDING SYSTEM VALUE
SELECT 1000 + n.id, gen_random_uuid(), now(), now(), n.name, false,
  (SELECT id FROM django_content_type WHERE app_label = 'persons' AND model = 'organisation'), 1, '{}', ''
FROM million_names n;
INSERT INTO persons_organisation SELECT r.* FROM million_names n,
  (SELECT * FROM persons_organisation ORDER BY cremeentity_ptr_id LIMIT 1) t,
  LATERAL jsonb_populate_record(NULL::persons_organisation, to_jsonb(t)
    || jsonb_build_object('cremeentity_ptr_id', 1000 + n.id, 'name', n.name, 'is_managed', false)) r;
SELECT setval(pg_get_serial_sequence('creme_core_cremeentity', 'id'), MAX(id)) FROM creme_core_cremeentity
"""


def measured(home: Path, organisations: int, requests: int) -> dict[str, Any] | None:
    """Install and fill it where it is not, measure it, and return what was found; None where it cannot be had."""
    if cluster.binaries() is None:
        print("Creme is left out: there is no PostgreSQL on this machine.")
        return None
    place = home / "creme"
    try:
        python = _installed(place)
        with cluster.running(home) as address:
            env = _environment(place, address)
            if not _is_filled(env, organisations):
                _fill(place, env, address, home / "sqlite" / "hometown.sqlite3")
            said = _run(python, "-W", "ignore", "-m", "benchmarks.million.creme", str(requests), env=env, heard=True)
    except subprocess.CalledProcessError as error:
        print(f"Creme is left out: {error}")
        return None
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return {"version": VERSION, **found}


def _installed(place: Path) -> str:
    python = place / "venv" / "bin" / "python"
    if not (place / PROJECT / PROJECT / "for_measuring.py").exists():
        _run(sys.executable, "-m", "venv", str(place / "venv"))
        _run(str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", *PACKAGES)
        bare = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTHON"))}
        begin = [str(python.with_name("creme")), "creme_start_project", PROJECT]
        subprocess.run(begin, cwd=place, env=bare, check=True, stdout=subprocess.DEVNULL)
        (place / PROJECT / PROJECT / "for_measuring.py").write_text(SETTINGS, encoding="utf-8")
    return str(python)


def _environment(place: Path, address: str) -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    return os.environ | {
        "CREME_DATABASE": address.rsplit("/", 1)[0] + "/creme",
        "DJANGO_SETTINGS_MODULE": f"{PROJECT}.for_measuring",
        "PYTHONPATH": os.pathsep.join([str(place / PROJECT), str(root)]),
    }


def _run(*command: str, env: dict[str, str] | None = None, heard: bool = False) -> str:
    done = subprocess.run(command, env=env, check=True, text=True, stdout=subprocess.PIPE if heard else sys.stderr)
    return done.stdout or ""


def _is_filled(env: dict[str, str], organisations: int) -> bool:
    import psycopg

    try:
        with psycopg.connect(env["CREME_DATABASE"]) as connection:
            found = connection.execute("SELECT COUNT(*) FROM persons_organisation").fetchone()
    except psycopg.Error:
        return False
    return bool(found and found[0] > organisations)


def _fill(place: Path, env: dict[str, str], address: str, names: Path) -> None:
    import sqlite3

    import psycopg

    with psycopg.connect(address.rsplit("/", 1)[0] + "/postgres", autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS creme")
        admin.execute("CREATE DATABASE creme")
    for command in (("migrate", "-v0"), ("creme_populate", "-v0"), ("generatemedia",)):
        _run(str(place / "venv" / "bin" / "creme"), *command, env=env)
    with psycopg.connect(env["CREME_DATABASE"]) as target:
        target.execute("CREATE TABLE million_names (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)")
        with target.cursor() as cursor, cursor.copy("COPY million_names (name) FROM STDIN") as copy:
            for row in sqlite3.connect(names).execute("SELECT name FROM companies_company ORDER BY id"):
                copy.write_row(row)
        for statement in FILL.split(";"):
            target.execute(statement)
    with psycopg.connect(env["CREME_DATABASE"], autocommit=True) as target:
        target.execute("VACUUM (ANALYZE)")


def _measure(requests: int) -> None:
    """Runs in Creme's own environment."""
    import creme  # type: ignore[import-not-found]  # noqa: F401  it must be known before Django is
    import django

    django.setup()
    import logging

    from django.db import connection
    from django.test import Client

    from . import measuring

    logging.disable(logging.WARNING)
    from creme.creme_core.models import CremeUser  # type: ignore[import-not-found]
    from creme.persons import get_organisation_model  # type: ignore[import-not-found]

    model, client = get_organisation_model(), Client()
    client.force_login(CremeUser.objects.filter(is_superuser=True).order_by("pk").first())
    every = model.objects.order_by("pk")
    listed, count = model.get_lv_absolute_url(), every.count()
    far = model.objects.order_by("name", "pk")[min(50_000, count // 2)]
    deep = {"type": "forward", "key": "name", "value": far.name}  # as its own "next page" leads there
    pages = {
        "list, page 1": listed,
        "list, deep page": f"{listed}?" + urlencode({"page": json.dumps(deep)}),
        "one organisation": every[count // 2].get_absolute_url(),
        # Its page of search fetches what it found afterwards; this one answers at once, over every kind of record.
        "search of a rare text": "/creme_core/search/light/?" + urlencode({"value": "湖若启"}),
    }
    found = [{"name": n, **measuring.opened(client, url, requests, connection)} for n, url in pages.items()]
    memory = {"peak_mb": measuring.peak_mb(), "own_mb": measuring.own_mb()}
    print(json.dumps({"organisations": count, "pages": found, **memory}))


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
