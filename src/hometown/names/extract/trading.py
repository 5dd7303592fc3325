"""Companies called by their trade or by nothing but their brand: 罗氏诊断, 松下机电, 阿斯利康, 银河通用."""

from collections.abc import Iterator, Sequence

from .naming import Beside, Named, listed_signs
from .people import SURNAMES
from .segmenting import Sort, Word
from .tables import listed

_LONGEST_BRAND = 8
_JOINS = listed("joins")
_CALLED = listed("called")
# Words that say of what kind a trade is: no brand.
_DESCRIBING = listed("describing")
_STRONG_ACTS = listed("strong acts")


def trade_names(words: Sequence[Word], beside: Beside, taken: bytearray) -> Iterator[Named]:
    """Yield the names made of a brand, with words of a trade behind it or none."""
    at = 0
    while at < len(words):
        if taken[at]:
            at += 1
            continue
        named = _at(words, at, beside, taken)
        if named is None:
            at += 1
            continue
        first, end, confidence, reason = named
        yield first, end, confidence, reason
        at = max(end, at + 1)


def _at(words: Sequence[Word], at: int, beside: Beside, taken: bytearray) -> Named | None:
    """Read a name whose brand begins at a word, with a place before it."""
    word = words[at]
    if word.sort is Sort.PLACE:
        return _place_first(words, at, beside, taken)
    if word.sort is Sort.BRAND:
        end = _with_trades(words, _with_second(words, at + 1), taken)
        end = _with_bracket(words, end)
        return at, end, 0.75 + _capped(beside, at, end), "a known brand"
    if word.sort is Sort.UNKNOWN and 2 <= len(word.text) <= _LONGEST_BRAND:
        return _unknown(words, at, at, beside, taken)
    if word.sort is Sort.COMMON and len(word.text) <= 4:
        return _common(words, at, beside, taken)
    return None


def _capped(beside: Beside, first: int, end: int) -> float:
    return max(-0.1, min(0.2, beside.before(first)[0] + beside.after(end)[0] - 0.2))


def _unknown(words: Sequence[Word], first: int, brand: int, beside: Beside, taken: bytearray) -> Named | None:
    """Weigh a brand that no list knows."""
    if _is_ground(words, brand + 1) or words[brand].text.endswith(_OFFICES):
        return None
    trades = _with_trades(words, brand + 1, taken)
    end = _with_bracket(words, trades)
    if first > 0 and words[first - 1].sort is Sort.QUOTE:
        end = _to_quote(words, end)
    before, preceding = beside.before(first)
    after, following = beside.after(end)
    if preceding in _CALLED and words[brand].text[0] not in SURNAMES:
        before += 0.25
    everyday = 0.3 if listed_signs() & set(words[brand].text) else 0.0
    if trades > brand + 1:
        return first, end, 0.6 + before / 2 + after / 2 - everyday, "a brand and its trade"
    if words[brand].text[0] in SURNAMES and len(words[brand].text) < 4:
        everyday += 0.15  # a person as likely
    sure = -everyday + {2: 0.08, 3: 0.17}.get(len(words[brand].text), 0.2) + before + after
    if following in {"说", "讲", "问", "称", "表示"} and len(words[brand].text) <= 3:
        sure -= 0.2  # a person as likely
    return first, end, min(sure, 0.75), "an unknown name where a firm would stand"


def _to_quote(words: Sequence[Word], end: int) -> int:
    """Return the closing quote a word or two on: within quotes, all of it is the name."""
    for at in range(end, min(end + 3, len(words))):
        if words[at].sort is Sort.QUOTE:
            return at
        if words[at].sort in {Sort.MARK, Sort.BREAK, Sort.SPACE}:
            break
    return end


_OFFICES = tuple("区县镇乡村局委办厅处科组会")
_GROUNDS = (
    "新区",
    "高新区",
    "经开区",
    "开发区",
    "工业园",
    "产业园",
    "科技园",
    "园区",
    "街道",
    "镇",
    "乡",
    "村",
    "路",
    "大厦",
    "县",
    "区",
)


def _is_ground(words: Sequence[Word], after: int) -> bool:
    """Tell whether what follows makes an unknown name one of a place: 金普新区."""
    return after < len(words) and words[after].start == words[after - 1].end and words[after].text.startswith(_GROUNDS)


