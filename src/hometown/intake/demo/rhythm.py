"""The daily dispatch of the demo: what was assigned and answered, what stood in the way, a sheet, supervision. Invented."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.dispatch import actions as dispatch
from hometown.dispatch.models import Answer, Assignment, Blocker, SupervisionItem
from hometown.fieldwork.models import Trip
from hometown.landing import access as landing
from hometown.projects.models import Project

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
LAND = "用地和蒸汽两件事一周内定下来，节前报结果。"  # the leader's instruction that is supervised
STEAM, BERTH = "两周内书面答复蒸汽价", "节前请企业看一次可用的泊位"
BASE = "新型煤化工基地"
# What was assigned: (day, hour, officer, key of the project, what, until).
GIVEN = (
    (date(2020, 1, 14), 9, "林知夏", "拓扬", "约拓扬总部的人年前见一次", date(2020, 1, 17)),
    (date(2020, 1, 15), 9, "林知夏", "蓝陶", "把厂房图和荷载数据发给企业", date(2020, 1, 16)),
    (date(2020, 1, 15), 9, "秦听澜", "辰枢", "陪企业看两处带行车的厂房", date(2020, 1, 18)),
    (date(2020, 1, 17), 8, "林知夏", "蓝陶", "下午见面时问清用电负荷", date(2020, 1, 18)),
)
# What stood in the way: (day, officer, key of the project, what).
BLOCKED = (
    (date(2020, 1, 8), "林知夏", "蓝陶", "环评单位排队，企业等不及"),
    (date(2020, 1, 15), "周砚秋", "泽远", "调规没有批下来，企业在等供地方案"),
)


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    for day, officer, key, text in BLOCKED:
        yield day, 14, partial(_block, world, officer, key, text)
    yield date(2020, 1, 13), 14, partial(_clear, world, BLOCKED[0][3], "市生态环境局给了两家单位，可以并行做")
    for day, hour, officer, key, what, until in GIVEN:
        yield day, hour, partial(_assign, world, officer, key, what, until)
    yield date(2020, 1, 15), 19, partial(_answer, GIVEN[1][4], Answer.DONE, "已发，对方收到")
    yield date(2020, 1, 16), 14, partial(_answer, GIVEN[0][4], Answer.HELP, "想请市经信局的同志一起去")
    later = partial(_answer, GIVEN[2][4], Answer.LATER, "对方二十一日到", date(2020, 1, 21))
    yield date(2020, 1, 16), 15, later
    line = "年前只剩一周：用地方案、环评并联两件事每天问一次，其余照常。"
    yield date(2020, 1, 16), 17, partial(dispatch.issue_sheet, world.users["fang"], batch=world.batch, line=line)
    yield from _supervised(world)


def _supervised(world: World) -> Iterator[TimedStep]:
    yield date(2019, 12, 5), 15, partial(_promise, world, STEAM, date(2019, 12, 19))
    yield date(2019, 12, 17), 15, partial(_report, world, STEAM)
    yield date(2019, 12, 18), 9, partial(_confirm, world, STEAM)
    yield date(2020, 1, 6), 15, partial(_promise, world, BERTH, date(2020, 1, 10))
    yield date(2020, 1, 9), 15, partial(_extend, world, BERTH, date(2020, 1, 14), "企业改了来的日子")
    yield date(2020, 1, 13), 17, partial(_supervise, world)


def _project(world: World, key: str) -> Project:
    found: Project = Project.objects.get(pk=world.filings[key].project_id)
    return found


def _block(world: World, officer: str, key: str, text: str) -> None:
    dispatch.raise_blocker(world.actor(officer), project=_project(world, key), text=text)


def _clear(world: World, text: str, how: str) -> None:
    blocker = Blocker.objects.select_related("project").get(text=text)
    dispatch.clear_blocker(world.users["fang"], blocker=blocker, how=how)


def _assign(world: World, officer: str, key: str, what: str, until: date) -> None:
    owner, project = world.actor(officer), _project(world, key)
    dispatch.assign(world.users["fang"], what=what, owner=owner, due_on=until, batch=world.batch, about=project)


def _answer(what: str, said: Answer, words: str, not_before: date | None = None) -> None:
    assignment = Assignment.objects.with_reader_needs().get(task__what=what)
    dispatch.answer(assignment.task.owner, assignment=assignment, said=said, words=words, not_before=not_before)


def _promise(world: World, words: str, due: date) -> None:
    trip = Trip.objects.filter(batch=world.batch).order_by("first_on", "pk").first()
    dispatch.supervise_promise(
        world.users["fang"], words=words, promised_to="企业负责人", promised_on=trip.first_on if trip else None,
        owner_unit=world.units[BASE], owner=world.users["miao"], due_on=due, trip=trip,
    )  # fmt: skip


def _item(words: str) -> SupervisionItem:
    found: SupervisionItem = SupervisionItem.objects.with_reader_needs().get(words=words)
    return found


def _report(world: World, words: str) -> None:
    paper = "蒸汽价格答复函（样例）\n价格随煤价按季调整，合同期内不另收管网费。\n".encode()
    said = "答复函已送企业"
    dispatch.report(world.users["miao"], item=_item(words), words=said, content=paper, file_name="蒸汽价格答复函.txt")


def _confirm(world: World, words: str) -> None:
    dispatch.confirm(world.users["fang"], item=_item(words), words="企业确认收到")


def _extend(world: World, words: str, due: date, reason: str) -> None:
    dispatch.extend(world.users["fang"], item=_item(words), due_on=due, reason=reason)


def _supervise(world: World) -> None:
    leader, han = world.users["lu"], world.users["han"]
    pk = landing.visible_addressees(leader).values_list("pk", flat=True).get(instruction__words=LAND, person=han)
    addressee = landing.addressee_for(leader, pk)
    dispatch.supervise_instruction(leader, addressee=addressee, owner_unit=world.units["濉溪县"])
