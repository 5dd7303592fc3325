"""What changes of the screening map, its mistakes and its fields are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from hometown.face.tags.words import language
from hometown.screening import ChainMap, Mistake
from hometown.screening.chains import Node
from hometown.screening.comparing import Change, by_code

from .models import MapState

PLACES: dict[str, Any] = {
    "upstream": lazy("upstream"), "midstream": lazy("midstream"), "downstream": lazy("downstream"),
}  # fmt: skip
HOME: dict[str, Any] = {
    "missing": lazy("missing: fill the chain"),
    "weak": lazy("weak: make it strong"),
    "strong": lazy("strong: bring who uses or supplies it"),
}
HOME_SHORT: dict[str, Any] = {"missing": lazy("missing"), "weak": lazy("weak"), "strong": lazy("strong")}
HOME_TONES = {"missing": "red", "weak": "amber", "strong": "green"}
VERSION_STATES: dict[str, Any] = {
    MapState.PROPOSED.value: lazy("proposed"),
    MapState.IN_FORCE.value: lazy("replaced"),
    MapState.WITHDRAWN.value: lazy("withdrawn"),
}
YES_NO: dict[str, Any] = {"yes": lazy("yes"), "no": lazy("no")}
HEADS: dict[str, Any] = {
    "environment": lazy("Words that ask for a look at the environment"),
    "energy": lazy("Words that ask for a look at energy"),
    "policy": lazy("Words that ask for a look at industrial policy"),
}
# What a change says, by its place and by whether something is added, removed or changed.
SENTENCES: dict[tuple[str, str], Any] = {
    ("node", "added"): lazy("A new node"),
    ("node", "removed"): lazy("The node is struck out"),
    ("word", "added"): lazy("“%(said)s” is looked for, weight %(after)s"),
    ("word", "removed"): lazy("“%(said)s” is looked for no more; its weight was %(before)s"),
    ("weight", "changed"): lazy("“%(said)s” weighs %(after)s instead of %(before)s"),
    ("exclude", "added"): lazy("A word inside “%(said)s” does not count"),
    ("exclude", "removed"): lazy("A word inside “%(said)s” counts again"),
    ("industries", "added"): lazy("Industry %(said)s fits wholly"),
    ("industries", "removed"): lazy("Industry %(said)s fits wholly no more"),
    ("near", "added"): lazy("Industry %(said)s fits half"),
    ("near", "removed"): lazy("Industry %(said)s fits half no more"),
    ("flows_from", "added"): lazy("What %(said)s makes flows in"),
    ("flows_from", "removed"): lazy("What %(said)s makes flows in no more"),
    ("source", "added"): lazy("It rests on %(said)s too"),
    ("source", "removed"): lazy("It rests on %(said)s no more"),
    ("veto_environment", "added"): lazy("“%(said)s” asks for a look at the environment"),
    ("veto_environment", "removed"): lazy("“%(said)s” asks for a look at the environment no more"),
    ("veto_energy", "added"): lazy("“%(said)s” asks for a look at energy"),
    ("veto_energy", "removed"): lazy("“%(said)s” asks for a look at energy no more"),
    ("veto_policy", "added"): lazy("“%(said)s” asks for a look at industrial policy"),
    ("veto_policy", "removed"): lazy("“%(said)s” asks for a look at industrial policy no more"),
    ("chain", "added"): lazy("A new chain: %(after)s"),
    ("chain", "removed"): lazy("The chain %(before)s is struck out"),
    ("sources", "added"): lazy("A new source: %(after)s"),
    ("sources", "removed"): lazy("The source %(before)s is struck out"),
}
FIELDS: dict[str, Any] = {
    "zh": lazy("Name in Chinese"), "en": lazy("Name in English"), "place": lazy("Place in the chain"),
    "home": lazy("What home has of it"), "makers": lazy("Only firms that make it"), "note": lazy("Remark in Chinese"),
    "note_en": lazy("Remark in English"), "moved": lazy("Chain"), "order": lazy("Order of the nodes"),
    "map_city": lazy("Home city"), "map_zh": lazy("Name of the map in Chinese"),
    "map_en": lazy("Name of the map in English"), "chain": lazy("Name of a chain"), "sources": lazy("Source"),
    "scoring": lazy("Scale"),
}  # fmt: skip
# What is wrong in a text, by the codes of `screening.mapping`.
MISTAKES: dict[str, Any] = {
    "too_large": lazy("is larger than %(most)s bytes; a chain map is a short text."),
    "unreadable": lazy("cannot be read (%(why)s)."),
    "not_utf8": lazy("is not UTF-8: save it as UTF-8."),
    "holds_itself": lazy("holds something that holds itself."),
    "too_deep": lazy("has brackets within brackets without end; a chain map has five at most."),
    "syntax": lazy("cannot be read (%(why)s)."),
    "no_map": lazy("says no map: it begins with version, city and chains."),
    "missing": lazy("is missing."),
    "extra_forbidden": lazy("is not a field here."),
    "string_type": lazy("must be a text; put it into quotes."),
    "literal_error": lazy("must be one of %(expected)s."),
    "less_than_equal": lazy("must be at most %(le)s."),
    "greater_than_equal": lazy("must be at least %(ge)s."),
    "string_too_short": lazy("must have at least %(min_length)s characters."),
    "string_too_long": lazy("may have at most %(max_length)s characters."),
    "too_short": lazy("must not be empty."),
    "string_pattern_mismatch": lazy("“%(given)s” is not written as it must be (%(pattern)s)."),
    "otherwise": lazy("cannot stand (%(why)s)."),
    "twice": lazy("%(code)s stands twice."),
    "no_other_node": lazy("there is no other node %(code)s."),
    "no_source": lazy("there is no source %(code)s."),
    "excludes_nothing": lazy("“%(word)s” holds no word of the node, so it excludes nothing."),
}


def title(named: Any) -> str:
    """Return what a node, a chain or a map is called in the reader's language."""
    return str(named.zh if language().startswith("zh") else named.en)


