"""Duty at the host and care in the demo: to-dos and feedback of a street office, a need noted with consent. Invented."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.care import actions as care
from hometown.care.models import Feedback, HostTask, Need
from hometown.programme.models import Posting
from hometown.tasks import actions as tasks

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
POSTED, SECRETARY = "方立言", "方立言"  # the secretary is one of those posted with the host's unit
OFFICER = "林知夏"
HOST, RUNNER = "qiao", "meng"
GIVEN = (
    (date(2019, 9, 17), "整理社区为老服务点的登记册（样例）", date(2019, 9, 27)),
    (date(2020, 1, 13), "参加春节前沿街商户安全检查（样例）", date(2020, 1, 19)),
)
SAID = (
    (date(2019, 11, 20), "做事踏实，登记册理得清楚。希望多跟几次网格走访。（样例）"),
    (date(2020, 1, 10), "网格走访都到了，居民认得了。（样例）"),
)


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2019, 9, 4), 9, partial(_name_readers, world)
    for day, what, due in GIVEN:
        yield day, 9, partial(_give, world, what, due)
    yield date(2019, 9, 26), 18, partial(_close, world)
    for day, text in SAID:
        yield day, 10, partial(_tell, world, text)
    yield date(2019, 11, 21), 20, partial(_answer, world)
    yield date(2019, 12, 16), 21, partial(_note, world)
    yield date(2019, 12, 17), 9, partial(_help, world)


def _posting(world: World) -> Posting:
    found: Posting = Posting.objects.get(officer__user=world.actor(POSTED), batch=world.batch)
    return found


def _name_readers(world: World) -> None:
    for user in (world.actor(SECRETARY), world.users[RUNNER]):
        care.name_reader(world.users[RUNNER], batch=world.batch, user=user)


def _give(world: World, what: str, due: date) -> None:
    care.give_task(world.users[HOST], posting=_posting(world), what=what, due_on=due)


def _close(world: World) -> None:
    given = HostTask.objects.select_related("task").get()
    tasks.close_task(world.actor(POSTED), task=given.task, note="登记册已交（样例）")


def _tell(world: World, text: str) -> None:
    care.write_feedback(world.users[HOST], posting=_posting(world), text=text)


def _answer(world: World) -> None:
    care.answer_feedback(
        world.actor(POSTED), feedback=Feedback.objects.get(), answer="谢谢，下月起每周跟一次。（样例）"
    )


def _note(world: World) -> None:
    care.note_need(world.actor(OFFICER), kind="family", words="想调一天班接家里老人（样例）", agreed=True)


def _help(world: World) -> None:
    care.take_step(world.actor(SECRETARY), need=Need.objects.get(), words="周五调班已定（样例）")
