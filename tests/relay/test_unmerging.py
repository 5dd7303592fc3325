"""A merge is undone at any time: what was two is two again, and nothing written since is lost."""

from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import ActivityCompany, Counterpart
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import erasing, replay
from hometown.projects import actions as projects
from hometown.relay import undoing
from hometown.relay.actions import merge_companies, unmerge_companies
from hometown.relay.comparing import Choice
from hometown.relay.models import Merge
from tests.companies.test_rules import made_code
from tests.relay.conftest import Firm, tables

pytestmark = pytest.mark.django_db


def merged(wang: User, firm: Firm, **told: Any) -> Merge:
    return merge_companies(wang, source=firm.source, target=firm.target, reason="同一家", **told)


def undone(wang: User, merge: Merge, **told: Any) -> undoing.Undoing:
    return unmerge_companies(wang, merge, reason="看错了", **told)


@pytest.fixture
def rich(wang: User, firm: Firm) -> Firm:
    """Both records with everything a merge moves, joins and takes away."""
    one = companies.add_contact(wang, company=firm.source, name="郁青禾", phone="13900000001")
    companies.add_contact(wang, company=firm.target, name="郁青禾", title="总监")
    companies.edit_company(wang, firm.source, uscc=made_code(), source="执照")
    companies.add_tie(wang, company=firm.source, kind="same_group", other=firm.target)
    companies.add_name(wang, company=firm.source, text="岚汀", kind="brand")
    companies.add_name(wang, company=firm.target, text="岚汀", kind="brand")
    companies.add_tag(wang, company=firm.source, kind="high_tech")
    child = companies.add_company(wang, name="岚汀贸易有限公司", source="名录")
    companies.edit_company(wang, child, parent=firm.source, source="查")
    firm.visit(firm.source, 9, one)
    fieldwork.record_activity(
        firm.lin, kind="visit", on=date(2019, 10, 10), officers=[firm.world.officers["lin"]],
        met=[
            Met(firm.source, people=[Person(contact=one), Person("裴舟")], interest="intent", their_words="要厂房"),
            Met(firm.target, in_person=False, people=[Person("裴舟")]),
        ],
    )  # fmt: skip
    projects.file_lead(
        firm.lin,
        company=firm.source,
        name="生产基地",
        unit=firm.world.units["putuo_group"],
        occurred_on=date(2019, 10, 9),
    )
    return firm.again()


def pair(firm: Firm) -> Choice:
    return Choice(contacts=((firm.source.contacts.get(), firm.target.contacts.get()),))


def test_nothing_between_and_the_tables_are_as_before(wang: User, rich: Firm) -> None:
    before = tables()
    merge = merged(wang, rich, choice=pair(rich))
    assert tables() != before
    found = undone(wang, merge)
    assert tables() == before
    assert (found.edited, found.gone, found.added_since) == ([], [], [])
    assert list(replay.differences()) == []


def test_a_merge_can_be_made_again_after_it_was_undone(wang: User, rich: Firm) -> None:
    undone(wang, merged(wang, rich))
    after_first = tables()
    undone(wang, merged(wang, rich.again()))
    assert tables() == after_first


def test_what_came_to_the_target_since_stays_and_is_listed(wang: User, rich: Firm) -> None:
    merge = merged(wang, rich)
    visit = rich.visit(rich.again().target, 20)
    contact = companies.add_contact(wang, company=rich.target, name="郑归舟")
    found = undone(wang, merge)
    assert ActivityCompany.objects.get(activity=visit).company_id == rich.target.pk
    assert {row.pk for _words, row in found.added_since} == {visit.company_links.get().pk, contact.pk}


def test_a_row_edited_since_goes_back_with_its_edit_or_stays(wang: User, rich: Firm) -> None:
    merge = merged(wang, rich)
    contact = Contact.objects.get(phone="13900000001")
    companies.edit_contact(wang, contact, phone="13900000002")
    assert [one.pk for one in undoing.read(merge).edited] == [contact.pk]
    undone(wang, merge)
    contact.refresh_from_db()
    assert (contact.company_id, contact.phone) == (rich.source.pk, "13900000002")

    merge = merged(wang, rich.again())
    companies.edit_contact(wang, Contact.objects.get(pk=contact.pk), phone="13900000003")
    undone(wang, merge, staying=[contact.pk])
    contact.refresh_from_db()
    assert (contact.company_id, contact.phone) == (rich.target.pk, "13900000003")


def test_a_value_edited_since_stays_as_it_is(wang: User, rich: Firm) -> None:
    merge = merged(wang, rich)
    companies.edit_company(wang, rich.again().target, address="新址", source="查")
    found = undone(wang, merge)
    target = rich.again().target
    assert (target.address, target.uscc) == ("新址", "")
    assert next(one for one in found.touched if one.pk == target.pk).left == ["address"]
    assert rich.again().source.address == "嘉定区曹安公路1号"


def test_a_row_taken_away_since_stays_away_and_is_listed(wang: User, rich: Firm) -> None:
    merge = merged(wang, rich)
    link = ActivityCompany.objects.filter(activity__on=date(2019, 10, 9)).get()
    other = companies.add_company(wang, name="上海云岫铝业有限公司", source="名录")
    fieldwork.edit_activity(rich.lin, link.activity, met=[Met(other, people=[Person("裴舟")])])
    found = undone(wang, merge)
    assert link.pk in {one.pk for one in found.gone}
    assert not ActivityCompany.objects.filter(pk=link.pk).exists()
    assert list(replay.differences()) == []


