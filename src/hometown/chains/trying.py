"""What a changed map would do to the shortlist, for the pages: the pool of this home, asked, and told in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from hometown.face import formats
from hometown.screening import ChainMap
from hometown.screening.chains import Node
from hometown.screening.comparing import by_code

from . import map_words, pools
from .labels import listed_phrases

if TYPE_CHECKING:
    from hometown.screening.trying import Effect, Firm, Heard, Stand

FEW = 10  # firms of each kind that are shown at once; the others can be opened


@dataclass(frozen=True)
class Line:
    """A firm of an effect, for the page."""

    name: str
    meta: str
    end: str


@dataclass(frozen=True)
class Group:
    """Firms that fare alike: which word heads them, and how."""

    title: str
    tone: str
    first: list[Line]
    rest: list[Line]


@dataclass(frozen=True)
class Shown:
    """The effect on one node as the page tells it."""

    node: str
    name: str
    summary: str
    groups: list[Group]
    heard: list[str]
    unknown: list[str]
    is_sure: bool


def shown(old: ChainMap, new: ChainMap, only: str = "") -> list[Shown] | None:
    """Return what a change does to each node it concerns; None where this home has no pool."""
    pool = pools.opened()
    if pool is None:
        return None
    from hometown.screening.trying import effects  # with it Arrow: in memory only where there is a pool

    nodes = by_code(old) | by_code(new)
    return [_shown(one, nodes, pool.top) for one in effects(pool, old, new, only)]


def with_node(chains: ChainMap, node: str, fields: Mapping[str, Any]) -> ChainMap | None:
    """Return a map with fields of a node written otherwise, without its text; None for what is no node."""
    try:
        found = Node.model_validate(by_code(chains)[node].model_dump(by_alias=True) | dict(fields))
    except ValidationError:
        return None
    kept = [chain.model_copy(update={"nodes": tuple(found if one.code == node else one for one in chain.nodes)})
            for chain in chains.chains]  # fmt: skip
    return chains.model_copy(update={"chains": tuple(kept)})


def about() -> list[str]:
    """Say of which registry the pool is, and how large; nothing where there is none."""
    pool = pools.opened()
    if pool is None:
        return []
    facts = {"file": pool.registry, "rows": formats.grouped(pool.rows), "of": formats.grouped(pool.in_business)}
    return [_("Tried on %(rows)s firms kept of %(file)s, which has %(of)s in business.") % facts]


def _shown(one: "Effect", nodes: Mapping[str, Node], top: int) -> Shown:
    groups = [
        _group(_("Enter the first %(top)s") % {"top": top}, "green", one.entered),
        _group(_("Leave them"), "amber", one.left),
        _group(_("Stand otherwise"), "", one.moved),
    ]
    counts = {"in": len(one.entered), "out": len(one.left), "moved": len(one.moved), "stays": one.stays}
    return Shown(
        one.node, map_words.title(nodes[one.node]),
        _("%(in)s enter, %(out)s leave, %(moved)s stand otherwise, %(stays)s as before") % counts,
        [group for group in groups if group.first], [_heard(heard) for heard in one.heard], list(_unknown(one)),
        one.is_sure,
    )  # fmt: skip


def _group(title: str, tone: str, firms: "Iterable[Firm]") -> Group:
    lines = [_line(one) for one in firms]
    return Group(f"{title} ({len(lines)})", tone, lines[:FEW], lines[FEW:])


def _line(one: "Firm") -> Line:
    told: Any = one.after or one.before
    why = [_("found by %(phrases)s") % {"phrases": _quoted(told.phrases)}] if told.phrases else []
    if one.before and one.after:
        why = [_("now by %(phrases)s too") % {"phrases": _quoted(one.gained)}] if one.gained else []
        why += [_("no longer by %(phrases)s") % {"phrases": _quoted(one.lost)}] if one.lost else []
    return Line(one.name, " · ".join(part for part in (one.city, *why) if part), _ends(one.before, one.after))


def _ends(before: "Stand | None", after: "Stand | None") -> str:
    if before and after:
        facts = {"was": before.rank, "is": after.rank, "before": before.score, "after": after.score}
        if before.score == after.score:
            return _("rank %(was)s → %(is)s") % facts
        return _("%(was)s → %(is)s, score %(before)s → %(after)s") % facts
    stand: Any = after or before
    return _("rank %(rank)s, score %(score)s") % {"rank": stand.rank, "score": stand.score}


def _quoted(phrases: Iterable[str]) -> str:
    """Return phrases as one text, each in quotes."""
    return listed_phrases(f"“{one}”" for one in phrases)


def _heard(one: "Heard") -> str:
    facts = {
        "said": one.said, "hit": one.of_hit, "of_hit": formats.grouped(one.drawn_hit), "rest": one.of_rest,
        "of_rest": formats.grouped(one.drawn_rest), "about": formats.grouped(one.about),
    }  # fmt: skip
    if not one.about:
        return _("“%(said)s” stands in none of the firms drawn evenly from the registry.") % facts
    return _(
        "“%(said)s” stands in %(hit)s of %(of_hit)s firms drawn that hold a word of the map, and in %(rest)s of "
        "%(of_rest)s others: about %(about)s firms of the registry."
    ) % facts  # fmt: skip


def _unknown(one: "Effect") -> Iterable[str]:
    if one.is_sure:
        yield _("A screening of the whole registry lists the same.")
    elif one.may_rise:
        yield _(
            "Firms outside the pool may score higher by this change: those that enter are some of them, and only a "
            "screening of the whole registry finds all."
        )
    else:
        yield _("So many fall that firms outside the pool may come up: only a screening of the whole registry tells.")


def summary(found: list[Shown]) -> str:
    """Say in one sentence how many nodes list otherwise."""
    return ngettext("%(count)s node lists otherwise", "%(count)s nodes list otherwise", len(found)) % {
        "count": len(found)
    }
