"""How far a text is from a registered name, and whether one slip of the pen explains it: which, and where it falls.

A slip changes one character for another that sounds or looks like it, exchanges two neighbours, loses one or adds one.
兴发 and 利发 are no slip: the characters are neither heard nor seen alike.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from . import places
from .lexicon import lexicon
from .pinyin import heard, sounds
from .shapes import Shape

NONE, SOUND, LOOK, EXCHANGED, LOST, ADDED, OTHER, MANY = (
    "none", "sound", "look", "exchanged", "lost", "added", "other", "many",
)  # fmt: skip
KINDS = (NONE, SOUND, LOOK, EXCHANGED, LOST, ADDED, OTHER)
MOST = 4  # where edits are no longer counted
LEAST_TRADE = 2  # characters of a trade name; what has fewer is none
_GB2312 = "gb2312"
_COMPANY = "公司"


@dataclass(frozen=True)
class Slip:
    """What one text is to a name: how many edits apart, which one if it is one, and whether the trade name has it.

    `written` is what stands for the trade name in the text; of a slip elsewhere, the wrong place with its neighbours.
    `mine` and `its` are the characters that differ; `of_whole` is true where nothing else of the whole names does.
    """

    kind: str
    distance: int
    in_trade: bool
    written: str
    mine: str = ""
    its: str = ""
    of_whole: bool = False


@cache
def look_alikes() -> dict[str, str]:
    """Return for each character those that look like it; the list is made by `benchmarks.names.look_alike_table`."""
    found: dict[str, list[str]] = {}
    text = (files("hometown.names") / "data" / "look_alikes.txt").read_text(encoding="utf-8")
    for line in text.split():
        for other in line[1:]:
            found.setdefault(line[0], []).append(other)
            found.setdefault(other, []).append(line[0])
    return {sign: "".join(others) for sign, others in found.items()}


@cache
def usual_signs() -> str:
    """Return the characters of GB 2312."""
    every = bytes(each for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for each in (high, low))
    return every.decode(_GB2312, "ignore")


@cache
def _by_sound() -> dict[int, str]:
    usual = sounds().usual
    found: dict[int, list[str]] = {}
    for sign in usual_signs():
        found.setdefault(int(usual[ord(sign)]), []).append(sign)
    return {at: "".join(signs) for at, signs in found.items()}


@lru_cache(maxsize=20_000)
def twins(sign: str) -> str:
    """Return the characters of GB 2312 that sound or look like one."""
    at = int(sounds().usual[ord(sign)])
    return _by_sound().get(at, "") + look_alikes().get(sign, "")


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two texts of one length are read alike."""
    return len(one) == len(other) and heard(one) == heard(other)


def look_alike(one: str, other: str) -> bool:
    """Tell whether two characters are taken for one another by their look."""
    return other in look_alikes().get(one, "")


def _edit(one: str, other: str) -> tuple[str, int, int]:
    """Return which edit parts two texts that are one apart, and where it begins and ends in the other."""
    most = min(len(one), len(other))
    begin = next((at for at in range(most) if one[at] != other[at]), most)
    end = next((at for at in range(most - begin) if one[-1 - at] != other[-1 - at]), most - begin)
    mine, its = one[begin : len(one) - end], other[begin : len(other) - end]
    if len(mine) == len(its) > 1:
        kind = EXCHANGED
    elif not mine:
        kind = LOST
    elif not its:
        kind = ADDED
    elif sound_alike(one, other) or sounds().usual[ord(mine)] == sounds().usual[ord(its)]:
        kind = SOUND
    else:
        kind = LOOK if look_alike(mine, its) else OTHER
    return kind, begin, len(other) - end


def body(shape: Shape) -> str:
    """Return a name without its form and what follows it."""
    return shape.whole[: len(shape.whole) - len(shape.form) - len(shape.branch)]


