"""The investors at home: who is counted, who is not, and why."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies import actions
from hometown.companies.figures import invested_home
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from tests.companies.test_rules import made_code

pytestmark = pytest.mark.django_db
SCOPE = Scope(Period(date(2019, 9, 1), date(2020, 1, 17)), host_prefix="31", home_prefix="3406")


@pytest.fixture(autouse=True)
def january() -> Iterator[None]:
    with clock.simulated(datetime(2020, 1, 20, 2, tzinfo=UTC)):
        yield


def investor(actor: User, name: str, region: str, *, since: date | None = None, **facts: Any) -> Company:
    company = actions.add_company(actor, name=name, region_code=region, source="名单", **facts)
    actions.add_tie(actor, company=company, kind="invested_home", since_on=since)
    return company


def test_only_standing_investors_of_the_host_city_are_counted(lin: User) -> None:
    counted = [investor(lin, f"上海澄湖{number}有限公司", "310114") for number in range(3)]
    investor(lin, "苏州远岫有限公司", "320505")
    investor(lin, "无处可寻有限公司", "")
    investor(lin, "闵行区张三面馆", "310112", uscc=made_code("310112", prefix="92"))
    later = investor(lin, "上海后来有限公司", "310107", since=date(2020, 1, 19))
    gone = investor(lin, "上海旧日有限公司", "310107")
    actions.end_tie(lin, gone.ties.get(), ended_on=date(2019, 12, 1), because="转让")
    result = invested_home.of(SCOPE)
    assert result.value == 3
    assert {tie.company for tie in result.members} == set(counted)
    assert [one.count for one in result.exclusions] == [1, 1, 1, 1]
    assert later not in {tie.company for tie in result.members}


def test_a_company_with_two_ties_is_one_firm(lin: User) -> None:
    company = investor(lin, "上海澄湖有限公司", "310114")
    other = actions.add_company(lin, name="淮北澄湖有限公司", region_code="340603", source="名单")
    actions.add_tie(lin, company=company, kind="invested_home", other=other)
    assert invested_home.of(SCOPE).value == 1


def test_an_investment_that_ended_and_began_again_is_not_among_the_excluded(lin: User) -> None:
    company = investor(lin, "上海澄湖有限公司", "310114")
    actions.end_tie(lin, company.ties.get(), ended_on=date(2019, 12, 1))
    actions.add_tie(lin, company=company, kind="invested_home", since_on=date(2019, 12, 2))
    result = invested_home.of(SCOPE)
    assert result.value == 1
    assert [one.count for one in result.exclusions] == [0, 0, 0, 0]


def test_ending_a_tie_changes_the_figure_from_that_day_on(lin: User) -> None:
    company = investor(lin, "上海澄湖有限公司", "310114")
    actions.end_tie(lin, company.ties.get(), ended_on=date(2020, 1, 10))
    assert invested_home.of(SCOPE).value == 0
    november = Scope(Period(date(2019, 11, 1), date(2019, 11, 30)), host_prefix="31")
    assert invested_home.of(november).value == 1


def test_without_a_host_city_nobody_is_of_it(lin: User) -> None:
    investor(lin, "上海澄湖有限公司", "310114")
    assert invested_home.of(Scope(SCOPE.period)).value == 0
