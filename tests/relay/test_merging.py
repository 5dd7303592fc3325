"""Two records of one firm become one: what moves, what becomes one, what is refused, and how the firm is found."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies import matching
from hometown.companies.models import Company, CompanyName, Contact, FactSource, Tie
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import ActivityCompany, Counterpart, Note
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book, holdings, replay
from hometown.projects import actions as projects
from hometown.projects.models import Project
from hometown.relay import comparing
from hometown.relay.actions import merge_companies
from hometown.relay.comparing import Choice
from hometown.relay.models import Merge
from hometown.tasks.models import Task
from tests.companies.test_rules import made_code
from tests.relay.conftest import FULL, SHORT, Firm

pytestmark = pytest.mark.django_db
ONE, OTHER = made_code("310114", "MA1GW0H4"), made_code("310107", "MA1GX1J5")


def merged(wang: User, firm: Firm, **told: Any) -> Merge:
    return merge_companies(wang, source=firm.source, target=firm.target, reason="同一家", **told)


def test_what_pointed_at_the_source_points_at_the_target(wang: User, firm: Firm) -> None:
    contact = companies.add_contact(wang, company=firm.source, name="郁青禾", phone="13900000001")
    visit = firm.visit(firm.source, person=contact)
    note = fieldwork.write_note(firm.lin, text="他们要看厂房", company=firm.source)
    lead = projects.file_lead(
        firm.lin,
        company=firm.source,
        name="生产基地",
        unit=firm.world.units["putuo_group"],
        occurred_on=date(2019, 10, 9),
    )
    merged(wang, firm)
    assert ActivityCompany.objects.get(activity=visit).company_id == firm.target.pk
    assert Contact.objects.get(pk=contact.pk).company_id == firm.target.pk
    assert Note.objects.get(pk=note.pk).company_id == firm.target.pk
    assert Project.objects.get(pk=lead.project_id).company_id == firm.target.pk
    assert list(replay.differences()) == []


def test_a_to_do_about_the_source_is_about_the_target(wang: User, firm: Firm) -> None:
    task = Task(
        what="回访", kind="next_step", about_model="companies.company", about_id=firm.source.pk, about_name=SHORT,
        set_on=date(2019, 10, 9),
    )  # fmt: skip
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(task)
    merged(wang, firm)
    found = Task.objects.get()
    assert (found.about_id, found.about_name) == (firm.target.pk, FULL)


def test_one_activity_with_both_meets_the_firm_once(wang: User, firm: Firm) -> None:
    said = Met(firm.source, people=[Person("郁青禾"), Person("裴舟")], interest="intent", their_words="十二月来淮北")
    met = [said, Met(firm.target, in_person=False, people=[Person("裴舟")])]
    visit = fieldwork.record_activity(
        firm.lin, kind="visit", on=date(2019, 10, 9), officers=[firm.world.officers["lin"]], met=met
    )
    merged(wang, firm)
    link = ActivityCompany.objects.get(activity=visit)
    assert (link.company_id, link.in_person, link.interest) == (firm.target.pk, True, "intent")
    assert link.their_words == "十二月来淮北"
    assert sorted(Counterpart.objects.filter(link=link).values_list("name", flat=True)) == ["裴舟", "郁青禾"]


def test_the_source_leads_to_the_target_and_is_in_no_list(wang: User, firm: Firm) -> None:
    merged(wang, firm)
    source = Company.objects.get(pk=firm.source.pk)
    assert (source.name, source.merged_into_id, source.uscc) == (SHORT, firm.target.pk, "")
    assert list(Company.objects.listed()) == [firm.target]
    assert list(Company.objects.counted()) == [firm.target]


def test_the_firm_is_found_by_the_name_that_was_not_kept(wang: User, firm: Firm) -> None:
    merged(wang, firm)
    assert [one.company for one in matching.candidates(SHORT)] == [firm.target]
    assert matching.find(SHORT) == matching.find(FULL) == firm.target
    assert CompanyName.objects.get().kind == "short"
    with pytest.raises(RuleBroken) as refused:
        companies.add_company(wang, name=SHORT, source="走访")
    assert refused.value.facts["company"] == FULL


def test_gaps_are_filled_and_values_that_differ_stay_unless_chosen(wang: User, firm: Firm) -> None:
    companies.edit_company(wang, firm.again().target, chain="aluminium", source="查")
    merge = merged(wang, firm.again(), choice=Choice({"region_code": "source", "name": "target"}))
    target = firm.again().target
    assert (target.name, target.address, target.region_code) == (FULL, "嘉定区曹安公路1号", "310107")
    assert merge.taken == ["address", "region_code"]
    told = {row.field: row.source for row in FactSource.objects.filter(company=target)}
    assert told == {"record": "名录", "chain": "查", "address": "走访", "region_code": "走访"}


def test_the_name_may_be_the_sources(wang: User, firm: Firm) -> None:
    merged(wang, firm, choice=Choice({"name": "source"}))
    target = firm.again().target
    assert (target.name, target.normal_name) == (SHORT, SHORT)
    assert [(name.text, name.kind) for name in target.names.all()] == [(FULL, "full")]


def coded(wang: User, firm: Firm, source: str, target: str) -> Firm:
    for one, code in ((firm.source, source), (firm.target, target)):
        if code:
            companies.edit_company(wang, one, uscc=code, source="执照", accept_doubtful_uscc=True)
    return firm.again()


def test_two_valid_codes_are_two_firms_unless_somebody_says_which_is_wrong(wang: User, firm: Firm) -> None:
    firm = coded(wang, firm, ONE, OTHER)
    with pytest.raises(RuleBroken, match="two_codes"):
        merged(wang, firm)
    merged(wang, firm, choice=Choice(wrong_code="target"))
    assert firm.again().target.uscc == ONE


@pytest.mark.parametrize(
    ("source", "target", "kept"), [(ONE, "", ONE), ("", OTHER, OTHER), (ONE, OTHER[:-1] + "A", ONE)]
)
def test_the_code_that_adds_up_stays(wang: User, firm: Firm, source: str, target: str, kept: str) -> None:
    merged(wang, coded(wang, firm, source, target))
    assert firm.again().target.uscc == kept
    assert matching.find(kept) == firm.target


def test_a_contact_of_both_becomes_one_when_somebody_says_so(wang: User, firm: Firm) -> None:
    one = companies.add_contact(wang, company=firm.source, name="郁青禾", phone="13900000001", consent="withdrawn")
    other = companies.add_contact(wang, company=firm.target, name="郁青禾", title="总监", consent="business")
    visit = firm.visit(firm.source, person=one)
    assert comparing.same_person(firm.source, firm.target) == [(one, other)]
    merged(wang, firm, choice=Choice(contacts=((one, other),)))
    assert list(Contact.objects.active()) == [other]
    other.refresh_from_db()
    assert (other.phone, other.title, other.consent) == ("13900000001", "总监", "withdrawn")
    assert Counterpart.objects.get(link__activity=visit).contact_id == other.pk


def test_contacts_of_one_firm_do_not_pair(wang: User, firm: Firm) -> None:
    one = companies.add_contact(wang, company=firm.target, name="郁青禾")
    other = companies.add_contact(wang, company=firm.target, name="裴舟")
    with pytest.raises(RuleBroken, match="contacts_do_not_pair"):
        merged(wang, firm, choice=Choice(contacts=((one, other),)))


def test_a_tie_between_the_two_says_nothing_any_more(wang: User, firm: Firm) -> None:
    companies.add_tie(wang, company=firm.source, kind="same_group", other=firm.target)
    third = companies.add_company(wang, name="上海云岫铝业有限公司", source="名录")
    companies.add_tie(wang, company=firm.source, kind="supplies", other=third, since_on=date(2019, 1, 1))
    companies.add_tie(wang, company=firm.target, kind="supplies", other=third)
    merged(wang, firm)
    tie = Tie.objects.get()
    assert (tie.company_id, tie.other_id, tie.since_on) == (firm.target.pk, third.pk, date(2019, 1, 1))


def test_a_firm_below_its_own_double_takes_the_place_of_the_double(wang: User, firm: Firm) -> None:
    group = companies.add_company(wang, name="岚汀集团有限公司", source="名录")
    companies.edit_company(wang, firm.source, parent=group, parent_share=Decimal(60), source="查")
    companies.edit_company(wang, firm.target, parent=Company.objects.get(pk=firm.source.pk), source="查")
    merged(wang, firm.again())
    target = firm.again().target
    assert (target.parent_id, target.parent_share) == (group.pk, Decimal(60))


def test_a_group_that_would_close_on_itself_is_refused(wang: User, firm: Firm) -> None:
    between = companies.add_company(wang, name="岚汀控股有限公司", parent=firm.source, source="名录")
    companies.edit_company(wang, firm.target, parent=between, source="查")
    with pytest.raises(RuleBroken, match="group_between"):
        merged(wang, firm.again())


def test_no_firm_introduces_itself(wang: User, firm: Firm) -> None:
    lead = projects.file_lead(
        firm.lin, company=firm.target, name="生产基地", unit=firm.world.units["putuo_group"],
        occurred_on=date(2019, 10, 9), introducer=firm.source,
    )  # fmt: skip
    merged(wang, firm)
    assert Project.objects.get(pk=lead.project_id).introducer_id is None


def test_a_record_that_nobody_declared_stands_in_the_way(
    wang: User, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tuple(one for one in holdings.holdings() if one.label != "fieldwork.note.company")
    monkeypatch.setattr(holdings, "holdings", lambda: known)
    merge_count = Merge.objects.count()
    fieldwork.write_note(firm.lin, text="他们要看厂房", company=firm.source)
    with pytest.raises(RuleBroken) as refused:
        merged(wang, firm)
    assert refused.value.code == "relay.unknown_holder"
    assert refused.value.facts["holder"] == "fieldwork.note.company"
    assert Merge.objects.count() == merge_count


def test_nothing_can_point_at_a_tombstone(wang: User, firm: Firm) -> None:
    old = Company.objects.get(pk=firm.source.pk)
    merged(wang, firm)
    for write in (
        lambda: firm.visit(old),
        lambda: companies.add_contact(wang, company=old, name="裴舟"),
        lambda: companies.edit_company(wang, Company.objects.get(pk=old.pk), address="别处", source="查"),
    ):
        with pytest.raises(RuleBroken, match="merged_away"):
            write()


def test_only_the_bureau_merges_and_says_why(lin: User, wang: User, firm: Firm) -> None:
    with pytest.raises(NotAllowed):
        merged(lin, firm)
    with pytest.raises(BadInput, match="reason_needed"):
        merge_companies(wang, source=firm.source, target=firm.target, reason=" ")
    with pytest.raises(RuleBroken, match="same_record"):
        merge_companies(wang, source=firm.target, target=firm.target, reason="同一家")


def test_what_changed_since_it_was_looked_at_is_not_merged_over(wang: User, firm: Firm) -> None:
    looked = (firm.source.revision, firm.target.revision)
    companies.edit_company(wang, firm.again().target, address="新址", source="查")
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        merged(wang, firm, revisions=looked)


def test_a_merge_is_one_line_and_holds_no_personal_data(wang: User, firm: Firm, lines_written: Any) -> None:
    one = companies.add_contact(wang, company=firm.source, name="郁青禾", phone="13900000001")
    other = companies.add_contact(wang, company=firm.target, name="郁青禾")
    firm.visit(firm.source, person=one)
    with lines_written() as lines:
        merge = merged(wang, firm, choice=Choice(contacts=((one, other),)))
    assert [line.verb for line in lines] == ["company.merged"]
    told = str(merge.manifest) + str(merge.contacts)
    assert "郁青禾" not in told
    assert "13900000001" not in told
