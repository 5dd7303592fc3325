"""Other ways to find a name, in the same run, on the same names and questions, folded by our folding for them.

tantivy (an inverted index of pairs of characters, BM25), RapidFuzz (`process.extract`, every name compared), TF-IDF of
pairs of characters multiplied by sparse_dot_topn, and pg_trgm (a GIN index, in a database of its own on the server that
HOMETOWN_TEST_POSTGRES names; it is dropped at the end). Install `tantivy`, `sparse_dot_topn` and `scikit-learn` to ask
them; a peer that is not there is passed over, and said to be. pg_trgm works in the server, so its time is the clock's.
"""

import atexit
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

from .asking import Question

TOP = 5
Ask = Callable[[str], list[int]]


@dataclass(frozen=True)
class Peer:
    """A way to find names: what it is called, what it needs, how it is made ready."""

    name: str
    needs: tuple[str, ...]
    ready: Callable[[Sequence[str]], Ask]
    clock: Callable[[], float] = time.process_time


@dataclass(frozen=True)
class Found:
    """What a peer found of one kind: shares, and milliseconds of one processor for a question."""

    first: float
    in_five: float
    cpu_ms: float


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)] or [text]


def tantivy_ready(names: Sequence[str]) -> Ask:
    """Index pairs of characters with tantivy, in memory."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("pairs", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("row", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=400_000_000, num_threads=1)
    for row, name in enumerate(names):
        document = tantivy.Document()
        document.add_text("pairs", " ".join(_pairs(name)))
        document.add_integer("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[int]:
        terms = [tantivy.Query.term_query(schema, "pairs", pair) for pair in set(_pairs(text))]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(place)["row"][0] for _, place in searcher.search(query, TOP).hits]

    return ask


def rapidfuzz_ready(names: Sequence[str]) -> Ask:
    """Compare every name with RapidFuzz."""
    from rapidfuzz import fuzz, process

    def ask(text: str) -> list[int]:
        return [row for _, _, row in process.extract(text, names, scorer=fuzz.ratio, limit=TOP)]

    return ask


def tfidf_ready(names: Sequence[str]) -> Ask:
    """Weigh pairs of characters by TF-IDF, multiply with sparse_dot_topn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), dtype=np.float32)
    matrix: Any = vectorizer.fit_transform(names).T.tocsr()

    def ask(text: str) -> list[int]:
        found = sp_matmul_topn(vectorizer.transform([text]), matrix, top_n=TOP, sort=True, n_threads=1)
        return [int(row) for row in found.indices]

    return ask


def trgm_ready(names: Sequence[str]) -> Ask:
    """Index three characters in a row with PostgreSQL, in a database of its own that goes when the program ends."""
    import psycopg

    server, own = os.environ[POSTGRES], f"names_peer_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {own} TEMPLATE template0 ENCODING 'UTF8'")
    open_ = psycopg.connect(server, dbname=own, autocommit=True)

    def drop() -> None:
        open_.close()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {own}")

    atexit.register(drop)
    open_.execute("CREATE EXTENSION pg_trgm")
    open_.execute("CREATE TABLE firm (row integer, name text)")
    with open_.cursor() as cursor, cursor.copy("COPY firm FROM STDIN") as copy:
        for each in enumerate(names):
            copy.write_row(each)
    open_.execute("CREATE INDEX ON firm USING gin (name gin_trgm_ops)")
    open_.execute("ANALYZE firm")
    open_.execute("SET pg_trgm.similarity_threshold = 0.25")

    def ask(text: str) -> list[int]:
        found = open_.execute(
            "SELECT row FROM firm WHERE name %% %(text)s ORDER BY similarity(name, %(text)s) DESC, row LIMIT %(top)s",
            {"text": text, "top": TOP},
        )
        return [row for (row,) in found.fetchall()]

    return ask


POSTGRES = "HOMETOWN_TEST_POSTGRES"
PEERS = (
    Peer("tantivy", ("tantivy",), tantivy_ready),
    Peer("RapidFuzz", ("rapidfuzz",), rapidfuzz_ready),
    Peer("sparse_dot_topn", ("sparse_dot_topn", "sklearn"), tfidf_ready),
    Peer("pg_trgm", ("psycopg",), trgm_ready, time.perf_counter),
)


def installed(peer: Peer) -> bool:
    """Tell whether what a peer needs is there."""
    return all(find_spec(need) for need in peer.needs) and (peer.ready is not trgm_ready or POSTGRES in os.environ)


def measure(ask: Ask, asked: Sequence[Question], fold: Callable[[str], str], clock: Callable[[], float]) -> Found:
    """Ask a peer about firms that are there."""
    there = [question for question in asked if question.truth >= 0]
    began = clock()
    found = [ask(fold(question.text)) for question in there]
    took = clock() - began
    first = sum(rows[:1] == [question.truth] for rows, question in zip(found, there, strict=True))
    in_five = sum(question.truth in rows for rows, question in zip(found, there, strict=True))
    many = max(len(there), 1)
    return Found(first / many, in_five / many, took * 1000 / many)
