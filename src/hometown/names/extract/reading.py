"""A pasted message read as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .amounts import amounts
from .companies import companies, guesses_of
from .dates import dates
from .findings import SIGNS_MAX, Candidate, CompanyValue, Extraction, Finding, Kind, Resolver, TooLong
from .folding import Folded, folded
from .labelled import labelled
from .people import people
from .places import places
from .proposals import Proposal
from .reaching import LINK, reachings
from .segmenting import Sort, Word, joined, words
from .settling import settled
from .stages import stages

GUESSES_MAX = 2_000  # distinct guesses a resolver is asked about
KNOWN_FROM = 0.8  # a guess becomes a finding when a resolver is at least so sure


def extract(text: str, *, today: date | None = None, resolver: Resolver | None = None) -> Extraction:
    """Find companies, persons, numbers, amounts, places, dates and stages in a pasted message.

    The same text gives the same findings; the work grows with its length and no faster. `today` dates what is said
    relative to a day or without a year. `resolver` knows companies: it names candidates for each mention, and mentions
    that only it is sure of are found too.

    Raises TooLong above 1,048,576 characters.

    >>> found = extract("松下机电投资约75亿日元在广州扩建新生产线，计划2027年4月投产。")
    >>> [(one.kind.value, one.text) for one in found.findings]
    [('company', '松下机电'), ('amount', '约75亿日元'), ('place', '广州'), ('date', '2027年4月'), ('stage', '投产')]
    """
    if len(text) > SIGNS_MAX:
        raise TooLong(f"A message has at most {SIGNS_MAX:,} characters; this one has {len(text):,}.")
    message = folded(text)
    parts = joined(words(message.text))
    found, guesses = companies(message.text, parts)
    told = list(labelled(message.text))
    found += [one for one in told if one.kind is Kind.COMPANY]
    if resolver is not None:
        found = _resolved(found, guesses, resolver)
    found += [one for one in told if one.kind is not Kind.COMPANY]
    found += amounts(message.text)
    found += dates(message.text, today)
    found += reachings(message.text)
    found += people(message.text, _inside(parts, len(message.text)))
    found += places(message.text, parts)
    found += stages(message.text)
    links = [link.span() for link in LINK.finditer(message.text)]
    standing = settled(found, len(message.text), links)
    return Extraction(text, tuple(_finding(message, one) for one in standing))


def _inside(parts: Sequence[Word], size: int) -> bytearray:
    """Mark each sign that stands within a known word, not at its beginning."""
    inside = bytearray(size + 1)
    for word in parts:
        if word.sort is not Sort.UNKNOWN and word.sort is not Sort.LATIN:
            inside[word.start + 1 : word.end] = b"\1" * (word.end - word.start - 1)
    return inside


def _resolved(found: Sequence[Proposal], guesses: Sequence[Proposal], resolver: Resolver) -> list[Proposal]:
    """Ask a resolver who is meant, once for each distinct mention."""
    asked: dict[str, tuple[Candidate, ...]] = {}
    for name in [*guesses_of(found), *list(guesses_of(guesses))[:GUESSES_MAX]]:
        if name not in asked:
            asked[name] = tuple(resolver(name))
    standing = [_known(one, asked) for one in found]
    for one in guesses:
        offered = asked.get(_name(one), ())
        if offered and offered[0].score >= KNOWN_FROM:
            sure = replace(one, confidence=round(min(offered[0].score, 0.95), 2), reason="known to the resolver")
            standing.append(_known(sure, asked))
    return standing


def _name(one: Proposal) -> str:
    assert isinstance(one.value, CompanyValue)
    return one.value.name


def _known(one: Proposal, asked: dict[str, tuple[Candidate, ...]]) -> Proposal:
    name = _name(one)
    return replace(one, value=CompanyValue(name, asked[name])) if asked.get(name) else one


def _finding(message: Folded, one: Proposal) -> Finding:
    start, end = message.span(one.start, one.end)
    return Finding(one.kind, start, end, message.message[start:end], one.value, one.confidence, one.reason)
