"""Persons: a name with its title, a surname with one (张总), a name after a label, a name alone on a card."""

import re
from collections.abc import Iterator
from functools import cache

from .findings import Kind, PersonValue
from .proposals import Proposal
from .segmenting import vocabulary
from .tables import listed, sections

SURNAMES = "".join(sections("message_words.txt")["surnames"])
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|独孤|南宫|申屠"
_SURNAME = rf"(?:{_DOUBLE}|[{SURNAMES}])"
_GIVEN = r"[\u4e00-\u9fff]"
_NAME = rf"{_SURNAME}{_GIVEN}{{1,2}}"
_PERSON_LABEL = "|".join(
    sorted((word.replace("~", " ") for word in listed("person labels")), key=lambda word: (-len(word), word))
)
_LATIN_NAME = r"[A-Z][a-z'-]{1,15}(?:[ ][A-Z][A-Za-z.'-]{0,15}){1,2}"
_LABELLED = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{_PERSON_LABEL})[ ]?(?:[:：]|为|是|\t)[ ]?(?P<name>"
    rf"{_NAME}(?![\u4e00-\u9fff])|{_SURNAME} {{1,2}}{_GIVEN}(?: ?{_GIVEN})?(?![\u4e00-\u9fff])"
    rf"|{_SURNAME}{_GIVEN}{{1,2}}?(?=先生|女士|总|经理|[ ,，(（、;；/|\t\n])|{_LATIN_NAME})",
    re.IGNORECASE,
)
_NOT_GIVEN = frozenset("总董工的了在是和与及说等也就都还副部局处科厂秘市区县镇，一位名个")
# Surnames that are small words as often: what follows them may be the surname.
_SMALL = frozenset("和从时于向由同连项党应单全任师平简成能及")
_RARE = frozenset("原满官位应单全项党师能及国农常封闻公养")
_AFTER_SHORT = dict(entry.split("=") for entry in listed("after short titles"))
_ENGLISH_TITLES = (
    r"(?:(?:Senior|Executive|Deputy|Vice|Assistant|Regional|General|Managing|Sales|Marketing|Project|Operations|Investment|"
    r"Business Development|Finance|Technical|Chief|Global|Country|Plant|Account|Purchasing|HR) ){0,3}"
    r"(?:Manager|Director|President|Chairman|Chairwoman|CEO|CFO|CTO|COO|Officer|Engineer|Partner|Founder|Co-founder|"
    r"Secretary|Representative|Consultant|Head of [A-Z][a-z]{2,15})(?: (?:China|Asia|APAC))?"
)
_ENGLISH = re.compile(
    rf"\b(?P<honour>Mr|Mrs|Ms|Miss|Dr|Prof)\.? (?P<honoured>[A-Z][a-z'-]{{1,15}}(?: [A-Z][a-z'-]{{1,15}}){{0,2}})"
    rf"|\b(?P<name>{_LATIN_NAME})[ ]?[,，(/|\n][ \n]?(?P<title>{_ENGLISH_TITLES})\b"
    r"|\b(?:[Rr]egards|[Ss]incerely|[Yy]ours|[Tt]hanks|[Cc]heers|BR|Best wishes),?\s{1,3}"
    r"(?P<signed>[A-Z][a-z'-]{1,15} [A-Z][A-Za-z'-]{1,15})\b"
)
_FOREIGN = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})?)")
_CARD = re.compile(
    rf"^[ \t]*(?P<name>{_SURNAME}(?: {{0,3}}{_GIVEN}){{1,2}})"
    r"(?P<rest>[ \t,，/|·]{0,4}(?:\(?[A-Za-z .'-]{2,30}\)?)?)[ \t]*$",
    re.MULTILINE,
)
_INTRODUCED = re.compile(
    r"(?:(?:我|他|她|这位|那位)(?:们)?(?:是|叫)[^，。\n]{0,16}?的|我叫|他叫|她叫|我是|名叫)"
    rf"(?P<name>{_SURNAME}{_GIVEN}{{1,2}})"
)
_BESIDE = re.compile(r"\d{7}|电话|手机|邮箱|@|有限公司|集团|Tel|Mobile|Co\.|Ltd", re.IGNORECASE)
_AROUND = 160


def _alternatives(*headings: str) -> str:
    words = {word for heading in headings for word in listed(heading)}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _titled() -> re.Pattern[str]:
    """A whole name and a title on either side of it, or a surname and a title."""
    titles = _alternatives("titles")
    return re.compile(
        rf"(?P<before>{titles})[ ：:-]{{0,2}}(?P<after>{_SURNAME}{_GIVEN}{{1,2}})"
        rf"|(?P<name>{_SURNAME}{_GIVEN}{{1,2}}?)(?:[ ，、/|(\t,\n-]{{0,3}}(?P<title>{titles})|(?P<short>总|董(?!事)))"
        rf"|(?P<surname>{_SURNAME})(?P<with>{_alternatives('titles', 'short titles')})"
    )


@cache
def _title_next() -> re.Pattern[str]:
    return re.compile(
        rf"[ ，,、/|(:：\t\n-]{{0,3}}(?:(?:职务|职位)[:：] ?)?(?P<title>{_alternatives('titles')}|{_ENGLISH_TITLES})"
    )


def people(text: str, inside: bytearray) -> Iterator[Proposal]:
    """Propose the persons in a folded text. `inside` marks signs that stand within a known word.

    Who speaks in a chat (张三 10:32) is not said to be anybody's contact.
    """
    for found in _LABELLED.finditer(text):
        yield _person(text, *found.span("name"), "", 0.93, "after a label")
    for found in _INTRODUCED.finditer(text):
        start, end = found.span("name")
        while end - start > 2 and inside[end]:
            end -= 1
        if text[start:end] not in vocabulary() and not inside[start] and not inside[end]:
            yield _person(text, start, end, "", 0.75, "introduced by name")
    at = 0
    while (beside := _titled().search(text, at)) is not None:
        proposal, at = _with_title(text, beside, inside)
        if proposal:
            yield proposal
    yield from _foreigners(text, inside)
    yield from _on_cards(text)
    yield from _in_english(text)


