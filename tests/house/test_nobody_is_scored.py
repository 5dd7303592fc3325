"""The dispatch and learning name one person a row and count nobody: no sum or order by person, in code or on paper."""

import ast
import json
from collections.abc import Iterator
from datetime import date

import pytest

from tests.house.tree import PACKAGE, calls, parsed, python_files, where

PEOPLE = ("owner", "officer", "person", "user", "set_by", "raised_by", "filed_by", "recorded_by")
SUMS = {"Count", "Sum", "Avg", "Max", "Min", "Counter", "groupby"}
ORDERS = {"order_by", "sorted"}
ROOMS = ("dispatch", "exchange", "care", "chronicle")


def names_a_person(node: ast.AST) -> bool:
    """Whether a column of a person is named somewhere in an expression."""
    said = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    said |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    return any(word.lstrip("-").removesuffix("_id").split("__")[-1] in PEOPLE for word in said)


def scored(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls that sum up, or put in order, by person."""
    for call in calls(tree):
        name = getattr(call.func, "attr", "") or getattr(call.func, "id", "")
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        is_grouped = name in {"annotate", "aggregate"} and names_a_person(call.func)  # .values("owner").annotate(…)
        if is_grouped or (name in SUMS | ORDERS and any(names_a_person(one) for one in arguments)):
            yield call.lineno, f"{name} by person"


def test_no_code_of_these_rooms_counts_or_orders_by_person() -> None:
    wrong = [
        f"{where(path, line)} {what}"
        for room in ROOMS
        for path in python_files(PACKAGE / room)
        for line, what in scored(parsed(path))
    ]
    assert wrong == []


def test_counting_by_person_is_seen() -> None:
    sample = ast.parse(
        "rows.values('task__owner').annotate(n=Count('pk'))\nrows.order_by('-owner_id')\n"
        "Counter(item.person for item in items)\nrows.annotate(n=Count('officer'))\n"
        "rows.order_by('task__due_on', 'pk')\nrows.values_list('pk', flat=True)\n"
    )
    assert sorted({line for line, _what in scored(sample)}) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_no_board_and_no_sheet_says_a_number_of_anybody(demo: None) -> None:
    """Each line of the paper names at most one person, and no person stands beside a number of their own."""
    from hometown.accounts.models import User
    from hometown.dispatch import access, papers
    from hometown.dispatch.board import Board
    from hometown.programme.models import Batch

    batch, day = Batch.objects.get(), date(2020, 1, 17)
    paper = papers.Paper(batch.name, day, papers.rows_of_board(Board(access.whole_sight(batch), day)))
    told = papers.as_data(paper)
    assert told.keys() == {"day", "batch", "line", "rows"}
    assert len(told["rows"]) > 20
    numbers = [value for row in told["rows"] for value in row.values() if isinstance(value, int | float)]
    assert numbers == []
    names = set(User.objects.values_list("name", flat=True))
    assert not names & set(json.loads(json.dumps(told)))  # nobody is a key
    assert [row["person"] for row in told["rows"]] != sorted(row["person"] for row in told["rows"])
