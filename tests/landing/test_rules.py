"""Rules of landing: lamps and clocks, and the exact arithmetic of marks that are pending."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hometown.landing.rules import (
    Clock,
    Light,
    Range,
    RoutingDays,
    Verdict,
    criterion_range,
    fits_mark,
    last_day_for,
    light_of,
    pressing,
    response_due,
    routing_clocks,
    routing_state,
    total_range,
    verdict,
    worst,
)
from hometown.policy.reading import default_text, read

POLICY = read(default_text())
FRIDAY = date(2019, 12, 20)
days = st.dates(date(2019, 9, 1), date(2020, 6, 30))
full_marks = st.integers(1, 20)
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine, too


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[int, list[Decimal | None]]]:
    """A sheet: the full mark of each line, and what the departments gave; None is pending."""
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        full = draw(full_marks)
        mark = st.none() | st.decimals(0, full, places=2)
        lines.append((full, draw(st.lists(mark, max_size=5))))
    return lines


# --- lamps ----------------------------------------------------------------------------------------------------------


def test_a_clock_is_green_then_amber_then_red_and_dark_when_done() -> None:
    due = date(2019, 12, 27)
    assert light_of(POLICY, Clock("assess", due), date(2019, 12, 20)) is Light.GREEN
    assert light_of(POLICY, Clock("assess", due), date(2019, 12, 24)) is Light.AMBER
    assert light_of(POLICY, Clock("assess", due), due) is Light.AMBER
    assert light_of(POLICY, Clock("assess", due), date(2019, 12, 28)) is Light.RED
    assert light_of(POLICY, Clock("assess", due, done_on=due), date(2020, 1, 5)) is Light.DARK


@calmly
@given(days, days)
def test_the_day_a_query_asks_for_agrees_with_the_lamp_of_each_row(due: date, today: date) -> None:
    light = light_of(POLICY, Clock("respond", due), today)
    assert (due <= last_day_for(POLICY, Light.RED, today)) == (light is Light.RED)
    assert (due <= last_day_for(POLICY, Light.AMBER, today)) == (light in (Light.AMBER, Light.RED))


@calmly
@given(st.lists(st.tuples(days, st.booleans()), max_size=6), days)
def test_the_clock_that_presses_most_shows_the_worst_lamp(told: list[tuple[date, bool]], today: date) -> None:
    clocks = [Clock("respond", due, today if done else None) for due, done in told]
    found = pressing(clocks)
    shown = light_of(POLICY, found, today) if found else Light.DARK
    assert shown is worst(light_of(POLICY, one, today) for one in clocks)


def a_routing(**changes: object) -> RoutingDays:
    told = {"respond_due": FRIDAY, "assess_due": date(2019, 12, 24), "feed_back_due": date(2019, 12, 26)}
    return RoutingDays(**(told | changes))  # type: ignore[arg-type]


def test_an_assessment_answers_too_and_a_decision_stops_every_clock() -> None:
    running = [clock.what for clock in routing_clocks(a_routing()) if clock.runs]
    assert running == ["respond", "assess", "feed_back"]
    assessed = [clock.what for clock in routing_clocks(a_routing(assessed_on=FRIDAY)) if clock.runs]
    assert assessed == ["feed_back"]
    decided = a_routing(outcome="returned", outcome_on=FRIDAY)
    assert [clock for clock in routing_clocks(decided) if clock.runs] == []


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "sent"),
        ({"responded_on": FRIDAY}, "responded"),
        ({"responded_on": FRIDAY, "assessed_on": FRIDAY}, "assessed"),
        ({"assessed_on": FRIDAY, "outcome": "accepted"}, "accepted"),
    ],
)
def test_a_routing_stands_where_its_last_answer_put_it(changes: dict[str, object], state: str) -> None:
    assert routing_state(a_routing(**changes)) == state


def test_a_task_force_is_due_a_workday_after_the_filing_took_effect() -> None:
    major, ordinary = POLICY.grades[0], POLICY.grades[-1]
    assert response_due(POLICY, major, FRIDAY) == date(2019, 12, 23)  # over the weekend
    assert response_due(POLICY, ordinary, FRIDAY) is None


# --- marks ----------------------------------------------------------------------------------------------------------


def test_a_pending_mark_is_neither_zero_nor_full() -> None:
    assert criterion_range(10, [Decimal(8), None]) == Range(Fraction(4), Fraction(9))


def test_a_line_nobody_marks_is_open_from_zero_to_full() -> None:
    assert criterion_range(10, []) == Range(Fraction(0), Fraction(10))


def test_a_department_that_leaves_a_line_out_does_not_lower_its_mean() -> None:
    assert criterion_range(5, [Decimal(4), Decimal(5)]) == Range(Fraction(9, 2), Fraction(9, 2))


@calmly
@given(sheets(), st.data())
def test_whatever_is_decided_about_the_pending_marks_stays_within_the_range(
    lines: list[tuple[int, list[Decimal | None]]], data: st.DataObject
) -> None:
    before = total_range(criterion_range(full, marks) for full, marks in lines)
    settled = [
        (full, [data.draw(st.decimals(0, full, places=2)) if mark is None else mark for mark in marks])
        for full, marks in lines
    ]
    after = total_range(criterion_range(full, marks) for full, marks in settled)
    assert before.least <= after.least <= after.most <= before.most


@calmly
@given(full_marks, st.lists(st.decimals(0, 1, places=2), max_size=4), st.integers(1, 3), st.data())
def test_a_silent_department_may_still_mark_or_leave_out_any_line(
    full: int, marks: list[Decimal], silent: int, data: st.DataObject
) -> None:
    before = criterion_range(full, marks, silent)
    answers = data.draw(st.lists(st.none() | st.decimals(0, full, places=2), max_size=silent))
    after = criterion_range(full, [*marks, *answers])
    assert before.least <= after.least
    assert after.most <= before.most


@calmly
@given(sheets())
def test_what_is_shown_is_rounded_outwards(lines: list[tuple[int, list[Decimal | None]]]) -> None:
    total = total_range(criterion_range(full, marks) for full, marks in lines)
    cent = Fraction(1, 100)
    assert total.least - cent < Fraction(total.at_least) <= total.least
    assert total.most <= Fraction(total.at_most) < total.most + cent


@calmly
@given(sheets())
def test_a_range_is_certain_when_nothing_is_pending(lines: list[tuple[int, list[Decimal | None]]]) -> None:
    decided = [(full, [mark for mark in marks if mark is not None] or [Decimal(0)]) for full, marks in lines]
    assert total_range(criterion_range(full, marks) for full, marks in decided).is_certain


@calmly
@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 2))
def test_a_verdict_is_only_given_when_nothing_could_turn_it(least: int, more: int, pass_at: int, silent: int) -> None:
    total = Range(Fraction(least), Fraction(least + more))
    said = verdict(total, pass_at, (), silent)
    assert (said is Verdict.PASSED) == (least >= pass_at and not silent)
    assert (said is Verdict.FAILED) == (least + more < pass_at)
    assert verdict(total, pass_at, ("environment",), silent) is Verdict.VETOED


def test_just_below_the_pass_mark_has_not_passed() -> None:
    third = criterion_range(90, [Decimal(60), Decimal(60), Decimal("59.99")])
    assert third.at_least == Decimal("59.99")
    assert verdict(third, 60, ()) is Verdict.FAILED


@pytest.mark.parametrize(
    ("mark", "fits"),
    [("0", True), ("5", True), ("4.25", True), ("5.01", False), ("-1", False), ("1.005", False), ("NaN", False)],
)
def test_a_mark_lies_between_zero_and_full_in_hundredths(mark: str, fits: bool) -> None:
    assert fits_mark(Decimal(mark), 5) is fits


def test_an_interval_of_days_is_never_red_before_it_ends() -> None:
    for back in range(30):
        today = FRIDAY + timedelta(days=back)
        assert last_day_for(POLICY, Light.RED, today) < today
