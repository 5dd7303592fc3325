"""From a query to an answer: candidates of every segment, ranked, and one of three outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import latin
from .agreement import agrees, is_shared
from .columns import spelling_hash
from .features import Evidence, evidence, quickest, without_stock
from .ranking import ASK, ENOUGH, NEW, SAME, Standing, deciding, model, probability, score, standing, vector
from .reasons import Reason, compare
from .searching import Query, Searcher, queries
from .searching import query as prepare
from .slips import tail_of_branch

LONGEST_QUERY = 200  # characters; a longer text is no name
LEAST_QUERY = 2
CLOSE = 24  # candidates that are compared part by part
SHOWN = 5
_USCC = 18
_USCC_SIGNS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


@dataclass(frozen=True)
class Candidate:
    """A row of the registry that may be meant. `score` is between 0 and 1; `row` counts on over the segments."""

    name: str
    uscc: str
    score: float
    reasons: tuple[Reason, ...]
    row: int

    @property
    def is_exact(self) -> bool:
        """Tell whether the whole name or the code is the one that was asked."""
        return any(reason.code in {"exact", "code"} for reason in self.reasons)

    @property
    def why(self) -> str:
        """Return the reasons as one line of English."""
        return "; ".join(map(str, self.reasons))


@dataclass(frozen=True)
class Resolution:
    """What a query means: `same` (the first candidate), `ask` (a person decides), `new` (no row of the registry)."""

    query: str
    outcome: str
    candidates: tuple[Candidate, ...] = ()
    branch: str = ""
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        found: dict[str, Any] = {
            "query": self.query,
            "outcome": self.outcome,
            "candidates": [
                {"name": each.name, "uscc": each.uscc, "score": round(each.score, 4), "why": each.why}
                for each in self.candidates
            ],
        }
        return found | {key: value for key in ("branch", "note") if (value := getattr(self, key))}


@dataclass
class _Ranked:
    """A candidate while it is ranked."""

    searcher: Searcher
    first: int  # number of the first row of its segment
    evidence: Evidence
    value: float

    @property
    def row(self) -> int:
        return self.first + self.searcher.segment.row(self.evidence.entry)


class Resolver:
    """Resolves queries over segments, the base first."""

    def __init__(self, searchers: Sequence[Searcher]) -> None:
        self.searchers = tuple(searchers)

    def resolve(self, text: str, *, shown: int = SHOWN) -> Resolution:
        """Return what one text means. Never raises for what is asked."""
        return self.resolve_all([text], shown=shown)[0]

    def exact(self, text: str) -> tuple[Candidate, ...]:
        """Return the rows of exactly this name: their own, else another one that is recorded of them."""
        query = prepare(text[:LONGEST_QUERY])
        return tuple(self._spelled(query.whole, query.hashed, ()))

    def resolve_all(self, texts: Sequence[str], *, shown: int = SHOWN) -> list[Resolution]:
        """Return what many texts mean, in their order."""
        cut = [text if len(text) <= LONGEST_QUERY else "" for text in texts]
        prepared = queries(cut)
        return [self._one(text, query, shown) for text, query in zip(texts, prepared, strict=True)]

    def _one(self, text: str, query: Query, shown: int) -> Resolution:
        if len(text) > LONGEST_QUERY:
            return Resolution(text[:LONGEST_QUERY] + "…", NEW, note=str(Reason("long")))
        coded = self._coded(text)
        if coded:
            return Resolution(text, SAME if len(coded) == 1 else ASK, tuple(coded[:shown]))
        if len(query.whole) < LEAST_QUERY:
            return Resolution(text, ASK if query.whole else NEW, note=str(Reason("short")))
        exact = self._spelled(query.whole, query.hashed, ())
        if exact:
            return self._exactly(text, exact, query, shown)
        if query.shape.branch:
            parent = query.whole.removesuffix(query.shape.branch)
            reason = Reason("branch", query.shape.branch)
            exact = self._spelled(parent, spelling_hash(parent), (reason,))
            if exact:
                return self._exactly(text, exact, query, shown)
        if query.is_latin:
            return self._sounding(text, query, shown)
        return self._ranked(text, query, shown)

    def _firsts(self) -> list[tuple[int, Searcher]]:
        first, found = 0, []
        for searcher in self.searchers:
            found.append((first, searcher))
            first += searcher.segment.rows
        return found

    def _coded(self, text: str) -> list[Candidate]:
        code = text.strip().upper()
        if len(code) != _USCC or not _USCC_SIGNS.issuperset(code):
            return []
        return [
            Candidate(each.segment.name(row), code, 1.0, (Reason("code"),), first + row)
            for first, each in self._firsts()
            for row in each.segment.coded(code)
        ]

    def _spelled(self, whole: str, hashed: int, more: tuple[Reason, ...]) -> list[Candidate]:
        """Return the rows that are called so, or have been; a row's own name before other names."""
        found: dict[int, Candidate] = {}
        for first, searcher in self._firsts():
            segment = searcher.segment
            for entry in segment.spelled(whole, hashed):
                row, kind = segment.row(entry), segment.kind(entry)
                reason = Reason("exact") if kind == "name" else Reason(kind, other=segment.name(entry))
                if first + row not in found or kind == "name":
                    made = Candidate(segment.name(row), segment.uscc(row), 1.0, (*more, reason), first + row)
                    found[first + row] = made
        own = [each for each in found.values() if Reason("exact") in each.reasons]
        return own or list(found.values())

    def _exactly(self, text: str, exact: list[Candidate], query: Query, shown: int) -> Resolution:
        branch = query.shape.branch if any(reason.code == "branch" for reason in exact[0].reasons) else ""
        if len(exact) == 1:
            return Resolution(text, SAME, tuple(exact), branch)
        return Resolution(text, ASK, tuple(exact[:shown]), branch, str(Reason("several")))

    def _ranked(self, text: str, query: Query, shown: int) -> Resolution:
        stock = without_stock(query.whole)
        if stock != query.whole:
            query = prepare(stock)
        ranked = [each for each in self.rank(query) if is_plausible(each.evidence)]
        if not ranked:
            return Resolution(text, NEW)
        best = ranked[0]
        stand = self.standing(query, [each.evidence for each in ranked], [each.value for each in ranked])
        sure = probability(deciding(stand), model().decision)
        outcome = self._outcome(query, stand, sure)
        top = ranked[:shown]
        chances = [sure, *(sure * float(np.exp(each.value - best.value)) for each in top[1:])]
        made = tuple(self._candidate(query, each, chance) for each, chance in zip(top, chances, strict=True))
        tail = query.shape.branch or tail_of_branch(query.whole, best.evidence.shape.whole)
        branch = tail if not best.evidence.shape.branch else ""
        note = str(Reason("several")) if outcome == ASK and is_shared(query.shape, stand) else ""
        return Resolution(text, outcome, made, branch, note)

    def _outcome(self, query: Query, stand: Standing, sure: float) -> str:
        """Say `same` only where the trade name is the same: one other character of it may be another firm."""
        if sure < model().new_below:
            return NEW
        return SAME if agrees(query.shape, stand) and sure >= model().same_from else ASK

    def standing(self, query: Query, ranked: Sequence[Evidence], scores: Sequence[float]) -> Standing:
        """Return how the first of some ranked candidates stands beside the others."""
        return standing(query.shape, ranked, scores, self._often, self._names)

    @property
    def _names(self) -> int:
        return sum(len(each.segment) for each in self.searchers)

    def _often(self, trade: str) -> int | None:
        """Return how many names have a trade name in them; None where there are too few names to tell."""
        if len(trade) < LEAST_QUERY or self._names < ENOUGH:
            return None
        return sum(each.often(trade) for each in self.searchers)

    def rank(self, query: Query) -> list[_Ranked]:
        """Return the candidates of all segments, the best entry of each row, the likeliest first.

        Of two rows whose best names are as good, as when both have one alias, their next names decide.
        """
        found: dict[int, list[_Ranked]] = {}
        for first, searcher in self._firsts():
            for each in closest(searcher, query):
                made = _Ranked(searcher, first, each, score(each, vector()))
                found.setdefault(made.row, []).append(made)
        for row in found.values():
            row.sort(key=lambda each: -each.value)
        ranked = sorted(found.values(), key=lambda row: (*([-each.value for each in row[:2]] + [0.0])[:2], row[0].row))
        return [row[0] for row in ranked]

    def _candidate(self, query: Query, ranked: _Ranked, chance: float) -> Candidate:
        segment, entry = ranked.searcher.segment, ranked.evidence.entry
        row, kind = segment.row(entry), segment.kind(entry)
        other = () if kind == "name" else (Reason(kind, other=segment.name(entry)),)
        reasons = (*other, *compare(query.shape, ranked.evidence.shape))
        return Candidate(segment.name(row), segment.uscc(row), chance, reasons, ranked.row)

    def _sounding(self, text: str, query: Query, shown: int) -> Resolution:
        """Answer Latin input: as a name, as full pinyin, as first letters. A person chooses: many names sound alike."""
        found: dict[int, tuple[float, int, Searcher]] = {}
        for first, searcher in self._firsts():
            for entry, value in latin.alike(searcher, query):
                row = first + searcher.segment.row(entry)
                if row not in found or found[row][0] < value:
                    found[row] = (value, entry, searcher)
        top = sorted(found.items(), key=lambda each: (-each[1][0], each[0]))[:shown]
        made = tuple(_latin(query, row, *what) for row, what in top)
        return Resolution(text, ASK if made else NEW, made)


