"""A changed map tried on the pool of a screening: who would enter the list of each node, who leave it, who move, why.

The rows of the pool go through the same function as those of a registry; nothing is estimated there. What a pool
cannot know is said beside it: firms that were not among the best of a node, and would be by the changed map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .batch import screen_batch
from .chains import ChainMap, Node
from .comparing import by_code, changed_nodes, holds_word, only_falls
from .forms import forms_of
from .listing import Candidate, Shortlist
from .pool import Pool
from .running import plan_of
from .samples import HIT, REST


@dataclass(frozen=True)
class Stand:
    """How a firm stands in a list: its rank, its score of 100, the phrases that were found."""

    rank: int
    score: float
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Firm:
    """A firm of a list, before and after; None where it is not in it."""

    name: str
    uscc: str
    city: str
    before: Stand | None
    after: Stand | None

    @property
    def gained(self) -> tuple[str, ...]:
        """The phrases found now and not before."""
        return tuple(one for one in (self.after.phrases if self.after else ())
                     if not self.before or one not in self.before.phrases)  # fmt: skip

    @property
    def lost(self) -> tuple[str, ...]:
        """The phrases found before and not now."""
        return tuple(one for one in (self.before.phrases if self.before else ())
                     if not self.after or one not in self.after.phrases)  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """How many rows of the even sample hold a word or a phrase: of firms with a word of the map, and of the rest.

    `about` is how many firms of the whole registry that comes to.
    """

    said: str
    of_hit: int
    of_rest: int
    drawn_hit: int
    drawn_rest: int
    about: int


@dataclass(frozen=True)
class Effect:
    """What a changed map does to the list of one node."""

    node: str
    entered: tuple[Firm, ...]
    left: tuple[Firm, ...]
    moved: tuple[Firm, ...]  # another rank or another score
    stays: int  # with the same rank and score
    is_sure: bool  # a screening of the whole registry would list the same
    may_rise: bool  # firms that the pool does not hold may score higher by the changed map
    heard: tuple[Heard, ...]


def effects(pool: Pool, old: ChainMap, new: ChainMap, only: str = "") -> list[Effect]:
    """Return what the change does to each node it concerns, or to one of them."""
    codes = [code for code in changed_nodes(old, new) if not only or code == only]
    if not codes:
        return []
    before, after = (_listed(pool, chains, codes) for chains in (old, new))
    was, now, screened = by_code(old), by_code(new), by_code(pool.chains)
    same_scale = pool.chains.scoring == new.scoring and pool.chains.city == new.city
    found = []
    for code in codes:
        falls = same_scale and only_falls(screened.get(code), now.get(code))
        sure = pool.is_everything or (falls and _reaches(pool, code, after.get(code, [])))
        heard = tuple(_heard(pool, was.get(code), now.get(code)))
        found.append(_effect(code, before.get(code, []), after.get(code, []), sure, not falls and not sure, heard))
    return found


def tried(pool: Pool, chains: ChainMap) -> dict[str, list[Candidate]]:
    """Return the firms of the pool that a map lists for each of its nodes."""
    return _listed(pool, chains, [node.code for node in chains.nodes])


def _listed(pool: Pool, chains: ChainMap, codes: list[str]) -> dict[str, list[Candidate]]:
    """Return the firms of the pool that a map lists for these nodes. The others of the map decide nothing of them."""
    wanted = set(codes)
    kept = [chain.model_copy(update={"nodes": nodes}) for chain in chains.chains
            if (nodes := tuple(node for node in chain.nodes if node.code in wanted))]  # fmt: skip
    if not kept:
        return {}
    plan = plan_of(chains.model_copy(update={"chains": tuple(kept)}), pool.on, pool.top, pool.ties)
    shortlist = Shortlist(len(plan.nodes), plan.top)
    shortlist.add(screen_batch(pool.batch(), plan).candidates)
    return {node.code: shortlist.listed(at)[0] for at, node in enumerate(plan.nodes)}


def _reaches(pool: Pool, code: str, listed: list[Candidate]) -> bool:
    """Tell whether nobody below what the pool keeps of a node can be listed, where scores only fall."""
    reach = pool.reach.get(code)
    if reach is None or reach.is_whole:
        return reach is not None
    return len(listed) == pool.top and listed[-1].score > reach.last


def _effect(
    code: str, before: list[Candidate], after: list[Candidate], sure: bool, may_rise: bool, heard: tuple[Heard, ...]
) -> Effect:
    was, now = ({one.firm: (rank, one) for rank, one in enumerate(each, 1)} for each in (before, after))
    both = [_firm(was.get(key), now.get(key)) for key in dict.fromkeys((*now, *was))]
    moved = [one for one in both if one.before and one.after
             and (one.before.rank, one.before.score) != (one.after.rank, one.after.score)]  # fmt: skip
    entered, left = [one for one in both if not one.before], [one for one in both if not one.after]
    stays = len(both) - len(moved) - len(entered) - len(left)
    return Effect(code, tuple(entered), tuple(left), tuple(moved), stays, sure, may_rise, heard)


def _firm(before: tuple[int, Candidate] | None, after: tuple[int, Candidate] | None) -> Firm:
    told: Any = after or before
    one: Candidate = told[1]
    return Firm(one.name, one.uscc, one.city, _stand(before), _stand(after))


def _stand(told: tuple[int, Candidate] | None) -> Stand | None:
    if told is None:
        return None
    rank, one = told
    return Stand(rank, one.score / 10, tuple(dict.fromkeys(each.phrase for each in one.reasons)))


def _heard(pool: Pool, was: Node | None, now: Node | None) -> Iterator[Heard]:
    """Say of each word and phrase that is new, or weighs otherwise, how often the sample holds it."""
    before, after = (dict(node.words) if node else {} for node in (was, now))
    wanted = [word for word in dict.fromkeys((*after, *before)) if before.get(word) != after.get(word)]
    phrases = [set(node.exclude) if node else set() for node in (was, now)]
    wanted += [phrase for phrase in sorted(phrases[0] ^ phrases[1]) if holds_word(phrase, now)]
    if not wanted:
        return
    hit, rest = ([f"{name}\n{scope}" for name, scope in pool.drawn(kind)] for kind in (HIT, REST))
    for word in wanted:
        forms = forms_of(word)
        of_hit, of_rest = (sum(any(form in text for form in forms) for text in texts) for texts in (hit, rest))
        about = _about(of_hit, len(hit), pool.hit) + _about(of_rest, len(rest), pool.in_business - pool.hit)
        yield Heard(word, of_hit, of_rest, len(hit), len(rest), about)


def _about(found: int, drawn: int, of: int) -> int:
    return round(found * of / drawn) if drawn else 0
