"""The learning flow of the demo: questions from home, what was found, where it was adopted. What they say is invented."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from hometown.exchange import access
from hometown.exchange import actions as learning
from hometown.exchange.actions.answering import Paper
from hometown.exchange.models import Adoption, Answer, Benchmark, Practice, Question

from .telling import drawn
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
SERVICE, LEDGER, LISTS, WORKSHOPS, CARE, WASTE = (
    "街道怎样让企业办事不出楼",
    "园区怎样管在建项目的节点",
    "招商部门拿到企业名录后怎样筛",
    "标准厂房怎样定租金和退出",
    "社区怎样给独居老人送餐",
    "园区固废怎样统一收运",
)
# (day, who asks, unit, theme, title, why, by when)
ASKED = (
    (
        date(2019, 10, 8), "han", "濉溪县", "services", SERVICE,
        "开发区企业反映办一件事要跑三个地方。想知道当地的人怎么坐班、谁出钱、管哪些事。", date(2019, 11, 15),
    ),
    (
        date(2019, 10, 21), "wang", "市投资促进中心", "parks", LEDGER,
        "签约项目开工慢，卡在谁手里说不清。想看当地用什么表、谁来催。", date(2019, 11, 30),
    ),
    (
        date(2019, 11, 12), "wang", "市投资促进中心", "industry", LISTS,
        "名录一来几千家，一家家打电话打不完。想知道先看哪几项。", date(2019, 12, 20),
    ),
    (
        date(2019, 12, 3), "han", "濉溪县", "parks", WORKSHOPS,
        "标准厂房空置，又有企业占着不投产。想知道租约里怎么写退出。", date(2020, 1, 10),
    ),
    (
        date(2020, 1, 6), "han", "濉溪县", "livelihood", CARE,
        "乡镇敬老院有厨房、缺人送。想知道当地一餐补多少、谁来送。", date(2020, 1, 22),
    ),
    (
        date(2020, 1, 7), "cao", "市生态环境局", "parks", WASTE,
        "小企业危废量少，没人上门收。想知道当地怎样拼车收运、费用怎么摊。", date(2020, 1, 16),
    ),
)  # fmt: skip


def steps(world: World) -> Iterator[TimedStep]:
    """Yield how questions were asked and answered, and what became of the answers."""
    for day, login, unit, theme, title, why, due in ASKED:
        told = {"theme": theme, "title": title, "why": why, "due_on": due}
        yield day, 10, partial(_ask, world, login, unit, told)
    yield from _service(world)
    yield from _ledger(world)
    yield date(2019, 11, 14), 20, partial(_claim, world, "zhou", LISTS)
    found = (
        "先按产业链和规上两项筛掉九成，再看近两年有没有在外省设过厂。嘉定的同志把这三项做成一张表，一人一天看两百家。"
    )
    yield date(2019, 12, 10), 20, partial(_answer, world, "zhou", LISTS, found, "嘉定区经济委员会的工作表")
    yield date(2019, 12, 12), 9, partial(_further, world, "wang", LISTS, "外省设厂这一项，他们从哪里查到？")
    yield date(2019, 12, 5), 20, partial(_claim, world, "lin", WORKSHOPS)
    found = "租约里写明投产期限，满一年不投产，租金翻番，满两年收回。押金按半年租金收，投产后退。"
    yield date(2020, 1, 8), 21, partial(_answer, world, "lin", WORKSHOPS, found, "桃浦镇的租约范本（样例）")
    yield date(2020, 1, 7), 20, partial(_claim, world, "cheng", CARE)
    yield date(2020, 1, 8), 20, partial(_help, world, "lin", CARE)
    yield from _comparisons(world)
    yield from _words(world)


def _service(world: World) -> Iterator[TimedStep]:
    yield date(2019, 10, 9), 19, partial(_claim, world, "lin", SERVICE)
    yield date(2019, 10, 30), 20, partial(_answer, world, "lin", SERVICE, (
        "每两栋楼设一个企业服务站，街道派一名专员，每周坐班三个半天。能办的事印成一张单子贴在门口，办不了的当天转到窗口，专员负责回话。"
    ), "宜川路街道办事处营商服务办公室；服务站公示的事项清单", picture=True)  # fmt: skip
    yield date(2019, 11, 4), 9, partial(_accept, world, "han", SERVICE)
    yield date(2019, 11, 5), 10, partial(_practice, world, "lin", SERVICE, {
        "title": "楼宇企业服务站", "theme": "services", "place": "普陀区宜川路街道",
        "what": "每两栋楼设一个服务站，专员每周坐班三个半天；事项清单贴在门口，办不了的当天转窗口并回话。",
        "by_whom": "宜川路街道营商服务办公室", "cost": "一站一年约八万元，多为专员的工资，房间由楼宇免费提供。",
        "conditions": "楼宇愿意出一间房；窗口认专员转来的件。", "result": "站里半年收件四百余件，当场办结过半。",
    })  # fmt: skip
    yield date(2019, 11, 12), 15, partial(_adopt, world, "han", SERVICE, "濉溪县", "先在濉溪经济开发区设一个站")
    yield date(2019, 12, 2), 15, partial(_move, world, "han", SERVICE, "濉溪县", "pilot", "")
    result = "试了六周，收件五十多件，企业愿意来。开发区出房间，县政务服务中心出人，长期设站。"
    yield date(2020, 1, 13), 15, partial(_move, world, "han", SERVICE, "濉溪县", "adopted", result)


def _ledger(world: World) -> Iterator[TimedStep]:
    found = (
        "在建项目一项一张节点表，写明每步谁办、哪天完，贴在大厅。晚了的在周例会上由本人说原因。表由项目管家每周五更新。"
    )
    yield date(2019, 11, 20), 20, partial(_answer, world, "cheng", LEDGER, found, "莘庄工业区项目服务中心")
    yield date(2019, 11, 25), 9, partial(_accept, world, "wang", LEDGER)
    yield date(2019, 11, 26), 19, partial(_practice, world, "cheng", LEDGER, {
        "title": "在建项目节点表", "theme": "parks", "place": "闵行区莘庄工业区", "what": found,
        "by_whom": "莘庄工业区项目服务中心", "cost": "不另花钱。", "conditions": "例会由园区主要负责人主持。",
    })  # fmt: skip
    yield date(2019, 12, 9), 10, partial(_adopt, world, "wang", LEDGER, "市投资促进中心", "评审以后的项目先列表")
    yield (
        date(2020, 1, 6),
        10,
        partial(_move, world, "wang", LEDGER, "市投资促进中心", "pilot", "各组在用，开工后接着用"),
    )
    yield date(2019, 12, 10), 10, partial(_adopt, world, "han", LEDGER, "濉溪县", "")
    yield date(2019, 12, 30), 10, partial(_move, world, "han", LEDGER, "濉溪县", "dropped", "县里已有调度表，不重复列")


def _comparisons(world: World) -> Iterator[TimedStep]:
    yield date(2019, 12, 16), 20, partial(_compare, world, "cheng", {
        "theme": "parks", "title": "项目节点谁来催", "gap": "开工前的手续散在几个部门，晚了没有人先知道。",
        "action": "评审以后的项目都列节点表，投促中心每周看一次。", "due_on": date(2020, 2, 28),
    }, "市投资促进中心", LEDGER)  # fmt: skip
    yield date(2019, 12, 18), 20, partial(_compare, world, "lin", {
        "theme": "governance", "title": "居民议事", "gap": "社区开会多，定下来的事没有人回头看。",
        "there": "普陀的居民区把议定的事写在楼道里，办完一件划一件。", "action": "选一个社区先试。",
        "due_on": date(2020, 1, 15),
    }, "相山区", "")  # fmt: skip
    yield date(2019, 11, 28), 20, partial(_compare, world, "lin", {
        "theme": "services", "title": "企业办事跑几次", "gap": "开发区企业办事要进城。", "action": "在开发区设服务站。",
        "due_on": date(2020, 1, 31),
    }, "濉溪县", SERVICE)  # fmt: skip
    yield date(2020, 1, 14), 10, partial(_close, world, "企业办事跑几次", "设站以后，常办的事不用进城。")


def _words(world: World) -> Iterator[TimedStep]:
    yield date(2020, 1, 6), 21, partial(_reflect, world, "lin", "services", "先听完再回话", (
        "在街道窗口坐了两周，最大的体会是先听企业说完再回话。当地的同志把要带的材料印成一张纸，企业少跑一趟，自己也少解释十遍。"
        "回去以后，先把手头的事项清单印出来。"
    ), publish=True)  # fmt: skip
    yield date(2020, 1, 15), 21, partial(_reflect, world, "zhou", "industry", "先看链再找人", (
        "园区招商的同志先研究产业链，再找企业。我们以前反过来，见了人才想链上缺什么。"
    ))  # fmt: skip
    words = "感谢普陀小组的同志周末到社区帮助登记独居老人信息，并把送餐的办法整理成册。"
    yield date(2020, 1, 10), 15, partial(
        learning.keep_letter, world.users["fang"], sender="宜川路街道某居民区（样例）", words=words,
        received_on=date(2020, 1, 9), unit=world.units["市委组织部"], content=drawn((236, 230, 214), (180, 150, 120)),
        file_name="感谢信（样例图）.png",
    )  # fmt: skip
    ours = (
        "四个月里，街道的同志手把手教我们跑楼宇、开窗口、办事项，把我们当自己人。回去以后，学到的办法会在淮北用起来。"
    )
    yield date(2020, 1, 16), 11, partial(
        learning.keep_letter, world.users["fang"], sender="普陀区宜川路街道办事处（样例）", words=ours, is_ours=True,
        received_on=date(2020, 1, 16),
    )  # fmt: skip


def _reflect(world: World, login: str, theme: str, title: str, text: str, *, publish: bool = False) -> None:
    author = world.users[login]
    reflection = learning.write_reflection(author, theme=theme, title=title, text=text)
    learning.send_reflection(author, reflection=reflection)
    if publish:
        learning.publish_reflection(world.users["fang"], reflection=reflection)


def _question(title: str) -> Question:
    found: Question = Question.objects.select_related("holder", "unit", "task").get(title=title)
    return found


def _newest(title: str) -> Answer:
    found: Answer = Answer.objects.select_related("question__unit", "question__task", "question__holder").filter(
        question__title=title
    ).latest("pk")  # fmt: skip
    return found


def _ask(world: World, login: str, unit: str, told: dict[str, Any]) -> None:
    learning.ask(world.users[login], unit=world.units[unit], **told)


def _claim(world: World, login: str, title: str) -> None:
    learning.claim(world.users[login], question=_question(title))


def _help(world: World, login: str, title: str) -> None:
    learning.help_with(world.users[login], question=_question(title))


def _answer(world: World, login: str, title: str, text: str, sources: str, *, picture: bool = False) -> None:
    user = world.users[login]
    papers = [Paper(drawn((222, 228, 214), (126, 134, 112)), "服务站（样例图）.png")] if picture else []
    learning.answer(
        user, question=_question(title), text=text, sources=sources, papers=papers,
        activity=access.own_activities(user).first() if picture else None, contacts=access.own_contacts(user)[:1],
    )  # fmt: skip


def _further(world: World, login: str, title: str, further: str) -> None:
    learning.ask_further(world.users[login], answer=_newest(title), further=further)


def _accept(world: World, login: str, title: str) -> None:
    learning.accept(world.users[login], answer=_newest(title))


def _practice(world: World, login: str, title: str, told: dict[str, Any]) -> None:
    learning.write_practice(world.users[login], answer=_newest(title), **told)


def _practice_of(title: str) -> Practice:
    found: Practice = Practice.objects.get(answer__question__title=title)
    return found


def _adopt(world: World, login: str, title: str, unit: str, words: str) -> None:
    learning.begin_adoption(world.users[login], practice=_practice_of(title), unit=world.units[unit], words=words)


def _move(world: World, login: str, title: str, unit: str, step: str, result: str) -> None:
    of = Adoption.objects.select_related("practice", "unit")
    adoption = of.get(practice=_practice_of(title), unit=world.units[unit])
    learning.move_adoption(world.users[login], adoption=adoption, step=step, result=result)


def _compare(world: World, login: str, told: dict[str, Any], unit: str, practice: str) -> None:
    on = _practice_of(practice) if practice else None
    learning.compare(world.users[login], unit=world.units[unit], practice=on, **told)


def _close(world: World, title: str, outcome: str) -> None:
    benchmark = Benchmark.objects.select_related("unit").get(title=title)
    learning.close_benchmark(world.users["han"], benchmark=benchmark, outcome=outcome)
