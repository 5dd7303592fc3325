"""Reads names of people, and phones inside contact cells."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .text import HAN, even, says_nothing

Guess = tuple[str, str]

_DOUBLE = {
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫",
    "长孙", "宇文", "轩辕", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离",
    "司空", "鲜于",
    "闻人",
}  # fmt: skip
_POSTS = (
    "党组书记|党委书记|党工委书记|副总经理|副董事长|董事长|总经理|总经济师|总工程师|总监|经理|副主任科员|主任科员|副调研员|"
    "调研员|副县长|县长|副区长|区长|副市长|市长|副局长|局长|副主任|主任|副处长|处长|副科长|科长|副镇长|镇长|副书记|书记|"
    "副部长|部长|副股长|股长|副所长|所长|副院长|院长|副会长|会长|秘书长|副组长|组长|科员|干事|专员|委员|同志|先生|女士|"
    "老师|工程师|助理|秘书|代表|队长|主席|总裁|副总裁|副总|招商员|联络员"
)
_POST_AFTER = re.compile(rf"(?<=[{HAN}]{{2}})({_POSTS})+$|(?<=[{HAN}]{{2}})(副?总|工)$")
_POST_BEFORE = re.compile(rf"^({_POSTS})(?=[{HAN}]{{2,4}}$)")
_LABEL = re.compile(r"^[^:：]{1,12}[:：]")
_BRACKETS = re.compile(r"[(（\[【〔<《][^()（）\[\]【】〔〕<>《》]*[)）\]】〕>》]")
_SPLIT = re.compile(
    r"[、，,;；/／|｜\n\r\t&＆+丶—–→~]+|(?<=[^\s])\s{2,}(?=[^\s])|\s+(?=[^\s:]{1,8}:)|(?<=\S)(?=[AB]角)|\s[转和及与]\s"
    rf"|(?<=[{HAN}])(?:\d{{1,2}}[.)]?|[.\-])\s*(?=[{HAN}]{{2}})"
)
_AND = re.compile(rf"(?<=[{HAN}]{{2}})[和及与跟](?=[{HAN}]{{2}})")
_NUMBERED = re.compile(rf"^[(（]?\d{{1,2}}[).、．）]\s*|^\d{{1,2}}(?=[{HAN}])")
_ROLES = "牵头|配合|主办|协办|负责|协助|跟进|对接|联系|包保|主抓|跟踪|同志"
_ROLE_BEFORE = re.compile(
    rf"^(?:由|原|现|(?:{_ROLES}|责任|经办|联络)人|[AB甲乙]角|{_ROLES}|组员|成员)+[:：]?(?=[{HAN}]{{2,4}}(?:{_ROLES}|$))"
)
_ROLE_AFTER = re.compile(rf"(?<=[{HAN}]{{2}})(?:{_ROLES}|组员)+$")
_BODY_END = re.compile(
    rf"(?<=[{HAN}A-Za-z\d])(?:组|局|科|办|委|会|中心|部|专班|街道|园区|[县区市镇乡])(?=[{HAN}]{{2,10}}$)"
)
_HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+")
_OTHER_NAME = re.compile(r"[A-Za-z][A-Za-z.'’\-]*(?: [A-Za-z][A-Za-z.'’\-]*){0,4}")
_BODIES = re.compile(
    r"(组|局|科|办|委|中心|公司|集团|部|镇|乡|街道|区|县|市|专班|分局|园区|管委会|办公室|商会|协会|支部|单位|人员|干部|同志们|全体|成员|各组|组员|队员|学院|大学|政府)$"
)
_LINKS = frozenset({"", "和", "及", "与", "跟", "等", "转"})
_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛叶阎潘杜戴夏钟汪田任姜范方石姚"
    "谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕"
    "聂丛焦向柳邢岳齐梅莫庄辛管祝左涂谷祁耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂"
    "闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇"
)
_NICKNAME = re.compile(rf"[小老阿][{HAN}]|[{HAN}](?:副|代|常务副)?(?:{_POSTS}|总|工|局)")  # the full name is not known
_REPEAT = re.compile(r"^同[上前]$|^全[组体]")
_MARKS = " .。:：-—*＊★☆●◆▲#()（）"
_AND_OTHERS = re.compile(r"等(\d+|[一二三四五六七八九十]+)?(人|名|同志)*$|(?<=\D)\d{1,2}[人名]$")
_MOBILE = r"(?:(?:\+|00)?86[-\s]?)?1[3-9]\d(?:[-\s]?[\d*xX]{4}){2}(?![\d])"
_LANDLINE = (
    r"(?:(?:\+|00)?86[-\s]?(?=\(?0))?(?:\(0\d{2,3}\)\s?|0\d{2,3}[-\s—]?)"
    r"\d{3,4}[-\s]?\d{4}(?:[-转x\s]{1,3}\d{1,6})?(?!\d)"
)
_SERVICE = r"400[-\s]?\d{3,4}[-\s]?\d{3,4}(?!\d)"
_LOCAL = r"(?<![\d\-])[2-8]\d{3}[-\s]?\d{4}(?:[-转]\d{1,6})?(?!\d)|(?<![\d\-])[2-8]\d{6}(?:[-转]\d{1,6})?(?!\d)"
_ABROAD = r"\+\d{1,3}[-\s]?\d[\d\-\s]{5,14}\d"
_PHONE = re.compile(rf"(?<![\d*])(?:{_MOBILE}|{_LANDLINE}|{_SERVICE}|{_ABROAD}|{_LOCAL})")
_PHONE_LABEL = re.compile(
    r"(联系)?(电话|手机|固话|座机|号码|tel|phone|mobile|mob|微信|wechat)(号码?)?[:：.]*\s*$|[:：,，、;；/(（\-—]+\s*$",
    re.IGNORECASE,
)
_SAME_NUMBER = re.compile(r"[(（]?(?:微信|手机|电话)?同(?:微信|手机|电话)?号?码?[)）]|[(（]?微信同号[)）]?")
_CUT_OFF = re.compile(r"^[)）\]】]+|[(（\[【]+$|\(\)")  # halves of brackets that stood around a number
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """Names in their order, each once, and what was guessed."""

    names: tuple[str, ...]
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRead:
    """Who and how to reach them: the words without the numbers, and the numbers."""

    name: str
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()


@lru_cache(maxsize=16_384)
def read_people(text: str) -> PeopleRead:
    """Return the people a cell names: 吴建国、陈一鸣; 李 明 王强; 张伟（牵头）.

    >>> read_people("沈静 李 明").names
    ('沈静', '李明')
    """
    bare = _PHONE.sub(" ", _MAIL.sub(" ", even(text[:500])))
    if says_nothing(bare):
        return PeopleRead(())
    names: dict[str, None] = {}
    left: list[str] = []
    bare = _BRACKETS.sub(lambda found: _inside(found[0]), bare)
    for piece in _SPLIT.split(bare):
        for part in _AND.split(piece):
            for token in _spaced(_LABEL.sub("", part.strip(_MARKS))):
                together = _run_together(token)
                if together:
                    left.append(token)
                for one in together or (token,):
                    if name := _name(one, left):
                        names[name] = None
    found = tuple(names)
    guesses = [("person_unclear", "、".join(left))] if left else []
    return PeopleRead(found, tuple(guesses))


def _inside(bracketed: str) -> str:
    """Drop a note in brackets, but keep one that names people itself: 普陀组（吴建国、陈一鸣）."""
    inner = bracketed[1:-1]
    names = [one for one in re.split(r"[、,，\s]+", inner) if one]
    named = all(_HAN_NAME.fullmatch(one) and not _BODIES.search(one) for one in names)
    return f" {inner} " if len(names) > 1 and named else " "


def _spaced(text: str) -> list[str]:
    """Split at spaces, but put together names that were spread for the look of it: 李 明, 欧阳 娜."""
    tokens = text.split()
    if len(tokens) < 2 or all(re.search(r"[A-Za-z]", token) for token in tokens):
        return [text.strip()] if text.strip() else []
    tokens = [token for token in tokens if not _OTHER_NAME.fullmatch(token)]  # Zhang Lixin 张立新 is one man
    found: list[str] = []
    for single, run in groupby(tokens, key=lambda token: len(token) == 1):
        together = list(run)
        found.extend(_spelled_out("".join(together)) if single else together)
    joined: list[str] = []
    for token in found:
        last = joined[-1] if joined else ""
        if (len(last) == 1 or last in _DOUBLE) and re.fullmatch(rf"[{HAN}]{{1,2}}", token):
            joined[-1] = last + token
        else:
            joined.append(token)
    return joined


def _spelled_out(letters: str) -> tuple[str, ...]:
    """Return the names in characters that stood apart: 李 晓 东, 李 明 王 强."""
    if len(letters) < 4 or letters[:2] in _DOUBLE:
        return (letters,)
    return _run_together(letters) or (letters,)


def _name(token: str, left: list[str]) -> str:
    """Return the name in a token, or put aside what is none."""
    word = _NUMBERED.sub("", _LABEL.sub("", token.strip(_MARKS))).strip(_MARKS)
    if word in _LINKS or says_nothing(word):
        return ""
    if _REPEAT.match(word):
        left.append(word)
        return ""
    without = _AND_OTHERS.sub("", word)
    if without != word:
        left.append(word)
        word = without
    if _NICKNAME.fullmatch(word) and word[:2] not in _DOUBLE:
        left.append(word)  # 李主任, 李副市长, 小张: kept as written
        return word
    word = _POST_BEFORE.sub("", _POST_AFTER.sub("", _without_role(word)))
    for body in _BODY_END.finditer(word):
        if name := _after_body(word[body.end() :]):
            left.append(word.removesuffix(name))
            return name
    if _BODIES.search(word) and not (len(word) == 3 and word[0] in _FAMILIES and word[-1] in "科镇"):
        left.append(word)
        return ""
    if _HAN_NAME.fullmatch(word):
        return word
    if _OTHER_NAME.fullmatch(word):
        return word
    left.append(word)
    return ""


def _without_role(word: str) -> str:
    """Take the part someone plays off a name: 牵头人张三, 张三负责, B角李四."""
    return _ROLE_AFTER.sub("", _ROLE_BEFORE.sub("", word))


def _after_body(rest: str) -> str:
    """Return the name that follows a body's: 投促局张三, 市投促局副局长张三; empty where what follows is none."""
    name = _POST_BEFORE.sub("", rest)
    return name if looks_like_name(name) and not _BODIES.search(name) else ""


