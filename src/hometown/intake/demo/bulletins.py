"""The bulletin of November: drafted by the machine, edited by one, reviewed by another, signed off by a third."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from hometown.bulletins import actions
from hometown.bulletins.models import Bulletin, BulletinPart

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
MONTH = date(2019, 11, 1)
WORD, ADDRESSEE = "淮沪学通", "各县区、市直各派出单位："
# Who gets it, in the name of which unit.
RECIPIENTS = (("han", "濉溪县"), ("fang", None), ("meng", None))
LEARNING_ZH = "集体考察看园区怎样运营，专题调研盯着家里出的题目，写成的短文随周交流材料走。"
LEARNING_EN = "The trips looked at how parks are run; the studies kept to the questions from home."


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what was done to the bulletin, in the first days of December."""
    yield date(2019, 12, 2), 9, partial(_draft, world)
    yield date(2019, 12, 2), 10, partial(_edit, world)
    yield date(2019, 12, 2), 11, partial(_list, world)
    yield date(2019, 12, 3), 9, partial(_review, world)
    yield date(2019, 12, 4), 9, partial(_sign, world)


def _bulletin() -> Bulletin:
    found: Bulletin = Bulletin.objects.with_reader_needs().get(month=MONTH)
    return found


def _draft(world: World) -> None:
    actions.draft(world.users["wang"], month=MONTH)


def _edit(world: World) -> None:
    wang = world.users["wang"]
    actions.edit_head(wang, bulletin=_bulletin(), word=WORD, number=1, addressee=ADDRESSEE)
    part: BulletinPart = BulletinPart.objects.select_related("bulletin").get(bulletin__month=MONTH, section="learning")
    actions.edit_part(wang, part=part, zh=f"{part.zh}\n{LEARNING_ZH}", en=f"{part.en}\n{LEARNING_EN}")


def _list(world: World) -> None:
    for login, unit in RECIPIENTS:
        person = world.users[login]
        actions.add_recipient(world.users["wang"], person=person, unit=world.units[unit] if unit else None)


def _review(world: World) -> None:
    actions.review(world.users["qian"], bulletin=_bulletin())


def _sign(world: World) -> None:
    actions.sign_off(world.users["lu"], bulletin=_bulletin())
