"""The rules of the desk."""

from datetime import date

import pytest

from hometown.desk.rules import day_number, is_enough, pieces

FIRST, LAST = date(2019, 9, 1), date(2020, 1, 17)


def test_the_first_day_is_day_one_and_outside_there_is_none() -> None:
    assert day_number(FIRST, LAST, FIRST) == 1
    assert day_number(FIRST, LAST, date(2019, 12, 18)) == 109
    assert day_number(FIRST, LAST, date(2020, 1, 18)) == day_number(FIRST, LAST, date(2019, 8, 31)) == 0


def test_two_characters_are_enough_to_look_for() -> None:
    assert is_enough("蓝陶")
    assert not is_enough(" 蓝 ")


@pytest.mark.parametrize(
    ("text", "wanted", "marked"),
    [
        ("苏州蓝陶电子", "蓝陶", [("苏州", False), ("蓝陶", True), ("电子", False)]),
        ("Lantao lan", "LAN", [("Lan", True), ("tao ", False), ("lan", True)]),
        ("蓝陶", "", [("蓝陶", False)]),
        ("İstanbul lan", "lan", [("İstanbul lan", False)]),
        ("", "蓝陶", []),
    ],
)
def test_what_was_looked_for_is_marked_and_nothing_is_lost(
    text: str, wanted: str, marked: list[tuple[str, bool]]
) -> None:
    assert list(pieces(text, wanted)) == marked
    assert "".join(piece for piece, _ in pieces(text, wanted)) == text
