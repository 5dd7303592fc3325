"""What the page foretells before somebody files is what comes of it: the sentence and the verb know the same rules."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from hometown.accounts.models import User
from hometown.kernel.money import Amount
from hometown.policy.standing import in_force
from hometown.projects import actions
from hometown.projects.models import Claim
from hometown.projects.previews import Preview, preview
from hometown.projects.progress import held_claim
from tests.people import World

from .conftest import TODAY, a_blob, a_firm, a_lead, on_day, rules_say
from .test_claim_actions import FACTS
from .test_claim_web import As, as_person, lead_data, text  # noqa: F401

SAID: dict[str, Any] = {
    "name": "动力电池箔材", "summary": "年产一万吨电池铝箔", "amount": Amount(Decimal(120_000_000)),
    "site_need": "标准厂房两万平方米", "source": "visit", "chain": "aluminium", "contact_evidence": "10月11日邀约",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def foretold(world: World, user: User, firm: Any, **changed: Any) -> Preview:
    """What the page says before the lead of Jiading is filed."""
    unit = str(world.units["jiading_group"].pk)
    return preview(user, in_force(TODAY), firm, SAID | {"unit": unit} | changed, TODAY)


def filed(world: World, user: User, firm: Any, **changed: Any) -> Claim | None:
    """The claim of the project once Jiading has filed what was foretold."""
    filing = actions.file_lead(
        user, company=firm, unit=world.units["jiading_group"], occurred_on=date(2019, 10, 11), **SAID | changed
    )
    return held_claim(filing.project_id)


def test_a_unit_that_the_firm_refused_is_told_so(world: World, lin: User, zhou: User, wang: User) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm, **FACTS).project
    actions.release_claim(lin, claim=Claim.objects.get(), reason="顾不上")
    actions.record_choice(
        wang, project=project, on=TODAY, refused=world.units["jiading_group"], paper_blob=a_blob(), paper_name="函.pdf"
    )
    told = foretold(world, zhou, firm, name=FACTS["name"])
    assert "does not want" in str(told.text)
    assert filed(world, zhou, firm, name=FACTS["name"]) is None


def test_a_known_project_is_as_large_as_is_known(world: World, lin: User, zhou: User) -> None:
    rules_say(("  protection: 90 days", "  least_amount: 50000000\n  protection: 90 days"))
    firm = a_firm()
    a_lead(world, lin, firm, **FACTS)
    actions.release_claim(lin, claim=Claim.objects.get(), reason="顾不上")
    small = {"name": FACTS["name"], "amount": Amount(Decimal(1_000_000))}
    told = foretold(world, zhou, firm, **small)
    claim = filed(world, zhou, firm, **small)
    assert claim is not None
    assert "The first complete filing gets it" in str(told.text)


def test_whatever_the_rules_ask_of_a_lead_counts_once_it_is_said(world: World, zhou: User) -> None:
    rules_say(("fields: [company, summary, amount,", "fields: [company, industry, summary, amount,"))
    firm = a_firm()
    assert foretold(world, zhou, firm).lacks == ["Industry"]
    assert foretold(world, zhou, firm, industry_code="C3252").lacks == []
    assert filed(world, zhou, firm, industry_code="C3252") is not None


def test_who_is_complete_first_leads_though_another_waits_for_what_they_say(
    world: World, lin: User, zhou: User
) -> None:
    firm = a_firm()
    with on_day(date(2019, 12, 18)):
        waiting = a_lead(world, lin, firm, **FACTS | {"amount": None})
    assert waiting.effective_at is None
    told = foretold(world, zhou, firm, name=FACTS["name"])
    assert "The first complete filing gets it" in str(told.text)
    claim = filed(world, zhou, firm, name=FACTS["name"])
    assert claim is not None
    assert claim.unit == world.units["jiading_group"]


def test_a_chosen_file_counts_as_a_record_of_the_contact(world: World, zhou: User, as_person: As) -> None:  # noqa: F811
    data = lead_data(world, a_firm(), contact_evidence="")
    client = as_person(zhou)
    assert "a record of the contact" in text(client.post(reverse("project-file-preview"), data))
    chosen = text(client.post(reverse("project-file-preview"), data | {"contact_file": "[object File]"}))
    assert "the first claim is yours" in chosen
    assert "a record of the contact" not in chosen
