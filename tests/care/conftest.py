"""A host unit with an officer, and readers of care named for the batch."""

from collections.abc import Iterator
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.care import actions
from hometown.care.models import Feedback, Need
from hometown.programme.models import Posting
from tests.people import World
from tests.projects.conftest import TODAY, on_day

__all__ = ["TODAY", "a_need", "feedback_on", "on_day", "posting_of"]
WORDS = "想调一天班照看蓝鲸"  # words that stand nowhere else


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def readers(world: World, meng: User, fang: User) -> list[User]:
    """Fang, the secretary, and Meng, of the organisation department, named by Meng."""
    for one in (fang, meng):
        actions.name_reader(meng, batch=world.batch, user=one)
    return [fang, meng]


def posting_of(user: User) -> Posting:
    found: Posting = Posting.objects.get(officer__user=user)
    return found


def a_need(user: User, **more: Any) -> Need:
    told: dict[str, Any] = {"kind": "family", "words": WORDS, "agreed": True}
    made: Need = actions.note_need(user, **(told | more))
    return made


def feedback_on(host: User, officer: User, text: str = "做事踏实") -> Feedback:
    made: Feedback = actions.write_feedback(host, posting=posting_of(officer), text=text)
    return made
