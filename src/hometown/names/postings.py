"""Which names hold a pair: a table of buckets, each a list of names in order. Lists of very many names are not kept."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CAP = 30_000  # names of a bucket, at most: a pair that more hold says nothing


class Postings(NamedTuple):
    """`names[starts[k]:starts[k + 1]]` are the names of bucket k, in order; `full` are the buckets not kept."""

    starts: NDArray[np.uint32]
    names: NDArray[np.uint32]
    full: NDArray[np.uint32]


Chunk = tuple[NDArray[np.uint32], NDArray[np.uint32]]


def gather(
    chunks: Sequence[Chunk],
    bits: int,
    each: Callable[[Callable[[int], NDArray[np.uint64]], Sequence[int]], list[NDArray[np.uint64]]],
) -> Postings:
    """Put pairs of many chunks into one table.

    `each` runs a function over the numbers of the chunks, on as many cores as the caller likes. Two passes: how many
    names each bucket has, then those of the buckets that are kept.
    """
    counts = np.zeros(1 << bits, np.int64)
    for keys, _ in chunks:
        counts += np.bincount(keys, minlength=1 << bits)
    kept = counts <= CAP

    def packed(at: int) -> NDArray[np.uint64]:
        keys, names = chunks[at]
        good = kept[keys]
        both = keys[good].astype(np.uint64) << np.uint64(32) | names[good]
        both.sort()
        return both[np.concatenate(([True], both[1:] != both[:-1]))] if len(both) else both

    parts = each(packed, range(len(chunks)))
    together = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    together.sort()
    starts = np.zeros((1 << bits) + 1, np.uint32)
    buckets = (together >> np.uint64(32)).astype(np.uint32)
    starts[1:] = np.cumsum(np.bincount(buckets, minlength=1 << bits))
    return Postings(starts, together.astype(np.uint32), np.flatnonzero(~kept).astype(np.uint32))
