"""The pages of merging and forgetting: who opens them, what they show before anything is done, and what they keep."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact, DistinctFirms
from hometown.fieldwork import actions as fieldwork
from hometown.kernel import clock
from hometown.ledger.models import PersonalRead
from hometown.relay.actions import merge_companies
from hometown.relay.models import Forgetting, Merge
from tests.companies.test_rules import made_code
from tests.relay.conftest import FULL, SHORT, Firm

pytestmark = pytest.mark.django_db
NAME, PHONE = "郁青禾", "13900000001"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.simulated(datetime(2019, 12, 18, 4, tzinfo=UTC)):
        yield


@pytest.fixture
def bureau(client: Client, wang: User) -> Client:
    client.force_login(wang)
    return client


def page(client: Client, name: str, *parts: Any, query: str = "") -> str:
    answer = client.get(reverse(name, args=parts) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def compare(firm: Firm) -> str:
    return f"{reverse('company-merge', args=[firm.source.pk])}?into={firm.target.pk}"


def posted(firm: Firm, **told: Any) -> dict[str, Any]:
    revisions = {"source_revision": firm.source.revision, "target_revision": firm.target.revision}
    return {"reason": "同一张执照", **revisions, **told}


def test_a_comparison_shows_what_stays_what_moves_and_nobody_whole(bureau: Client, wang: User, firm: Firm) -> None:
    contact = companies.add_contact(wang, company=firm.source, name=NAME, phone=PHONE)
    companies.add_contact(wang, company=firm.target, name=NAME, phone=PHONE)
    firm.visit(firm.source, person=contact)
    fieldwork.write_note(firm.lin, text="只给自己看的话", company=firm.source)
    told = page(bureau, "company-merge", firm.source.pk, query=f"?into={firm.target.pk}")
    assert "嘉定区曹安公路1号" in told
    assert "电话相同" in told
    assert NAME not in told
    assert PHONE not in told
    assert "只给自己看的话" not in told
    assert f'name="same_{contact.pk}"' in told
    assert not Merge.objects.exists()


def test_the_form_merges_as_chosen(bureau: Client, wang: User, firm: Firm) -> None:
    one = companies.add_contact(wang, company=firm.source, name=NAME, phone=PHONE)
    other = companies.add_contact(wang, company=firm.target, name=NAME)
    told = posted(firm, side_region_code="source", side_name="target", **{f"same_{one.pk}": "on"})
    answer = bureau.post(compare(firm), told)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("company", args=[firm.target.pk])
    merge = Merge.objects.get()
    assert merge.taken == ["address", "region_code"]
    assert merge.contacts == [[str(one.pk), str(other.pk)]]


def test_a_form_without_a_reason_keeps_what_was_chosen(bureau: Client, firm: Firm) -> None:
    answer = bureau.post(compare(firm), posted(firm, reason="", side_name="source"))
    assert answer.status_code == 422
    told = answer.content.decode()
    assert 'name="side_name" value="source" checked' in told
    assert not Merge.objects.exists()


def test_two_valid_codes_are_asked_about(bureau: Client, wang: User, firm: Firm) -> None:
    companies.edit_company(wang, firm.source, uscc=made_code(inner8="MA1GW0H4"), source="执照")
    companies.edit_company(wang, firm.target, uscc=made_code(inner8="MA1GX1J5"), source="执照")
    firm = firm.again()
    assert "两个有效代码就是两家" in page(bureau, "company-merge", firm.source.pk, query=f"?into={firm.target.pk}")
    assert bureau.post(compare(firm), posted(firm)).status_code == 422
    assert bureau.post(compare(firm), posted(firm, wrong_code="target")).status_code == 302
    assert firm.again().target.uscc == made_code(inner8="MA1GW0H4")


def test_what_stands_against_a_merge_is_said_before_anything_is_typed(bureau: Client, wang: User, firm: Firm) -> None:
    companies.say_distinct(wang, first=firm.source, second=firm.target)
    told = page(bureau, "company-merge", firm.source.pk, query=f"?into={firm.target.pk}")
    assert "是两家企业" in told
    assert 'class="btn btn--go"' not in told


def test_the_other_record_is_chosen_first(bureau: Client, firm: Firm) -> None:
    address = reverse("company-merge", args=[firm.source.pk])
    assert "是同一家" in bureau.get(address).content.decode()
    answer = bureau.post(address, {"into": str(firm.target.pk), "into_text": FULL})
    assert answer["Location"] == compare(firm)


def test_a_tombstone_leads_on_and_its_old_address_is_in_no_form(bureau: Client, wang: User, firm: Firm) -> None:
    merge_companies(wang, source=firm.source, target=firm.target, reason="同一家")
    told = page(bureau, "company", firm.source.pk)
    assert reverse("company", args=[firm.target.pk]) in told
    assert FULL in told
    assert bureau.get(reverse("company-edit", args=[firm.source.pk])).status_code == 404
    assert SHORT in page(bureau, "company-list", query=f"?q={SHORT}")
    assert bureau.get(reverse("history", args=["companies.company", firm.source.pk])).status_code == 200


def test_a_merge_is_looked_at_and_undone(bureau: Client, wang: User, firm: Firm) -> None:
    contact = companies.add_contact(wang, company=firm.source, name=NAME, phone=PHONE)
    merge = merge_companies(wang, source=firm.source, target=firm.target, reason="同一张执照")
    companies.edit_contact(wang, Contact.objects.get(pk=contact.pk), title="总监")
    firm.visit(firm.again().target, 12)
    assert SHORT in page(bureau, "merge-list")
    assert "同一张执照" in page(bureau, "company-merges", firm.source.pk)
    told = page(bureau, "merge", merge.pk)
    assert "合并后新增" in told
    assert NAME not in told
    answer = bureau.post(reverse("merge", args=[merge.pk]), {"reason": "两张执照", f"stays_{contact.pk}": "on"})
    assert answer.status_code == 302
    assert Contact.objects.get(pk=contact.pk).company_id == firm.target.pk
    assert Company.objects.get(pk=firm.source.pk).merged_into_id is None
    assert "已撤销" in page(bureau, "merge", merge.pk)


def test_a_merge_that_has_to_wait_says_for_what(bureau: Client, wang: User, firm: Firm) -> None:
    third = companies.add_company(wang, name="岚汀化学工业有限公司", source="名录")
    merge = merge_companies(wang, source=firm.source, target=firm.target, reason="同一家")
    merge_companies(wang, source=firm.again().target, target=third, reason="同一家")
    assert "请先撤销那次合并" in page(bureau, "merge", merge.pk)
    assert bureau.post(reverse("merge", args=[merge.pk]), {"reason": "两家"}).status_code == 422


def test_duplicates_are_listed_dismissed_and_taken_back(bureau: Client, wang: User, firm: Firm) -> None:
    companies.add_name(wang, company=firm.target, text=SHORT, kind="short")
    told = page(bureau, "duplicate-list")
    assert FULL in told
    assert f"into={firm.target.pk}" in told
    assert FULL in page(bureau, "company-duplicates", firm.source.pk)
    assert FULL in page(bureau, "company-alike", query=f"?name={SHORT}")
    assert "没有疑似重复" in page(bureau, "duplicate-list", query="?ground=phone")
    bureau.post(reverse("company-distinct-say", args=[firm.source.pk]), {"other": firm.target.pk, "reason": "两张执照"})
    assert "没有疑似重复" in page(bureau, "duplicate-list")
    assert "两张执照" in page(bureau, "company-distinct")
    bureau.post(reverse("company-distinct-back", args=[DistinctFirms.objects.get().pk]))
    assert FULL in page(bureau, "duplicate-list")


def test_an_officer_sees_what_is_alike_and_cannot_merge(client: Client, lin: User, wang: User, firm: Firm) -> None:
    companies.add_name(wang, company=firm.target, text=SHORT, kind="short")
    client.force_login(lin)
    told = page(client, "company-duplicates", firm.source.pk)
    assert FULL in told
    assert "into=" not in told
    for name, parts in (("duplicate-list", ()), ("company-merge", (firm.source.pk,)), ("merge-list", ())):
        assert client.get(reverse(name, args=parts)).status_code == 403
    contact = companies.add_contact(wang, company=firm.target, name=NAME)
    assert client.get(reverse("contact-forget", args=[contact.pk])).status_code == 403


def test_a_request_to_be_forgotten_shows_where_the_person_stands_and_is_logged(
    bureau: Client, wang: User, firm: Firm
) -> None:
    contact = companies.add_contact(wang, company=firm.target, name=NAME, phone=PHONE)
    visit = firm.visit(firm.target, person=contact, summary=f"{NAME}说十二月来")
    told = page(bureau, "contact-forget", contact.pk)
    assert "某某说十二月来" in told
    assert PersonalRead.objects.get().row_id == contact.pk
    field = f"fieldwork.activity-{visit.pk}-summary"
    said = {"asked_on": "2019-12-17", "reason": "来电", "outcome": "erased", field: "总监说十二月来"}
    assert bureau.post(reverse("contact-forget", args=[contact.pk]), said).status_code == 302
    visit.refresh_from_db()
    assert visit.summary == "总监说十二月来"
    assert Forgetting.objects.get().outcome == "erased"
    assert "来电" in page(bureau, "forgetting-list")
    assert NAME not in page(bureau, "forgetting-list")


def test_a_wording_that_still_names_the_person_is_refused_beside_it(bureau: Client, wang: User, firm: Firm) -> None:
    contact = companies.add_contact(wang, company=firm.target, name=NAME)
    visit = firm.visit(firm.target, person=contact, summary=f"{NAME}说十二月来")
    field = f"fieldwork.activity-{visit.pk}-summary"
    said = {"asked_on": "2019-12-17", "reason": "来电", "outcome": "erased", field: f"{NAME}来过"}
    answer = bureau.post(reverse("contact-forget", args=[contact.pk]), said)
    assert answer.status_code == 422
    assert "仍有此人" in answer.content.decode()
    answer = bureau.post(reverse("contact-forget", args=[contact.pk]), said | {f"leave-{field}": "on"})
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert visit.summary == f"{NAME}说十二月来"


def test_a_contact_may_be_kept_by_law(bureau: Client, wang: User, firm: Firm) -> None:
    contact = companies.add_contact(wang, company=firm.target, name=NAME)
    said = {"asked_on": "2019-12-17", "reason": "档案法", "outcome": "restricted"}
    assert bureau.post(reverse("contact-forget", args=[contact.pk]), said).status_code == 302
    assert Contact.objects.get().name == NAME
    assert Forgetting.objects.get().outcome == "restricted"


def test_a_name_alone_is_looked_up_without_standing_in_an_address(bureau: Client, firm: Firm) -> None:
    firm.visit(firm.target, person="裴舟")
    address = reverse("person-forget", args=[firm.target.pk])
    assert bureau.get(address + "?name=裴舟").content.decode().count("裴舟") == 0
    assert bureau.post(address, {"name": "无此人"}).status_code == 404
    assert "清空" in bureau.post(address, {"name": "裴舟"}).content.decode()
    said = {"name": "裴舟", "asked_on": "2019-12-17", "reason": "来电", "outcome": "erased"}
    assert bureau.post(address, said).status_code == 302
    assert bureau.post(address, {"name": "裴舟"}).status_code == 404
