"""Who was asked to bring whom, what came of it, whom a firm could bring, and the lead it becomes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.companies import actions, introducing
from hometown.companies.models import Company, Introduction
from hometown.companies.rules import two_steps
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import replay
from hometown.projects import actions as projects
from hometown.projects.models import Project
from tests.people import World

pytestmark = pytest.mark.django_db
Lines = Callable[[], AbstractContextManager[list[Any]]]


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with clock.simulated(datetime(2019, 12, 18, 6, 52, tzinfo=UTC)):
        yield


@pytest.fixture
def firms(wang: User) -> dict[str, Company]:
    """An investor with its supplier, that one's customer, and a chamber they are members of."""

    def add(name: str, kind: str = "company") -> Company:
        return actions.add_company(wang, name=name, kind=kind, region_code="310114", source="名录")

    found = {
        "investor": add("上海澄湖精工有限公司"),
        "supplier": add("上海砚海铝材有限公司"),
        "customer": add("上海翎川机电有限公司"),
        "chamber": add("上海某地商会", "chamber"),
    }
    ties = [("supplier", "supplies", "investor"), ("customer", "customer_of", "supplier")]
    for one, kind, other in [*ties, ("investor", "member_of", "chamber")]:
        actions.add_tie(wang, company=found[one], kind=kind, other=found[other])
    actions.add_tie(wang, company=found["investor"], kind="invested_home")
    return found


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="hometown.accounts.signing.PasswordBackend")
    return client


def test_two_steps_reach_neighbours_first_and_each_once() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "b"), ("d", "e"), ("c", "d")]
    assert two_steps(["a"], edges) == {"a": [("b", None), ("c", None), ("d", "b")]}
    assert two_steps(["x"], edges) == {"x": []}


def test_an_introduction_is_one_line_and_takes_a_firm_on_record_by_its_name(
    lin: User, firms: dict[str, Company], lines_written: Lines
) -> None:
    with lines_written() as lines:
        made = actions.ask_introduction(lin, introducer=firms["investor"], introduced_name="上海砚海铝材有限公司")
    assert [line.verb for line in lines] == ["introduction.asked"]
    assert (made.introduced, made.introduced_name, made.asked_on) == (firms["supplier"], "", date(2019, 12, 18))
    other = actions.ask_introduction(lin, introducer=firms["investor"], introduced_name="苏州云锦有限公司")
    assert (other.introduced, str(other)) == (None, "苏州云锦有限公司")
    assert list(replay.differences()) == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "introduced_needed"),
        ({"introduced_name": "上海澄湖精工有限公司"}, "introduces_itself"),
        ({"introduced_name": "甲", "made_on": date(2019, 12, 1)}, "made_without_outcome"),
        ({"introduced_name": "甲", "outcome": "made", "made_on": date(2019, 12, 1)}, "made_before_asked"),
        ({"introduced_name": "甲", "outcome": "perhaps"}, "unknown_outcome"),
        ({"introduced_name": "甲", "asked_on": date(2019, 12, 19)}, "day_to_come"),
    ],
)
def test_an_introduction_that_cannot_be_is_refused(
    lin: User, firms: dict[str, Company], told: dict[str, Any], code: str
) -> None:
    with pytest.raises(BadInput, match=code):
        actions.ask_introduction(lin, introducer=firms["investor"], **told)
    assert not Introduction.objects.exists()


def test_the_contact_of_another_firm_is_refused(lin: User, firms: dict[str, Company]) -> None:
    other = actions.add_contact(lin, company=firms["supplier"], name="裴舟")
    with pytest.raises(BadInput, match="not_their_contact"):
        actions.ask_introduction(lin, introducer=firms["investor"], contact=other, introduced_name="甲")


def test_what_came_of_it_is_written_later_and_made_has_its_day(lin: User, firms: dict[str, Company]) -> None:
    made = actions.ask_introduction(lin, introducer=firms["investor"], introduced=firms["customer"])
    actions.edit_introduction(lin, made, outcome="made", words="带我们见了总经理")
    assert made.made_on == date(2019, 12, 18)
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        actions.edit_introduction(lin, made, revision=made.revision - 1, outcome="declined", made_on=None)


def test_who_may_only_look_records_none(zhao: User, firms: dict[str, Company]) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_introduction(zhao, introducer=firms["investor"], introduced_name="甲")


def test_a_firm_could_bring_whom_it_knows_and_whom_those_know(wang: User, firms: dict[str, Company]) -> None:
    reached = introducing.within_reach(wang, [firms["investor"]])[firms["investor"].pk]
    told = {one.company: one.through for one in reached}
    assert told == {firms["supplier"]: None, firms["chamber"]: None, firms["customer"]: firms["supplier"]}


