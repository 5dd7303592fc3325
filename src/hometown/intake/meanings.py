"""What the words of a ledger mean in the city's rules: where a lead came from, which chain, which place.

Only what is certain is answered; everything else stays as text with the filing. Pure.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from hometown.policy.rules import offered
from hometown.policy.shape import Policy
from hometown.programme.divisions import Place, inside, table

from .workbook import Row
from .workbook.text import tight

# Words of a source, by the code of the city's `lead_sources` they mean. Codes the rules do not know mean nothing.
_SOURCES = (
    ("existing_investor", r"以商招商|以商引商|在(?:淮|本地)企业|老客商"),
    ("chamber", r"商会|协会|联合会"),
    ("event", r"进博会|博览会|展会|展览|论坛|推介会|洽谈会|峰会|年会|座谈会"),
    ("referral", r"亲友|朋友|同学|校友|乡贤|老乡|亲戚|战友"),
    ("came_in", r"来访|来电|来函|主动(?:对接|联系)|上门咨询"),
    ("host_department", r"接收地|接收单位|挂职单位|当地(?:政府|部门)|投促办|商务委|招商办"),
    ("screening", r"名录|数据库|大数据筛选|企查查|天眼查"),
    ("own_research", r"自行|自主|梳理|网络|查询|搜集"),
    ("visit", r"走访|拜访|登门|敲门|考察"),
)  # fmt: skip
_PATTERNS = tuple((code, re.compile(words)) for code, words in _SOURCES)
_ADDED = re.compile(r"(?:新?材料|产业|行业|制造|链|业)+$")


class CityWords:
    """The words of one version of the city's rules."""

    def __init__(self, policy: Policy) -> None:
        self._sources = {tight(one.zh): one.code for one in offered(policy.lead_sources)}
        self._known = frozenset(self._sources.values())
        self._chains = {_core(one.zh): one.code for one in offered(policy.chain_scheme.chains)}

    def source(self, text: str) -> str:
        """Return the code of a source; empty where the words name none, or several."""
        bare = tight(text)
        if bare in self._sources:
            return self._sources[bare]
        found = [code for code, words in _PATTERNS if code in self._known and words.search(bare)]
        return found[0] if len(found) == 1 else ""

    def chain(self, text: str) -> str:
        """Return the code of a chain: 铝基新材料 is 铝基; empty where none or several are named."""
        bare = tight(text)
        core = _core(bare)
        if core in self._chains:
            return self._chains[core]
        found = {code for name, code in self._chains.items() if name in bare}
        return found.pop() if len(found) == 1 else ""


def _core(text: str) -> str:
    bare = tight(text)
    return _ADDED.sub("", bare) or bare


@lru_cache(maxsize=8_192)
def region_of(text: str) -> str:
    """Return the code (GB/T 2260) of the place a text begins with; empty where it names none, or several.

    >>> region_of("上海"), region_of("江苏南京"), region_of("南京市江宁区")
    ('310000', '320100', '320115')
    """
    bare = tight(text)[:40]
    if len(bare) < 2:
        return ""
    start = _begins(bare, (one for one in table().values() if one.level == 1))
    if start is None:
        start = _begins(bare, (one for one in table().values() if one.level == 2))
    if start is None:
        found = {one.code for one in table().values() if one.level == 3 and bare.startswith(one.name)}
        return found.pop() if len(found) == 1 else ""
    place, rest = start
    for level in range(place.level + 1, 4):
        below = _begins(rest, inside(place.code, level)) if rest else None
        if below is not None:
            place, rest = below
    return place.code


def _begins(text: str, places: Iterable[Place]) -> tuple[Place, str] | None:
    """Return the one place whose name a text begins with, and what follows; the longest name wins."""
    found: dict[str, tuple[Place, str]] = {}
    longest = 0
    for place in places:
        name = next((n for n in (place.name, place.short_name) if len(n) > 1 and text.startswith(n)), "")
        if name and len(name) >= longest:
            if len(name) > longest:
                found, longest = {}, len(name)
            found[place.code] = place, text[len(name) :]
    return next(iter(found.values())) if len(found) == 1 else None


def told(row: Row, headers: dict[tuple[str, str], str]) -> str:
    """Return what a row says in its own words, one line a cell, without the firm and without people's data."""
    lines = [
        f"{headers.get((row.sheet, name), name)}: {text}" for name, text in row.texts.items() if name not in _PERSONAL
    ]
    return "\n".join(lines)


_PERSONAL = frozenset({"seq", "company", "contact", "phone", "position", "counterpart", "officer_phone"})
