"""Maps headers to fields by meaning: what was once answered, then exact words, then keywords, then what the cells hold.

What no rule knows is returned with a few of its values, so that the caller can ask once and remember the answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .amounts import MoneyUnit, unit_in
from .synonyms import EXACT_WORDS, IGNORED_WORDS, KEYWORDS
from .text import tight

IGNORE = "ignore"
FIELDS = (*EXACT_WORDS, "officer_phone")  # every field a header may be answered with, besides IGNORE
_PLAIN = re.compile(r"[\s:：*★☆#＊·•\"'“”]+")
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_MONEY_WORDS = re.compile(
    r"[/,、:：\-—]?(?:单位[:：]?)?(?:人民币|rmb|cny|usd)?(?:百亿|亿|千万|百万|万|千)?(?:人民币|美元|美金|港元|港币|欧元|日元|元|圆)(?:人民币)?$|(?<=[额资模])[/,、]?[亿万]$"
)
_LEADING_NUMBER = re.compile(r"^(?:\d{1,2}[.、)]|[①-⑳]|[一二三四五六七八九十]{1,2}、)")
_OF_FIELD = {tight(word): field for field, words in EXACT_WORDS.items() for word in words.split()}
_OF_FIELD.update({tight(word): IGNORE for word in IGNORED_WORDS.split()})
_KEYWORDS = tuple((field, re.compile(pattern)) for field, pattern in KEYWORDS)
# Below a wider header these say little alone: 联系方式 over 姓名 is a contact, no officer of the roster.
_GENERAL = frozenset(
    {
        "名称", "姓名", "电话", "手机", "时间", "日期", "金额", "单位", "职务", "内容", "情况", "备注", "说明", "类别",
        "地点", "数额", "额度", "总额", "年月", "合计", "小计", "全称", "简称",
    }
)  # fmt: skip
_BELOW = {  # (what the upper header means, lower header) → what both mean
    ("phone", "姓名"): "contact",
    ("contact", "姓名"): "contact",
    ("company", "姓名"): "contact",
    ("contact", "电话"): "phone",
    ("contact", "手机"): "phone",
    ("company", "电话"): "phone",
    ("officers", "电话"): "officer_phone",
    ("officers", "手机"): "officer_phone",
    ("officers", "单位"): "unit",
    ("company", "地点"): "place",
    ("company", "类别"): "industry",
}
UNIT_ONLY = re.compile(
    r"^[(（]?(?:单位[:：])?(?:[百十千]?[亿万]?(?:元|美元|港元|欧元|人民币)|[亿万]|个|家|亩|人|年月日|年/月/日|%)[)）]?$"
)
LONGEST_HEADER = 40


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header means and how well that is known: 3 remembered, 2 exact word, 1 keyword, 0 unknown."""

    field: str
    strength: int


UNKNOWN = Meaning("", 0)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one column: its text as shown, from the top row down, and the unit it names."""

    column: int
    text: str
    parts: tuple[str, ...]

    @property
    def unit(self) -> MoneyUnit | None:
        """The money unit in the header, the lowest row first."""
        return next((unit for part in reversed(self.parts) if (unit := unit_in(part))), None)


@lru_cache(maxsize=8_192)
def bare(text: str) -> str:
    """Return a header without spaces, marks, numbering, brackets and units.

    >>> bare(" 拟投资额\\n（亿元） *")
    '拟投资额'
    """
    plain = _LEADING_NUMBER.sub("", _PLAIN.sub("", tight(text)))
    without = _BRACKETS.sub("", plain)
    shorter = _MONEY_WORDS.sub("", without)
    return shorter or without or plain.strip("()")


@lru_cache(maxsize=8_192)
def meaning(text: str) -> Meaning:
    """Return what one header text means by itself."""
    whole = _PLAIN.sub("", tight(text))
    key = bare(text)
    if not key or len(key) > LONGEST_HEADER:
        return UNKNOWN
    for candidate in (whole, key):
        if candidate in _OF_FIELD:
            return Meaning(_OF_FIELD[candidate], 2)
    if len(key) > 20 and not key.isascii():
        return UNKNOWN
    for field, pattern in _KEYWORDS:
        if pattern.search(key):
            return Meaning(field, 1)
    return Meaning("amount", 1) if unit_in(whole) and re.search("[投资额金]", key) else UNKNOWN


def meaning_of(header: Header, remembered: Mapping[str, str]) -> Meaning:
    """Return what a column's header means; a lower general word is read together with the one above it."""
    for text in (header.text, *reversed(header.parts)):
        if (answer := remembered.get(bare(text))) is not None:
            return Meaning(answer or IGNORE, 3)
    words = [part for part in header.parts if not UNIT_ONLY.match(tight(part))] or list(header.parts)
    if len(words) == 1:
        return meaning(words[0])
    top, low = words[-2], words[-1]
    if (below := _BELOW.get((meaning(top).field, bare(low)))) is not None:
        return Meaning(below, 1)
    together, alone = meaning(bare(top) + bare(low)), meaning(low)
    if bare(low) in _GENERAL or not alone.strength:
        above = meaning(top)
        return max((together, above, alone), key=lambda one: one.strength) if together.strength < 2 else together
    return together if together.strength > alone.strength else alone


def is_exact(text: str) -> bool:
    """Tell, quickly, whether a text is just one of the known headers."""
    return len(text) <= LONGEST_HEADER and bare(text) in _OF_FIELD


def is_general(text: str) -> bool:
    """Tell whether a header says little without the one above it."""
    return bare(text) in _GENERAL


def normal_answers(remembered: Mapping[str, str]) -> dict[str, str]:
    """Return remembered answers by the bare header. Raises ValueError for a field that is none."""
    unknown = sorted(set(remembered.values()) - {*FIELDS, IGNORE, ""})
    if unknown:
        raise ValueError(f"no such field: {', '.join(unknown)}")
    return {bare(text): field for text, field in remembered.items()}


def same_headers(row: Sequence[str], headers: Sequence[str]) -> bool:
    """Tell whether a row repeats the header, as tables printed over several pages do."""
    words = [bare(text) for text in row if text]
    known = {bare(text) for text in headers if text}
    return len(words) > 1 and sum(word in known for word in words) >= max(2, (len(words) * 3 + 4) // 5)
