"""Finding the rows whose text holds a few characters, by an index of every two that stand side by side.

A model names its columns in `searched_fields`. The database keeps the index itself, so that whoever writes a row, the
book, a replay or an import, keeps it too: on SQLite triggers fill a full-text table, on PostgreSQL it is a GIN index.
Two characters are the least that says something in Chinese, and one less than the trigrams of either database.

What is found is what may hold the text: pairs do not tell their order. Who asks looks at the text again.
"""

import uuid
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, router

from . import gin
from .models import LedgeredModel

MOST = 1_000
MOST_PAIRS = 40  # of a text that is compared with others
_frequent: set[tuple[Any, ...]] = set()  # database, table and text, of which this process knows that too many hold it
# Signs that FTS5 takes for the end of a word, and cases: what stands for them, in the index and in what is asked.
_FOLDED = {code: "_" if not chr(code).isalnum() else chr(code).lower() for code in range(128)}


def pairs_of(text: str) -> list[str]:
    """Return every two neighbouring characters of a text, each once.

    >>> pairs_of("澄湖 A湖")
    ['澄湖', '湖_', '_a', 'a湖']
    """
    text = text.translate(_FOLDED)
    return list(dict.fromkeys(map("".join, pairwise(text))))


def rows(
    model: type[LedgeredModel], text: str, *columns: str, most: int = MOST, using: str | None = None
) -> list[tuple[Any, ...]] | None:
    """Return the key and further columns of the rows that may hold a text in their searched fields.

    None where the index cannot tell: more than `most` rows, a text of one character, a copy of a past moment. A text
    that so many rows hold is soon met by reading rows one after the other.
    """
    connection = _asked(model, using)
    if connection is None or len(text) < 2:
        return None
    using = connection.alias
    table, keys = model._meta.db_table, (True, *(model._meta.get_field(name).is_relation for name in columns))
    if (using, table, text, most) in _frequent:
        return None
    read = ", ".join(f't."{_column(model, name)}"' for name in ("id", *columns))
    with connection.cursor() as cursor:
        cursor.execute(*_question(connection.vendor, table, model, read, text, most))
        found = cursor.fetchall()
    if len(found) > most:
        _remember(using, table, text, most)
        return None
    return [tuple(map(_read, row, keys)) for row in found]


def _remember(*frequent: Any) -> None:
    """Keep in mind that too many rows hold a text: a page asks more than once, and to read the rows is never wrong."""
    if len(_frequent) >= MOST:
        _frequent.clear()
    _frequent.add(frequent)


def _question(
    vendor: str, table: str, model: type[LedgeredModel], read: str, text: str, most: int
) -> tuple[str, list[Any]]:
    if vendor == "sqlite":
        wanted = " ".join(f'"{pair}"' for pair in pairs_of(text))
        index, rowid = f'"{table}_pairs"', f'"{table}_pairs".rowid'
        sql = (
            f'SELECT {read} FROM {index} CROSS JOIN "{table}" t ON {_twins(rowid)}'  # noqa: S608
            f" WHERE {index} MATCH %s LIMIT {most + 1}"
        )
        return sql, [wanted]
    return f'SELECT {read} FROM "{table}" t WHERE {_said(model, "t.")} @> hometown_pairs(%s) LIMIT {most + 1}', [text]  # noqa: S608


def newest(
    model: type[LedgeredModel],
    wanted: Sequence[Sequence[str]],
    most: int,
    before: uuid.UUID | None = None,
    using: str | None = None,
) -> list[uuid.UUID] | None:
    """Return the keys of the newest rows that may hold a word of each group in `wanted`, at most so many.

    `before` goes on where the last answer ended. None where the index cannot tell: a word of one character, a copy of a
    past moment, a database without it.
    """
    connection = _asked(model, using)
    if connection is None or not wanted or any(len(word) < 2 for group in wanted for word in group):
        return None
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        place = _place(before.hex) if before else None
        keys = _places(connection, table, _match(wanted), most, place)
        return _keys_at(connection, table, keys)
    return gin.newest(_searched(connection, model), wanted, most, before)


def _searched(connection: Any, model: type[LedgeredModel]) -> gin.Searched:
    columns = [f't."{_column(model, name)}"' for name in model.searched_fields]
    return gin.Searched(connection, model._meta.db_table, _said(model, "t."), columns)


def sharing(
    model: type[LedgeredModel], text: str, most: int, *, each: int = 300, using: str | None = None
) -> list[uuid.UUID] | None:
    """Return the keys of rows that share the most pairs with a text, those with rarer pairs first.

    Of a pair that many rows hold (on SQLite more than `each`) only the newest are looked at, and it says little. None
    where the index cannot tell.
    """
    connection = _asked(model, using)
    if connection is None:
        return None
    asked = [one for one in pairs_of(text) if "_" not in one][:MOST_PAIRS]
    if connection.vendor != "sqlite":
        return gin.sharing(_searched(connection, model), asked, most)
    weights: dict[int, float] = {}
    for pair in asked:
        found = _places(connection, model._meta.db_table, f'"{pair}"', each, None)
        says = 1 / (1 + len(found)) ** 0.25 if len(found) < each else 0.05
        for key in found:
            weights[key] = weights.get(key, 0) + says
    best = sorted(weights, key=lambda key: (-weights[key], str(key)))[:most]
    return _keys_at(connection, model._meta.db_table, best)


