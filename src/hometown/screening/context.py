"""What is said of a word where it stands: made, studied, sold, left out, or nothing.

Chinese business scopes are lists of items between ； and 。 An item says after its objects what is done with them
(铝箔、铜箔的研发、生产、销售；铝箔销售，机械加工) or before them (生产、销售：铝箔；批发、零售铝箔；不含铝粉).
Verbs that follow one another, parted by no more than 、和及, are one saying, and it is what its best verb is. Of a word
is said what the next saying after it says, if no comma stands between (but 铝箔，铜箔的制造 is one list), and what the
last one before it says, if that opens a list (生产：…) rather than closes one (…的生产). Where both speak, making
counts before studying, studying before selling; but what stands in a list opened by selling is sold, unless making
stands right after it. Who only installs, mends, lets or carries a thing does not make it: it is taken as sold. An
exclusion counts first of all.

Looked at is what stands near (`NEAR`), and where that says nothing, what stands further off (`FAR`), within the item.
The same is read in one text here and in arrays in `surroundings.py`: a test holds them equal.
"""

import re
from enum import IntEnum

NEAR, FAR = (36, 96), (480, 480)  # bytes of UTF-8 before and after a word: 12 and 32 characters, 160 and 160
MADE_BY = (
    "制造", "生产", "加工", "制作", "冶炼", "铸造", "锻造", "轧制", "压延", "提纯", "精制", "制备", "组装",
    "装配", "製造", "生產", "冶煉", "鑄造", "研制", "研製",
)  # fmt: skip
STUDIED_BY = ("研发", "开发", "设计", "研究", "研發", "開發", "設計")
SOLD_BY = (
    "销售", "批发", "零售", "批零", "贸易", "经销", "代销", "代理", "购销", "采购", "收购", "出口", "进口", "供应",
    "经营", "銷售", "批發", "貿易", "經銷", "採購", "商贸", "经贸", "商行", "物资",
)  # fmt: skip
SERVED_BY = (
    "安装", "维修", "维护", "修理", "保养", "租赁", "出租", "施工", "承包", "咨询", "检测", "运输", "仓储", "配送",
    "回收", "清洗", "培训", "安裝", "維修", "租賃", "諮詢",
)  # fmt: skip
# What only looks like a verb: 加工设备 is a thing, 一般经营项目 a heading, 自营和代理…进出口 says nothing of a product.
NO_VERBS = (
    "加工设备", "加工机", "加工中心", "加工工具", "生产设备", "生产线", "生产机", "制造设备", "制造机", "制造装备",
    "铸造机", "铸造设备", "锻造设备", "冶炼设备", "组装设备", "生产资料", "生产技术", "生产工艺", "制造技术",
    "加工技术", "经营项目", "经营范围", "经营活动", "经营业务", "经营管理", "经营部", "生产经营", "开发区", "设计院",
    "检测设备", "检测仪", "运输机", "运输设备", "仓储设备", "清洗机", "清洗设备", "自营和代理", "自营或代理",
    "货物进出口", "技术进出口", "货物的进出口", "技术的进出口", "商品的进出口", "进出口业务", "进出口贸易",
)  # fmt: skip
# After a word, at once: something else is meant, made of it, for it or with it: 石墨烯涂料, 铝箔设备, 光伏组件用玻璃.
ELSE_AFTER = (
    "设备", "机械", "装备", "机组", "仪器", "模具", "刀具", "专用", "门窗", "幕墙", "家具", "服装", "面料", "餐具",
    "涂料", "油漆", "胶粘", "胶水", "电缆", "电线", "工程", "项目", "废料", "边角",
)  # fmt: skip
ELSE_AFTER_SIGNS = ("用", "炉")
# Words that end so are machines: what stands after one of them is still it.
NO_MATERIAL = ("机", "设备", "机械", "装备", "装置", "器", "柜", "床", "线", "炉", "具")
LEFT_OUT_BY = ("不含", "不得", "禁止", "严禁", "不包", "不从", "不生", "不涉", "嚴禁", "不從", "（除", "(除", "，除")
LEFT_OUT_AFTER = "除外"  # before a bracket opens or a comma: 铝粉除外, not 铝合金制造（铝粉除外）
ENDS = "；;。\n"
OPENED, CLOSED = "（(", "）)"  # an exclusion in brackets ends with them
LINKS = "、和及与并或/ "  # one of them between two verbs makes one saying of them
COMMAS = "，,"
OF = "的"  # before a saying that closes a list, also one parted by commas: 铝箔，铜箔的制造
OPENINGS = "，,、：:（()）】 　事要业上下及和与并或"  # before a saying that opens a list; 从事, 主要, 专业, 网上 end so
LISTS = ("：", ":", "）：", "):", "）:")  # after one: it holds for the whole item
CUT_OFF = 24  # bytes: a saying so near to where the look ends may go on
RIGHT_AFTER = 3  # bytes: so near to a saying, a comma does not part it from a word, and 的 may stand between
MADE, STUDIED, SOLD, SERVED = 1, 2, 4, 8
VERBS = {
    verb: kind
    for verbs, kind in ((SERVED_BY, SERVED), (SOLD_BY, SOLD), (STUDIED_BY, STUDIED), (MADE_BY, MADE))
    for verb in verbs
}


