"""A unit at home that asks, officers that answer, and the day on which they do."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.exchange import actions
from hometown.exchange.models import Answer, Practice, Question
from tests.people import World, person
from tests.projects.conftest import TODAY, on_day, put

__all__ = ["TODAY", "a_practice", "an_answer", "asked", "on_day", "put"]
DUE = date(2020, 1, 10)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def ding(world: World) -> User:
    """Ding, of Suixi county too: Han's colleague."""
    return person(world, "ding", "丁若水", "county", "unit", world.units["suixi"].pk)


def asked(user: User, world: World, **more: Any) -> Question:
    told: dict[str, Any] = {
        "unit": world.units["suixi"], "theme": "parks", "title": "园区怎样给企业配专人", "why": "企业说找不到人",
        "due_on": DUE,
    }  # fmt: skip
    made: Question = actions.ask(user, **(told | more))
    return made


def an_answer(user: User, question: Question, **more: Any) -> Answer:
    made: Answer = actions.answer(user, question=question, **({"text": "每栋楼设一名服务专员，每周坐班"} | more))
    return made


def a_practice(user: User, **more: Any) -> Practice:
    told = {"theme": "parks", "title": "楼宇服务专员", "what": "每栋楼设一名服务专员", "place": "普陀区"}
    made: Practice = actions.write_practice(user, **(told | more))
    return made
