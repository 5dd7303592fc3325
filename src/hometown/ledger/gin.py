"""How PostgreSQL is asked about the pairs of its rows so that what its planner takes for likely makes no difference.

An index of this kind (GIN) tells all rows that hold a pair, in no order: quick where few do; where half of the rows do,
reading them all takes longer than anybody waits. But then the newest rows hold it too. So those are looked at first, by
their text, and the index is asked about what few of them hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

NEWEST = 1_500  # rows whose text is looked at before the index is asked for a word
SAMPLE = 300  # rows that tell which pairs many hold
MANY = 12  # so many of the sample: the index is not asked for that pair alone
NEAR, MOST_QUESTIONS = 3, 60  # pairs at most so far from one another are asked for together, so many times at most
HELD = 1_000  # rows taken from the index to be compared
# A list of what came in since is read through by every question: 256 kB of it at most, in place of 4 MB.
OPTIONS = {"gin_pending_list_limit": "256"}


@dataclass(frozen=True)
class Searched:
    """A table whose pairs are asked for: `pairs` and `text` are SQL about its row `t`."""

    connection: Any
    table: str
    pairs: str
    columns: Sequence[str]

    @property
    def text(self) -> str:
        """Return what a row says, folded as the pairs are, as SQL."""
        return f"upper(concat_ws(E'\\n', {', '.join(self.columns)}))"

    def keys(self, sql: str, told: Sequence[Any]) -> list[UUID]:
        """Return the keys that a question finds."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, told)
            return [pk for (pk, *_rest) in cursor.fetchall()]


def newest(of: Searched, wanted: Sequence[Sequence[str]], most: int, before: UUID | None) -> list[UUID]:
    """Return the keys of the newest rows that may hold a word of each group, at most so many."""
    older, told = ("WHERE t.id < %s", [before]) if before else ("", [])
    says = " AND ".join(f"({' OR '.join(['strpos(said, upper(%s)) > 0'] * len(group))})" for group in wanted)
    walked = of.keys(
        f"SELECT id FROM {_fresh(of, NEWEST, older)} n"  # noqa: S608
        f" WHERE {says} ORDER BY id DESC LIMIT {most}",
        [*told, *(word for group in wanted for word in group)],
    )
    if len(walked) == most:
        return walked
    held, words = _held(of.pairs, wanted)
    # Apart, so that the planner asks the index and does not make pairs of row after row from the newest on.
    return of.keys(
        f'WITH t AS MATERIALIZED (SELECT t.id FROM "{of.table}" t WHERE {held})'  # noqa: S608
        f" SELECT id FROM t {older} ORDER BY id DESC LIMIT {most}",
        [*words, *told],
    )


def _held(pairs: str, wanted: Sequence[Sequence[str]]) -> tuple[str, list[str]]:
    """Return the condition of a row: what must be there anyway in one question to the index."""
    alone = [group[0] for group in wanted if len(group) == 1]
    others = [group for group in wanted if len(group) > 1]
    parts = [f"{pairs} @> ({' || '.join(['hometown_pairs(%s)'] * len(alone))})"] if alone else []
    parts += [f"({' OR '.join([f'{pairs} @> hometown_pairs(%s)'] * len(group))})" for group in others]
    return " AND ".join(parts), [*alone, *(word for group in others for word in group)]


def sharing(of: Searched, asked: Sequence[str], most: int) -> list[UUID]:
    """Return the keys of rows that share the most of these pairs, those with rarer pairs first.

    What shares much shares two pairs that stand near one another: few rows hold both, and the index tells which, so no
    other row is read. Of pairs that many hold, the newest rows are looked at.
    """
    if not asked:
        return []
    holding = _sampled(of, asked)
    questions = list(_questions([pair for pair, many in zip(asked, holding, strict=True) if many < MANY]))
    held = " OR ".join(
        f"{of.pairs} @> ARRAY[{', '.join(['upper(%s)'] * len(together))}]" for together in questions
    )  # fmt: skip
    found = f'UNION (SELECT t.id, {of.text} FROM "{of.table}" t WHERE {held} LIMIT {HELD})' if held else ""  # noqa: S608
    says = " + ".join(["(strpos(said, upper(%s)) > 0)::int * %s"] * len(asked))
    weights = [0.05 if many >= MANY else 1 / (1 + many) ** 0.25 for many in holding]
    return of.keys(
        f"WITH held (id, said) AS MATERIALIZED ({_fresh(of)} {found}), told AS (SELECT id, {says} AS much FROM held)"  # noqa: S608
        f" SELECT id, much FROM told WHERE much > 0 ORDER BY much DESC, id LIMIT {most}",
        [
            *(pair for together in questions for pair in together),
            *(said for one in zip(asked, weights, strict=True) for said in one),
        ],
    )


def _fresh(of: Searched, most: int = 0, older: str = "") -> str:
    """Return the newest rows with what they say, as SQL.

    They are chosen first and folded then, once and not for each word: OFFSET keeps the planner from putting it inside.
    """
    few = f'(SELECT * FROM "{of.table}" t {older} ORDER BY t.id DESC LIMIT {most or SAMPLE})'  # noqa: S608
    return f"(SELECT t.id, {of.text} AS said FROM {few} t ORDER BY t.id DESC OFFSET 0)"  # noqa: S608


def set_options(connection: Any) -> None:
    """Give every index of pairs its options, also one that was made without them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'i' AND relname LIKE %s"
            " AND NOT coalesce(reloptions, '{}') @> %s AND pg_table_is_visible(oid)",
            [r"%\_pairs", [f"{name}={value}" for name, value in OPTIONS.items()]],
        )
        for (index,) in cursor.fetchall():
            for name, value in OPTIONS.items():
                cursor.execute(f"ALTER INDEX {index} SET ({name} = {value})")


def _sampled(of: Searched, asked: Sequence[str]) -> list[int]:
    """Return how many of the newest rows hold each pair."""
    counts = ", ".join(["count(*) FILTER (WHERE strpos(said, upper(%s)) > 0)"] * len(asked))
    with of.connection.cursor() as cursor:
        cursor.execute(f"WITH fresh AS MATERIALIZED {_fresh(of)} SELECT {counts} FROM fresh", list(asked))  # noqa: S608
        return list(cursor.fetchone())


def _questions(rare: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the pairs that are asked for together: each with those after it; of very few, each alone.

    >>> list(_questions(["楼宇", "宇服", "服务", "务站", "站点"]))[:4]
    [('楼宇', '宇服'), ('楼宇', '服务'), ('楼宇', '务站'), ('宇服', '服务')]
    >>> list(_questions(["楼宇", "宇服"]))
    [('楼宇',), ('宇服',)]
    """
    if len(rare) <= NEAR:
        yield from ((pair,) for pair in rare)
        return
    near = max(1, min(NEAR, MOST_QUESTIONS // len(rare)))
    for place, pair in enumerate(rare):
        yield from ((pair, other) for other in rare[place + 1 : place + 1 + near])
