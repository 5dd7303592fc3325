"""Departments, counties and a project for the tests of landing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.landing import actions
from hometown.landing.models import Routing
from hometown.programme.models import Unit
from hometown.projects.models import Project
from tests.people import World, person
from tests.projects.conftest import TODAY, a_firm, a_lead, on_day, put

__all__ = ["TODAY", "a_firm", "a_lead", "on_day", "put"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def ecology(world: World) -> Unit:
    unit = Unit(kind="department", name="市生态环境局", division_code="340600")
    put(unit)
    world.units["ecology"] = unit
    return unit


@pytest.fixture
def economy(world: World) -> Unit:
    unit = Unit(kind="department", name="市经信局", division_code="340600")
    put(unit)
    world.units["economy"] = unit
    return unit


@pytest.fixture
def bai(world: World, ecology: Unit) -> User:
    """Bai, of the ecology bureau, which reviews."""
    return person(world, "bai", "白知微", "department", "unit", ecology.pk)


@pytest.fixture
def shen(world: World, economy: Unit) -> User:
    """Shen, of the economy bureau, which reviews."""
    return person(world, "shen", "沈怀瑜", "department", "unit", economy.pk)


@pytest.fixture
def xu(world: World) -> User:
    """Xu, of Xiangshan county."""
    return person(world, "xu", "许见山", "county", "unit", world.units["xiangshan"].pk)


@pytest.fixture
def project(world: World, lin: User) -> Project:
    lead: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    return lead


@pytest.fixture
def sent(world: World, wang: User, han: User, project: Project) -> Routing:
    """The project is with Suixi's park, where Han answers."""
    return actions.send(wang, project=project, unit=world.units["suixi_park"], why="铝基产业链，园区有标准厂房")


Sheets = Callable[..., dict[str, Any]]


@pytest.fixture
def full_sheet() -> Sheets:
    """Marks on every line of the shipped sheet, so many per cent of each full mark; some pending, some left out."""
    from decimal import Decimal

    from hometown.policy.standing import in_force

    def marks(percent: int, *, pending: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> dict[str, Any]:
        sheet = in_force(TODAY).review.sheet
        return {
            item.code: None if item.code in pending else Decimal(item.full * percent) / 100
            for item in sheet
            if item.code not in without
        }

    return marks
