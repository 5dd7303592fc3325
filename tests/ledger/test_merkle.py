"""The tree of RFC 9162: against its vectors, against its recursive definition, and against pymerkle."""

import random
from collections.abc import Sequence
from hashlib import sha256

import pytest
from pymerkle import InmemoryTree

from hometown.bulletins import verify_bulletin as verifier
from hometown.ledger import merkle

# The test vectors of Certificate Transparency, which implementations of RFC 6962 and RFC 9162 share.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_0_IN_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
CONSISTENCY_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def defined(leaves: Sequence[bytes]) -> bytes:
    """MTH as the RFC defines it."""
    if len(leaves) < 2:
        return sha256(b"\x00" + leaves[0]).digest() if leaves else sha256(b"").digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + defined(leaves[:k]) + defined(leaves[k:])).digest()


def kept(leaves: Sequence[bytes]) -> dict[merkle.Node, bytes]:
    """The nodes that a book with these leaves keeps, made one leaf at a time."""
    nodes: dict[merkle.Node, bytes] = {}
    for index, data in enumerate(leaves):
        nodes[0, index] = merkle.leaf(data)
        nodes.update(merkle.growing(nodes.__getitem__, index, nodes[0, index]))
    return nodes


def told(nodes: dict[merkle.Node, bytes], folds: Sequence[merkle.Fold]) -> list[bytes]:
    return [merkle.folded([nodes[node] for node in fold]) for fold in folds]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_vectors(size: int) -> None:
    nodes = kept(LEAVES)
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]
    assert told(nodes, [merkle.peaks(0, size)])[0].hex() == ROOTS[size - 1]


def test_an_empty_tree_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == sha256(b"").digest() == merkle.folded([])


def test_proofs_are_those_of_the_vectors() -> None:
    nodes = kept(LEAVES)
    assert [one.hex() for one in told(nodes, merkle.inclusion(0, 8))] == PATH_OF_0_IN_8
    assert [one.hex() for one in told(nodes, merkle.consistency(6, 8))] == CONSISTENCY_6_TO_8
    assert [one.hex() for one in merkle.path(LEAVES, 0)] == PATH_OF_0_IN_8


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 13, 33, 64, 65])
def test_proofs_of_every_leaf_and_every_earlier_tree_hold_and_no_changed_one_does(size: int) -> None:
    data = [f"line {number}".encode() for number in range(size)]
    nodes, root = kept(data), defined(data)
    assert merkle.root(data) == root
    for index, one in enumerate(data):
        path = told(nodes, merkle.inclusion(index, size))
        assert path == merkle.path(data, index)
        assert verifier.root_from(merkle.leaf(one), index, size, path) == root
        for place in range(len(path)):
            other = [*path[:place], sha256(path[place]).digest(), *path[place + 1 :]]
            assert verifier.root_from(merkle.leaf(one), index, size, other) != root
        assert verifier.root_from(merkle.leaf(one), index, size, [*path, root]) is None
        assert verifier.root_from(merkle.leaf(one), size, size, path) is None
    for old in range(1, size + 1):
        path = told(nodes, merkle.consistency(old, size))
        before = defined(data[:old])
        assert verifier.is_beginning(old, before, size, root, path)
        assert not verifier.is_beginning(old, sha256(before).digest(), size, root, path)
        assert not verifier.is_beginning(old, before, size, sha256(root).digest(), path)
        assert not verifier.is_beginning(old, before, size, root, [*path, root])
        assert not path or not verifier.is_beginning(old, before, size, root, path[:-1])


def test_pymerkle_agrees() -> None:
    """An implementation by others; GPL, so it is a tool of the tests and no part of what is shipped."""
    theirs, data = InmemoryTree(algorithm="sha256"), list[bytes]()
    chance = random.Random(9162)
    for size in range(1, 80):
        data.append(chance.randbytes(32))
        theirs.append_entry(data[-1])
        assert theirs.get_root() == merkle.root(data)
        index = chance.randrange(size)
        proof = theirs.prove_inclusion(index + 1)
        assert [bytes.fromhex(one) for one in proof.serialize()["path"]] == [
            merkle.leaf(data[index]),
            *merkle.path(data, index),
        ]


def test_a_proof_in_a_million_lines_is_twenty_hashes_at_most() -> None:
    chance = random.Random(1)
    for size in (1_000_000, 999_999, 1 << 20):
        assert max(len(merkle.inclusion(chance.randrange(size), size)) for _ in range(2_000)) <= 20
        assert len(merkle.consistency(chance.randrange(1, size), size)) <= 21
