"""The published numbers of projects: what each counts, what it leaves out, and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Company, Tie
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import Period
from hometown.kernel.figures import Figure, Scope
from hometown.kernel.money import Amount
from hometown.projects import actions, figures
from hometown.projects.models import Evidence, Project
from tests.people import FIRST, LAST, World

from .conftest import TODAY, Walk, a_blob, a_firm, a_lead, on_day, put


@pytest.fixture
def scope(world: World) -> Scope:
    return Scope(Period(FIRST, LAST), batch=world.batch.pk, host_prefix="31", home_prefix="3406")


def left_out(figure: Figure, scope: Scope) -> dict[str, int]:
    """How many things a figure left out, by the reason in English."""
    from django.utils.translation import override

    with override("en"):
        return {str(one.reason): one.count for one in figure.of(scope).exclusions if one.count}


# --- leads ----------------------------------------------------------------------------------------------------------


def test_leads_count_filings_that_support_nothing(
    world: World, scope: Scope, lin: User, zhou: User, wang: User
) -> None:
    firm = a_firm()
    a_lead(world, lin, firm, name="铝箔")
    a_lead(world, lin, firm, name="玻璃")
    a_lead(world, zhou, firm, name="铝箔", unit=world.units["jiading_group"])
    gone = a_lead(world, lin, a_firm()).project
    actions.set_status(wang, project=gone, status="withdrawn", reason="filed_in_error")
    a_lead(world, lin, a_firm(), occurred_on=date(2019, 8, 20), batch=world.batch)
    assert figures.leads.of(scope).value == 2
    assert left_out(figures.leads, scope) == {
        "support a lead that was filed before": 1, "withdrawn": 1, "outside the period": 1,
    }  # fmt: skip


def test_what_comes_up_after_the_batch_is_counted_apart(world: World, scope: Scope, lin: User) -> None:
    with on_day(date(2020, 2, 1)):
        a_lead(world, lin, a_firm(), occurred_on=date(2020, 1, 20))
    assert figures.leads.of(scope).value == 0
    assert figures.leads.of(replace(scope, after=True)).value == 1


# --- with intent ----------------------------------------------------------------------------------------------------


def test_a_firm_with_intent_counts_once_by_its_origin_whatever_its_stage(
    world: World, scope: Scope, walk: Walk
) -> None:
    host, elsewhere = a_firm(region="310114"), a_firm("江苏泽远化学有限公司", region="320104")
    walk("signed", firm=host)
    walk("intent", firm=host)
    walk("intent", firm=elsewhere)
    assert figures.intent_host.of(scope).value == 1
    assert figures.intent_elsewhere.of(scope).value == 1
    assert figures.intent_host.of(scope).members.count() == 2
    assert figures.signed_host.of(scope).value == 1
    assert figures.signed_elsewhere.of(scope).value == 0


def test_intent_without_a_counted_visit_is_left_out(world: World, scope: Scope, walk: Walk) -> None:
    project = walk("intent")
    from hometown.fieldwork.models import Activity

    for visit in Activity.objects.all():
        visit.withdrawn_on = TODAY
        put(visit)
    assert figures.intent_host.of(scope).value == 0
    assert left_out(figures.intent_host, scope) == {"at intent, but not visited": 1}
    assert figures.at_intent.of(scope).members.get() == project


def test_home_firms_and_what_investors_founded_there_are_of_no_origin(world: World, scope: Scope, walk: Walk) -> None:
    at_home = a_firm("淮北拾光有限公司", region="340603")
    founded = a_firm("淮北澄湖有限公司", region="310114")
    put(Tie(company=a_firm(), kind="invested_home", other=founded))
    for firm in (at_home, founded):
        walk("intent", firm=firm)
    for figure in (figures.intent_host, figures.intent_elsewhere, figures.at_intent):
        assert figure.of(scope).value == 0
        assert left_out(figure, scope)["home firms"] == 2


def test_a_firm_of_no_known_registration_is_of_no_origin_and_is_said(world: World, scope: Scope, walk: Walk) -> None:
    walk("intent", firm=a_firm(region=""))
    assert figures.intent_host.of(scope).value + figures.intent_elsewhere.of(scope).value == 0
    assert left_out(figures.intent_elsewhere, scope) == {"where it is registered is not known": 1}
    assert figures.at_intent.of(scope).value == 1


# --- signed ---------------------------------------------------------------------------------------------------------


def test_a_signing_counts_with_its_contract_only(world: World, scope: Scope, lin: User, wang: User, walk: Walk) -> None:
    project = walk("signed")
    assert figures.signed.of(scope).value == 1
    assert figures.signed_amount.of(scope).value == Decimal(120_000_000)
    actions.withdraw_evidence(wang, evidence=Evidence.objects.get(project=project, kind="contract"), reason="扫描不全")
    assert figures.signed.of(scope).value == 0
    assert figures.signed_amount.of(scope).value == 0
    assert left_out(figures.signed, scope) == {"moved to signed without a contract on file": 1}
    told = a_lead(world, lin, a_firm()).project
    actions.report_stage(lin, project=told, stage="signed")
    assert left_out(figures.signed, scope)["reported as signed, without the papers"] == 1


def test_the_verified_part_is_printed_beside(world: World, scope: Scope, zhao: User, walk: Walk) -> None:
    first, second = walk("signed"), walk("signed")
    actions.verify_evidence(zhao, evidence=Evidence.objects.get(project=first, kind="contract"), holds=True)
    assert figures.signed.of(scope).value == 2
    assert figures.signed_verified.of(scope).value == 1
    assert left_out(figures.signed_verified, scope) == {"contract not verified": 1}
    paper = Evidence.objects.get(project=second, kind="contract")
    actions.verify_evidence(zhao, evidence=paper, holds=False, reason="只有封面")
    assert figures.signed.of(scope).value == 1


def test_a_firm_that_signs_twice_is_one_and_an_increase_is_none(
    world: World, scope: Scope, wang: User, zhao: User, walk: Walk
) -> None:
    firm = a_firm()
    project = walk("signed", firm=firm)
    walk("signed", firm=firm)
    voucher = actions.add_voucher(
        wang,
        project=project,
        kind="increase",
        on=TODAY,
        amount_yuan=Decimal(30_000_000),
        blob=a_blob(),
        file_name="增资.pdf",
    )
    assert figures.signed.of(scope).value == 1
    assert figures.signed_amount.of(scope).value == Decimal(240_000_000)
    assert figures.increases.of(scope).value == 0
    actions.verify_voucher(zhao, voucher=voucher, holds=True)
    assert figures.increases.of(scope).value == Decimal(30_000_000)
    assert figures.signed_amount.of(scope).value == Decimal(240_000_000)


def test_a_signing_after_the_last_day_is_counted_after_the_return(
    world: World, scope: Scope, wang: User, walk: Walk
) -> None:
    project = walk("signed")
    with on_day(date(2020, 3, 1)):
        actions.edit_project(wang, project=project, contract_on=date(2020, 1, 18))
    assert figures.signed.of(scope).value == 0
    assert figures.signed.of(replace(scope, after=True)).value == 1


# --- at intent ------------------------------------------------------------------------------------------------------


def test_at_intent_is_where_the_firms_furthest_live_project_stood(
    world: World, scope: Scope, wang: User, walk: Walk
) -> None:
    both = a_firm()
    walk("signed", firm=both)
    walk("intent", firm=both)
    walk("signing")
    stopped = walk("reviewed")
    actions.set_status(wang, project=stopped, status="paused", reason="site_waiting")
    walk("talking")
    assert figures.at_intent.of(scope).value == 1
    assert left_out(figures.at_intent, scope) == {"the firm has signed another project": 1, "paused or lost": 1}
    assert figures.at_intent_host.of(scope).value == 1
    assert figures.at_intent_elsewhere.of(scope).value == 0


def test_at_intent_is_as_it_was_on_the_last_day(world: World, scope: Scope, wang: User, walk: Walk) -> None:
    with on_day(date(2020, 3, 1)):
        project = walk("signing", first=date(2020, 1, 8))
        assert figures.at_intent.of(scope).value == 1
        from .conftest import fill_for, give_papers

        fill_for(world, wang, project, "signed")
        give_papers(wang, project, "signed")
        actions.advance(wang, project=project, on=date(2020, 2, 20))
        actions.edit_project(wang, project=project, contract_on=date(2020, 2, 20))
        actions.set_status(wang, project=walk("intent", first=date(2020, 1, 2)), status="lost", reason="no_answer")
    assert figures.at_intent.of(scope).value == 2
    assert figures.signed.of(scope).value == 0
    after = replace(scope, after=True)
    assert figures.signed.of(after).value == 1
    assert figures.at_intent.of(after).value == 0


def test_the_sum_at_intent_keeps_its_bound_and_names_the_largest(world: World, scope: Scope, walk: Walk) -> None:
    walk("intent", amount=Amount(Decimal(2_000_000_000)))
    assert figures.at_intent_amount.of(scope).bound is Bound.EXACT
    walk("intent", amount=Amount(Decimal(300_000_000), bound=Bound.AT_LEAST))
    result = figures.at_intent_amount.of(scope)
    assert (result.value, result.bound) == (Decimal(2_300_000_000), Bound.AT_LEAST)
    largest = figures.largest_at_intent.of(scope)
    assert (largest.value, largest.members.count()) == (Decimal(2_000_000_000), 1)


def test_an_amount_without_a_rate_leaves_the_sum_open(world: World, scope: Scope, walk: Walk) -> None:
    walk("intent", amount=Amount(Decimal(1_000_000), "USD"))
    result = figures.at_intent_amount.of(scope)
    assert (result.value, result.bound) == (Decimal(0), Bound.AT_LEAST)
    assert left_out(figures.at_intent_amount, scope) == {"no amount in yuan is known": 1}


def test_what_is_agreed_is_never_printed_as_paid_in(
    world: World, scope: Scope, wang: User, zhao: User, walk: Walk
) -> None:
    project = walk("signed")
    voucher = actions.add_voucher(
        wang,
        project=project,
        kind="paid_in",
        on=TODAY,
        amount_yuan=Decimal(5_000_000),
        blob=a_blob(),
        file_name="进账.pdf",
    )
    assert figures.paid_in.of(scope).value == 0
    assert figures.paid_in_unverified.of(scope).value == Decimal(5_000_000)
    actions.verify_voucher(zhao, voucher=voucher, holds=True)
    assert figures.paid_in.of(scope).value == Decimal(5_000_000)
    assert figures.paid_in_unverified.of(scope).value == 0


def test_another_batch_and_another_officer_have_their_own_figures(
    world: World, scope: Scope, wang: User, zhou: User, walk: Walk
) -> None:
    project = walk("intent")
    assert figures.at_intent.of(replace(scope, batch=a_firm().pk)).value == 0
    assert figures.at_intent.of(replace(scope, officer=world.officers["zhou"].pk)).value == 0
    actions.set_credits(wang, project=project, shares={world.officers["zhou"]: Decimal(100)})
    assert figures.at_intent.of(replace(scope, officer=world.officers["zhou"].pk)).value == 1


def test_origin_and_stage_are_independent_and_their_totals_agree(world: World, scope: Scope, walk: Walk) -> None:
    """5 + 11 = 16 twice, in small: by origin and by stage."""
    regions = {"signed": ["310114", "310114", "320104"], "intent": ["310114", "320104", "330106", "330106"]}
    for stage, places in regions.items():
        for place in places:
            walk(stage, firm=a_firm(region=place))
    by_origin = figures.intent_host.of(scope).value + figures.intent_elsewhere.of(scope).value
    by_stage = figures.signed.of(scope).value + figures.at_intent.of(scope).value
    assert by_origin == by_stage == 7
    assert figures.signed_host.of(scope).value == 2
    assert figures.at_intent_host.of(scope).value == 1


def test_every_figure_answers_an_empty_home_with_nothing(world: World, scope: Scope) -> None:
    for figure in figures.FIGURES:
        result = figure.of(scope)
        assert result.value == 0
        assert [one.count for one in result.exclusions] == [0] * len(result.exclusions)
    assert len({figure.code for figure in figures.FIGURES}) == len(figures.FIGURES)
    assert not Project.objects.exists()
    assert not Company.objects.exists()
