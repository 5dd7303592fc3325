"""The ways around the book, tried on each database."""

import uuid

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction

from hometown.companies.models import Company
from hometown.ledger import book, triggers
from hometown.ledger.models import Entry, LedgeredModel, RowImage

pytestmark = pytest.mark.django_db(transaction=True)

_LINE = "ledger_entry (seq, id, verb, recorded_at, note, is_demo, digest)"
_ROW = "ledger_rowimage (id, entry_id, model, row_id, removed, version, image, salt, commitment)"
REWRITES = [
    "UPDATE ledger_entry SET verb = 'other'",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_rowimage SET removed = NOT removed",
    "DELETE FROM ledger_rowimage",
    "UPDATE ledger_personalbody SET field = 'other'",
    "DELETE FROM ledger_personalbody",
    "UPDATE ledger_personalread SET purpose = 'other'",
    "DELETE FROM ledger_personalread",
    "UPDATE ledger_treenode SET hashed = {bytes}",
    "DELETE FROM ledger_treenode",
    # a node over lines that are not there
    "INSERT INTO ledger_treenode (id, hashed) VALUES (281474976710657, {bytes})",
    # a line out of turn, and a row slipped under an old line
    f"INSERT INTO {_LINE} VALUES (9, '{{new}}', 'forged', '2019-09-17', '', {{false}}, {{bytes}})",
    f"INSERT INTO {_ROW} VALUES (1048580, 1, 'a.b', '{{new}}', {{false}}, 1, '{{{{}}}}', {{bytes}}, {{bytes}})",
]
SQLITE_REWRITES = [
    f"INSERT OR REPLACE INTO {_LINE} VALUES (1, '{{new}}', 'forged', '2019-09-17', '', {{false}}, {{bytes}})",
    f"REPLACE INTO {_LINE} SELECT 3, id, verb, recorded_at, note, is_demo, digest FROM ledger_entry WHERE seq = 1",
    "INSERT OR REPLACE INTO ledger_rowimage SELECT * FROM ledger_rowimage WHERE entry_id = 1",
    "REPLACE INTO ledger_treenode VALUES (281474976710656, {bytes})",
    "UPDATE OR REPLACE ledger_entry SET seq = 1 WHERE seq = 2",
]
POSTGRESQL_REWRITES = [
    "TRUNCATE ledger_entry CASCADE",
    "TRUNCATE ledger_personalread",
    "TRUNCATE ledger_treenode",
    "INSERT INTO ledger_entry SELECT * FROM ledger_entry WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET verb = 'forged'",
]


@pytest.fixture
def told() -> None:
    """Two lines in the book, one with personal data, and a logged reading of it."""
    from hometown.companies.models import Contact
    from hometown.ledger import reads

    company = Company(name="上海岚汀化学股份有限公司", normal_name="上海岚汀化学股份有限公司")
    with book.entry("company.added", actor=None) as entry:
        entry.put(company)
    contact = Contact(company=company, name="郁青禾")
    with book.entry("contact.added", actor=None) as entry:
        entry.put(contact)
    reads.note(contact, ["name"], reader=uuid.uuid4())


def filled(statement: str, vendor: str) -> str:
    sqlite = vendor == "sqlite"
    return statement.format(
        new=uuid.uuid4().hex if sqlite else uuid.uuid4(),
        false="0" if sqlite else "false",
        bytes="x'00'" if sqlite else "'\\x00'",
    )


def refuses(alias: str, statement: str) -> bool:
    connection = connections[alias]
    before = snapshot(alias)
    try:
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute(filled(statement, connection.vendor))
            touched = cursor.rowcount
    except DatabaseError as error:
        return snapshot(alias) == before and ("append-only" in str(error) or "recorded erasure" in str(error))
    assert touched, "the statement found nothing to rewrite, so it proves nothing"
    return False


