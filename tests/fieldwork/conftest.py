"""Firms to call on, an event, and the day on which tests of field work happen."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.ledger import book
from hometown.names import normal
from tests.people import World

TODAY = date(2019, 12, 18)
SOMEBODY = (Person("裴舟", "厂长"),)
Record = Callable[..., Activity]


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    """The afternoon of 18 December 2019."""
    with clock.simulated(datetime(2019, 12, 18, 6, 52, tzinfo=UTC)):
        yield


def put(*rows: Any) -> None:
    with book.entry("test.prepared", actor=None) as entry:
        for row in rows:
            entry.put(row)


def firm(name: str, region: str = "", kind: str = "company") -> Company:
    company = Company(name=name, normal_name=normal(name), region_code=region, kind=kind)
    put(company)
    return company


@pytest.fixture
def blue(world: World) -> Company:
    """A firm elsewhere, with a contact."""
    company = firm("苏州蓝陶电子有限公司", "320507")
    put(Contact(company=company, name="郁青禾", title="采购总监", phone="13800006021"))
    return company


@pytest.fixture
def robots(world: World) -> Company:
    """A firm of the host city."""
    return firm("上海辰枢机器人有限公司", "310114")


@pytest.fixture
def visited(world: World) -> Record:
    """Record a visit: who, where, when; a named counterpart unless told otherwise."""

    def record(actor: User, *companies: Company, on: date = TODAY, people: Any = SOMEBODY, **more: Any) -> Activity:
        met = [Met(company, people=people, in_person=more.get("in_person", True)) for company in companies]
        more.pop("in_person", None)
        told = {"kind": "visit", "officers": [world.officers[actor.login]], "met": met} | more
        return actions.record_activity(actor, on=on, **told)

    return record
