"""The pack builds itself from the records of the week, and keeps what a person did to it."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.fieldwork import actions as fieldwork
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.meetings import actions, rules
from hometown.meetings.models import Exchange, PackItem
from hometown.programme import actions as programme
from hometown.projects.models import Project
from hometown.projects.rules import Stage
from tests.people import World

from .conftest import (
    MONDAY,
    TODAY,
    a_firm,
    a_lead,
    a_pack,
    items,
    met_the_decider,
    on_day,
    stepped,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def test_a_lead_of_the_week_is_in_the_pack_and_an_older_one_is_not(
    world: World, lin: User, fang: User, lead: Project
) -> None:
    a_lead(world, lin, a_firm(), occurred_on=MONDAY - timedelta(days=1))
    found = items(a_pack(fang, world), rules.LEADS)
    assert [one.about_id for one in found] == [lead.pk]
    assert found[0].is_kept
    assert found[0].facts["unit"] == "普陀小组"


def test_a_step_to_intent_is_proposed_and_waits_to_be_chosen(world: World, fang: User, lead: Project) -> None:
    stepped(lead, Stage.INTENT)
    case = items(a_pack(fang, world), rules.CASES)[0]
    assert (case.source, case.is_kept) == ("step", False)
    assert actions.keep_item(fang, item=case).is_kept


def test_a_step_back_is_no_case(world: World, fang: User, lead: Project) -> None:
    stepped(lead, Stage.INTENT, back_from=Stage.REVIEWED)
    assert items(a_pack(fang, world), rules.CASES) == []


def test_only_the_first_meeting_with_whoever_decides_is_proposed(world: World, fang: User, lead: Project) -> None:
    met_the_decider(world, lead, MONDAY)
    met_the_decider(world, lead, TODAY)
    assert [one.facts["on"] for one in items(a_pack(fang, world), rules.CASES)] == [MONDAY.isoformat()]


def test_an_introduction_that_became_a_lead_is_proposed(world: World, lin: User, fang: User, wang: User) -> None:
    introducer = a_firm("上海皖北商会")
    project = a_lead(world, lin, a_firm(), occurred_on=TODAY, introducer=introducer).project
    case = items(a_pack(fang, world), rules.CASES)[0]
    assert (case.source, case.about_id, case.facts["through"]) == ("introduced", project.pk, "上海皖北商会")


def test_help_wanted_stands_in_the_pack_until_somebody_answers(
    world: World, lin: User, fang: User, lead: Project
) -> None:
    wanted = actions.ask_help(lin, batch=world.batch, what="想找供电公司的人", project=lead)
    exchange = a_pack(fang, world)
    assert [one.line for one in items(exchange, rules.HELP)] == ["想找供电公司的人"]
    actions.answer_help(fang, wanted=wanted, answer="我来联系")
    actions.gather_again(fang, exchange=exchange)
    assert items(exchange, rules.HELP) == []


def test_a_shared_note_is_a_practice_and_a_private_one_is_nobodys(world: World, lin: User, fang: User) -> None:
    fieldwork.write_note(lin, text="楼宇里设企业服务站，随到随办", on=TODAY, share=True)
    fieldwork.write_note(lin, text="只给自己看", on=TODAY)
    assert [one.line for one in items(a_pack(fang, world), rules.PRACTICES)] == ["楼宇里设企业服务站，随到随办"]


def test_appointments_after_the_meeting_until_the_end_of_the_next_week_are_told(
    world: World, lin: User, fang: User
) -> None:
    def agreed(day: date) -> Any:
        starts = datetime.combine(day, time(17), CITY_TIME)
        return fieldwork.propose_appointment(
            lin,
            company=a_firm(),
            officers=[world.officers["lin"]],
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
        )

    agreed(TODAY)  # this afternoon
    soon, last = agreed(TODAY + timedelta(days=1)), agreed(date(2019, 12, 29))
    agreed(date(2019, 12, 30))
    assert [one.about_id for one in items(a_pack(fang, world), rules.APPOINTMENTS)] == [soon.pk, last.pk]


def test_a_work_priority_due_by_the_end_of_the_next_week_is_told(world: World, fang: User, meng: User) -> None:
    due = programme.add_key_task(fang, batch=world.batch, text="办好推介会", due_on=date(2019, 12, 27))
    programme.add_key_task(fang, batch=world.batch, text="写总结", due_on=date(2020, 1, 10))
    assert [one.about_id for one in items(a_pack(fang, world), rules.KEY_TASKS)] == [due.pk]


def test_building_again_keeps_words_order_and_what_was_left_out(
    world: World, lin: User, fang: User, lead: Project
) -> None:
    other = a_lead(world, lin, a_firm(), occurred_on=MONDAY).project
    exchange = a_pack(fang, world)
    first, second = items(exchange, rules.LEADS)
    actions.word_item(fang, item=first, words="请嘉定的同志也看看")
    actions.move_item(fang, item=PackItem.objects.get(pk=second.pk), up=True)
    actions.leave_out(fang, item=PackItem.objects.get(pk=second.pk))
    third = a_lead(world, lin, a_firm(), occurred_on=TODAY).project
    actions.gather_again(fang, exchange=Exchange.objects.get(pk=exchange.pk))
    found = items(exchange, rules.LEADS)
    assert [one.about_id for one in found] == [other.pk, lead.pk, third.pk]
    assert [one.is_kept for one in found] == [False, True, True]
    assert found[1].words == "请嘉定的同志也看看"


def test_an_item_whose_record_is_withdrawn_goes_but_a_worded_one_stays_marked(
    world: World, lin: User, fang: User, lead: Project
) -> None:
    other = a_lead(world, lin, a_firm(), occurred_on=MONDAY).project
    exchange = a_pack(fang, world)
    actions.word_item(fang, item=items(exchange, rules.LEADS)[0], words="值得再看")
    withdrawn(Project.objects.get(pk=lead.pk))
    withdrawn(Project.objects.get(pk=other.pk))
    actions.gather_again(fang, exchange=Exchange.objects.get(pk=exchange.pk))
    assert [(one.about_id, one.is_past) for one in items(exchange, rules.LEADS)] == [(lead.pk, True)]


def test_a_count_is_not_typed_into_a_pack(world: World, fang: User, lead: Project) -> None:
    item = items(a_pack(fang, world), rules.LEADS)[0]
    with pytest.raises(BadInput) as refused:
        actions.word_item(fang, item=item, words="本周走访12家")
    assert refused.value.fields["words"].code == "meetings.typed_count"
    with pytest.raises(BadInput) as refused:
        actions.word_item(fang, item=item, words="本周走访{nothing}")
    assert refused.value.fields["words"].code == "meetings.no_figure"
    assert actions.word_item(fang, item=item, words="本周走访{visited}").words == "本周走访{visited}"


def test_own_words_stay_when_the_pack_is_built_again(world: World, fang: User) -> None:
    exchange = a_pack(fang, world)
    actions.add_words(fang, exchange=exchange, words="下周一统一去展馆")
    actions.gather_again(fang, exchange=Exchange.objects.get(pk=exchange.pk))
    assert [one.words for one in items(exchange, rules.OTHER)] == ["下周一统一去展馆"]


def test_each_verb_of_a_pack_leaves_one_line(world: World, fang: User, lead: Project, lines_written: Any) -> None:
    with lines_written() as lines:
        exchange = a_pack(fang, world)
        item = items(exchange, rules.LEADS)[0]
        actions.word_item(fang, item=item, words="好")
        actions.leave_out(fang, item=item)
        with on_day(TODAY + timedelta(days=1)):
            actions.gather_again(fang, exchange=exchange)
    assert [line.verb for line in lines] == ["exchange.prepared", "pack.worded", "pack.left_out", "exchange.gathered"]


def test_the_week_has_one_exchange_until_it_is_cancelled(world: World, fang: User) -> None:
    exchange = a_pack(fang, world)
    with pytest.raises(RuleBroken):
        a_pack(fang, world, TODAY - timedelta(days=1))
    actions.cancel(fang, exchange=exchange, reason="周末集体考察")
    assert a_pack(fang, world).pk != exchange.pk


def test_officers_and_the_bureau_do_not_prepare_an_exchange_and_strangers_see_none(
    world: World, lin: User, wang: User, han: User
) -> None:
    for user in (lin, wang):
        with pytest.raises(NotAllowed):
            a_pack(user, world)
    with pytest.raises(NotFound):
        a_pack(han, world)


def test_another_day_is_another_week(world: World, fang: User) -> None:
    with on_day(TODAY):
        assert str(a_pack(fang, world, date(2019, 12, 30)).of_week) == "2020-W01"
