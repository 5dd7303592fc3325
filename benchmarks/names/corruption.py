"""Names as people write them, made from registered ones, kind by kind.

No parser is asked: an edit falls where it falls.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from .registry import Words, divisions

Row = dict[str, str]
Edit = Callable[[Row, np.random.Generator], str]

_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "公司")
# Characters that are taken for one another by their look (our list).
_LOOK_ALIKE = Path(__file__).with_name("look_alikes.txt")


@cache
def _look_alikes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in _LOOK_ALIKE.read_text(encoding="utf-8").split():
        for sign in group:
            found.setdefault(sign, []).extend(each for each in group if each != sign)
    return found


@cache
def _same_sound() -> dict[str, list[str]]:
    """Return for each usual character others that sound the same, of the 3,500 of GB 2312's first level."""
    from pypinyin import lazy_pinyin

    usual = [bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)]
    by_sound: dict[str, list[str]] = {}
    for sign in filter(None, usual):
        by_sound.setdefault(lazy_pinyin(sign)[0], []).append(sign)
    return {sign: [each for each in group if each != sign] for group in by_sound.values() for sign in group}


def _exchange(text: str, table: dict[str, list[str]], rng: np.random.Generator) -> str:
    """Exchange one character before the legal form for another of a table; the text itself where none can be."""
    places = [at for at in range(_end(text)) if table.get(text[at])]
    if not places:
        return text
    at = int(rng.choice(places))
    return text[:at] + str(rng.choice(table[text[at]])) + text[at + 1 :]


def _end(text: str) -> int:
    """Return how much of a name stands before its form, by the form's own letters."""
    for form in _FORMS:
        if text.endswith(form) and len(text) > len(form) + 2:
            return len(text) - len(form)
    return len(text)


def homophone(row: Row, rng: np.random.Generator) -> str:
    return _exchange(row["name"], _same_sound(), rng)


def look_alike(row: Row, rng: np.random.Generator) -> str:
    return _exchange(row["name"], _look_alikes(), rng)


def missing(row: Row, rng: np.random.Generator) -> str:
    text = row["name"]
    at = int(rng.integers(_end(text)))
    return text[:at] + text[at + 1 :]


def swapped(row: Row, rng: np.random.Generator) -> str:
    text = row["name"]
    places = [at for at in range(_end(text) - 1) if text[at] != text[at + 1]]
    if not places:
        return text
    at = int(rng.choice(places))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def extra_prefix(row: Row, rng: np.random.Generator) -> str:
    text = row["name"]
    code = row.get("code", "")
    own = [each for each in divisions() if code and each["code"] in {code[:2] + "0000", code[:4] + "00"}]
    names = [form for each in own for form in (each["name"], each["short_name"]) if form and not text.startswith(form)]
    return str(rng.choice(names or ["上海市", "中国"])) + text


def suffix_dropped(row: Row, _rng: np.random.Generator) -> str:
    return row["name"][: _end(row["name"])]


@cache
def _to_traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


def traditional(row: Row, _rng: np.random.Generator) -> str:
    return _to_traditional()(row["name"])


def brackets(row: Row, rng: np.random.Generator) -> str:
    text = row["name"]
    if "（" in text:
        return (
            text.replace("（", "(").replace("）", ")")
            if rng.random() < 0.5
            else text.replace("（", "").replace("）", "")
        )
    region = row.get("region", "")
    return text.replace(region, f"（{region}）", 1) if region else text


def short(row: Row, _rng: np.random.Generator) -> str:
    """Trade name and industry: what people say."""
    return row["trade"] + row["industry"]


def short_typo(row: Row, rng: np.random.Generator) -> str:
    text = (row["region"] if rng.random() < 0.7 else "") + row["trade"] + row["industry"]
    edit = (homophone, look_alike, missing, swapped)[int(rng.integers(4))]
    return edit({**row, "name": text}, rng)


def branch(row: Row, rng: np.random.Generator) -> str:
    """Name a branch that the registry does not have."""
    places = [each["short_name"] for each in divisions() if each["level"] == "2"]
    tail = str(rng.choice(["分公司", "分公司", "第一分公司", "营业部"]))
    return row["name"] + str(rng.choice(places)) + tail


def pinyin(row: Row, _rng: np.random.Generator) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(row["name"].replace("（", "").replace("）", ""))).lower()


def initials(row: Row, _rng: np.random.Generator) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(row["name"].replace("（", "").replace("）", ""), style=Style.FIRST_LETTER)).lower()


def listed(row: Row, rng: np.random.Generator) -> str:
    """What an exchange would call a stock company: trade name and a word, 股份, region before it, an abbreviation."""
    trade, industry, region = row["trade"], row["industry"], row["region"][:2]
    way = int(rng.integers(6))
    if way == 0 and len(industry) > 2:
        return trade[:2] + industry[0] + industry[2]
    if way == 1:
        return trade + "股份"
    if way == 2 and len(trade) == 2:
        return region + trade
    if way == 3:
        return trade[:2] + industry[-2:]
    return trade if way == 4 and len(trade) > 2 else trade[:3] + industry[:2]


KINDS: dict[str, Edit] = {
    "homophone": homophone,
    "look-alike": look_alike,
    "missing": missing,
    "swapped": swapped,
    "extra prefix": extra_prefix,
    "suffix dropped": suffix_dropped,
    "traditional": traditional,
    "brackets": brackets,
    "short": short,
    "short, typo": short_typo,
    "branch": branch,
    "pinyin": pinyin,
    "initials": initials,
}


def rows_of(made: dict[str, Words], places: "np.typing.NDArray[np.intp]") -> list[Row]:
    """Return some rows of a registry, one by one."""
    keys = ("name", "region", "trade", "industry", "form")
    return [{**{key: str(made[key][at]) for key in keys}, "code": str(made["uscc"][at])[2:8]} for at in places]
