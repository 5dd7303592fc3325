"""A chain with a node or two, and people who pursue firms for it."""

from collections.abc import Iterator

import pytest

from hometown.accounts.models import User
from hometown.chains import actions
from hometown.chains.models import ChainNode
from hometown.companies.models import Company
from tests.projects.conftest import TODAY, a_firm, on_day, put

__all__ = ["TODAY", "a_firm", "on_day", "put"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def node(wang: User) -> ChainNode:
    """A node of the aluminium chain in which two firms are wanted."""
    return actions.add_node(
        wang, chain="aluminium", name="铝板带箔", place=2, makes="电池铝箔", industry_code="C325", wanted=2
    )


@pytest.fixture
def at_home() -> Company:
    firm: Company = a_firm("淮北澄湖铝业有限公司", "340621", industry_code="C3252")
    return firm


@pytest.fixture
def elsewhere() -> Company:
    firm: Company = a_firm("上海拓扬汽车部件有限公司")
    return firm
