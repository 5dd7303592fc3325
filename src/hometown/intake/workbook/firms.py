"""Reads the cell that names a firm: the name alone, notes in brackets beside it, several firms in one cell."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .text import HAN, even, joined, says_nothing

Guess = tuple[str, str]

_ENDS = (
    r"(?:公司|集团|合伙企业|\(有限合伙\)|\(普通合伙\)|厂|合作社|商会|协会|学会|联合会|研究院|研究所|设计院|大学|学院|事务所|"
    r"商行|中心|银行|医院|基金|分行|工作室|经营部|联盟|co\.?,?ltd\.?|ltd\.?|inc\.?|llc|gmbh|corp\.?|limited|ag|plc)"
)
_ENDS_AS_FIRM = re.compile(rf"{_ENDS}$", re.IGNORECASE)
_FIRST_FIRM = re.compile(r"^(.{2,40}?(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司))(.+)$", re.DOTALL)
_NUMBERED = re.compile(
    rf"^[(]?\d{{1,3}}(?:[.、)]|,(?!\d))\s*(?=[{HAN}A-Za-z])|^[①-⑳]\s*|^[{'一二三四五六七八九十'}]{{1,2}}、\s*"
)
_TRAILING_NOTE = re.compile(r"^(.*?)\s*[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]$", re.DOTALL)
_PART_OF_NAME = re.compile(
    r"^(集团|控股|中国|有限合伙|普通合伙|特殊普通合伙|个人独资|国际|亚太|华东|[\u4e00-\u9fff]{2,3}(省|市)?)$"
)
_NOTE = re.compile(
    r"上市|股票|代码|强$|央企|国企|外资|台资|港资|民企|独角兽|专精特新|瞪羚|小巨人|高新|总部|简称|原|曾用|前身|拟|待|暂|未|已|重点|母公司|子公司|"
    r"控股股东|关联|联系|推荐|介绍|备注|注册|筹|项目|新三板|科创板|龙头|世界|\d"
)
_TWO_SCRIPTS = re.compile(rf"^([A-Za-z][^{HAN}]{{5,}}?)\s*([{HAN}].*)$", re.DOTALL)  # Linden Co., Ltd. 菩提有限公司
_LEGAL_FORM = re.compile(r"^(?:股份)?有限(?:责任)?公司$|^集团$")
_JOINT = re.compile(r"(?<=公司|集团)(?:拟|共同|联合|合作)*(?:合资|合作|投资|组建|联合体|出资)$")
_LEADING_NOTE = re.compile(r"^[【\[][^【】\[\]]{1,10}[】\]]\s*(?=\S)")
_QUOTES = re.compile(r"[\"“”‘’《》]")
_NO_FIRM_YET = re.compile(r"^(?:待|拟|暂?未|尚未)(?:新)?(?:注册|定名?|成立|设立|确定|组建)[^,;。]{0,6}$|^同[上前]$")
_PERSON_AFTER = re.compile(  # …公司 王总 138…, …公司\n股票代码：…
    rf"^(.{{2,40}}?(?:有限责任公司|有限公司|公司|集团|厂))[\s,;:：/、\-—]*"
    rf"((?:[^\s:：()]{{2,8}}[:：].*|[{HAN}]{{1,4}}(?:总|经理|董事长?|先生|女士|总监|主任|厂长)?[\s:：,]*1[3-9]\d[\d\-*\s]{{8,}}.*|"
    rf"[{HAN}]{{1,3}}(?:总|总?经理|董事长?|先生|女士|总监|厂长)|1[3-9]\d[\d\-*\s]{{8,}}.*))$",
    re.DOTALL,
)
_LEGAL_PLACES = {"有限合伙", "普通合伙", "特殊普通合伙", "个人独资", "集团", "控股"}
_SEPARATORS = re.compile(r"\s*(?:[、/;|&+]|\n|(?<=公司)[和与及](?=.{2,}))\s*")
_AND_MORE = re.compile(r"(?<=公司|集团)等\d*(?:家|个)?(?:企业|公司|单位)?$")
_PROJECT = re.compile(r"项目|基地|生产线|建设|产业园|年产|工程|扩建|技改")
_SAME = re.compile(r"^(同上|同前|〃|″|\"|''|\.\.|…|↑)$")


@dataclass(frozen=True, slots=True)
class FirmRead:
    """The firm, others named beside it, and the note that stood in brackets."""

    name: str
    others: tuple[str, ...] = ()
    note: str = ""
    project: str = ""
    guesses: tuple[Guess, ...] = ()


def looks_like_firm(text: str) -> bool:
    """Tell whether a text ends as names of firms and bodies do."""
    return len(text) > 3 and bool(_ENDS_AS_FIRM.search(even(text[:100])))


def means_row_above(text: str) -> bool:
    """Tell whether a cell says 'as above': 同上, 〃."""
    return bool(_SAME.match(even(text[:10])))


@lru_cache(maxsize=65_536)
def read_firm(text: str) -> FirmRead:
    """Read one cell. Brackets come out half-width and spaces between characters are gone.

    >>> read_firm(" 合肥云岫新材料科技（集团）股份有限公司 ").name
    '合肥云岫新材料科技(集团)股份有限公司'
    """
    bare = _QUOTES.sub("", even(text[:400])).strip("'*·★☆▲△◆●。,; ")
    if says_nothing(bare) or _NO_FIRM_YET.match(bare):
        return FirmRead("")
    bare = _LEADING_NOTE.sub("", _NUMBERED.sub("", bare))
    scripts = _TWO_SCRIPTS.match(bare)
    if scripts and _ENDS_AS_FIRM.search(scripts[1]) and _ENDS_AS_FIRM.search(scripts[2]):
        return FirmRead(joined(scripts[2]), note=scripts[1], guesses=(("firm_note", joined(scripts[2])),))
    if after := _PERSON_AFTER.match(bare):
        return FirmRead(joined(after[1]), note=joined(after[2]), guesses=(("firm_note", joined(after[1])),))
    alone = _JOINT.sub("", _AND_MORE.sub("", bare))
    guesses: list[Guess] = [("firm_several", alone)] if alone != bare else []
    parts = _several(alone)
    name, note = _without_note(joined(parts[0]))
    project = ""
    longer = _FIRST_FIRM.match(name)
    if longer and _PROJECT.search(longer[2]) and not _ENDS_AS_FIRM.search(name):
        name, project = longer[1], name
        guesses.append(("firm_and_project", name))
    others = tuple(_without_note(joined(part))[0] for part in parts[1:])
    if others:
        guesses.append(("firm_several", name))
    if note and not project:
        guesses.append(("firm_note", name))
    return FirmRead(name, others, note, project, tuple(guesses))


def _several(text: str) -> list[str]:
    """Split a cell that names several firms; a line break inside one name is no split."""
    parts = [_NUMBERED.sub("", part) for part in _SEPARATORS.split(text) if part and part.strip(" ,，()")]
    if len(parts) < 2:
        return [text]
    parts = [part for part in parts if not part.startswith("其")] or [text]
    if any(_LEGAL_FORM.match(part.strip()) for part in parts[1:]):
        return [text]
    firms = [bool(_ENDS_AS_FIRM.search(_without_note(joined(part))[0])) for part in parts]
    if all(firms):
        return parts
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if (
        len(lines) > 1
        and _ENDS_AS_FIRM.search(lines[0])
        and re.match(r"^[(（]?(联系|电话|地址|备注|简介|注)", lines[1])
    ):
        return lines[:1]
    return [text] if "\n" in text or not _slashed_names(parts, text) else parts


def _slashed_names(parts: list[str], text: str) -> bool:
    """Tell whether short names stand side by side: 岚汀化学、明湖铝业."""
    return bool(re.search("[、;/]", text)) and all(re.fullmatch(rf"[{HAN}]{{3,20}}", part) for part in parts)


def _without_note(text: str) -> tuple[str, str]:
    """Take a closing remark in brackets off a name: …公司（上市公司）; 有限合伙 and 集团 belong to the name."""
    found = _TRAILING_NOTE.match(text)
    if not found or not found[1]:
        return text, ""
    before, inside = found[1].strip(), found[2].strip()
    if inside in _LEGAL_PLACES or not inside:
        return text, ""
    if _ENDS_AS_FIRM.search(before) and not re.fullmatch(r"有限合伙|普通合伙|特殊普通合伙", inside):
        return before, inside
    if _NOTE.search(inside) or not _PART_OF_NAME.match(inside):
        return before, inside
    return text, ""
