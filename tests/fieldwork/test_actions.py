"""Recording, editing and withdrawing what officers did; events; notes."""

from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Company, FactSource
from hometown.fieldwork import access, actions
from hometown.fieldwork.actions import Met, Paper, Person
from hometown.fieldwork.models import Activity, Counterpart, Note
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger.models import Entry, PersonalBody
from hometown.tasks.models import Task
from tests.fieldwork.conftest import TODAY, Record, firm
from tests.people import World

pytestmark = pytest.mark.django_db
LETTER = "我们拟在濉溪投资建厂。\n".encode()


def fresh(activity: Activity) -> Activity:
    found: Activity = Activity.objects.with_people().get(pk=activity.pk)
    return found


def test_a_visit_is_one_line_with_everything_in_it(lin: User, blue: Company, visited: Record, lines_written) -> None:
    with lines_written() as lines:
        made = visited(lin, blue, next_step="把图纸发去", next_step_due=date(2019, 12, 20), summary="租约明年到期")
    assert [line.verb for line in lines] == ["activity.recorded"]
    assert lines[0].occurred_on == TODAY
    assert set(lines[0].rows.values_list("model", flat=True)) == {
        "fieldwork.activity", "fieldwork.activityofficer", "fieldwork.activitycompany", "fieldwork.counterpart",
        "tasks.task",
    }  # fmt: skip
    assert made.title == blue.name
    assert made.batch is not None
    assert made.batch.number == 1


def test_a_next_step_becomes_a_task_of_whoever_was_there(lin: User, blue: Company, visited: Record) -> None:
    made = visited(lin, blue, next_step="把图纸发去", next_step_due=date(2019, 12, 20))
    task = Task.objects.get()
    assert (task.what, task.owner, task.due_on, task.kind) == ("把图纸发去", lin, date(2019, 12, 20), "next_step")
    assert Task.objects.about(made).count() == 1


def test_a_next_step_without_a_date_is_kept_and_is_no_task(lin: User, blue: Company, visited: Record) -> None:
    assert visited(lin, blue, next_step="再约").next_step == "再约"
    assert not Task.objects.exists()


def test_several_officers_and_firms_share_one_activity(
    world: World, lin: User, zhou: User, blue: Company, robots: Company
) -> None:
    contact = blue.contacts.get()
    made = actions.record_activity(
        lin, kind="visit", on=TODAY, officers=list(world.officers.values()),
        met=[Met(blue, people=[Person(contact=contact)]), Met(robots, people=[Person("裴舟", "厂长"), Person("乔")])],
    )  # fmt: skip
    held = fresh(made)
    assert {link.officer.user for link in held.officer_links.all()} == {lin, zhou}
    people = {link.company: [str(p) for p in link.counterparts.all()] for link in held.company_links.all()}
    assert people == {blue: ["郁青禾"], robots: ["裴舟", "乔"]}
    assert held.company_links.get(company=blue).counterparts.get().title == "采购总监"
    assert held.title == f"{blue.name}、{robots.name}"


def test_a_name_of_a_counterpart_is_kept_apart_so_that_it_can_be_erased(
    lin: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue)
    bodies = PersonalBody.objects.filter(row__model="fieldwork.counterpart")
    assert "裴舟" in set(bodies.values_list("value", flat=True))


def test_who_was_met_is_kept_as_a_contact_without_being_typed_again(
    lin: User, zhou: User, blue: Company, visited: Record, lines_written
) -> None:
    visit = visited(lin, blue)
    met = Counterpart.objects.get(link__activity=visit)
    with pytest.raises(NotAllowed):
        actions.keep_as_contact(zhou, met)
    with lines_written() as lines:
        contact = actions.keep_as_contact(lin, met)
    assert [line.verb for line in lines] == ["counterpart.kept"]
    assert (contact.name, contact.company, contact.met_on) == ("裴舟", blue, visit.on)
    assert contact.known_to == lin.officer.pk
    met.refresh_from_db()
    assert (met.name, met.contact) == ("", contact)
    with pytest.raises(RuleBroken, match="contact_already"):
        actions.keep_as_contact(lin, met)


