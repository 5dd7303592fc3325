"""Catalogues are complete, keep their places, and speak in the tone of the house."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from hometown.face import catalogues
from tests.house.tree import PACKAGE, chinese_in, tracked, where

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HAN = r"[\u3400-\u9fff]"
TONE = {
    "an exclamation mark": re.compile("[!！]"),
    "「成功」": re.compile("成功"),
    "「抱歉」": re.compile("抱歉|对不起"),
    "「系统异常」": re.compile("系统异常|未知错误"),
    "「你」, say 「您」": re.compile("你(?!们)"),
    "「请您及时」": re.compile("请您及时|请及时"),
    "a typed space": re.compile(rf"{HAN} +[0-9A-Za-z%]|[0-9A-Za-z)] +{HAN}"),
    "a half-width comma or full stop": re.compile(rf"{HAN}[,;?]|{HAN}\.(\s|$)"),
}


def spoken(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def faults(catalog: Iterable[Message]) -> list[str]:
    """What is untranslated, has lost a place, or is out of tone."""
    wrong = []
    for message in catalog:
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, str) else message.id[-1]
        for said in spoken(message):
            if not said or message.fuzzy:
                wrong.append(f"{asked!r} is not translated")
            elif set(PLACE.findall(said)) - set(PLACE.findall(asked)) or (
                isinstance(message.id, str) and set(PLACE.findall(asked)) - set(PLACE.findall(said))
            ):
                wrong.append(f"{asked!r} has other places than {said!r}")
            wrong += [f"{said!r}: {what}" for what, shape in TONE.items() if shape.search(said)]
    return wrong


def chinese_catalogues() -> list[Path]:
    return [path for path in tracked() if path.match("locale/zh_Hans/LC_MESSAGES/django.po")]


@pytest.mark.parametrize("path", chinese_catalogues(), ids=where)
def test_a_catalogue_is_whole_and_in_tone(path: Path) -> None:
    with path.open("rb") as file:
        assert faults(read_po(file, locale="zh_Hans")) == []


def test_the_catalogues_hold_what_the_code_says() -> None:
    assert catalogues.check() == []


def test_every_app_that_speaks_has_a_catalogue() -> None:
    speaking = {app.name for app in catalogues.apps() if any(catalogues.sentences(app))}
    written = {path.relative_to(PACKAGE).parts[0] for path in chinese_catalogues()}
    assert speaking - written == set()


def test_english_sentences_hold_no_chinese() -> None:
    for path in chinese_catalogues():
        with path.open("rb") as file:
            ids = [str(m.id) for m in read_po(file, locale="zh_Hans") if m.id]
        assert [one for one in ids if chinese_in(one)] == [], where(path)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Save", ""),
        ("Add %(what)s", "补上"),
        ("Saved", "保存成功"),
        ("Saved", "已存！"),
        ("Your tasks", "你的待办"),
        ("5 firms", "5 家企业"),
        ("Wait, please", "等一下,好了"),
    ],
)
def test_each_fault_of_a_catalogue_is_seen(asked: str, said: str) -> None:
    catalog = Catalog()
    catalog.add(asked, said)
    assert faults(catalog)


def test_a_good_sentence_passes() -> None:
    catalog = read_po(BytesIO('msgid "Add %(what)s"\nmsgstr "补上%(what)s，再推进"\n'.encode()))
    assert faults(catalog) == []
