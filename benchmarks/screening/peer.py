"""One peer in a process of its own, run by the Python it is in: `python peer.py NAME REGISTRY WORDS.json [ROWS]`.

Each counts, for every node, the rows whose name or scope holds one of its words, and prints the counts as JSON. That is
the first step of screening and no more: no negation, no score. pandas does more: it also finds which words and where,
and puts aside what is excluded. Imports nothing of this project.
"""

import importlib
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

Nodes = dict[str, dict[str, Any]]  # of each node its words with their weights, and what excludes
COLUMNS = ["name", "scope"]


def _batches(path: str, rows: int) -> Iterator[Any]:
    parquet = importlib.import_module("pyarrow.parquet")
    left = rows or sys.maxsize
    for batch in parquet.ParquetFile(path).iter_batches(131_072, columns=COLUMNS):
        yield batch.slice(0, left)
        left -= len(batch)
        if left <= 0:
            return


def decode(path: str, nodes: Nodes, rows: int) -> dict[str, int]:
    """Decode the two columns and look at nothing."""
    return {"rows": sum(len(batch) for batch in _batches(path, rows)), "nodes": len(nodes)}


def _frame(path: str, rows: int) -> Any:
    pandas, arrow = importlib.import_module("pandas"), importlib.import_module("pyarrow")
    if not rows:
        return pandas.read_parquet(path, columns=COLUMNS)
    return arrow.Table.from_batches(list(_batches(path, rows))).to_pandas()


def pandas(path: str, nodes: Nodes, rows: int) -> dict[str, int]:
    """Do what an analyst writes: node by node and word by word, `str.contains` on name and on scope.

    It is known of each firm which words it has, in which field, and where the first of each stands; firms whose scope
    holds an excluding phrase of the node are put aside, the best twenty kept. No joined pattern, no automaton, no text
    read twice for what stands around a word.
    """
    frame = _frame(path, rows)
    counts = {}
    for node, asked in nodes.items():
        score: Any = 0
        places = {}
        for word, weight in asked["words"].items():
            in_name, in_scope = (frame[column].str.contains(word, na=False) for column in COLUMNS)
            score = score + weight * (2 * in_name.astype(int) + in_scope.astype(int))
            places[word] = frame.loc[in_scope, "scope"].str.find(word)
        is_hit = score > 0
        counts[node] = int(is_hit.sum())
        for phrase in asked["exclude"]:
            is_hit &= ~frame["scope"].str.contains(phrase, na=False)
        best = frame[is_hit].assign(score=score[is_hit]).nlargest(20, "score")
        best.assign(**{word: place.reindex(best.index) for word, place in places.items()})
    return counts


def polars(path: str, nodes: Nodes, rows: int) -> dict[str, int]:
    """Let Polars stream the file: all words found in one go, overlapping ones too; then rows counted by node."""
    pl = importlib.import_module("polars")
    pairs = [(word, node) for node, asked in nodes.items() for word in asked["words"]]
    of = pl.LazyFrame({"word": [word for word, _ in pairs], "node": [node for _, node in pairs]})
    text = pl.concat_str(["name", "scope"], separator="\t", ignore_nulls=True)
    words = text.str.extract_many(sorted({word for word, _ in pairs}), overlapping=True).list.unique().alias("word")
    frame = pl.scan_parquet(path, n_rows=rows or None, row_index_name="row").select("row", words)
    hits = frame.filter(pl.col("word").list.len() > 0).explode("word").join(of, on="word")
    found = hits.group_by("node").agg(pl.col("row").n_unique()).collect(engine="streaming")
    return dict.fromkeys(nodes, 0) | {node: int(count) for node, count in found.iter_rows()}


def duckdb(path: str, nodes: Nodes, rows: int) -> dict[str, int]:
    """Let DuckDB read the file, one `regexp_matches` a node."""
    quoted = {node: "|".join(map(re.escape, asked["words"])).replace("'", "''") for node, asked in nodes.items()}
    counts = ", ".join(f"count(*) FILTER (regexp_matches(text, '{words}'))" for words in quoted.values())
    limit = f"LIMIT {rows}" if rows else ""
    file = path.replace("'", "''")
    texts = f"(SELECT concat_ws(chr(9), name, scope) AS text FROM read_parquet('{file}') {limit})"  # noqa: S608
    found = importlib.import_module("duckdb").sql(f"SELECT {counts} FROM {texts}").fetchall()[0]  # noqa: S608
    return dict(zip(nodes, map(int, found), strict=True))


def pyahocorasick(path: str, nodes: Nodes, rows: int) -> dict[str, int]:
    """Go through every row with one automaton of all words."""
    automaton = importlib.import_module("ahocorasick").Automaton()
    of: dict[str, int] = {}
    for at, asked in enumerate(nodes.values()):
        for word in asked["words"]:
            of[word] = of.get(word, 0) | 1 << at
    for word, bits in of.items():
        automaton.add_word(word, bits)
    automaton.make_automaton()
    counts = [0] * len(nodes)
    for batch in _batches(path, rows):
        for name, scope in zip(*(batch.column(column).to_pylist() for column in COLUMNS), strict=True):
            found = 0
            for _, bits in automaton.iter(f"{name}\t{scope}"):
                found |= bits
            while found:
                at = (found & -found).bit_length() - 1
                counts[at] += 1
                found &= found - 1
    return dict(zip(nodes, counts, strict=True))


NEEDS = {"decode": "pyarrow", "pandas": "pandas", "polars": "polars", "duckdb": "duckdb",
         "pyahocorasick": "ahocorasick"}  # fmt: skip
SPARK = ("pyspark", "py4j", "pandas")  # what the project needs to run on Spark
PEERS: dict[str, Callable[[str, Nodes, int], dict[str, int]]] = {
    each.__name__: each for each in (decode, pandas, polars, duckdb, pyahocorasick)
}


def main() -> int:
    """Do what is asked; `versions` prints which peers are there, `spark` where PySpark lies."""
    if sys.argv[1] == "versions":
        there = {}
        for peer, needed in NEEDS.items():
            if importlib.util.find_spec(needed):
                there[peer] = str(getattr(importlib.import_module(needed), "__version__", ""))
        print(json.dumps(there))
        return 0
    if sys.argv[1] == "spark":
        print(json.dumps([str(find.origin) for each in SPARK if (find := importlib.util.find_spec(each))]))
        return 0
    name, path, words = sys.argv[1:4]
    with open(words, encoding="utf-8") as file:  # noqa: PTH123
        nodes: Nodes = json.load(file)
    print(json.dumps(PEERS[name](path, nodes, int(sys.argv[4]) if len(sys.argv) > 4 else 0)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
