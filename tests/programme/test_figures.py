"""How many were sent, and to how many districts."""

from datetime import date, timedelta
from typing import Any

from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.programme import actions
from hometown.programme.figures import host_districts, officials
from hometown.programme.models import Batch
from tests.people import FIRST, LAST, World


def scope(world: World, first: date = FIRST, last: date = LAST, batch: Batch | None = None) -> Scope:
    return Scope(Period(first, last), batch=(batch or world.batch).pk)


def test_an_officer_who_changes_host_counts_once(world: World, lin: Any, zhou: Any, meng: Any) -> None:
    posting = world.officers["lin"].postings.get()
    actions.change_host(meng, posting=posting, host_unit=world.units["anting"], on=date(2019, 11, 1))
    result = officials.of(scope(world))
    assert result.value == 2
    assert result.members.count() == 3


def test_namesakes_are_two_persons(world: World, meng: Any) -> None:
    for unit in ("civil", "suixi"):
        officer = actions.add_officer(meng, name="余清和", home_unit=world.units[unit])
        actions.post_officer(
            meng, officer=officer, batch=world.batch, host_unit=world.units["yichuan"], first_on=FIRST, last_on=LAST
        )
    assert officials.of(scope(world)).value == 2


def test_who_left_before_the_period_is_named_as_left_out(world: World, lin: Any, zhou: Any, meng: Any) -> None:
    posting = world.officers["zhou"].postings.get()
    actions.end_posting(meng, posting=posting, on=date(2019, 9, 30), because="调回")
    result = officials.of(scope(world, first=date(2019, 10, 1)))
    assert result.value == 1
    assert [e.count for e in result.exclusions] == [1]


def test_another_batch_counts_its_own(world: World, lin: Any, meng: Any) -> None:
    second = actions.clone_batch(
        meng,
        source=world.batch,
        number=2,
        name="第二批",
        first_on=LAST + timedelta(days=30),
        last_on=LAST + timedelta(days=90),
    )
    assert officials.of(scope(world, second.first_on, second.last_on, second)).value == 0
    assert host_districts.of(scope(world, second.first_on, second.last_on, second)).value == 3


def test_districts_of_all_batches_count_once(world: World, meng: Any) -> None:
    actions.clone_batch(
        meng,
        source=world.batch,
        number=2,
        name="第二批",
        first_on=LAST + timedelta(days=30),
        last_on=LAST + timedelta(days=90),
    )
    everything = Scope(Period(FIRST, LAST + timedelta(days=90)))
    assert host_districts.of(everything).value == 3
    assert host_districts.of(everything).members.count() == 6