def _asked(model: type[LedgeredModel], using: str | None) -> Any:
    """Return the connection whose index may be asked, None while a copy of a past moment is read."""
    if using is None and router.db_for_read(model) != DEFAULT_DB_ALIAS:
        return None
    connection = connections[using or DEFAULT_DB_ALIAS]
    return connection if _is_able(connection) else None


def searched_models() -> list[type[LedgeredModel]]:
    """Return the models that have such an index."""
    return [m for m in apps.get_models() if issubclass(m, LedgeredModel) and m.searched_fields]


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def _said(model: type[LedgeredModel], row: str) -> str:
    """Return the pairs of a row's searched fields, as SQL."""
    columns = ", ".join(f'{row}"{_column(model, name)}"' for name in model.searched_fields)
    return f"hometown_pairs({columns})"


def _read(value: Any, is_key: bool) -> Any:
    return uuid.UUID(value) if is_key and isinstance(value, str) else value


# --- SQLite ---------------------------------------------------------------------------------------------------------
# A row of the full-text table is numbered by the first 64 bits of the key: they tell when the row was made, and stay
# when tables are copied. Two rows of one number (two processes in one millisecond) share its pairs.


def teach(connection: Any) -> None:
    """Give a connection to an embedded database the functions that its triggers use."""
    connection.connection.create_function("hometown_pairs", -1, _all_pairs, deterministic=True)
    connection.connection.create_function("hometown_place", 1, _place, deterministic=True)


def _match(wanted: Sequence[Sequence[str]]) -> str:
    """Return the question to the full-text table: every group, in each any word, of each word all pairs."""
    groups = (" OR ".join(f"({_all_of(word)})" for word in group) for group in wanted)
    return " AND ".join(f"({group})" for group in groups)


def _all_of(word: str) -> str:
    return " AND ".join(f'"{pair}"' for pair in pairs_of(word))


def _places(connection: Any, table: str, match: str, most: int, before: int | None) -> list[int]:
    """Return the numbers of the newest rows that fit: they are told by the time the row was made."""
    older = " AND rowid < %s" if before is not None else ""
    sql = f'SELECT rowid FROM "{table}_pairs" WHERE "{table}_pairs" MATCH %s{older} ORDER BY rowid DESC LIMIT {most}'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [match, *([before] if before is not None else [])])
        return [place for (place,) in cursor.fetchall()]


def _keys_at(connection: Any, table: str, places: Sequence[int]) -> list[uuid.UUID]:
    """Return the keys of rows by their numbers, in the same order."""
    if not places:
        return []
    numbers = ", ".join(["(%s)"] * len(places))
    sql = f'SELECT t.id FROM (VALUES {numbers}) n CROSS JOIN "{table}" t ON {_twins("n.column1")}'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, list(places))
        found = [uuid.UUID(key) for (key,) in cursor.fetchall()]
    order = {place: number for number, place in enumerate(places)}
    return sorted(found, key=lambda key: (order[_place(key.hex)], key))


def _all_pairs(*texts: str | None) -> str:
    return " ".join(dict.fromkeys(pair for text in texts if text for pair in pairs_of(text)))


def _place(key: str) -> int:
    number = int(key[:16], 16)
    return number if number < 1 << 63 else number - (1 << 64)


def _twins(place: str) -> str:
    """Return the condition that a row `t` has this number."""
    return f"t.id >= printf('%%016x', {place}) AND t.id < printf('%%016x', {place}) || 'g'"


def _sqlite_triggers(model: type[LedgeredModel]) -> dict[str, str]:
    table = model._meta.db_table
    new, old = _said(model, "NEW."), _said(model, "OLD.")
    place, former = "hometown_place(NEW.id)", "hometown_place(OLD.id)"
    add = f'INSERT INTO "{table}_pairs" (rowid, pairs) VALUES ({place}, {new});'  # noqa: S608
    take = (
        f'INSERT INTO "{table}_pairs" ("{table}_pairs", rowid, pairs) VALUES (\'delete\', {former}, {old});'  # noqa: S608
        f' INSERT INTO "{table}_pairs" (rowid, pairs) SELECT {former}, {_said(model, "t.")} FROM "{table}" t'
        f" WHERE {_twins(former)} AND t.id <> OLD.id;"
    ).replace("%%", "%")
    changed = " OR ".join(f'OLD."{_column(model, n)}" IS NOT NEW."{_column(model, n)}"' for n in model.searched_fields)
    return {
        f"{table}_pairs_added": f'AFTER INSERT ON "{table}" BEGIN {add} END',
        f"{table}_pairs_changed": f'AFTER UPDATE ON "{table}" WHEN {changed} BEGIN {take} {add} END',
        f"{table}_pairs_taken": f'AFTER DELETE ON "{table}" BEGIN {take} END',
    }


