"""The pages of service after signing: who gets in, what they show, where each door leads."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from hometown.accounts.models import User
from hometown.aftercare import actions
from hometown.aftercare.actions.promising import Ground
from hometown.aftercare.models import Promise, ServiceLink, ServiceRequest
from hometown.companies.models import Tie
from hometown.dispatch import access as dispatch
from hometown.dispatch.board import Board
from hometown.projects.models import Project
from tests.people import World
from tests.projects.conftest import a_visit

from .conftest import TODAY, As, a_firm, on_day, put, text


def test_a_stranger_sees_nothing(asked: ServiceRequest, stranger: User, guest: User, yun: User, as_person: As) -> None:
    pages = [
        ("service-request-list", []), ("service-request", [asked.pk]), ("promise-list", []), ("served-list", []),
        ("served-firm", [asked.company_id]), ("service-request-add", [asked.company_id]),
        ("firm-link", [asked.company_id]),
    ]  # fmt: skip
    for user in (stranger, guest):
        for name, args in pages:
            answer = as_person(user).get(reverse(name, args=args))
            assert answer.status_code == 403, name
    other = as_person(yun)
    assert asked.title not in text(other.get(reverse("service-request-list")))
    for name in ("service-request", "service-request-reply", "service-request-close"):
        assert other.get(reverse(name, args=[asked.pk])).status_code == 404


def test_a_steward_walks_a_request_from_the_phone_to_its_end(landed: Project, feng: User, as_person: As) -> None:
    steward = as_person(feng)
    said = {"kind": "people", "title": "招三十名操作工", "channel": "phone", "project": landed.pk, "received_on": ""}
    answer = steward.post(reverse("service-request-add", args=[landed.company_id]), said)
    row = ServiceRequest.objects.get()
    here = reverse("service-request", args=[row.pk])
    assert answer["Location"] == here
    assert "Accepting: 3 days left" in text(steward.get(here))
    assert row.title in text(steward.get("/"))  # Today shows what waits
    steward.post(reverse("service-request-accept", args=[row.pk]))
    failed = steward.post(reverse("service-request-reply", args=[row.pk]), {"words": "给你们一笔补贴"})
    assert failed.status_code == 422
    assert "Without a legal basis nothing is sent" in text(failed)
    assert "给你们一笔补贴" in text(failed)
    steward.post(reverse("service-request-reply", args=[row.pk]), {"words": "下周招聘会给三个展位"})
    until = {"reason": "firm_asked", "until": "2020-01-10", "words": "企业放假"}
    steward.post(reverse("service-request-pause", args=[row.pk]), until)
    assert "Going on: 21 days left" in text(steward.get(here))
    steward.post(reverse("service-request-resume", args=[row.pk]))
    steward.post(reverse("service-request-close", args=[row.pk]), {"outcome": "solved", "words": "招满了"})
    page = text(steward.get(here))
    for words in ("下周招聘会给三个展位", "企业放假", "招满了", "Take it up again"):
        assert words in page


def test_a_raised_request_is_an_exception_of_the_dispatch_until_the_city_answers(
    world: World, asked: ServiceRequest, feng: User, wang: User, as_person: As
) -> None:
    as_person(feng).post(reverse("service-request-raise", args=[asked.pk]), {"because": "供电公司不给工期"})
    board = Board(dispatch.sight(wang, world.batch), TODAY).group("service")
    assert board is not None
    assert [(row.title, row.does, row.person) for row in board.rows] == [(asked.title, "service_raised", feng)]
    assert as_person(feng).get(reverse("service-request-settle", args=[asked.pk])).status_code == 403
    as_person(wang).post(reverse("service-request-settle", args=[asked.pk]), {"words": "周五前开协调会"})
    assert "周五前开协调会" in text(as_person(feng).get(reverse("service-request", args=[asked.pk])))
    with on_day(date(2020, 1, 7)):  # the day after the last
        late = Board(dispatch.sight(wang, world.batch), date(2020, 1, 7)).group("service")
        assert late is not None
        assert [(row.light, row.does) for row in late.rows] == [("red", "service")]


def test_the_ledger_of_promises_shows_ground_day_and_lamp(
    landed: Project, feng: User, wang: User, as_person: As
) -> None:
    steward = as_person(feng)
    unit = landed.landing_unit
    assert unit is not None
    said = {
        "kind": "tax", "words": "三年内地方留成奖补一半", "basis": "皖政〔2019〕1号", "promised_on": "2019-12-20",
        "due_on": "2020-01-10", "to": f"{unit.pk}:{feng.pk}", "project": landed.pk, "reviewed_on": "",
        "review_number": "",
    }  # fmt: skip
    refused = steward.post(reverse("promise-add", args=[landed.company_id]), said)
    assert refused.status_code == 422
    assert "A favour needs its fair-competition review" in text(refused)
    said |= {"reviewed_on": "2019-12-12", "review_number": "〔2019〕7号"}
    answer = steward.post(reverse("promise-add", args=[landed.company_id]), said)
    made = Promise.objects.get()
    assert answer["Location"] == reverse("promise", args=[made.pk])
    with on_day(date(2020, 1, 12)):
        listed = text(as_person(feng).get(reverse("promise-list")))
        assert "Keeping the promise: 2 days late" in listed
        assert "皖政〔2019〕1号" in listed
    book = as_person(wang).get(reverse("promise-export") + "?state=all")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].values)
    assert (rows[1][0], rows[1][4]) == (made.words, made.basis)
    steward.post(reverse("promise-keep", args=[made.pk]), {"words": "已到账", "on": ""})
    assert "已到账" in text(steward.get(reverse("promise", args=[made.pk])))


def test_landed_firms_and_old_investors_are_called_on_in_their_time(
    world: World, landed: Project, wang: User, as_person: As
) -> None:
    old = a_firm("上海禾曜生物科技有限公司")
    put(Tie(company=old, kind="invested_home"))
    page = text(as_person(wang).get(reverse("served-list")))
    assert page.index(old.name) > page.index(landed.company.name)
    assert "not asked yet" in page
    with on_day(date(2020, 2, 1)):
        due = text(as_person(wang).get(reverse("served-list") + "?show=due"))
        assert landed.company.name in due  # a month after its contract
        a_visit(world, landed.company, on=date(2020, 1, 31))
        assert landed.company.name not in text(as_person(wang).get(reverse("served-list") + "?show=due"))


def test_a_signed_project_without_a_steward_waits_for_one(landed: Project, wang: User, as_person: As) -> None:
    landed.steward = None
    put(landed)
    assert "Signed, and without a steward" in text(as_person(wang).get("/"))
    assert reverse("project-steward", args=[landed.pk]) in text(as_person(wang).get(reverse("served-list")))


def test_a_link_is_shown_once_and_taken_back(landed: Project, feng: User, as_person: As) -> None:
    steward = as_person(feng)
    page = steward.post(reverse("firm-link", args=[landed.company_id]))
    assert "http://testserver/f/" in text(page)
    assert page["Cache-Control"] == "no-store"
    assert landed.name not in text(page)  # the words to send carry no more than needed
    assert "http://testserver/f/" not in text(steward.get(reverse("firm-link", args=[landed.company_id])))
    steward.post(reverse("link-revoke", args=[ServiceLink.objects.get().pk]))
    assert ServiceLink.objects.get().revoked_on == TODAY


@pytest.mark.usefixtures("landed")
def test_who_has_a_request_is_told_before_its_day(asked: ServiceRequest, feng: User) -> None:
    from hometown.aftercare import reminders

    with on_day(date(2019, 12, 22)):
        assert [line.title for line in reminders.requests_due(feng, date(2019, 12, 22), 1)] == [asked.title]
    ground = Ground("投资合同第三条")
    made = actions.promise(
        feng, company=asked.company, kind="site", words="交付净地", ground=ground, due_on=date(2019, 12, 30),
        unit=asked.unit, holder=feng, project=asked.project,
    )  # fmt: skip
    told = list(reminders.promises_due(feng, date(2019, 12, 24), 7))
    assert [(line.record, line.due_on) for line in told] == [(made.pk, date(2019, 12, 30))]


def test_the_bureau_passes_a_desk_on(asked: ServiceRequest, feng: User, han: User, wang: User, as_person: As) -> None:
    assert as_person(feng).get(reverse("desk-pass")).status_code == 403
    bureau = as_person(wang)
    assert "冯拾遗" in text(bureau.get(reverse("desk-pass")))
    answer = bureau.post(reverse("desk-pass"), {"giver": feng.pk, "receiver": han.pk})
    assert answer["Location"] == reverse("served-list")
    assert asked.title in text(as_person(han).get("/"))
