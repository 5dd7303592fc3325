"""Clients who could talk at short notice, and the timetable that leads to them. Hours and trains are invented."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial

from hometown.dispatch import actions as dispatch
from hometown.dispatch import proposing
from hometown.dispatch.models import HotSignal
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.rules import read_timetable
from hometown.kernel import clock
from hometown.policy.standing import in_force

from . import firms
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
TIMETABLE = """
G7231,上海虹桥,淮北北,07:42,10:26
G7235,上海虹桥,淮北北,12:18,15:03
G7239,上海虹桥,淮北北,16:05,18:51
K8470,上海,淮北,21:30,05:48+1
G7232,淮北北,上海虹桥,08:11,10:57
G7236,淮北北,上海虹桥,13:20,16:04
G7240,淮北北,上海虹桥,18:36,21:19,1-5
G7242,淮北北,上海虹桥,19:40,22:24,5-7
K8469,淮北,上海,22:05,06:20+1
"""


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2019, 9, 12), 20, partial(_keep, world)
    yield (
        date(2020, 1, 8),
        9,
        partial(
            _say, world, "lin", "砚海", date(2020, 1, 8), 20, "相山宾馆", "董事长今晚在淮北，愿意当面听设备补贴怎么算。"
        ),
    )
    yield date(2020, 1, 8), 10, partial(_go, world, "林知夏", "砚海")
    yield date(2020, 1, 17), 8, partial(_say, world, "zhou", "泽远", date(2020, 1, 17), 20, "新型煤化工基地", "总经理从徐州过来，晚上有两小时，想先看管廊。")  # fmt: skip


def _keep(world: World) -> None:
    fieldwork.keep_trains(world.users["lin"], trains=read_timetable(TIMETABLE).trains)


def _say(world: World, login: str, trade: str, day: date, hour: int, place: str, words: str) -> None:
    company = world.firm(firms.PURSUED[trade])
    starts, ends = (datetime.combine(day, time(one), clock.CITY_TIME) for one in (hour, hour + 2))
    project = company.projects.order_by("pk").first()
    dispatch.say_hot(
        world.users[login], company=company, project=project, batch=world.batch, in_host=False, place=place,
        starts_at=starts, ends_at=ends, words=words,
    )  # fmt: skip


def _go(world: World, officer: str, trade: str) -> None:
    signal = HotSignal.objects.with_reader_needs().get(company=world.firm(firms.PURSUED[trade]))
    way = proposing.proposed(in_force(clock.today()), signal, clock.now())
    back = way.back[0] if way.back else None
    actor = world.actor(officer)
    dispatch.go(actor, signal=signal, officers=[world.officers[officer]], out=way.out[0], back=back)
