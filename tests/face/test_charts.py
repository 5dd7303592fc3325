"""Charts: what is drawn is in proportion, and never says more than its table."""

from hypothesis import given
from hypothesis import strategies as st

from hometown.face import charts
from hometown.face.parts import Coverage, Point
from tests.face.test_tags import show

values = st.lists(st.floats(0, 1e9, allow_nan=False), min_size=1, max_size=12)


@given(values)
def test_bars_are_in_proportion_and_stay_in_their_place(numbers):
    widths = [float(bar["width"]) for bar in charts.bars([Point("a", n) for n in numbers])]
    most = max(numbers)
    for number, width in zip(numbers, widths, strict=True):
        assert abs(width - (100 * number / most if most > 0 else 0)) <= 0.01


@given(st.lists(st.lists(st.integers(0, 500), min_size=2, max_size=3), min_size=1, max_size=8))
def test_piled_columns_never_leave_the_box(parts):
    for col in charts.cols([Point("a", parts=each) for each in parts]):
        for box in col["boxes"]:
            assert box.y >= 0
            assert box.y + box.height <= charts.TOP + len(col["boxes"]) * charts.FLOOR


def test_a_small_part_is_still_seen():
    col = charts.cols([Point("a", parts=(1, 100_000))])[0]
    assert col["boxes"][0].height == charts.FLOOR
    assert charts.cols([Point("a", parts=(0, 5))])[0]["boxes"][0].height == 0


def test_nothing_is_drawn_of_nothing():
    assert charts.bars([]) == []
    assert charts.bars([Point("a", 0)])[0]["width"] == "0"
    assert charts.trend([]) == {"points": [], "line": "", "area": ""}
    assert charts.coverage([Coverage("a")])[0]["boxes"] == []
    assert charts.tint(0, 5) == charts.tint(0, 0) == "heat-0"


def test_heat_grows_with_the_value_and_totals_have_none():
    rows = charts.heat([
        {"label": "a", "cells": [{"value": 1}, {"value": 5}, {"value": 9}]},
        {"label": "b", "sum": True, "cells": [{"value": 10}]},
    ])  # fmt: skip
    assert [cell["tint"] for cell in rows[0]["cells"]] == ["heat-1", "heat-2", "heat-3"]
    assert rows[1]["cells"][0]["tint"] == "sum"


def test_coverage_draws_half_a_block_for_a_weak_node():
    row = charts.coverage([Coverage("a", ("have", "weak", "gap"))])[0]
    assert (row["have"], row["weak"], row["gap"], row["total"]) == (1, 1, 1, 3)
    assert [(box.tone, box.height) for box in row["boxes"]] == [("c1", 10), ("c0", 10), ("c1", 5), ("c0", 10)]


def test_a_line_rises_with_its_values():
    points = charts.trend([Point("a", 1), Point("b", 2)])["points"]
    assert float(points[1]["y"]) < float(points[0]["y"])
    assert [point["x"] for point in points] == ["25", "75"]


def test_every_chart_prints_what_it_draws_and_each_point_is_a_link():
    months = [Point("September", url="/9", parts=(9, 8)), Point("October", url="/10", parts=(12, 19))]
    drawn = show("{% cols c s %}", c=months, s=["near", "away"], language="en")
    for words in ("17", "31", "September", 'href="/9"', '<td class="r num">8</td>', "As a table"):
        assert words in drawn
    bars = show("{% bars b %}", b=[Point("Visited", 172, "/v", "172 firms")])
    assert '<a class="fig" href="/v">172 firms</a>' in bars
    line = show("{% trend t %}", t=[Point("September", 17, "/9")])
    assert 'href="/9"' in line
    assert "17" in line
    covered = show("{% coverage r %}", r=[Coverage("Aluminium", ("have", "gap"), "/a", "1 missing")], language="en")
    assert "2 links: 1 at home, 0 weak, 1 gaps" in covered
