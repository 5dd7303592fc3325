"""Two officers claim the same firm in the same instant, over forty connections: one holds it, each time."""

import json
from typing import Any

import pytest

from tests.drills.instant.conftest import run

ROUNDS = 10  # of twenty contests each


def fought(env: dict[str, str], rounds: int, *how: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(run("contest", env, str(rounds), *how).splitlines()[-1])
    print(f"{said['contests']} contests: {said['ends']}")
    return said


def one_holds_each(said: dict[str, Any]) -> None:
    """Every firm has one project with one standing claim, and the other officer's filing supports it."""
    assert said["wrong"] == []
    assert said["ends"] == {"opens": said["contests"], "supports": said["contests"]}
    assert said["contests"] == 200


def test_of_two_who_claim_a_firm_at_once_one_holds_it(home: dict[str, str]) -> None:
    one_holds_each(fought(home, ROUNDS))


@pytest.mark.postgresql
def test_of_two_who_claim_a_firm_at_once_one_holds_it_on_postgresql(city_home: dict[str, str]) -> None:
    one_holds_each(fought(city_home, ROUNDS))


def test_the_contest_can_be_lost(home: dict[str, str]) -> None:
    """Looked for before it is one's turn, the other's lead is not seen: some firm has two projects."""
    assert fought(home, 3, "careless")["wrong"]
