"""The pages of first claims: what peers, holders, the bureau and those who hear appeals see and do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.desk import claiming, reading
from hometown.kernel import clock
from hometown.projects import actions
from hometown.projects.models import Claim, Conflict, Filing, InvestorChoice, Objection, Transfer
from tests.people import World

from .conftest import TODAY, a_firm, a_lead, on_day, put, rules_say
from .test_claim_actions import FACTS, a_subsidiary, held

As = Callable[[User], Client]


@pytest.fixture
def as_person() -> As:
    def signed_in(user: User) -> Client:
        client = Client()
        if user.language != "en":
            user.language = "en"
            put(user)
        client.force_login(user)
        return client

    return signed_in


def text(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


@pytest.fixture
def disputed(world: World, lin: User, zhou: User) -> Conflict:
    parent = a_firm("上海拾光新材料有限公司")
    with on_day(date(2019, 12, 18)):
        a_lead(world, lin, parent, **FACTS)
        a_lead(world, zhou, a_subsidiary(parent), unit=world.units["jiading_group"], name="动力电池箔材")
    return Conflict.objects.get()


# --- the sentence before one files --------------------------------------------------------------------------------


def lead_data(world: World, firm: Any, **changed: Any) -> dict[str, Any]:
    return {
        "company": str(firm.pk), "company_text": firm.name, "name": "动力电池箔材", "summary": "年产一万吨电池铝箔",
        "amount": "1.2亿元", "site_need": "标准厂房两万平方米", "occurred": "2019-10-11", "source": "visit",
        "unit": str(world.units["jiading_group"].pk), "contact_evidence": "10月11日邀约", "chain": "aluminium",
        **changed,
    }  # fmt: skip


def test_one_sentence_says_that_a_small_project_gets_no_claim(world: World, zhou: User, as_person: As) -> None:
    rules_say(("  protection: 90 days", "  least_amount: 500000000\n  protection: 90 days"))
    data, client = lead_data(world, a_firm()), as_person(zhou)
    told = text(client.post(reverse("project-file-preview"), data))
    assert "without a first claim: the rules protect projects from" in told
    assert "without a first claim" not in text(client.post(reverse("project-file-preview"), data | {"amount": "5亿元"}))
    page = text(client.post(reverse("project-file"), data, follow=True))
    assert page.count("without a first claim") >= 2  # said once, and kept on the project's page


def test_one_sentence_says_that_claims_without_evidence_are_enough(world: World, zhou: User, as_person: As) -> None:
    rules_say(("  neglected_most: 15", "  neglected_most: 1"))
    with on_day(date(2019, 12, 1)):
        a_lead(world, zhou, a_firm(), unit=world.units["jiading_group"])
    told = text(as_person(zhou).post(reverse("project-file-preview"), lead_data(world, a_firm())))
    assert "1 claims of your unit have missed evidence" in told


def test_one_sentence_says_who_decides_a_probable_match_and_by_when(
    world: World, lin: User, zhou: User, as_person: As
) -> None:
    parent = a_firm("上海拾光新材料有限公司")
    a_lead(world, lin, parent, **FACTS)
    sub = a_subsidiary(parent)
    answer = text(as_person(zhou).post(reverse("project-file-preview"), lead_data(world, sub)))
    assert "普陀小组" in answer
    assert "the home bureau decides by" in answer
    assert "25 December" in answer
    assert "a firm of the same group" in answer
    assert "电池铝箔" not in answer
    assert Filing.objects.count() == 1
    filed = as_person(zhou).post(reverse("project-file"), lead_data(world, sub), follow=True)
    assert "Kept, with its time" in text(filed)
    assert Conflict.objects.get().filing.unit == world.units["jiading_group"]


def test_a_day_counted_without_a_published_calendar_says_so(
    world: World, lin: User, zhou: User, as_person: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hometown.projects import previews

    monkeypatch.setattr(previews, "is_guessed", lambda *_: True)
    parent = a_firm("上海拾光新材料有限公司")
    a_lead(world, lin, parent, **FACTS)
    data = lead_data(world, a_subsidiary(parent))
    assert "Monday to Friday were counted" in text(as_person(zhou).post(reverse("project-file-preview"), data))


def test_the_sentence_stands_above_the_button_too_where_the_page_is_narrow(
    world: World, zhou: User, as_person: As
) -> None:
    client = as_person(zhou)
    form = text(client.get(reverse("project-file"))).split('id="lead-form"')[1].split("</form>")[0]
    assert form.index('id="would-here"') < form.index("Report the lead")
    told = text(client.post(reverse("project-file-preview"), lead_data(world, a_firm())))
    assert told.split('hx-swap-oob="innerHTML:#would-here"')[1].count("the first claim is yours") == 1


def test_ones_filings_that_wait_say_which_they_are_and_what_they_lack(world: World, zhou: User, as_person: As) -> None:
    firm = a_firm()
    a_lead(world, zhou, firm, unit=world.units["jiading_group"], name="电池托盘", contact_evidence="")
    page = text(as_person(zhou).get(reverse("claim-list")))
    for words in ("电池托盘", firm.name, "a record of the contact"):
        assert words in page


def test_a_filing_that_lacks_more_than_its_contact_leads_to_where_that_is_filled_in(
    world: World, zhou: User, as_person: As
) -> None:
    lead = a_lead(world, zhou, a_firm(), unit=world.units["jiading_group"], contact_evidence="", site_need="")
    address, door = reverse("filing-amend", args=[lead.pk]), reverse("project-edit", args=[lead.project_id])
    client = as_person(zhou)
    assert door in text(client.get(address))
    actions.edit_project(zhou, project=lead.project, site_need="两万平方米")
    assert door not in text(client.get(address))


# --- the register and one claim -----------------------------------------------------------------------------------


def test_peers_see_the_register_and_the_holder_sees_how_it_stands(
    world: World, lin: User, zhou: User, wang: User, as_person: As
) -> None:
    with on_day(TODAY - timedelta(days=12)):
        claim = held(a_lead(world, lin, a_firm("上海拾光新材料有限公司"), **FACTS).project)
    for user in (lin, wang):
        page = text(as_person(user).get(reverse("claim-list")))
        assert "evidence is due soon" in page
        assert "电池铝箔" in page
    peers = text(as_person(zhou).get(reverse("claim-list")))
    assert "普陀小组" in peers
    assert "due soon" not in peers
    assert "电池铝箔" not in peers
    url = reverse("claim", args=[claim.pk])
    assert "Renewals left" in text(as_person(lin).get(url))
    page = text(as_person(zhou).get(url))
    assert "普陀小组" in page
    assert "Renewals left" not in page
    assert "拾光" not in page


def test_a_city_may_show_peers_less(world: World, lin: User, zhou: User, as_person: As, monkeypatch: Any) -> None:
    from hometown.policy.standing import in_force
    from hometown.projects import claimpage

    a_lead(world, lin, a_firm(), **FACTS)
    policy = in_force(TODAY)
    claims = policy.claims.model_copy(update={"peers_see": policy.claims.peers_see[2:]})
    less = policy.model_copy(update={"claims": claims})
    line = claimpage.register_lines(zhou, less, Claim.objects.with_life_needs(), TODAY)[0]
    assert (line.unit, line.stage, line.claimed_on) == ("", "", TODAY)


def test_the_register_asks_no_more_when_it_holds_more(
    world: World, lin: User, as_person: As, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        a_lead(world, lin, a_firm(), name=f"项目{number}")
    client = as_person(lin)
    client.get(reverse("claim-list"))
    with django_assert_max_num_queries(24):
        client.get(reverse("claim-list"))


def test_a_claim_is_renewed_and_given_up_on_its_page(world: World, lin: User, zhou: User, as_person: As) -> None:
    claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    client = as_person(lin)
    renew = reverse("claim-renew", args=[claim.pk])
    assert client.get(renew).status_code == 200
    assert client.post(renew, {"reason": ""}).status_code == 422
    assert client.post(renew, {"reason": "企业年后定址"}).status_code == 302
    again = client.post(renew, {"reason": "再来一次"})
    assert again.status_code == 422
    assert "renewed 1 times" in text(again)
    assert as_person(zhou).get(renew).status_code == 404
    client.post(reverse("claim-release", args=[claim.pk]), {"reason": "人手不够"})
    page = text(client.get(reverse("claim", args=[claim.pk])))
    assert "its unit gave it up" in page
    assert "人手不够" in page


# --- what is disputed ---------------------------------------------------------------------------------------------


def test_the_bureau_decides_a_probable_match_where_it_waits(
    world: World, disputed: Conflict, lin: User, zhou: User, wang: User, as_person: As
) -> None:
    url = reverse("conflict", args=[disputed.pk])
    client = as_person(wang)
    assert url in text(client.get(reverse("claim-desk")))
    page = text(client.get(url))
    assert "Are they one project?" in page
    assert "Are they one project?" not in text(as_person(zhou).get(url))
    assert client.post(url, {"verdict": "different", "reason": ""}).status_code == 422
    assert client.post(url, {"verdict": "different", "reason": "两条产线"}).status_code == 302
    told = text(as_person(zhou).get(url))
    assert "Decided: two projects" in told
    assert "两条产线" in told
    assert reverse("conflict-object", args=[disputed.pk]) in told
    assert held(disputed.project).unit == world.units["jiading_group"]


def test_the_page_of_a_probable_match_shows_every_known_project_and_settles_all(
    world: World, disputed: Conflict, fang: User, wang: User, as_person: As
) -> None:
    actions.decide_conflict(wang, conflict=disputed, verdict="different", reason="两条产线")
    firm = a_firm("清晏(张家港)贸易有限公司", parent=disputed.other.company)
    third = a_lead(world, fang, firm, name="铝箔新材", unit=world.units["jiading_group"])
    first, second = Conflict.objects.filter(filing=third).order_by("pk")
    client, url = as_person(wang), reverse("conflict", args=[first.pk])
    desk = text(client.get(reverse("claim-desk")))
    assert url in desk
    assert reverse("conflict", args=[second.pk]) not in desk
    page = text(client.get(url))
    for one in (first, second):
        assert f"The same as “{one.other.name}”" in page
    assert client.post(url, {"verdict": "same", "reason": "同一条产线"}).status_code == 422
    assert client.post(url, {"verdict": str(second.pk), "reason": "同一条产线"}).status_code == 302
    assert not Conflict.objects.open().exists()
    third.refresh_from_db()
    assert third.project == second.other


def test_each_side_of_a_probable_match_sees_of_the_other_the_register(
    disputed: Conflict, lin: User, zhou: User, han: User, as_person: As
) -> None:
    url = reverse("conflict", args=[disputed.pk])
    mine, theirs = text(as_person(zhou).get(url)), text(as_person(lin).get(url))
    assert "动力电池箔材" in mine
    assert "上海拾光新材料有限公司" not in mine
    assert "上海拾光新材料有限公司" in theirs
    assert "动力电池箔材" not in theirs
    assert as_person(han).get(url).status_code == 404


def test_a_transfer_is_proposed_agreed_and_refused_on_its_pages(
    world: World, lin: User, wang: User, han: User, as_person: As
) -> None:
    claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    url = reverse("claim-transfer", args=[claim.pk])
    client = as_person(lin)
    assert client.get(url).status_code == 200
    data = {
        "to_unit": str(world.units["suixi"].pk), "reason": "land", "note": "", "split_giver": "40", "years": "5",
        "counted_by": "receiver",
    }  # fmt: skip
    assert client.post(url, data | {"split_giver": "140"}).status_code == 422
    answer = client.post(url, data)
    transfer = Transfer.objects.get()
    page = reverse("transfer", args=[transfer.pk])
    assert answer["Location"] == page
    assert (transfer.split_giver, transfer.split_receiver) == (40, 60)
    assert reverse("transfer-confirm", args=[transfer.pk]) not in text(client.get(page))
    county = as_person(han)
    assert page in text(county.get(reverse("claim-desk")))
    county.post(reverse("transfer-confirm", args=[transfer.pk]))
    as_person(wang).post(reverse("transfer-confirm", args=[transfer.pk]))
    assert "普陀小组 40%, 濉溪县 60%" in text(as_person(wang).get(reverse("project", args=[claim.project_id])))
    assert held(claim.project).unit == world.units["suixi"]
    back = county.post(
        reverse("claim-transfer", args=[held(claim.project).pk]), data | {"to_unit": str(claim.unit_id)}
    )  # fmt: skip
    second = Transfer.objects.exclude(pk=transfer.pk).get()
    assert back.status_code == 302
    refuse = reverse("transfer-refuse", args=[second.pk])
    assert client.post(refuse, {"reason": ""}).status_code == 422
    client.post(refuse, {"reason": "还是你们接着谈"})
    assert "还是你们接着谈" in text(county.get(reverse("transfer", args=[second.pk])))


def test_an_objection_goes_from_its_unit_to_the_bureau_and_on_appeal_to_the_leader(
    world: World, lin: User, zhou: User, wang: User, leader: User, as_person: As
) -> None:
    firm = a_firm("上海拾光新材料有限公司")
    claim = held(a_lead(world, lin, firm, **FACTS).project)
    a_lead(world, zhou, firm, unit=world.units["jiading_group"], **FACTS)
    other, jiading = as_person(zhou), str(world.units["jiading_group"].pk)
    form = reverse("claim-object", args=[claim.pk])
    assert form in text(other.get(reverse("claim", args=[claim.pk])))
    other.post(form, {"unit": jiading, "grounds": "我们十月就见过董事长"})
    objection = Objection.objects.get()
    page = reverse("objection", args=[objection.pk])
    assert as_person(leader).get(page).status_code == 404
    bureau = as_person(wang)
    bureau.post(
        reverse("objection-decide", args=[objection.pk]), {"upheld": "no", "reasons": "没有原件", "to_unit": ""}
    )  # fmt: skip
    assert "没有原件" in text(other.get(page))
    other.post(reverse("objection-appeal", args=[objection.pk]), {"unit": jiading, "grounds": "原件在此"})
    judge = as_person(leader)
    seen = text(judge.get(page))
    assert "原件在此" in seen
    assert "拾光" not in seen
    assert page in text(judge.get(reverse("claim-desk")))
    assert page in text(judge.get(reverse("today")))
    judge.post(
        reverse("appeal-decide", args=[objection.pk]), {"upheld": "yes", "reasons": "原件属实", "to_unit": jiading}
    )  # fmt: skip
    assert held(claim.project).unit.name == "嘉定小组"
    assert "Upheld: the first decision is undone" in text(other.get(page))


def test_who_has_no_stake_is_told_to_file_first(world: World, lin: User, han: User, as_person: As) -> None:
    claim = held(a_lead(world, lin, a_firm(), **FACTS).project)
    url = reverse("claim-object", args=[claim.pk])
    assert "None of your units has filed anything" in text(as_person(han).get(url))
    assert as_person(han).post(url, {"unit": "", "grounds": "想要"}).status_code == 422


def test_the_firms_letter_moves_the_claim(world: World, lin: User, wang: User, as_person: As) -> None:
    from .test_web import a_picture

    project = a_lead(world, lin, a_firm(), **FACTS).project
    url = reverse("project-choice", args=[project.pk])
    client = as_person(wang)
    data = {"chosen": str(world.units["jiading_group"].pk), "refused": "", "on": "2019-12-19", "words": "请嘉定对接"}
    assert client.post(url, data).status_code == 422
    letter: SimpleUploadedFile = a_picture()
    assert client.post(url, data | {"paper": letter}).status_code == 302
    assert InvestorChoice.objects.get().blob is not None
    assert held(project).unit.name == "嘉定小组"
    assert as_person(lin).get(url).status_code == 403


def test_a_merged_project_says_where_it_went(disputed: Conflict, zhou: User, wang: User, as_person: As) -> None:
    waiting = text(as_person(zhou).get(reverse("project", args=[disputed.project_id])))
    assert reverse("conflict", args=[disputed.pk]) in waiting
    actions.decide_conflict(wang, conflict=disputed, verdict="same", reason="同一条产线")
    page = text(as_person(zhou).get(reverse("project", args=[disputed.project_id])))
    assert "turned out to be a project that is known already" in page
    assert reverse("project", args=[disputed.other_id]) not in page
    assert reverse("project", args=[disputed.other_id]) in text(
        as_person(wang).get(reverse("project", args=[disputed.project_id]))
    )


# --- today --------------------------------------------------------------------------------------------------------


def test_today_names_the_claims_that_need_evidence_and_what_waits_for_a_verdict(
    world: World, disputed: Conflict, lin: User, zhou: User, wang: User
) -> None:
    with on_day(TODAY - timedelta(days=12)):
        a_lead(world, lin, a_firm(), name="光伏玻璃")
    lins = claiming.in_danger(reading.reader_of(lin, clock.today()))
    assert [row.title for row in lins.rows] == ["光伏玻璃"]
    assert claiming.in_danger(reading.reader_of(zhou, clock.today())).rows == []
    assert len(claiming.disputed(reading.reader_of(wang, clock.today())).rows) == 1
    assert claiming.disputed(reading.reader_of(lin, clock.today())).rows == []
