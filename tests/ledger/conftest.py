"""A PostgreSQL for the tests of what the database itself guards."""

import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connections


@pytest.fixture
def city(postgresql_url: str) -> Iterator[str]:
    """A migrated PostgreSQL database of its own. Yields its alias."""
    name = f"hometown_{uuid.uuid4().hex[:8]}"
    parts = urlsplit(postgresql_url)
    admin = {"ENGINE": "django.db.backends.postgresql", "HOST": parts.hostname, "PORT": parts.port or "",
             "USER": parts.username, "PASSWORD": parts.password or ""}  # fmt: skip
    base = {
        **connections.databases["default"],
        **admin,
        "OPTIONS": {},
        "TEST": connections.databases["default"]["TEST"],
    }
    connections.databases["pg_admin"] = {**base, "NAME": parts.path.strip("/") or "postgres"}
    connections.databases["pg"] = {**base, "NAME": name}
    with connections["pg_admin"].cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        call_command("migrate", database="pg", verbosity=0)
        yield "pg"
    finally:
        connections["pg"].close()
        with connections["pg_admin"].cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connections["pg_admin"].close()
        for alias in ("pg", "pg_admin"):
            del connections[alias], connections.databases[alias]