def _is_able(connection: Any) -> bool:
    """Tell whether the database can keep the index: some builds of SQLite have no FTS5."""
    if connection.vendor != "sqlite":
        return True
    if not hasattr(connection, "_has_fts5"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
            connection._has_fts5 = cursor.fetchone() is not None
    return bool(connection._has_fts5)


# --- PostgreSQL -----------------------------------------------------------------------------------------------------
# Folded as icontains folds there. The cost lets the planner ask the index rather than make pairs of row after row.
_FUNCTION = """
CREATE OR REPLACE FUNCTION hometown_pairs(VARIADIC texts text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
  SELECT COALESCE(array_agg(DISTINCT upper(substr(said, place, 2))), '{}')
  FROM unnest(texts) said, generate_series(1, length(said) - 1) place
$$;
"""


# --- keeping it -----------------------------------------------------------------------------------------------------


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of what ought to stand and does not."""
    connection = connections[using]
    if not _is_able(connection):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")
        else:
            cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE indisvalid")
        present = {name for (name,) in cursor.fetchall()}
    wanted = [name for model in _present(connection) for name in _names(model, connection.vendor)]
    return sorted(set(wanted) - present)


def _names(model: type[LedgeredModel], vendor: str) -> list[str]:
    index = f"{model._meta.db_table}_pairs"
    return [index, *_sqlite_triggers(model)] if vendor == "sqlite" else [index]


def _present(connection: Any) -> list[type[LedgeredModel]]:
    tables = set(connection.introspection.table_names())
    return [model for model in searched_models() if model._meta.db_table in tables]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make what is missing. An index that was not kept all the time is made of the rows anew."""
    absent = set(missing(using))
    if connections[using].vendor == "postgresql":
        gin.set_options(connections[using])
    for model in _present(connections[using]) if absent else ():
        if absent.intersection(_names(model, connections[using].vendor)):
            make(model, using)


def make(model: type[LedgeredModel], using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the index of a model anew."""
    connection, index = connections[using], f"{model._meta.db_table}_pairs"
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(_FUNCTION)
            cursor.execute(f'DROP INDEX IF EXISTS "{index}"')
            options = ", ".join(f"{name} = {value}" for name, value in gin.OPTIONS.items())
            said = f'"{model._meta.db_table}" USING gin ({_said(model, "")})'
            cursor.execute(f'CREATE INDEX "{index}" ON {said} WITH ({options})')
            return
        for name in _sqlite_triggers(model):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        cursor.execute(f'DROP TABLE IF EXISTS "{index}"')
        cursor.execute(_full_text(f'"{index}"'))
        _fill(cursor, model, f'"{index}"')
        for name, body in _sqlite_triggers(model).items():
            cursor.execute(f'CREATE TRIGGER "{name}" {body}')


def _full_text(name: str) -> str:
    return (
        f"CREATE VIRTUAL TABLE {name}"
        """ USING fts5(pairs, content='', columnsize=0, detail=none, tokenize="ascii tokenchars '_'")"""
    )


def _fill(cursor: Any, model: type[LedgeredModel], index: str) -> None:
    cursor.execute(
        f"INSERT INTO {index} (rowid, pairs) SELECT hometown_place(t.id), {_said(model, 't.')}"  # noqa: S608
        f' FROM "{model._meta.db_table}" t ORDER BY t.id'
    )


def differences(using: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """Yield the tables whose index does not say what their rows say. PostgreSQL keeps its indexes true by itself."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not _is_able(connection):
        return
    absent = set(missing(using))
    for model in _present(connection):
        index = f"{model._meta.db_table}_pairs"
        if index in absent:
            continue
        with connection.cursor() as cursor:
            cursor.execute(_full_text("temp.pairs_wanted"))
            try:
                _fill(cursor, model, "temp.pairs_wanted")
                if _said_by(cursor, "temp", "pairs_wanted") != _said_by(cursor, "main", index):
                    yield model._meta.db_table
            finally:
                cursor.execute("DROP TABLE temp.pairs_wanted")


def _said_by(cursor: Any, schema: str, index: str) -> dict[str, tuple[int, int]]:
    """Return for each pair how many rows hold it and a sum over their numbers."""
    cursor.execute("DROP TABLE IF EXISTS temp.pairs_told")
    cursor.execute(f"CREATE VIRTUAL TABLE temp.pairs_told USING fts5vocab('{schema}', '{index}', 'instance')")
    try:
        cursor.execute("SELECT term, count(*), sum(doc %% 1000000007) FROM temp.pairs_told GROUP BY term", [])
        return {term: (count, total) for term, count, total in cursor.fetchall()}
    finally:
        cursor.execute("DROP TABLE temp.pairs_told")