def _latin(query: Query, row: int, value: float, entry: int, searcher: Searcher) -> Candidate:
    segment, own = searcher.segment, searcher.segment.row(entry)
    return Candidate(segment.name(own), segment.uscc(own), min(value, 0.99), (Reason("letters", query.whole),), row)


# At least so much must be said of one of these for a candidate to be shown at all.
_PLAUSIBLE = {
    "trade_kept": 1.0,
    "trade_inside": 1.0,
    "abbreviated": 1.0,
    "trade_letters": 1.0,
    "trade_alike": 0.5,
    "trade_sound": 0.5,
    "coverage": 0.75,
}


def is_plausible(evidence: Evidence) -> bool:
    """Tell whether anything speaks for a candidate: one slip, part of the trade name, its sound, most of the text."""
    return evidence.slip.distance <= 1 or any(evidence.value(name) >= least for name, least in _PLAUSIBLE.items())


def closest(searcher: Searcher, query: Query, most: int = CLOSE) -> list[Evidence]:
    """Return the candidates of one segment that cover the query best, compared part by part."""
    found = searcher.candidates(query)
    if not len(found):
        return []
    segment = searcher.segment
    texts = segment.bares(found)
    few = quickest(query, texts, segment.prior[found] / 255, most)
    return [evidence(segment, query, int(found[at]), texts[at]) for at in few]
