"""Today, capture and search in the hands of each role."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hometown.accounts.actions import set_preferences
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Activity
from hometown.kernel.money import Amount
from hometown.projects import actions as projects
from hometown.projects.models import Filing, Project
from tests.desk.test_actions import lead, visit
from tests.fieldwork.conftest import TODAY, Record, firm
from tests.people import World

pytestmark = pytest.mark.django_db


def as_user(client: Client, user: User, language: str = "en") -> Client:
    set_preferences(User.objects.get(pk=user.pk), language=language, theme="auto")
    client.force_login(user, backend="hometown.accounts.signing.PasswordBackend")
    return client


@pytest.fixture
def project(world: World, lin: User, blue: Company) -> Project:
    """A lead that Lin has reported."""
    filing = projects.file_lead(lin, company=blue, occurred_on=TODAY, **lead(world))
    found: Project = filing.project
    return found


def page_of(client: Client, user: User, url: str = "/") -> str:
    answer = as_user(client, user).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


# --- today -------------------------------------------------------------------------------------------------------


def test_an_officers_day_begins_with_its_number_and_what_to_write_down(client: Client, lin: User) -> None:
    page = page_of(client, lin)
    assert "day 109 away" in page
    for name in ("capture-visit", "project-file", "note-add", "activity-add"):
        assert f'href="{reverse(name)}"' in page


def test_a_next_step_stands_on_the_day_of_whoever_took_it_on(
    client: Client, lin: User, zhou: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue, next_step="把图纸和电价发去", next_step_due=TODAY)
    assert "把图纸和电价发去" in page_of(client, lin)
    assert "把图纸和电价发去" not in page_of(client, zhou)


def test_a_visit_with_nobody_named_and_a_filing_without_contact_wait_for_their_officer(
    client: Client, world: World, lin: User, zhou: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue, people=())
    projects.file_lead(lin, company=blue, occurred_on=TODAY, **lead(world, contact_evidence="", name="电子陶瓷"))
    page = page_of(client, lin)
    assert "name whom you met" in page
    assert "complete it to hold the first claim" in page
    assert "name whom you met" not in page_of(client, zhou)


def test_a_verifier_finds_what_waits_and_not_what_they_may_not_verify(
    client: Client, world: World, lin: User, zhao: User, wang: User, project: Project
) -> None:
    projects.report_evidence(lin, project=project, stage="signed", kind="contract", file_name="合同.txt",
                             content="甲方乙方".encode())  # fmt: skip
    page = page_of(client, zhao)
    assert "Waits for your verification" in page
    assert project.name in page
    assert "Waits for your verification" not in page_of(client, wang)


def test_what_a_verifier_said_comes_back_to_the_reporter(
    client: Client, lin: User, zhao: User, project: Project
) -> None:
    evidence = projects.report_evidence(lin, project=project, stage="signed", kind="contract", file_name="合同.txt",
                                        content="甲方乙方".encode())  # fmt: skip
    projects.verify_evidence(zhao, evidence=evidence, holds=False, reason="没有盖章")
    page = page_of(client, lin)
    assert "What came back" in page
    assert "没有盖章" in page


@pytest.mark.parametrize("name", ["sun", "auditor", "operator"])
def test_an_administrator_sees_a_plain_page_and_no_business(
    client: Client, request: pytest.FixtureRequest, lin: User, blue: Company, visited: Record, name: str
) -> None:
    visited(lin, blue, next_step="把图纸发去", next_step_due=TODAY)
    page = page_of(client, request.getfixturevalue(name))
    assert "Your pages" in page
    assert "蓝陶" not in page
    assert "quick" not in page


def test_somebody_without_a_role_is_told_whom_to_ask(client: Client, stranger: User) -> None:
    assert "No role yet" in page_of(client, stranger)


def test_a_host_unit_sees_duty_only(client: Client, lin: User, guest: User, blue: Company, visited: Record) -> None:
    visited(lin, blue)
    visited(lin, kind="host_duty", title="督查垃圾分类")
    page = page_of(client, guest)
    assert "督查垃圾分类" in page
    assert "蓝陶" not in page
    assert "quick" not in page


@pytest.mark.parametrize("name", ["fang", "wang", "han", "qian", "leader", "meng", "zhou"])
def test_every_role_has_a_day(client: Client, request: pytest.FixtureRequest, project: Project, name: str) -> None:
    user = request.getfixturevalue(name)
    for language in ("en", "zh-hans"):
        assert as_user(client, user, language).get("/").status_code == 200


def test_the_day_asks_few_questions(
    client: Client, world: World, lin: User, fang: User, blue: Company, robots: Company, project: Project,
    visited: Record, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for _ in range(8):
        visited(lin, blue, robots, people=())
    for user in (lin, fang):
        as_user(client, user).get("/")
        with django_assert_max_num_queries(50):
            client.get("/")


# --- capture -----------------------------------------------------------------------------------------------------


def sheet(world: World, company: Company, **more: Any) -> dict[str, Any]:
    return {
        "on": "2019-12-18", "firms": "1", "met-0-people": "1", "met-0-interest": "not_raised", "met-0-0-name": "裴舟",
        "met-0-company": str(company.pk), "met-0-company_text": company.name,
        "officers": [str(world.officers["lin"].pk)], "lead-unit": str(world.units["putuo_group"].pk),
        "lead-source": "visit",
    } | more  # fmt: skip


def test_a_visit_alone_is_recorded(client: Client, world: World, lin: User, blue: Company) -> None:
    answer = as_user(client, lin).post(reverse("capture-visit"), sheet(world, blue))
    assert answer["Location"] == reverse("activity", args=[Activity.objects.get().pk])
    assert not Filing.objects.exists()


def test_a_visit_with_its_lead_is_recorded_at_once(client: Client, world: World, lin: User, blue: Company) -> None:
    told = sheet(world, blue, **{"lead-wanted": "on", "lead-name": "电子陶瓷扩产", "lead-summary": "找两万平方米厂房",
                                 "lead-amount": "约4200万", "lead-contact_evidence": "对方要图纸"})  # fmt: skip
    answer = as_user(client, lin).post(reverse("capture-visit"), told)
    made = Project.objects.get()
    assert answer["Location"] == reverse("project", args=[made.pk])
    assert (made.name, made.amount_bound) == ("电子陶瓷扩产", "about")
    assert Activity.objects.get().company_links.get().company == made.company


def test_a_lead_that_cannot_be_read_keeps_everything_and_records_nothing(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    told = sheet(world, blue, summary="租约到期", **{"lead-wanted": "on", "lead-amount": "一大笔"})
    answer = as_user(client, lin).post(reverse("capture-visit"), told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_lead-amount"' in page
    assert "租约到期" in page
    assert "一大笔" in page
    assert not Activity.objects.exists()


def test_an_excluded_class_refuses_visit_and_lead_and_says_so(
    client: Client, world: World, lin: User, blue: Company
) -> None:
    from hometown.policy.standing import in_force

    told = sheet(world, blue, **{"lead-wanted": "on", "lead-excluded_class": in_force().claims.excluded[0].code,
                                 "lead-contact_evidence": "对方要图纸"})  # fmt: skip
    answer = as_user(client, lin).post(reverse("capture-visit"), told)
    assert answer.status_code == 422
    assert not Activity.objects.exists()


def test_adding_a_row_keeps_the_lead(client: Client, world: World, lin: User, blue: Company) -> None:
    told = sheet(world, blue, add="met-0", **{"lead-wanted": "on", "lead-name": "电子陶瓷扩产"})
    page = as_user(client, lin).post(reverse("capture-visit"), told).content.decode()
    assert "电子陶瓷扩产" in page
    assert 'name="met-0-1-name"' in page
    assert "error-summary" not in page


def test_whoever_records_nothing_captures_nothing(client: Client, guest: User, zhao: User, sun: User) -> None:
    for user in (guest, zhao, sun):
        as_user(client, user)
        assert client.get(reverse("capture")).status_code == 403
        assert client.get(reverse("capture-visit")).status_code == 403


def test_capture_offers_everything_one_may_write_down(client: Client, lin: User) -> None:
    page = page_of(client, lin, reverse("capture"))
    assert reverse("note-add") in page
    assert "met-0-company" in page_of(client, lin, reverse("capture-visit"))


# --- search ------------------------------------------------------------------------------------------------------


def found(client: Client, user: User, words: str, **headers: str) -> str:
    answer = as_user(client, user).get(reverse("search"), {"q": words}, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_search_finds_firms_projects_activities_events_and_officers(
    client: Client, world: World, lin: User, project: Project, blue: Company, visited: Record
) -> None:
    made = visited(lin, blue)
    fieldwork.add_event(lin, name="蓝陶新品发布会", kind="other", first_on=TODAY)
    page = found(client, lin, "蓝陶")
    for url in (reverse("company", args=[blue.pk]), reverse("project", args=[project.pk]),
                reverse("activity", args=[made.pk])):  # fmt: skip
        assert url in page
    assert "<mark>蓝陶</mark>" in page
    assert "新品发布会" in page
    assert "林知夏" in found(client, lin, "知夏").replace("<mark>", "").replace("</mark>", "")


def test_one_character_is_not_enough_and_nothing_found_is_said(client: Client, lin: User, blue: Company) -> None:
    assert "two characters" in found(client, lin, "蓝")
    assert "Nothing here is called" in found(client, lin, "无此企业")


def test_while_typing_only_the_fragment_comes(client: Client, lin: User, blue: Company) -> None:
    page = found(client, lin, "蓝陶", **{"HX-Request": "true"})
    assert "<html" not in page
    assert "<mark>蓝陶</mark>" in page


def test_markup_in_a_name_stays_text(client: Client, lin: User) -> None:
    firm("<b>lan</b>tao", "320507")
    page = found(client, lin, "lan")
    assert "&lt;b&gt;<mark>lan</mark>&lt;/b&gt;" in page
    assert "<b>lan" not in page


def test_nobody_finds_what_they_may_not_see(
    client: Client, world: World, lin: User, zhou: User, han: User, guest: User, meng: User, project: Project,
    blue: Company, visited: Record,
) -> None:  # fmt: skip
    made = visited(lin, blue)
    hidden = (reverse("project", args=[project.pk]), reverse("activity", args=[made.pk]))
    for user in (zhou, han, guest, meng):
        page = found(client, user, "蓝陶")
        assert not any(url in page for url in hidden)
    for user in (guest, meng):
        assert reverse("company", args=[blue.pk]) not in found(client, user, "蓝陶")


def test_an_administrator_does_not_search(client: Client, sun: User, stranger: User) -> None:
    for user in (sun, stranger):
        assert as_user(client, user).get(reverse("search"), {"q": "蓝陶"}).status_code == 403


def test_a_sending_unit_does_not_learn_a_firm_by_its_visit(
    client: Client, world: World, lin: User, blue: Company, visited: Record
) -> None:
    from tests.people import person

    sender = person(world, "sender", "沈派出", "sending_unit", "unit", world.units["civil"].pk)
    made = visited(lin, blue, place="苏州相城区")
    page = page_of(client, sender, reverse("activity", args=[made.pk]))
    assert "蓝陶" not in page
    assert reverse("activity", args=[made.pk]) not in found(client, sender, "蓝陶")
    assert reverse("activity", args=[made.pk]) in found(client, sender, "苏州")
    assert "蓝陶" not in page_of(client, sender)
    fieldwork.withdraw_activity(lin, made, reason="蓝陶说改期")
    assert "蓝陶" not in page_of(client, sender, reverse("activity", args=[made.pk]))
    assert visit(world, blue)["kind"] == "visit"


# --- what pages below ask for ------------------------------------------------------------------------------------


def test_a_visit_and_an_event_show_the_projects_behind_them(
    client: Client, world: World, lin: User, zhou: User, blue: Company, project: Project, visited: Record
) -> None:
    event = fieldwork.add_event(lin, name="化工论坛", kind="forum", first_on=TODAY)
    other = firm("宁波九曲模具有限公司", "330206")
    projects.file_lead(
        lin,
        company=other,
        occurred_on=TODAY,
        amount=Amount(Decimal(30_000_000)),
        **lead(world, name="模具", event=event),
    )
    made = visited(lin, blue)
    of_visit, of_event = reverse("activity-projects", args=[made.pk]), reverse("event-leads", args=[event.pk])
    assert of_visit in page_of(client, lin, reverse("activity", args=[made.pk]))
    assert of_event in page_of(client, lin, reverse("event", args=[event.pk]))
    assert project.name in client.get(of_visit, headers={"HX-Request": "true"}).content.decode()
    assert "模具" in client.get(of_event).content.decode()
    theirs = client.get(reverse("activity-projects", args=[visited(lin, other).pk])).content.decode()
    assert re.search(r"CN¥30 million|30 million|3000万元", theirs), theirs
    as_user(client, zhou)
    assert client.get(of_visit).status_code == 404
    assert "模具" not in client.get(of_event).content.decode()


def test_a_filing_that_supports_anothers_project_does_not_tell_its_name(
    client: Client, world: World, lin: User, zhou: User, blue: Company
) -> None:
    told = lead(world)
    projects.file_lead(lin, company=blue, occurred_on=TODAY, **told)
    theirs = {**told, "unit": world.units["jiading_group"], "name": "", "contact_evidence": ""}
    filing = projects.file_lead(zhou, company=blue, occurred_on=TODAY, **theirs)
    assert filing.is_supporting
    page = page_of(client, zhou)
    assert reverse("filing-amend", args=[filing.pk]) in page
    assert filing.project.name not in page
    assert blue.name in page
