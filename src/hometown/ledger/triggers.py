"""Append-only in the database itself, so that no other program can rewrite the book either.

Each table of the book refuses UPDATE and DELETE; a line takes the next number and nothing else; rows join only the
newest line. INSERT OR REPLACE deletes silently on SQLite, so inserts of an existing key are refused as well, whatever
`recursive_triggers` says. PostgreSQL refuses TRUNCATE too. A personal body may go, once its erasure is recorded.
"""

from django.db import connections

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END"
# The words of each trigger are ours; nothing that anybody typed comes near them.
_SQLITE = {
    "ledger_entry_no_update": f"BEFORE UPDATE ON ledger_entry {_REFUSE}",
    "ledger_entry_no_delete": f"BEFORE DELETE ON ledger_entry {_REFUSE}",
    "ledger_entry_in_turn": (
        "BEFORE INSERT ON ledger_entry WHEN NEW.seq IS NULL"
        " OR NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM ledger_entry)"
        " OR EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)"
        " BEGIN SELECT RAISE(ABORT, 'the book is append-only: a line takes the next number'); END"
    ),
    "ledger_row_no_update": f"BEFORE UPDATE ON ledger_rowimage {_REFUSE}",
    "ledger_row_no_delete": f"BEFORE DELETE ON ledger_rowimage {_REFUSE}",
    "ledger_row_in_turn": (
        "BEFORE INSERT ON ledger_rowimage WHEN NEW.entry_id <> (SELECT MAX(seq) FROM ledger_entry)"
        " OR NEW.id / 1048576 <> NEW.entry_id OR EXISTS (SELECT 1 FROM ledger_rowimage WHERE id = NEW.id)"
        " BEGIN SELECT RAISE(ABORT, 'the book is append-only: rows join the newest line'); END"
    ),
    "ledger_body_no_update": f"BEFORE UPDATE ON ledger_personalbody {_REFUSE}",
    "ledger_body_no_delete": (
        "BEFORE DELETE ON ledger_personalbody WHEN NOT EXISTS"
        " (SELECT 1 FROM ledger_erasure WHERE body_id = OLD.id)"
        " BEGIN SELECT RAISE(ABORT, 'personal data leaves only by a recorded erasure'); END"
    ),
    "ledger_body_in_turn": (
        "BEFORE INSERT ON ledger_personalbody WHEN NEW.row_id / 1048576 <> (SELECT MAX(seq) FROM ledger_entry)"
        " OR EXISTS (SELECT 1 FROM ledger_personalbody"
        " WHERE (row_id = NEW.row_id AND field = NEW.field) OR id = NEW.id)"
        f" {_REFUSE}"
    ),
    "ledger_erasure_no_update": f"BEFORE UPDATE ON ledger_erasure {_REFUSE}",
    "ledger_erasure_no_delete": f"BEFORE DELETE ON ledger_erasure {_REFUSE}",
    "ledger_erasure_in_turn": (
        "BEFORE INSERT ON ledger_erasure WHEN EXISTS (SELECT 1 FROM ledger_erasure WHERE body_id = NEW.body_id)"
        f" {_REFUSE}"
    ),
    "ledger_node_no_update": f"BEFORE UPDATE ON ledger_treenode {_REFUSE}",
    "ledger_node_no_delete": f"BEFORE DELETE ON ledger_treenode {_REFUSE}",
    "ledger_node_in_turn": (
        "BEFORE INSERT ON ledger_treenode WHEN EXISTS (SELECT 1 FROM ledger_treenode WHERE id = NEW.id)"
        " OR ((NEW.id & 281474976710655) + 1) << (NEW.id >> 48) > (SELECT COALESCE(MAX(seq), 0) FROM ledger_entry)"
        f" {_REFUSE}"
    ),
    "ledger_read_no_update": f"BEFORE UPDATE ON ledger_personalread {_REFUSE}",
    "ledger_read_no_delete": f"BEFORE DELETE ON ledger_personalread {_REFUSE}",
    "ledger_read_in_turn": (
        "BEFORE INSERT ON ledger_personalread WHEN EXISTS (SELECT 1 FROM ledger_personalread WHERE id = NEW.id)"
        f" {_REFUSE}"
    ),
}  # fmt: skip

_POSTGRESQL_TABLES = (
    "ledger_entry", "ledger_rowimage", "ledger_personalbody", "ledger_erasure", "ledger_treenode",
    "ledger_personalread",
)  # fmt: skip
_POSTGRESQL_FUNCTIONS = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'ledger_personalbody' AND TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM ledger_erasure WHERE body_id = OLD.id) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'the book is append-only';
END $$;
CREATE OR REPLACE FUNCTION ledger_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest bigint;
BEGIN
  SELECT COALESCE(MAX(seq), 0) INTO newest FROM ledger_entry;
  IF TG_TABLE_NAME = 'ledger_entry' THEN
    IF NEW.seq <> newest + 1 THEN RAISE EXCEPTION 'the book is append-only: a line takes the next number'; END IF;
  ELSIF TG_TABLE_NAME = 'ledger_rowimage' THEN
    IF NEW.entry_id <> newest OR NEW.id >> 20 <> newest THEN
      RAISE EXCEPTION 'the book is append-only: rows join the newest line'; END IF;
  ELSIF TG_TABLE_NAME = 'ledger_treenode' THEN
    IF ((NEW.id & 281474976710655) + 1) << (NEW.id >> 48)::int > newest THEN
      RAISE EXCEPTION 'the book is append-only: a node stands over lines that are there'; END IF;
  ELSIF NEW.row_id >> 20 <> newest THEN
    RAISE EXCEPTION 'the book is append-only: rows join the newest line';
  END IF;
  RETURN NEW;
END $$;
"""


def _postgresql_triggers() -> dict[str, str]:
    wanted = {}
    for table in _POSTGRESQL_TABLES:
        refuse = "EXECUTE FUNCTION ledger_refuse()"
        wanted[f"{table}_kept"] = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}"
        wanted[f"{table}_whole"] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
    for table in ("ledger_entry", "ledger_rowimage", "ledger_personalbody", "ledger_treenode"):
        wanted[f"{table}_in_turn"] = f"BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_in_turn()"
    return wanted


def install(using: str = "default") -> bool:
    """Create the triggers, replacing what stands. Returns False, and does nothing, before the book's tables exist."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if not present.issuperset(_POSTGRESQL_TABLES):
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, body in _SQLITE.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"CREATE TRIGGER {name} {body}")
            return True
        cursor.execute(_POSTGRESQL_FUNCTIONS)
        for name, body in _postgresql_triggers().items():
            cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {body}")
            # ALWAYS: replication roles cannot switch it off either.
            cursor.execute(f"ALTER TABLE {body.split(' ON ')[1].split(' ')[0]} ENABLE ALWAYS TRIGGER {name}")
    return True


# These look into another table of the book. SQLite cannot rename a remade table while such a trigger stands.
_ACROSS = ("ledger_row_in_turn", "ledger_body_in_turn", "ledger_body_no_delete", "ledger_node_in_turn")


def stand_aside(using: str = "default") -> None:
    """Before migrations: let SQLite remake the tables of the book. `install` puts everything back afterwards."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in _ACROSS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing(using: str = "default") -> list[str]:
    """Return the names of the triggers that ought to stand and do not, or stand disabled."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = set(_SQLITE)
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")
            wanted = set(_postgresql_triggers())
        return sorted(wanted - {name for (name,) in cursor.fetchall()})