def _run_together(word: str) -> tuple[str, ...]:
    """Return the names in 张三李四王五, where families leave one way to part them; else nothing."""
    if len(word) < 4 or len(word) > 12 or word[:2] in _DOUBLE or not re.fullmatch(rf"[{HAN}]+", word):
        return ()
    if _POST_AFTER.search(word) or _BODIES.search(word) or _ROLE_AFTER.search(word):
        return ()
    if any(_after_body(word[body.end() :]) for body in _BODY_END.finditer(word)):
        return ()
    ways: list[tuple[str, ...]] = [()]
    for _ in range(len(word) // 2):
        ways = [
            (*way, word[at : at + size])
            for way in ways
            if (at := sum(map(len, way))) < len(word)
            for size in (2, 3)
            if word[at] in _FAMILIES and at + size <= len(word)
        ] + [way for way in ways if sum(map(len, way)) == len(word)]
    whole = {way for way in ways if sum(map(len, way)) == len(word)}
    return whole.pop() if len(whole) == 1 else ()


def looks_like_name(text: str) -> bool:
    """Tell whether a text begins with a family name and is as long as a name."""
    return bool(_HAN_NAME.fullmatch(text)) and (text[0] in _FAMILIES or text[:2] in _DOUBLE)


@lru_cache(maxsize=16_384)
def read_contact(text: str) -> ContactRead:
    """Take phones and mail addresses out of a contact cell: 王经理 13836581864.

    >>> read_contact("王经理 13836581864").phones
    ('13836581864',)
    """
    bare = even(text[:1_000])
    if says_nothing(bare):
        return ContactRead("")
    mails = tuple(_MAIL.findall(bare))
    rest = _SAME_NUMBER.sub("", _MAIL.sub("\n", bare))
    phones: dict[str, None] = {}
    pieces: list[str] = []
    at = 0
    for found in _PHONE.finditer(rest):
        phones[_tidy(found[0])] = None
        pieces.append(_PHONE_LABEL.sub("", rest[at : found.start()]))
        at = found.end()
    pieces.append(rest[at:])
    kept = [_CUT_OFF.sub("", piece.strip(" \n,，、;；:：/-—")).strip(" \n,，、;；:：/-—") for piece in pieces]
    name = "、".join(piece for piece in dict.fromkeys(kept) if piece)
    odd = re.search(r"\d{6,}", name)
    guesses: tuple[Guess, ...] = (("phone_odd", odd[0]),) if odd else ()
    return ContactRead(re.sub(r"\s*\n\s*", "、", name), tuple(phones), mails, guesses)


def _tidy(phone: str) -> str:
    compact = re.sub(r"\s", "", phone)
    compact = re.sub(r"^(?:\+|00)?86-?(?=\(?0)", "", compact)
    mobile = re.sub(r"^(?:\+|00)?86-?(?=1)|-", "", compact)
    return mobile if re.fullmatch(r"1[3-9]\d[\d*xX]{8}", mobile) else compact
