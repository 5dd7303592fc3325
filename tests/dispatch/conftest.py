"""A project, and people of the batch, for the tests of the dispatch."""

from collections.abc import Iterator

import pytest

from hometown.accounts.models import User
from hometown.projects.models import Project
from tests.people import World
from tests.projects.conftest import TODAY, a_firm, a_lead, on_day, put

__all__ = ["TODAY", "a_firm", "a_lead", "on_day", "put"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def project(world: World, lin: User) -> Project:
    lead: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    return lead
