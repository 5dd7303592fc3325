"""Companies in a message, without any register: by legal form, by trade, by what stands beside them, by label."""

from collections.abc import Iterator, Sequence

from . import latin
from .findings import CompanyValue, Kind
from .naming import Beside, legal_name
from .proposals import Proposal
from .segmenting import Sort, Word
from .trading import trade_names

LEAST = 0.55  # below this a mention stays a guess, of use only to somebody who knows companies
_CLOSE_TO = 0.7


def companies(text: str, words: Sequence[Word]) -> tuple[list[Proposal], list[Proposal]]:
    """Propose the companies among the words of a folded text; second, the guesses that need somebody who knows them."""
    beside = Beside(words)
    taken = bytearray(len(words))
    found: list[Proposal] = []
    for at, word in enumerate(words):
        if word.sort is Sort.FORM and not taken[at] and (named := legal_name(words, at, beside, taken)):
            found.append(_company(text, words, *named))
            taken[named[0] : named[1]] = b"\1" * (named[1] - named[0])
    for named in latin.names(words, beside, taken):
        found.append(_company(text, words, *named))
        taken[named[0] : named[1]] = b"\1" * (named[1] - named[0])
    for named in trade_names(words, beside, taken):
        found.append(_company(text, words, *named))
    said = _cores(found)
    sure, guesses = [], []
    for proposal in found:
        if proposal.confidence < LEAST and text[proposal.start : proposal.end] in said:
            proposal = Proposal(
                Kind.COMPANY, proposal.start, proposal.end, proposal.value, 0.7, "short for a firm named beside it"
            )
        (sure if proposal.confidence >= LEAST else guesses).append(proposal)
    return sure, guesses


def _company(
    text: str, words: Sequence[Word], first: int, after: int, confidence: float, reason: str
) -> Proposal:
    start, end = words[first].start, words[after - 1].end
    return Proposal(Kind.COMPANY, start, end, CompanyValue(text[start:end]), round(min(confidence, 0.97), 2), reason)


def _cores(found: Sequence[Proposal]) -> frozenset[str]:
    """Return the names of the sure companies without place, trade and form: what one calls them afterwards."""
    from .segmenting import joined, words

    cores = set()
    names = {proposal.value.name for proposal in found if proposal.confidence >= _CLOSE_TO}  # type: ignore[union-attr]
    for name in names:
        parts = joined(words(name[:60]))
        cores |= {part.text for part in parts if part.sort is Sort.UNKNOWN and len(part.text) > 1}
        cores |= {part.text for part in parts[:1] if part.sort is Sort.LATIN and len(part.text) > 1}
    return frozenset(cores)


def guesses_of(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield each distinct mention among guesses."""
    yield from dict.fromkeys(proposal.value.name for proposal in proposals)  # type: ignore[union-attr]
