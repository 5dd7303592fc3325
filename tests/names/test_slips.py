"""What parts a text from a registered name: which slip of the pen, and where it falls."""

import pytest

from hometown.names.searching import queries
from hometown.names.slips import look_alike, slip, sound_alike


@pytest.mark.parametrize(
    ("written", "registered", "kind", "in_trade"),
    [
        ("上海澄湖新材料有限公司", "上海澄湖新材料有限公司", "none", False),
        ("澄湖新材料", "上海澄湖新材料有限公司", "none", False),
        ("上海市澄湖新材料", "上海澄湖新材料有限公司", "none", False),
        ("江苏省无锡市澄湖新材料有限公司", "无锡市澄湖新材料有限公司", "none", False),
        ("上海城湖新材料有限公司", "上海澄湖新材料有限公司", "sound", True),
        ("上海登湖新材料有限公司", "上海澄湖新材料有限公司", "look", True),
        ("上海湖澄新材料有限公司", "上海澄湖新材料有限公司", "exchanged", True),
        ("上海澄新材料有限公司", "上海澄湖新材料有限公司", "lost", True),
        ("上海新澄湖新材料有限公司", "上海澄湖新材料有限公司", "added", True),
        ("上海利发贸易有限公司", "上海兴发贸易有限公司", "other", True),
        ("城湖新材料", "上海澄湖新材料有限公司", "sound", True),
        ("上海澄湖新才料有限公司", "上海澄湖新材料有限公司", "sound", False),
        ("海上澄湖新材料有限公司", "上海澄湖新材料有限公司", "exchanged", False),
        ("宏达贸易", "上海澄湖新材料有限公司", "many", True),
    ],
)
def test_one_slip_of_the_pen_is_told_from_two_and_from_another_name(
    written: str, registered: str, kind: str, in_trade: bool
) -> None:
    one, other = (each.shape for each in queries([written, registered]))
    found = slip(one, other)
    assert (found.kind, found.in_trade) == (kind, in_trade)


def test_what_is_written_for_the_trade_name_is_kept() -> None:
    one, other = (each.shape for each in queries(["上海城湖新材料", "上海澄湖新材料有限公司"]))
    assert slip(one, other).written == "城湖"


@pytest.mark.parametrize(("one", "other"), [("末", "未"), ("净", "争"), ("鑫", "金"), ("岚", "风")])
def test_characters_that_are_drawn_alike_are_known_both_ways(one: str, other: str) -> None:
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(("one", "other"), [("兴", "利"), ("达", "发"), ("东", "西"), ("华", "中")])
def test_characters_of_other_firms_are_neither_heard_nor_seen_alike(one: str, other: str) -> None:
    assert not look_alike(one, other)
    assert not sound_alike(one, other)
