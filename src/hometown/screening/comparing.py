"""What changes from one chain map to another, place by place, as a person would say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .chains import Chain, ChainMap, Node

LISTS = ("flows_from", "exclude", "industries", "near", "source")
VALUES = ("zh", "en", "place", "home", "makers", "note", "note_en")


@dataclass(frozen=True)
class Change:
    """One change. `what` is a place: node, word, weight, exclude, industries, near, veto, a field, order, scoring.

    `node` is its code, empty for what concerns the whole map. `said` is the word, phrase or code it is about; `before`
    and `after` are empty where it was added or struck out.
    """

    what: str
    node: str = ""
    said: str = ""
    before: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """Whether something was added, removed or changed."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


def changes(old: ChainMap, new: ChainMap) -> list[Change]:
    """Return every change from the old map to the new, in the order of the file; those of the whole map last."""
    return [*_chains(old, new), *_of_nodes(old, new), *_whole(old, new)]


def changed_nodes(old: ChainMap, new: ChainMap) -> list[str]:
    """Return the codes of the nodes that may list firms otherwise: all where the scale or the city changed."""
    was, now = by_code(old), by_code(new)
    every = list(dict.fromkeys((*now, *was)))
    if old.scoring != new.scoring or old.city != new.city:
        return every
    return [code for code in every if code not in was or code not in now or _heard(was[code]) != _heard(now[code])]


def by_code(chains: ChainMap) -> dict[str, Node]:
    """Return the nodes of a map by their codes."""
    return {node.code: node for node in chains.nodes}


def only_falls(was: Node | None, now: Node | None) -> bool:
    """Tell whether no firm can score higher for a node than it did: then nobody new comes from far below."""
    if now is None:
        return True
    if was is None or was.makers != now.makers:
        return False
    return (
        all(weight <= was.words.get(word, 0) for word, weight in now.words.items())
        and all(phrase in now.exclude or not holds_word(phrase, now) for phrase in was.exclude)
        and set(now.industries) <= set(was.industries)
        and set(now.near) <= {*was.near, *was.industries}
    )


def holds_word(phrase: str, node: Node | None) -> bool:
    """Tell whether a phrase holds a word of a node, so that it can exclude something."""
    return node is not None and any(word in phrase and word != phrase for word in node.words)


def _heard(node: Node) -> tuple[Any, ...]:
    """Return what of a node decides who is listed and with which marks."""
    return (
        node.makers, dict(node.words), frozenset(node.exclude), frozenset(node.industries), frozenset(node.near),
        frozenset(node.vetoes.by_head()),
    )  # fmt: skip


def _chains(old: ChainMap, new: ChainMap) -> Iterator[Change]:
    was: Mapping[str, Chain] = {one.code: one for one in old.chains}
    now: Mapping[str, Chain] = {one.code: one for one in new.chains}
    for code, chain in now.items():
        if code not in was:
            yield Change("chain", said=code, after=chain.zh)
        elif (was[code].zh, was[code].en) != (chain.zh, chain.en):
            yield Change("chain", "", code, f"{was[code].zh} {was[code].en}", f"{chain.zh} {chain.en}")
    for code, chain in was.items():
        if code not in now:
            yield Change("chain", said=code, before=chain.zh)


def _of_nodes(old: ChainMap, new: ChainMap) -> Iterator[Change]:
    was, now = by_code(old), by_code(new)
    chain_of = [{node.code: chain.code for chain in one.chains for node in chain.nodes} for one in (old, new)]
    for code, node in now.items():
        if code not in was:
            yield Change("node", code, after=node.zh)
            continue
        if chain_of[0][code] != chain_of[1][code]:
            yield Change("moved", code, "", chain_of[0][code], chain_of[1][code])
        yield from _of_a_node(was[code], node)
    for code, node in was.items():
        if code not in now:
            yield Change("node", code, before=node.zh)
    kept = [[code for code in one if code in was and code in now] for one in (was, now)]
    if kept[0] != kept[1]:
        yield Change("order", before=" ".join(kept[0]), after=" ".join(kept[1]))


def _of_a_node(was: Node, now: Node) -> Iterator[Change]:
    for word, weight in now.words.items():
        if was.words.get(word) != weight:
            before = was.words.get(word)
            yield Change("weight" if before else "word", now.code, word, str(before or ""), str(weight))
    for word, weight in was.words.items():
        if word not in now.words:
            yield Change("word", now.code, word, str(weight))
    for name in LISTS:
        yield from _lists(name, now.code, getattr(was, name), getattr(now, name))
    yield from _vetoes(was, now)
    for name in VALUES:
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            yield Change(name, now.code, "", _plain(before), _plain(after))


def _vetoes(was: Node, now: Node) -> Iterator[Change]:
    vetoes = [{f"{head}:{word}" for head, word in one.vetoes.by_head()} for one in (was, now)]
    for head, word in now.vetoes.by_head():
        if f"{head}:{word}" not in vetoes[0]:
            yield Change(f"veto_{head}", now.code, word, after=word)
    for head, word in was.vetoes.by_head():
        if f"{head}:{word}" not in vetoes[1]:
            yield Change(f"veto_{head}", now.code, word, before=word)


def _plain(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _lists(name: str, node: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[Change]:
    yield from (Change(name, node, one, after=one) for one in now if one not in was)
    yield from (Change(name, node, one, before=one) for one in was if one not in now)


def _whole(old: ChainMap, new: ChainMap) -> Iterator[Change]:
    for name in ("city", "zh", "en"):
        if getattr(old, name) != getattr(new, name):
            yield Change(f"map_{name}", "", "", getattr(old, name), getattr(new, name))
    was, now = ({one.code: one.zh for one in each.sources} for each in (old, new))
    for code in dict.fromkeys((*now, *was)):
        if was.get(code) != now.get(code):
            yield Change("sources", "", code, was.get(code, ""), now.get(code, ""))
    told = [one.scoring.model_dump(mode="json") for one in (old, new)]
    for name, value in told[1].items():
        before = told[0][name]
        if isinstance(value, dict) and isinstance(before, dict):
            for key in dict.fromkeys((*value, *before)):
                if value.get(key) != before.get(key):
                    yield Change("scoring", "", f"{name}.{key}", str(before.get(key, "")), str(value.get(key, "")))
        elif value != before:
            yield Change("scoring", "", name, str(before), str(value))
