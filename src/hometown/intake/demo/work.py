"""What the officers of the demo record: visits, other activities, and the life of the branch."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial

from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.programme import actions as programme
from hometown.programme.models import Posting
from hometown.tasks import actions as tasks
from hometown.tasks.models import Task

from .calendar import FAIRS, LAST, Call, Occasion
from .firms import Firm
from .staging import KEY_TASKS, add_company
from .world import World


def visit(world: World, call: Call) -> None:
    """Record a visit; a firm met for the first time is added with it."""
    company = add_company(world, call.firm, "走访所得（样例）", call.officers[0])
    due = call.day + timedelta(days=5) if call.next_step else None
    world.visits[call] = fieldwork.record_activity(
        world.actor(call.officers[0]),
        kind="visit",
        title=f"走访{call.firm.name}",
        on=call.day,
        starts_at=time(call.hour),
        officers=[world.officers[name] for name in call.officers],
        met=[
            Met(
                company,
                people=[Person(contact=world.contacts[call.firm.name])],
                interest=call.interest,
                their_words=call.their_words,
            )
        ],
        batch=world.batch,
        summary=call.said,
        next_step=call.next_step,
        next_step_due=due,
    )


def keep_promise(world: World, call: Call) -> None:
    """Close the next step that a visit set."""
    for task in Task.objects.open().about(world.visits[call]):
        tasks.close_task(world.actor(call.officers[0]), task=task, note="办了（样例）")


def take_part(world: World, occasion: Occasion) -> None:
    """Record another activity. At a fair the firms were met, not called on: they are not visited."""
    first = world.officers[occasion.officers[0]]
    host = Posting.objects.filter(officer=first, batch=world.batch).first() if occasion.at_host else None
    fieldwork.record_activity(
        world.actor(occasion.officers[0]),
        kind=occasion.kind,
        title=occasion.title,
        on=occasion.day,
        officers=[world.officers[name] for name in occasion.officers],
        met=[_met(world, firm, occasion.officers[0]) for firm in occasion.met],
        batch=world.batch,
        event=_event(world, occasion.event),
        host_unit=host.host_unit if host else None,
    )


def _met(world: World, firm: Firm, officer: str) -> Met:
    company = add_company(world, firm, "展会交换名片（样例）", officer)
    return Met(company, people=[Person(contact=world.contacts[firm.name])])


def _event(world: World, name: str):  # type: ignore[no-untyped-def]
    if not name:
        return None
    if name not in world.events:
        fair = next(f for f in FAIRS if f.name == name)
        world.events[name] = fieldwork.add_event(
            world.users["fang"],
            name=fair.name,
            kind=fair.kind,
            first_on=fair.first,
            last_on=fair.last,
            place=fair.place,
        )
    return world.events[name]


def branch_life(world: World) -> Iterator[tuple[date, Callable[[], object]]]:
    """Yield the rest of the branch's life: acknowledgements, leave, key tasks done, the closing."""
    for place, login in enumerate(("fang", "lin", "zhou", "cheng")):
        yield date(2019, 9, 3 + place), partial(_acknowledge, world, login)
    for place, login in enumerate(("lin", "zhou", "cheng", "lin")):
        day = date(2019, 9 + place % 4, 20)
        yield day, partial(_rest, world, login, day)
    for text, _, due, _, result in KEY_TASKS:
        if result:
            yield due - timedelta(days=2), partial(_finish, world, text, result)
    yield (
        LAST - timedelta(days=1),
        lambda: programme.add_milestone(
            None, batch=world.batch, kind="closing", on=LAST, place="上海", note="期满返程"
        ),
    )


def _acknowledge(world: World, login: str) -> None:
    version = world.batch.rulebooks.get().versions.get()
    programme.acknowledge(world.users[login], version=version)


def _rest(world: World, login: str, day: date) -> None:
    user = world.users[login]
    posting = user.officer.postings.get(batch=world.batch)
    leave = programme.ask_leave(user, posting=posting, kind="rest", first_on=day, last_on=day.replace(day=22))
    programme.decide_leave(world.users["meng"], leave=leave, approved=True)


def _finish(world: World, text: str, result: str) -> None:
    task = world.batch.key_tasks.get(text=text)
    programme.finish_key_task(world.users["fang"], task=task, result=result)
