"""Pages of learning: who reads what, and how a question goes its way through forms."""

from typing import Any

import pytest
from django.test import Client

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.dispatch import access as dispatch
from hometown.dispatch.board import Board
from hometown.exchange import actions
from hometown.exchange.models import Adoption, Answer, Benchmark, Practice, Question
from hometown.fieldwork.models import ActivityOfficer
from hometown.meetings import gathering, rules
from hometown.meetings.rules import Week
from tests.people import World
from tests.projects.conftest import a_firm, a_visit

from .conftest import DUE, TODAY, a_practice, an_answer, asked, put

pytestmark = pytest.mark.django_db
LISTS = ("/questions/", "/questions/?show=all", "/practices/", "/benchmarks/", "/learning/")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(user: User, address: str) -> str:
    answer = as_(user).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def test_home_and_officers_read_and_a_host_unit_and_a_leader_do_not(
    world: World, han: User, lin: User, zhao: User, guest: User, leader: User
) -> None:
    question = asked(han, world)
    for address in (*LISTS, f"/questions/{question.pk}/"):
        for user in (han, lin, zhao):
            read(user, address)
        for user in (guest, leader):
            assert as_(user).get(address).status_code == 403


def test_a_question_is_asked_answered_and_accepted_through_forms(world: World, han: User, lin: User) -> None:
    told = {"title": "园区怎样配专人", "why": "企业找不到人", "theme": "parks", "due_on": DUE.isoformat()}
    form = told | {"unit": str(world.units["suixi"].pk)}
    assert as_(han).post("/questions/ask/", form).status_code == 302
    question = Question.objects.get()
    page = f"/questions/{question.pk}/"
    assert "我来找答案" in read(lin, page)
    assert as_(lin).post(f"{page}answer/", {"text": "每栋楼一名专员"}).status_code == 302
    answer = Answer.objects.get()
    assert "采纳答案" in read(han, page)
    assert "采纳答案" not in read(lin, page)
    assert as_(lin).post(f"/answers/{answer.pk}/accept/").status_code == 403
    assert as_(han).post(f"/answers/{answer.pk}/accept/").status_code == 302
    form = {"title": "楼宇专员", "theme": "parks", "what": "每栋楼一名专员", "place": "普陀区"}
    start = read(lin, f"/practices/write/?answer={answer.pk}")
    assert "每栋楼一名专员" in start  # nobody types it again
    assert as_(lin).post(f"/practices/write/?answer={answer.pk}", form).status_code == 302
    practice = Practice.objects.get(answer=answer)
    assert as_(han).post(f"/practices/{practice.pk}/adopt/", {"unit": str(world.units["suixi"].pk)}).status_code == 302
    adoption = Adoption.objects.get()
    refused = as_(han).post(f"/adoptions/{adoption.pk}/move/", {"step": "adopted", "on": TODAY.isoformat()})
    assert refused.status_code == 422  # an idea is tried first


def test_a_colleague_takes_a_question_over_on_its_page(world: World, han: User, ding: User, lin: User) -> None:
    page = f"/questions/{asked(han, world).pk}/"
    assert [f"{page}take-over/" in read(user, page) for user in (han, ding, lin)] == [False, True, False]
    assert as_(lin).post(f"{page}take-over/").status_code == 403
    assert as_(ding).post(f"{page}take-over/").status_code == 302
    assert "丁若水" in read(lin, page)
    assert [f"{page}take-over/" in read(user, page) for user in (han, ding)] == [True, False]


def test_two_who_word_a_question_anew_do_not_overwrite_each_other(world: World, han: User, ding: User) -> None:
    question = asked(han, world)
    address = f"/questions/{question.pk}/edit/"
    form = {"title": "甲", "why": "乙", "theme": "parks", "due_on": DUE.isoformat(), "revision": question.revision}
    assert as_(han).post(address, form).status_code == 302
    late = as_(ding).post(address, form | {"title": "丙"})
    assert late.status_code == 422
    assert "丙" in late.content.decode()  # what was typed stays
    assert Question.objects.get().title == "甲"


def test_whom_one_met_is_shown_masked_and_only_to_who_sees_companies(
    world: World, han: User, lin: User, meng: User
) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    visit = a_visit(world, firm, TODAY)
    known = Contact(company=firm, name="郁青禾", title="总监", known_to=world.officers["lin"].pk)
    put(known, ActivityOfficer(activity=visit, officer=world.officers["lin"]))
    question = asked(han, world)
    an_answer(lin, question, activity=visit, contacts=[known])
    page = f"/questions/{question.pk}/"
    shown, hidden = read(lin, page), read(meng, page)
    assert "总监" in shown
    assert "郁青禾" not in shown + hidden
    assert firm.name in shown
    assert firm.name not in hidden


def test_a_comparison_leads_to_a_question(world: World, han: User, lin: User) -> None:
    form = {
        "title": "企业服务", "theme": "services", "there": "有专员", "gap": "没有专人",
        "unit": str(world.units["suixi"].pk),
    }  # fmt: skip
    assert as_(lin).post("/benchmarks/write/", form).status_code == 302
    benchmark = Benchmark.objects.get()
    start = read(han, f"/questions/ask/?benchmark={benchmark.pk}")
    assert "没有专人" in start
    asked(han, world, benchmark=benchmark)
    assert "园区怎样给企业配专人" in read(lin, f"/benchmarks/{benchmark.pk}/")


def test_a_question_overdue_stands_on_the_board_with_one_person(
    world: World, han: User, lin: User, zhou: User, fang: User
) -> None:
    question = asked(han, world, due_on=TODAY)

    def row(user: User) -> list[str]:
        group = Board(dispatch.sight(user, world.batch), TODAY).group("questions")
        return [item.person.name for item in group.rows if item.person] if group else []

    assert row(fang) == [han.name]  # nobody has it: who asked
    actions.claim(lin, question=question)
    assert (row(fang), row(lin), row(zhou)) == ([lin.name], [lin.name], [])
    an_answer(lin, Question.objects.get())
    assert row(fang) == []


def test_the_pack_of_a_week_tells_practices_and_accepted_answers_once(world: World, han: User, lin: User) -> None:
    first, second = asked(han, world, title="甲"), asked(han, world, title="乙")
    told, kept = an_answer(lin, first), an_answer(lin, second, text="另一个答案")
    for one in (told, kept):
        actions.accept(han, answer=one)
    practice = a_practice(lin, answer=told)
    found = [one for one in gathering.practices(world.batch, Week.of(TODAY)) if one.section == rules.PRACTICES]
    assert [(one.source, one.pk) for one in found] == [("practice", practice.pk), ("question", second.pk)]


def test_questions_leave_as_a_workbook_in_which_text_stays_text(
    client: Client, world: World, wang: User, lin: User
) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    actions.ask(
        wang,
        unit=world.units["bureau"],
        title="=1+1",
        why="@SUM(A1)",
        theme="industry",
        due_on=DUE,
    )
    client.force_login(lin)
    sheet: Any = load_workbook(BytesIO(client.get("/questions/export/?show=all").content)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {"=1+1", "@SUM(A1)"} <= {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    none: Any = load_workbook(BytesIO(client.get("/questions/export/?show=answered").content)).active
    assert none.max_row == 1
