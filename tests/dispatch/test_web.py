"""The pages of the dispatch: who gets in, what they show, what a tap does."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.dispatch import actions
from hometown.dispatch.models import Assignment, DispatchSheet, SupervisionItem
from hometown.fieldwork.models import Activity
from hometown.projects.models import Project
from hometown.tasks.models import Task
from tests.people import World
from tests.projects.conftest import a_visit

from .conftest import TODAY, a_firm, put

As = Callable[[User], Client]


@pytest.fixture
def as_person() -> As:
    def signed_in(user: User) -> Client:
        client = Client()
        user.language = "en"
        put(user)
        client.force_login(user)
        return client

    return signed_in


def text(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def test_a_stranger_and_a_host_unit_see_no_board(stranger: User, guest: User, sun: User, as_person: As) -> None:
    for user in (stranger, guest, sun):
        assert as_person(user).get("/dispatch/").status_code == 403


def test_the_secretary_assigns_and_the_officer_answers_in_one_tap(
    world: World, fang: User, lin: User, project: Project, as_person: As
) -> None:
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    secretary, officer = as_person(fang), as_person(lin)
    board = text(secretary.get("/dispatch/"))
    assert "园区蒸汽不够" in board
    link = f"/dispatch/assign/?about=projects.project:{project.pk}&batch=1"
    sent = secretary.post(link, {"what": "问经开区供汽", "owner": str(lin.pk), "due_on": TODAY + timedelta(days=1)})
    assert sent.status_code == 302
    assignment = Assignment.objects.get()
    assert f'id="assigned-{assignment.pk}"' in text(officer.get("/"))
    tapped = officer.post(reverse("assignment-answer", args=[assignment.pk]), {"said": "done", "next": "/dispatch/"})
    assert tapped["Location"] == "/dispatch/"
    assert Task.objects.get().closed_on == TODAY
    assert f'id="assigned-{assignment.pk}"' not in text(officer.get("/"))
    assert "问经开区供汽" in text(secretary.get("/dispatch/"))  # among what changed


def test_today_shows_an_assignment_once(world: World, fang: User, lin: User, as_person: As) -> None:
    actions.assign(fang, what="约韩总回访", owner=lin, due_on=TODAY, batch=world.batch)
    page = text(as_person(lin).get("/"))
    assert page.count('<a href="/dispatch/assignments/') == 1
    assert "Close: 约韩总回访" not in page


def test_a_tap_of_htmx_answers_with_the_part_as_it_is_now(world: World, fang: User, lin: User, as_person: As) -> None:
    assignment = actions.assign(fang, what="约韩总回访", owner=lin, due_on=TODAY, batch=world.batch)
    officer = as_person(lin)
    answer = officer.post(
        reverse("assignment-answer", args=[assignment.pk]), {"said": "help"}, headers={"HX-Request": "true"}
    )
    assert "help wanted" in text(answer)
    later = officer.post(
        reverse("assignment-answer", args=[assignment.pk]),
        {"said": "later", "not_before": TODAY + timedelta(days=4), "words": "对方出差"},
    )
    assert later.status_code == 302
    assert Task.objects.get().due_on == TODAY + timedelta(days=4)
    for odd in ({"said": "never"}, {"said": "later", "not_before": "soon"}, {"said": "later"}):
        assert officer.post(reverse("assignment-answer", args=[assignment.pk]), odd).status_code == 400


def test_an_answer_leads_nowhere_else(world: World, fang: User, lin: User, as_person: As) -> None:
    assignment = actions.assign(fang, what="约韩总回访", owner=lin, due_on=TODAY, batch=world.batch)
    answer = as_person(lin).post(
        reverse("assignment-answer", args=[assignment.pk]), {"said": "help", "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/"


def test_no_board_shows_a_day_to_come_or_no_day(fang: User, as_person: As) -> None:
    secretary = as_person(fang)
    assert secretary.get(f"/dispatch/{TODAY + timedelta(days=1)}/").status_code == 400
    for odd in ("yesterday", "2019-13-40", "0001-01-01"):
        assert secretary.get(f"/dispatch/{odd}/").status_code == 400
    assert secretary.get("/dispatch/?batch=9").status_code == 404
    assert secretary.get("/dispatch/?batch=all&group=nothing").status_code == 200


def test_a_past_board_shows_what_was_known_then(
    world: World, fang: User, lin: User, project: Project, as_person: As
) -> None:
    from .conftest import on_day

    with on_day(TODAY - timedelta(days=2)):
        blocker = actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    actions.clear_blocker(lin, blocker=blocker, how="已解决")
    secretary = as_person(fang)
    then = text(secretary.get(f"/dispatch/{TODAY - timedelta(days=2)}/"))
    assert reverse("blocker-clear", args=[blocker.pk]) in then
    assert "Assign<" not in then  # nothing is assigned in the past
    assert reverse("blocker-clear", args=[blocker.pk]) not in text(secretary.get("/dispatch/"))


def test_a_sheet_is_issued_read_and_taken_along_as_an_official_document(
    world: World, fang: User, lin: User, project: Project, as_person: As
) -> None:
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    secretary = as_person(fang)
    assert secretary.post("/dispatch/sheets/issue/", {"line": "先解决供汽"}).status_code == 302
    sheet = DispatchSheet.objects.get()
    page = text(secretary.get(reverse("dispatch-sheet", args=[sheet.pk])))
    assert "先解决供汽" in page
    taken = secretary.get(reverse("dispatch-sheet", args=[sheet.pk]) + "?format=docx")
    inside = ZipFile(BytesIO(taken.content)).read("word/document.xml").decode()
    assert "园区蒸汽不够" in inside
    assert secretary.post("/dispatch/sheets/issue/", {"line": ""}).status_code in (409, 422)


def test_the_document_of_a_sheet_names_nothing_commercially_sensitive(
    world: World, fang: User, lin: User, project: Project, as_person: As
) -> None:
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    sheet = actions.issue_sheet(fang, batch=world.batch)
    project.label = "sensitive"
    put(project)
    address = reverse("dispatch-sheet", args=[sheet.pk])
    assert project.name in text(as_person(fang).get(address))
    inside = ZipFile(BytesIO(as_person(fang).get(address + "?format=docx").content)).read("word/document.xml").decode()
    assert project.name not in inside
    assert "园区蒸汽不够" not in inside
    assert lin.name in inside


def test_a_blocker_is_said_and_cleared_on_the_projects_page(lin: User, project: Project, as_person: As) -> None:
    officer = as_person(lin)
    said = officer.post(f"/dispatch/blockers/add/?project={project.pk}", {"text": "园区蒸汽不够"})
    assert said["Location"] == reverse("project", args=[project.pk])
    part = text(officer.get(reverse("project-blockers", args=[project.pk]), headers={"HX-Request": "true"}))
    assert "园区蒸汽不够" in part
    assert officer.post("/dispatch/blockers/add/", {"text": "x"}).status_code == 404


def test_supervision_runs_through_its_pages(world: World, fang: User, han: User, wang: User, as_person: As) -> None:
    visit: Activity = a_visit(world, a_firm())
    secretary, county = as_person(fang), as_person(han)
    form = {"words": "两周内给出供地方案", "promised_to": "沈总", "unit": str(world.units["suixi"].pk)}
    due = {"due_on": TODAY + timedelta(days=10)}
    made = secretary.post(f"/supervision/promise/?activity={visit.pk}", form | due)
    item = SupervisionItem.objects.get()
    assert made["Location"] == reverse("supervision", args=[item.pk])
    assert "两周内给出供地方案" in text(county.get("/supervision/"))
    report = reverse("supervision-report", args=[item.pk])
    assert county.post(report, {"words": "办好了"}).status_code == 422
    plan = BytesIO(b"the plan")
    plan.name = "plan.txt"
    assert county.post(report, {"words": "办好了", "file": plan}).status_code == 302
    assert county.get(reverse("supervision-paper", args=[item.pk])).status_code == 200
    assert secretary.post(reverse("supervision-confirm", args=[item.pk]), {"words": ""}).status_code == 302
    assert "confirmed as done" in text(secretary.get(reverse("supervision", args=[item.pk])))
    assert secretary.get("/supervision/promise/").status_code == 404
