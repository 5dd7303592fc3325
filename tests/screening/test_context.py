"""What is said of a word where it stands, in one text and in arrays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.screening.context import (
    CLOSED,
    ENDS,
    LEFT_OUT_BY,
    MADE_BY,
    OPENED,
    SOLD_BY,
    STUDIED_BY,
    Context,
    Surroundings,
    context_of,
)

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
