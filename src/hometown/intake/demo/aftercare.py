"""Service after signing in the demo: stewards, requests in each state and lamp, promises kept, open and overdue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from hometown.aftercare import actions as aftercare
from hometown.aftercare.actions.asking import attach
from hometown.aftercare.actions.promising import Ground
from hometown.aftercare.models import Promise, ServiceLink, ServiceRequest
from hometown.kernel.clock import CITY_TIME
from hometown.projects import actions as projects
from hometown.projects.models import Project

from . import firms
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
# (day, key of the project, login of the steward); one signed project has none yet.
STEWARDS = (
    (date(2019, 11, 22), "云坞", "feng"),
    (date(2019, 11, 29), "翎川", "cen"),
    (date(2019, 12, 11), "澄湖", "feng"),
    (date(2019, 12, 23), "禾曜", "feng"),
)
FIRE, SCHOOL, LAMPS, STAFF = "施工许可卡在消防图审", "20名员工子女转学", "厂区门前路灯不亮", "招30名操作工"
SCOPE, POWER, GRANT, LAND = "营业执照增加经营范围", "高压线路何时能接入", "问设备补贴怎么申报", "二期扩建想要30亩地"


@dataclass(frozen=True)
class Promised:
    """A promise of the demo."""

    day: date
    key: str
    by: str
    kind: str
    words: str
    ground: Ground
    due: date


PROMISES = (
    Promised(date(2019, 11, 22), "云坞", "feng", "utilities", "12月28日前接通10千伏专线",
             Ground("投资合同第八条；电力供应与使用条例"), date(2019, 12, 28)),
    Promised(date(2019, 11, 22), "云坞", "feng", "site", "60亩净地交付，围挡内无障碍物", Ground("投资合同第三条"), date(2020, 1, 5)),
    Promised(date(2019, 11, 29), "翎川", "cen", "living", "员工子女就近入学，春季学期前办妥",
             Ground("义务教育法第十二条"), date(2020, 1, 20)),
    Promised(date(2019, 12, 11), "澄湖", "feng", "site", "2万平方米标准厂房交付", Ground("投资合同第四条"), date(2020, 3, 31)),
    Promised(date(2019, 12, 11), "澄湖", "feng", "reward", "设备投资奖补按省里文件兑现",
             Ground("省制造强省若干政策第三条（样例）", date(2019, 12, 2), "公平竞争审查〔2019〕7号（样例）"), date(2020, 6, 30)),
)  # fmt: skip


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what stewards and firms did."""
    for day, key, login in STEWARDS:
        yield day, 9, partial(_name, world, key, login)
    for one in PROMISES:
        yield one.day, 11, partial(_promise, world, one)
    yield date(2020, 1, 4), 17, partial(_keep, world, "60亩净地交付，围挡内无障碍物", "feng", "净地交接单已签。")
    yield date(2020, 1, 16), 18, partial(_offer, world)
    yield from _by_link(world)
    yield from _by_phone(world)


def _project(world: World, key: str) -> Project:
    found: Project = Project.objects.select_related("company", "landing_unit").get(pk=world.filings[key].project_id)
    return found


def _request(title: str) -> ServiceRequest:
    found: ServiceRequest = ServiceRequest.objects.select_related("company", "project", "unit").get(title=title)
    return found


def _name(world: World, key: str, login: str) -> None:
    projects.set_steward(world.users["wang"], project=_project(world, key), steward=world.users[login])


# --- promises -------------------------------------------------------------------------------------------------------


def _promise(world: World, one: Promised) -> None:
    project, steward = _project(world, one.key), world.users[one.by]
    assert project.landing_unit is not None
    aftercare.promise(
        steward, company=project.company, project=project, kind=one.kind, words=one.words, ground=one.ground,
        due_on=one.due, unit=project.landing_unit, holder=steward,
    )  # fmt: skip


def _keep(world: World, words: str, login: str, how: str) -> None:
    found = Promise.objects.get(words=words)
    aftercare.keep_promise(world.users[login], promise=found, words=how, attached=attach(how.encode(), "交接单.txt"))


# --- requests -------------------------------------------------------------------------------------------------------


def _by_link(world: World) -> Iterator[TimedStep]:
    """What one firm asks by its link: a request that was closed and rated, and one that is due today."""
    yield date(2019, 11, 25), 10, partial(_link, world, "云坞")
    yield date(2019, 12, 16), 9, partial(_ask, world, "云坞", "permits", SCOPE, "想加一项进出口，材料照清单备好了。")
    yield date(2019, 12, 16), 15, partial(_accept, world, SCOPE, "feng")
    yield date(2019, 12, 17), 10, partial(_reply, world, SCOPE, "feng", "已约好窗口，明天上午代您送件，不用跑。")
    yield date(2019, 12, 18), 16, partial(_close, world, SCOPE, "feng", "新执照已领，已送到厂里。")
    yield date(2019, 12, 19), 9, partial(_rate, SCOPE, "good", "当天就有人回，省了三趟路。")
    words = "10千伏专线原说12月通，设备2月初进场，没电装不了。"
    yield date(2020, 1, 14), 14, partial(_ask, world, "云坞", "utilities", POWER, words)
    yield date(2020, 1, 14), 15, partial(_accept, world, POWER, "feng")


