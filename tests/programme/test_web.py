"""Pages of the programme: who opens which, what they do, and that a stranger sees nothing."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hometown.accounts.actions import set_preferences
from hometown.accounts.models import User
from hometown.ledger.models import PersonalRead
from hometown.programme import actions
from hometown.programme.models import Batch, Duty, Leave, Officer, Unit
from tests.people import FIRST, LAST, World

SignIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignIn:
    """Open the house as somebody."""

    def open_as(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_as


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.fixture
def busy(world: World, lin: User, zhou: User, fang: User, meng: User) -> World:
    """A batch with a branch, priorities, a rulebook and leave."""
    branch = actions.found_branch(
        meng, batch=world.batch, name="临时党支部", approved_by=world.units["organisation"], founded_on=FIRST, members=3
    )
    actions.appoint(meng, branch=branch, officer=world.officers["fang"], post="secretary", appointed_on=FIRST)
    actions.add_key_task(
        fang, batch=world.batch, text="梳理名单", owner=world.officers["lin"], due_on=date(2019, 10, 18)
    )
    actions.add_milestone(fang, batch=world.batch, kind="kick_off", on=FIRST, place="淮北")
    actions.issue_rulebook(fang, batch=world.batch, title="管理办法", text="做事不做客。")
    posting = world.officers["zhou"].postings.get()
    actions.ask_leave(zhou, posting=posting, kind="rest", first_on=date(2019, 10, 18), last_on=date(2019, 10, 20))
    return world


def pages(world: World) -> dict[str, str]:
    """Every page of the room that shows a record."""
    batch = world.batch
    return {
        "programme": reverse("programme"),
        "batch list": reverse("batch-list"),
        "batch": reverse("batch", args=[batch.pk]),
        "roster": reverse("roster", args=[batch.pk]),
        "branch": reverse("branch", args=[batch.pk]),
        "rulebooks": reverse("rulebook-list", args=[batch.pk]),
        "rulebook": reverse("rulebook", args=[batch.rulebooks.get().pk]),
        "priority": reverse("key-task", args=[batch.key_tasks.get().pk]),
        "officers": reverse("officer-list"),
        "officer": reverse("officer", args=[world.officers["zhou"].pk]),
        "units": reverse("unit-list"),
        "unit": reverse("unit", args=[world.units["yichuan"].pk]),
    }


def test_an_officer_opens_every_page_of_the_batch(busy: World, lin: User, signed_in: SignIn) -> None:
    client = signed_in(lin)
    for name, address in pages(busy).items():
        assert client.get(address).status_code == 200, name
    assert client.get(reverse("leave-list")).status_code == 200


def test_the_organisation_opens_every_form(busy: World, meng: User, signed_in: SignIn) -> None:
    client, batch, officer = signed_in(meng), busy.batch, busy.officers["lin"]
    posting = officer.postings.get()
    duty = Duty.objects.first()
    assert duty is not None
    addresses = [
        reverse(name)
        for name in ("batch-add", "officer-add", "unit-add", "city-add", "duty-add", "duty-list", "leave-ask")
    ] + [
        reverse(name, args=[batch.pk])
        for name in (
            "batch-edit", "batch-districts", "batch-clone", "batch-close", "milestone-add", "branch-found",
            "branch-edit", "branch-appoint", "key-task-add", "rulebook-add",
        )
    ] + [
        reverse("key-task-edit", args=[batch.key_tasks.get().pk]),
        reverse("rulebook-issue", args=[batch.rulebooks.get().pk]),
        *[reverse(name, args=[officer.pk]) for name in ("officer-edit", "officer-account", "posting-add")],
        *[reverse(name, args=[posting.pk]) for name in ("posting-move", "posting-end")],
        reverse("unit-edit", args=[busy.units["yichuan"].pk]),
    ]  # fmt: skip
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_districts_are_not_chosen_over_what_another_chose_meanwhile(busy: World, meng: User, signed_in: SignIn) -> None:
    client, url, opened = signed_in(meng), reverse("batch-districts", args=[busy.batch.pk]), busy.batch.revision
    assert client.post(url, {"districts": ["310107"], "revision": opened}).status_code == 302
    assert client.post(url, {"districts": ["310112"], "revision": opened}).status_code == 422
    assert [one.division_code for one in busy.batch.districts.all()] == ["310107"]


def test_the_pages_speak_english_and_chinese(busy: World, lin: User, signed_in: SignIn) -> None:
    for language, words in (("en", "Work priorities"), ("zh-hans", "工作要点")):
        set_preferences(lin, language=language, theme="auto")
        assert words in text(signed_in(lin).get(reverse("programme")))


def test_a_stranger_sees_nothing_of_it(busy: World, stranger: User, han: User, guest: User, signed_in: SignIn) -> None:
    for outsider in (stranger, han, guest):
        client = signed_in(outsider)
        for name, address in pages(busy).items():
            assert client.get(address).status_code in (403, 404), f"{outsider.login}: {name}"
    assert signed_in(stranger).get(reverse("leave-list")).status_code == 403


def test_officers_run_nothing(busy: World, lin: User, signed_in: SignIn) -> None:
    client = signed_in(lin)
    for name in ("batch-edit", "batch-close", "branch-appoint", "key-task-add"):
        assert client.get(reverse(name, args=[busy.batch.pk])).status_code == 403, name
    assert client.post(reverse("duty-end", args=[busy.batch.pk])).status_code == 403


def test_a_batch_is_planned_copied_opened_and_closed(busy: World, meng: User, signed_in: SignIn) -> None:
    client = signed_in(meng)
    form = {
        "number": "2", "name": "第二批", "name_en": "Second batch", "host_city": str(busy.host.pk),
        "first_on": "2020-03-01", "last_on": "2020-07-31",
    }  # fmt: skip
    answer = client.post(reverse("batch-clone", args=[busy.batch.pk]), form)
    second = Batch.objects.get(number=2)
    assert answer["Location"] == reverse("batch-districts", args=[second.pk])
    client.post(reverse("batch-districts", args=[second.pk]), {"districts": ["310107"]})
    assert second.districts.get().division_code == "310107"
    client.post(reverse("batch-start", args=[second.pk]))
    client.post(reverse("batch-close", args=[second.pk]), {"on": "2020-07-31"})
    second.refresh_from_db()
    assert second.state == "closed"


def test_a_taken_number_is_said_beside_its_field_and_nothing_is_lost(
    world: World, meng: User, signed_in: SignIn
) -> None:
    form = {
        "number": "1", "name": "又一批", "host_city": str(world.host.pk),
        "first_on": "2020-03-01", "last_on": "2020-07-31",
    }  # fmt: skip
    answer = signed_in(meng).post(reverse("batch-add"), form)
    assert answer.status_code == 422
    assert "又一批" in answer.content.decode()
    assert "id_number" in answer.content.decode()
    assert Batch.objects.count() == 1


def test_an_officer_is_added_posted_and_moved_on_pages(world: World, meng: User, signed_in: SignIn) -> None:
    client = signed_in(meng)
    client.post(reverse("officer-add"), {"name": "余清和", "home_unit": str(world.units["civil"].pk)})
    officer = Officer.objects.get()
    client.post(
        reverse("posting-add", args=[officer.pk]),
        {
            "batch": str(world.batch.pk), "host_unit": str(world.units["yichuan"].pk), "level": "district",
            "first_on": "2019-09-01", "last_on": "2020-01-17",
        },
    )  # fmt: skip
    posting = officer.postings.get()
    client.post(
        reverse("posting-move", args=[posting.pk]), {"host_unit": str(world.units["anting"].pk), "on": "2019-11-01"}
    )
    assert officer.postings.count() == 2
    assert "安亭镇" in text(client.get(reverse("officer", args=[officer.pk])))


def test_two_writers_do_not_overwrite_each_other(world: World, meng: User, signed_in: SignIn) -> None:
    client, unit = signed_in(meng), world.units["civil"]
    form = {"name": "市民政局", "kind": "department", "is_active": "on", "revision": str(unit.revision)}
    assert client.post(reverse("unit-edit", args=[unit.pk]), form | {"name_en": "First"}).status_code == 302
    assert client.post(reverse("unit-edit", args=[unit.pk]), form | {"name_en": "Second"}).status_code == 422
    assert Unit.objects.get(pk=unit.pk).name_en == "First"


def test_a_phone_is_masked_until_it_is_asked_for_with_a_purpose(
    world: World, lin: User, zhou: User, meng: User, signed_in: SignIn
) -> None:
    officer = world.officers["zhou"]
    actions.edit_officer(zhou, officer=officer, name=officer.name, home_unit=officer.home_unit, phone="13900017788")
    client = signed_in(lin)
    address = reverse("officer", args=[officer.pk])
    assert "13900017788" not in text(client.get(address))
    assert client.post(reverse("officer-phone", args=[officer.pk]), {"purpose": " "}).status_code == 422
    assert not PersonalRead.objects.exists()
    shown = client.post(reverse("officer-phone", args=[officer.pk]), {"purpose": "meet at the station"})
    assert "13900017788" in text(shown)
    read = PersonalRead.objects.get()
    assert (read.reader, read.row_id, read.purpose) == (lin.pk, officer.pk, "meet at the station")
    assert "13900017788" in text(signed_in(zhou).get(address))
    assert PersonalRead.objects.count() == 1
    assert "13900017788" not in text(signed_in(meng).get(reverse("officer-edit", args=[officer.pk])))


def test_correcting_a_record_without_the_phone_keeps_it(
    world: World, zhou: User, meng: User, signed_in: SignIn
) -> None:
    officer = world.officers["zhou"]
    actions.edit_officer(zhou, officer=officer, name=officer.name, home_unit=officer.home_unit, phone="13900017788")
    form = {"name": officer.name, "home_unit": str(officer.home_unit_id), "home_title": "科长", "phone": ""}
    signed_in(meng).post(reverse("officer-edit", args=[officer.pk]), form)
    officer.refresh_from_db()
    assert (officer.phone, officer.home_title) == ("13900017788", "科长")


def test_the_roster_exports_text_as_text_and_masks_phones(busy: World, meng: User, signed_in: SignIn) -> None:
    officer = busy.officers["lin"]
    actions.edit_officer(
        meng, officer=officer, name="=HYPERLINK(1)", home_unit=officer.home_unit, home_title="+1", phone="13900017788"
    )
    answer = signed_in(meng).get(reverse("roster-export", args=[busy.batch.pk]))
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    values = [str(cell.value) for cell in cells]
    assert "=HYPERLINK(1)" in values
    assert not any("13900017788" in value for value in values)


def test_a_verifier_exports_no_roster(busy: World, zhao: User, signed_in: SignIn) -> None:
    assert signed_in(zhao).get(reverse("roster-export", args=[busy.batch.pk])).status_code == 403


def test_peers_read_who_is_away_and_not_why(busy: World, lin: User, guest: User, signed_in: SignIn) -> None:
    leave = Leave.objects.get()
    anting = actions.give_duty(
        None, user=guest, role="host_unit", unit=busy.units["anting"], first_on=FIRST
    )  # fmt: skip
    assert anting.unit == busy.units["anting"]
    actions.decide_leave(guest, leave=leave, approved=True)
    client = signed_in(lin)
    roster = text(client.get(reverse("roster", args=[busy.batch.pk]), {"on": "2019-10-19", "standing": "away"}))
    assert "周砚秋" in roster
    assert "林知夏" not in roster.split('<div class="table-wrap">')[1]
    assert "轮休" not in roster
    assert "周砚秋" not in text(client.get(reverse("leave-list"))).split('class="split')[1]


def test_leave_is_asked_and_decided_on_pages(busy: World, lin: User, guest: User, signed_in: SignIn) -> None:
    posting = busy.officers["lin"].postings.get()
    form = {"posting": str(posting.pk), "kind": "rest", "first_on": "2019-10-25", "last_on": "2019-10-27"}
    assert signed_in(lin).post(reverse("leave-ask"), form).status_code == 302
    leave = Leave.objects.get(posting=posting)
    host = signed_in(guest)
    page = text(host.get(reverse("leave-list")))
    assert "林知夏" in page
    assert "周砚秋" not in page
    refused = host.post(reverse("leave-decide", args=[leave.pk]), {"approved": "no", "note": ""})
    assert refused.status_code == 400
    assert host.post(reverse("leave-decide", args=[leave.pk]), {"approved": "yes", "note": ""}).status_code == 302
    leave.refresh_from_db()
    assert leave.state == "approved"


def test_an_officer_acknowledges_a_rulebook_once(busy: World, lin: User, fang: User, signed_in: SignIn) -> None:
    client, rulebook = signed_in(lin), busy.batch.rulebooks.get()
    assert "管理办法" in text(client.get(reverse("programme"))).split("figs")[0]
    client.post(reverse("rulebook-acknowledge", args=[rulebook.versions.get().pk]))
    assert "管理办法" not in text(client.get(reverse("programme"))).split("figs")[0]
    page = text(signed_in(fang).get(reverse("rulebook", args=[rulebook.pk])))
    assert "周砚秋" in page  # the committee sees who has not read it yet
    assert "周砚秋" not in text(client.get(reverse("rulebook", args=[rulebook.pk])))  # peers are not shown up


def test_a_priority_is_finished_by_its_owner_on_its_page(busy: World, lin: User, zhou: User, signed_in: SignIn) -> None:
    task = busy.batch.key_tasks.get()
    assert signed_in(zhou).post(reverse("key-task-finish", args=[task.pk]), {"result": "x"}).status_code == 403
    assert signed_in(lin).post(reverse("key-task-finish", args=[task.pk]), {"result": "梳理完毕"}).status_code == 302
    task.refresh_from_db()
    assert task.result == "梳理完毕"


@pytest.mark.parametrize(
    ("typed", "found"), [("普陀", "310107"), ("putuo", "310107"), ("310107", "310107"), ("hb", "340600")]
)
def test_a_division_is_found_by_name_letters_initials_and_code(
    lin: User, signed_in: SignIn, typed: str, found: str
) -> None:
    assert f'data-value="{found}"' in text(signed_in(lin).get(reverse("division-options"), {"q": typed}))


def test_units_and_officers_are_found_by_a_few_letters(busy: World, meng: User, signed_in: SignIn) -> None:
    client = signed_in(meng)
    assert "宜川路街道办事处" in text(client.get(reverse("unit-options"), {"q": "宜川", "kind": "host"}))
    assert "林知夏" in text(client.get(reverse("officer-options"), {"q": "林"}))


def test_the_overview_asks_the_same_of_the_database_for_many_officers(
    busy: World, meng: User, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        officer = actions.add_officer(meng, name=f"干部{number}", home_unit=busy.units["civil"])
        actions.post_officer(
            meng, officer=officer, batch=busy.batch, host_unit=busy.units["yichuan"], first_on=FIRST, last_on=LAST
        )
    client = signed_in(meng)
    for address, most in ((reverse("programme"), 30), (reverse("roster", args=[busy.batch.pk]), 12)):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)
