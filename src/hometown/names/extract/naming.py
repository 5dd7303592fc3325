"""Where the name of a company begins, read from its legal form to the left, and what stands beside a name."""

import re
from collections.abc import Sequence
from functools import cache

from .people import SURNAMES
from .segmenting import HARD, Sort, Word
from .tables import listed, small_places

Named = tuple[int, int, float, str]  # first word, word after the last, how sure, why
_LONGEST_WORDS = 14
_LONGEST_SIGNS = 40
_STARTS = "。！？!?；;"
_REGIONS = {"台湾", "香港", "澳门", "中国台湾", "中国香港"}
# Words that begin a name before its brand.
_FIRST = {
    "中国",
    "中",
    "国家",
    "新",
    "大",
    "东方",
    "第一",
    "亚洲",
    "国际",
    "世界",
    "华东",
    "华南",
    "华北",
    "西部",
    "北方",
    "南方",
}


@cache
def listed_signs() -> frozenset[str]:
    """Return the signs of everyday speech, which hardly a brand holds."""
    return frozenset("".join(listed("everyday")))


class Beside:
    """What stands beside a name, and how much it speaks for one."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words

    def before(self, first: int) -> tuple[float, str]:
        """Return how much the word before speaks for a company, and that word."""
        at = first - 1
        while at >= 0 and self.words[at].sort in {Sort.SPACE, Sort.QUOTE}:
            at -= 1
        if at < 0:
            return 0.25, ""
        word = self.words[at]
        if word.sort is Sort.BREAK or word.text in _STARTS:
            return 0.25, ""
        if word.sort is Sort.MARK:
            return (0.2 if word.text in "，、：:,/|*-" else 0.1), word.text
        if word.text in _VISITED:
            return 0.4, word.text
        if word.text in listed("meets") or word.text in listed("leads"):
            return 0.3, word.text
        if word.sort is Sort.COUNTRY:
            return 0.3, word.text
        return _BEFORE.get(word.sort, 0.0), word.text

    def after(self, end: int) -> tuple[float, str]:
        """Return how much the word after speaks for a company, and that word."""
        at = end
        while at < len(self.words) and self.words[at].sort in {Sort.SPACE, Sort.QUOTE}:
            at += 1
        if at >= len(self.words) or self.words[at].sort is Sort.BREAK:
            return 0.1, ""
        word = self.words[at]
        if word.text in listed("acts"):
            return 0.3, word.text
        if word.text == "、":
            return 0.2, word.text
        if word.text in {"在", "与", "和", "的"} and self._acts_behind(at):
            return 0.3, word.text
        if word.text in {"在", "与", "和", "将", "已", "拟", "也", "自", "由", "于", "对", "向", "正", "来", "从"}:
            return 0.2, word.text
        if word.text in {"的", "及", "以及", "以", "还", "又", "都", "就", "了"}:
            return 0.1, word.text
        if word.text in listed("titles"):
            return 0.25, word.text
        return _AFTER.get(word.sort, 0.0), word.text

    def _acts_behind(self, at: int) -> bool:
        """Tell whether a firm acts a few words on: 在合肥投资, 与我市签约; or 的 leads to its 张总."""
        rest = self.words[at + 1 : at + 6]
        if self.words[at].text == "的":
            title = any(word.text in listed("titles") for word in rest[:2])
            return title or bool(_SOMEBODY.match("".join(word.text for word in rest[:2])))
        return any(word.text in _DOES for word in rest)


_VISITED = listed("visited")
_DOES = listed("does")
_SOMEBODY = re.compile(f"[{SURNAMES}](?:总|工|董|经理|部长|主任|先生|女士)")
_BEFORE = {
    Sort.PLACE: 0.15, Sort.LATIN: -0.15, Sort.NUMBER: -0.1, Sort.COMMON: -0.15, Sort.NOUN: -0.1, Sort.TRADE: -0.1,
    Sort.UNKNOWN: -0.3, Sort.BRAND: -0.2, Sort.OPEN: 0.1, Sort.CLOSE: 0.1, Sort.FUNCTION: 0.05, Sort.ACT: 0.1,
}  # fmt: skip
_AFTER = {
    Sort.MARK: 0.1, Sort.OPEN: 0.05, Sort.CLOSE: 0.1, Sort.COMMON: -0.2, Sort.NOUN: -0.2, Sort.TRADE: -0.3,
    Sort.UNKNOWN: -0.2, Sort.PLACE: 0.05, Sort.NUMBER: 0.0, Sort.FUNCTION: 0.0, Sort.LATIN: -0.1,
}  # fmt: skip


def legal_name(words: Sequence[Word], at: int, beside: Beside, taken: bytearray) -> Named | None:
    """Return the registered-looking name that ends with the form at a word, None if only the kind of firm is said."""
    end = _form_end(words, at)
    first, brand = _name_start(words, at, taken)
    if words[at].text in listed("full") or words[end - 1].text in listed("full"):
        first, brand = _further(words, first, taken, brand=brand)
    if first == at:
        return _form_first(words, at)
    name = "".join(word.text for word in words[first:at])
    full = (
        words[end - 1].text in listed("full") or words[at].text in listed("full") or words[end - 1].sort is Sort.CLOSE
    )
    if not _says_something(words, first, at, name, full=full, brand=brand):
        return _form_first(words, at)
    if full:
        return first, end, 0.95 if brand else 0.85, "ends with a legal form"
    if not brand and beside.before(first)[0] + beside.after(end)[0] < 0.3:
        return first, end, 0.4, "ends like a firm"
    return first, end, 0.85 if brand else 0.65, "ends like a firm"


def _form_end(words: Sequence[Word], at: int) -> int:
    """Return the word after the form: with a note in brackets, and a branch named behind it."""
    end = at + 1
    while end < len(words) and words[end].sort is Sort.FORM and words[end].text not in {"公司", "集团"}:
        end += 1
    if end + 2 < len(words) and words[end].sort is Sort.OPEN and words[end + 1].text in {"有限合伙", "普通合伙"}:
        return end + 3 if words[end + 2].sort is Sort.CLOSE else end
    for further in range(end, min(end + 3, len(words))):
        if words[further].text in {"分公司", "支行", "代表处", "办事处"} and further > end:
            return further + 1
        if words[further].sort not in {Sort.PLACE, Sort.UNKNOWN, Sort.COMMON}:
            break
    return end


def _form_first(words: Sequence[Word], at: int) -> Named | None:
    """Return a name that begins with its form: 株式会社TAKAKO."""
    if words[at].text != "株式会社" or at + 1 >= len(words):
        return None
    if words[at + 1].sort not in {Sort.LATIN, Sort.UNKNOWN, Sort.BRAND}:
        return None
    end = at + 2
    while (
        end < len(words)
        and words[end].sort in {Sort.LATIN, Sort.BRAND, Sort.TRADE}
        and words[end].start == words[end - 1].end
    ):
        end += 1
    return at, end, 0.92, "begins with a legal form"


def _name_start(words: Sequence[Word], at: int, taken: bytearray) -> tuple[int, bool]:
    """Walk left from a form to where its name begins; also tell whether a brand was met."""
    first, brand = at, False
    while first > 0 and at - first < _LONGEST_WORDS and words[at].start - words[first].start < _LONGEST_SIGNS:
        word = words[first - 1]
        if taken[first - 1]:
            break
        if word.sort is Sort.CLOSE:
            opened = _opening(words, first - 1)
            if opened is None:
                break
            first = opened
            continue
        if word.sort is Sort.SPACE:
            if not _parts_latin(words, first) or (brand and words[first].sort is not Sort.LATIN):
                break
            first -= 1
            continue
        step = _step(words, first, word, brand=brand, at=at)
        if step is None:
            break
        first -= 1
        brand = brand or step
        if brand and word.sort is Sort.PLACE and not _goes_up(words, first):
            break
    while first < at and words[first].sort in {Sort.SPACE, Sort.CLOSE, Sort.MARK}:
        first += 1
    return first, brand


def _step(words: Sequence[Word], first: int, word: Word, *, brand: bool, at: int) -> bool | None:
    """Tell whether a word belongs to the name: True as its brand, False as a part, None not."""
    sort = word.sort
    if sort in {Sort.TRADE, Sort.FORM, Sort.COUNTRY, Sort.COMMON, Sort.NOUN, Sort.ACT, Sort.FUNCTION} and not brand:
        return _part(words, first, word, at)
    if sort in {Sort.UNKNOWN, Sort.BRAND, Sort.LATIN}:
        if sort is Sort.LATIN and brand and words[first].sort not in {Sort.LATIN, Sort.UNKNOWN, Sort.MARK}:
            return None
        return True if len(word.text) > 1 or sort is not Sort.UNKNOWN else brand
    if sort is Sort.NUMBER:
        return brand if word.text.isdecimal() and len(word.text) < 4 and words[first].sort is Sort.LATIN else None
    if sort is Sort.PLACE:
        return None if _is_where(words, first - 1) else False
    if sort is Sort.MARK:
        return False if word.text in {"·", "&", "-"} and first < at else None
    return False if word.text in _FIRST and _name_may_begin(words, first - 1) else None


def _part(words: Sequence[Word], first: int, word: Word, at: int) -> bool | None:
    """Tell whether a word stands between the brand of a name and its form: False as a part, None not."""
    sort = word.sort
    if sort in {Sort.TRADE, Sort.FORM}:
        return None if word.text == "公司" else False
    if sort is Sort.COUNTRY:
        return None if words[at].text == "株式会社" else False
    if sort in {Sort.COMMON, Sort.NOUN}:
        story = (word.text in listed("leads") and not (word.text == "企业" and first == at)) or _is_story(word)
        return None if story else False
    return False if sort is Sort.ACT and word.text in listed("trades") | _DUAL else None


def _further(words: Sequence[Word], first: int, taken: bytearray, *, brand: bool) -> tuple[int, bool]:
    """Walk on to the place or brand a registered name begins with, over words that were no brand: 无锡线上线下…"""
    best, met = first, brand
    at = first
    while at > 0 and first - at < 4 and not taken[at - 1] and words[at - 1].end == words[at].start:
        word = words[at - 1]
        if word.sort in {
            Sort.BREAK,
            Sort.MARK,
            Sort.SPACE,
            Sort.QUOTE,
            Sort.OPEN,
            Sort.CLOSE,
            Sort.COUNTRY,
            Sort.LATIN,
            Sort.NUMBER,
        }:
            break
        if word.text in HARD or word.text in listed("leads") or (word.sort is Sort.FUNCTION and len(word.text) > 1):
            break
        if word.text in listed("meets") and (brand or len(word.text) > 2 or word.text in _VISITS):
            break
        at -= 1
        if word.sort is Sort.PLACE or (word.sort is Sort.UNKNOWN and not brand):
            best, met = at, met or word.sort is Sort.UNKNOWN
            if word.sort is Sort.PLACE and not _goes_up(words, at):
                break
    return best, met


_VISITS = listed("visits")
_DUAL = {"投资", "建设", "发展", "生产", "研发", "销售", "服务", "控股", "合作", "经营", "租赁", "提供", "设立"}
_STORY = {
    "外资",
    "内资",
    "民营",
    "国有",
    "上市",
    "知名",
    "龙头",
    "大型",
    "本地",
    "一家",
    "项目",
    "外资项目",
    "企业",
    "全资",
    "合资",
    "独资",
    "客户",
    "新增",
    "重点",
}


def _is_story(word: Word) -> bool:
    return word.text in _STORY or word.text in listed("titles")


def _name_may_begin(words: Sequence[Word], at: int) -> bool:
    """Tell whether a name may begin at a word: behind nothing, a mark or a small word."""
    return at == 0 or words[at - 1].sort in {Sort.BREAK, Sort.MARK, Sort.FUNCTION, Sort.ACT, Sort.QUOTE, Sort.SPACE}


def _is_where(words: Sequence[Word], at: int) -> bool:
    """Tell whether a place says where something is done (在上海…): only if no full form binds it to the name."""
    return at > 0 and words[at].text in _REGIONS and at + 1 < len(words) and words[at + 1].sort is Sort.LATIN


def _goes_up(words: Sequence[Word], first: int) -> bool:
    """Tell whether the word before a place is another place around it: 江苏昆山."""
    return first > 0 and words[first - 1].sort is Sort.PLACE and words[first - 1].end == words[first].start


def _opening(words: Sequence[Word], close: int) -> int | None:
    """Return the bracket that opens before a closing one, if little stands between them."""
    for at in range(close - 1, max(-1, close - 6), -1):
        if words[at].sort is Sort.OPEN:
            signs = words[close].start - words[at].end
            return at if 0 < signs <= 12 and at > 0 and words[at - 1].end == words[at].start else None
        if words[at].sort in {Sort.BREAK, Sort.CLOSE}:
            return None
    return None


def _parts_latin(words: Sequence[Word], first: int) -> bool:
    """Tell whether a space parts two words of one name: at least one is Latin, or the form stands apart."""
    return first >= 2 and Sort.LATIN in {words[first - 2].sort, words[first].sort} and words[first - 1].text == " "


def _says_something(words: Sequence[Word], first: int, at: int, name: str, *, full: bool, brand: bool) -> bool:
    """Tell whether what stands before a form names a firm and not a kind of firms."""
    if words[at].text == "办事处" and any(
        word.text in {"街道", "乡", "镇", "政府"} for word in words[max(0, at - 2) : at]
    ):
        return False
    if brand:
        return len(name) > 1 and (full or not listed_signs() & set(name))
    inner = [word for word in words[first:at] if word.sort not in {Sort.OPEN, Sort.CLOSE, Sort.SPACE}]
    sorts = {word.sort for word in inner}
    if full and Sort.TRADE in sorts and (Sort.PLACE in sorts or any(word.text in _FIRST for word in inner)):
        return True
    if name in listed("generic") or all(word.text in listed("generic") for word in inner):
        return False
    if sorts <= {Sort.TRADE, Sort.NOUN}:
        return False
    if Sort.PLACE in sorts and (Sort.TRADE in sorts or len(inner) > 1):
        return True
    if sorts <= {Sort.PLACE, Sort.COUNTRY}:
        return len(inner) == 1 and name in small_places()
    return full or (Sort.COMMON in sorts and len(name) <= 8 and words[at].text != "公司")
