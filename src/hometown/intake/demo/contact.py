"""How meetings came about in the demo: invitations, appointments, a journey; calling on investors, whom they bring.

The journey to Nanjing follows the article's story; the firm, the people and what was said are invented. No step makes
a firm visited that was not: the figures of the review stay what the article says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from hometown.companies import actions as companies
from hometown.companies.models import Company, Introduction
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import Activity, Appointment
from hometown.kernel.clock import CITY_TIME
from hometown.projects import actions as projects
from hometown.projects.models import Project

from . import firms
from .world import World

Do = Callable[[], object]
Timed = tuple[date, int, Do]
NANJING = firms.PURSUED["泽远"]
CHAMBER = "上海皖北商会（样例）"


@dataclass(frozen=True)
class Asked:
    """An invitation of the demo."""

    day: date
    officer: str
    trade: str
    channel: str
    outcome: str
    words: str
    next_try: date | None = None


ASKED = (
    Asked(date(2019, 9, 18), "周砚秋", "泽远", "phone", "no_answer", "总机说在外地开会。", date(2019, 9, 24)),
    Asked(date(2019, 9, 24), "周砚秋", "泽远", "message", "waiting", "发去园区介绍，对方说看过再回。", date(2019, 9, 30)),
    Asked(date(2019, 9, 30), "周砚秋", "泽远", "through", "waiting", "请行业协会的朋友带话。", date(2019, 10, 8)),
    Asked(date(2019, 10, 8), "周砚秋", "泽远", "phone", "agreed", "对方十日下午有空，按对方时间去。"),
    Asked(date(2019, 12, 2), "周砚秋", "泽远", "phone", "agreed", "客商愿意当面谈用地和蒸汽价，次日早上有一小时。"),
    Asked(date(2019, 12, 30), "林知夏", "蓝陶", "message", "waiting", "约年前再谈一次环评。", date(2020, 1, 6)),
    Asked(date(2020, 1, 6), "林知夏", "蓝陶", "phone", "invited", "对方年底盘点，月中再定。", date(2020, 1, 13)),
    Asked(date(2020, 1, 13), "林知夏", "蓝陶", "phone", "agreed", "十七日下午可以。"),
    Asked(date(2019, 12, 31), "林知夏", "拓扬", "phone", "no_answer", "", date(2020, 1, 7)),
    Asked(date(2020, 1, 7), "林知夏", "拓扬", "message", "waiting", "发去铝棒价格，请对方定时间。", date(2020, 1, 12)),
    Asked(date(2020, 1, 12), "林知夏", "拓扬", "phone", "waiting", "对方等总部回话。", date(2020, 1, 19)),
)  # fmt: skip


def steps(world: World) -> Iterator[Timed]:
    """Yield what is done on which day and hour."""
    for one in ASKED:
        yield one.day, 16, partial(_ask, world, one)
    yield from _nanjing(world)
    yield from _appointments(world)
    yield from _investors(world)


def _ask(world: World, one: Asked) -> None:
    firm = firms.PURSUED[one.trade]
    fieldwork.record_attempt(
        world.actor(one.officer),
        company=_company(world, firm),
        contact=world.contacts.get(firm.name),
        channel=one.channel,
        outcome=one.outcome,
        on=one.day,
        at=time(15, 30),
        words=one.words,
        next_try_on=one.next_try,
    )


def _company(world: World, firm: firms.Firm) -> Company:
    """Return a firm of the demo; one that is invited before it was ever met is added with it."""
    from .staging import add_company

    return add_company(world, firm, "走访所得（样例）")


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), CITY_TIME)


def _propose(
    world: World, officers: tuple[str, ...], firm: firms.Firm, starts: datetime, place: str, why: str
) -> Appointment:
    made = fieldwork.propose_appointment(
        world.actor(officers[0]),
        company=_company(world, firm),
        officers=[world.officers[name] for name in officers],
        guests=[Person(contact=world.contacts[firm.name])],
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        place=place,
        purpose=why,
    )
    world.appointments[firm.name] = made
    return made


# --- the journey to Nanjing ----------------------------------------------------------------------------------------


def _nanjing(world: World) -> Iterator[Timed]:
    """A word from the client in the afternoon, the train the same evening, the talk next morning."""
    went = ("周砚秋", "许望舒")
    first, talk = date(2019, 12, 2), date(2019, 12, 3)
    yield first, 17, partial(_propose, world, went, NANJING, _at(talk, 9), "南京市江宁区，对方公司", "谈用地和蒸汽价")
    yield first, 18, lambda: fieldwork.move_appointment(
        world.actor("周砚秋"), world.appointments[NANJING.name], starts_at=_at(talk, 8, 30), ends_at=_at(talk, 9, 30),
        is_agreed=True,
    )  # fmt: skip
    yield talk, 20, lambda: fieldwork.keep_appointment(world.actor("周砚秋"), world.appointments[NANJING.name])
    yield talk, 21, partial(_went_to_nanjing, world, went, first, talk)


def _went_to_nanjing(world: World, went: tuple[str, ...], first: date, last: date) -> None:
    visit = Activity.objects.get(appointment=world.appointments[NANJING.name])
    fieldwork.edit_activity(
        world.actor("周砚秋"), visit, summary="当面谈定用地和蒸汽价的口径，对方按期上会。", met=[
            Met(world.firm(NANJING), people=[Person(contact=world.contacts[NANJING.name])], interest="intent",
                their_words="价格口径清楚了，我们按期上会。")
        ],
    )  # fmt: skip
    fieldwork.record_trip(
        world.actor("周砚秋"), officers=[world.officers[name] for name in went], from_place="上海市", to_place="南京市",
        first_on=first, last_on=last, means="rail", purpose="会后接到客商愿谈的消息，当晚赶到南京，次日早上面谈。",
        led_to="谈定用地和蒸汽价的口径，项目两天后过评审（样例）。", activities=[visit],
    )  # fmt: skip


# --- appointments around the demo's day ----------------------------------------------------------------------------


def _appointments(world: World) -> Iterator[Timed]:
    blue, board, later = firms.PURSUED["蓝陶"], firms.PURSUED["拓扬"], date(2020, 1, 17)
    yield (
        date(2020, 1, 13),
        17,
        partial(_propose, world, ("林知夏", "钟灵毓"), blue, _at(later, 15, 30), "苏州，对方公司", "谈环评条件和厂房"),
    )
    yield (
        date(2020, 1, 13),
        18,
        lambda: fieldwork.agree_appointment(world.actor("林知夏"), world.appointments[blue.name]),
    )
    yield (
        date(2020, 1, 9),
        17,
        partial(_propose, world, ("林知夏",), board, _at(date(2020, 1, 14), 10), "南通，对方公司", "送铝棒报价"),
    )
    yield (
        date(2020, 1, 12),
        17,
        lambda: fieldwork.cancel_appointment(
            world.actor("林知夏"), world.appointments[board.name], reason="对方等总部回话，改日再约。"
        ),
    )
    robots = firms.PURSUED["辰枢"]
    yield (
        date(2020, 1, 15),
        17,
        partial(
            _propose,
            world,
            ("秦听澜",),
            robots,
            _at(date(2020, 1, 19), 14),
            "上海市嘉定区，对方公司",
            "交接评审后的对接人",
        ),
    )


# --- investors and introductions -----------------------------------------------------------------------------------

CALLED_ON = tuple((place, date(2019, 9, 16) + timedelta(days=11 * place)) for place in range(11))
TIES = ((0, "supplies", 30), (0, "customer_of", 33), (3, "supplies", 31), (5, "same_group", 32), (16, "customer_of", 34), (20, "supplies", 35))  # fmt: skip
MEMBERS = (0, 7, 18, 25)
INTRODUCED = (
    (0, 30, "", date(2019, 10, 21), "made", "总经理带我们见了他们的铝材供应商。"),
    (5, 32, "", date(2019, 11, 4), "promised", "说年前约一次。"),
    (16, None, "苏州云锦精工有限公司", date(2019, 11, 18), "asked", "请他们介绍下游的客户。"),
    (20, 35, "", date(2019, 12, 9), "declined", "对方说不方便。"),
)


def _investors(world: World) -> Iterator[Timed]:
    yield date(2019, 9, 6), 15, partial(_tie_up, world)
    for place, day in CALLED_ON:
        yield day, 11, partial(_call_at_home, world, place, day)
    for one in INTRODUCED:
        yield one[3], 12, partial(_introduced, world, one)
    yield date(2019, 12, 16), 12, partial(_chamber_asked, world)
    yield date(2020, 1, 16), 10, partial(_attribute, world)


def _tie_up(world: World) -> None:
    """Add a chamber with some investors in it, and what ties investors to firms nobody has met."""
    wang, source = world.users["wang"], "商会名录和企业年报（样例）"
    chamber = companies.add_company(wang, name=CHAMBER, kind="chamber", region_code="310107", source=source)
    world.companies[CHAMBER] = chamber
    for place in MEMBERS:
        companies.add_tie(
            wang, company=world.firm(firms.INVESTORS[place]), kind="member_of", other=chamber, source=source
        )
    for place, kind, other in TIES:
        partner = _company(world, firms.MET_AT_EVENTS[other])
        companies.add_tie(wang, company=world.firm(firms.INVESTORS[place]), kind=kind, other=partner, source=source)


def _call_at_home(world: World, place: int, day: date) -> None:
    """The bureau calls on an investor's firm at home. It is the bureau's own work, of no batch."""
    at_home = firms.SUBSIDIARIES[place * 3]
    fieldwork.record_activity(
        world.users["wang"],
        kind="visit",
        on=day,
        officers=[],
        met=[Met(world.firm(at_home), people=[Person(contact=world.contacts[at_home.name])])],
        summary="问生产和用工情况，请他们推荐上下游（样例）。",
    )


def _introduced(world: World, one: tuple[int, int | None, str, date, str, str]) -> Introduction:
    place, other, name, _day, outcome, words = one
    introducer = firms.INVESTORS[place]
    return companies.ask_introduction(
        world.users["wang"],
        introducer=world.firm(introducer),
        contact=world.contacts[introducer.name],
        introduced=world.firm(firms.MET_AT_EVENTS[other]) if other is not None else None,
        introduced_name=name,
        outcome=outcome,
        words=words,
    )


def _chamber_asked(world: World) -> None:
    companies.ask_introduction(
        world.users["wang"], introducer=world.companies[CHAMBER], introduced=world.firm(firms.MET_AT_EVENTS[36]),
        outcome="promised", words="秘书长答应开春座谈时介绍。",
    )  # fmt: skip


def _attribute(world: World) -> None:
    """Name the investors who brought the leads that say an investor did."""
    brought = Project.objects.filter(source="existing_investor").order_by("pk")[:6]
    for place, project in enumerate(brought):
        introducer = world.firm(firms.INVESTORS[place * 5])
        if introducer.pk != project.company_id:
            projects.edit_project(world.users["wang"], project=project, introducer=introducer)
