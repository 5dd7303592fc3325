"""Until when a need is kept, and when feedback may still be changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.care.rules import kept_until, longest, may_change
from hometown.kernel.errors import BadInput
from hometown.policy.reading import default_text, read

POLICY = read(default_text())
NOTED = date(2019, 12, 20)


def test_without_a_day_a_need_is_kept_as_long_as_the_city_allows() -> None:
    assert kept_until(POLICY, NOTED, None) == longest(POLICY, NOTED) == NOTED + timedelta(days=90)


@settings(max_examples=30)
@given(st.integers(-400, 400))
def test_a_need_is_never_kept_longer_than_the_city_allows(days: int) -> None:
    wanted = NOTED + timedelta(days=days)
    if 0 <= days <= 90:
        assert kept_until(POLICY, NOTED, wanted) == wanted
    else:
        with pytest.raises(BadInput):
            kept_until(POLICY, NOTED, wanted)


def test_feedback_changes_until_the_officer_has_read_it() -> None:
    assert may_change(None, None)
    assert not may_change(NOTED, None)
    assert not may_change(None, NOTED)
