"""An officer with visits, a coordinator, the organisation department, somebody of the sending unit."""

from collections.abc import Iterator
from datetime import date

import pytest

from hometown.accounts.models import User
from hometown.chronicle import actions, revealing
from hometown.chronicle.models import FactSheet
from hometown.fieldwork.models import Activity, ActivityOfficer
from hometown.programme.models import Posting
from tests.people import World
from tests.projects.conftest import TODAY, a_firm, a_visit, on_day, put

__all__ = ["TODAY", "on_day"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


def posting_of(user: User) -> Posting:
    found: Posting = Posting.objects.select_related("officer__user", "batch__host_city", "host_unit").get(
        officer__user=user
    )
    return found


def visited_by(world: World, user: User, on: date, **more: str) -> Activity:
    visit = a_visit(world, a_firm(), on)
    for name, value in more.items():
        setattr(visit, name, value)
    put(visit, ActivityOfficer(activity=visit, officer=world.officers[user.login]))
    return visit


def drawn(keeper: User, officer: User) -> FactSheet:
    return actions.draw_sheet(keeper, posting=posting_of(officer))


def opened(reader: User, sheet: FactSheet) -> FactSheet:
    return revealing.open_sheet(reader, sheet)