@dataclass(frozen=True)
class Told:
    """A change for the page: where, and what in words, or what it was and what it will be."""

    node: str
    where: str
    what: str
    words: str = ""
    before: str = ""
    after: str = ""


def told(found: Iterable[Change], old: ChainMap, new: ChainMap) -> list[Told]:
    """Return changes as a person reads them."""
    nodes = by_code(old) | by_code(new)
    return [_told(one, nodes) for one in found]


def _told(one: Change, nodes: Mapping[str, Node]) -> Told:
    where = title(nodes[one.node]) if one.node in nodes else ""
    sentence = SENTENCES.get((one.what, one.kind))
    if sentence is not None:
        named = title(nodes[one.said]) if one.what == "flows_from" and one.said in nodes else one.said
        facts = {"said": named, "before": one.before, "after": one.after}
        return Told(one.node, where, one.kind, str(sentence) % facts)
    words = f"{FIELDS.get(one.what, one.what)}{f' {one.said}' if one.said else ''}"
    return Told(one.node, where, one.kind, words, *(_value(one, text, nodes) for text in (one.before, one.after)))


def _value(one: Change, text: str, nodes: Mapping[str, Node]) -> str:
    if one.what == "order":
        return " · ".join(title(nodes[code]) for code in text.split())
    known = {"home": HOME_SHORT, "place": PLACES, "makers": YES_NO}.get(one.what, {})
    return str(known.get(text, text))


def said_mistake(one: Mistake) -> str:
    """Return what is wrong, in the reader's language."""
    return str(MISTAKES[one.code]) % dict(one.facts)


def mistake_lines(found: Iterable[Mistake]) -> list[dict[str, Any]]:
    """Return mistakes for the page: line, field, sentence."""
    return [{"line": one.line, "place": one.field, "words": said_mistake(one)} for one in found]
