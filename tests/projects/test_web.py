"""The pages of projects: who gets in, what they show, what they say when something is missing."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.kernel.money import Amount
from hometown.ledger.history import HIDDEN
from hometown.projects import actions, sheets
from hometown.projects.models import Evidence, Filing, Project
from tests.people import World

from .conftest import PAPERS, Walk, a_blob, a_firm, a_lead, fill_for, give_papers, put

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


def a_picture() -> SimpleUploadedFile:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 80), (200, 30, 30)).save(out, "PNG")
    return SimpleUploadedFile("contract.png", out.getvalue(), "image/png")


# --- who gets in ----------------------------------------------------------------------------------------------------


def test_a_stranger_sees_nothing(
    world: World, lin: User, stranger: User, guest: User, sun: User, as_person: As
) -> None:
    project = a_lead(world, lin, a_firm()).project
    for person in (stranger, guest, sun):
        for name, args in (("project-board", []), ("project-list", []), ("project", [project.pk]), ("claim-list", [])):
            answer = as_person(person).get(reverse(name, args=args))
            assert answer.status_code == 403
            assert project.name not in text(answer)


def test_a_peer_sees_unit_stage_and_day_and_no_more(world: World, lin: User, zhou: User, as_person: As) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    project = a_lead(world, lin, firm).project
    client = as_person(zhou)
    assert client.get(reverse("project", args=[project.pk])).status_code == 404
    assert client.get(reverse("project-edit", args=[project.pk])).status_code == 404
    page = text(client.get(reverse("claim-list")))
    assert "普陀小组" in page
    for hidden in (project.name, firm.name, "澄湖", str(project.pk)):
        assert hidden not in page


def test_a_reader_who_may_not_write_gets_no_door_and_no_way_in(
    world: World, lin: User, qian: User, as_person: As
) -> None:
    project = a_lead(world, lin, a_firm()).project
    page = text(as_person(qian).get(reverse("project", args=[project.pk])))
    for name in ("project-edit", "evidence-add", "project-status", "project-steward"):
        url = reverse(name, args=[project.pk])
        assert f'href="{url}"' not in page
        assert as_person(qian).get(url).status_code in (403, 404)


# --- board and list -------------------------------------------------------------------------------------------------


def test_the_board_stands_in_lanes_with_sums(world: World, wang: User, walk: Walk, as_person: As) -> None:
    project = walk("intent")
    page = text(as_person(wang).get(reverse("project-board")))
    assert project.name in page
    assert "RMB 120 million" in page
    assert page.count('class="lane"') == 11


def test_the_board_asks_no_more_when_it_holds_more(world: World, lin: User, wang: User, as_person: As) -> None:
    client, url = as_person(wang), reverse("project-board")
    a_lead(world, lin, a_firm())
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(11):
        a_lead(world, lin, a_firm())
    with CaptureQueriesContext(connection) as many:
        page = text(client.get(url))
    assert len(many) == len(few)
    assert "4 more" in page


def test_the_filters_live_in_the_address(world: World, lin: User, wang: User, zhou: User, as_person: As) -> None:
    ours = a_lead(world, lin, a_firm("上海澄湖有限公司", region="310114"), name="铝箔").project
    other = a_lead(
        world, zhou, a_firm("江苏泽远有限公司", region="320104"), name="聚烯烃", chain="carbon",
        unit=world.units["jiading_group"],
    ).project  # fmt: skip
    actions.set_status(wang, project=other, status="paused", reason="site_waiting")
    client = as_person(wang)

    def shown(query: str) -> set[str]:
        page = text(client.get(reverse("project-list") + query))
        return {p.name for p in (ours, other) if reverse("project", args=[p.pk]) in page}

    assert shown("") == {"铝箔"}
    assert shown("?status=any") == {"铝箔", "聚烯烃"}
    assert shown("?status=paused") == {"聚烯烃"}
    assert shown("?status=any&origin=host") == {"铝箔"}
    assert shown("?status=any&origin=elsewhere") == {"聚烯烃"}
    assert shown("?status=any&chain=carbon") == {"聚烯烃"}
    assert shown("?status=any&q=澄湖") == {"铝箔"}
    assert shown(f"?status=any&unit={world.units['jiading_group'].pk}") == {"聚烯烃"}
    assert shown(f"?status=any&officer={world.officers['lin'].pk}") == {"铝箔"}
    assert shown("?overdue=1") == {"铝箔"}
    assert shown("?stage=intent") == set()
    assert shown("?stage=nonsense&origin=x&batch=y&officer=z&before=q") == {"铝箔"}


def test_the_list_goes_on_by_its_last_key(world: World, lin: User, wang: User, as_person: As) -> None:
    projects = [a_lead(world, lin, a_firm()).project for _ in range(32)]
    client = as_person(wang)
    first = text(client.get(reverse("project-list")))
    assert projects[-1].name in first
    assert reverse("project", args=[projects[0].pk]) not in first
    rest = text(client.get(f"{reverse('project-list')}?before={projects[2].pk}"))
    assert reverse("project", args=[projects[0].pk]) in rest


def test_what_is_exported_stays_text(world: World, lin: User, wang: User, as_person: As) -> None:
    a_lead(world, lin, a_firm(), name='=HYPERLINK("http://x","y")', next_step="+1 @x")
    answer = as_person(wang).get(reverse("project-export"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x","y")', "s")
    assert next(c.value for c in sheet[1]) == "Project"
    assert sheet.max_column == len(sheets.COLUMNS)
    lines = as_person(wang).get(reverse("project-export") + "?format=json")
    said = b"".join(lines.streaming_content).decode()  # type: ignore[attr-defined]
    assert '"amount_yuan": "120000000' in said
    assert '"stage": "Lead"' in said  # what is made while it is sent speaks as the person does
    assert lines["Cache-Control"] == "no-store, private"


def test_a_workbook_says_how_sure_an_amount_is_in_words(world: World, lin: User, wang: User, as_person: As) -> None:
    a_lead(world, lin, a_firm())
    wang.language = "zh-hans"
    sheet = openpyxl.load_workbook(io.BytesIO(as_person(wang).get(reverse("project-export")).content)).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("How sure the amount is") + 1).value == "exact"


# --- filing ---------------------------------------------------------------------------------------------------------


def lead_data(world: World, firm: Any, **changed: Any) -> dict[str, Any]:
    return {
        "company": str(firm.pk), "company_text": firm.name, "name": "电池铝箔", "summary": "年产一万吨",
        "amount": "1.2亿元", "site_need": "两万平方米", "occurred": "2019-10-11", "source": "visit",
        "unit": str(world.units["putuo_group"].pk), "contact_evidence": "10月11日邀约",
        "contact_file": "", "excluded_class": "", **changed,
    }  # fmt: skip


def test_one_sentence_says_what_would_happen_and_writes_nothing(
    world: World, lin: User, zhou: User, as_person: As
) -> None:
    firm = a_firm()
    url = reverse("project-file-preview")
    client = as_person(zhou)
    theirs = {"unit": str(world.units["jiading_group"].pk)}
    assert "first claim is yours" in text(client.post(url, lead_data(world, firm, **theirs)))
    vague = text(client.post(url, lead_data(world, firm, contact_evidence="", amount="", **theirs)))
    assert "not complete yet" in vague
    assert "a record of the contact" in vague
    assert "Not taken" in text(client.post(url, lead_data(world, firm, excluded_class="housing", **theirs)))
    assert "Choose the company" in text(client.post(url, {}))
    assert not Filing.objects.exists()
    a_lead(world, lin, firm, name="电池铝箔")
    known = text(client.post(url, lead_data(world, firm, **theirs)))
    assert "普陀小组" in known
    assert "supporting lead" in known
    assert "年产" not in known


def test_a_lead_is_filed_and_lands_on_its_page(world: World, lin: User, as_person: As) -> None:
    firm = a_firm()
    client = as_person(lin)
    assert client.get(f"{reverse('project-file')}?company={firm.pk}").status_code == 200
    answer = client.post(reverse("project-file"), lead_data(world, firm))
    project = Project.objects.get()
    assert answer["Location"] == reverse("project", args=[project.pk])
    assert (project.amount, project.first_contact_on) == (Decimal(120_000_000), date(2019, 10, 11))


def test_a_lead_filed_with_a_picture_keeps_it_as_a_paper(world: World, lin: User, as_person: As) -> None:
    data = lead_data(world, a_firm(), contact_evidence="", contact_file=a_picture())
    as_person(lin).post(reverse("project-file"), data)
    assert Evidence.objects.get().kind == "contact_record"
    assert Filing.objects.get().effective_at is not None


def test_a_form_that_failed_keeps_what_was_typed(world: World, lin: User, as_person: As) -> None:
    answer = as_person(lin).post(reverse("project-file"), lead_data(world, a_firm(), amount="much", name="电池铝箔"))
    assert answer.status_code == 422
    assert "电池铝箔" in text(answer)
    assert not Filing.objects.exists()


def test_a_supporting_filer_lands_on_the_register(world: World, lin: User, zhou: User, as_person: As) -> None:
    firm = a_firm()
    a_lead(world, lin, firm, name="电池铝箔")
    data = lead_data(world, firm, unit=str(world.units["jiading_group"].pk))
    assert as_person(zhou).post(reverse("project-file"), data)["Location"] == reverse("claim-list")


def test_an_incomplete_filing_says_what_it_lacks_and_is_completed(world: World, lin: User, as_person: As) -> None:
    filing = a_lead(world, lin, a_firm(), contact_evidence="")
    client, url = as_person(lin), reverse("filing-amend", args=[filing.pk])
    assert "a record of the contact" in text(client.get(url))
    client.post(url, {"contact_evidence": "10月11日邀约"})
    filing.refresh_from_db()
    assert filing.effective_at is not None


# --- one project ----------------------------------------------------------------------------------------------------


def test_who_completes_a_filing_that_another_completed_meanwhile_is_told(
    world: World, lin: User, fang: User, as_person: As
) -> None:
    filing = a_lead(world, lin, a_firm(), contact_evidence="")
    address, first, second = reverse("filing-amend", args=[filing.pk]), as_person(lin), as_person(fang)
    opened = [client.get(address).context["form"]["revision"].value() for client in (first, second)]
    first.post(address, {"contact_evidence": "10月11日微信邀约", "revision": opened[0]})
    answer = second.post(address, {"contact_evidence": "10月12日电话", "revision": opened[1]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "10月12日电话" in page
    assert "10月11日微信邀约" in page
    assert Filing.objects.get(pk=filing.pk).contact_evidence == "10月11日微信邀约"
    assert "10月11日微信邀约" in first.get(address).content.decode()


def test_a_project_says_what_is_missing_then_moves_and_is_verified_by_another(
    world: World, lin: User, wang: User, zhao: User, walk: Walk, as_person: As
) -> None:
    project = walk("signing")
    url, client = reverse("project", args=[project.pk]), as_person(lin)
    assert "3 things are still missing to “Signed”" in text(client.get(url))
    refused = client.post(reverse("project-advance", args=[project.pk]), {"on": "2019-12-19"})
    assert refused.status_code == 422
    assert "Scan of the signed contract" in text(refused)
    fill_for(world, wang, project, "signed")
    added = client.post(
        reverse("evidence-add", args=[project.pk]), {"purpose": "signed:contract", "file": a_picture(), "note": ""}
    )
    assert added["Location"] == url
    assert "Ready for “Signed”" in text(client.get(url))
    assert client.post(reverse("project-advance", args=[project.pk]), {"on": "2019-12-19"})["Location"] == url
    paper = Evidence.objects.get(kind="contract")
    shown = reverse("evidence", args=[paper.pk])
    assert "somebody else verifies" in text(client.get(shown))
    assert client.post(reverse("evidence-verify", args=[paper.pk]), {"holds": "yes"}).status_code == 403
    assert as_person(zhao).get(reverse("evidence-page", args=[paper.pk, 1]))["Content-Type"].startswith("image/")
    assert as_person(zhao).post(reverse("evidence-verify", args=[paper.pk]), {"holds": "yes"}).status_code == 302
    assert 'class="proof"' in text(client.get(url))


def test_reported_and_evidenced_stage_are_both_shown(world: World, lin: User, as_person: As) -> None:
    project = a_lead(world, lin, a_firm()).project
    actions.report_stage(lin, project=project, stage="signed")
    page = text(as_person(lin).get(reverse("project", args=[project.pk])))
    assert "Reported as “Signed”. By what is on file it stands at “Lead”" in page


def test_only_touched_fields_are_sent_on(world: World, lin: User, as_person: As) -> None:
    project = a_lead(world, lin, a_firm()).project
    project.industry_code = "??"
    put(project)
    client, url = as_person(lin), reverse("project-edit", args=[project.pk])
    data = {"revision": project.revision, "name": project.name, "summary": "年产两万吨", "amount": "RMB 120 million"}
    data |= {"site_need": project.site_need, "source": "visit", "chain": "aluminium", "industry_code": "??"}
    data |= {"first_contact_on": "2019-10-11", "label": "internal"}
    answer = client.post(url, data)
    assert answer.status_code == 302, text(answer)
    stale = client.post(url, data | {"summary": "年产三万吨"})
    assert stale.status_code == 422
    assert "while you had it open" in text(stale)


def test_status_back_reported_credit_route_and_voucher_have_their_pages(
    world: World, lin: User, wang: User, zhao: User, walk: Walk, as_person: As
) -> None:
    project = walk("intent")
    client, page = as_person(wang), reverse("project", args=[project.pk])

    def done(name: str, **data: Any) -> None:
        url = reverse(name, args=[project.pk])
        assert client.get(url).status_code == 200, name
        answer = client.post(url, data)
        assert answer.status_code == 302, text(answer)
        assert answer["Location"] == page

    done("project-status", becomes="paused:site_waiting", on="2019-12-01", note="")
    done("project-status", becomes="active:", on="2019-12-02", note="")
    done("project-back", to="talking", reason="企业撤回")
    done("project-report-stage", stage="signed", note="台账")
    done("project-credits", **{str(world.officers["lin"].pk): "60"})
    done("project-steward", steward="")
    done("voucher-add", kind="paid_in:bank_receipt", amount="200万元", on="2019-12-03", indicator="", file=a_picture())
    voucher = project.vouchers.get()
    url = reverse("voucher-verify", args=[voucher.pk])
    assert as_person(zhao).get(url).status_code == 200
    assert as_person(zhao).get(reverse("voucher-page", args=[voucher.pk, 1])).status_code == 200
    assert as_person(zhao).post(url, {"holds": "no", "reason": "户名不符"}).status_code == 302
    assert "does not hold" in text(client.get(page))
    paper = Evidence.objects.filter(project=project).first()
    assert paper is not None
    withdraw = reverse("evidence-withdraw", args=[paper.pk])
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"reason": "传错了"}).status_code == 302


def test_the_projects_of_a_company_come_as_a_part_of_its_page(
    world: World, lin: User, zhou: User, as_person: As
) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm).project
    url = reverse("company-projects", args=[firm.pk])
    assert project.name in text(as_person(lin).get(url, headers={"HX-Request": "true"}))
    theirs = text(as_person(zhou).get(url, headers={"HX-Request": "true"}))
    assert project.name not in theirs
    assert "普陀小组" in theirs
    assert "<html" in text(as_person(lin).get(url))
    assert as_person(lin).get(reverse("company-projects", args=[uuid4()])).status_code == 404


def test_a_contradiction_is_said(world: World, lin: User, wang: User, as_person: As) -> None:
    blob = a_blob()
    both = [a_lead(world, lin, a_firm()).project for _ in range(2)]
    for project in both:
        actions.report_evidence(lin, project=project, stage="signed", kind="contract", file_name="c.pdf", blob=blob)
    for project in both:
        page = text(as_person(wang).get(reverse("project", args=[project.pk])))
        assert "also carries another project: c.pdf" in page


def test_the_story_of_a_project_opens_to_its_readers(world: World, lin: User, zhou: User, as_person: As) -> None:
    project = a_lead(world, lin, a_firm()).project
    url = reverse("history", args=["projects.project", project.pk])
    assert as_person(lin).get(url).status_code == 200
    assert as_person(zhou).get(url).status_code == 404


def test_an_amount_sent_back_as_it_was_shown_is_not_rounded(world: World, lin: User, as_person: As) -> None:
    project = a_lead(world, lin, a_firm(), amount=Amount(Decimal("123456789.12"))).project
    client, url = as_person(lin), reverse("project-edit", args=[project.pk])
    answer = client.get(url)
    data = {one.name: one.value() for one in answer.context["form"] if one.value() is not None}
    data["amount"] = "".join(re.findall(r'name="amount" value="([^"]+)"', text(answer)))
    assert data["amount"] == "RMB 123.4568 million"
    assert client.post(url, data | {"site_need": "四十亩", "first_contact_on": "2019-10-11"}).status_code == 302
    project.refresh_from_db()
    assert (project.site_need, project.amount) == ("四十亩", Decimal("123456789.12"))


def test_people_are_shown_masked(world: World, lin: User, wang: User, walk: Walk, as_person: As) -> None:
    project = walk("talking")
    for name in ("project", "project-edit"):
        page = text(as_person(wang).get(reverse(name, args=[project.pk])))
        assert "沈云深" not in page
        assert "沈" in page


def test_a_second_press_of_the_button_does_not_move_a_project_twice(
    world: World, lin: User, wang: User, walk: Walk, as_person: As
) -> None:
    """Where the papers of two stages are on file, a double click would move it on twice."""
    project = walk("talking")
    give_papers(wang, project, "intent")
    for stage in ("intent", "reviewed"):
        fill_for(world, wang, project, stage)
        give_papers(wang, project, stage, besides=PAPERS["intent"])
    bureau, url = as_person(wang), reverse("project-advance", args=[project.pk])
    asked = {"on": "2019-12-19", "stage": "talking"}
    assert bureau.post(url, asked).status_code == 302
    assert bureau.post(url, asked).status_code == 422
    project.refresh_from_db()
    assert project.stage == "intent"
    assert bureau.post(url, {**asked, "stage": "intent"}).status_code == 302  # the gate was open: one meant move goes


def test_credit_is_not_shared_over_what_another_shared_meanwhile(
    world: World, lin: User, wang: User, as_person: As
) -> None:
    project = a_lead(world, lin, a_firm()).project
    bureau, url = as_person(wang), reverse("project-credits", args=[project.pk])
    opened, key = project.revision, str(world.officers["lin"].pk)
    assert bureau.post(url, {key: "60", "revision": opened}).status_code == 302
    answer = bureau.post(url, {key: "40", "revision": opened})
    assert answer.status_code == 422
    assert "shared the credit of a project" in text(answer)  # what somebody did meanwhile
    assert project.credits.get().share == 60


def test_no_form_of_a_project_settles_where_it_lands(world: World, lin: User, wang: User, as_person: As) -> None:
    project = a_lead(world, lin, a_firm()).project
    data = {"unit": str(world.units["suixi_park"].pk), "steward": "", "revision": project.revision}
    assert as_person(wang).post(reverse("project-steward", args=[project.pk]), data).status_code == 302
    project.refresh_from_db()
    assert project.landing_unit is None


def test_a_steward_is_not_named_over_one_that_another_named_meanwhile(
    world: World, lin: User, wang: User, han: User, as_person: As
) -> None:
    project = a_lead(world, lin, a_firm()).project
    actions.route(wang, project=project, unit=world.units["suixi"])
    bureau, url = as_person(wang), reverse("project-steward", args=[project.pk])
    opened = project.revision
    actions.set_steward(wang, project=project, steward=han)
    assert bureau.post(url, {"steward": "", "revision": opened}).status_code == 422
    project.refresh_from_db()
    assert project.steward == han.pk


def test_a_history_calls_no_contact_by_name(world: World, lin: User) -> None:
    firm = a_firm("上海澄湖新材料有限公司")
    project: Project = a_lead(world, lin, firm, name="电池铝箔项目").project
    project.counterpart = companies.add_contact(lin, company=firm, name="裴舟渡", phone="13900005678")
    put(project)
    client = Client()
    client.force_login(lin)
    page = client.get(f"/history/projects.project/{project.pk}/").content.decode()
    assert HIDDEN in page
    assert "裴舟渡" not in page


def test_a_history_names_offices_to_whoever_reads_the_record(world: World, lin: User, han: User) -> None:
    project: Project = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    project.landing_unit = world.units["suixi"]
    put(project)
    client = Client()
    client.force_login(han)  # a county reads no list of the programme's units
    page = client.get(f"/history/projects.project/{project.pk}/").content.decode()
    assert world.units["suixi"].name in page
    assert HIDDEN not in page
