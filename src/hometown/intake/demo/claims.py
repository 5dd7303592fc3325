"""First claims in the demo: swept each week, probable matches decided, and a few matters left open on its last day.

Left open: a probable match of the last days, a transfer that waits for the receiving county, an objection on appeal,
a doubt.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from hometown.companies import actions as companies
from hometown.files import actions as files
from hometown.kernel import clock
from hometown.kernel.money import Amount
from hometown.policy.rules import stage
from hometown.policy.standing import in_force
from hometown.projects import actions as projects
from hometown.projects.models import Claim, Conflict, Objection, Project, Transfer
from hometown.projects.progress import held_claim, lapsed_claims

from .calendar import FIRST, LAST
from .papers import taken
from .world import World

Step = tuple[date, Callable[[], object]]
# Leads that were short of their facts, completed late: only then do they look like another unit's.
LEFT_OPEN = ("上海汀兰光电股份有限公司", "苏见山", date(2020, 1, 15), "20 亩", 5600)
DISPUTED = ("绍兴嘉木智能装备集团有限公司", "江晚照", date(2020, 1, 7), "20 亩", 3000)
WORDS = "两地各自注册，股东和产线都不同，是两个项目（样例）。"
# Papers that the holders themselves brought between two stages; a claim lives by such.
KEPT_UP = (
    ("启岳", "陆景行", date(2019, 12, 13)),
    ("蓝陶", "林知夏", date(2019, 12, 20)),
    ("衡叶", "温若溪", date(2019, 12, 27)),
    ("泽远", "周砚秋", date(2019, 12, 27)),
    ("泽远", "周砚秋", date(2020, 1, 10)),
)


def life_of_claims(world: World) -> Iterator[Step]:
    """Yield what is done about claims, over the batch and in its last days."""
    for trade, officer, day in KEPT_UP:
        yield day, partial(_bring_paper, world, trade, officer)
    for firm, officer, day, site, wan in (LEFT_OPEN, DISPUTED):
        yield day, partial(_complete, world, firm, officer, site, wan)
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5:
            yield day, partial(_decide_old_ones, world)
        if day.weekday() == 3:
            yield day, partial(_sweep, world)
        day += timedelta(days=1)
    yield date(2020, 1, 10), partial(_object, world)
    yield date(2020, 1, 13), partial(_turn_down, world)
    yield date(2020, 1, 14), partial(_propose, world)
    yield date(2020, 1, 15), partial(_appeal, world)
    yield date(2020, 1, 16), partial(_agree, world)
    yield date(2020, 1, 16), partial(_learn_capital, world)


def _bring_paper(world: World, trade: str, officer: str) -> None:
    project = _project(world, trade)
    kind = stage(in_force(clock.today()), project.stage).evidence[0]
    actor, name = world.actor(officer), f"{kind.zh}补充.pdf"
    sample = taken(kind.code, f"{project.pk} {clock.today()}")
    blob = files.receive(actor, stream_or_bytes=sample, file_name=name)
    projects.report_evidence(
        actor, project=project, stage=project.stage, kind=kind.code, file_name=name, blob=blob, note="补充材料（样例）"
    )


def _complete(world: World, firm: str, officer: str, site: str, wan: int) -> None:
    """Add what a lead was short of; it takes effect, and is compared with what is known."""
    actor, filing = world.actor(officer), world.filings[firm]
    project = projects.edit_project(
        actor, project=_project(world, firm), site_need=site, amount=Amount(Decimal(wan * 10_000))
    )
    filing.refresh_from_db()
    filing.project = project
    projects.amend_filing(actor, filing=filing, contact_evidence=f"{clock.today():%Y-%m-%d} 通话记录（样例）")


def _decide_old_ones(world: World) -> None:
    """Let the bureau decide what was asked two days ago or earlier."""
    asked = Conflict.objects.open().filter(asked_on__lte=clock.today() - timedelta(days=2))
    waiting = asked.exclude(project__company__name=LEFT_OPEN[0]).order_by("-pk")
    for one in {one.filing_id: one for one in waiting}.values():  # one decision for each lead
        projects.decide_conflict(world.users["wang"], conflict=one, verdict="different", reason=WORDS)


def _sweep(_world: World) -> None:
    for claim, _life in lapsed_claims(in_force(clock.today()), clock.today()):
        projects.lapse_claim(None, claim=claim)


def _disputed(world: World) -> Conflict:
    asked = Conflict.objects.select_related("other", "filing__unit").filter(filing=world.filings[DISPUTED[0]])
    found: Conflict = asked.order_by("pk")[0]
    return found


def _object(world: World) -> None:
    projects.object_to(
        world.users["lin"], unit=world.units["普陀小组"], conflict=_disputed(world),
        grounds="同一实际控制人，谈的是同一条产线，只是换了注册地（样例）。",
    )  # fmt: skip


def _turn_down(world: World) -> None:
    objection = Objection.objects.get()
    words = "两家公司的出资人和设备清单均不相同，现有材料不能说明是同一条产线（样例）。"
    projects.decide_objection(world.users["wang"], objection=objection, upheld=False, reasons=words)


def _appeal(world: World) -> None:
    projects.appeal(
        world.users["lin"], objection=Objection.objects.get(), unit=world.units["普陀小组"],
        grounds="补充了企业出具的说明，请再看一次（样例）。",
    )  # fmt: skip


def _propose(world: World) -> None:
    claim = _claim(world, "拓扬")
    projects.propose_transfer(
        world.users["lin"], claim=claim, to_unit=world.units["濉溪县"], reason="land",
        note="企业要 70 亩，只有濉溪经济开发区有连片的地（样例）。",
    )  # fmt: skip


def _agree(world: World) -> None:
    projects.confirm_transfer(world.users["wang"], transfer=Transfer.objects.get())


def _learn_capital(world: World) -> None:
    """Learn that a firm's registered capital is small beside what it plans: left for a verifier to look at."""
    project = _project(world, "拓扬")
    assert project.amount_yuan is not None
    capital = (project.amount_yuan / 60).quantize(Decimal(10_000))
    companies.edit_company(world.users["wang"], project.company, capital=capital, source="企业公示信息（样例）")
    projects.raise_doubts(None, project=project)


def _claim(world: World, trade: str) -> Claim:
    found = held_claim(_project(world, trade).pk)
    assert found is not None
    return found


def _project(world: World, key: str) -> Project:
    found: Project = Project.objects.select_related("company").get(pk=world.filings[key].project_id)
    return found
