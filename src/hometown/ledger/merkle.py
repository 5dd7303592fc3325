"""The Merkle tree of RFC 9162 §2.1, SHA-256. Pure: it says which nodes a proof is made of and puts hashes together.

A node (level, index) is the root of the perfect subtree over the leaves index·2^level up to (index + 1)·2^level.
"""

import hashlib
from collections.abc import Callable, Sequence

Node = tuple[int, int]
Fold = Sequence[Node]  # perfect subtrees, left to right, whose hashes fold into one


def leaf(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def parent(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def peaks(first: int, last: int) -> Fold:
    """Return the perfect subtrees over the leaves first … last - 1; `first` is a multiple of the largest of them."""
    found = []
    while first < last:
        level = (last - first).bit_length() - 1
        found.append((level, first >> level))
        first += 1 << level
    return found


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the root over subtrees given from left to right, each larger than the next."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    whole = hashes[-1]
    for one in reversed(hashes[:-1]):
        whole = parent(one, whole)
    return whole


def _split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion(index: int, size: int) -> list[Fold]:
    """Return what an inclusion proof of a leaf in a tree of this size is made of (§2.1.3.1)."""
    first, last = 0, size
    found: list[Fold] = []
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            found.append(peaks(middle, last))
            last = middle
        else:
            found.append(peaks(first, middle))
            first = middle
    return found[::-1]


def consistency(old: int, size: int) -> list[Fold]:
    """Return what a proof that a tree of `old` leaves is the beginning of one of `size` is made of (§2.1.4.1)."""
    first, last, is_old_tree = 0, size, True
    found: list[Fold] = []
    while old and old != last:
        middle = first + _split(last - first)
        if old <= middle:
            found.append(peaks(middle, last))
            last = middle
        else:
            found.append(peaks(first, middle))
            first, is_old_tree = middle, False
    if not is_old_tree:
        found.append(peaks(first, last))
    return found[::-1]


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the data of leaves, all in memory."""
    hashes = [leaf(data) for data in leaves]
    while len(hashes) > 1:
        hashes = _above(hashes)
    return hashes[0] if hashes else folded(())


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the inclusion proof of one of the leaves, all in memory."""
    hashes, found = [leaf(data) for data in leaves], []
    while len(hashes) > 1:
        if index ^ 1 < len(hashes):
            found.append(hashes[index ^ 1])
        hashes, index = _above(hashes), index >> 1
    return found


def _above(hashes: Sequence[bytes]) -> list[bytes]:
    above = [parent(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=False)]
    return [*above, hashes[-1]] if len(hashes) % 2 else above


def growing(left: Callable[[Node], bytes], index: int, hashed: bytes) -> list[tuple[Node, bytes]]:
    """Return the nodes that become whole when a leaf is added; `left` gives the hash of a node to the left."""
    level, made = 0, []
    while index & 1:
        hashed = parent(left((level, index - 1)), hashed)
        level, index = level + 1, index >> 1
        made.append(((level, index), hashed))
    return made
