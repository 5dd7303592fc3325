"""A PostgreSQL for the tests of what the database itself guards."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections

from hometown.config import tables


def _settings(url: str, name: str) -> dict[str, Any]:
    parts = urlsplit(url)
    admin = {"ENGINE": "django.db.backends.postgresql", "HOST": parts.hostname, "PORT": parts.port or "",
             "USER": parts.username, "PASSWORD": parts.password or ""}  # fmt: skip
    default = connections.databases["default"]
    return {
        **default,
        **admin,
        "OPTIONS": {},
        "TEST": default["TEST"],
        "NAME": name or parts.path.strip("/") or "postgres",
    }


@contextmanager
def _known(url: str, **names: str) -> Iterator[None]:
    """Let Django know databases of the server by these aliases for a while."""
    for alias, name in names.items():
        connections.databases[alias] = _settings(url, name)
    try:
        yield
    finally:
        for alias in names:
            connections[alias].close()
            del connections[alias], connections.databases[alias]


def _do(sentence: str) -> None:
    with connections["pg_admin"].cursor() as cursor:
        cursor.execute(sentence)


@pytest.fixture(scope="session")
def migrated(postgresql_url: str, django_db_blocker: Any) -> Iterator[str]:
    """A migrated PostgreSQL database, of which each test gets a copy: migrating takes much longer than copying."""
    name = f"hometown_{uuid.uuid4().hex[:8]}"
    with django_db_blocker.unblock(), _known(postgresql_url, pg_admin="", pg=name):
        _do(f"CREATE DATABASE {name}")
        tables.bring_up("pg")
    yield name
    with django_db_blocker.unblock(), _known(postgresql_url, pg_admin=""):
        _do(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def city(postgresql_url: str, migrated: str) -> Iterator[str]:
    """A migrated PostgreSQL database of its own. Yields its alias."""
    name = f"hometown_{uuid.uuid4().hex[:8]}"
    with _known(postgresql_url, pg_admin="", pg=name):
        _do(f"CREATE DATABASE {name} TEMPLATE {migrated}")
        try:
            yield "pg"
        finally:
            connections["pg"].close()
            _do(f"DROP DATABASE {name} WITH (FORCE)")
