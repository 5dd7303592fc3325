"""Places: divisions of China, alone or one inside another (江苏昆山), zones named after them; countries abroad."""

from collections.abc import Iterator, Sequence
from functools import cache

from hometown.names.divisions import Division, divisions

from .findings import CountryValue, Kind, PlaceValue
from .proposals import Proposal
from .segmenting import Sort, Word
from .tables import lines, listed

# Longer before shorter.
_ZONES = tuple(sorted(listed("zones"), key=lambda zone: (-len(zone), zone)))  # longer before shorter
_LONGEST = 20
_BEFORE_WEAK = listed("before places")
_MUNICIPAL = {"110000", "120000", "310000", "500000"}


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    """Return the divisions of each name, long and short, the highest first."""
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        if "直辖" in division.name or division.name in {"市辖区", "县"}:
            continue
        for name in {division.name, division.short_name} - {""}:
            if len(name) > 1:
                found.setdefault(name, []).append(division)
    return {name: tuple(sorted(listed, key=lambda one: (one.level, one.code))) for name, listed in found.items()}


@cache
def _by_pinyin() -> dict[str, tuple[Division, ...]]:
    """Return provinces and prefectures by their name in Latin letters."""
    found: dict[str, list[Division]] = {}
    for division in divisions().values():
        if division.level < 3 and division.pinyin and division.name != "市辖区":
            found.setdefault(division.pinyin.replace(" ", ""), []).append(division)
    return {name: tuple(listed) for name, listed in found.items() if len(name) > 3 and name != "jian"}


@cache
def _countries() -> dict[str, str]:
    return {word: code for code, *listed in (line.split() for line in lines("countries.txt")) for word in listed}


@cache
def _country_names() -> dict[str, str]:
    return {line.split()[0]: line.split()[1] for line in lines("countries.txt")}


def places(text: str, words: Sequence[Word]) -> Iterator[Proposal]:
    """Propose the places and countries among the words of a folded text."""
    at = 0
    while at < len(words):
        word = words[at]
        if word.sort is Sort.LATIN:
            if proposal := _latin(word):
                yield proposal
        elif word.sort is Sort.COUNTRY:
            code = _countries()[word.text]
            value = CountryValue(code, _country_names()[code])
            sure = 0.9 if word.text == value.name else 0.75
            yield Proposal(Kind.COUNTRY, word.start, word.end, value, sure, "name of a country or region")
        elif word.text in _by_name():
            at, proposal = _chain(text, words, at)
            if proposal:
                yield proposal
            continue
        at += 1


def _chain(text: str, words: Sequence[Word], at: int) -> tuple[int, Proposal | None]:
    """Read places one inside another, and the zone behind them; return where reading goes on."""
    first = at
    within = _by_name()[words[at].text]
    at += 1
    while at < len(words) and (inner := _inside(within, words[at].text)):
        within = inner
        at += 1
    end, zone = _zone(text, words[at - 1].end)
    if not zone and at < len(words) and words[at].sort is Sort.PLACE and words[at].start == end:
        further, named = _zone(text, words[at].end)
        if named:  # 南京江北新区: the zone has a name that is elsewhere a place
            end, zone = further, words[at].text + named
    if zone:
        while at < len(words) and words[at].start < end:
            at += 1
        end = max(end, words[at - 1].end) if words[at - 1].start >= end else end
    chosen = within[0]
    if not _is_meant(words, first, at, chosen, alone=len(within), zone=zone):
        return at, None
    value = _value(chosen, zone)
    steps = at - first
    sure = 0.95 if steps > 1 or zone or words[first].text == chosen.name else 0.9 if chosen.level < 3 else 0.7
    if len(within) > 1 and chosen.level == 3:
        sure -= 0.2
    reason = "place inside a place" if steps > 1 and not zone else "zone of a place" if zone else "name of a place"
    return at, Proposal(Kind.PLACE, words[first].start, end, value, round(sure, 2), reason)


def _inside(outer: Sequence[Division], name: str) -> tuple[Division, ...]:
    """Return the divisions of a name that lie in one of the outer ones."""
    named = _by_name().get(name, ())
    return tuple(one for one in named if any(_holds(around, one) for around in outer))


def _holds(outer: Division, inner: Division) -> bool:
    if outer.level >= inner.level:
        return False
    digits = 2 if outer.level == 1 else 4
    return inner.code[:digits] == outer.code[:digits] and inner.code != outer.code


def _zone(text: str, end: int) -> tuple[int, str]:
    """Return the zone that stands behind a place, and where it ends."""
    rest = text[end : end + _LONGEST]
    for zone in _ZONES:
        if rest.startswith(zone):
            return end + len(zone), zone
    return end, ""


def _value(division: Division, zone: str) -> PlaceValue:
    if zone:
        listed = _listed_zone(division, zone)
        if listed:
            return PlaceValue(listed.code, listed.name, listed.level)
    return PlaceValue(division.code, division.name, division.level, zone)


def _listed_zone(division: Division, zone: str) -> Division | None:
    """Return the zone as a division of its own, where the table has it: 苏州工业园 is 苏州工业园区."""
    for ending in (zone, zone + "区"):
        for name in (division.short_name + ending, division.name + ending):
            if found := _by_name().get(name):
                return found[0]
    return None


def _is_meant(words: Sequence[Word], first: int, at: int, chosen: Division, *, alone: int, zone: str) -> bool:
    """Tell whether a word that may be a place is meant as one: short names of districts need somebody beside them."""
    if at - first > 1 or zone or chosen.level < 3 or words[first].text == chosen.name:
        return True
    if words[first].sort is not Sort.PLACE and alone > 1:
        return False
    before = words[first - 1].text if first else ""
    city = chosen.name.endswith("市")
    return before in _BEFORE_WEAK or (city and words[first].sort is Sort.PLACE)


def _latin(word: Word) -> Proposal | None:
    if not word.text[0].isupper():
        return None
    if code := _countries().get(word.text):
        value = CountryValue(code, _country_names()[code])
        return Proposal(Kind.COUNTRY, word.start, word.end, value, 0.85, "name of a country or region")
    if found := _by_pinyin().get(word.text.lower()):
        if len({one.name for one in found if one.level == found[-1].level}) > 1:  # Suzhou: 苏州, 宿州
            unknown = PlaceValue("", word.text, found[-1].level)
            return Proposal(Kind.PLACE, word.start, word.end, unknown, 0.7, "name of several places in Latin letters")
        place = PlaceValue(found[0].code, found[0].name, found[0].level)
        return Proposal(Kind.PLACE, word.start, word.end, place, 0.8, "name of a place in Latin letters")
    return None
