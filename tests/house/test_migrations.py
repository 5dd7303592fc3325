"""Migrations and models agree, and a migration of a ledgered table is no place for business."""

import ast
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.house.tree import PACKAGE, parsed, python_files, where

LOOSE = {"RunPython", "RunSQL", "SeparateDatabaseAndState"}


def loose(tree: ast.Module) -> list[tuple[int, str]]:
    """Operations that write rows past the book, or change tables without Django knowing."""
    return [
        (node.lineno, node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in LOOSE
    ]


@pytest.mark.django_db
def test_models_and_migrations_are_in_step() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except (SystemExit, CommandError):
        pytest.fail(f"models changed without a migration:\n{said.getvalue()}")


def test_no_migration_writes_rows_past_the_book() -> None:
    migrations = [path for path in python_files(PACKAGE, migrations=True) if "migrations" in path.parts]
    assert migrations
    # Nor may one be skipped where the tables are made at once: see docs/decisions/0020.
    wrong = [f"{where(path, line)} {what}" for path in migrations for line, what in loose(parsed(path))]
    assert wrong == []


def test_a_loose_migration_is_seen() -> None:
    assert loose(ast.parse("operations = [migrations.RunPython(fill)]")) == [(1, "RunPython")]