def _spellings(one: Shape, other: Shape) -> list[tuple[str, int, int]]:
    """Return how people write the body of a name: with its region, with theirs, with none.

    Each has the place where the trade name begins and ends in it.
    """
    own = other.trade + other.industry
    trade = (
        len(own) if places.covers(other.trade) else len(other.trade)
    )  # 云南铝业: the line of business tells it apart
    found = [(body(other), other.begin, other.begin + trade), (own, 0, trade)]
    district = "" if other.region else places.leading(other.trade)
    if district and len(district) + LEAST_TRADE <= trade:
        found.append((own[len(district) :], 0, trade - len(district)))
    regions = [other.region] if other.begin == 0 and other.region else []
    if one.region and one.region != other.region and places.fit(one.region, other.region) > places.Fit.UNKNOWN:
        regions.append(one.region)
    return found + [(region + own, len(region), len(region) + trade) for region in sorted(regions)]


def tail_of_branch(text: str, name: str) -> str:
    """Return the tail of a branch that a text has behind a whole name, whatever legal form that has; else nothing.

    >>> tail_of_branch("淮北澄湖面馆濉溪分店", "淮北澄湖面馆")
    '濉溪分店'
    """
    tail = text[len(name) :]
    words = lexicon().branches.words
    ends = text.startswith(name) and any(tail[at:] in words for at in range(len(tail)))
    return tail if ends else ""


def slip(one: Shape, other: Shape) -> Slip:
    """Return what a text is to a name, whatever legal form and branch they have."""
    mine, its, begin, end = body(one), body(other), 0, 0
    if tail_of_branch(one.whole, other.whole):
        return Slip(NONE, 0, in_trade=False, written=other.trade)
    if other.branch and other.whole.startswith(one.whole) and other.whole[len(one.whole) :] == _COMPANY:
        return Slip(NONE, 0, in_trade=False, written=other.trade)
    if mine.endswith(its) and places.covers(mine[: len(mine) - len(its)]):
        return Slip(NONE, 0, in_trade=False, written=other.trade)
    best = MOST
    for text, first, last in _spellings(one, other):
        distance = int(OSA.distance(mine, text, score_cutoff=MOST - 1))
        if distance < best:
            best, its, begin, end = distance, text, first, last
    if best == 0:
        return Slip(NONE, 0, in_trade=False, written=other.trade)
    of_whole = OSA.distance(one.whole, other.whole, score_cutoff=1) == 1
    if of_whole:
        best, mine, its = 1, one.whole, other.whole
        begin, end = other.begin, _spellings(one, other)[0][2]
    if best > 1:
        return Slip(MANY, best, in_trade=True, written=one.trade)
    return _one(mine, its, (begin, end), of_whole=of_whole)


def _one(mine: str, its: str, trade: tuple[int, int], *, of_whole: bool) -> Slip:
    """Return the one slip that parts two texts; `trade` says where the trade name of the second stands.

    Two characters exchanged over the edge of a trade name are both of what is written for it: 玉焱林 for 玉林焱.
    """
    (begin, end), (kind, at, after) = trade, _edit(mine, its)
    longer = len(mine) - len(its)
    in_trade = begin <= at <= end if kind == ADDED else at < end and after > begin
    if in_trade:
        written = mine[min(begin, at) : max(end, after) + longer]
    elif at < begin:
        written = mine[max(at - 1, 0) : min(after + 1, begin) + longer]
    else:
        written = mine[max(at - 1, end) : after + longer + 1]
    return Slip(kind, 1, in_trade, written, mine[at : after + longer], its[at:after], of_whole)


def spelled_as(text: str, signs: str) -> dict[int, int]:
    """Return a translation that turns what sounds or looks like one of some characters of a text into that one."""
    made: dict[int, int] = {}
    for sign in signs:
        for twin in twins(sign):
            made.setdefault(ord(twin), ord(sign))
    return {at: other for at, other in made.items() if chr(at) not in text}
