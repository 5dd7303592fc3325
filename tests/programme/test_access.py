"""Who sees whom."""

from typing import Any

from hometown.programme import access, actions, units
from hometown.programme.divisions import division_name, division_words, whole_name
from tests.people import FIRST, LAST, World, person


def names(found: Any) -> set[str]:
    return {one.name for one in found}


def test_the_whole_city_and_the_batch_see_the_officers(world: World, lin: Any, zhou: Any, wang: Any, qian: Any) -> None:
    for reader in (lin, wang, qian):
        assert names(access.visible_officers(reader)) == {"林知夏", "周砚秋"}
        assert list(access.visible_batches(reader)) == [world.batch]


def test_a_sending_unit_sees_its_own_staff_alone(world: World, lin: Any, meng: Any) -> None:
    other = actions.add_officer(meng, name="余清和", home_unit=world.units["suixi_park"])
    actions.post_officer(
        meng, officer=other, batch=world.batch, host_unit=world.units["anting"], first_on=FIRST, last_on=LAST
    )
    sender = person(world, "sender", "顾念安", "sending_unit", "unit", world.units["suixi"].pk)
    assert names(access.visible_officers(sender)) == {"余清和"}
    assert list(access.visible_postings(sender)) == list(other.postings.all())
    assert list(access.visible_batches(sender)) == [world.batch]


def test_county_host_unit_administrators_and_strangers_see_nobody(
    world: World, lin: Any, han: Any, guest: Any, sun: Any, auditor: Any, stranger: Any
) -> None:
    for outsider in (han, guest, sun, auditor, stranger):
        assert not access.visible_officers(outsider).exists(), outsider.login
        assert not access.visible_batches(outsider).exists(), outsider.login
        assert not access.visible_units(outsider).exists(), outsider.login


def test_officers_of_another_batch_are_strangers(world: World, lin: Any, meng: Any) -> None:
    second = actions.clone_batch(meng, source=world.batch, number=2, name="第二批", first_on=FIRST, last_on=LAST)
    other = actions.add_officer(meng, name="余清和", home_unit=world.units["civil"])
    actions.post_officer(
        meng, officer=other, batch=second, host_unit=world.units["anting"], first_on=FIRST, last_on=LAST
    )
    assert names(access.visible_officers(lin)) == {"林知夏"}
    assert list(access.visible_batches(lin)) == [world.batch]


def test_a_returned_officer_reads_their_own_record(world: World, lin: Any, zhou: Any, meng: Any) -> None:
    lin.grants.get()
    back = person(world, "back", "余清和", "alumnus", "batch", world.batch.pk)
    own = actions.add_officer(meng, name="余清和", home_unit=world.units["civil"], user=back)
    assert list(access.visible_officers(back)) == [own]


def test_everything_below_a_unit_takes_one_question(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = units.below([world.units["putuo"].pk, world.units["suixi"].pk])
    assert found == {world.units[key].pk for key in ("putuo", "yichuan", "suixi", "suixi_park")}
    with django_assert_num_queries(0):
        assert units.below([]) == frozenset()


def test_the_way_up_begins_at_the_unit(world: World) -> None:
    assert [unit.name for unit in units.way_up(world.units["yichuan"])] == ["宜川路街道办事处", "普陀区"]


def test_names_of_divisions_ask_the_database_nothing() -> None:
    from django.utils.translation import override

    assert division_name("310107") == "普陀区"
    assert division_name("310199") == "上海市"  # a code no longer listed: the nearest above
    assert division_name("abc") == "abc"
    assert whole_name("340621") == "安徽省淮北市濉溪县"
    assert whole_name("310107") == "上海市普陀区"
    with override("en"):
        assert division_words("310107") == "Putuo"