def _foreigners(text: str, inside: bytearray) -> Iterator[Proposal]:
    for latin in _title_latin().finditer(text):
        if not _ROLE.search(latin["name"]):
            yield _person(text, *latin.span("name"), latin["title"], 0.85, "name after a title")
    for foreign in _FOREIGN.finditer(text):
        if proposal := _foreign(text, foreign, inside):
            yield proposal


@cache
def _title_latin() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>{_alternatives('titles')}|CEO|CFO|CTO|COO) ?(?P<name>{_LATIN_NAME})")


def _foreign(text: str, found: re.Match[str], inside: bytearray) -> Proposal | None:
    """Read a foreign name in Chinese signs, 约翰·史密斯: from the word it begins with to that it ends with."""
    start, end = found.span("name")
    point, last = text.index("·", start), text.rindex("·", start, end)
    begins = [at for at in range(start, point) if not inside[at]]
    ends = [at for at in range(end, last + 1, -1) if not inside[at]]
    title = _alternatives("titles")
    before = re.search(rf"(?P<title>{title}|CEO|CFO|先生|女士)\Z", text[max(0, start - 8) : start])
    if before is None and (cut := re.search(rf"(?:{title}|[和与由为是对向])(?=[^·]*\Z)", text[start:point])):
        begins = [at for at in begins if at >= start + cut.end()]
        before = re.search(rf"(?P<title>{title})\Z", text[start : start + cut.end()])
    if not begins or not ends:
        return None
    ends = [at for at in ends if text.startswith(_AFTER_NAMES, at)] or ([ends[0]] if before else [])
    if not ends:
        return None
    return _person(text, begins[0], ends[-1], before["title"] if before else "", 0.8, "foreign name")


_AFTER_NAMES = (
    "率",
    "表示",
    "一行",
    "带队",
    "说",
    "称",
    "介绍",
    "出席",
    "先生",
    "女士",
    "来",
    "到",
    "在",
    "与",
    "和",
    "、",
    "总",
    "任",
    "是",
)


def _on_cards(text: str) -> Iterator[Proposal]:
    for found in _CARD.finditer(text):
        start, end = found.span("name")
        beside = text[max(0, start - _AROUND) : end + _AROUND]
        if _BESIDE.search(beside) and found["name"].replace(" ", "") not in vocabulary():
            yield _person(text, start, end, "", 0.75, "a name alone on a line, beside a number or firm")


def _in_english(text: str) -> Iterator[Proposal]:
    for found in _ENGLISH.finditer(text):
        group = "honoured" if found["honoured"] else "name" if found["name"] else "signed"
        if not _ROLE.search(found[group]):
            yield _person(text, *found.span(group), found["title"] or found["honour"] or "", 0.85, "name in English")


_ROLE = re.compile(r"\b(?:Manager|Director|Regards|Best|Dear|Sales|General|Group|Company|Limited|Tel|Mobile|Email)\b")


def _person(text: str, start: int, end: int, title: str, sure: float, reason: str) -> Proposal:
    name = re.sub(r"(?<=[\u4e00-\u9fff]) +", "", text[start:end])
    if not title and (found := _title_next().match(text, end)):
        title = found["title"]
    return Proposal(Kind.PERSON, start, end, PersonValue(name, title), sure, reason)


def _with_title(text: str, found: re.Match[str], inside: bytearray) -> tuple[Proposal | None, int]:
    """Read a name beside its title; also return where to look on."""
    if found["surname"]:
        return _surname_only(text, found, inside)
    if found["after"]:
        start, end = found.span("after")
        while end - start > 2 and inside[end]:
            end -= 1
        name = text[start:end]
        if (
            name in vocabulary()
            or name[0] in _SMALL
            or inside[start]
            or inside[end]
            or name[1] in _NOT_GIVEN
            or name[-1] in _NOT_GIVEN
        ):
            return None, found.end("before")
        return _person(text, start, end, found["before"], 0.8, "name after a title"), end
    start, end = found.span("name")
    if text[start] in _SMALL and text[start + 1] in SURNAMES:
        start += 1
    name = text[start:end]
    title = found["title"] or found["short"]
    bad = (
        name in vocabulary() or inside[start] or name[1:2] in _NOT_GIVEN or (len(name) == 1 and found["short"] is None)
    )
    if bad or (found["short"] and text[found.end() : found.end() + 1] in _AFTER_SHORT[found["short"]]):
        return None, found.start() + 1
    if len(name) == 1 or (found["short"] and len(name) == 1):
        end = found.end()
        return Proposal(Kind.PERSON, start, end, PersonValue(name, title), 0.8, "surname and title"), end
    return _person(text, start, end, title, 0.88, "name before a title"), found.end()


def _surname_only(text: str, found: re.Match[str], inside: bytearray) -> tuple[Proposal | None, int]:
    title, start, end = found["with"], found.start(), found.end()
    following = text[end : end + 1]
    long = len(title) > 2 and title != "副总"
    if (
        (found["surname"] in _RARE and len(title) < 2)
        or inside[start]
        or (found["surname"] in _SMALL and (long or start == 0 or "\u4e00" <= text[start - 1] <= "\u9fff"))
    ):
        return None, start + 1
    if following and following in _AFTER_SHORT.get(title, ""):
        return None, start + 1
    value = PersonValue(found["surname"], title)
    return Proposal(Kind.PERSON, start, end, value, 0.85, "surname and title"), end
