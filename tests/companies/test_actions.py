"""Writing companies, names, contacts, ties and tags; finding a company again."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies import actions, matching
from hometown.companies.models import Company, CompanyName, Contact, FactSource
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, Refusal, RuleBroken
from hometown.ledger import history
from hometown.ledger.models import Entry, PersonalRead
from tests.companies.test_rules import made_code
from tests.people import World

pytestmark = pytest.mark.django_db
DOUBTFUL = "91350211M0000XUF46"
Lines = Callable[[], Any]


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with clock.simulated(datetime(2019, 10, 8, 2, tzinfo=UTC)):
        yield


def add(actor: User, name: str = "上海澄湖新材料有限公司", **facts: Any) -> Company:
    return actions.add_company(actor, name=name, source="走访所得", **facts)


def refused(code: str, act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def test_a_company_is_added_with_one_line_and_its_source(lin: User, lines_written: Lines) -> None:
    with lines_written() as lines:
        company = add(lin, uscc=made_code("310114"), as_of=date(2019, 9, 20), permission="嘉定区经委同意使用")
    assert [line.verb for line in lines] == ["company.added"]
    assert lines[0].actor == lin.pk
    assert company.region_code == "310114"
    source = FactSource.objects.get(company=company)
    assert (source.field, source.source, source.permission) == ("record", "走访所得", "嘉定区经委同意使用")


def test_those_who_do_not_record_companies_may_not_add_one(zhao: User, guest: User, sun: User, world: World) -> None:
    for actor in (zhao, guest, sun):
        with pytest.raises(NotAllowed):
            add(actor)
    assert not Company.objects.exists()


def test_a_company_needs_a_source(lin: User) -> None:
    refusal = refused("companies.source_needed", lambda: actions.add_company(lin, name="上海澄湖有限公司", source=" "))
    assert isinstance(refusal, BadInput)
    assert list(refusal.fields) == ["source"]
    assert not Entry.objects.filter(verb="company.added").exists()


def test_a_code_that_does_not_add_up_is_asked_about_and_then_kept(lin: User) -> None:
    refused("companies.uscc_doubtful", lambda: add(lin, uscc=DOUBTFUL))
    company = add(lin, uscc=DOUBTFUL, accept_doubtful_uscc=True)
    assert company.uscc_doubt_accepted
    assert company.region_code == ""  # nothing is concluded from a doubtful code
    # Whoever edits something else is not asked again.
    assert actions.edit_company(lin, company, source="走访所得", chain="carbon").uscc_doubt_accepted


def test_a_sound_code_is_not_marked_as_doubtful_even_if_doubts_were_accepted_in_advance(lin: User) -> None:
    assert not add(lin, uscc=made_code(), accept_doubtful_uscc=True).uscc_doubt_accepted


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ({"uscc": "1234"}, "companies.uscc_unreadable"),
        ({"uscc": "9135O1OOM000100Y43"}, "companies.uscc_misread"),
        ({"kind": "club"}, "companies.unknown_kind"),
        ({"region_code": "990000"}, "companies.unknown_region"),
        ({"industry_code": "C9999"}, "companies.unknown_industry"),
        ({"chain": "furniture"}, "companies.unknown_chain"),
        ({"capital": Decimal(0)}, "companies.capital_not_positive"),
        ({"registered_on": date(2019, 10, 9)}, "companies.day_to_come"),
        ({"parent_share": Decimal(51)}, "companies.share_without_parent"),
        ({"address": "路" * 201}, "companies.too_long"),
        ({"name": " 。"}, "companies.name_needed"),
        ({"name": "司" * 201}, "companies.too_long"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(lin: User, fact: dict[str, Any], code: str) -> None:
    refusal = refused(code, lambda: add(lin, **({"name": "上海澄湖有限公司"} | fact)))
    assert isinstance(refusal, BadInput)
    assert set(refusal.fields) <= set(fact) | {"parent"}
    assert not Company.objects.exists()


def test_an_individual_business_is_known_by_its_code_and_left_out_of_lists(lin: User) -> None:
    shop = add(lin, "相山区张三面馆", uscc=made_code("340603", prefix="92"))
    firm = add(lin)
    assert shop.kind == "individual"
    assert list(Company.objects.listed()) == [firm]


def test_the_same_code_or_name_is_not_added_twice(lin: User, wang: User) -> None:
    known = add(lin, uscc=made_code())
    for again in ({"uscc": made_code(), "name": "别的有限公司"}, {"name": " 上海 澄湖新材料有限公司。"}):
        refusal = refused("companies.already_known", partial(add, wang, **again))
        assert refusal.facts == {"company": known.name, "pk": str(known.pk)}
    assert Company.objects.count() == 1


def test_a_namesake_with_a_code_of_its_own_may_be_added(lin: User) -> None:
    add(lin, uscc=made_code(inner8="MA1K0001"))
    refused("companies.already_known", lambda: add(lin, is_namesake=True))
    other = add(lin, uscc=made_code(inner8="MA1K0002"), is_namesake=True)
    assert matching.find(other.name) is None  # the name decides nothing now
    assert matching.find(other.uscc) == other


def test_each_fact_that_is_edited_gets_its_source(lin: User, lines_written: Lines) -> None:
    company = add(lin)
    with lines_written() as lines:
        actions.edit_company(
            lin, company, chain="carbon", industry_code="26", source="营业执照", as_of=date(2019, 10, 1)
        )
    assert [line.verb for line in lines] == ["company.edited"]
    assert company.industry_code == "C26"
    sources = FactSource.objects.filter(company=company, source="营业执照")
    assert set(sources.values_list("field", flat=True)) == {"chain", "industry_code"}


def test_an_edit_that_changes_nothing_leaves_no_line_and_needs_no_source(lin: User, lines_written: Lines) -> None:
    company = add(lin)
    with lines_written() as lines:
        actions.edit_company(lin, company, name=company.name, chain="")
    assert lines == []


def test_a_change_that_somebody_made_in_between_is_not_overwritten(lin: User, wang: User) -> None:
    company = add(lin)
    seen = company.revision
    actions.edit_company(wang, Company.objects.get(pk=company.pk), chain="carbon", source="研判")
    with pytest.raises(RuleBroken) as caught:
        actions.edit_company(lin, Company.objects.get(pk=company.pk), revision=seen, chain="silicon", source="走访")
    assert caught.value.code == "ledger.changed_meanwhile"
    assert Company.objects.get(pk=company.pk).chain == "carbon"


def test_only_facts_can_be_edited(lin: User) -> None:
    with pytest.raises(TypeError):
        actions.edit_company(lin, add(lin), normal_name="x")


def test_a_renamed_company_is_found_by_both_names(lin: User) -> None:
    company = add(lin)
    old = company.name
    actions.rename_company(lin, company, name="上海澄湖科技有限公司", since_on=date(2019, 10, 1), source="变更通知书")
    former = CompanyName.objects.get(company=company)
    assert (former.text, former.kind, former.last_on) == (old, "former", date(2019, 10, 1))
    assert matching.find(old) == matching.find("上海澄湖科技有限公司") == company
    refused("companies.already_known", lambda: add(lin, old))
    refused("companies.same_name", lambda: actions.rename_company(lin, company, name=company.name, source="x"))


def test_other_names_find_a_company_until_they_are_taken_away(lin: User) -> None:
    company = add(lin)
    name = actions.add_name(lin, company=company, text="澄湖新材", kind="short", source="官网")
    assert matching.find("澄湖新材") == company
    refused("companies.name_known", lambda: actions.add_name(lin, company=company, text="澄湖 新材", kind="short"))
    refused("companies.unknown_name_kind", lambda: actions.add_name(lin, company=company, text="X", kind="pet"))
    pk = name.pk
    actions.remove_name(lin, name)
    assert matching.find("澄湖新材") is None
    assert history.of_row(CompanyName, pk)[0].removed


def test_a_short_name_of_two_companies_decides_nothing(lin: User) -> None:
    for full in ("上海澄湖新材料有限公司", "江苏澄湖化学有限公司"):
        actions.add_name(lin, company=add(lin, full), text="澄湖", kind="short")
    assert matching.find("澄湖") is None
    assert len(matching.candidates("澄湖")) == 2


def test_many_names_are_found_in_two_queries(lin: User, django_assert_num_queries: Any) -> None:
    firms = [add(lin, f"上海澄湖{number}号有限公司", uscc=made_code(inner8=f"MA1K{number:04d}")) for number in range(5)]
    actions.add_name(lin, company=firms[4], text="五号", kind="brand")
    asked = [firms[0].name, f" {firms[1].name} ", firms[2].uscc.lower(), "五号", "没有的公司", ""]
    with django_assert_num_queries(2):
        found = matching.find_many(asked)
    assert found == {asked[0]: firms[0], asked[1]: firms[1], asked[2]: firms[2], "五号": firms[4]}


def test_candidates_begin_with_the_text_before_they_hold_it(lin: User) -> None:
    inside = add(lin, "上海澄湖新材料有限公司")
    first = add(lin, "澄湖控股有限公司")
    brand = add(lin, "江苏远岫有限公司")
    actions.add_name(lin, company=brand, text="澄湖之光", kind="brand")
    add(lin, "相山区澄湖面馆", uscc=made_code("340603", prefix="92"))
    found = matching.candidates("澄湖")
    assert [one.company for one in found] == [first, brand, inside]
    assert found[1].found_as == "澄湖之光"
    assert matching.candidates("澄湖", limit=1)[0].company == first
    assert matching.candidates("  ") == []


def test_candidates_are_found_by_code_and_individual_businesses_only_by_the_whole(lin: User) -> None:
    firm = add(lin, uscc=made_code())
    shop = add(lin, "相山区张三面馆", uscc=made_code("340603", prefix="92"))
    assert [one.company for one in matching.candidates(firm.uscc[:8])] == [firm]
    assert [one.company for one in matching.candidates(shop.uscc)] == [shop]
    assert matching.candidates(shop.uscc[:10]) == []


def test_a_group_has_no_circle_and_knows_its_affiliates(lin: User) -> None:
    top = add(lin, "澄湖集团有限公司")
    middle = add(lin, "上海澄湖新材料有限公司", parent=top, parent_share=Decimal(51))
    low = add(lin, "淮北澄湖铝箔有限公司", parent=middle, parent_share=Decimal(100))
    sister = add(lin, "苏州澄湖电子有限公司")
    actions.add_tie(lin, company=sister, kind="same_group", other=top)
    add(lin, "上海无关有限公司")
    refused("companies.group_circle", lambda: actions.edit_company(lin, top, parent=low, source="x"))
    refused("companies.group_circle", lambda: actions.edit_company(lin, low, parent=low, source="x"))
    refused(
        "companies.share_out_of_range", lambda: actions.edit_company(lin, low, parent_share=Decimal(101), source="x")
    )
    assert set(matching.affiliates(middle)) == {top, low, sister}


def test_a_contact_shows_only_to_those_who_say_why_and_each_look_is_logged(lin: User, zhao: User) -> None:
    contact = actions.add_contact(
        lin, company=add(lin), name="郁青禾", title="总经理", phone="13900001234", consent="business"
    )
    refused("companies.may_not_reveal", lambda: actions.reveal_contact(zhao, contact, purpose="约访"))
    refused("companies.purpose_needed", lambda: actions.reveal_contact(lin, contact, purpose=" "))
    assert not PersonalRead.objects.exists()
    shown = actions.reveal_contact(lin, contact, purpose="约访")
    assert shown == {"name": "郁青禾", "phone": "13900001234", "wechat": "", "email": ""}
    read = PersonalRead.objects.get()
    assert (read.reader, read.model, read.row_id) == (lin.pk, "companies.contact", contact.pk)
    assert (read.fields, read.purpose) == ("name, phone", "约访")


def test_a_contact_who_withdrew_consent_is_not_shown_to_anybody(lin: User) -> None:
    contact = actions.add_contact(lin, company=add(lin), name="郁青禾", phone="13900001234")
    actions.edit_contact(lin, contact, consent="withdrawn")
    refused("companies.consent_withdrawn", lambda: actions.reveal_contact(lin, contact, purpose="约访"))
    assert not PersonalRead.objects.exists()


def test_a_contact_set_aside_is_gone_from_use(lin: User) -> None:
    company = add(lin)
    contact = actions.add_contact(lin, company=company, name="郁青禾")
    assert contact.known_to == lin.officer.pk
    refused("companies.contact_known", lambda: actions.add_contact(lin, company=company, name=" 郁青禾 "))
    actions.end_contact(lin, contact)
    with pytest.raises(NotFound):
        actions.reveal_contact(lin, contact, purpose="约访")
    assert actions.add_contact(lin, company=company, name="郁青禾").pk != contact.pk
    refused("companies.contact_name_needed", lambda: actions.add_contact(lin, company=company, name=" "))
    refused("companies.unknown_consent", lambda: actions.add_contact(lin, company=company, name="乙", consent="yes"))


def test_the_name_of_a_contact_is_kept_apart_in_the_book(lin: User) -> None:
    contact = actions.add_contact(lin, company=add(lin), name="郁青禾", phone="13900001234")
    from hometown.ledger.models import RowImage

    image = RowImage.objects.get(model="companies.contact", row_id=contact.pk).image
    assert "郁青禾" not in str(image)
    assert "13900001234" not in str(image)
    assert isinstance(Contact.objects.get(pk=contact.pk).name, str)


def test_a_tie_that_cannot_be_is_refused(lin: User) -> None:
    company, other = add(lin), add(lin, "苏州远岫有限公司", region_code="320505")
    for code, facts in (
        ("companies.unknown_tie_kind", {"kind": "friend"}),
        ("companies.tie_to_itself", {"kind": "supplies", "other": company}),
        ("companies.tie_needs_other", {"kind": "supplies"}),
        ("companies.tie_needs_chamber", {"kind": "member_of", "other": other}),
        ("companies.tie_needs_home_firm", {"kind": "invested_home", "other": other}),
        ("companies.day_to_come", {"kind": "invested_home", "since_on": date(2019, 10, 9)}),
    ):
        refused(code, partial(actions.add_tie, lin, company=company, **facts))
    chamber = add(lin, "淮北上海商会", kind="chamber")
    assert actions.add_tie(lin, company=company, kind="member_of", other=chamber).pk


def test_a_tie_stands_once_and_until_it_ends(lin: User) -> None:
    company = add(lin)
    tie = actions.add_tie(lin, company=company, kind="invested_home", since_on=date(2019, 9, 1))
    refused("companies.tie_known", lambda: actions.add_tie(lin, company=company, kind="invested_home"))
    refused(
        "companies.ends_before_it_begins", lambda: actions.end_tie(lin, tie, ended_on=date(2019, 8, 1), because="x")
    )
    actions.end_tie(lin, tie, ended_on=date(2019, 10, 1), because="股权转让")
    refused("companies.tie_ended", lambda: actions.end_tie(lin, tie))
    assert actions.add_tie(lin, company=company, kind="invested_home").pk != tie.pk


def test_a_tag_of_a_list_names_list_and_year(lin: User) -> None:
    company = add(lin)
    for code, facts in (
        ("companies.unknown_tag_kind", {"kind": "best"}),
        ("companies.list_needed", {"kind": "top500", "year": 2019}),
        ("companies.list_year_needed", {"kind": "top500", "list_name": "石化500强"}),
        ("companies.year_out_of_range", {"kind": "top500", "list_name": "石化500强", "year": 19}),
    ):
        refused(code, partial(actions.add_tag, lin, company=company, **facts))
    tag = actions.add_tag(lin, company=company, kind="top500", list_name="石化500强", year=2019)
    assert str(tag) == "石化500强 2019"
    refused(
        "companies.tag_known",
        lambda: actions.add_tag(lin, company=company, kind="top500", list_name="石化500强", year=2019),
    )
    actions.end_tag(lin, tag)
    refused("companies.tag_ended", lambda: actions.end_tag(lin, tag))


def test_a_refused_company_leaves_no_line(lin: User, lines_written: Lines) -> None:
    add(lin)
    with lines_written() as lines, pytest.raises(RuleBroken):
        add(lin)
    assert lines == []
