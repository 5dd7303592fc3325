"""How the leads of the demo land: routings in each state and lamp, joint reviews, a task force, instructions."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from hometown.accounts import actions as accounts
from hometown.landing import access
from hometown.landing import actions as landing
from hometown.landing.actions.escalating import Serving
from hometown.landing.actions.instructing import Told
from hometown.landing.models import Escalation, JointReview, Routing
from hometown.policy.standing import in_force
from hometown.programme import actions as programme
from hometown.projects.models import Project
from hometown.tasks.models import Task

from .leads import quiet_firms
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
# Who else answers for a unit; they have an account and no password: (login, name, role, unit).
PEOPLE = (
    ("jia", "贾行远", "department", "市经信局"),
    ("yu", "于怀民", "department", "市发改委"),
    ("miao", "苗青山", "county", "新型煤化工基地"),
    ("cen", "岑知白", "county", "相山区"),
    ("du", "杜若洲", "county", "杜集区"),
)
LEADING = "泽远"  # the project of 2 billion yuan
VETOED, PLAIN, RECALLED = 3, 16, 17  # places among the quiet leads that were assessed


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what counties, departments and the task force did."""
    yield date(2019, 9, 2), 8, partial(_people, world)
    yield from _routed(world)
    yield from _reviewed(world)
    yield from _escalated(world)
    yield from _instructed(world)


def _people(world: World) -> None:
    for login, name, role, unit in PEOPLE:
        user = accounts.add_user(None, login=login, name=name, password=None)
        programme.give_duty(None, user=user, role=role, unit=world.units[unit], first_on=date(2019, 9, 2))
        world.users[login] = user


def _project(world: World, key: str) -> Project:
    found: Project = Project.objects.select_related("company").get(pk=world.filings[key].project_id)
    return found


# --- routings -------------------------------------------------------------------------------------------------------


def _routed(world: World) -> Iterator[TimedStep]:
    firms = quiet_firms()
    yield from _taken(world, "云坞", "濉溪经济开发区", "han", date(2019, 9, 20), date(2019, 9, 24))
    yield date(2019, 12, 13), 15, partial(_land, world, "云坞", "han")
    yield from _taken(world, "澄湖", "濉溪经济开发区", "han", date(2019, 9, 25), date(2019, 9, 27))
    yield from _taken(world, "启岳", "新型煤化工基地", "miao", date(2020, 1, 6), date(2020, 1, 8))
    # Returned with the reason, then sent to another unit, which is late with its assessment.
    yield date(2019, 12, 9), 15, partial(_send, world, "衡叶", "杜集经济开发区", "标准厂房现成")
    words = "园区污水处理余量不足，乳液废水无法接纳；适合有集中处理的园区。"
    yield date(2019, 12, 12), 15, partial(_return, world, "衡叶", "du", "environment", words)
    yield date(2020, 1, 13), 15, partial(_send, world, "衡叶", "濉溪经济开发区", "污水集中处理，厂房可租")
    yield date(2020, 1, 14), 15, partial(_respond, world, "衡叶", "han")
    yield date(2020, 1, 8), 15, partial(_send, world, "槐序", "杜集区", "铝基配套")  # nobody has answered
    yield date(2020, 1, 16), 15, partial(_send, world, "栖云", "相山经济开发区", "机房和双路电源")
    yield date(2020, 1, 15), 15, partial(_send, world, "柏舟", "相山经济开发区", "大数据产业园")
    yield date(2020, 1, 16), 16, partial(_respond, world, "柏舟", "cen")
    yield date(2020, 1, 15), 16, partial(_send, world, firms[PLAIN], "相山区", "")
    yield date(2020, 1, 16), 17, partial(_assess, world, firms[PLAIN], "cen", fits=False)
    yield date(2019, 11, 20), 15, partial(_send, world, firms[RECALLED], "烈山区", "")
    yield date(2019, 11, 26), 15, partial(_recall, world, firms[RECALLED])


def _taken(world: World, key: str, unit: str, who: str, sent: date, taken: date) -> Iterator[TimedStep]:
    yield sent, 15, partial(_send, world, key, unit, "产业链对口，用地有着落")
    yield taken, 15, partial(_assess, world, key, who, fits=True)