def test_a_chain_is_undone_from_its_end(wang: User, rich: Firm) -> None:
    third = companies.add_company(wang, name="岚汀化学工业有限公司", source="名录")
    before = tables()
    first = merged(wang, rich)
    second = merge_companies(wang, source=rich.again().target, target=third, reason="同一家")
    assert Company.objects.get(pk=rich.source.pk).merged_into_id == third.pk
    with pytest.raises(RuleBroken) as refused:
        undone(wang, first)
    assert refused.value.code == "relay.undo_first"
    assert refused.value.facts == {"source": rich.target.name, "target": third.name}
    undone(wang, second)
    undone(wang, first)
    assert tables() == before


def test_two_merges_into_one_firm_are_undone_in_any_order(wang: User, firm: Firm) -> None:
    third = companies.add_company(wang, name="岚汀化学工业有限公司", region_code="310114", source="名录")
    firm.visit(firm.source, 9)
    firm.visit(third, 10)
    before = tables()
    first = merged(wang, firm)
    second = merge_companies(wang, source=third, target=firm.again().target, reason="同一家")
    undone(wang, first)
    undone(wang, second)
    assert tables() == before


def test_two_merges_that_wrote_one_row_are_undone_the_later_first(wang: User, firm: Firm) -> None:
    third = companies.add_company(wang, name="岚汀化学工业有限公司", region_code="310114", source="名录")
    met = [
        Met(firm.source, people=[Person("裴舟")], interest="curious"),
        Met(firm.target, people=[Person("裴舟")]),
        Met(third, people=[Person("裴舟")], interest="intent", their_words="要厂房"),
    ]
    fieldwork.record_activity(
        firm.lin, kind="visit", on=date(2019, 10, 9), officers=[firm.world.officers["lin"]], met=met
    )
    before = tables()
    first = merged(wang, firm)
    second = merge_companies(wang, source=third, target=firm.again().target, reason="同一家")
    with pytest.raises(RuleBroken, match="undo_first"):
        undone(wang, first)
    undone(wang, second)
    undone(wang, first)
    assert tables() == before


def test_the_later_merge_that_wrote_the_same_value_comes_first(wang: User, firm: Firm) -> None:
    third = companies.add_company(
        wang, name="岚汀化学工业有限公司", region_code="310107", address="别处", source="名录"
    )
    first = merged(wang, firm)
    second = merge_companies(
        wang, source=third, target=firm.again().target, reason="同一家", choice=Choice({"address": "source"})
    )
    with pytest.raises(RuleBroken) as refused:
        undone(wang, first)
    assert refused.value.facts["source"] == third.name
    undone(wang, second)
    assert firm.again().target.address == "嘉定区曹安公路1号"
    undone(wang, first)
    assert firm.again().target.address == ""


def test_a_code_that_another_firm_got_since_stands_in_the_way(wang: User, rich: Firm) -> None:
    merge = merged(wang, rich)
    code = rich.again().target.uscc
    companies.edit_company(wang, rich.again().target, uscc="", source="查")
    other = companies.add_company(wang, name="上海云岫铝业有限公司", uscc=code, source="执照")
    with pytest.raises(RuleBroken) as refused:
        undone(wang, merge)
    assert (refused.value.code, refused.value.facts["company"]) == ("relay.code_taken", other.name)


def test_a_firm_pointed_at_that_was_merged_away_since_comes_first(wang: User, firm: Firm) -> None:
    group = companies.add_company(wang, name="岚汀集团有限公司", source="名录")
    whole = companies.add_company(wang, name="岚汀控股集团有限公司", source="名录")
    companies.edit_company(wang, firm.source, parent=group, source="查")
    merge = merged(wang, firm.again())
    later = merge_companies(wang, source=group, target=whole, reason="同一家")
    with pytest.raises(RuleBroken, match="undo_first"):
        undone(wang, merge)
    undone(wang, later)
    undone(wang, merge)
    assert firm.again().source.parent_id == group.pk


def test_who_was_erased_between_does_not_come_back(wang: User, rich: Firm) -> None:
    merge = merged(wang, rich, choice=pair(rich))
    for contact in Contact.objects.all():
        erasing.forget(contact, ["name", "phone"], actor=wang.pk, reason="asked")
    undone(wang, merge)
    assert {(one.name, one.phone) for one in Contact.objects.all()} == {("", "")}
    assert list(replay.differences()) == []


def test_a_collapsed_row_comes_back_with_its_key(wang: User, rich: Firm) -> None:
    keys = set(Counterpart.objects.values_list("pk", flat=True))
    merge = merged(wang, rich, choice=pair(rich))
    assert len(set(Counterpart.objects.values_list("pk", flat=True))) == len(keys) - 1
    undone(wang, merge)
    assert set(Counterpart.objects.values_list("pk", flat=True)) == keys


def test_undoing_is_one_line_asks_for_a_reason_and_happens_once(
    lin: User, wang: User, rich: Firm, lines_written: Any
) -> None:
    merge = merged(wang, rich)
    with pytest.raises(NotAllowed):
        undone(lin, merge)
    with pytest.raises(BadInput):
        unmerge_companies(wang, merge, reason="")
    with lines_written() as lines:
        undone(wang, merge)
    assert [line.verb for line in lines] == ["company.unmerged"]
    with pytest.raises(RuleBroken, match="undone_already"):
        undone(wang, merge)
