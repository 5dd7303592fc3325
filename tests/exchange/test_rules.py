"""Where a question stands, and which step follows which: without a database."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.exchange.rules import (
    FOLLOWING,
    LIVE,
    Moments,
    State,
    Step,
    is_day_of_step,
    may_follow,
    needs_result,
    pieces,
    state_of,
    widened,
)

DAY = date(2019, 12, 20)
days = st.none() | st.just(DAY)


def test_a_question_goes_from_nobody_to_accepted() -> None:
    walked = [
        Moments(),
        Moments(claimed_on=DAY),
        Moments(claimed_on=DAY, answered_on=DAY),
        Moments(claimed_on=DAY, further_on=DAY),
        Moments(claimed_on=DAY, answered_on=DAY, accepted_on=DAY),
    ]
    assert [state_of(one) for one in walked] == [
        State.OPEN, State.CLAIMED, State.ANSWERED, State.FURTHER, State.ACCEPTED,
    ]  # fmt: skip


@settings(max_examples=60)
@given(st.builds(Moments, days, days, days, days, days))
def test_a_question_is_live_exactly_while_it_is_neither_accepted_nor_withdrawn(moments: Moments) -> None:
    is_over = moments.accepted_on is not None or moments.withdrawn_on is not None
    assert (state_of(moments) in LIVE) is not is_over


def test_nothing_is_adopted_that_was_not_tried() -> None:
    assert not may_follow(Step.IDEA, Step.ADOPTED)
    assert [one for one in Step if may_follow(one, Step.ADOPTED)] == [Step.PILOT]


def test_whatever_is_taken_up_may_be_dropped_and_taken_up_again() -> None:
    assert all(may_follow(one, Step.DROPPED) for one in Step if one is not Step.DROPPED)
    assert FOLLOWING[Step.DROPPED] == (Step.IDEA,)


def test_what_is_adopted_or_dropped_says_what_came_of_it() -> None:
    assert [one for one in Step if needs_result(one)] == [Step.ADOPTED, Step.DROPPED]


def test_a_step_is_not_before_the_last_one_and_not_to_come() -> None:
    before, today = DAY, DAY + timedelta(days=5)
    assert is_day_of_step(before, before, today)
    assert is_day_of_step(today, before, today)
    assert not is_day_of_step(before - timedelta(days=1), before, today)
    assert not is_day_of_step(today + timedelta(days=1), before, today)


def test_words_are_looked_for_with_those_that_mean_the_same() -> None:
    groups = [("楼宇", "写字楼", "商务楼"), ("养老", "为老服务")]
    assert widened(pieces("写字楼，服务"), groups) == [["写字楼", "楼宇", "商务楼"], ["服务"]]
