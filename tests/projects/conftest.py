"""Firms, visits and papers for the tests of projects, made below the actions under test."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from hometown import names
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.fieldwork.models import Activity, ActivityCompany, Counterpart
from hometown.files.models import Blob
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount
from hometown.ledger import book
from hometown.policy.models import PolicyVersion
from hometown.policy.reading import default_text, digest
from hometown.projects import actions, readiness
from hometown.projects.models import Filing, Project
from hometown.projects.rules import Stage
from tests.people import World

TODAY = date(2019, 12, 20)
_numbers = count(1)
# What the shipped rules demand of each stage, in papers; enough to walk the road.
PAPERS: dict[str, tuple[str, ...]] = {
    "assessed": ("assessment",),
    "intent": ("letter_of_intent",),
    "reviewed": ("feasibility_study", "investor_identity", "score_sheet"),
    "signing": ("draft_contract", "due_diligence", "legality_review", "fair_competition_review"),
    "signed": ("contract",),
    "registered": ("business_licence",),
}


def put(*rows: Any) -> None:
    with book.entry("test.prepared", actor=None) as entry:
        for row in rows:
            entry.put(row)


def on_day(day: date) -> AbstractContextManager[None]:
    """Let it be noon of a day."""
    return clock.simulated(datetime.combine(day, time(4), UTC))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


def rules_say(*changes: tuple[str, str]) -> None:
    """Put rules in force that differ from the shipped ones in some lines."""
    text = default_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    number = next(_numbers) + 100
    put(
        PolicyVersion(
            number=number, label=f"test-{number}", text=text, digest=digest(text), effective_from=date(2019, 1, 1),
            state="adopted", proposed_at=clock.now(), adopted_at=clock.now(),
        )
    )  # fmt: skip


def a_firm(name: str = "", region: str = "310114", **facts: Any) -> Company:
    name = name or f"上海拾光新材料{next(_numbers)}有限公司"
    firm = Company(name=name, normal_name=names.normal(name), region_code=region, chain="aluminium", **facts)
    put(firm)
    return firm


def a_visit(world: World, firm: Company, on: date = date(2019, 10, 9), person: str = "沈云深") -> Activity:
    visit = Activity(kind="visit", title="走访", on=on, batch=world.batch)
    link = ActivityCompany(activity=visit, company=firm)
    put(visit, link)
    if person:
        put(Counterpart(link=link, name=person, title="总经理"))
    return visit


def a_blob(text: str = "", media_type: str = "application/pdf") -> Blob:
    text = text or f"paper {next(_numbers)}"
    blob = Blob(
        sha256=hashlib.sha256(text.encode()).hexdigest(), size=len(text), media_type=media_type, received_at=clock.now()
    )
    put(blob)
    return blob


def a_lead(world: World, actor: User, firm: Company, **told: Any) -> Filing:
    """File a complete lead, unless told otherwise."""
    whole: dict[str, Any] = {
        "unit": world.units["putuo_group"],
        "occurred_on": date(2019, 10, 11),
        "name": f"铝箔项目{next(_numbers)}",
        "summary": "年产一万吨电池铝箔",
        "amount": Amount(Decimal(120_000_000), bound=Bound.EXACT),
        "site_need": "标准厂房两万平方米",
        "source": "visit",
        "chain": "aluminium",
        "industry_code": "C3252",
        "contact_evidence": "10月11日微信邀约",
    }
    return actions.file_lead(actor, company=firm, **(whole | told))


def give_papers(actor: User, project: Project, stage: str, *, besides: tuple[str, ...] = ()) -> None:
    """Put on file what a stage demands, but for some kinds."""
    for kind in PAPERS.get(stage, ()):
        if kind not in besides:
            media = "application/pdf"
            actions.report_evidence(
                actor, project=project, stage=stage, kind=kind, file_name=f"{kind}.pdf", blob=a_blob(media_type=media)
            )


def fill_for(world: World, actor: User, project: Project, stage: str) -> None:
    """Give the facts a stage asks for."""
    if stage == "talking":
        from hometown.companies.models import Contact

        contact = Contact(company=project.company, name="沈云深")
        put(contact)
        actions.edit_project(actor, project=project, counterpart=contact, next_step="带队回访")
        if not readiness.was_visited(project.company, TODAY):
            a_visit(world, project.company)
    if stage == "reviewed":
        if not project.company.uscc:
            project.company.uscc = f"91310114MA{next(_numbers):07d}X"
            put(project.company)
        actions.route(actor, project=project, unit=world.units["suixi_park"])
    if stage == "signed":
        actions.edit_project(
            actor, project=project, contract_on=project.stage_on, contract_parties="甲方、乙方",
            contract_amount=project.amount,
        )  # fmt: skip


Walk = Callable[..., Project]


@pytest.fixture
def walk(world: World, wang: User, lin: User) -> Walk:
    """Lead a project up to a stage, one day a step."""

    def walked(to: str, *, firm: Company | None = None, first: date = date(2019, 10, 11), **told: Any) -> Project:
        from datetime import timedelta

        firm = firm or a_firm()
        told.setdefault("occurred_on", first)
        project: Project = a_lead(world, lin, firm, **told).project
        day = first
        for stage in list(Stage)[1 : list(Stage).index(Stage(to)) + 1]:
            day += timedelta(days=1)
            fill_for(world, wang, project, stage)
            give_papers(wang, project, stage)
            actions.advance(wang, project=project, on=day)
        return project

    return walked