def test_an_ended_tie_leads_nowhere(wang: User, firms: dict[str, Company]) -> None:
    tie = firms["supplier"].ties.get(kind="supplies")
    actions.end_tie(wang, tie)
    reached = introducing.within_reach(wang, [firms["investor"]])[firms["investor"].pk]
    assert [one.company for one in reached] == [firms["chamber"]]


def test_many_firms_ask_no_more_queries_than_one(
    wang: User, firms: dict[str, Company], django_assert_max_num_queries: Any
) -> None:
    assert wang.may("see_companies")  # read once
    with django_assert_max_num_queries(2):
        introducing.within_reach(wang, firms.values())


def test_the_page_of_a_firm_shows_what_it_gave_and_whom_it_could_bring(
    client: Client, lin: User, firms: dict[str, Company]
) -> None:
    actions.ask_introduction(lin, introducer=firms["investor"], introduced=firms["customer"], outcome="promised")
    part = signed_in(client, lin).get(
        reverse("company-introductions", args=[firms["investor"].pk]), headers={"HX-Request": "true"}
    )
    page = part.content.decode()
    assert firms["customer"].name in page
    assert firms["supplier"].name in page
    assert reverse("company-leads-given", args=[firms["investor"].pk]) in page


def test_an_introduction_becomes_a_lead_with_nothing_to_type_twice(
    client: Client, lin: User, firms: dict[str, Company]
) -> None:
    made = actions.ask_introduction(lin, introducer=firms["investor"], introduced=firms["customer"])
    address = introducing.told([made], may_file=True)[0].lead_url
    page = signed_in(client, lin).get(address).content.decode()
    for company in (firms["investor"], firms["customer"]):
        assert f'value="{company.pk}"' in page
    assert '<option value="existing_investor" selected>' in page
    told = {
        "company": str(firms["customer"].pk), "company_text": firms["customer"].name, "name": "铝型材项目",
        "introducer": str(firms["investor"].pk), "introducer_text": firms["investor"].name, "occurred": "2019-12-18",
        "source": "existing_investor", "unit": page.split('name="unit"')[1].split('<option value="')[1].split('"')[0],
    }  # fmt: skip
    answer = client.post(reverse("project-file"), told)
    assert answer.status_code == 302, answer.content.decode()
    project = Project.objects.get()
    assert (project.introducer, project.source) == (firms["investor"], "existing_investor")
    given = client.get(reverse("company-leads-given", args=[firms["investor"].pk]), headers={"HX-Request": "true"})
    assert "铝型材项目" in given.content.decode()
    assert "铝型材项目" in client.get(reverse("investor-leads")).content.decode()


def test_a_chamber_that_brings_a_firm_is_its_own_source(lin: User, firms: dict[str, Company]) -> None:
    made = actions.ask_introduction(lin, introducer=firms["chamber"], introduced_name="苏州云锦有限公司")
    address = introducing.told([made], may_file=True)[0].lead_url
    assert "source=chamber" in address
    assert "name=" in address
    actions.edit_introduction(lin, made, outcome="declined")
    assert introducing.told([made], may_file=True)[0].lead_url == ""


# --- made by the lead that names it -----------------------------------------------------------------------------


def filed(world: World, lin: User, company: Company, **told: Any) -> Project:
    found: Project = projects.file_lead(
        lin, company=company, unit=world.units["putuo_group"], occurred_on=date(2019, 12, 16), summary="铝材配套",
        source="visit", contact_evidence="12月16日面谈", **told,
    ).project  # fmt: skip
    return found


def test_an_introduction_is_made_by_the_lead_that_names_it(
    world: World, wang: User, lin: User, firms: dict[str, Company], lines_written: Lines
) -> None:
    asked = actions.ask_introduction(
        wang, introducer=firms["investor"], introduced_name="上海砚海铝材有限公司", asked_on=date(2019, 12, 2)
    )
    other = actions.ask_introduction(wang, introducer=firms["chamber"], introduced=firms["supplier"])
    with lines_written() as lines:
        filed(world, lin, firms["supplier"], introducer=firms["investor"])
    assert [line.verb for line in lines] == ["project.filed"]
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.outcome, asked.made_on, asked.introduced) == ("made", date(2019, 12, 16), firms["supplier"])
    assert other.outcome == "asked"
    assert list(replay.differences()) == []


def test_an_introducer_named_later_counts_and_what_was_declined_stays_so(
    world: World, wang: User, lin: User, firms: dict[str, Company]
) -> None:
    asked = actions.ask_introduction(wang, introducer=firms["investor"], introduced=firms["supplier"])
    declined = actions.ask_introduction(
        wang, introducer=firms["investor"], introduced=firms["supplier"], outcome="declined"
    )
    project = filed(world, lin, firms["supplier"])
    projects.edit_project(lin, project=project, introducer=firms["investor"])
    asked.refresh_from_db()
    declined.refresh_from_db()
    assert (asked.outcome, asked.made_on, declined.outcome) == ("made", date(2019, 12, 18), "declined")
