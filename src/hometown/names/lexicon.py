"""What names are made of: regions, legal forms, words of industries. Read once from the lists in `data/`."""

import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .divisions import divisions
from .folding import bare
from .wordsets import WordSet

_DATA = files("hometown.names") / "data"

_COUNTRY = ("中国", "中华", "国家")
_LEAST_SHORT = 2


@dataclass(frozen=True)
class Place:
    """A division: its statistical code, and which level it is of (1 province, 2 city, 3 county; 0 the country)."""

    code: str
    level: int


@dataclass(frozen=True)
class Lexicon:
    """The lists, ready for lookups at many places at once."""

    first_regions: WordSet  # may open a name
    next_regions: WordSet  # may follow another region
    forms: WordSet
    branches: WordSet
    industries: WordSet
    places: dict[str, tuple[Place, ...]]


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return [bare(line) for line in text.splitlines() if bare(line)]


@cache
def lexicon() -> Lexicon:
    """Return the lists."""
    first, following = set(_COUNTRY), set()
    places: dict[str, list[Place]] = {word: [Place("", 0)] for word in _COUNTRY}
    for row in divisions().values():
        place, full, short = Place(row.code, row.level), bare(row.name), bare(row.short_name)
        for word in {full, short} - {""}:
            if len(word) >= _LEAST_SHORT:
                places.setdefault(word, []).append(place)
                following.add(word)
        if len(full) > _LEAST_SHORT:
            first.add(full)
        if len(short) >= _LEAST_SHORT and (place.level < 3 or not full.endswith("区")):
            first.add(short)
    forms = {*_lines("legal_suffixes.txt"), *_lines("more_forms.txt")}
    listed = (*_lines("industry_words.txt"), *_lines("more_industry_words.txt"))
    industries = {word for word in listed if len(word) > 1} - forms
    return Lexicon(
        first_regions=WordSet(first),
        next_regions=WordSet(following | first),
        forms=WordSet(forms),
        branches=WordSet(_lines("branch_words.txt")),
        industries=WordSet(industries),
        places={word: tuple(found) for word, found in places.items()},
    )


@cache
def fingerprint() -> str:
    """Return a mark of the lists: an index that was built with others takes names apart in another way."""
    lists = lexicon()
    every = [lists.first_regions, lists.next_regions, lists.forms, lists.branches, lists.industries]
    return f"{zlib.crc32(chr(10).join(word for each in every for word in sorted(each.words)).encode()):08x}"


def are_industries(industry: str) -> bool:
    """Tell whether a text is nothing but words of industries."""
    known = lexicon().industries.words
    ends = [True] + [False] * len(industry)
    for end in range(1, len(ends)):
        ends[end] = any(ends[begin] and industry[begin:end] in known for begin in range(end))
    return ends[-1]
