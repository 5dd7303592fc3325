"""The rules of field work."""

from datetime import date

import pytest

from hometown.fieldwork.rules import (
    Lack,
    Meeting,
    intent_is_borne_out,
    is_to_come,
    lacks,
    masked_name,
    may_edit,
    next_step_is_in_time,
    title_of,
)

DAY = date(2019, 12, 18)
NAMED = Meeting(in_person=True, people=1)


def test_today_is_past_and_tomorrow_is_to_come() -> None:
    assert not is_to_come(DAY, "day", DAY)
    assert is_to_come(date(2019, 12, 19), "day", DAY)


def test_a_month_that_has_begun_is_not_to_come() -> None:
    assert not is_to_come(date(2019, 12, 31), "month", DAY)
    assert is_to_come(date(2020, 1, 31), "month", DAY)


def test_a_visit_with_a_named_counterpart_lacks_nothing() -> None:
    assert lacks([NAMED], needs_counterpart=True) == ()


@pytest.mark.parametrize(
    ("meetings", "lack"),
    [
        ([], Lack.COMPANY),
        ([Meeting(in_person=False, people=2)], Lack.IN_PERSON),
        ([Meeting(in_person=True, people=0)], Lack.COUNTERPART),
    ],
)
def test_a_visit_says_what_it_lacks(meetings: list[Meeting], lack: Lack) -> None:
    assert lacks(meetings, needs_counterpart=True) == (lack,)


def test_one_lack_is_said_once_however_many_firms_have_it() -> None:
    nameless = Meeting(in_person=True, people=0)
    assert lacks([nameless, nameless, NAMED], needs_counterpart=True) == (Lack.COUNTERPART,)


def test_a_meeting_counted_in_times_needs_no_counterpart() -> None:
    assert lacks([], needs_counterpart=False) == ()


def test_an_intent_needs_their_words_or_a_paper() -> None:
    bare = Meeting(in_person=True, people=1, interest="intent", their_words="  ")
    assert not intent_is_borne_out(bare, files=0)
    assert intent_is_borne_out(bare, files=1)
    assert intent_is_borne_out(Meeting(True, 1, "intent", "We shall build."), files=0)
    assert intent_is_borne_out(Meeting(True, 1, "curious"), files=0)


def test_a_next_step_is_due_on_the_day_or_later() -> None:
    assert next_step_is_in_time(DAY, DAY)
    assert next_step_is_in_time(DAY, None)
    assert not next_step_is_in_time(DAY, date(2019, 12, 17))


@pytest.mark.parametrize("part", ["recorded_it", "took_part", "runs_the_batch"])
def test_whoever_has_part_in_it_edits_until_it_is_withdrawn(part: str) -> None:
    nobody = {"recorded_it": False, "took_part": False, "runs_the_batch": False}
    assert not may_edit(withdrawn=False, **nobody)
    assert may_edit(withdrawn=False, **(nobody | {part: True}))
    assert not may_edit(withdrawn=True, **(nobody | {part: True}))


def test_an_activity_is_called_by_its_title_its_firms_or_its_kind() -> None:
    assert title_of(" Forum ", ["A"], "kind") == "Forum"
    assert title_of("", ["A", "B"], "kind") == "A、B"
    assert title_of("", [], "kind") == "kind"
    assert len(title_of("", ["firm" * 100], "kind")) == 200


def test_a_masked_name_keeps_its_first_character() -> None:
    assert masked_name("郁青禾") == "郁**"
    assert masked_name("郁青") == "郁*"
    assert masked_name("") == ""
