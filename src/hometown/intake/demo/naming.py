"""Doubtful names of the demo: a list of a fair taken in, a list of a chamber linked; some are decided. All invented."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from hometown.intake import actions
from hometown.intake.actions.naming import Linked
from hometown.intake.models import DoubtfulName

from .firms import PURSUED
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
FAIR = "展会名录（虚构）.csv"
CHAMBER = "商会会员名单（虚构）"
# As the fair wrote them: a slip of the pen, short forms, another character of the same sound, a firm nobody knows.
WRITTEN = ("上海澄胡新材料有限公司", "砚海硅业", "云坞环保", "常州沐源光伏科技有限公司", "蚌埠禾谷粮油机械有限公司")
DECIDED, LEFT = ("云坞环保", "云坞"), "常州沐源光伏科技有限公司"
LISTED = (
    Linked(
        "蓝陶电子元件", 7, (
            ("苏州蓝陶电子元件有限公司", "", 0.71, (("trade", "蓝陶", ""), ("region", "", "苏州"))),
            ("苏州蓝陶电子有限公司", "", 0.64, (("trade", "蓝陶", ""), ("industry-differs", "电子元件", "电子"))),
        ),
    ),
    Linked(
        "启越催化材料", 12, (
            ("南京启岳催化材料有限公司", "", 0.58, (("trade-differs", "启越", "启岳"), ("sounds", "", ""))),
        ),
    ),
)  # fmt: skip


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2020, 1, 8), 9, partial(_take_in, world)
    yield date(2020, 1, 8), 10, partial(_decide, world)
    yield date(2020, 1, 8), 11, partial(_list, world)


def _take_in(world: World) -> None:
    """Import the list of the fair: firms alone, no leads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FAIR
        lines = [f"{number},{name},A馆{number + 10}号展位" for number, name in enumerate(WRITTEN, 1)]
        path.write_text("\n".join(["序号,企业名称,备注", *lines]) + "\n", "utf-8")
        actions.import_workbook(world.users["wang"], path=path, file_name=FAIR, batch=world.batch)


def _decide(world: World) -> None:
    written, trade = DECIDED
    name = DoubtfulName.objects.get(written=written)
    actions.say_same(world.users["wang"], name, firm=world.firm(PURSUED[trade]))
    actions.leave_name(world.users["wang"], DoubtfulName.objects.get(written=LEFT))


def _list(world: World) -> None:
    actions.keep_doubtful(world.users["wang"], source=CHAMBER, linked=LISTED)
