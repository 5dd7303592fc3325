"""The weekly exchanges of the demo: two that were held, and the last one in preparation. What was said is invented."""

from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial

from hometown.fieldwork import actions as fieldwork
from hometown.meetings import actions as meetings
from hometown.meetings import rules
from hometown.meetings.models import Exchange, HelpWanted, PackItem
from hometown.projects.models import Project
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
SECRETARY = "方立言"
ROOM = "上海市普陀区，宜川路街道三楼会议室"
FIRST, SECOND, LAST = date(2020, 1, 3), date(2020, 1, 10), date(2020, 1, 17)
# Help that was asked: (day, officer, key of the project, what).
ASKED = (
    (date(2020, 1, 2), "秦听澜", "辰枢", "焊接机器人项目要看带行车的厂房，请杜集的同志帮忙找两处。"),
    (date(2020, 1, 14), "林知夏", "蓝陶", "氮化铝基板的环评拿不准，想请市生态环境局的同志线上听一次。"),
)
# Practices that officers found: (day, officer, words).
NOTES = (
    (date(2020, 1, 7), "程一苇", "莘庄工业区给每个在建项目配一张节点表，谁拖了谁在例会上说原因，表贴在大厅里。"),
    (date(2020, 1, 15), "林知夏", "普陀的楼宇设企业服务站，社区的人每周坐一个上午，企业办事不出楼。"),
)


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    for day, officer, key, what in ASKED:
        yield day, 18, partial(_ask, world, officer, key, what)
    for day, officer, words in NOTES:
        yield day, 20, partial(_note, world, officer, words, day)
    yield from _first(world)
    yield from _second(world)
    yield from _last(world)


def _ask(world: World, officer: str, key: str, what: str) -> None:
    project = Project.objects.get(pk=world.filings[key].project_id)
    meetings.ask_help(world.actor(officer), batch=world.batch, what=what, project=project)


def _note(world: World, officer: str, words: str, day: date) -> None:
    fieldwork.write_note(world.actor(officer), text=words, on=day, share=True)


def _first(world: World) -> Iterator[TimedStep]:
    yield date(2020, 1, 2), 21, partial(_prepare, world, FIRST)
    yield FIRST, 9, partial(_choose, world, FIRST, "槐序", "槐序的意向书已经拿到，请苏见山同志说说怎么谈下来的。")
    said = "各组通报本周线索和走访。辰枢项目缺带行车的厂房，杜集的同志当场答应去看。"
    decided = "厂房下周三前看完回话。\n年前意向以上的项目各约一次。"
    yield FIRST, 18, partial(_minute, world, FIRST, said, decided)
    yield (
        FIRST,
        19,
        partial(_agree, world, FIRST, "到杜集看两处带行车的厂房，把照片和租金带回来", "秦听澜", date(2020, 1, 8)),
    )
    yield FIRST, 19, partial(_agree, world, FIRST, "与蓝陶约年前再谈一次环评条件", "林知夏", date(2020, 1, 14))
    yield FIRST, 20, partial(_close, world, FIRST)
    yield date(2020, 1, 8), 18, partial(_done, world, "秦听澜", "杜集", "两处都看了，一处行车吨位够，已发企业。")
    yield date(2020, 1, 8), 19, partial(_answer, world)


def _second(world: World) -> Iterator[TimedStep]:
    yield date(2020, 1, 9), 21, partial(_prepare, world, SECOND)
    yield SECOND, 9, partial(_choose, world, SECOND, "砚海", "砚海签下来了，合同还没有核验，先不往外说。")
    said = "看了上次议定的两件事：厂房办完，蓝陶还在等企业定时间。莘庄的节点表大家觉得能用。"
    decided = "评审前的项目照莘庄的样子列节点表。\n返程前把对接人逐家交代清楚。"
    yield SECOND, 18, partial(_minute, world, SECOND, said, decided)
    yield SECOND, 19, partial(_agree, world, SECOND, "给评审前的项目列节点表，发各组看", "程一苇", date(2020, 1, 15))
    yield SECOND, 19, partial(_agree, world, SECOND, "拟返程后的对接人名单，逐家核一遍", "周砚秋", date(2020, 1, 17))
    yield SECOND, 20, partial(_close, world, SECOND)
    yield date(2020, 1, 13), 19, partial(_done, world, "林知夏", "蓝陶", "约定十七日下午在苏州谈。")
    yield date(2020, 1, 15), 19, partial(_done, world, "程一苇", "节点表", "已列，各组在用。")


def _last(world: World) -> Iterator[TimedStep]:
    yield date(2020, 1, 16), 21, partial(_prepare, world, LAST)
    yield (
        date(2020, 1, 16),
        22,
        partial(_choose, world, LAST, "沐原", "沐原过了评审，本周走访{visited}，返程前请把话接上。"),
    )


def _exchange(world: World, day: date) -> Exchange:
    found: Exchange = Exchange.objects.select_related("batch__host_city", "minutes").get(batch=world.batch, held_on=day)
    return found


def _prepare(world: World, day: date) -> None:
    secretary = world.actor(SECRETARY)
    meetings.prepare(secretary, batch=world.batch, held_on=day, starts_at=time(16), place=ROOM)


def _choose(world: World, day: date, key: str, words: str) -> None:
    """Take a case in that is proposed, and say something to it."""
    secretary, exchange = world.actor(SECRETARY), _exchange(world, day)
    item = PackItem.objects.get(exchange=exchange, section=rules.CASES, about_id=world.filings[key].project_id)
    meetings.keep_item(secretary, item=item)
    meetings.word_item(secretary, item=item, words=words)


def _minute(world: World, day: date, said: str, decided: str) -> None:
    minutes = _exchange(world, day).minutes
    meetings.write_minutes(world.actor(SECRETARY), minutes=minutes, text=said, decisions=decided)


def _agree(world: World, day: date, what: str, owner: str, due: date) -> None:
    exchange, secretary = _exchange(world, day), world.actor(SECRETARY)
    meetings.follow_up(secretary, exchange=exchange, what=what, owner=world.actor(owner), due_on=due)


def _close(world: World, day: date) -> None:
    secretary = world.actor(SECRETARY)
    meetings.close(secretary, exchange=_exchange(world, day), chair=secretary)


def _done(world: World, owner: str, about: str, note: str) -> None:
    task = Task.objects.open().get(owner=world.actor(owner), kind="exchange", what__contains=about)
    tasks.close_task(world.actor(owner), task=task, note=note)


def _answer(world: World) -> None:
    wanted = HelpWanted.objects.waiting().get(what=ASKED[0][3])
    meetings.answer_help(world.actor("苏见山"), wanted=wanted, answer="看了杜集经开区两处，四号厂房行车十吨，合用。")
