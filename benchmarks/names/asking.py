"""Questions of every kind about a registry, and how well and how fast an index answers them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hometown.names import Resolution
from hometown.names.ranking import SAME

from . import corruption
from .preparing import Prepared

STOCK_FORMS = ("股份有限公司", "集团有限公司")
LISTED = "listed"
KINDS = (*corruption.KINDS, LISTED)
_OUT_SHARE = 4  # for four questions about firms that are there, one about a firm that is not


@dataclass(frozen=True)
class Question:
    """A text, and the row that is meant; -1 for a firm that is not in the index."""

    text: str
    truth: int


@dataclass(frozen=True)
class Answered:
    """How one kind of question went: shares between 0 and 1, milliseconds of one thread."""

    kind: str
    asked: int
    first: float
    in_five: float
    same_right: float
    same_wrong: float  # of all questions of this kind, those about firms that are not there included
    wall: NDArray[np.float64]
    cpu: NDArray[np.float64]


def _firms(prepared: Prepared, kind: str, among: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the firms that a kind of question can be about."""
    if kind == LISTED:
        is_stock: NDArray[np.bool_] = np.isin(prepared.made["form"][among].astype(str), STOCK_FORMS)
        return among[is_stock]
    if kind == "branch":
        is_branch: NDArray[np.bool_] = prepared.made["branch"][among].astype(np.bool_)
        return among[~is_branch]
    return among


def questions(prepared: Prepared, kind: str, count: int, seed: int) -> list[Question]:
    """Return so many questions of one kind about firms of the index, and a quarter more about firms left out of it."""
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    edit = corruption.listed if kind == LISTED else corruption.KINDS[kind]
    found = []
    for among, many in ((prepared.inside(), count), (prepared.outside(), count // _OUT_SHARE)):
        able = _firms(prepared, kind, among)
        chosen = rng.choice(able, min(many, len(able)), replace=False)
        firms = corruption.rows_of(prepared.made, chosen)
        found += [Question(edit(firm, rng), int(prepared.row_of[at])) for firm, at in zip(firms, chosen, strict=True)]
    return found


def real_questions(prepared: Prepared, kinds: Sequence[str]) -> list[Question]:
    """Return the real pairs of some kinds as questions; a former name that another firm has by now is no question."""
    rows = {name: at for at, name in enumerate(prepared.names)}
    return [
        Question(pair.alias, rows[pair.full])
        for pair in prepared.pairs
        if pair.kind in kinds and pair.alias not in rows
    ]


def answer(prepared: Prepared, kind: str, asked: Sequence[Question]) -> Answered:
    """Ask one by one, in this thread."""
    resolve = prepared.index.resolve
    found: list[Resolution] = []
    wall, cpu = np.zeros(len(asked)), np.zeros(len(asked))
    for at, question in enumerate(asked):
        began, busy = time.perf_counter(), time.thread_time()
        found.append(resolve(question.text))
        wall[at], cpu[at] = time.perf_counter() - began, time.thread_time() - busy
    return _judged(kind, asked, found, wall * 1000, cpu * 1000)


def _judged(
    kind: str,
    asked: Sequence[Question],
    found: Sequence[Resolution],
    wall: NDArray[np.float64],
    cpu: NDArray[np.float64],
) -> Answered:
    """Count only questions about firms that are there for recall, all of them for what was taken wrongly."""
    first = in_five = right = wrong = there = 0
    for question, answer_ in zip(asked, found, strict=True):
        rows = [each.row for each in answer_.candidates]
        is_first = rows[:1] == [question.truth]
        if question.truth >= 0:
            there += 1
            first += is_first
            in_five += question.truth in rows
            right += is_first and answer_.outcome == SAME
        wrong += answer_.outcome == SAME and not is_first
    most = max(there, 1)
    return Answered(kind, there, first / most, in_five / most, right / most, wrong / max(len(asked), 1), wall, cpu)


def batch(prepared: Prepared, texts: Sequence[str], clock: Callable[[], float] = time.process_time) -> float:
    """Return how many questions a second of one processor answers when they come as one list."""
    began = clock()
    prepared.index.resolve_all(texts)
    return len(texts) / max(clock() - began, 1e-9)