def test_who_is_a_contact_already_stays_one(lin: User, blue: Company, visited: Record) -> None:
    first, again = visited(lin, blue), visited(lin, blue)
    kept = [actions.keep_as_contact(lin, Counterpart.objects.get(link__activity=one)) for one in (first, again)]
    assert kept[0] == kept[1]


def test_a_firm_the_list_does_not_have_is_added_with_its_source(world: World, lin: User, lines_written) -> None:
    with lines_written() as lines:
        made = actions.record_activity(
            lin, kind="visit", on=TODAY, officers=[world.officers["lin"]],
            met=[Met(new_company="南通拓扬铝业有限公司", people=[Person("常总")])],
        )  # fmt: skip
    assert [line.verb for line in lines] == ["activity.recorded"]
    company = made.company_links.get().company
    assert (company.name, made.title) == ("南通拓扬铝业有限公司", "南通拓扬铝业有限公司")
    assert FactSource.objects.filter(company=company).exists()


def test_a_firm_named_in_full_is_found_and_not_added_twice(world: World, lin: User, blue: Company) -> None:
    made = actions.record_activity(
        lin, kind="visit", on=TODAY, officers=[world.officers["lin"]], met=[Met(new_company=blue.name)]
    )
    assert made.company_links.get().company == blue


def test_tomorrow_is_not_recorded_and_leaves_no_line(lin: User, blue: Company, visited: Record, lines_written) -> None:
    with lines_written() as lines, pytest.raises(BadInput) as refused:
        visited(lin, blue, on=date(2019, 12, 19))
    assert lines == []
    assert refused.value.fields["on"].code == "fieldwork.not_yet"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"kind": "parade"}, "fieldwork.no_kind"),
        ({"next_step": "再约", "next_step_due": date(2019, 12, 1)}, "fieldwork.due_before"),
        ({"next_step_due": date(2019, 12, 20)}, "fieldwork.step_needed"),
        ({"officers": []}, "fieldwork.officer_needed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    lin: User, blue: Company, visited: Record, told: dict[str, object], code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        visited(lin, blue, **told)
    assert refused.value.code == code


def test_a_firm_named_twice_is_refused_at_its_place(world: World, lin: User, blue: Company) -> None:
    with pytest.raises(BadInput) as refused:
        actions.record_activity(
            lin, kind="visit", on=TODAY, officers=[world.officers["lin"]], met=[Met(blue), Met(blue)]
        )
    assert list(refused.value.fields) == ["met-1-company"]


def test_an_intent_needs_their_words_or_a_paper(world: World, lin: User, blue: Company) -> None:
    def record(**more: Any) -> Activity:
        files = more.pop("files", ())
        met = [Met(blue, people=[Person("裴舟")], interest="intent", **more)]
        return actions.record_activity(
            lin, kind="visit", on=TODAY, officers=[world.officers["lin"]], met=met, files=files
        )

    with pytest.raises(BadInput) as refused:
        record()
    assert refused.value.code == "fieldwork.intent_needs_words"
    record(their_words="明年要两万平方米厂房")
    made = record(files=[Paper(LETTER, "来函.txt")])
    assert made.files.get().file_name == "来函.txt"


def test_an_officer_records_no_activity_of_others_but_the_secretary_may(
    world: World, lin: User, zhou: User, fang: User, blue: Company, visited: Record
) -> None:
    with pytest.raises(NotAllowed) as refused:
        visited(lin, blue, officers=[world.officers["zhou"]])
    assert refused.value.code == "fieldwork.not_among_them"
    visited(fang, blue, officers=[world.officers["zhou"]])
    assert Entry.objects.order_by("-seq")[0].on_behalf_of == zhou.pk


def test_a_host_unit_and_an_administrator_record_nothing(guest: User, sun: User, blue: Company) -> None:
    for person in (guest, sun):
        with pytest.raises(NotAllowed) as refused:
            actions.record_activity(person, kind="visit", on=TODAY, officers=[], met=[Met(blue)])
        assert refused.value.code == "fieldwork.may_not_record"


def test_duty_belongs_to_the_host_unit_of_that_day(world: World, lin: User, visited: Record) -> None:
    made = visited(lin, kind="host_duty", title="督查垃圾分类")
    assert made.host_unit == world.units["yichuan"]


def test_an_edit_changes_what_it_names_and_leaves_the_rest(
    lin: User, blue: Company, robots: Company, visited: Record, lines_written
) -> None:
    made = visited(lin, blue, summary="租约明年到期", place="苏州")
    with lines_written() as lines:
        actions.edit_activity(lin, fresh(made), summary="租约后年到期")
    held = fresh(made)
    assert (held.summary, held.place) == ("租约后年到期", "苏州")
    assert [line.verb for line in lines] == ["activity.edited"]
    assert [str(p) for p in held.company_links.get().counterparts.all()] == ["裴舟"]


def test_an_edit_that_changes_nothing_leaves_no_line(lin: User, blue: Company, visited: Record, lines_written) -> None:
    made = visited(lin, blue)
    met = [Met(blue, people=[Person("裴舟", "厂长")])]
    with lines_written() as lines:
        actions.edit_activity(lin, fresh(made), met=met, officers=[link.officer for link in made.officer_links.all()])
    assert lines == []


def test_an_edit_replaces_firms_people_and_officers(
    world: World, lin: User, zhou: User, blue: Company, robots: Company, visited: Record
) -> None:
    made = visited(lin, blue, robots)
    both = [world.officers["lin"], world.officers["zhou"]]
    met = [Met(blue, people=[Person("郁青禾", "总监"), Person("裴舟", "厂长")], interest="curious")]
    actions.edit_activity(lin, fresh(made), met=met, officers=both, title="")
    held = fresh(made)
    link = held.company_links.get()
    assert (link.company, link.interest, held.title) == (blue, "curious", blue.name)
    assert [str(p) for p in link.counterparts.all()] == ["郁青禾", "裴舟"]
    assert {one.officer for one in held.officer_links.all()} == set(both)
    assert held.edited_at is not None


def test_two_writers_do_not_overwrite_each_other(lin: User, blue: Company, robots: Company, visited: Record) -> None:
    made = visited(lin, blue)
    first, second = fresh(made), fresh(made)
    actions.edit_activity(lin, first, revision=first.revision, met=[Met(robots)])
    stale = second.revision
    with pytest.raises(RuleBroken) as refused:
        actions.edit_activity(lin, fresh(made), revision=stale, summary="晚了一步")
    assert refused.value.code == "ledger.changed_meanwhile"


def test_a_changed_next_step_replaces_its_task(lin: User, blue: Company, visited: Record) -> None:
    made = visited(lin, blue, next_step="把图纸发去", next_step_due=date(2019, 12, 20))
    actions.edit_activity(lin, fresh(made), next_step="约厂长来看地", next_step_due=date(2019, 12, 24))
    assert [task.what for task in Task.objects.open()] == ["约厂长来看地"]


def test_a_withdrawn_activity_keeps_its_reason_drops_its_task_and_stays_closed(
    lin: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue, next_step="把图纸发去", next_step_due=date(2019, 12, 20))
    with pytest.raises(BadInput):
        actions.withdraw_activity(lin, fresh(made), reason=" ")
    actions.withdraw_activity(lin, fresh(made), reason="记错了企业")
    held = fresh(made)
    assert (held.withdrawn_on, held.withdrawn_because) == (TODAY, "记错了企业")
    assert not Task.objects.open().exists()
    with pytest.raises(NotAllowed):
        actions.edit_activity(lin, held, summary="再改")
    with pytest.raises(RuleBroken):
        actions.withdraw_activity(lin, held, reason="再来一次")


def test_a_peer_does_not_edit_and_the_secretary_does(
    lin: User, zhou: User, fang: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue)
    with pytest.raises(NotAllowed):
        actions.edit_activity(zhou, fresh(made), summary="不是我的")
    assert actions.edit_activity(fang, fresh(made), summary="补一句").summary == "补一句"


def test_a_paper_is_kept_once_and_can_be_taken_out(lin: User, blue: Company, visited: Record) -> None:
    paper = Paper(LETTER, "纪要.txt")
    made = visited(lin, blue, files=[paper, paper])
    actions.edit_activity(lin, fresh(made), files=[paper])
    assert made.files.count() == 1
    actions.take_out_paper(lin, made.files.get())
    assert made.files.count() == 0


# --- who sees what -----------------------------------------------------------------------------------------------


def test_peers_see_what_the_batch_does_together_and_not_each_others_visits(
    world: World, lin: User, zhou: User, fang: User, wang: User, blue: Company, visited: Record
) -> None:
    visit = visited(lin, blue)
    trip = visited(lin, kind="collective_trip", title="集体考察")
    assert set(access.visible_activities(zhou)) == {trip}
    for reader in (lin, fang, wang):
        assert set(access.visible_activities(reader)) == {visit, trip}


def test_whoever_went_along_sees_the_visit(world: World, lin: User, zhou: User, blue: Company, visited: Record) -> None:
    visit = visited(lin, blue, officers=list(world.officers.values()))
    assert set(access.visible_activities(zhou)) == {visit}


def test_a_host_unit_sees_its_duty_and_nothing_else(
    world: World, lin: User, zhou: User, guest: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue)
    duty = visited(lin, kind="host_duty", title="督查垃圾分类")
    visited(zhou, kind="host_duty", title="安亭值守")
    assert set(access.visible_activities(guest)) == {duty}


def test_strangers_counties_leaders_and_administrators_see_nothing(
    lin: User, han: User, stranger: User, sun: User, auditor: User, leader: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue)
    for reader in (han, stranger, sun, auditor, leader):
        assert not access.visible_activities(reader).exists()
        with pytest.raises(NotFound):
            access.activity_for(reader, made.pk)


def test_a_county_sees_the_visits_it_recorded_itself(han: User, blue: Company) -> None:
    made = actions.record_activity(han, kind="visit", on=TODAY, officers=[], met=[Met(blue)])
    assert set(access.visible_activities(han)) == {made}


# --- events and notes --------------------------------------------------------------------------------------------


def test_an_event_is_added_and_edited(lin: User, lines_written) -> None:
    with lines_written() as lines:
        made = actions.add_event(lin, name="第二届长三角科技成果交易博览会", kind="fair", first_on=date(2019, 12, 21))
        actions.edit_event(lin, made, place="嘉定", last_on=date(2019, 12, 23), revision=made.revision)
    assert [line.verb for line in lines] == ["event.added", "event.edited"]
    assert (made.place, made.last_on) == ("嘉定", date(2019, 12, 23))


def test_an_event_neither_ends_before_it_begins_nor_goes_without_a_name(lin: User) -> None:
    day = date(2019, 12, 21)
    with pytest.raises(BadInput) as refused:
        actions.add_event(lin, name="展会", kind="fair", first_on=day, last_on=TODAY)
    assert refused.value.code == "fieldwork.ends_before"
    with pytest.raises(BadInput):
        actions.add_event(lin, name=" ", kind="fair", first_on=day)


def test_a_note_is_its_writers_own_until_shared(lin: User, zhou: User, guest: User) -> None:
    note = actions.write_note(lin, text="苏州电价口径")
    assert set(access.visible_notes(zhou)) == set()
    with pytest.raises(NotFound):
        access.note_for(zhou, note.pk)
    actions.share_note(lin, note)
    assert set(access.visible_notes(zhou)) == {note}
    assert set(access.visible_notes(guest)) == set()
    with pytest.raises(RuleBroken):
        actions.share_note(lin, note)
    actions.keep_note_private(lin, note)
    assert set(access.visible_notes(zhou)) == set()


def test_only_its_writer_changes_a_note_and_none_is_empty(lin: User, zhou: User) -> None:
    note = actions.write_note(lin, text="苏州电价口径", share=True)
    with pytest.raises(NotAllowed):
        actions.edit_note(zhou, note, text="改")
    with pytest.raises(BadInput):
        actions.edit_note(lin, note, text=" ")
    actions.edit_note(lin, note, text="电价七毛一")
    assert Note.objects.get().text == "电价七毛一"


def test_a_coarse_day_is_kept_with_its_precision(lin: User, visited: Record) -> None:
    made = visited(lin, firm("宁波九曲模具有限公司"), on=date(2019, 12, 11), precision="ten_days")
    assert (made.on, made.precision) == (date(2019, 12, 11), "ten_days")
