"""What the officers of the demo did on which day. All of it is made from fixed tables, the same at every load."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from . import firms
from .cast import OFFICERS
from .pursuit import PURSUITS

FIRST, LAST = date(2019, 9, 2), date(2020, 1, 17)
NAMES = [one.name for one in OFFICERS]
GROUP_OF = {one.name: one.group for one in OFFICERS}

# Things said in visits that came to nothing yet; nobody said them.
SAID = (
    "介绍了四基一高一大产业布局，对方想了解园区蒸汽和电价。",
    "现有厂区够用，明后年有扩产打算，先留资料。",
    "对方关心到上海的物流成本，答应把高铁货运和公路价格发去。",
    "看了车间，谈到用工和配套，暂无外迁计划。",
    "对方在比较皖北两个市，问标准厂房租金。",
    "请对方推荐上下游企业，给了两家名字。",
)
NEXT = ("把园区电价和蒸汽价发去", "约下月再访", "把标准厂房图纸发去", "")


@dataclass(frozen=True)
class Call:
    """A visit to one firm."""

    day: date
    hour: int
    firm: firms.Firm
    officers: tuple[str, ...]
    said: str
    interest: str = "not_raised"
    their_words: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class Occasion:
    """Any other activity: a study, a conference, duty, a branch day; at a fair it has the firms met there."""

    day: date
    kind: str
    title: str
    officers: tuple[str, ...]
    event: str = ""
    met: tuple[firms.Firm, ...] = ()
    at_host: bool = False


@dataclass(frozen=True)
class Fair:
    """An event at which firms were met."""

    name: str
    kind: str
    first: date
    last: date
    place: str


FAIRS = (
    Fair("2019年长三角化工行业公平贸易及产业合作发展论坛", "forum", date(2019, 10, 17), date(2019, 10, 18), "上海"),
    Fair("第二届中国国际进口博览会", "fair", date(2019, 11, 5), date(2019, 11, 10), "上海青浦"),
    Fair("第二届长三角科技成果交易博览会", "fair", date(2019, 11, 22), date(2019, 11, 24), "上海嘉定"),
    Fair("在沪企业家座谈会", "symposium", date(2019, 12, 13), date(2019, 12, 13), "上海普陀"),
)
TRIPS = (
    "张江科学城",
    "苏州工业园区",
    "临港新片区",
    "嘉定汽车新能源港",
    "杭州未来科技城",
    "莘庄工业区",
    "无锡物联网产业园",
    "南京江北新区",
)
STUDIES = (
    "社区嵌入式养老", "文化创意园区", "垃圾分类", "一网通办", "城市网格化管理", "产业园区招商机制", "科创孵化器", "楼宇经济", "智慧社区",
    "人才公寓", "乡村振兴", "营商环境",
)  # fmt: skip
MEETINGS = (
    "长三角产业合作对接会",
    "沪皖经贸交流会",
    "新材料产业推介会",
    "生物基产业研讨会",
    "铝基材料供需对接会",
    "长三角人才合作会议",
    "园区共建座谈会",
)
DUTIES = ("垃圾分类督查", "居家养老走访", "楼宇企业走访服务", "经济普查数据核对", "文明城区巡查", "创新创业大赛会务")
BRANCH_DAYS = (
    "在中共一大旧址重温入党誓词",
    "参观龙华烈士陵园",
    "参观上海城市规划展示馆",
    "学习主题教育专题党课",
    "与宜川路街道党支部联学",
)


def workday(day: date) -> date:
    """Return the day, or the Monday after a weekend; never past the batch's end."""
    day = day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())
    return min(day, LAST)


def spread(count: int, first: date, last: date, curve: float = 1.0) -> Iterator[date]:
    """Yield so many days between two days; a curve below 1 puts more of them late."""
    span = (last - first).days
    for place in range(count):
        yield workday(first + timedelta(days=int(span * ((place + 0.5) / count) ** curve)))


def calls() -> list[Call]:
    """Return every visit: the first to each of the 172 firms, and 63 more to those pursued."""
    pursued = {firms.PURSUED[one.trade].name: one for one in PURSUITS}
    found: list[Call] = []
    number = 0
    for group in (firms.VISITED_LOCAL, firms.VISITED_OUTSIDE):
        quiet = [firm for firm in group if firm.name not in pursued]
        for firm, day in zip(quiet, spread(len(quiet), date(2019, 9, 9), date(2020, 1, 15), 0.8), strict=True):
            number += 1
            found.append(_first_call(firm, day, number))
    for one in pursued.values():
        found.extend(_pursuing_calls(firms.PURSUED[one.trade], one.officers, one.reached))
    extra = 172 + 63 - len(found)
    again = [call for call in found if call.firm.name not in pursued and call.day < date(2019, 12, 20)][::3][:extra]
    found.extend(
        Call(workday(call.day + timedelta(days=24)), 10, call.firm, call.officers, "回访，送去资料，对方再内部商量。")
        for call in again
    )
    return sorted(found, key=lambda call: (call.day, call.hour, call.firm.name))


