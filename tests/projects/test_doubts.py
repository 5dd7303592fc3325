"""Doubts: what raises one, that it is raised once, and who may clear it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner
from django.urls import reverse

from hometown.accounts.models import User
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.kernel.figures import Scope
from hometown.kernel.money import Amount
from hometown.ledger import replay
from hometown.ledger.models import Entry
from hometown.policy.reading import default_text, read
from hometown.projects import actions, figures
from hometown.projects.commands import doubts as command
from hometown.projects.models import Doubt, Project
from hometown.projects.rules import Hint, fingerprint_of, receipt_doubts, signing_doubts
from tests.people import World

from .conftest import TODAY, Walk, a_blob, a_firm, a_lead, put
from .test_web import As, as_person, text

__all__ = ["as_person"]
Lines = Callable[[], AbstractContextManager[list[Entry]]]
POLICY = read(default_text())
LARGE = Decimal(500_000_000)
DAY = date(2019, 12, 2)


# --- rules --------------------------------------------------------------------------------------------------------


def codes(**told: Any) -> list[str]:
    whole = {"signed_on": DAY, "first_contact_on": None, "amount_yuan": None, "signed_before": None}
    return [one.reason for one in signing_doubts(POLICY, **(whole | told))]


def test_a_large_contract_soon_after_first_contact_is_in_doubt() -> None:
    soon, later = DAY - timedelta(days=30), DAY - timedelta(days=31)
    assert codes(first_contact_on=soon, amount_yuan=LARGE) == ["signed_quickly"]
    assert codes(first_contact_on=later, amount_yuan=LARGE) == []
    assert codes(first_contact_on=soon, amount_yuan=LARGE - 1) == []
    assert codes(signed_on=None, first_contact_on=soon, amount_yuan=LARGE) == []


def test_a_firm_that_signs_the_same_again_is_in_doubt_for_two_years() -> None:
    assert codes(signed_before=date(2017, 12, 2)) == ["signed_again"]
    assert codes(signed_before=date(2017, 12, 1)) == []


def test_the_same_facts_are_the_same_doubt_and_other_facts_another() -> None:
    one = receipt_doubts({"回单.pdf", "照片.jpg"})[0]
    assert fingerprint_of("p", one) == fingerprint_of("p", receipt_doubts({"照片.jpg", "回单.pdf"})[0])
    assert fingerprint_of("q", one) != fingerprint_of("p", one)
    assert fingerprint_of("p", Hint("paper_used_twice", (("files", ["回单.pdf"]),))) != fingerprint_of("p", one)
    assert receipt_doubts(set()) == ()


# --- raised by what is recorded -----------------------------------------------------------------------------------


@pytest.fixture
def doubted(world: World, lin: User, wang: User) -> Project:
    """A project whose investment is far above the registered capital of its firm."""
    firm = a_firm(capital=Decimal(1_000_000))
    return actions.edit_project(lin, project=a_lead(world, lin, firm).project, amount=Amount(Decimal(60_000_000)))


def test_a_doubt_is_raised_in_the_line_that_makes_it_and_only_once(
    world: World, lin: User, lines_written: Lines
) -> None:
    project = a_lead(world, lin, a_firm(capital=Decimal(1_000_000)), amount=Amount(Decimal(1_000_000))).project
    assert not Doubt.objects.exists()
    with lines_written() as lines:
        actions.edit_project(lin, project=project, amount=Amount(Decimal(60_000_000)))
        actions.edit_project(lin, project=project, next_step="带队回访")
    assert [line.verb for line in lines] == ["project.edited", "project.edited"]
    assert [one.rule for one in Doubt.objects.all()] == ["far_above_capital"]
    assert list(replay.differences()) == []


def test_one_receipt_on_two_projects_or_twice_is_in_doubt(world: World, lin: User, wang: User) -> None:
    blob = a_blob("one receipt")
    told: dict[str, Any] = {"kind": "paid_in", "on": date(2019, 12, 3), "amount_yuan": Decimal(1_000_000), "blob": blob}
    one, other = a_lead(world, lin, a_firm()).project, a_lead(world, lin, a_firm()).project
    actions.add_voucher(wang, project=one, file_name="回单.pdf", **told)
    assert not Doubt.objects.exists()
    actions.add_voucher(wang, project=other, file_name="回单.pdf", **told)
    raised = {(x.project, x.rule) for x in Doubt.objects.all()}
    assert raised == {(one, "paper_used_elsewhere"), (other, "paper_used_elsewhere")}
    actions.add_voucher(wang, project=one, file_name="回单.pdf", **told)
    assert {x.rule for x in Doubt.objects.filter(project=one)} == {"paper_used_elsewhere", "paper_used_twice"}


def test_signing_the_same_again_is_in_doubt_and_counts_all_the_same(world: World, walk: Walk, wang: User) -> None:
    firm = a_firm()
    walk("signed", firm=firm, name="铝箔一期")
    scope = Scope(Period(date(2019, 9, 1), date(2020, 1, 17)), batch=world.batch.pk)
    assert figures.signed.of(scope).value == 1
    assert figures.signed_in_doubt.of(scope).value == 0
    actions.set_status(wang, project=Project.objects.get(), status="lost", reason="went_elsewhere")
    again = walk("signed", firm=firm, name="铝箔一期项目", first=date(2019, 11, 11))
    assert "signed_again" in {one.rule for one in Doubt.objects.filter(project=again)}
    assert figures.signed_in_doubt.of(scope).value == 1
    assert figures.signed.of(scope).value == 1


def test_the_sweep_raises_what_older_records_hold_and_again_nothing(world: World, lin: User) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm, amount=Amount(Decimal(60_000_000))).project
    firm.capital = Decimal(1_000_000)
    project.stage_rank, project.stage = 1, "assessed"
    put(firm, project)
    told = CliRunner().invoke(command, ["sweep"], catch_exceptions=False).output
    assert "far_above_capital" in told
    assert "0 doubts were raised." in CliRunner().invoke(command, ["sweep"], catch_exceptions=False).output


# --- cleared by a verifier ----------------------------------------------------------------------------------------


def test_only_a_verifier_who_reported_nothing_of_it_clears_a_doubt(
    world: World, doubted: Project, lin: User, wang: User, zhao: User, zhou: User
) -> None:
    doubt = Doubt.objects.get()
    with pytest.raises(NotAllowed, match="verifiers_only"):
        actions.clear_doubt(lin, doubt=doubt, reason="已核")
    with pytest.raises(NotFound):
        actions.clear_doubt(zhou, doubt=doubt, reason="已核")
    with pytest.raises(BadInput):
        actions.clear_doubt(zhao, doubt=doubt, reason=" ")
    actions.clear_doubt(zhao, doubt=doubt, reason="母公司担保，已核验资信")
    with pytest.raises(RuleBroken, match="cleared_already"):
        actions.clear_doubt(zhao, doubt=doubt, reason="再一次")
    assert Doubt.objects.get().cleared_on == TODAY
    actions.edit_project(lin, project=Project.objects.get(pk=doubted.pk), next_step="签约")
    assert Doubt.objects.count() == 1  # what is cleared is not raised again for the same facts
    actions.edit_project(lin, project=Project.objects.get(pk=doubted.pk), amount=Amount(Decimal(90_000_000)))
    assert Doubt.objects.open().count() == 1


def test_who_reported_a_paper_clears_no_doubt_about_it(world: World, doubted: Project, lin: User, zhao: User) -> None:
    filing = doubted.filings.get()
    filing.filed_by = zhao.pk
    put(filing)
    with pytest.raises(NotAllowed, match="own_matter"):
        actions.clear_doubt(zhao, doubt=Doubt.objects.get(), reason="已核")


def test_a_doubt_stands_on_the_project_and_in_the_list_and_is_cleared_on_its_page(
    world: World, doubted: Project, lin: User, zhao: User, zhou: User, as_person: As
) -> None:
    url = reverse("doubt", args=[Doubt.objects.get().pk])
    assert url in text(as_person(lin).get(reverse("project", args=[doubted.pk])))
    assert "Clear it" not in text(as_person(lin).get(url))
    assert as_person(zhou).get(url).status_code == 404
    assert as_person(lin).get(reverse("doubt-list")).status_code == 403
    verifier = as_person(zhao)
    assert url in text(verifier.get(reverse("doubt-list")))
    assert verifier.post(url, {"reason": ""}).status_code == 422
    assert verifier.post(url, {"reason": "已核验资信"}).status_code == 302
    assert url not in text(verifier.get(reverse("doubt-list")))
    assert "已核验资信" in text(verifier.get(reverse("doubt-list"), {"state": "cleared"}))
    assert url not in text(as_person(lin).get(reverse("project", args=[doubted.pk])))
