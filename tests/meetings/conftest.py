"""A week of a batch: leads, steps and meetings that its exchange tells of."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.fieldwork.models import Counterpart
from hometown.kernel import clock
from hometown.ledger import book
from hometown.meetings import actions
from hometown.meetings.models import Exchange, PackItem
from hometown.projects.models import Project, StageMove
from hometown.projects.rules import RANK, Stage
from tests.people import World
from tests.projects.conftest import TODAY, a_firm, a_lead, a_visit, on_day, put

__all__ = ["TODAY", "a_firm", "a_lead", "a_visit", "on_day", "put"]
MONDAY = date(2019, 12, 16)  # of the week of TODAY, a Friday


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def lead(world: World, lin: User, wang: User) -> Project:
    """A lead of Lin's that came up this week."""
    firm = a_firm("上海澄湖新材料有限公司")
    found: Project = a_lead(world, lin, firm, name="电池铝箔项目", occurred_on=MONDAY).project
    return found


def stepped(project: Project, to: Stage, on: date = TODAY, *, back_from: Stage | None = None) -> None:
    """Let a project have come to a stage, as the book would hold it."""
    from_stage = back_from or list(Stage)[RANK[to] - 1]
    put(StageMove(project=project, from_stage=from_stage.value, to_stage=to.value, to_rank=RANK[to], on=on))


def a_pack(fang: User, world: World, held_on: date = TODAY, **more: Any) -> Exchange:
    made: Exchange = actions.prepare(fang, batch=world.batch, held_on=held_on, **more)
    return made


def items(exchange: Exchange, section: str) -> list[PackItem]:
    return list(exchange.items.filter(section=section).in_order())


def withdrawn(project: Project) -> None:
    """Let a project be withdrawn."""
    project.status, project.status_on = "withdrawn", clock.today()
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(project)


def met_the_decider(world: World, lead: Project, on: date) -> None:
    known = Contact.objects.filter(company=lead.company, is_decision_maker=True).first()
    if known is None:
        known = Contact(company=lead.company, name="沈云深", title="董事长", is_decision_maker=True)
        put(known)
    visit = a_visit(world, lead.company, on, person="")
    put(Counterpart(link=visit.company_links.get(), contact=known))