def _first_call(firm: firms.Firm, day: date, number: int) -> Call:
    officer = NAMES[(number * 11) % 30]
    with_whom = tuple(n for n in NAMES if GROUP_OF[n] == GROUP_OF[officer] and n != officer)
    officers = (officer,) if number % 3 else (officer, with_whom[number % len(with_whom)])
    interest = "curious" if number % 4 == 0 else "not_raised"
    return Call(day, 9 + number % 8, firm, officers, SAID[number % 6], interest, "", NEXT[number % 4])


def _pursuing_calls(firm: firms.Firm, officers: tuple[str, ...], reached: dict[str, date]) -> Iterator[Call]:
    first = workday(reached["assessed"] - timedelta(days=4))
    yield Call(first, 10, firm, officers, "初次上门，介绍园区和产业基础，对方愿意细谈。", "curious", "", "请园区看选址")
    yield Call(
        workday(reached["talking"] - timedelta(days=1)),
        14,
        firm,
        officers,
        "谈选址、环评和电价，约定到淮北考察。",
        "curious",
        "",
        "陪同考察",
    )
    words = "我们有意在淮北投建，条件谈妥就签。"
    yield Call(
        workday(reached["intent"] - timedelta(days=1)),
        15,
        firm,
        officers,
        "对方表明投资意向，商定意向书文本。",
        "intent",
        words,
        "补齐评审材料",
    )


def occasions() -> list[Occasion]:
    """Return every other activity of the batch."""
    found = [*_learning(), *_at_fairs(), *_duties(), *_branch()]
    return sorted(found, key=lambda one: (one.day, one.kind, one.title))


def _some(number: int, count: int) -> tuple[str, ...]:
    return tuple(NAMES[(number * 7 + step * 11) % 30] for step in range(count))


def _learning() -> Iterator[Occasion]:
    for number, day in enumerate(spread(8, date(2019, 9, 18), date(2020, 1, 10))):
        yield Occasion(day, "collective_trip", f"集体专项考察：{TRIPS[number]}", tuple(NAMES))
    for number, day in enumerate(spread(34, date(2019, 9, 10), date(2020, 1, 14))):
        yield Occasion(
            day, "thematic_study", f"专题调研：{STUDIES[number % len(STUDIES)]}", _some(number, 2 + number % 3)
        )
    for number, day in enumerate(spread(53, date(2019, 9, 11), date(2020, 1, 15))):
        yield Occasion(day, "regional_meeting", MEETINGS[number % len(MEETINGS)], _some(number + 3, 1 + number % 4))


def _at_fairs() -> Iterator[Occasion]:
    for number, fair in enumerate(FAIRS):
        met = firms.MET_AT_EVENTS[number::4]
        kind = "firm_symposium" if fair.kind == "symposium" else "forum"
        yield Occasion(fair.first, kind, fair.name, _some(number, 6), fair.name, met)
    for number, day in enumerate(spread(6, date(2019, 10, 14), date(2020, 1, 8))):
        yield Occasion(day, "promotion", f"淮北产业推介（第{number + 1}场）", _some(number + 5, 4))


def _duties() -> Iterator[Occasion]:
    for number, day in enumerate(spread(30, date(2019, 9, 9), date(2020, 1, 13))):
        yield Occasion(day, "host_duty", DUTIES[number % len(DUTIES)], (NAMES[(number * 13) % 30],), at_host=True)
    for number, day in enumerate(spread(6, date(2019, 11, 4), date(2019, 11, 10))):
        yield Occasion(day, "expo_service", "进博会会务接待", _some(number, 3))
    for number, day in enumerate(spread(5, date(2019, 9, 21), date(2019, 12, 28))):
        yield Occasion(day, "volunteering", "社区志愿服务", _some(number + 9, 4))


def _branch() -> Iterator[Occasion]:
    for number, day in enumerate(spread(5, date(2019, 9, 20), date(2020, 1, 6))):
        yield Occasion(day, "branch_day", BRANCH_DAYS[number], tuple(NAMES))
    for day in spread(8, date(2019, 9, 12), date(2020, 1, 9)):
        yield Occasion(day, "branch_meeting", "支部学习", tuple(NAMES))