def _send(world: World, key: str, unit: str, why: str) -> None:
    landing.send(world.users["wang"], project=_project(world, key), unit=world.units[unit], why=why)


def _open(world: World, key: str) -> Routing:
    found: Routing = Routing.objects.open().with_reader_needs().get(project=world.filings[key].project_id)
    return found


def _respond(world: World, key: str, who: str) -> None:
    landing.respond(world.users[who], routing=_open(world, key))


def _assess(world: World, key: str, who: str, *, fits: bool) -> None:
    said = {"industry": "属本地主导产业链。", "market": "下游在长三角，订单可查。"}
    said |= (
        {"environment": "初判可行，以环评为准。", "benefit": "亩均税收高于园区平均。"}
        if fits
        else {"energy": "本区蒸汽余量不够。"}
    )
    landing.assess(world.users[who], routing=_open(world, key), fits=fits, **said)


def _return(world: World, key: str, who: str, reason: str, words: str) -> None:
    landing.return_(world.users[who], routing=_open(world, key), reason=reason, words=words)


def _recall(world: World, key: str) -> None:
    landing.recall(world.users["wang"], routing=_open(world, key), words="企业改看厂房，另行分办")


def _land(world: World, key: str, who: str) -> None:
    landing.land(world.users[who], routing=_open(world, key))


# --- joint reviews --------------------------------------------------------------------------------------------------


def _reviewed(world: World) -> Iterator[TimedStep]:
    vetoed = quiet_firms()[VETOED]
    yield date(2019, 12, 16), 15, partial(_ask, world, vetoed, ("市生态环境局", "市经信局"))
    yield date(2019, 12, 17), 15, partial(_mark, world, vetoed, "jia", 70)
    words = "选址在饮用水水源准保护区内，不予受理。"
    yield date(2019, 12, 18), 15, partial(_mark, world, vetoed, "cao", 40, veto="environment", words=words)
    yield date(2019, 12, 20), 15, partial(_close, world, vetoed)
    yield date(2020, 1, 6), 15, partial(_ask, world, "星渚", ("市生态环境局", "市经信局", "市发改委"))
    for who, percent in (("cao", 80), ("jia", 75), ("yu", 85)):
        yield date(2020, 1, 9), 15, partial(_mark, world, "星渚", who, percent)
    yield date(2020, 1, 10), 15, partial(_close, world, "星渚")
    yield date(2020, 1, 14), 15, partial(_ask, world, "拓扬", ("市生态环境局", "市经信局", "市发改委", "濉溪县"))
    yield (
        date(2020, 1, 15),
        15,
        partial(_mark, world, "拓扬", "jia", 75, pending=("tax",), words="税收待企业补报表核实。"),
    )
    yield (
        date(2020, 1, 16),
        15,
        partial(_mark, world, "拓扬", "yu", 70, pending=("tax", "intensity"), without=("safety",)),
    )


def _ask(world: World, key: str, units: tuple[str, ...]) -> None:
    asked = [world.units[name] for name in units]
    landing.open_review(world.users["wang"], project=_project(world, key), units=asked, note="重点看环境和用地")


def _review(world: World, key: str) -> JointReview:
    found: JointReview = JointReview.objects.open().select_related("project__company").get(
        project=world.filings[key].project_id
    )  # fmt: skip
    return found


def _mark(
    world: World,
    key: str,
    who: str,
    percent: int,
    *,
    pending: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    veto: str = "",
    words: str = "",
) -> None:
    """Mark every line at so many per cent of its full mark, but for some that are pending or another's business."""
    user, review = world.users[who], _review(world, key)
    opinion = access.opinion_for(user, access.visible_opinions(user).get(review=review).pk)
    marks = {
        item.code: None if item.code in pending else Decimal(item.full * percent) / 100
        for item in in_force().review.sheet
        if item.code not in without
    }
    landing.write_sheet(user, opinion=opinion, marks=marks, veto=veto, words=words)


def _close(world: World, key: str) -> None:
    landing.close_review(world.users["wang"], review=_review(world, key))


# --- the task force -------------------------------------------------------------------------------------------------


