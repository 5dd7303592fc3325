"""What is said of a word where it stands, in one text and in arrays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.screening.context import (
    CLOSED,
    ENDS,
    LEFT_OUT_BY,
    LINKS,
    LISTS,
    MADE_BY,
    NO_VERBS,
    OF,
    OPENED,
    OPENINGS,
    SERVED_BY,
    SOLD_BY,
    STUDIED_BY,
    Context,
    context_of,
)
from hometown.screening.surroundings import Surroundings

WORD = "铝箔"
SIZE = len(WORD.encode())
READERS = {library: Surroundings(library) for library in ("hyperscan", "ahocorasick")}


def said(scope: str) -> Context:
    text = scope.encode()
    at = text.index(WORD.encode())
    return context_of(text, at, at + SIZE)


@pytest.mark.parametrize(
    ("scope", "context"),
    [
        ("铝箔制造；铜材销售", Context.MADE),
        ("铝箔销售；铜材制造", Context.SOLD),
        ("铝箔的研发、生产、销售。", Context.MADE),
        ("铝箔、铜箔的批发、零售", Context.SOLD),
        ("生产铝箔，销售自产产品", Context.MADE),
        ("销售：铝箔", Context.SOLD),
        ("新型铝箔技术研发；铝箔销售", Context.STUDIED),
        ("铝箔；铜材制造", Context.UNSAID),
        ("化工产品销售（不含铝箔）", Context.LEFT_OUT),
        ("金属制品制造（除铝箔、铜箔外）", Context.LEFT_OUT),
        ("铝箔除外的金属制品制造", Context.LEFT_OUT),
        ("铝箔制造（危险化学品除外）", Context.MADE),
        ("（不含危险化学品）铝箔制造", Context.MADE),
        ("除尘设备、铝箔制造", Context.MADE),
        ("铜材加工，销售铝箔", Context.SOLD),
        ("销售铝箔制造", Context.MADE),
        ("生产、加工、销售铝箔", Context.MADE),
        ("生产、销售：铜箔、铝箔、锡箔", Context.MADE),
        ("从事铝箔的制造和销售", Context.MADE),
        ("机电设备、金属材料、铝箔销售，机械零部件加工", Context.SOLD),
        ("金属制品制造销售，铝箔、铜箔的批发", Context.SOLD),
        (
            "批发、零售：家具、服装、五金、建材、灯具、电缆、纸张、木材、陶瓷、玻璃、玩具、文具、铝箔、箱包",
            Context.SOLD,
        ),
        ("仓储经营（批发零售）：甲醇、乙醇、铝箔", Context.SOLD),
        ("销售五金、铝箔、机械加工", Context.SOLD),
        ("铝箔，机械零部件加工", Context.UNSAID),
        ("电源线，铝箔，灯具，五金件的制造、加工。", Context.MADE),
        ("铝箔，印刷设备，化工原料的批发、零售", Context.SOLD),
        ("经销：机电设备，电线电缆，铝箔，绝缘材料**", Context.SOLD),
        ("铝箔，自营和代理各类商品及技术的进出口业务", Context.UNSAID),
        ("铝箔、铜箔，但国家禁止的除外", Context.UNSAID),
        ("一般经营项目：铝箔", Context.UNSAID),
        ("许可项目：铝箔生产；", Context.MADE),
        ("铝箔加工设备销售", Context.SOLD),
        ("铝箔生产线安装", Context.SOLD),
        ("铝箔分切机的安装、维修", Context.SOLD),
        ("铝箔设备的设计、制造、安装、维修", Context.MADE),
        ("铝箔设计、安装、施工", Context.SOLD),
        ("铝箔生产技术咨询", Context.SOLD),
        ("铜箔的生产、销售，铝箔", Context.UNSAID),
        ("铝箔、铜箔、锡箔、铅箔、镍箔、钛箔、锌箔、银箔、金箔的销售", Context.SOLD),
        ("铝箔、合成气的销售", Context.SOLD),
    ],
)
def test_what_is_said_of_a_word_is_what_a_reader_says(scope: str, context: Context) -> None:
    assert said(scope) == context


PIECES = st.sampled_from(
    [
        *MADE_BY,
        *SOLD_BY,
        *STUDIED_BY,
        *LEFT_OUT_BY,
        *SERVED_BY,
        *NO_VERBS,
        *LINKS,
        OF,
        *LISTS,
        *OPENINGS,
        *ENDS,
        *OPENED,
        *CLOSED,
        "除外",
        "除",
        "，",
        "的",
        "铝",
        "a",
        "é",
        "😀",
    ]
    + [WORD] * 12
)


@pytest.mark.parametrize("library", list(READERS))
@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.lists(PIECES, max_size=25).map("".join), min_size=1, max_size=12))
def test_arrays_say_what_one_text_says(library: str, texts: list[str]) -> None:
    rows = [text.encode() for text in texts]
    places, expected, offset = [], [], 0
    for row in rows:
        at = row.find(WORD.encode())
        while at >= 0:
            places.append((offset + at, offset + at + SIZE, offset, offset + len(row)))
            expected.append(context_of(row, at, at + SIZE))
            at = row.find(WORD.encode(), at + 1)
        offset += len(row)
    columns = np.array(places, np.int64).reshape(-1, 4).T
    found = READERS[library].contexts(np.frombuffer(b"".join(rows), np.uint8), *columns)
    assert found.tolist() == expected
