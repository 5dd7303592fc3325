"""How alike two names are."""

import pytest

from hometown.names.likeness import alikeness, may_be_one


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("江苏龙净环保科技股份有限公司", "龙净环保科技有限公司", 1.0),
        ("江苏龙净环保科技股份有限公司", "龙净环保", 0.9),
        ("江苏龙净环保科技股份有限公司", "江苏龙竞环保科技有限公司", 0.8),
        ("江苏龙净环保有限公司", "江苏净龙环保有限公司", 0.8),
        ("上海兴发贸易有限公司", "上海兴发达贸易有限公司", 0.8),
        ("上海兴发贸易有限公司", "上海利发贸易有限公司", 0.8),
        ("上海兴发贸易有限公司", "上海宏达贸易有限公司", 0.0),
        ("上海兴发贸易有限公司", "上海兴发药业有限公司", 0.0),
        ("第一机床厂", "第二机床厂", 0.0),
        ("", "上海兴发贸易有限公司", 0.0),
    ],
)
def test_likeness_is_by_trade_name_and_line_whatever_place_and_form(one: str, other: str, value: float) -> None:
    assert alikeness(one, other) == alikeness(other, one) == value


def test_namesakes_of_two_places_are_two_firms() -> None:
    assert may_be_one("上海兴发贸易有限公司", "兴发贸易有限公司")
    assert not may_be_one("上海兴发贸易有限公司", "江苏兴发贸易有限公司")


def test_a_bare_trade_name_says_too_little_to_be_one_firm_with_another() -> None:
    assert not may_be_one("兴发", "上海兴发贸易有限公司")