def _escalated(world: World) -> Iterator[TimedStep]:
    yield date(2019, 10, 11), 10, partial(_escalate, world)
    promised = (
        (date(2019, 10, 14), "环评预审意见", "cao", date(2019, 11, 8)),
        (date(2019, 12, 9), "420 亩供地方案", "miao", date(2020, 1, 10)),
        (date(2019, 12, 9), "能评支持意见", "yu", date(2020, 1, 22)),
        (date(2020, 1, 6), "合同文本会签", "han", date(2020, 1, 20)),
    )
    for day, what, who, due in promised:
        yield day, 15, partial(_commit, world, what, who, due)
    yield date(2019, 11, 6), 15, partial(_keep, world, "环评预审意见", "cao", "预审可行，总量指标可平衡")
    yield (
        date(2019, 11, 20),
        16,
        partial(_report, world, "han", "企业带队看了基地，意向书已签，提出蒸汽价和专用码头两件事。"),
    )
    yield (
        date(2019, 12, 10),
        16,
        partial(_report, world, "miao", "蒸汽价已谈定，码头改走现有泊位；用地要调规，正在报。"),
    )


def _escalate(world: World) -> None:
    units, users = world.units, world.users
    serving = (
        Serving(units["市生态环境局"], "环评预审、总量指标", users["cao"]),
        Serving(units["市发改委"], "备案、能评", users["yu"]),
        Serving(units["新型煤化工基地"], "供地、蒸汽、配套", users["miao"]),
    )
    landing.escalate(
        users["wang"],
        project=_project(world, LEADING),
        lead_unit=units["濉溪县"],
        lead_person=users["han"],
        units=serving,
    )


def _escalation(world: World) -> Escalation:
    found: Escalation = Escalation.objects.select_related("project").get(project=world.filings[LEADING].project_id)
    return found


def _commit(world: World, what: str, who: str, due: date) -> None:
    owner = world.users[who]
    landing.commit(world.users["wang"], escalation=_escalation(world), what=what, owner=owner, due_on=due)


def _keep(world: World, what: str, who: str, note: str) -> None:
    task = Task.objects.get(what=what, owner=world.users[who])
    landing.close_commitment(world.users[who], escalation=_escalation(world), task=task, note=note)


def _report(world: World, who: str, words: str) -> None:
    landing.report_back(world.users[who], escalation=_escalation(world), words=words)


# --- instructions ---------------------------------------------------------------------------------------------------


def _instructed(world: World) -> Iterator[TimedStep]:
    first, second = "项目很好，环评和能评并联办，不要让企业跑。", "用地和蒸汽两件事一周内定下来，节前报结果。"
    yield date(2019, 10, 21), 16, partial(_instruct, world, first, (("yu", "市发改委"),), date(2019, 10, 31))
    yield date(2019, 10, 29), 16, partial(_answer, world, first, "yu", "已与生态环境局并联受理，一次告知材料清单。")
    yield date(2019, 10, 30), 16, partial(_finish, world, first)
    to = (("han", "濉溪县"), ("miao", "新型煤化工基地"))
    yield date(2020, 1, 13), 16, partial(_instruct, world, second, to, date(2020, 1, 20))
    yield (
        date(2020, 1, 15),
        16,
        partial(_answer, world, second, "miao", "蒸汽价已定；用地调规材料今天报出，预计年后批。"),
    )


def _instruct(world: World, words: str, to: tuple[tuple[str, str], ...], due: date) -> None:
    told = [Told(world.users[who], world.units[unit]) for who, unit in to]
    leader = world.users["lu"]
    escalation = access.reported_escalations(leader).get()
    landing.instruct(leader, escalation=escalation, words=words, to=told, due_on=due)


def _answer(world: World, words: str, who: str, said: str) -> None:
    user = world.users[who]
    pk = access.visible_addressees(user).values_list("pk", flat=True).get(instruction__words=words, person=user)
    landing.answer(user, addressee=access.addressee_for(user, pk), words=said)


def _finish(world: World, words: str) -> None:
    leader = world.users["lu"]
    row = access.visible_instructions(leader).get(words=words)
    landing.close_instruction(leader, instruction=row)
