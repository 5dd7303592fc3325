"""However a board is read, along an order, by keys or asked row by row, it shows the same to the same person."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hometown.accounts.models import User
from hometown.dispatch import access
from hometown.dispatch.board import Board
from hometown.dispatch.exceptions import BUILDERS
from hometown.kernel import clock
from hometown.landing.models import Routing
from hometown.programme.models import Batch
from hometown.projects import access as projects
from hometown.projects.models import Claim, Project

READERS = ("wang", "fang", "lin", "han", "qiao")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(autouse=True)
def _in_the_batch() -> Iterator[None]:
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


def rows(login: str, batch: Batch | None = None) -> list[tuple[str, str, str]]:
    told = Board(access.sight(User.objects.get(login=login), batch), clock.today())
    return [(item.group, str(item.title), item.url) for item in told.items()]


@pytest.mark.parametrize("login", READERS)
def test_rows_asked_about_one_by_one_are_those_of_all_that_may_be_read(
    login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = rows(login)
    monkeypatch.setattr(access, "FEW", 0)  # any number is many
    assert rows(login) == few
    batch = Batch.objects.get(number=1)
    whole = rows(login, batch)
    monkeypatch.undo()
    assert rows(login, batch) == whole


@pytest.mark.parametrize("login", READERS)
def test_a_walk_along_an_order_meets_what_the_keys_name(login: str) -> None:
    user = User.objects.get(login=login)
    seen = set(projects.visible_projects(user).values_list("pk", flat=True))
    assert set(projects.along(user, Project.objects.all()).values_list("pk", flat=True)) == seen
    for model in (Claim, Routing):
        met = projects.along(user, model.objects.order_by("pk"), "project").values_list("project", flat=True)
        named = model.objects.filter(project__in=seen).order_by("pk").values_list("project", flat=True)
        assert list(met) == list(named)


def test_the_demo_has_rows_of_most_kinds_for_these_readers() -> None:
    shown = {group for login in READERS for group, _title, _url in rows(login)}
    assert len(shown) >= len(BUILDERS) - 3, shown
