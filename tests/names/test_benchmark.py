"""What the benchmark of names asks with: made from a seed, the same every time."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.names import corruption, registry
from benchmarks.names.asking import KINDS, answer, questions
from benchmarks.names.preparing import LEFT_OUT_OF, Prepared, prepare
from benchmarks.names.training import splits

SIZE = 2_000


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(SIZE, tmp_path_factory.mktemp("names"))


def test_a_registry_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    one, same, other = registry.make(500, 1), registry.make(500, 1), registry.make(500, 2)
    assert all(one[column].tolist() == same[column].tolist() for column in one)
    assert one["name"].tolist() != other["name"].tolist()


def test_no_two_firms_of_a_registry_have_one_name_and_many_share_a_trade_name() -> None:
    made = registry.make(20_000, 3)
    assert len(set(made["name"])) == 20_000
    assert len(set(made["trade"])) < 19_000


def test_a_registry_made_before_is_read_again_as_it_was(prepared: Prepared) -> None:
    made = registry.make(SIZE)
    assert all(prepared.made[column].tolist() == made[column].tolist() for column in made)


@pytest.mark.parametrize("kind", KINDS)
def test_questions_are_the_same_for_the_same_seed(prepared: Prepared, kind: str) -> None:
    asked = questions(prepared, kind, 12, 4)
    assert asked == questions(prepared, kind, 12, 4)
    assert {question.truth >= 0 for question in asked} == {True, False}


def test_every_kind_of_edit_changes_most_names(prepared: Prepared) -> None:
    """Some names cannot be changed in some ways, such as one without a traditional character."""
    rng = np.random.default_rng(1)
    rows = corruption.rows_of(prepared.made, np.arange(60))
    for kind, edit in corruption.KINDS.items():
        changed = sum(edit(row, rng) != row["name"] for row in rows)
        assert changed > 40, kind


def test_a_twentieth_is_left_out_and_never_the_right_answer(prepared: Prepared) -> None:
    assert len(prepared.outside()) == SIZE // LEFT_OUT_OF
    assert len(prepared.index) == SIZE - SIZE // LEFT_OUT_OF
    for at in prepared.inside()[:50]:
        assert prepared.index.name(int(prepared.row_of[at])) == prepared.made["name"][at]


def test_training_draws_the_same_three_splits_each_time(prepared: Prepared) -> None:
    drawn = splits(prepared, 3)
    assert drawn == splits(prepared, 3)
    assert len(drawn) == 3
    assert drawn[0] != drawn[1]


def test_a_dropped_form_is_nearly_always_found_first(prepared: Prepared) -> None:
    found = answer(prepared, "suffix dropped", questions(prepared, "suffix dropped", 40, 5))
    assert found.first > 0.9
    assert found.in_five >= found.first
    assert found.same_wrong < 0.1


def test_an_index_is_opened_again_and_not_built_twice(prepared: Prepared) -> None:
    home: Path = prepared.index.path.parent
    again = prepare(SIZE, home)
    assert again.built is None
    assert again.names == prepared.names
