"""Words that say how far a project is: 意向, 拟签约, 尚未开工, 2027年4月投产."""

import re
from collections.abc import Iterator
from functools import cache

from .findings import Kind, StageValue
from .proposals import Proposal
from .tables import sections

_WITHIN = 18
_NEAR = 5
_NO_STAGE = ("资本", "资金", "地址", "商标", "号", "会计", "用户", "账号", "地：", "地:", "地", "仪式", "率")
_BREAK = re.compile(r"[。；;！!？?\n]")


@cache
def _codes() -> dict[str, str]:
    return dict(entry.split("=") for entry in sections("message_words.txt")["stages"])


@cache
def _shape() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _codes()), key=len, reverse=True)))


@cache
def _words(heading: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, sections("message_words.txt")[heading]), key=len, reverse=True)))


# English words of the same road, whole words only.
_ENGLISH = {
    "talking": r"negotiat\w+|in talks|site visit", "intent": r"letter of intent|LOI|MOU|memorandum of understanding",
    "signed": r"signed|signing", "registered": r"registered (?:a|the|its) (?:company|subsidiary|entity)",
    "started": r"broke ground|groundbreaking|construction (?:started|began|starts|begins)|break ground",
    "producing": r"(?:start|begin|started|began) (?:of )?production|go into production|operational",
}  # fmt: skip
_ENGLISH_SHAPE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{code}>{words})" for code, words in _ENGLISH.items()) + ")", re.IGNORECASE
)
_COMING = re.compile(r"\b(?:will|plans?|planned|expect\w*|to be|scheduled|intends?|would)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no longer)\b", re.IGNORECASE)


def spoken() -> frozenset[str]:
    """Return every stage that some word speaks of."""
    return frozenset(_codes().values()) | frozenset(_ENGLISH)


def stages(text: str) -> Iterator[Proposal]:
    """Propose the stages that a folded text speaks of."""
    for found in _shape().finditer(text):
        if text.startswith(_NO_STAGE, found.end()) and found.group() in {"注册", "意向", "对接", "签约"}:
            continue
        before = _BREAK.split(text[max(0, found.start() - _WITHIN) : found.start()])[-1]
        planned = found.group().startswith(("拟", "待")) or bool(_words("planned").search(before.split("，")[-1]))
        denied = bool(_words("denied").search(before[-_NEAR:]))
        value = StageValue(_codes()[found.group()], planned, denied)
        weak = value.code in {"lead", "assessed"} or found.group() in {"落地", "设立公司", "有意"}
        yield Proposal(Kind.STAGE, found.start(), found.end(), value, 0.6 if weak else 0.8, "word of a stage")
    for found in _ENGLISH_SHAPE.finditer(text):
        before = text[max(0, found.start() - 2 * _WITHIN) : found.start()]
        value = StageValue(found.lastgroup or "", bool(_COMING.search(before)), bool(_NOT.search(before)))
        yield Proposal(Kind.STAGE, found.start(), found.end(), value, 0.7, "word of a stage")