def _place_first(words: Sequence[Word], at: int, beside: Beside, taken: bytearray) -> Named | None:
    """Read a place with a brand or trade right behind it: 江苏海航电气, 上海电气."""
    brand = at + 1
    while (
        brand < min(len(words), at + 3)
        and words[brand].sort is Sort.PLACE
        and words[brand].start == words[brand - 1].end
    ):
        brand += 1
    if brand >= len(words) or words[brand].start != words[brand - 1].end or taken[brand]:
        return None
    where = at > 0 and words[at - 1].text in {"在", "位于", "落户", "于", "赴", "到", "落子", "来"}
    word = words[brand]
    if word.sort is Sort.UNKNOWN and 2 <= len(word.text) <= 4 and not where:
        if _with_trades(words, brand + 1, taken) == brand + 1:
            return None
        return _unknown(words, at, brand, beside, taken)
    if word.sort is Sort.COMMON and len(word.text) == 2 and not where and word.text not in _DESCRIBING:
        end = _with_trades(words, brand + 1, taken)
        before, after = beside.before(at)[0], beside.after(end)[0]
        return (at, end, 0.4 + (before + after) / 2, "a place, a word and a trade") if end > brand + 1 else None
    if word.sort is Sort.TRADE and not where and brand == at + 1:
        end = _with_trades(words, brand, taken)
        before, following = beside.before(at)[0], beside.after(end)[1]
        bound = following in _STRONG_ACTS or following in listed("titles")
        return (at, end, 0.3 + before / 2 + 0.15, "a place and a trade") if bound and before >= 0.2 else None
    return None


def _common(words: Sequence[Word], at: int, beside: Beside, taken: bytearray) -> Named | None:
    """Read common words as a brand, only where a firm must stand: with a trade, between words that join firms."""
    end = at + 1
    while (
        end < len(words) and words[end].sort is Sort.COMMON and words[end].start == words[end - 1].end and end - at < 2
    ):
        end += 1
    trades = _with_trades(words, end, taken)
    before, preceding = beside.before(at)
    after, following = beside.after(trades)
    strong = preceding in _JOINS or before >= 0.3
    described = any(word.text in _DESCRIBING for word in words[at:end])
    if trades > end and before >= 0.2 and after >= 0.2 and not described:
        return at, _with_bracket(words, trades), 0.4 + (before + after) / 3, "a word and a trade"
    if trades > end and before >= 0.2 and (following in _STRONG_ACTS or strong):
        return at, _with_bracket(words, trades), 0.4 + (0.15 if strong else 0.05) + after / 3, "a word and a trade"
    signs = words[end - 1].end - words[at].start
    if strong and following in _STRONG_ACTS and 2 < signs <= 6 and end - at == 2:
        return at, end, 0.5, "words where a firm would stand"
    return None


def _with_trades(words: Sequence[Word], end: int, taken: bytearray) -> int:
    """Return the word after the words of a trade that follow directly."""
    count = 0
    while end < len(words) and count < 3 and not taken[end] and words[end].start == words[end - 1].end:
        word = words[end]
        dual = word.sort is Sort.ACT and word.text in {"控股", "创新"}
        if word.sort is not Sort.TRADE and not dual:
            break
        end, count = end + 1, count + 1
    return end


def _with_second(words: Sequence[Word], end: int) -> int:
    """Return the word after a second brand behind a hyphen: 帝斯曼-芬美意."""
    if end + 1 >= len(words) or words[end].text not in {"-", "·"} or words[end].start != words[end - 1].end:
        return end
    touches = words[end + 1].sort in {Sort.BRAND, Sort.UNKNOWN} and words[end + 1].start == words[end].end
    return end + 2 if touches else end


def _with_bracket(words: Sequence[Word], end: int) -> int:
    """Return the word after a place in brackets: 富甲电子（昆山）."""
    if end + 2 < len(words) and words[end].sort is Sort.OPEN and words[end].start == words[end - 1].end:
        if words[end + 1].sort in {Sort.PLACE, Sort.COUNTRY} and words[end + 2].sort is Sort.CLOSE:
            return end + 3
        if words[end + 1].text in {"中国", "亚太", "亚洲"} and words[end + 2].sort is Sort.CLOSE:
            return end + 3
    return end
