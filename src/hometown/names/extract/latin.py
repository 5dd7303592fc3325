"""Companies with names in Latin letters: Acme (Suzhou) Co., Ltd., ABB, J&K集团."""

import re
from collections.abc import Iterator, Sequence

from .naming import Beside, Named
from .segmenting import Sort, Word, latin_brands
from .tables import listed

_FORMS = listed("latin forms")
_WEAK_FORMS = listed("weak latin forms")
_NO_BRAND = listed("latin words")
_ACTS = re.compile(
    r"(?:plans?|will|has|have|is|was|announced?|invests?|invested|signed|signs|intends?|opens?|opened|builds?|expects?|agreed|wants|would|and|said|to)\b",
    re.IGNORECASE,
)
_LONGEST = 7


def names(words: Sequence[Word], beside: Beside, taken: bytearray) -> Iterator[Named]:
    """Yield the names in Latin letters: runs of capitalised words with a legal form, or brands where firms stand."""
    at = 0
    while at < len(words):
        if words[at].sort is not Sort.LATIN or taken[at] or not _is_capital(words[at].text):
            at += 1
            continue
        end, form = _run(words, at, taken)
        named = _weigh(words, at, end, form, beside)
        if named:
            yield named
        at = max(end, at + 1) if named is None else named[1]


def _is_capital(text: str) -> bool:
    return text[0].isupper()


def _run(words: Sequence[Word], at: int, taken: bytearray) -> tuple[int, int]:
    """Return the word after a run of capitalised words, and the word after its last legal form (0: none)."""
    end, form, count = at + 1, 0, 1
    here = at
    while here + 1 < len(words) and count < _LONGEST:
        step = _next(words, here)
        if step is None or taken[step]:
            break
        word = words[step]
        key = word.text.casefold().strip(".")
        if key in _FORMS and (key not in _WEAK_FORMS or word.text[0].isupper()):
            form = end = _with_dot(words, step + 1)
            here = end - 1
            count += 1
            continue
        if (
            word.sort is Sort.LATIN
            and (_is_capital(word.text) or key in {"of", "de", "für", "van", "and"})
            and not form
        ):
            count += 1
            here = step
            end = step + 1 if _is_capital(word.text) else end
            continue
        if word.sort is Sort.CLOSE:
            here, end = step, step + 1
            continue
        break
    return (form or end), form


def _next(words: Sequence[Word], here: int) -> int | None:
    """Return the next word of a name: behind a space, a comma before its form, or into brackets around a place."""
    at = here + 1
    for _ in range(3):
        if at >= len(words):
            return None
        word = words[at]
        if word.sort is Sort.SPACE or word.text in {".", "&"}:
            at += 1
            continue
        if word.text in {",", "，"} and _form_behind(words, at):
            at += 1
            continue
        if word.sort is Sort.OPEN:
            close = at + 2
            if close < len(words) and words[at + 1].sort is Sort.LATIN and words[close].sort is Sort.CLOSE:
                return close
            return None
        return at if word.sort is Sort.LATIN else None
    return None


def _form_behind(words: Sequence[Word], comma: int) -> bool:
    """Tell whether a legal form stands behind a comma: Co., Ltd."""
    at = comma + 1
    while at < len(words) and words[at].sort is Sort.SPACE and at < comma + 3:
        at += 1
    return at < len(words) and words[at].text.casefold().strip(".") in _FORMS


def _with_dot(words: Sequence[Word], end: int) -> int:
    return end + 1 if end < len(words) and words[end].text == "." else end


def _with_han(words: Sequence[Word], end: int, sorts: set[Sort]) -> int:
    """Return the word after up to two of these sorts that touch a name in Latin letters: SK海力士, LG化学."""
    last = min(end + 2, len(words))
    while end < last and words[end].sort in sorts and words[end].start == words[end - 1].end:
        end += 1
    return end


def _weigh(words: Sequence[Word], at: int, end: int, form: int, beside: Beside) -> Named | None:
    """Say how sure a run is a company."""
    while at < end - 1 and (words[at].text.casefold() in _NO_BRAND or words[at].sort is not Sort.LATIN):
        at += 1
    first = words[at].text
    key = first.casefold()
    if key in _NO_BRAND or (len(key) < 2) or key in _FORMS:
        return None
    if form:
        return at, end, 0.92, "ends with a legal form"
    if key in latin_brands():
        return at, _with_han(words, at + 1, {Sort.BRAND, Sort.UNKNOWN, Sort.TRADE}), 0.85, "a known brand"
    before, preceding = beside.before(at)
    traded = _with_han(words, end, {Sort.TRADE})
    if traded > end:
        return at, traded, 0.5 + before / 2 + beside.after(traded)[0] / 2, "a brand and its trade"
    after, following = beside.after(end)
    if 0 < len([word for word in words[at:end] if word.sort is Sort.LATIN]) > 4:
        return None
    if _ACTS.match(following) and words[end - 1].end < len(words) + words[-1].end:
        return at, end, 0.45 + before / 2, "a name before what a firm does"
    if any("\u4e00" <= sign <= "\u9fff" for sign in preceding + following):
        return at, end, 0.2 + before + after, "a name where a firm would stand"
    return at, end, 0.3, "a capitalised name"
