"""The pages of companies: who sees what, what is asked, and that a stranger sees nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.companies import actions
from hometown.companies.models import Company, Contact
from hometown.kernel import clock
from hometown.ledger import book
from hometown.ledger.models import PersonalRead
from hometown.programme.models import Officer
from tests.companies.test_rules import made_code
from tests.people import World, person

pytestmark = pytest.mark.django_db
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with clock.simulated(datetime(2019, 10, 8, 2, tzinfo=UTC)):
        yield


def as_user(client: Client, user: User) -> Client:
    client.force_login(user, backend="hometown.accounts.signing.PasswordBackend")
    return client


def add(actor: User, name: str = "上海澄湖新材料有限公司", region: str = "310114", **facts: Any) -> Company:
    return actions.add_company(actor, name=name, region_code=region, source="走访所得", **facts)


def text(answer: Any) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


@pytest.fixture
def firm(lin: User) -> Company:
    return add(lin, uscc=made_code(), industry_code="C3252")


@pytest.fixture
def contact(lin: User, firm: Company) -> Contact:
    return actions.add_contact(
        lin, company=firm, name="郁青禾", title="总经理", phone=PHONE, wechat="yuqinghe88", consent="business"
    )


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_stranger_sees_nothing_of_companies(
    client: Client, firm: Company, contact: Contact, guest: User, sun: User, leader: User, stranger: User, meng: User
) -> None:
    pages = [
        reverse("company-list"),
        reverse("company-investors"),
        reverse("company-suggest") + "?q=澄湖",
        reverse("company", args=[firm.pk]),
        reverse("contact", args=[contact.pk]),
    ]
    for user in (guest, sun, leader, stranger, meng):
        for page in pages:
            answer = as_user(client, user).get(page)
            assert answer.status_code == 403, (user, page)
            assert "澄湖" not in text(answer)
        assert as_user(client, user).post(reverse("contact-reveal", args=[contact.pk])).status_code == 403
    assert not PersonalRead.objects.exists()


def test_a_company_that_is_not_there_is_not_found(client: Client, lin: User, world: World) -> None:
    answer = as_user(client, lin).get(reverse("company", args=["00000000-0000-7000-8000-000000000000"]))
    assert answer.status_code == 404
    assert "没有这家企业" in text(answer)


def test_those_who_only_look_see_no_way_to_edit(client: Client, firm: Company, contact: Contact, zhao: User) -> None:
    page = text(as_user(client, zhao).get(reverse("company", args=[firm.pk])))
    assert firm.name in page
    assert reverse("company-edit", args=[firm.pk]) not in page
    assert reverse("contact-reveal", args=[contact.pk]) not in page
    for name in ("company-edit", "contact-add", "tie-add", "tag-add", "company-name-add", "company-rename"):
        assert client.get(reverse(name, args=[firm.pk])).status_code == 403
    assert client.get(reverse("company-add")).status_code == 403


def test_an_alumnus_sees_only_their_own_contacts(
    client: Client, world: World, lin: User, zhou: User, firm: Company, contact: Contact
) -> None:
    other = actions.add_contact(zhou, company=firm, name="乔枕石", title="采购总监", phone="13900009999")
    alumnus = person(world, "alumnus", "返任人", "alumnus", "batch", world.batch.pk)
    with book.entry("test.prepared", actor=None) as entry:
        sent = Officer(name="返任人", user=alumnus, home_unit=world.units["civil"])
        entry.put(sent)
        other.known_to = sent.pk
        entry.put(other)
    page = text(as_user(client, alumnus).get(reverse("company", args=[firm.pk])))
    assert "乔**" in page
    assert "郁**" not in page
    assert client.post(reverse("contact-reveal", args=[contact.pk]), {"purpose": "visit"}).status_code == 404
    assert client.post(reverse("contact-reveal", args=[other.pk]), {"purpose": "visit"}).status_code == 200


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def several(lin: User) -> dict[str, Company]:
    found = {
        "host": add(lin, "上海澄湖新材料有限公司", "310114", chain="aluminium"),
        "elsewhere": add(lin, "苏州远岫电子有限公司", "320505", chain="silicon"),
        "home": add(lin, "淮北澄湖铝箔有限公司", "340603"),
        "unknown": add(lin, "无处可寻有限公司", ""),
        "chamber": add(lin, "上海淮北商会", "310101", kind="chamber"),
        "individual": add(lin, "相山区张三面馆", "", uscc=made_code("340603", prefix="92")),
    }
    actions.add_tie(lin, company=found["host"], kind="invested_home", other=found["home"], source="县区名单")
    actions.add_tag(lin, company=found["elsewhere"], kind="top500", list_name="石化500强", year=2019)
    actions.add_name(lin, company=found["elsewhere"], text="远岫之光", kind="brand")
    return found


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("", {"host", "elsewhere", "home", "unknown", "chamber"}),
        ("origin=host", {"host", "chamber"}),
        ("origin=elsewhere", {"elsewhere"}),
        ("origin=home", {"home"}),
        ("origin=unknown", {"unknown"}),
        ("chain=silicon", {"elsewhere"}),
        ("tag=top500", {"elsewhere"}),
        ("invested=1", {"host"}),
        ("kind=chamber", {"chamber"}),
        ("kind=individual", {"individual"}),
        ("q=澄湖", {"host", "home"}),
        ("q=澄湖&origin=home", {"home"}),
        ("q=远岫之光", {"elsewhere"}),
        ("q=没有这一家", set()),
        ("origin=nonsense&chain=x&tag=x&kind=x", {"host", "elsewhere", "home", "unknown", "chamber"}),
        ("before=nonsense", {"host", "elsewhere", "home", "unknown", "chamber"}),
    ],
)
def test_the_filters_live_in_the_address(
    client: Client, lin: User, several: dict[str, Company], query: str, listed: set[str]
) -> None:
    answer = as_user(client, lin).get(f"{reverse('company-list')}?{query}")
    assert answer.status_code == 200
    page = text(answer)
    assert {name for name, one in several.items() if reverse("company", args=[one.pk]) in page} == listed


def test_a_long_list_is_read_in_pages(client: Client, lin: User) -> None:
    firms = [add(lin, f"上海澄湖{number:03d}号有限公司") for number in range(35)]
    first = text(as_user(client, lin).get(reverse("company-list")))
    assert firms[34].name in first
    assert firms[4].name not in first
    older = re.search(r'href="(\?[^"]*before=[^"]+)"', first)
    assert older
    second = text(client.get(reverse("company-list") + older[1]))
    assert firms[4].name in second
    assert firms[34].name not in second


def test_the_list_asks_a_fixed_number_of_queries(
    client: Client, lin: User, several: dict[str, Company], django_assert_max_num_queries: Any
) -> None:
    as_user(client, lin).get(reverse("company-list"))
    with django_assert_max_num_queries(18):
        client.get(reverse("company-list"))


def test_the_export_runs_nothing_and_holds_no_persons(
    client: Client, lin: User, several: dict[str, Company], world: World
) -> None:
    from openpyxl import load_workbook

    add(lin, '=HYPERLINK("http://x.example")有限公司')
    actions.add_contact(lin, company=several["host"], name="郁青禾", phone=PHONE)
    answer = as_user(client, lin).get(reverse("company-export"))
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    said = {str(cell.value) for cell in cells}
    assert {one.name for name, one in several.items() if name != "individual"} <= said
    assert not {several["individual"].name, "郁青禾", PHONE} & said
    assert '=HYPERLINK("http://x.example")有限公司' in said


def test_the_export_follows_the_filters_and_the_right_to_export(
    client: Client, lin: User, meng: User, zhao: User, several: dict[str, Company]
) -> None:
    from openpyxl import load_workbook

    answer = as_user(client, lin).get(reverse("company-export") + "?origin=home")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [sheet.cell(2, 1).value, sheet.max_row] == [several["home"].name, 2]
    for user in (meng, zhao):  # one may export but not see companies, the other the reverse
        assert as_user(client, user).get(reverse("company-export")).status_code == 403


def test_the_investors_are_listed_with_their_firms_at_home(
    client: Client, zhao: User, several: dict[str, Company]
) -> None:
    page = text(as_user(client, zhao).get(reverse("company-investors")))
    assert several["host"].name in page
    assert several["home"].name in page
    assert "县区名单" in page
    assert several["host"].name not in text(client.get(reverse("company-investors") + "?origin=elsewhere"))


# ── Typing ahead ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_typing_ahead_offers_companies_as_options(client: Client, zhao: User, several: dict[str, Company]) -> None:
    page = text(as_user(client, zhao).get(reverse("company-suggest") + "?q=澄湖"))
    assert f'data-value="{several["host"].pk}"' in page
    assert "上海<mark>澄湖</mark>新材料有限公司" in page
    told = client.get(reverse("company-suggest") + "?q=远岫之光", headers={"accept": "application/json"}).json()
    assert [one["label"] for one in told["options"]] == [several["elsewhere"].name]
    assert "远岫之光" in told["options"][0]["meta"]
    for nothing in ("", "%20", "没有这一家", "面馆"):
        assert "data-value" not in text(client.get(reverse("company-suggest") + f"?q={nothing}"))


def test_typing_ahead_escapes_what_is_typed_and_recorded(client: Client, lin: User) -> None:
    add(lin, "<script>有限公司")
    page = text(as_user(client, lin).get(reverse("company-suggest"), {"q": "<script>"}))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_typing_ahead_offers_places_and_industries(client: Client, lin: User) -> None:
    places = text(as_user(client, lin).get(reverse("place-suggest") + "?q=putuo"))
    assert 'data-value="310107"' in places
    assert 'data-value="C3252"' in text(client.get(reverse("industry-suggest") + "?q=铝压延"))


# ── One company ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_company_tells_what_is_known_and_from_where(
    client: Client, lin: User, several: dict[str, Company]
) -> None:
    page = text(as_user(client, lin).get(reverse("company", args=[several["host"].pk])))
    for said in ("嘉定区", "走访所得", "铝基", "在淮投资", several["home"].name, "统一社会信用代码"):
        assert said in page
    home = text(client.get(reverse("company", args=[several["home"].pk])))
    assert "在淮企业，投资方为" in home
    with book.entry("test.prepared", actor=None) as entry:
        lin.language = "en"
        entry.put(lin)
    english = text(client.get(reverse("company", args=[several["host"].pk])))
    assert "Invested at home" in english
    assert "在淮投资" not in english


def test_the_page_says_which_chain_the_industry_belongs_to(client: Client, lin: User, firm: Company) -> None:
    page = text(as_user(client, lin).get(reverse("company", args=[firm.pk])))
    assert "按行业属「铝基」" in page
    actions.edit_company(lin, firm, chain="aluminium", source="研判")
    assert "按行业属" not in text(client.get(reverse("company", args=[firm.pk])))


def test_a_contact_shows_masked_until_somebody_says_what_for(
    client: Client, lin: User, firm: Company, contact: Contact
) -> None:
    page = text(as_user(client, lin).get(reverse("company", args=[firm.pk])))
    assert "郁**" in page
    assert "139****1234" in page
    assert "yu***" in page
    for hidden in ("郁青禾", PHONE, "yuqinghe88"):
        assert hidden not in page
    url = reverse("contact-reveal", args=[contact.pk])
    assert client.get(url).status_code == 405
    assert client.post(url, {"purpose": "other"}, headers={"hx-request": "true"}).status_code == 422
    assert client.post(url, {}).status_code == 422
    assert not PersonalRead.objects.exists()
    row = client.post(url, {"purpose": "visit"}, headers={"hx-request": "true"})
    assert "郁青禾" in text(row)
    assert PHONE in text(row)
    assert "<html" not in text(row)
    assert row["Cache-Control"] == "no-store"
    read = PersonalRead.objects.get()
    assert (read.reader, read.purpose) == (lin.pk, "约走访")


def test_without_scripts_the_whole_page_comes_with_the_contact_shown(
    client: Client, lin: User, firm: Company, contact: Contact
) -> None:
    answer = as_user(client, lin).post(
        reverse("contact-reveal", args=[contact.pk]), {"purpose": "other", "other": "寄样品"}
    )
    assert "<html" in text(answer)
    assert PHONE in text(answer)
    assert PersonalRead.objects.get().purpose == "寄样品"
    assert PHONE not in text(client.get(reverse("company", args=[firm.pk])))


def test_a_contact_is_edited_without_being_shown(client: Client, lin: User, firm: Company, contact: Contact) -> None:
    url = reverse("contact", args=[contact.pk])
    page = text(as_user(client, lin).get(url))
    for hidden in ("郁青禾", PHONE, "yuqinghe88"):
        assert hidden not in page
    answer = client.post(
        url, {"title": "董事长", "consent": "pass_on", "revision": contact.revision, "clear": "wechat"}
    )
    assert answer.status_code == 302
    changed = Contact.objects.get(pk=contact.pk)
    assert (changed.name, changed.phone, changed.wechat) == ("郁青禾", PHONE, "")
    assert (changed.title, changed.consent) == ("董事长", "pass_on")
    assert not PersonalRead.objects.exists()
    stale = client.post(url, {"title": "厂长", "consent": "pass_on", "revision": contact.revision})
    assert stale.status_code == 422
    assert Contact.objects.get(pk=contact.pk).title == "董事长"
    assert client.post(reverse("contact-end", args=[contact.pk])).status_code == 302
    assert client.get(url).status_code == 404


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_company_is_added_from_its_form(client: Client, lin: User, world: World) -> None:
    typed = {
        "name": "上海澄湖新材料有限公司",
        "kind": "company",
        "uscc": made_code(),
        "region_code_text": "",
        "industry_code": "C3252",
        "industry_code_text": "C3252 铝压延加工",
        "capital": "3000万元",
        "source": "走访所得",
    }
    answer = as_user(client, lin).post(reverse("company-add"), typed)
    company = Company.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("company", args=[company.pk]))
    assert (company.region_code, company.industry_code, company.capital) == ("310114", "C3252", 30_000_000)


def test_a_doubtful_code_is_asked_about_and_what_was_typed_stays(client: Client, lin: User, world: World) -> None:
    typed = {"name": "厦门某某有限公司", "kind": "company", "uscc": "91350211M0000XUF46", "source": "名片"}
    first = as_user(client, lin).post(reverse("company-add"), typed)
    assert first.status_code == 422
    page = text(first)
    assert "校验位不符" in page
    assert 'name="accept_doubtful_uscc"' in page
    assert 'value="名片"' in page
    assert not Company.objects.exists()
    assert client.post(reverse("company-add"), typed | {"accept_doubtful_uscc": "on"}).status_code == 302
    assert Company.objects.get().uscc_doubt_accepted


def test_the_tick_for_a_doubtful_code_shows_only_when_it_is_asked(client: Client, lin: User) -> None:
    page = text(as_user(client, lin).get(reverse("company-add")))
    assert "accept_doubtful_uscc" not in page
    assert "is_namesake" not in page


def test_a_company_on_record_is_linked_instead_of_added_again(client: Client, zhou: User, firm: Company) -> None:
    typed = {"name": firm.name, "kind": "company", "source": "名片"}
    answer = as_user(client, zhou).post(reverse("company-add"), typed)
    assert answer.status_code == 422
    page = text(answer)
    assert f'href="{reverse("company", args=[firm.pk])}"' in page
    assert 'name="is_namesake"' in page
    own = {"uscc": made_code(inner8="MA1K0009"), "is_namesake": "on"}
    assert client.post(reverse("company-add"), typed | own).status_code == 302


def test_an_edit_needs_a_source_and_does_not_overwrite_anothers(client: Client, lin: User, firm: Company) -> None:
    url = reverse("company-edit", args=[firm.pk])
    page = text(as_user(client, lin).get(url))
    assert firm.uscc in page
    typed = {
        "name": firm.name,
        "kind": "company",
        "uscc": firm.uscc,
        "region_code": firm.region_code,
        "region_code_text": "上海市嘉定区",
        "industry_code": "C3252",
        "industry_code_text": "C3252",
        "chain": "aluminium",
        "revision": firm.revision,
    }
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"source": "研判"}).status_code == 302
    assert Company.objects.get().chain == "aluminium"
    stale = client.post(url, typed | {"source": "研判", "chain": "carbon"})
    assert stale.status_code == 422
    assert "上海澄湖新材料有限公司" in text(stale)
    assert Company.objects.get().chain == "aluminium"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("source", ""),
        ("capital", "很多"),
        ("capital", "100万美元"),
        ("region_code_text", "不存在的地方"),
        ("industry_code_text", "C9999"),
        ("registered_on", "2031-01-01"),
        ("parent_text", "没有这一家有限公司"),
        ("parent_share", "101"),
        ("uscc", "12"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(client: Client, lin: User, field: str, value: str) -> None:
    typed = {"name": "上海澄湖新材料有限公司", "kind": "company", "source": "名片"} | {field: value}
    answer = as_user(client, lin).post(reverse("company-add"), typed)
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert "field--error" in text(answer)
    assert not Company.objects.exists()


def test_names_ties_and_tags_are_added_and_ended_on_pages(client: Client, lin: User, firm: Company) -> None:
    other = add(lin, "苏州远岫电子有限公司", "320505")
    page = as_user(client, lin)
    for name, typed in (
        ("company-name-add", {"text": "澄湖新材", "kind": "short"}),
        ("tie-add", {"kind": "supplies", "other": str(other.pk), "other_text": other.name}),
        ("tag-add", {"kind": "top500", "list_name": "石化500强", "year": "2019"}),
        ("company-rename", {"name": "上海澄湖科技有限公司", "source": "通知书", "revision": firm.revision}),
    ):
        url = reverse(name, args=[firm.pk])
        assert page.get(url).status_code == 200
        assert page.post(url, {}).status_code == 422
        assert page.post(url, typed).status_code == 302, name
    shown = text(page.get(reverse("company", args=[firm.pk])))
    for said in ("澄湖新材", "苏州远岫电子有限公司", "石化500强 2019", "上海澄湖科技有限公司", "曾用名"):
        assert said in shown
    assert page.post(reverse("company-name-remove", args=[firm.names.get(kind="short").pk])).status_code == 302
    assert page.post(reverse("tag-end", args=[firm.tags.get().pk])).status_code == 302
    tie_url = reverse("tie-end", args=[firm.ties.get().pk])
    assert page.get(tie_url).status_code == 200
    assert page.post(tie_url, {"because": "合同到期"}).status_code == 302
    assert "合同到期" in text(page.get(reverse("company", args=[firm.pk])))


def test_a_small_form_says_what_is_wrong(client: Client, lin: User, firm: Company) -> None:
    answer = as_user(client, lin).post(reverse("tag-add", args=[firm.pk]), {"kind": "top500"})
    assert answer.status_code == 422
    assert "写明榜单" in text(answer)
    answer = client.post(reverse("tie-add", args=[firm.pk]), {"kind": "supplies"})
    assert "选对方单位" in text(answer)


def test_the_story_of_a_company_is_told_to_those_who_see_it(
    client: Client, lin: User, guest: User, firm: Company
) -> None:
    actions.edit_company(lin, firm, chain="aluminium", source="研判")
    url = reverse("history", args=["companies.company", firm.pk])
    page = text(as_user(client, lin).get(url))
    assert "修改了企业" in page
    assert "产业链" in page
    assert as_user(client, guest).get(url).status_code == 404


def test_the_story_tells_of_names_people_ties_and_tags_and_names_no_person(
    client: Client, lin: User, zhao: User, firm: Company, contact: Contact, django_assert_max_num_queries: Any
) -> None:
    actions.add_tie(lin, company=firm, kind="invested_home", source="名单")
    actions.add_tag(lin, company=firm, kind="listed")
    actions.add_name(lin, company=firm, text="澄湖新材", kind="short")
    url = reverse("company-story", args=[firm.pk])
    as_user(client, zhao).get(url)
    with django_assert_max_num_queries(25):
        page = text(client.get(url))
    for said in (
        "添加了企业",
        "添加了联系人",
        "添加了关系",
        "在淮投资",
        "添加了标签",
        "添加了名称",
        "澄湖新材",
        lin.name,
    ):
        assert said in page
    assert "郁青禾" not in page
    part = text(client.get(url, headers={"hx-request": "true"}))
    assert "<html" not in part
    assert reverse("history", args=["companies.company", firm.pk]) in part
