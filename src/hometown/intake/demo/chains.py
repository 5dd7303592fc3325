"""The chain map of the demo: nodes, firms at home in them, two pursuits from several sides, standing pairs. Invented."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.chains import actions as chains
from hometown.chains.models import Approach, ChainNode, Pursuit, StandingPair
from hometown.companies.models import Company
from hometown.fieldwork.models import Activity

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
# Chain → nodes from raw material to final product: (name, what is made there, industry, firms wanted).
NODES = {
    "aluminium": (
        ("电解铝液", "铝液直供", "C321", 1),
        ("铝板带箔", "电池铝箔、药用铝箔", "C325", 2),
        ("铝型材", "工业型材、光伏边框", "C325", 2),
        ("汽车零部件", "轻量化铝合金零部件", "C367", 3),
    ),
    "carbon": (
        ("煤焦化", "焦炭、焦油、粗苯", "C252", 1),
        ("基础化工", "甲醇、苯", "C261", 2),
        ("高分子材料", "工程塑料、树脂", "C265", 3),
    ),
    "silicon": (("硅料", "高纯石英砂", "C301", 1), ("电子材料", "封装材料、陶瓷基板", "C398", 2)),
    "bio": (("生物基原料", "乳酸、淀粉糖", "C283", 1), ("生物基材料", "可降解树脂", "C283", 2)),
    "equipment": (("关键零部件", "轴承、液压件", "C345", 2), ("整机", "矿山机械、智能装备", "C351", 2)),
    "big_data": (("数据中心", "机架与算力", "I64", 1), ("数据标注", "标注与清洗", "I65", 2)),
}
PLACED = {"aluminium": (0, 1, 1), "carbon": (0, 1), "silicon": (1,), "bio": (0,), "equipment": (0, 1), "big_data": ()}
PURSUED = (
    ("aluminium", "汽车零部件", "wang", "lin", "轻量化零部件缺头部企业，本市铝板带可直接配套。"),
    ("carbon", "高分子材料", "zhou", "zhou", "用得上本地苯和甲醇，链条到这里断了。"),
)


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2019, 9, 10), 10, partial(_map, world)
    yield date(2019, 9, 11), 10, partial(_place, world)
    for chain, node, by, lead, why in PURSUED:
        yield date(2019, 12, 9), 10, partial(_pursue, world, chain, node, by, lead, why)
    yield (
        date(2019, 12, 10),
        9,
        partial(_approach, world, "lin", "lin", "企业技术负责人，先谈来料规格", date(2019, 12, 20)),
    )
    yield date(2019, 12, 10), 10, partial(_approach, world, "lin", "fang", "经商会会长引荐见董事长", date(2020, 1, 22))
    yield date(2019, 12, 10), 11, partial(_approach, world, "lin", "zhou", "请其现有客户说配套需求", date(2020, 1, 10))
    yield date(2019, 12, 19), 18, partial(_finish, world, "lin", "规格对得上，愿意来看铝板带厂")
    yield date(2019, 10, 8), 9, partial(_pair, world, "市经信局", "嘉定区经济委员会", "汽车零部件产业协作", 60, "cheng")
    yield date(2019, 10, 8), 10, partial(_pair, world, "市民政局", "宜川路街道办事处", "居家养老服务", 90, "lin")
    yield date(2019, 12, 6), 17, partial(_met, "汽车零部件产业协作", "互换重点企业清单，下次到淮北看厂。")


def _map(world: World) -> None:
    wang = world.users["wang"]
    for chain, nodes in NODES.items():
        for place, (name, makes, industry, wanted) in enumerate(nodes, 1):
            chains.add_node(
                wang, chain=chain, name=name, place=place, makes=makes, industry_code=industry, wanted=wanted
            )


def _place(world: World) -> None:
    """Put the firms that Shanghai's investors founded at home in nodes of their chains."""
    home = Company.objects.counted().registered_in("3406").order_by("pk")
    for chain, places in PLACED.items():
        nodes = list(ChainNode.objects.filter(chain=chain).order_by("place"))
        for count, (place, company) in enumerate(zip(places, home.filter(chain=chain), strict=False)):
            chains.add_firm(world.users["wang"], node=nodes[place], company=company, is_anchor=count == 0)


def _pursue(world: World, chain: str, name: str, by: str, lead: str, why: str) -> None:
    node = ChainNode.objects.get(chain=chain, name=name)
    elsewhere = Company.objects.counted().exclude(region_code__startswith="3406").filter(chain=chain).order_by("pk")
    company = elsewhere.last()
    if company is not None:
        chains.pursue(world.users[by], node=node, company=company, why=why, lead=world.users[lead])


def _pursuit(world: World, lead: str) -> Pursuit:
    found: Pursuit = Pursuit.objects.select_related("company", "lead").get(lead=world.users[lead])
    return found


def _approach(world: World, lead: str, person: str, how: str, due: date) -> None:
    pursuit = _pursuit(world, lead)
    contact = pursuit.company.contacts.first() if person == lead else None
    chains.approach(
        world.users[lead], pursuit=pursuit, person=world.users[person], how=how, due_on=due, contact=contact
    )


def _finish(world: World, person: str, words: str) -> None:
    row = Approach.objects.select_related("pursuit", "task").get(person=world.users[person])
    chains.finish_approach(world.users[person], approached=row, words=words)


def _pair(world: World, home: str, host: str, subject: str, every: int, keeper: str) -> None:
    chains.begin_pair(
        world.users["wang"], home_unit=world.units[home], host_unit=world.units[host], subject=subject,
        every_days=every, keeper=world.users[keeper],
    )  # fmt: skip


def _met(subject: str, words: str) -> None:
    pair = StandingPair.objects.select_related("keeper").get(subject=subject)
    activity = Activity.objects.filter(on__lte=date(2019, 12, 6)).order_by("-on", "-pk").first()
    chains.note_meeting(pair.keeper, pair=pair, on=date(2019, 12, 6), words=words, activity=activity)
