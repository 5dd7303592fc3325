"""The pages of landing: who gets in, what they show, where each door leads."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hometown.accounts.models import User
from hometown.kernel.money import Amount
from hometown.landing import access, actions
from hometown.landing.actions.escalating import Serving
from hometown.landing.actions.instructing import Told
from hometown.landing.models import Addressee, Escalation, Instruction, JointReview, ReviewOpinion, Routing
from hometown.projects.models import Project
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task
from tests.people import World

from .conftest import Sheets, a_firm, a_lead, on_day, put

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


@pytest.fixture
def major(world: World, lin: User) -> Project:
    amount = Amount(Decimal(2_000_000_000))
    lead: Project = a_lead(world, lin, a_firm("江苏泽远化学股份有限公司"), name="聚烯烃项目", amount=amount).project
    return lead


@pytest.fixture
def escalation(world: World, major: Project, wang: User, bai: User) -> Escalation:
    serving = [Serving(world.units["ecology"], "环评预审", bai)]
    return actions.escalate(wang, project=major, lead_unit=world.units["suixi"], units=serving)


@pytest.fixture
def review(world: World, wang: User, project: Project, bai: User, shen: User) -> JointReview:
    return actions.open_review(wang, project=project, units=[world.units["ecology"], world.units["economy"]])


def sheet_of(review: JointReview, user: User) -> ReviewOpinion:
    return access.opinion_for(user, access.visible_opinions(user).get(review=review).pk)


# --- who gets in ----------------------------------------------------------------------------------------------------


def test_a_stranger_sees_nothing(
    sent: Routing, review: JointReview, escalation: Escalation, stranger: User, guest: User, sun: User, as_person: As
) -> None:
    pages = [
        ("routing-list", []), ("routing", [sent.pk]), ("joint-review-list", []), ("joint-review", [review.pk]),
        ("escalation-list", []), ("escalation", [escalation.pk]), ("instruction-list", []),
        ("project-landing", [sent.project_id]),
    ]  # fmt: skip
    for person in (stranger, guest, sun):
        client = as_person(person)
        for name, args in pages:
            answer = client.get(reverse(name, args=args))
            assert answer.status_code == 403, name
            assert sent.project.name not in text(answer)


def test_a_county_sees_what_was_sent_to_it_and_no_other(
    world: World, sent: Routing, xu: User, han: User, as_person: As
) -> None:
    assert sent.project.name in text(as_person(han).get(reverse("routing-list")))
    assert sent.project.name not in text(as_person(xu).get(reverse("routing-list")))
    assert as_person(xu).get(reverse("routing", args=[sent.pk])).status_code == 404


# --- routing --------------------------------------------------------------------------------------------------------


def test_the_bureau_sends_and_the_county_assesses_and_returns(
    world: World, project: Project, wang: User, han: User, as_person: As
) -> None:
    bureau, county = as_person(wang), as_person(han)
    answer = bureau.post(reverse("routing-send", args=[project.pk]), {"unit": world.units["suixi"].pk, "why": "有厂房"})
    routing = Routing.objects.get()
    assert answer.headers["Location"] == reverse("routing", args=[routing.pk])
    page = text(county.get(reverse("routing", args=[routing.pk])))
    assert "Answer: 3 days left" in page
    assert reverse("routing-assess", args=[routing.pk]) in page
    assert county.post(reverse("routing-respond", args=[routing.pk])).status_code == 302
    failed = county.post(reverse("routing-assess", args=[routing.pk]), {"energy": "蒸汽不足"})
    assert failed.status_code == 422
    assert "蒸汽不足" in text(failed)  # what was typed is kept
    answer = county.post(reverse("routing-assess", args=[routing.pk]), {"energy": "蒸汽不足", "fits": "no"})
    assert answer.headers["Location"] == reverse("routing-return", args=[routing.pk])
    assert county.post(reverse("routing-return", args=[routing.pk]), {"reason": "load"}).status_code == 422
    county.post(reverse("routing-return", args=[routing.pk]), {"reason": "load", "words": "园区蒸汽已满"})
    page = text(bureau.get(reverse("routing", args=[routing.pk])))
    assert "园区蒸汽已满" in page
    assert reverse("routing-send", args=[project.pk]) in page


def test_doors_stand_where_they_open(sent: Routing, han: User, wang: User, lin: User, as_person: As) -> None:
    doors = {name: reverse(name, args=[sent.pk]) for name in ("routing-assess", "routing-return", "routing-recall")}
    shown = {}
    for person in (han, wang, lin):
        page = text(as_person(person).get(reverse("routing", args=[sent.pk])))
        shown[person.login] = {name for name, url in doors.items() if url in page}
    assert shown == {"han": {"routing-assess", "routing-return"}, "wang": {"routing-recall"}, "lin": set()}
    assert as_person(wang).get(doors["routing-assess"]).status_code == 403
    assert as_person(lin).get(doors["routing-recall"]).status_code == 403


def test_the_filters_live_in_the_address_and_exceptions_come_first(
    world: World, lin: User, wang: User, sent: Routing, as_person: As
) -> None:
    with on_day(date(2019, 12, 10)):
        older = a_lead(world, lin, a_firm(), name="光伏型材").project
        actions.send(wang, project=older, unit=world.units["xiangshan"])
    client = as_person(wang)
    page = text(client.get(reverse("routing-list")))
    assert page.index("光伏型材") < page.index(sent.project.name)
    assert "9 days late" in page
    red = text(client.get(reverse("routing-list"), {"lamp": "red"}))
    assert "光伏型材" in red
    assert sent.project.name not in red
    amber = text(client.get(reverse("routing-list"), {"lamp": "amber", "unit": str(world.units["suixi_park"].pk)}))
    assert sent.project.name in amber
    assert "光伏型材" not in amber
    assert client.get(reverse("routing-list"), {"lamp": "blue", "unit": "x", "state": "?"}).status_code == 200


def test_the_list_asks_no_more_when_it_holds_more(world: World, lin: User, wang: User, as_person: As) -> None:
    client, url = as_person(wang), reverse("routing-list")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    actions.send(wang, project=a_lead(world, lin, a_firm()).project, unit=world.units["suixi"])
    queries()
    few = queries()
    for _ in range(4):
        actions.send(wang, project=a_lead(world, lin, a_firm()).project, unit=world.units["suixi"])
    assert queries() == few


def test_the_workbook_keeps_text_as_text(world: World, lin: User, wang: User, as_person: As) -> None:
    project = a_lead(world, lin, a_firm(), name="=1+1").project
    actions.send(wang, project=project, unit=world.units["suixi"])
    content = as_person(wang).get(reverse("routing-export")).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cell = sheet.cell(2, 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet.max_row == 2


def test_a_project_page_asks_for_its_landing_by_address(sent: Routing, wang: User, lin: User, as_person: As) -> None:
    url = reverse("project-landing", args=[sent.project_id])
    assert url in text(as_person(wang).get(reverse("project", args=[sent.project_id])))
    part = text(as_person(wang).get(url, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "濉溪经开区" in part
    assert reverse("joint-review-open", args=[sent.project_id]) in part
    assert "<html" in text(as_person(lin).get(url))
    assert reverse("joint-review-open", args=[sent.project_id]) not in text(as_person(lin).get(url))


# --- joint review ---------------------------------------------------------------------------------------------------


def test_a_department_writes_a_sheet_with_pending_lines_and_sees_no_other(
    review: JointReview, bai: User, shen: User, wang: User, full_sheet: Sheets, as_person: As
) -> None:
    actions.write_sheet(shen, opinion=sheet_of(review, shen), marks=full_sheet(60), words="投资强度够")
    client = as_person(bai)
    url = reverse("joint-review-sheet", args=[sheet_of(review, bai).pk])
    both = client.post(url, {"environment": "4", "pending_environment": "on"})
    assert both.status_code == 422
    over = client.post(url, {"environment": "9"})
    assert over.status_code == 422
    assert "from 0 to 5" in text(over)
    answer = client.post(url, {"environment": "4.5", "pending_safety": "on", "words": "环评可行"})
    assert answer.headers["Location"] == reverse("joint-review", args=[review.pk])
    marks = {mark.criterion: mark.value for mark in sheet_of(review, bai).marks.all()}
    assert marks == {"environment": Decimal("4.5"), "safety": None}
    page = text(client.get(reverse("joint-review", args=[review.pk])))
    assert "投资强度够" not in page
    assert "each department marks for itself" in page
    assert "投资强度够" in text(as_person(wang).get(reverse("joint-review", args=[review.pk])))
    assert client.get(reverse("joint-review-workbook", args=[review.pk])).status_code == 404


def test_the_review_page_shows_a_range_and_closes_only_when_it_is_decided(
    review: JointReview, bai: User, shen: User, wang: User, full_sheet: Sheets, as_person: As
) -> None:
    client, url = as_person(wang), reverse("joint-review", args=[review.pk])
    close = reverse("joint-review-close", args=[review.pk])
    for person in (bai, shen):
        actions.write_sheet(person, opinion=sheet_of(review, person), marks=full_sheet(50, pending=("tax",)))
    page = text(client.get(url))
    assert "at least 42.00, at most 58.00" in page  # 50 % of 84, and of the pending 16 none or all
    assert "pending" in page
    assert close in page  # it cannot pass any more
    actions.write_sheet(bai, opinion=sheet_of(review, bai), marks=full_sheet(70, pending=("tax", "size")))
    assert close not in text(client.get(url))
    assert client.post(close).status_code == 409


def test_the_list_of_reviews_tells_a_department_what_waits(
    review: JointReview, bai: User, wang: User, as_person: As
) -> None:
    assert reverse("joint-review-sheet", args=[sheet_of(review, bai).pk]) in text(
        as_person(bai).get(reverse("joint-review-list"))
    )
    page = text(as_person(wang).get(reverse("joint-review-list"), {"state": "open"}))
    assert "0 of 2 answered" in page


def test_the_bureau_asks_only_where_somebody_may_mark(
    world: World, project: Project, wang: User, bai: User, as_person: As
) -> None:
    client, url = as_person(wang), reverse("joint-review-open", args=[project.pk])
    page = text(client.get(url))
    assert "市生态环境局" in page
    assert "市民政局" not in page
    assert client.post(url, {"note": "看环评"}).status_code == 422
    answer = client.post(url, {"units": [str(world.units["ecology"].pk)], "note": "看环评"})
    assert answer.headers["Location"] == reverse("joint-review", args=[JointReview.objects.get().pk])
    client.post(reverse("joint-review-off", args=[JointReview.objects.get().pk]), {"reason": "换方案"})
    assert JointReview.objects.get().outcome == "called_off"


# --- escalation -----------------------------------------------------------------------------------------------------


def test_a_task_force_is_set_up_promises_reports_and_ends(
    world: World, major: Project, wang: User, bai: User, han: User, as_person: As
) -> None:
    bureau = as_person(wang)
    url = reverse("escalate", args=[major.pk])
    told = {"lead_unit": str(world.units["suixi"].pk), "unit_1": str(world.units["ecology"].pk)}
    assert bureau.post(url, told).status_code == 422  # what does it do?
    bureau.post(url, {**told, "does_1": "环评预审"})
    found = Escalation.objects.get()
    assert found.lead_person == han
    told = {"what": "环评预审意见", "owner": str(bai.pk), "due_on": "2019-12-24"}
    commit = reverse("escalation-commit", args=[found.pk])
    assert bureau.post(commit, {**told, "due_on": "2019-12-01"}).status_code == 422
    assert bureau.post(commit, told).status_code == 302
    task = Task.objects.get(kind="escalation")
    member = as_person(bai)
    assert member.post(reverse("escalation-report", args=[found.pk]), {"words": "已踏勘"}).status_code == 302
    page = text(member.get(reverse("escalation", args=[found.pk])))
    assert "环评预审意见" in page
    assert "已踏勘" in page
    assert reverse("escalation-close", args=[found.pk]) not in page
    assert bureau.post(reverse("escalation-close", args=[found.pk]), {"outcome": "办结"}).status_code == 422
    assert member.post(reverse("commitment-kept", args=[task.pk]), {"note": "意见已出"}).status_code == 302
    bureau.post(reverse("escalation-close", args=[found.pk]), {"outcome": "办结"})
    assert Escalation.objects.get().outcome == "办结"


def test_a_unit_joins_and_leaves_on_the_page_of_the_task_force(
    world: World, escalation: Escalation, wang: User, shen: User, qian: User, as_person: As
) -> None:
    bureau, page = as_person(wang), reverse("escalation", args=[escalation.pk])
    join = reverse("task-force-join", args=[escalation.pk])
    assert join in text(bureau.get(page))
    assert join not in text(as_person(qian).get(page))
    assert bureau.post(join, {"unit": str(world.units["economy"].pk), "does": ""}).status_code == 422
    assert bureau.post(join, {"unit": str(world.units["economy"].pk), "does": "产业政策"}).status_code == 302
    leave = reverse("task-force-leave", args=[escalation.units.get(unit=world.units["economy"]).pk])
    assert leave in text(bureau.get(page))
    assert bureau.get(leave).status_code == 200
    assert bureau.post(leave, {"reason": "办结"}).status_code == 302
    assert leave not in text(bureau.get(page))


def test_a_silent_department_is_excused_where_the_review_stands(
    world: World, project: Project, wang: User, bai: User, as_person: As
) -> None:
    found = actions.open_review(wang, project=project, units=[world.units["ecology"]])
    bureau, page = as_person(wang), reverse("joint-review", args=[found.pk])
    excuse = reverse("opinion-excuse", args=[found.opinions.get().pk])
    assert excuse not in text(bureau.get(page))
    with on_day(date(2019, 12, 28)):
        bureau = as_person(wang)
        assert excuse in text(bureau.get(page))
        assert bureau.get(excuse).status_code == 200
        assert as_person(bai).post(excuse, {"reason": "忙"}).status_code in {403, 404}
        assert bureau.post(excuse, {"reason": "两次提醒未答复"}).status_code == 302
        assert "两次提醒未答复" in text(bureau.get(page))


def test_a_late_commitment_shows_on_the_list(world: World, escalation: Escalation, wang: User, as_person: As) -> None:
    actions.commit(wang, escalation=escalation, what="供地方案", owner=wang, due_on=date(2019, 12, 23))
    with on_day(date(2019, 12, 30)):
        page = text(as_person(wang).get(reverse("escalation-list")))
    assert "Amount(" not in page
    assert "1 open, 1 late" in page


def test_a_leader_reads_aggregates_and_no_record(
    escalation: Escalation, major: Project, leader: User, as_person: As
) -> None:
    client = as_person(leader)
    page = text(client.get(reverse("escalation-list")))
    assert "濉溪县" in page
    assert "from RMB 500 million" in page
    for hidden in (major.name, major.company.name, "泽远", str(major.pk), "2 billion"):
        assert hidden not in page
    assert client.get(reverse("escalation", args=[escalation.pk])).status_code == 403
    assert client.get(reverse("routing-list")).status_code == 403


# --- instructions ---------------------------------------------------------------------------------------------------


def test_a_leader_gives_an_instruction_and_it_is_answered_with_a_paper(
    world: World, escalation: Escalation, major: Project, leader: User, han: User, xu: User, as_person: As
) -> None:
    client = as_person(leader)
    url = f"{reverse('instruction-give')}?escalation={escalation.pk}"
    page = text(client.get(url))
    assert major.name not in page
    assert client.post(url, {"words": "一周内落实用地"}).status_code == 422
    han_line = next(line for line in page.split("<label") if "韩渡" in line)
    value = han_line.split('value="')[1].split('"')[0]
    client.post(url, {"words": "一周内落实用地", "to": [value], "due_on": "2019-12-27"})
    row, addressee = Instruction.objects.get(), Addressee.objects.get()
    assert (addressee.person, addressee.unit) == (han, world.units["suixi"])
    county = as_person(han)
    assert "一周内落实用地" in text(county.get(reverse("instruction-list")))
    paper = SimpleUploadedFile("公告.txt", "征收公告".encode(), "text/plain")
    county.post(reverse("instruction-answer", args=[addressee.pk]), {"words": "已征收", "file": paper})
    assert as_person(xu).get(reverse("instruction", args=[row.pk])).status_code == 404
    page = text(client.get(reverse("instruction", args=[row.pk])))
    assert "已征收" in page
    assert major.name not in page
    handed = client.get(reverse("instruction-paper", args=[addressee.pk]))
    assert b"".join(handed.streaming_content) == "征收公告".encode()  # type: ignore[attr-defined]
    client.post(reverse("instruction-close", args=[row.pk]), {"words": "已落实"})
    assert Instruction.objects.get().closed_on is not None


def test_the_story_of_an_instruction_does_not_tell_the_leader_which_project(
    escalation: Escalation, major: Project, leader: User, han: User, as_person: As
) -> None:
    told = access.reported_escalations(leader).get()
    row = actions.instruct(leader, escalation=told, words="办", to=[Told(han)])
    page = text(as_person(leader).get(reverse("history", args=["landing.instruction", row.pk])))
    assert major.name not in page
    tasks = text(as_person(leader).get(reverse("task-list"), {"show": "given"}))
    assert major.name not in tasks


def test_nobody_else_gives_instructions(escalation: Escalation, wang: User, as_person: As) -> None:
    url = f"{reverse('instruction-give')}?escalation={escalation.pk}"
    assert as_person(wang).get(url).status_code == 403


def test_a_routing_whose_days_run_into_a_year_without_a_calendar_says_so(
    sent: Routing, han: User, as_person: As
) -> None:
    words, address = "Monday to Friday were counted", reverse("routing", args=[sent.pk])
    assert words not in text(as_person(han).get(address))
    sent.respond_due = date(2039, 1, 3)
    put(sent)
    assert words in text(as_person(han).get(address))


# --- two of one unit at once ----------------------------------------------------------------------------------------


def test_an_assessment_is_not_written_over_a_colleagues_unseen(sent: Routing, han: User, as_person: As) -> None:
    county, address = as_person(han), reverse("routing-assess", args=[sent.pk])
    opened = county.get(address).context["form"]["revision"].value()
    county.post(address, {"energy": "蒸汽不足", "fits": "no", "revision": opened})
    told = county.post(address, {"energy": "另建锅炉", "fits": "yes", "revision": opened})
    assert told.status_code == 422
    assert "另建锅炉" in text(told)
    assert "蒸汽不足" in text(told)
    now = Routing.objects.get()
    assert (now.energy, now.outcome) == ("蒸汽不足", "")


def test_an_answer_is_not_written_over_a_colleagues_unseen(
    escalation: Escalation, leader: User, han: User, as_person: As
) -> None:
    told = access.reported_escalations(leader).get()
    actions.instruct(leader, escalation=told, words="一周内落实用地", to=[Told(han)])
    addressee = Addressee.objects.get()
    county, address = as_person(han), reverse("instruction-answer", args=[addressee.pk])
    opened = county.get(address).context["form"]["revision"].value()
    county.post(address, {"words": "地已落实", "revision": opened})
    refused = county.post(address, {"words": "还差两户", "revision": opened})
    assert refused.status_code == 422
    assert "还差两户" in text(refused)
    assert "地已落实" in text(refused)
    assert Addressee.objects.get().answer == "地已落实"


# --- today ----------------------------------------------------------------------------------------------------------


def test_today_shows_each_what_waits_for_them(
    sent: Routing, review: JointReview, major: Project, han: User, bai: User, wang: User, fang: User, lin: User,
    as_person: As,
) -> None:  # fmt: skip
    assert reverse("routing", args=[sent.pk]) in text(as_person(han).get("/"))
    assert reverse("joint-review", args=[review.pk]) in text(as_person(bai).get("/"))  # a to-do, and so no second line
    sheet = sheet_of(review, bai)
    assert reverse("joint-review-sheet", args=[sheet.pk]) not in text(as_person(bai).get("/"))
    tasks.close_task(bai, task=Task.objects.get(owner=bai))
    assert reverse("joint-review-sheet", args=[sheet.pk]) in text(as_person(bai).get("/"))
    for person in (wang, fang):
        page = text(as_person(person).get("/"))
        assert reverse("escalate", args=[major.pk]) in page
        assert "Task force: 3 days left" in page
        assert reverse("routing", args=[sent.pk]) in page
    assert reverse("escalate", args=[major.pk]) not in text(as_person(lin).get("/"))


def test_today_tells_who_brought_a_lead_what_the_county_said(
    sent: Routing, han: User, lin: User, zhou: User, as_person: As
) -> None:
    actions.return_(han, routing=sent, reason="land", words="没有净地")
    url = reverse("routing", args=[sent.pk])
    assert url in text(as_person(lin).get("/"))
    assert url not in text(as_person(zhou).get("/"))
