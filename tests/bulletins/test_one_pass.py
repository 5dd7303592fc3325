"""Counted in one pass, the meetings of a batch are what each set of records counts by itself."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.bulletins.review import Review
from hometown.fieldwork.selections import meetings
from hometown.kernel.dates import Period
from hometown.kernel.figures import Exclusion, Scope, Selection
from hometown.programme.models import Batch, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
CODES = ("visited", "visited_host", "visited_elsewhere")


def asked_one_by_one(chosen: Selection | Exclusion) -> int:
    rows: Any = chosen.members if isinstance(chosen, Selection) else chosen.records
    return int(rows.order_by().values(chosen.key).distinct().count())


def scopes() -> list[Scope]:
    """The batch, its first month, what came after that, one officer, and the whole city."""
    whole = scope_of(Batch.objects.get(number=1))
    month = Period(whole.period.first, whole.period.first + timedelta(days=30))
    officer = Officer.objects.get(user__login="lin").pk
    return [
        whole,
        replace(whole, period=month),
        replace(whole, period=month, after=True),
        replace(whole, officer=officer),
        replace(whole, batch=None, host_prefix=""),
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_tally_is_the_number_of_distinct_firms_among_its_records(code: str) -> None:
    met = 0
    for scope in scopes():
        selection = CATALOGUE[code].select(scope)
        sets: list[Selection | Exclusion] = [selection, *selection.exclusions]
        for chosen in sets:
            assert chosen.tally is not None
            assert chosen.tally() == asked_one_by_one(chosen), (scope, chosen)
            met += chosen.tally() > 0
    assert met > 10, "the demo has too little for this to say anything"


@pytest.mark.parametrize("name", ["met", "host", "elsewhere", "at_events"])
def test_the_month_a_firm_was_first_met_in_is_that_of_its_earliest_meeting(name: str) -> None:
    met = 0
    for scope in scopes():
        sieve = meetings(scope)
        firsts: dict[Any, Any] = {}
        for firm, day in sieve.under(name).values_list("company", "activity__on"):
            firsts[firm] = min(firsts.get(firm, day), day)
        assert sieve.first_months(name) == Counter(f"{day:%Y-%m}" for day in firsts.values()), scope
        met += len(firsts)
    assert met, "the demo has too little for this to say anything"


def test_a_review_passes_over_the_meetings_once(django_assert_max_num_queries: Any) -> None:
    review = Review(Batch.objects.get(number=1))
    for code in CODES:
        review.result(code)
    with django_assert_max_num_queries(1):
        for code in CODES:
            assert review.result(code).value
            assert all(one.count >= 0 for one in review.result(code).exclusions)


def test_a_scope_of_its_own_keeps_nothing() -> None:
    scope = scope_of(Batch.objects.get(number=1))
    made: Any = object
    assert scope.sieve("x", made) is not scope.sieve("x", made)
