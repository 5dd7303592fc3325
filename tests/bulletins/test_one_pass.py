"""Counted in one pass, the meetings of a batch are what each set of records counts by itself."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hometown.bulletins.figures import CATALOGUE, find, scope_of
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


@pytest.mark.parametrize(
    ("code", "by", "parts"),
    [
        ("visited", "batch", ("1", "2")),
        ("visited", "chain", ("silicon", "carbon", "nowhere")),
        ("leads", "chain", ("silicon", "carbon", "nowhere")),
        ("leads", "batch", ("1",)),
        ("signed", "chain", ("silicon", "carbon")),
        ("live_projects", "stage", ("lead", "talking", "signed")),
        ("overdue_projects", "stage", ("lead", "assessed")),
        ("stopped_projects", "status", ("paused", "lost")),
    ],
)
def test_parts_counted_together_are_what_each_counts_by_itself(code: str, by: str, parts: tuple[str, ...]) -> None:
    met = 0
    for scope in scopes():
        kept = replace(scope, kept={})
        for part in parts:
            narrowed = find(f"{code}__{by}__{part}")
            assert narrowed is not None
            alone, together = narrowed.of(scope), narrowed.of(kept)
            assert alone.selection.tally is None
            assert together.selection.tally is not None
            assert together.value == alone.value, (scope, part)
            assert together.is_nothing == narrowed.of(kept).is_nothing == (not alone.value)
            met += alone.value > 0
    assert met or code == "stopped_projects", "the demo has too little for this to say anything"


def test_several_parts_take_one_question(django_assert_max_num_queries: Any) -> None:
    scope = replace(scope_of(Batch.objects.get(number=1)), kept={})
    figures = [find(f"leads__chain__{chain}") for chain in ("silicon", "carbon", "bio", "aluminium")]
    with django_assert_max_num_queries(1):
        assert sum(one.of(scope).value for one in figures if one is not None) > 100


def test_a_review_passes_over_the_meetings_once(django_assert_max_num_queries: Any) -> None:
    review = Review(Batch.objects.get(number=1))
    for code in CODES:
        review.result(code)
    with django_assert_max_num_queries(1):
        assert all(review.result(code).value for code in CODES)
    with django_assert_max_num_queries(1):
        for code in CODES:
            assert review.result(code).value
            assert all(one.count >= 0 for one in review.result(code).exclusions)


def test_who_looks_at_all_meetings_first_passes_over_them_once(django_assert_max_num_queries: Any) -> None:
    review = Review(Batch.objects.get(number=1))
    for code in CODES:
        review.result(code)
    with django_assert_max_num_queries(1):
        review.look_at_all()
        for code in CODES:
            assert review.result(code).value
            assert all(one.count >= 0 for one in review.result(code).exclusions)
        assert meetings(review.scope).first_months("host")


@pytest.mark.parametrize("code", CODES)
def test_a_page_of_one_figure_passes_over_the_meetings_once(code: str, django_assert_max_num_queries: Any) -> None:
    result = Review(Batch.objects.get(number=1)).result(code)
    with django_assert_max_num_queries(1):
        result.look_around()
        assert 0 < result.value <= result.number
    assert result.number == result.members.order_by().count()
    assert all(one.count == asked_one_by_one(one) for one in result.exclusions)


def test_a_scope_of_its_own_keeps_nothing() -> None:
    scope = scope_of(Batch.objects.get(number=1))
    made: Any = object
    assert scope.once("x", made) is not scope.once("x", made)
