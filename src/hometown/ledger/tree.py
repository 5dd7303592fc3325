"""The Merkle tree of the book: a leaf for each line, its digest. It grows with the line, in its transaction.

Kept are the roots of perfect subtrees of two leaves and more; any head of the past and any proof is made of a few of
them. The tree can always be made again from the lines.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connections, transaction
from django.db.models import Max

from . import bulk, merkle
from .merkle import Fold, Node
from .models import Entry, TreeNode

_LEVEL = 48  # bits below the level in a node's key
_CHUNK = 500
_BATCH = 20_000


@dataclass(frozen=True)
class Head:
    """The tree at a size: its root stands for every line up to there. `at` is when the last of them was recorded."""

    size: int
    root: bytes
    at: datetime | None = None


def key_of(node: Node) -> int:
    """Return the key under which a node is kept."""
    return node[0] << _LEVEL | node[1]


def size() -> int:
    """Return the number of lines in the book."""
    return Entry.objects.aggregate(last=Max("seq"))["last"] or 0


def head(of: int | None = None) -> Head:
    """Return the head of the tree, now or when it had `of` lines."""
    count = size() if of is None else of
    line = Entry.objects.filter(seq=count).only("recorded_at").first()
    return Head(count, _folds([merkle.peaks(0, count)])[0], line.recorded_at if line else None)


def inclusion(seqs: Collection[int], of: int) -> dict[int, list[bytes]]:
    """Return the inclusion proof of each of these lines in the tree of `of` lines."""
    wanted = {seq: merkle.inclusion(seq - 1, of) for seq in seqs}
    hashes = iter(_folds([fold for folds in wanted.values() for fold in folds]))
    return {seq: [next(hashes) for _ in folds] for seq, folds in wanted.items()}


def consistency(old: int, new: int) -> list[bytes]:
    """Return the proof that the tree of `old` lines is the beginning of the tree of `new`."""
    return _folds(merkle.consistency(old, new))


def _folds(folds: Sequence[Fold]) -> list[bytes]:
    known = _hashes({node for fold in folds for node in fold})
    return [merkle.folded([known[node] for node in fold]) for fold in folds]


def _hashes(nodes: Collection[Node]) -> dict[Node, bytes]:
    seqs = sorted(index + 1 for level, index in nodes if level == 0)
    found: dict[Node, bytes] = {}
    for some in _chunks(seqs):
        for seq, digest in Entry.objects.filter(seq__in=some).order_by().values_list("seq", "digest"):
            found[0, seq - 1] = merkle.leaf(bytes(digest))
    by_key = {key_of(node): node for node in nodes if node[0]}
    for some in _chunks(sorted(by_key)):
        for key, hashed in TreeNode.objects.filter(id__in=some).values_list("id", "hashed"):
            found[by_key[key]] = bytes(hashed)
    return found


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))


# --- growing ------------------------------------------------------------------------------------------------------


def append(line: Entry) -> None:
    """Let the tree grow by a line that has just been written. Every other line adds nothing but itself."""
    index = line.seq - 1
    wanted = [(level, (index >> level) - 1) for level in range(_trailing_ones(index))]
    if not wanted:
        return
    known = _hashes(wanted)
    if len(known) < len(wanted):  # lines came in past this door: a book of before there was a tree
        catch_up()
        return
    made = merkle.growing(known.__getitem__, index, merkle.leaf(bytes(line.digest)))
    bulk.insert_values(TreeNode, [(key_of(node), hashed) for node, hashed in made])


def _trailing_ones(index: int) -> int:
    return (~index & (index + 1)).bit_length() - 1


def catch_up(using: str = "default") -> int:
    """Add the nodes of lines the tree does not hold yet; return how many nodes. For an upgrade of an older home."""
    pairs = TreeNode.objects.using(using).filter(id__gte=key_of((1, 0)), id__lt=key_of((2, 0)))
    newest = pairs.aggregate(last=Max("id"))["last"]
    begun = 0 if newest is None else (newest - key_of((1, 0)) + 1) * 2
    stored = TreeNode.objects.using(using).filter(id__in=[key_of(node) for node in merkle.peaks(0, begun)])
    known = {(key >> _LEVEL, key & ((1 << _LEVEL) - 1)): bytes(hashed) for key, hashed in stored.values_list()}
    count, nodes = 0, grown(digests(using, begun), begun, known)
    with transaction.atomic(using=using):
        while batch := [(key_of(node), hashed) for node, hashed in islice(nodes, _BATCH)]:
            bulk.insert_values(TreeNode, batch, using)
            count += len(batch)
    return count


def grown(digests: Iterable[bytes], begun: int, known: dict[Node, bytes]) -> Iterator[tuple[Node, bytes]]:
    """Yield the nodes that become whole as lines are added to a tree of `begun`, whose peaks are `known`."""
    for index, digest in enumerate(digests, begun):
        hashed = merkle.leaf(digest)
        known[0, index] = hashed
        for node, whole in merkle.growing(known.pop, index, hashed):
            known.pop((node[0] - 1, node[1] * 2 + 1), None)
            known[node] = whole
            yield node, whole


def digests(using: str = "default", begun: int = 0) -> Iterator[bytes]:
    """Yield the digest of each line after the first `begun`."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT digest FROM ledger_entry WHERE seq > %s ORDER BY seq", [begun])
        while rows := cursor.fetchmany(_BATCH):
            yield from (bytes(digest) for (digest,) in rows)
