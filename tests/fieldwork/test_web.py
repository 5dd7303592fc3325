"""The pages of field work."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hometown.accounts.actions import set_preferences
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import actions
from hometown.fieldwork.models import Activity, Note
from tests.fieldwork.conftest import TODAY, Record, firm
from tests.people import World

pytestmark = pytest.mark.django_db
SHEET = {"on": "2019-12-18", "firms": "1", "met-0-people": "1", "met-0-interest": "not_raised"}


def as_user(client: Client, user: User, language: str = "en") -> Client:
    set_preferences(User.objects.get(pk=user.pk), language=language, theme="auto")
    client.force_login(user, backend="hometown.accounts.signing.PasswordBackend")
    return client


def visit_sheet(world: World, company: Any = None, **more: Any) -> dict[str, Any]:
    chosen = {"met-0-company": str(company.pk), "met-0-company_text": company.name} if company else {}
    return SHEET | {"officers": [str(world.officers["lin"].pk)]} | chosen | more


VISIT = "/activities/add/?kind=visit"


def test_a_visit_is_two_taps_away_with_its_day_and_officer_filled_in(client: Client, lin: User) -> None:
    page = as_user(client, lin).get(VISIT).content.decode()
    assert 'value="2019-12-18"' in page
    assert "林知夏" in page
    assert "checked" in page
    assert "met-0-company" in page


def test_a_visit_is_recorded_from_the_sheet(client: Client, world: World, lin: User, blue: Company) -> None:
    told = visit_sheet(
        world, blue, **{
            "met-0-contacts": [str(blue.contacts.get().pk)], "met-0-0-name": "裴舟", "met-0-0-title": "厂长",
            "met-0-interest": "intent", "met-0-their_words": "明年要两万平方米厂房", "summary": "租约明年六月到期",
            "next_step": "把图纸和电价发去", "next_step_due": "2019-12-20", "starts_at": "14:30",
        },
    )  # fmt: skip
    answer = as_user(client, lin).post(VISIT, told)
    made = Activity.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("activity", args=[made.pk])
    link = made.company_links.get()
    assert [str(person) for person in link.counterparts.all()] == ["郁青禾", "裴舟"]
    assert (link.interest, str(made.starts_at), made.next_step_due) == ("intent", "14:30:00", date(2019, 12, 20))
    page = client.get(answer["Location"]).content.decode()
    assert "明年要两万平方米厂房" in page
    assert "To count as a firm visited" not in page


def test_a_firm_typed_in_full_is_found_without_scripts(client: Client, world: World, lin: User, blue: Company) -> None:
    as_user(client, lin).post(VISIT, visit_sheet(world, **{"met-0-company_text": blue.name, "met-0-0-name": "裴舟"}))
    assert Activity.objects.get().company_links.get().company == blue


def test_an_unknown_firm_is_added_only_when_asked_for(client: Client, world: World, lin: User) -> None:
    told = visit_sheet(world, **{"met-0-company_text": "南通拓扬铝业有限公司", "summary": "要扩产"})
    answer = as_user(client, lin).post(VISIT, told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="met-0-add_company"' in page
    assert "要扩产" in page
    assert not Company.objects.exists()
    assert client.post(VISIT, told | {"met-0-add_company": "on"}).status_code == 302
    assert Company.objects.get().name == "南通拓扬铝业有限公司"


def test_rows_are_added_without_scripts_and_keep_what_was_typed(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = visit_sheet(world, blue, **{"met-0-0-name": "裴舟", "summary": "要扩产", "add": "met-0"})
    page = as_user(client, lin).post(VISIT, told).content.decode()
    assert 'name="met-0-1-name"' in page
    assert "裴舟" in page
    assert "要扩产" in page
    assert "郁青禾" in page  # who is known at the firm stands to choose
    assert "error-summary" not in page
    page = client.post(VISIT, told | {"add": "firm"}).content.decode()
    assert 'name="met-1-company"' in page
    assert not Activity.objects.exists()


def test_an_intent_without_words_is_refused_beside_its_field(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    answer = as_user(client, lin).post(VISIT, visit_sheet(world, blue, **{"met-0-interest": "intent"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_met-0-their_words"' in page
    assert f"Write what {blue.name} said" in page


def test_a_day_to_come_is_refused_and_everything_typed_is_kept(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = visit_sheet(world, blue, on="2019-12-19", **{"met-0-0-name": "裴舟"})
    answer = as_user(client, lin).post(VISIT, told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_on"' in page
    assert "裴舟" in page


def test_a_visit_with_nobody_named_is_kept_and_says_what_is_missing(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    answer = as_user(client, lin).post(VISIT, visit_sheet(world, blue))
    page = client.get(answer["Location"]).content.decode()
    assert "To count as a firm visited" in page
    assert "Name whom you met" in page
    assert "Something missing" in client.get(reverse("activity-list")).content.decode()
    assert "蓝陶" in client.get(reverse("activity-list") + "?show=incomplete").content.decode()


def test_a_paper_comes_with_the_visit_and_can_be_read_again(
    client: Client, world: World, lin: User, zhou: User, blue: Company
) -> None:
    told = visit_sheet(world, blue) | {"papers": SimpleUploadedFile("来函.txt", "我们要建厂".encode())}
    as_user(client, lin).post(VISIT, told)
    paper = Activity.objects.get().files.get()
    assert client.get(reverse("activity-paper", args=[paper.pk])).status_code == 200
    shown = client.get(reverse("activity-paper-page", args=[paper.pk, 1]))
    assert "我们要建厂" in shown.content.decode()
    assert as_user(client, zhou).get(reverse("activity-paper", args=[paper.pk])).status_code == 404


def test_a_file_that_is_not_received_is_refused_beside_its_field(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = visit_sheet(world, blue) | {"papers": SimpleUploadedFile("a.exe", b"MZ\x90\x00" + bytes(200))}
    answer = as_user(client, lin).post(VISIT, told)
    assert answer.status_code == 422
    assert 'href="#id_papers"' in answer.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "kind", ["promotion", "forum", "regional_meeting", "collective_trip", "branch_day", "host_duty"]
)
def test_every_kind_has_a_sheet_of_its_own(client: Client, world: World, lin: User, kind: str) -> None:
    as_user(client, lin)
    url = f"{reverse('activity-add')}?kind={kind}"
    assert client.get(url).status_code == 200
    told = {"on": "2019-12-18", "firms": "0", "title": "活动", "officers": [str(world.officers["lin"].pk)]}
    assert client.post(url, told).status_code == 302
    assert Activity.objects.get().kind == kind


def test_without_a_kind_one_chooses_among_those_of_the_rules(client: Client, lin: User) -> None:
    page = as_user(client, lin).get(reverse("activity-add")).content.decode()
    assert "Collective study trip" in page
    assert "?kind=volunteering" in page


def test_editing_shows_everything_and_changes_what_was_changed(
    client: Client, world: World, lin: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue, summary="要扩产")
    url = reverse("activity-edit", args=[made.pk])
    page = as_user(client, lin).get(url).content.decode()
    assert "要扩产" in page
    assert "裴舟" in page
    told = visit_sheet(world, blue, **{"met-0-0-name": "裴舟", "met-0-0-title": "厂长", "summary": "明年扩产",
                                       "revision": str(made.revision)})  # fmt: skip
    assert client.post(url, told).status_code == 302
    made.refresh_from_db()
    assert made.summary == "明年扩产"
    answer = client.post(url, told | {"summary": "晚了一步"})
    assert answer.status_code == 422
    assert "Somebody changed" in answer.content.decode()


def test_withdrawing_asks_why(client: Client, lin: User, blue: Company, visited: Record) -> None:
    made = visited(lin, blue)
    url = reverse("activity-withdraw", args=[made.pk])
    assert as_user(client, lin).post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "记错了企业"})
    page = client.get(reverse("activity", args=[made.pk])).content.decode()
    assert "记错了企业" in page
    assert "蓝陶" not in client.get(reverse("activity-list")).content.decode()
    assert "蓝陶" in client.get(reverse("activity-list") + "?show=withdrawn").content.decode()


def test_filters_live_in_the_address(
    client: Client, world: World, fang: User, lin: User, zhou: User, blue: Company, robots: Company, visited: Record
) -> None:
    visited(lin, blue, on=date(2019, 11, 2))
    visited(zhou, robots)
    visited(lin, kind="forum", title="长三角化工论坛")
    as_user(client, fang)

    def shown(query: str) -> set[str]:
        page = client.get(f"{reverse('activity-list')}?{query}").content.decode()
        return {word for word in ("蓝陶", "辰枢", "化工论坛") if f"{word}" in page.split("<tbody>")[-1]}

    assert shown("") == {"蓝陶", "辰枢", "化工论坛"}
    assert shown("kind=forum") == {"化工论坛"}
    assert shown(f"officer={world.officers['zhou'].pk}") == {"辰枢"}
    assert shown(f"company={blue.pk}") == {"蓝陶"}
    assert shown("first=2019-12-01&last=2019-12-31") == {"辰枢", "化工论坛"}
    assert shown(f"batch={world.batch.pk}&kind=visit") == {"蓝陶", "辰枢"}
    assert shown("first=nonsense") == {"蓝陶", "辰枢", "化工论坛"}


def test_a_long_list_goes_on_by_day_and_back(client: Client, lin: User, blue: Company, visited: Record) -> None:
    for day in range(1, 19):
        for hour in (8, 14):
            visited(lin, kind="forum", title=f"第{day}日{hour}时", on=date(2019, 12, day))
    page = as_user(client, lin).get(reverse("activity-list"))
    first = [line.title for line in page.context["lines"]]
    older = client.get(f"{reverse('activity-list')}?before={page.context['page'].older}")
    rest = [line.title for line in older.context["lines"]]
    assert len(first) == 30
    assert len(rest) == 6
    assert not set(first) & set(rest)
    assert first[0].startswith("第18日")
    newer = client.get(f"{reverse('activity-list')}?after={older.context['page'].newer}")
    assert [line.title for line in newer.context["lines"]] == first
    assert client.get(reverse("activity-list") + "?before=nonsense").status_code == 200


def test_the_list_and_the_page_ask_few_questions(
    client: Client, lin: User, blue: Company, robots: Company, visited: Record, django_assert_max_num_queries: Any
) -> None:
    for day in range(1, 16):
        visited(lin, blue, robots, on=date(2019, 12, day))
    as_user(client, lin).get(reverse("activity-list"))
    with django_assert_max_num_queries(20):
        client.get(reverse("activity-list"))
    with django_assert_max_num_queries(22):
        client.get(reverse("activity", args=[Activity.objects.all()[0].pk]))


def test_the_list_leaves_as_a_workbook_in_which_nothing_is_a_formula(
    client: Client, lin: User, visited: Record
) -> None:
    from openpyxl import load_workbook

    visited(lin, firm("=HYPERLINK(1)", "320507"), summary="=1+1")
    answer = as_user(client, lin).get(reverse("activity-export"))
    answer_bytes = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(BytesIO(answer_bytes)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    assert "裴舟" not in {cell.value for cell in cells}


def test_a_company_page_fetches_its_activities(client: Client, lin: User, blue: Company, visited: Record) -> None:
    url = reverse("company-activities", args=[blue.pk])
    as_user(client, lin)
    assert client.get(url)["Location"].endswith(f"?company={blue.pk}")
    assert "Nobody has called" in client.get(url, headers={"HX-Request": "true"}).content.decode()
    visited(lin, blue)
    assert "裴舟" in client.get(url, headers={"HX-Request": "true"}).content.decode()


def test_a_stranger_sees_nothing_of_it(
    client: Client, lin: User, guest: User, sun: User, stranger: User, han: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue)
    url = reverse("activity", args=[made.pk])
    assert client.get(url).status_code == 302
    for reader, answer in ((guest, 404), (han, 404), (sun, 403), (stranger, 403)):
        as_user(client, reader)
        assert client.get(url).status_code == answer
        assert client.get(reverse("activity-edit", args=[made.pk])).status_code in {403, 404}
        listed = client.get(reverse("activity-list"))
        assert "蓝陶" not in listed.content.decode()


def test_a_host_unit_reads_duty_and_no_firm(
    client: Client, lin: User, guest: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue)
    duty = visited(lin, kind="host_duty", title="督查垃圾分类", summary="走了三个小区")
    page = as_user(client, guest).get(reverse("activity-list")).content.decode()
    assert "督查垃圾分类" in page
    assert "蓝陶" not in page
    assert "Record a visit" not in page
    assert "走了三个小区" in client.get(reverse("activity", args=[duty.pk])).content.decode()
    assert client.get(reverse("event-list")).status_code == 403


def test_a_verifier_reads_names_of_counterparts_masked(
    client: Client, lin: User, zhao: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue)
    page = as_user(client, zhao).get(reverse("activity", args=[made.pk])).content.decode()
    assert "裴*" in page
    assert "裴舟" not in page


def test_an_event_gathers_who_was_met_there(client: Client, lin: User, blue: Company, visited: Record) -> None:
    as_user(client, lin)
    told = {"name": "长三角化工论坛", "kind": "forum", "first_on": "2019-12-17", "last_on": "2019-12-18"}
    answer = client.post(reverse("event-add"), told)
    url = answer["Location"]
    made = client.get(url).context["event"]
    visited(lin, blue, kind="forum", title="参加论坛", event=made)
    page = client.get(url).content.decode()
    assert "裴舟" in page
    assert blue.name in page
    assert "长三角化工论坛" in client.get(reverse("event-list") + "?q=化工").content.decode()
    edited = client.post(reverse("event-edit", args=[made.pk]), told | {"place": "嘉定", "revision": made.revision})
    assert edited.status_code == 302
    assert "嘉定" in client.get(url).content.decode()
    assert client.post(reverse("event-add"), told | {"last_on": "2019-12-01"}).status_code == 422


def test_notes_are_written_shared_and_kept(client: Client, lin: User, zhou: User, blue: Company) -> None:
    as_user(client, lin)
    told = {"text": "苏州电价口径", "on": "2019-12-18", "company": str(blue.pk), "company_text": blue.name}
    url = client.post(reverse("note-add"), told)["Location"]
    note = Note.objects.get()
    assert note.company == blue
    assert as_user(client, zhou).get(url).status_code == 404
    as_user(client, lin).post(reverse("note-share", args=[note.pk]))
    page = as_user(client, zhou).get(url).content.decode()
    assert "苏州电价口径" in page
    assert "林知夏" in page
    assert "苏州电价口径" in client.get(reverse("note-list") + "?show=shared").content.decode()
    assert client.get(reverse("note-edit", args=[note.pk])).status_code == 403
    as_user(client, lin)
    edited = {"text": "电价七毛一", "on": "2019-12-18", "revision": str(Note.objects.get().revision)}
    assert client.post(reverse("note-edit", args=[note.pk]), edited).status_code == 302
    assert Note.objects.get().text == "电价七毛一"


def test_a_note_belongs_to_the_activity_it_was_written_at(
    client: Client, lin: User, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue)
    as_user(client, lin).post(f"{reverse('note-add')}?activity={made.pk}", {"text": "再问电价", "on": "2019-12-18"})
    assert Note.objects.get().activity == made
    assert "再问电价" in client.get(reverse("activity", args=[made.pk])).content.decode()


def test_both_languages_speak(client: Client, lin: User, blue: Company, visited: Record) -> None:
    made = visited(lin, blue, on=TODAY)
    for language, words in (("en", "Visit to a firm"), ("zh-hans", "走访企业")):
        as_user(client, lin, language)
        for url in (reverse("activity", args=[made.pk]), reverse("activity-list"), VISIT):
            assert words in client.get(url).content.decode()


def test_an_edit_keeps_a_coarse_day(client: Client, world: World, lin: User, blue: Company, visited: Record) -> None:
    made = visited(lin, blue, on=date(2019, 12, 11), precision="ten_days")
    url = reverse("activity-edit", args=[made.pk])
    page = as_user(client, lin, "zh-hans").get(url).content.decode()
    assert "2019年12月中旬" in page
    client.post(url, visit_sheet(world, blue, on="2019年12月中旬", **{"met-0-0-name": "裴舟", "met-0-0-title": "厂长"}))
    made.refresh_from_db()
    assert (made.on, made.precision) == (date(2019, 12, 11), "ten_days")
    assert actions.withdraw_activity(lin, made, reason="重了").withdrawn_on == TODAY
