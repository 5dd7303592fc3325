"""The engine on a Spark cluster: the same function on the same batches, through `mapInArrow`; one writer at the end.

An extra: `pip install second-hometown[spark]`. The registry must lie where every worker reads it under the same path.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from hometown.names.reading import ReadingError

from .batch import screen_batch
from .counts import Counts
from .listing import Shortlist
from .local import candidate_of, plain
from .plan import Plan
from .registry import Registry, readable
from .samples import drawn_of

Progress = Callable[[int, int], None]
_BATCH = 1 << 16


def screen_on_spark(registry: Registry, plan: Plan, *, progress: Progress | None = None) -> tuple[Shortlist, Counts]:
    """Screen a registry on the Spark session that is there, or on one of this machine. Raises ReadingError."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        msg = "Spark is not installed: pip install 'second-hometown[spark]', or take --engine local."
        raise ReadingError(msg) from error
    session = SparkSession.getActiveSession() or (
        SparkSession.builder.appName("hometown screen")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    columns = registry.columns
    frame = session.read.parquet(str(registry.path.resolve()))
    rows = frame.select([frame[theirs].alias(ours) for ours, theirs in columns])

    def screened(batches: Iterator[Any]) -> Iterator[Any]:
        yield from part_of(batches, plan)

    shortlist, counts = Shortlist(len(plan.nodes), plan.top), Counts(len(plan.nodes))
    for row in rows.mapInArrow(screened, "part string").collect():
        said, candidates, drawn = json.loads(row["part"])
        shortlist.add([candidate_of(one) for one in candidates])
        shortlist.samples.add([drawn_of(one) for one in drawn])
        counts.merge(Counts.from_json(said))
    if progress:
        progress(counts.rows, registry.rows)
    return shortlist, counts


def part_of(batches: Iterator[Any], plan: Plan) -> Iterator[Any]:
    """Yield one row for all batches of a partition: what was counted and who may be listed, as JSON."""
    import pyarrow as pa

    mine, counts = Shortlist(len(plan.nodes), plan.top), Counts(len(plan.nodes))
    for batch in batches:
        found = screen_batch(readable(batch), plan, mine.floors, mine.samples.floors)
        mine.add(found.candidates)
        mine.samples.add(found.drawn)
        counts.merge(found.counts)
    rows = [one.plain() for one in mine.samples.every()]
    said = json.dumps([counts.as_json(), [plain(one) for one in mine.every()], rows], ensure_ascii=True)
    yield pa.RecordBatch.from_pydict({"part": [said]})