class Context(IntEnum):
    """What is said of a word; the higher counts more where a word stands several times."""

    LEFT_OUT = 0
    SOLD = 1
    UNSAID = 2
    STUDIED = 3
    MADE = 4


# What a saying is, by the kinds of its verbs.
SAID = tuple(
    Context.MADE if kinds & MADE
    else Context.SOLD if kinds & SERVED
    else Context.STUDIED if kinds & STUDIED
    else Context.SOLD if kinds & SOLD
    else Context.UNSAID
    for kinds in range(16)
)  # fmt: skip


def context_of(text: bytes, start: int, end: int) -> Context:
    """Return what is said of the word at `start:end` of a text in UTF-8."""
    near = _context(text, start, end, NEAR, is_last=False)
    return _context(text, start, end, FAR, is_last=True) if near == Context.UNSAID else near


def _context(text: bytes, start: int, end: int, width: tuple[int, int], *, is_last: bool) -> Context:
    before = _last_part(text[max(0, start - width[0]) : start], ENDS)
    after = _first_part(text[end : end + width[1]], ENDS)
    if _says(_last_part(before, CLOSED), LEFT_OUT_BY) or _says(_first_part(after, OPENED + COMMAS), (LEFT_OUT_AFTER,)):
        return Context.LEFT_OUT
    opened = next((SAID[kinds] for begin, stop, kinds in _sayings(before)[-1:] if _opens(before, begin, stop)), None)
    begin, _, kinds = next(iter(_sayings(after)), (0, 0, 0))
    if begin > width[1] - CUT_OFF:
        kinds = 0
    is_parted = not after[:begin].endswith(OF.encode()) and any(at < begin - RIGHT_AFTER for at in _commas(after))
    follows = SAID[kinds] if kinds and not is_parted else None
    if opened == Context.SOLD and not (follows == Context.MADE and begin <= RIGHT_AFTER):
        return Context.SOLD
    if opened is not None or follows is not None:
        return max(each for each in (opened, follows) if each is not None)
    return Context.SOLD if is_last and kinds & SOLD and not kinds & MADE else Context.UNSAID


def _sayings(text: bytes) -> list[tuple[int, int, int]]:
    """Return begin, end and kinds of the verbs of each saying of an item."""
    things = [(at, at + size) for at, size, _ in _places(text, NO_VERBS)]
    verbs = sorted(
        (at, at + size, VERBS[verb])
        for at, size, verb in _places(text, tuple(VERBS))
        if not any(begin <= at and at + size <= end for begin, end in things)
    )
    links = {sign.encode() for sign in LINKS}
    found: list[tuple[int, int, int]] = []
    for begin, end, kind in verbs:
        if found and (begin <= found[-1][1] or text[found[-1][1] : begin] in links):
            found[-1] = (found[-1][0], max(end, found[-1][1]), found[-1][2] | kind)
        else:
            found.append((begin, end, kind))
    return found


def _places(text: bytes, phrases: tuple[str, ...]) -> list[tuple[int, int, str]]:
    return [
        (found.start(), len(phrase.encode()), phrase)
        for phrase in phrases
        for found in re.finditer(b"(?=" + re.escape(phrase.encode()) + b")", text)
    ]


def _opens(before: bytes, begin: int, stop: int) -> bool:
    """Tell whether a saying opens a list that the end of a text still stands in."""
    is_opening = not begin or before[:begin].endswith(tuple(sign.encode() for sign in OPENINGS))
    is_list = before[stop:].startswith(tuple(sign.encode() for sign in LISTS))
    return is_opening and (is_list or not any(at >= stop for at in _commas(before)))


def _commas(text: bytes) -> list[int]:
    return [at for at, _, _ in _places(text, tuple(COMMAS))]


def _says(text: bytes, phrases: tuple[str, ...]) -> bool:
    return any(phrase.encode() in text for phrase in phrases)


def _first_part(text: bytes, signs: str) -> bytes:
    return text[: min((at for at in (text.find(sign.encode()) for sign in signs) if at >= 0), default=len(text))]


def _last_part(text: bytes, signs: str) -> bytes:
    ends = ((text.rfind(sign.encode()), len(sign.encode())) for sign in signs)
    return text[max((at + size for at, size in ends if at >= 0), default=0) :]
