"""Phrases as numbers: a million scopes are put together as arrays, and become text in one step."""

import csv
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Draws = NDArray[np.float64]
HERE = Path(__file__).parent
GOLDEN = 0.6180339887498949
NOTHING = -1


@cache
def told(name: str) -> dict[str, Any]:
    """Return a list of phrases that stands beside this file."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def classes() -> dict[str, str]:
    """Return the classes of GB/T 4754-2017: code with its section's letter, name."""
    with (HERE / "classes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


@cache
def with_letter() -> dict[str, str]:
    """Return, for the digits of a class, its code with the section's letter."""
    return {code[1:]: code for code in classes()}


class Tokens:
    """Every phrase once, with its number."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def one(self, text: str) -> int:
        """Return the number of a phrase."""
        return self._number.setdefault(text, len(self._number))

    def many(self, texts: Iterable[str]) -> Numbers:
        """Return the numbers of phrases."""
        return np.array([self.one(text) for text in texts], np.int32)

    def words(self) -> pa.Array:
        """Return the phrases by number."""
        return pa.array(list(self._number), pa.string())


class Pools:
    """Lists of phrases of different lengths, drawn from for a million rows at once."""

    def __init__(self, tokens: Tokens, lists: Sequence[Iterable[str]]) -> None:
        made = [tokens.many(texts) for texts in lists]
        self.sizes = np.array([len(each) for each in made], np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        self.numbers = np.concatenate([*made, np.array([NOTHING], np.int32)])

    def draw(self, which: NDArray[np.int64], count: int, rng: np.random.Generator, lean: float = 1.0) -> Numbers:
        """Draw so many phrases a row from the list each row names, hardly one twice; leaning to the first of a list.

        An empty list gives nothing.
        """
        places = (rng.random((len(which), 1)) + np.arange(count) * GOLDEN) % 1.0
        sizes = self.sizes[which][:, None]
        at = self.starts[which][:, None] + (places**lean * sizes).astype(np.int64)
        found: Numbers = np.where(sizes > 0, self.numbers[np.minimum(at, len(self.numbers) - 1)], NOTHING)
        return found

    def one(self, which: NDArray[np.int64], rng: np.random.Generator, lean: float = 1.0) -> Numbers:
        """Draw one phrase a row."""
        found: Numbers = self.draw(which, 1, rng, lean)[:, 0]
        return found


def chosen(count: int, weights: Sequence[float], rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw so many numbers by their weights."""
    ends = np.cumsum(np.asarray(weights, np.float64))
    found: NDArray[np.int64] = np.searchsorted(ends / ends[-1], rng.random(count), side="right").astype(np.int64)
    return np.minimum(found, len(ends) - 1)


def keep_first(numbers: Numbers, counts: NDArray[np.int64]) -> Numbers:
    """Return the first so many of each row; the others become nothing."""
    found: Numbers = np.where(np.arange(numbers.shape[1]) < counts[:, None], numbers, NOTHING)
    return found


def parted(numbers: Numbers, mark: Numbers) -> Numbers:
    """Return phrases with a mark before each but the first that is there."""
    there = numbers >= 0
    before = np.cumsum(there, axis=1) > 1
    out = np.empty((numbers.shape[0], numbers.shape[1] * 2), np.int32)
    out[:, 0::2] = np.where(there & before, mark[:, None], NOTHING)
    out[:, 1::2] = numbers
    return out


def text_of(words: pa.Array, numbers: Numbers) -> pa.Array:
    """Return one text a row: its phrases one after another."""
    there = numbers >= 0
    ends = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    taken = words.take(pa.array(numbers[there]))
    places = np.frombuffer(taken.buffers()[1], np.int32)[ends]
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(np.ascontiguousarray(places)), taken.buffers()[2])


def without_twice(numbers: Numbers) -> Numbers:
    """Return phrases without those that stand in their row before."""
    order = np.argsort(numbers, axis=1, kind="stable")
    sorted_ = np.take_along_axis(numbers, order, axis=1)
    again = np.zeros(numbers.shape, bool)
    again[:, 1:] = sorted_[:, 1:] == sorted_[:, :-1]
    back = np.empty_like(again)
    np.put_along_axis(back, order, again, axis=1)
    found: Numbers = np.where(back, NOTHING, numbers)
    return found
