"""Fact sheets and monthly reports in the demo: one of each at every step of its way. The words are invented."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.chronicle import actions as chronicle
from hometown.chronicle import revealing
from hometown.chronicle.models import FactSheet, MonthlyReport, SheetRemark
from hometown.dispatch import actions as dispatch
from hometown.dispatch.models import SupervisionItem
from hometown.programme import actions as programme
from hometown.programme.models import PlanClause, Posting
from hometown.tasks.models import Task

from .calendar import LAST
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
COORDINATOR, DEPARTMENT = "方立言", "meng"
TOLD, WAITING, FIRST_LOOK = "林知夏", "程一苇", "周砚秋"  # concluded; remarked on; with the officer alone
REMARKED = "10月下旬陪同企业看地一次，记在别人名下，请一并看（样例）"
ANSWERED = "陪同的活动已补上本人，见活动记录（样例）"
ASKED = "走访天数似少一天（样例）"
CONCLUSION = (
    "该同志做事踏实，走访记录清楚，线索跟到了底；接收单位和家里的题目都有回音。建议返任后继续跟进在谈项目。（样例）"
)
WORDED = "（月底前后陪同客商返淮看地。样例）"


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    for day, month in ((date(2019, 11, 2), date(2019, 10, 1)), (date(2019, 12, 3), date(2019, 11, 1))):
        yield day, 20, partial(_draw_report, world, month)
        yield day, 21, partial(_send_report, world, month)
    yield LAST, 8, partial(_draw_report, world, LAST.replace(day=1))
    for officer in (TOLD, WAITING):
        yield date(2020, 1, 6), 9, partial(_draw, world, officer)
    yield date(2020, 1, 7), 20, partial(_remark, world, TOLD, REMARKED)
    yield date(2020, 1, 7), 21, partial(_pass_on, world, TOLD)
    yield date(2020, 1, 8), 9, partial(_answer, world, TOLD, "accepted", ANSWERED)
    yield date(2020, 1, 8), 20, partial(_remark, world, WAITING, ASKED)
    yield date(2020, 1, 8), 21, partial(_pass_on, world, WAITING)
    yield date(2020, 1, 15), 9, partial(_draw, world, FIRST_LOOK)
    yield date(2020, 1, 16), 9, partial(_close, world)
    yield date(2020, 1, 16), 15, partial(_conclude, world)
    yield LAST, 9, partial(_open, world, WAITING)
    yield LAST, 7, partial(_tie, world)


def _sheet(world: World, officer: str) -> FactSheet:
    found: FactSheet = FactSheet.objects.get(posting__officer=world.officers[officer])
    return found


def _draw(world: World, officer: str) -> None:
    posting = Posting.objects.get(officer=world.officers[officer])
    chronicle.draw_sheet(world.actor(COORDINATOR), posting=posting)


def _remark(world: World, officer: str, text: str) -> None:
    chronicle.remark(world.actor(officer), sheet=_sheet(world, officer), line="activities__visit", text=text)


def _pass_on(world: World, officer: str) -> None:
    chronicle.pass_on(world.actor(officer), sheet=_sheet(world, officer))


def _open(world: World, officer: str) -> None:
    revealing.open_sheet(world.actor(COORDINATOR), _sheet(world, officer))


def _answer(world: World, officer: str, outcome: str, answer: str) -> None:
    _open(world, officer)
    remark = SheetRemark.objects.get(sheet=_sheet(world, officer))
    chronicle.answer_remark(world.actor(COORDINATOR), remark=remark, outcome=outcome, answer=answer)


def _close(world: World) -> None:
    _open(world, TOLD)
    chronicle.close_sheet(world.actor(COORDINATOR), sheet=_sheet(world, TOLD))


def _conclude(world: World) -> None:
    sheet, reader = _sheet(world, TOLD), world.users[DEPARTMENT]
    revealing.open_sheet(reader, sheet)
    chronicle.conclude(reader, sheet=sheet, conclusion=CONCLUSION)


def _draw_report(world: World, month: date) -> None:
    chronicle.draw_report(world.actor(TOLD), batch=world.batch, month=month)


def _send_report(world: World, month: date) -> None:
    report = MonthlyReport.objects.get(month=month, officer=world.officers[TOLD])
    chronicle.write_report(
        world.actor(TOLD), report=report, done=f"{report.done}\n{WORDED}", leads=report.leads, answers=report.answers,
        next_month=report.next_month,
    )  # fmt: skip
    chronicle.send_report(world.actor(TOLD), report=report)


def _tie(world: World) -> None:
    """Tie to-dos and a supervised thing to the clauses of the action plan that they are done under."""
    bureau, officer = world.users["wang"], world.actor(TOLD)
    clauses = list(PlanClause.objects.order_by("place"))
    for owner, clause in ((officer, clauses[0]), (bureau, clauses[1])):
        task = Task.objects.open().of(owner).order_by("pk").first()
        if task is not None:
            programme.tie_task(owner, clause=clause, task=task)
    for item in SupervisionItem.objects.exclude(owner=bureau).order_by("pk")[:2]:
        dispatch.tie_to_clause(bureau, item=item, clause=clauses[1])
