"""Text as it is compared: one width, no stray spaces."""

import re
import unicodedata
from functools import lru_cache

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
LONGEST_READ = 2_000  # characters of a cell that are looked at for meaning
_INNER = re.compile(rf"(?<=[{HAN}）)（(])\s+(?=[{HAN}（()）])")
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
NOTHING = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "/", "//", "\\", "无", "暂无", "没有", "空", "n/a", "na", "nil", "none",
     "null", "?", "？", ".", "*", "×", "x", "待补", "待补充", "待填", "不详", "未知", "待定", "待确定", "未定",
     "待确认",
     "未确定", "暂未确定", "tbd", "tba", "待核实", "unknown"}
)  # fmt: skip


@lru_cache(maxsize=65_536)
def even(text: str) -> str:
    """Return the text at one width (NFKC), without invisible marks, trimmed; line breaks stay."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).strip()


@lru_cache(maxsize=65_536)
def tight(text: str) -> str:
    """Return the text at one width with no space at all, in lower case, at most LONGEST_READ characters."""
    return _SPACES.sub("", even(text[:LONGEST_READ])).lower()


def joined(text: str) -> str:
    """Return the text (its first 500 characters) at one width, without spaces and line breaks between Chinese."""
    return _SPACES.sub(" ", _INNER.sub("", even(text[:500]))).strip()


def says_nothing(text: str) -> bool:
    """Tell whether a cell's text stands for an empty cell: 待定, —, /, 无."""
    return tight(text) in NOTHING
