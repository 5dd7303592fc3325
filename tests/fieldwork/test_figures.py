"""What counts as a firm visited, what counts in times, and what is left out and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from hometown.accounts.models import User
from hometown.companies.models import Company, Tie
from hometown.fieldwork import actions, figures, selections
from hometown.fieldwork.actions import Met
from hometown.kernel.dates import Period
from hometown.kernel.figures import Figure, Scope
from tests.fieldwork.conftest import TODAY, Record, firm, put
from tests.people import FIRST, LAST, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(world: World) -> Scope:
    """The first batch, from its first day to its last."""
    return Scope(Period(FIRST, LAST), batch=world.batch.pk, host_prefix="31", home_prefix="3406")


def left_out(figure: Figure, scope: Scope) -> dict[str, int]:
    """How many each reason leaves out, reasons that leave out nobody apart."""
    with override("en"):
        return {str(one.reason): one.count for one in figure.of(scope).exclusions if one.count}


def test_a_firm_visited_three_times_counts_once_in_firms_and_thrice_in_times(
    scope: Scope, lin: User, blue: Company, visited: Record
) -> None:
    for day in (3, 4, 5):
        visited(lin, blue, on=date(2019, 12, day))
    assert figures.visited.of(scope).value == 1
    assert figures.visits_total.of(scope).value == 3
    assert left_out(figures.visited, scope) == {"further visits to the same firm": 2}


def test_the_two_origins_add_up_to_the_whole(
    scope: Scope, lin: User, zhou: User, blue: Company, robots: Company, visited: Record
) -> None:
    visited(lin, blue, robots)
    visited(zhou, firm("宁波九曲模具有限公司", "330206"))
    host, elsewhere = figures.visited_host.of(scope), figures.visited_elsewhere.of(scope)
    assert host.value == 1
    assert elsewhere.value == 2
    assert figures.visited.of(scope).value == host.value + elsewhere.value
    assert left_out(figures.visited_host, scope) == {"registered elsewhere": 2}
    assert {link.company for link in host.members} == {robots}


def test_a_firm_of_unknown_registration_is_visited_and_of_neither_origin(
    scope: Scope, lin: User, visited: Record
) -> None:
    visited(lin, firm("常州沐原光伏有限公司"))
    assert figures.visited.of(scope).value == 1
    assert figures.visited_host.of(scope).value == figures.visited_elsewhere.of(scope).value == 0
    assert left_out(figures.visited_host, scope) == {"where it is registered is not known": 1}


def test_without_a_named_counterpart_no_firm_is_visited(
    scope: Scope, lin: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue, people=())
    assert figures.visited.of(scope).value == 0
    assert left_out(figures.visited, scope) == {"nobody met is named": 1}
    visited(lin, blue)
    assert figures.visited.of(scope).value == 1
    assert left_out(figures.visited, scope) == {}


def test_a_call_is_no_visit(scope: Scope, lin: User, blue: Company, visited: Record) -> None:
    visited(lin, blue, in_person=False)
    assert left_out(figures.visited, scope) == {"not met in person": 1}


def test_a_firm_met_at_a_forum_only_is_left_out_until_it_is_visited(
    scope: Scope, lin: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue, kind="forum", title="长三角化工论坛")
    assert figures.visited.of(scope).value == 0
    assert left_out(figures.visited, scope) == {"met at an event or meeting only": 1}
    visited(lin, blue)
    assert left_out(figures.visited, scope) == {}


def test_home_firms_and_the_subsidiaries_of_investors_are_of_no_origin(
    scope: Scope, lin: User, robots: Company, visited: Record
) -> None:
    home, subsidiary = firm("淮北相淮铝业有限公司", "340603"), firm("淮北辰枢装备有限公司", "310114")
    put(Tie(company=robots, kind="invested_home", other=subsidiary))
    visited(lin, home, subsidiary, robots)
    assert {link.company for link in figures.visited.of(scope).members} == {robots}
    assert figures.visited_host.of(scope).value == 1
    assert left_out(figures.visited, scope) == {"home firms": 2}


@pytest.mark.parametrize("kind", ["individual", "chamber", "department"])
def test_what_is_no_company_counts_as_no_firm(scope: Scope, lin: User, visited: Record, kind: str) -> None:
    visited(lin, firm("上海皖商联合会", "310101", kind))
    assert figures.visited.of(scope).value == 0
    assert left_out(figures.visited, scope) == {"chambers, departments, individual businesses": 1}


def test_a_withdrawn_visit_leaves_every_count_and_says_so(
    scope: Scope, lin: User, blue: Company, visited: Record
) -> None:
    actions.withdraw_activity(lin, visited(lin, blue), reason="记错了日期")
    assert figures.visited.of(scope).value == figures.visits_total.of(scope).value == 0
    assert left_out(figures.visited, scope) == {"withdrawn": 1}
    assert left_out(figures.visits_total, scope) == {"withdrawn": 1}


def test_a_visit_outside_the_period_is_named_as_such_and_found_after_the_end(
    scope: Scope, lin: User, blue: Company, visited: Record
) -> None:
    visited(lin, blue, on=date(2019, 12, 2))
    autumn = replace(scope, period=Period(FIRST, date(2019, 11, 30)))
    assert figures.visited.of(autumn).value == 0
    assert left_out(figures.visited, autumn) == {"outside the period": 1}
    assert figures.visited.of(replace(autumn, after=True)).value == 1


def test_another_batch_and_another_officer_are_told_apart(
    scope: Scope, world: World, lin: User, zhou: User, blue: Company, robots: Company, visited: Record
) -> None:
    visited(lin, blue)
    visited(zhou, robots)
    assert figures.visited.of(replace(scope, officer=world.officers["lin"].pk)).value == 1
    assert figures.visited.of(replace(scope, batch=world.units["suixi"].pk)).value == 0


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        (figures.collective_trips, "collective_trip"),
        (figures.thematic_studies, "thematic_study"),
        (figures.regional_meetings, "regional_meeting"),
        (figures.promotions, "promotion"),
        (figures.branch_activities, "branch_day"),
        (figures.host_duties, "volunteering"),
    ],
)
def test_what_is_counted_in_times_counts_once_however_many_went(
    scope: Scope, world: World, lin: User, zhou: User, visited: Record, figure: Figure, kind: str
) -> None:
    both = list(world.officers.values())
    visited(lin, kind=kind, title="一", officers=both)
    visited(lin, kind=kind, title="二", officers=both)
    visited(lin, kind="delegation", title="三", officers=both)
    assert figure.of(scope).value == Decimal(2)
    assert figure.of(scope).exclusions[0].count == 0


def test_every_figure_says_in_a_sentence_what_it_counts() -> None:
    with override("en"):
        for figure in figures.FIGURES:
            assert str(figure.definition).endswith(".")
            assert str(figure.name)


def test_a_gate_finds_the_visits_to_a_company(lin: User, blue: Company, visited: Record) -> None:
    visited(lin, blue, people=())
    assert not selections.visits_of_company(blue.pk).exists()
    visited(lin, blue, on=date(2019, 12, 2))
    assert [link.activity.on for link in selections.visits_of_company(blue.pk)] == [date(2019, 12, 2)]


def test_figures_count_in_the_database(
    scope: Scope, lin: User, blue: Company, visited: Record, django_assert_max_num_queries: Any
) -> None:
    visited(lin, blue, on=TODAY, met=[Met(blue)])
    with django_assert_max_num_queries(30):
        for exclusion in figures.visited.of(scope).exclusions:
            assert exclusion.count >= 0


def test_invitations_count_every_time_and_leave_the_withdrawn_out(scope: Scope, lin: User, blue: Company) -> None:
    told = [
        actions.record_attempt(lin, company=blue, channel="phone", outcome="waiting", on=date(2019, 12, day))
        for day in (3, 9, 13)
    ]
    actions.record_attempt(lin, company=blue, channel="phone", outcome="waiting", on=date(2019, 8, 30))
    actions.withdraw_attempt(lin, told[0], reason="记错了")
    assert figures.contact_attempts.of(scope).value == 2
    assert left_out(figures.contact_attempts, replace(scope, batch=None)) == {"withdrawn": 1, "outside the period": 1}


def test_an_appointment_counts_once_it_took_place(scope: Scope, world: World, lin: User, blue: Company) -> None:
    from datetime import UTC, datetime, timedelta

    from hometown.kernel import clock

    starts = datetime(2019, 12, 19, 2, tzinfo=UTC)
    kept, open_one, cancelled = (
        actions.propose_appointment(
            lin, company=blue, officers=[world.officers["lin"]], starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        for _ in range(3)
    )
    actions.cancel_appointment(lin, cancelled, reason="对方出差")
    with clock.simulated(starts + timedelta(hours=1)):
        actions.keep_appointment(lin, kept)
    assert figures.appointments_kept.of(scope).value == 1
    assert set(figures.appointments_kept.of(scope).members) == {kept}
    assert left_out(figures.appointments_kept, scope) == {"cancelled": 1, "not said to have taken place": 1}
    assert open_one.state == "proposed"


def test_investors_are_in_cadence_by_the_term_of_the_rules(scope: Scope, lin: User, visited: Record) -> None:
    investors = [firm(f"上海岫{place}精工有限公司", "310114") for place in range(3)]
    for one in investors:
        put(Tie(company=one, kind="invested_home"))
    until = replace(scope, period=Period(FIRST, TODAY))
    visited(lin, investors[0], on=date(2019, 9, 19))  # ninety days before
    visited(lin, investors[1], on=date(2019, 9, 18))
    assert figures.investors_in_cadence.of(until).value == 1
    assert {tie.company for tie in figures.investors_in_cadence.of(until).members} == {investors[0]}
    assert left_out(figures.investors_in_cadence, until) == {"called on longer ago": 1, "no visit on record": 1}