def _by_phone(world: World) -> Iterator[TimedStep]:
    """What was written down for firms: late and raised to the city, waiting, answered with its basis, new."""
    yield date(2019, 12, 23), 10, partial(_file, world, "澄湖", "other", LAMPS, "feng", "visit")
    yield date(2019, 12, 27), 16, partial(_close, world, LAMPS, "feng", "路灯已修好三盏。")
    yield date(2020, 1, 2), 10, partial(_file, world, "云坞", "permits", FIRE, "feng", "phone")
    yield (
        date(2020, 1, 3),
        10,
        partial(_reply, world, FIRE, "feng", "已同图审机构对接，疏散楼梯改第二稿，五天内出意见。"),
    )
    yield date(2020, 1, 15), 10, partial(_raise, world, FIRE, "feng", "图审两轮意见不一致，请市里开一次协调会。")
    yield date(2020, 1, 9), 10, partial(_file, world, "翎川", "living", SCHOOL, "cen", "visit")
    yield date(2020, 1, 10), 10, partial(_reply, world, SCHOOL, "cen", "名单已收，教育部门按片区安排，开学前逐户通知。")
    yield (
        date(2020, 1, 13),
        10,
        partial(_pause, world, SCHOOL, "cen", "upper_level", date(2020, 2, 17), "等春季学期学位核定。"),
    )
    yield date(2020, 1, 13), 11, partial(_file, world, "禾曜", "people", STAFF, "feng", "phone")
    yield date(2020, 1, 14), 11, partial(_reply, world, STAFF, "feng", "人社部门下周招聘会给三个展位，岗位已登。")
    yield date(2020, 1, 15), 15, partial(_file, world, "澄湖", "policy", GRANT, "feng", "phone")
    basis = "省制造强省若干政策第三条（样例）"
    yield date(2020, 1, 16), 9, partial(_reply, world, GRANT, "feng", "设备补贴三月起网上申报，材料清单已发。", basis)
    yield date(2020, 1, 16), 16, partial(_investor, world)


def _offer(world: World) -> None:
    """Two times that a firm has not answered yet."""
    mornings = [datetime(2020, 1, day, 9, 30, tzinfo=CITY_TIME) for day in (20, 21)]
    aftercare.offer_times(
        world.actor("林知夏"), company=_project(world, "蓝陶").company, place="贵公司会议室", purpose="当面看环评条件",
        times=[(one, one + timedelta(hours=1)) for one in mornings],
    )  # fmt: skip


def _link(world: World, key: str) -> None:
    aftercare.make_link(world.users["feng"], company=_project(world, key).company)


def _ask(world: World, key: str, kind: str, title: str, words: str) -> None:
    project = _project(world, key)
    link = ServiceLink.objects.select_related("company").get(company=project.company)
    note = attach(f"{title}\n{words}".encode(), "说明.txt") if title == POWER else None
    aftercare.ask(link, kind=kind, title=title, words=words, project=project, attached=[note] if note else [])


def _rate(title: str, rating: str, words: str) -> None:
    row = _request(title)
    link = ServiceLink.objects.select_related("company").get(company=row.company)
    aftercare.rate(link, request=row, rating=rating, words=words)


def _file(world: World, key: str, kind: str, title: str, login: str, channel: str) -> None:
    project = _project(world, key)
    aftercare.file_request(
        world.users[login], company=project.company, project=project, kind=kind, title=title, channel=channel
    )


def _investor(world: World) -> None:
    company = world.firm(firms.INVESTORS[0])
    aftercare.file_request(world.users["wang"], company=company, kind="land", title=LAND, channel="letter")


def _accept(world: World, title: str, login: str) -> None:
    aftercare.accept(world.users[login], request=_request(title))


def _reply(world: World, title: str, login: str, words: str, basis: str = "") -> None:
    aftercare.reply(world.users[login], request=_request(title), words=words, basis=basis)


def _close(world: World, title: str, login: str, words: str) -> None:
    aftercare.close_request(world.users[login], request=_request(title), outcome="solved", words=words)


def _raise(world: World, title: str, login: str, because: str) -> None:
    aftercare.raise_request(world.users[login], request=_request(title), because=because)


def _pause(world: World, title: str, login: str, reason: str, until: date, words: str) -> None:
    aftercare.pause(world.users[login], request=_request(title), reason=reason, until=until, words=words)
