"""What names are filed under, and what a text with a slip of the pen is looked for by."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.names import columns
from hometown.names.folding import flatten
from hometown.names.parsing import parse_all
from hometown.names.pinyin import initials, syllables
from hometown.names.searching import codes_of, query

from .test_singly import TEXTS

BODIES = st.text(alphabet="澄湖龙净新材料科技贸易", min_size=2, max_size=9)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_name_is_filed_by_its_trade_name_and_line_of_business_wherever_its_region_stands(texts: list[str]) -> None:
    many = flatten(texts)
    for text, hashed in zip(texts, columns.body_hashes(many, parse_all(many)), strict=True):
        shape = query(text).shape
        assert hashed == columns.spelling_hash(shape.trade + shape.industry), text


def test_a_region_behind_the_trade_name_is_no_part_of_what_a_name_is_filed_by() -> None:
    many = flatten(["澄湖（上海）贸易有限公司", "上海澄湖贸易有限公司"])
    one, other = columns.body_hashes(many, parse_all(many))
    assert one == other == columns.spelling_hash("澄湖贸易")


@settings(deadline=None)
@given(body=BODIES, at=st.integers(0, 8), sign=st.sampled_from("城胡隆静"))
def test_one_slip_is_taken_back_whatever_it_was(body: str, at: int, sign: str) -> None:
    at %= len(body)
    changed, longer = body[:at] + sign + body[at + 1 :], body[:at] + sign + body[at:]
    others = [codes_of(each + body[at]) for each in changed]
    wanted = columns.spelling_hash(body)
    assert wanted in columns.slipped_hashes(changed, others)
    assert wanted in columns.slipped_hashes(longer, [codes_of("")] * len(longer))
    if at + 1 < len(body):
        turned = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
        assert wanted in columns.slipped_hashes(turned, [codes_of("")] * len(turned))


@settings(deadline=None)
@given(body=BODIES, at=st.integers(0, 8))
def test_a_lost_character_is_put_in_again(body: str, at: int) -> None:
    at %= len(body)
    shorter = body[:at] + body[at + 1 :]
    hashes = columns.refilled_hashes(shorter, at, codes_of("净" + body[at]))
    assert hashes.tolist() == [columns.spelling_hash(shorter[:at] + sign + shorter[at:]) for sign in "净" + body[at]]


@pytest.mark.parametrize("text", ["上海澄湖新材料有限公司", "重庆银行", "TCL科技", "第3工程", "澄湖"])
def test_first_letters_of_one_text_are_packed_as_they_are_among_many(text: str) -> None:
    many = flatten([text])
    packed = columns.packed_initials(many, syllables(many.codes, many.starts), np.zeros(1, np.int64))
    assert columns.packed_letters(initials(many.text(0))) == packed[0]