def snapshot(alias: str) -> list[tuple[object, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT seq, verb FROM ledger_entry ORDER BY seq")
        entries = cursor.fetchall()
        cursor.execute("SELECT id, entry_id, removed FROM ledger_rowimage ORDER BY id")
        return [*entries, *cursor.fetchall()]


@pytest.mark.parametrize("statement", REWRITES + SQLITE_REWRITES)
def test_sqlite_refuses_to_rewrite_the_book(statement: str, told: None) -> None:
    assert refuses("default", statement)


@pytest.mark.parametrize("statement", SQLITE_REWRITES)
def test_sqlite_refuses_even_where_a_connection_forgot_the_pragma(statement: str, told: None) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            assert refuses("default", statement)
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")


def test_the_drill_sees_a_rewrite_when_the_triggers_are_gone(told: None) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_entry_no_update")
    try:
        assert not refuses("default", "UPDATE ledger_entry SET verb = 'other'")
        assert triggers.missing() == ["ledger_entry_no_update"]
    finally:
        triggers.install()
    assert triggers.missing() == []


def test_the_triggers_stand_again_after_a_migration_remade_the_table(told: None) -> None:
    triggers.stand_aside()  # as the migrate command does first
    with connections["default"].schema_editor() as editor:
        editor._remake_table(Entry)  # type: ignore[attr-defined]  # what SQLite migrations do to alter a column
    assert "ledger_entry_no_update" in triggers.missing()
    call_command("migrate", verbosity=0)
    assert triggers.missing() == []
    assert refuses("default", "UPDATE ledger_entry SET verb = 'other'")


def test_bulk_writes_of_the_book_itself_are_refused(told: None) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        RowImage.objects.update(removed=True)
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.bulk_create([Entry(seq=1, verb="forged", recorded_at="2019-09-17T00:00:00Z", digest=b"")])


def test_every_ledgered_table_is_guarded_in_python() -> None:
    from hometown.ledger.images import ledgered_models
    from hometown.ledger.models import LedgeredQuerySet

    assert ledgered_models()
    for model in ledgered_models():
        assert issubclass(model, LedgeredModel)
        assert isinstance(model._default_manager.all(), LedgeredQuerySet), model


# --- PostgreSQL ----------------------------------------------------------------------------------------------------


@pytest.fixture
def told_city(city: str) -> str:
    """A PostgreSQL database with two lines in its book. Returns its alias."""
    _tell(city)
    return city


def _tell(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        for seq in (1, 2):
            cursor.execute(
                "INSERT INTO ledger_entry (seq, id, verb, recorded_at, note, is_demo, digest)"
                " VALUES (%s, %s, 'told', now(), '', false, '\\x00')",
                [seq, uuid.uuid4()],
            )
            cursor.execute(
                "INSERT INTO ledger_rowimage (id, entry_id, model, row_id, removed, version, image, salt, commitment)"
                " VALUES (%s, %s, 'companies.company', %s, false, 1, '{}', '\\x00', '\\x00')",
                [seq * 1048576, seq, uuid.uuid4()],
            )
        cursor.execute(
            "INSERT INTO ledger_personalbody (row_id, field, salt, value) VALUES (2097152, 'name', '\\x00', '\"x\"')"
        )
        cursor.execute("INSERT INTO ledger_treenode (id, hashed) VALUES (281474976710656, '\\x00')")
        cursor.execute(
            "INSERT INTO ledger_personalread (at, reader, model, row_id, fields, purpose)"
            " VALUES (now(), %s, 'm', %s, '', '')",
            [uuid.uuid4(), uuid.uuid4()],
        )


@pytest.mark.postgresql
def test_postgresql_refuses_to_rewrite_the_book(told_city: str) -> None:
    for statement in REWRITES + POSTGRESQL_REWRITES:
        assert refuses(told_city, statement), statement


@pytest.mark.postgresql
def test_a_role_that_owns_nothing_cannot_switch_the_triggers_off(told_city: str) -> None:
    role = f"app_{uuid.uuid4().hex[:8]}"
    with connections[told_city].cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"SET ROLE {role}")
        try:
            for statement in (
                "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
                "DROP TRIGGER ledger_entry_kept ON ledger_entry",
                "TRUNCATE ledger_entry CASCADE",
                "SET session_replication_role = replica",
                "UPDATE ledger_entry SET verb = 'other'",
            ):
                with pytest.raises(DatabaseError), transaction.atomic(using=told_city):
                    cursor.execute(statement)
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")


@pytest.mark.postgresql
def test_replication_mode_of_the_owner_does_not_silence_the_triggers(told_city: str) -> None:
    with connections[told_city].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            assert refuses(told_city, "UPDATE ledger_entry SET verb = 'other'")
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")
    assert triggers.missing(told_city) == []
