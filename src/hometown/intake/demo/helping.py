"""What helps a young officer in the demo: playbooks, a mentor, a watch list, a goal of one's own. All of it invented."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.chains import actions as chains
from hometown.chains.models import ChainNode
from hometown.exchange import actions as exchange
from hometown.exchange import goals
from hometown.exchange.models import Mentoring, Playbook

from . import firms
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
VISIT = "头一回上门怎么谈"
PLAYBOOKS = (
    ("visit", VISIT, "查名录和已有走访，别重复上门\n请商会或在淮投资企业带一句话\n约定时间，说清来几个人、谈多久\n带一页园区介绍，写明土地、蒸汽、用工三个价\n先听对方讲，问清下一步找谁\n当天记下见了谁、说了什么",
     "对方没空就留一页纸，不催。"),
    ("negotiation", "谈判前后要做的事", "谈前把还差什么列成清单\n分清能答应的和要回去问的\n承诺须有依据，没有依据的不说数\n谈完当场对一遍各自下一步和日期", "税费、地价、奖补须有法定依据并经公平竞争审查。"),
    ("answer", "答家里的题怎么答", "先看同类题目有没有人答过\n问清家里要拿它做什么\n至少找两个当事人核对\n写明出处，写明在什么条件下才行", ""),
)  # fmt: skip


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2019, 9, 9), 9, partial(_write, world)
    yield date(2019, 11, 4), 9, partial(_revise, world)
    yield date(2019, 11, 12), 20, partial(_ask, world)
    yield (
        date(2019, 11, 13),
        21,
        partial(_say, world, "zhou", "先别报价。把对方扩产要的蒸汽和用工算给他听，他自己会问价。"),
    )
    yield date(2020, 1, 14), 20, partial(_say, world, "lin", "照您说的谈了，对方问了价。合同里的违约条款怎么谈？")
    yield date(2020, 1, 6), 20, partial(_follow, world)
    yield date(2020, 1, 6), 21, partial(_goal, world)


def _write(world: World) -> None:
    for moment, title, lines, text in PLAYBOOKS:
        exchange.write_playbook(world.users["wang"], moment=moment, title=title, steps=lines, text=text)


def _revise(world: World) -> None:
    playbook = Playbook.objects.get(title=VISIT)
    first = playbook.versions.get()
    exchange.revise_playbook(
        world.users["wang"], playbook=playbook, title=VISIT, steps=f"{first.steps}\n三天内回一条消息，附上答应的材料",
        text=first.text, changed="补上走访后三天内回消息",
    )  # fmt: skip


def _ask(world: World) -> None:
    exchange.ask_mentor(
        world.users["lin"], mentor=world.users["zhou"], chain="aluminium", theme="industry",
        text="第一次跟铝加工企业谈落地，对方一开口就问地价，怎么接？",
    )  # fmt: skip


def _say(world: World, login: str, text: str) -> None:
    talk = Mentoring.objects.with_people().get(asker=world.users["lin"])
    exchange.say_to(world.users[login], mentoring=talk, text=text)


def _follow(world: World) -> None:
    lin, zhou = world.users["lin"], world.users["zhou"]
    node = ChainNode.objects.get(chain="aluminium", name="汽车零部件")
    chains.watch(lin, company=world.firm(firms.PURSUED["砚海"]), why="签约后设备什么时候进场，关系到第二期。")
    chains.watch(lin, node=node, why="本市铝板带往下走就差这一环。")
    shared = chains.watch(zhou, chain="carbon", why="外省同类园区在降蒸汽价，隔一阵看一次。")
    chains.share_watch(zhou, watched=shared, is_shared=True)


def _goal(world: World) -> None:
    goals.keep(
        world.users["lin"], figure="visits_total", wanted=40, first_on=date(2019, 9, 2), last_on=date(2020, 1, 17),
        words="走得勤，也要问得深。",
    )  # fmt: skip
