"""The labelled messages, and texts that nobody would write: what is found, and that nothing breaks or drags on."""

import random
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.names import extract
from hometown.names.extract import SIGNS_MAX, Kind, TooLong
from tests.names.message_set import Message, agreement, messages

THURSDAY = date(2020, 1, 16)
PIECES = st.sampled_from(
    [
        "上海澄湖新材料有限公司", "集团", "公司：", "王总", "13812345678", "021-54321098", "a@b.cn", "微信号：abcdef",
        "约3.5亿元", "三亿五千万", "$30", "million", "2027年4月", "下周三", "江苏昆山", "德国",
        "尚未签约", "投产", "（", "）", "「", "」", "，", "。",
        "\n", "\t", "😀", "\u200b", "ｅ́", "萬", "ﷺ", "㎡",
        "Co.,", "Ltd.", "ABB", "株式会社", "联系人：", "1", "-", "~",
        "/", ".", "@", "+", "的", "与", "在", "\x00",
        "\ud800", " ", "",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_is_read_and_every_span_is_its_text(text: str) -> None:
    found = extract(text, today=THURSDAY)
    last = 0
    for one in found.findings:
        assert text[one.start : one.end] == one.text
        assert one.text
        assert last <= one.start
        last = one.end
        assert 0 <= one.confidence <= 1
        assert one.reason
    assert extract(text, today=THURSDAY) == found


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6).map("".join).filter(bool))
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    text = piece * (3_000 // len(piece) + 1)
    assert _seconds(text * 4) < 16 * _seconds(text) + 1.5


def _seconds(text: str) -> float:
    started = time.process_time()
    extract(text)
    return time.process_time() - started


def test_a_long_message_is_read_and_a_longer_one_refused() -> None:
    pieces = random.Random(1).choices("澄湖1，亿A(有限公司\n", k=60_000)
    assert extract("".join(pieces)).as_json()["length"] == len("".join(pieces))
    with pytest.raises(TooLong, match="at most 1,048,576 characters"):
        extract("一" * (SIGNS_MAX + 1))


SETS = {"messages_tuned.txt": 32, "messages_held.txt": 32, "messages_fresh.txt": 16}


@pytest.mark.parametrize("name", SETS)
def test_the_labelled_messages_are_many_and_their_labels_stand_in_them(name: str) -> None:
    told = messages(name)
    assert len(told) >= SETS[name]
    for message in told:
        for kind, words in message.labels.items():
            assert all(message.text.count(word) >= times for word, times in words.items()), (kind, words, message.text)


# What was measured when the engine was made (docs/names-extract.md): no kind may fall below.
LEAST = {"messages_tuned.txt": (0.95, 0.95), "messages_held.txt": (0.8, 0.85), "messages_fresh.txt": (0.75, 0.75)}


@pytest.mark.parametrize("name", SETS)
def test_most_of_what_is_in_the_labelled_messages_is_found(name: str) -> None:
    precision, recall = LEAST[name]
    for kind, agreed in agreement(messages(name)).items():
        assert agreed.precision >= precision, (kind, agreed)
        assert agreed.recall >= recall, (kind, agreed)


def test_a_wrong_and_a_missing_finding_are_seen() -> None:
    message = Message("青檀食品签约", {kind: Counter(["食品"] if kind is Kind.COMPANY else []) for kind in Kind})
    told = agreement([message])
    assert (told[Kind.COMPANY].right, told[Kind.COMPANY].wrong, told[Kind.COMPANY].missing) == (0, 1, 1)
    assert told[Kind.STAGE].precision == 0
