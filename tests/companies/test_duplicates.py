"""Records that may be one firm are found from every side, and what somebody said of them is remembered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hometown.accounts.models import User
from hometown.companies import actions, duplicates
from hometown.companies.duplicates import Suggestion
from hometown.companies.likeness import Ground, Told, compare, trade_name
from hometown.companies.models import Company, DistinctFirms
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book, replay
from hometown.names import normal
from hometown.projects.models import Project
from tests.companies.test_rules import made_code

NAME = "上海岚汀化学有限公司"


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with clock.simulated(datetime(2019, 10, 8, 2, tzinfo=UTC)):
        yield


def record(name: str, **facts: Any) -> Company:
    """A record as an import of another time may have left it: the actions of today refuse a namesake."""
    company = Company(name=name, normal_name=normal(name), **facts)
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(company)
    return company


def whole(only: Ground | None = None, most: int = 30) -> list[Suggestion]:
    found: list[Suggestion] = []
    begin = ""
    while True:
        page = duplicates.page(begin, most, only)
        found += page.suggestions
        begin = page.onward
        if not begin:
            return found


def grounds(suggestion: Suggestion) -> list[Ground]:
    return [ground for ground, _shared in suggestion.likeness.grounds]


# ── Pure ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_grounds_come_in_order_of_weight() -> None:
    one = Told("岚汀", "91X", frozenset({"岚汀化学"}), frozenset({1}), "岚汀化学", frozenset({"139"}))
    other = Told("岚汀化学", "", frozenset({"91x"}), frozenset({1, 2}), "岚汀化学", frozenset({"139"}))
    likeness = compare(one, other)
    assert [ground for ground, _ in likeness.grounds] == [Ground.CODE, Ground.OTHER_NAME, Ground.GROUP, Ground.PHONE]
    assert likeness.weight == 103
    assert compare(other, one) == likeness


def test_a_shared_number_is_never_told() -> None:
    one = Told("a", phones=frozenset({"13900000001"}))
    assert "139" not in str(compare(one, one).grounds[-1])


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("上海市嘉定区岚汀化学", "岚汀化学"),
        ("岚汀(上海)化学", "岚汀化学"),
        ("上海", "上海"),
        ("岚汀(集团)", "岚汀集团"),
    ],
)
def test_a_trade_name_is_without_its_place(name: str, trade: str) -> None:
    assert trade_name(name, {"上海", "嘉定"}) == trade


def test_one_sign_apart_is_another_trade_name() -> None:
    assert trade_name("上海岚汀化学", {"上海"}) != trade_name("上海岚庭化学", {"上海"})


# ── From every side ──────────────────────────────────────────────────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


def like(wang: User, ground: Ground) -> tuple[Company, Company]:
    """Two records that are alike on one ground."""
    one = record(NAME)
    if ground is Ground.NAME:
        return one, record(NAME + "。")
    other = record("岚汀")
    if ground is Ground.CODE:
        one = record("上海云岫铝业有限公司", uscc=made_code())
        other = record(made_code().lower())
    elif ground is Ground.OTHER_NAME:
        actions.add_name(wang, company=one, text="岚汀", kind="short")
    elif ground is Ground.SAID_NAME:
        for firm in (one, other):
            actions.add_name(wang, company=firm, text="LTC", kind="brand")
    elif ground is Ground.PHONE:
        for firm in (one, other):
            actions.add_contact(wang, company=firm, name="郁青禾", phone="13900000001")
    elif ground is Ground.GROUP:
        group = record("岚汀集团有限公司")
        one, other = record("岚汀新材料(上海)有限公司", parent=group), record("岚汀新材料有限公司", parent=group)
    elif ground is Ground.REGISTERED:
        one = record("淮北岚汀化学有限公司", uscc=made_code("340603"))
        project = Project(
            company=other, name="生产基地", stage_on=clock.today(), opened_on=clock.today(), registered_uscc=one.uscc
        )
        with book.entry("test.prepared", actor=None) as entry:
            entry.put(project)
    return one, other


@pytest.mark.parametrize("ground", [one for one in Ground if one is not Ground.ALIKE])
def test_each_ground_finds_its_pair_in_the_table_and_from_either_side(wang: User, ground: Ground) -> None:
    one, other = like(wang, ground)
    found = whole()
    assert [({s.first.pk, s.second.pk}, grounds(s)[0]) for s in found] == [({one.pk, other.pk}, ground)]
    assert [s.second for s in duplicates.of(one)] == [other]
    assert [s.second for s in duplicates.of(other)] == [one]
    assert [s.likeness.first for s in whole(ground)] == [ground]


def test_a_record_not_yet_made_is_compared_too(wang: User) -> None:
    one = record(NAME)
    actions.add_name(wang, company=one, text="岚汀", kind="short")
    assert [s.second for s in duplicates.of(Company(name="岚汀", normal_name="岚汀"))] == [one]


def test_the_engine_of_names_adds_what_it_finds_and_no_parent_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = record(NAME), record("上海岚庭化学有限公司")
    record("上海岚汀化工有限公司", parent=one)
    assert [(s.second, grounds(s)) for s in duplicates.of(one)] == [(other, [Ground.ALIKE])]
    monkeypatch.setattr(duplicates, "alike", [])
    assert duplicates.of(one) == []


def test_the_table_is_walked_by_the_engine_of_names_a_stretch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "_STEP", 2)
    one = record("江苏龙净环保科技股份有限公司")
    for trade in ("宏泰", "瑞明", "通海", "嘉华", "正阳", "兴盛", "东升", "远大", "金桥", "银河", "华夏"):
        record(f"江苏{trade}机械制造有限公司")
    other = record("江苏龙竞环保科技股份有限公司")
    record("浙江龙净环保科技股份有限公司")
    below = record("江苏龙静环保科技有限公司", parent=one)
    for name, code in (("上海云岫铝业有限公司", made_code()), ("上海云秀铝业有限公司", made_code("340603"))):
        record(name, uscc=code)
    first = duplicates.page("", 30, Ground.ALIKE)
    assert [(s.first, s.second) for s in first.suggestions] == [(one, other)]
    assert first.onward.startswith("alike:")
    assert [(s.first, s.second) for s in whole(Ground.ALIKE)] == [(one, other), (other, below)]
    assert duplicates.page("alike:no key", 30, Ground.ALIKE) == first


def test_a_pair_stands_under_its_strongest_ground_only(wang: User) -> None:
    one, other = like(wang, Ground.NAME)
    for firm in (one, other):
        actions.add_contact(wang, company=firm, name="郁青禾", phone="13900000001")
    assert [grounds(s) for s in whole()] == [[Ground.NAME, Ground.PHONE]]


def test_individual_businesses_and_tombstones_are_not_suggested(wang: User) -> None:
    one = record(NAME)
    record(NAME, kind="individual")
    record(NAME, merged_into=one)
    assert whole() == []
    assert duplicates.of(one) == []


def test_pages_go_on_where_the_last_one_ended() -> None:
    names = [f"上海岚汀化学{number}有限公司" for number in range(150)]
    for name in names:
        record(name)
        record(name)
    first = duplicates.page("", 30)
    assert len(first.suggestions) >= 30
    assert first.onward.startswith("name:")
    assert sorted(s.first.name for s in whole()) == sorted(names)
    assert duplicates.page("nonsense:x", 30) == first
    assert duplicates.page("phone:no key", 30).suggestions == ()


def test_a_page_asks_as_often_for_many_as_for_few() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            duplicates.page("", 30)
        return len(queries)

    record(NAME), record(NAME)
    few = asked()
    for number in range(40):
        for _ in range(2):
            record(f"上海岚汀化学{number}有限公司")
    assert asked() <= few


# ── Two firms after all ──────────────────────────────────────────────────────────────────────────────────────────
def test_two_firms_are_suggested_no_more_until_that_is_taken_back(wang: User) -> None:
    one, other = like(wang, Ground.NAME)
    said = actions.say_distinct(wang, first=other, second=one, reason="两张执照")
    assert (said.first, said.second) == (one, other)
    assert whole() == []
    assert duplicates.of(other) == []
    actions.take_back_distinct(wang, said)
    assert len(whole()) == 1
    actions.say_distinct(wang, first=one, second=other)
    assert DistinctFirms.objects.count() == 2
    assert list(replay.differences()) == []


def test_what_is_said_of_a_pair_is_said_once_and_by_the_bureau(lin: User, wang: User) -> None:
    one, other = like(wang, Ground.NAME)
    with pytest.raises(NotAllowed):
        actions.say_distinct(lin, first=one, second=other)
    with pytest.raises(BadInput):
        actions.say_distinct(wang, first=one, second=one)
    said = actions.say_distinct(wang, first=one, second=other)
    with pytest.raises(RuleBroken):
        actions.say_distinct(wang, first=other, second=one)
    actions.take_back_distinct(wang, said)
    with pytest.raises(RuleBroken):
        actions.take_back_distinct(wang, said)
