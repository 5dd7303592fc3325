"""A signed project with its steward, for the tests of service after signing."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import Grant, User
from hometown.aftercare import actions
from hometown.aftercare.models import ServiceRequest
from hometown.projects import actions as projects
from hometown.projects.models import Project
from tests.people import World, person
from tests.projects.conftest import TODAY, Walk, a_firm, on_day, put, walk

__all__ = ["TODAY", "As", "a_firm", "on_day", "put", "walk"]
As = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def feng(world: World) -> User:
    """Feng, a steward in Suixi."""
    return person(world, "feng", "冯拾遗", "steward", "unit", world.units["suixi"].pk)


@pytest.fixture
def yun(world: World) -> User:
    """Yun, a steward in Xiangshan."""
    return person(world, "yun", "云止水", "steward", "unit", world.units["xiangshan"].pk)


@pytest.fixture
def landed(world: World, wang: User, feng: User, walk: Walk) -> Project:
    """A signed project in Suixi's park, which Feng serves."""
    project: Project = walk("signed", firm=a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目")
    return projects.set_steward(wang, project=project, steward=feng)


@pytest.fixture
def asked(landed: Project, feng: User) -> ServiceRequest:
    """A request of 20 December 2019, a Friday: accept by the 23rd, answer by the 25th, close by 6 January."""
    return actions.file_request(
        feng, company=landed.company, project=landed, kind="utilities", title="高压线路何时能接入",
        words="专线原说十二月通电，设备一月初进场。",
    )  # fmt: skip


@pytest.fixture
def as_person() -> As:
    def signed_in(user: User) -> Client:
        client = Client()
        user.language = "en"
        put(user)
        client.force_login(user)
        return client

    return signed_in


def without_duty(user: User) -> None:
    """Take every duty from a person, whose account stays in use."""
    for grant in Grant.objects.filter(user=user):
        grant.revoked_on = TODAY
        put(grant)


def text(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


FRIDAY, MONDAY = date(2019, 12, 20), date(2019, 12, 23)
