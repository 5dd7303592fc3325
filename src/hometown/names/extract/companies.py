"""Companies in a message, without any register: by legal form, by trade, by what stands beside them, by label."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import latin
from .findings import CompanyValue, Kind
from .naming import Beside, legal_name
from .proposals import Proposal
from .segmenting import Sort, Word, joined
from .segmenting import words as cut
from .tables import listed
from .trading import trade_names

LEAST = 0.55  # below this a mention stays a guess, of use only to somebody who knows companies
_CLOSE_TO = 0.7


def companies(text: str, words: Sequence[Word]) -> tuple[list[Proposal], list[Proposal]]:
    """Propose the companies among the words of a folded text; second, the guesses that need somebody who knows them."""
    beside = Beside(words)
    taken = bytearray(len(words))
    found: list[Proposal] = []
    forms = [at for at, word in enumerate(words) if word.sort is Sort.FORM]
    forms.sort(key=lambda at: words[at].text not in listed("full"))  # a full form takes 集团 into its name
    for at in forms:
        if not taken[at] and (named := legal_name(words, at, beside, taken)):
            found.append(_company(text, words, *named))
            taken[named[0] : named[1]] = b"\1" * (named[1] - named[0])
    for named in latin.names(words, beside, taken):
        found.append(_company(text, words, *named))
        taken[named[0] : named[1]] = b"\1" * (named[1] - named[0])
    found.extend(_company(text, words, *named) for named in trade_names(words, beside, taken))
    said = _cores(found)
    sure: list[Proposal] = []
    guesses: list[Proposal] = []
    for one in found:
        short = one.confidence < LEAST and text[one.start : one.end] in said
        known = replace(one, confidence=0.7, reason="short for a firm named beside it") if short else one
        (sure if known.confidence >= LEAST else guesses).append(known)
    return sure, guesses


def _company(text: str, words: Sequence[Word], first: int, after: int, confidence: float, reason: str) -> Proposal:
    start, end = words[first].start, words[after - 1].end
    return Proposal(Kind.COMPANY, start, end, CompanyValue(text[start:end]), round(min(confidence, 0.97), 2), reason)


def _cores(found: Sequence[Proposal]) -> frozenset[str]:
    """Return the names of the sure companies without place, trade and form: what one calls them afterwards."""
    cores = set()
    names = {proposal.value.name for proposal in found if proposal.confidence >= _CLOSE_TO}  # type: ignore[union-attr]
    for name in names:
        parts = joined(cut(name[:60]))
        cores |= {part.text for part in parts if part.sort is Sort.UNKNOWN and len(part.text) > 1}
        cores |= {part.text for part in parts[:1] if part.sort is Sort.LATIN and len(part.text) > 1}
    return frozenset(cores)


def guesses_of(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield each distinct mention among guesses."""
    yield from dict.fromkeys(proposal.value.name for proposal in proposals)  # type: ignore[union-attr]
