"""Handovers of the demo: one that was done a day before the batch returned, and one in preparation."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.companies import actions as companies
from hometown.companies.models import Company
from hometown.programme.models import Officer
from hometown.projects.models import Project
from hometown.relay import actions as relay
from hometown.relay import possessions
from hometown.relay.models import Handover

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
LEAVING, TAKING, SECRETARY = "白知微", "周砚秋", "方立言"
NEXT, NEXT_TAKING = "林知夏", "程一苇"
# Whom the leaving officer knows at the firms of their projects: (name, position, number, may it be passed on).
KNOWN = (
    ("苗若兰", "投资部经理", "021-5550 0136", "pass_on"),
    ("应不染", "总经理助理", "021-5550 0173", "business"),
)


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2020, 1, 15), 10, partial(_know_people, world)
    yield date(2020, 1, 16), 17, partial(_hand_over, world)
    yield date(2020, 1, 16), 19, partial(_answer, world)
    yield date(2020, 1, 16), 20, partial(_plan, world)


def _officer(world: World, name: str) -> Officer:
    found: Officer = Officer.objects.select_related("user").get(user=world.actor(name))
    return found


def _firms(world: World) -> list[Company]:
    mine = possessions.read(_officer(world, LEAVING)).items
    return list(dict.fromkeys(one.firm for one in mine if isinstance(one.row, Project)))


def _know_people(world: World) -> None:
    for firm, (name, title, phone, consent) in zip(_firms(world), KNOWN, strict=False):
        companies.add_contact(
            world.actor(LEAVING), company=firm, name=name, title=title, phone=phone, consent=consent,
            source="走访时交换名片", met_on=date(2019, 12, 11),
        )  # fmt: skip


def _hand_over(world: World) -> None:
    actor, leaving, taking = world.actor(LEAVING), _officer(world, LEAVING), _officer(world, TAKING)
    plan = relay.plan_handover(
        actor, officer=leaving, successor=taking, note="各企业的来龙去脉写在企业交接单里，年前都打过招呼。"
    )
    relay.hand_over(world.actor(SECRETARY), plan)


def _answer(world: World) -> None:
    """Accept all but two: one is looked at first, one is given back."""
    items = list(Handover.objects.done().get().items.select_related("successor").order_by("pk"))
    relay.accept_items(world.actor(TAKING), items[2:])
    relay.return_item(world.actor(TAKING), items[1], because="这家在普陀，由普陀小组接更方便。")


def _plan(world: World) -> None:
    relay.plan_handover(world.actor(NEXT), officer=_officer(world, NEXT), successor=_officer(world, NEXT_TAKING))
