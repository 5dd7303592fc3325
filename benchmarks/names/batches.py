"""A list looked up whole, by us and by others, on all cores of the machine and by its clock.

What others have to make first (an index, a matrix) is not counted, nor is our index. sparse_dot_topn multiplies the
list as one matrix with threads of its own; tantivy and RapidFuzz are asked by as many forked processes as there are
cores; Splink (on DuckDB) compares what shares four characters at one of four places, by Jaro-Winkler and
Damerau-Levenshtein, its chances of agreement by accident estimated and the others set. Splink is made for records of
several columns; of a name alone it has little to go by.
"""

import logging
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any

import numpy as np

from hometown.names import Index

from . import peers
from .peers import Ask

TOP = 5
Link = Callable[[Sequence[str]], list[list[int]]]
CORES = os.cpu_count() or 1
_asked: dict[str, Ask] = {}  # what forked processes find here, ready


@dataclass(frozen=True)
class Linked:
    """How a list was looked up: share of firms found first, texts a second of the clock."""

    first: float
    per_second: float


def measure(link: Link, texts: Sequence[str], truths: Sequence[int]) -> Linked:
    """Look a list up and count how many firms come first."""
    began = time.perf_counter()
    found = link(texts)
    took = time.perf_counter() - began
    first = sum(rows[:1] == [truth] for rows, truth in zip(found, truths, strict=True))
    return Linked(first / max(len(truths), 1), len(texts) / took)


def ours(index: Index) -> Link:
    """Look a list up in our index, shared by the cores; the second that processes take to begin is counted."""

    def link(texts: Sequence[str]) -> list[list[int]]:
        found = index.resolve_all(texts, workers=CORES)
        return [[each.row for each in one.candidates] for one in found]

    return link


def forked(ready: Callable[[Sequence[str]], Ask], names: Sequence[str]) -> Link:
    """Ask a peer that answers one by one in as many processes as there are cores."""
    ask = ready(names)

    def link(texts: Sequence[str]) -> list[list[int]]:
        _asked["peer"] = ask
        with ProcessPoolExecutor(CORES, get_context("fork")) as pool:
            return list(pool.map(_ask_one, texts, chunksize=max(len(texts) // (8 * CORES), 1)))

    return link


def _ask_one(text: str) -> list[int]:
    return _asked["peer"](text)


def tfidf(names: Sequence[str]) -> Link:
    """Multiply the whole list with sparse_dot_topn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), dtype=np.float32)
    matrix: Any = vectorizer.fit_transform(names).T.tocsr()

    def link(texts: Sequence[str]) -> list[list[int]]:
        found = sp_matmul_topn(vectorizer.transform(texts), matrix, top_n=TOP, sort=True, n_threads=CORES)
        starts = found.indptr.tolist()
        return [found.indices[starts[at] : starts[at + 1]].tolist() for at in range(len(texts))]

    return link


_BLOCKS = tuple(f"substr(name, {at}, 4)" for at in (1, 3, 4, 5))
_JARO = {"at": (0.97, 0.94, 0.9, 0.85, 0.8), "m": (0.2, 0.4, 0.2, 0.1, 0.05, 0.04, 0.01)}
_EDITS = {"at": (1, 2, 4), "m": (0.2, 0.5, 0.1, 0.1, 0.1)}


def splink(names: Sequence[str]) -> Link:
    """Link with Splink on DuckDB: a model for the list, then its predictions."""

    def link(texts: Sequence[str]) -> list[list[int]]:
        found: list[tuple[float, int, int]] = _predicted(texts, names)
        rows: list[list[tuple[float, int]]] = [[] for _ in texts]
        for weight, asked, row in found:
            rows[asked].append((-weight, row))
        return [[row for _, row in sorted(each)[:TOP]] for each in rows]

    return link


def _predicted(texts: Sequence[str], names: Sequence[str]) -> list[tuple[float, int, int]]:
    import pyarrow as pa
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    database = DuckDBAPI()
    tables = [
        database.register(pa.table({"unique_id": range(len(one)), "name": one, "same_name": one}), table_name=label)
        for label, one in (("asked", list(texts)), ("registry", list(names)))
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", _JARO["at"]).configure(m_probabilities=list(_JARO["m"])),
            compare.DamerauLevenshteinAtThresholds("same_name", _EDITS["at"]).configure(
                m_probabilities=list(_EDITS["m"])
            ),
        ],
        blocking_rules_to_generate_predictions=[block_on(each) for each in _BLOCKS],
        probability_two_random_records_match=1 / len(names),
        retain_matching_columns=False,
    )
    linker = Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    made = linker.inference.predict(threshold_match_weight=-20).as_duckdbpyrelation()
    return made.select("match_weight, unique_id_l, unique_id_r").fetchall()  # type: ignore[no-any-return]


LINKERS: dict[str, tuple[tuple[str, ...], Callable[[Sequence[str]], Link]]] = {
    "sparse_dot_topn": (("sparse_dot_topn", "sklearn"), tfidf),
    "tantivy": (("tantivy",), partial(forked, peers.tantivy_ready)),
    "RapidFuzz": (("rapidfuzz",), partial(forked, peers.rapidfuzz_ready)),
    "Splink": (("splink", "duckdb"), splink),
}


def installed(name: str) -> bool:
    """Tell whether what a peer needs is there."""
    return all(find_spec(need) for need in LINKERS[name][0])
