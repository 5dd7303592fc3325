"""A visit that also opens a lead: both in one line, or neither."""

from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.desk import actions
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import Activity
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.projects.models import Filing, Project
from tests.fieldwork.conftest import TODAY
from tests.people import World

pytestmark = pytest.mark.django_db


def visit(world: World, *companies: Company, **more: Any) -> dict[str, Any]:
    met = [Met(company, people=[Person("裴舟", "厂长")]) for company in companies]
    return {"kind": "visit", "on": TODAY, "officers": [world.officers["lin"]], "met": met} | more


def lead(world: World, **more: Any) -> dict[str, Any]:
    return {
        "unit": world.units["putuo_group"], "name": "电子陶瓷扩产", "summary": "找两万平方米厂房", "source": "visit",
        "contact_evidence": "12月18日面谈，对方要厂房图纸",
    } | more  # fmt: skip


def test_a_visit_and_its_lead_are_one_line(world: World, lin: User, blue: Company, lines_written: Any) -> None:
    with lines_written() as lines:
        activity, filing = actions.record_visit_with_lead(lin, visit=visit(world, blue), lead=lead(world))
    assert [line.verb for line in lines] == ["visit.recorded_with_lead"]
    assert (filing.project.company, filing.occurred_on, filing.officer) == (blue, activity.on, world.officers["lin"])
    assert activity.company_links.get().company == blue


def test_the_lead_is_of_a_firm_that_the_visit_has_just_added(world: World, lin: User) -> None:
    told = visit(world, met=[Met(new_company="南通拓扬铝业有限公司", people=[Person("常总")])])
    _activity, filing = actions.record_visit_with_lead(lin, visit=told, lead=lead(world))
    assert filing.project.company.name == "南通拓扬铝业有限公司"


def test_a_paper_of_the_contact_comes_with_it(world: World, lin: User, blue: Company) -> None:
    told = lead(world, contact_file="我们要建厂".encode(), contact_file_name="来函.txt")
    _activity, filing = actions.record_visit_with_lead(lin, visit=visit(world, blue), lead=told)
    assert filing.contact_blob is not None


def test_a_refused_lead_leaves_no_visit_either(world: World, lin: User, blue: Company, lines_written: Any) -> None:
    from hometown.policy.standing import in_force

    excluded = in_force().claims.excluded[0].code
    with lines_written() as lines, pytest.raises(RuleBroken):
        actions.record_visit_with_lead(lin, visit=visit(world, blue), lead=lead(world, excluded_class=excluded))
    assert lines == []
    assert not Activity.objects.exists()
    assert not Project.objects.exists()


def test_a_refused_visit_leaves_no_lead_either(world: World, lin: User, blue: Company) -> None:
    with pytest.raises(BadInput):
        actions.record_visit_with_lead(lin, visit=visit(world, blue, officers=[]), lead=lead(world))
    with pytest.raises(BadInput):
        actions.record_visit_with_lead(lin, visit=visit(world), lead=lead(world))
    assert not Filing.objects.exists()
