"""The cast of the tests: invented people, one of each trade, and the small world they work in."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from hometown.accounts.models import Grant, User
from hometown.ledger import book
from hometown.programme.models import Batch, BatchDistrict, City, Officer, Posting, Unit

FIRST, LAST = date(2019, 9, 1), date(2020, 1, 17)
PASSWORD = "tests-only-password-1"


@dataclass
class World:
    """What there is before a test begins."""

    home: City
    host: City
    batch: Batch
    units: dict[str, Unit]
    officers: dict[str, Officer] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)


def _put(*rows: Any) -> None:
    with book.entry("test.prepared", actor=None) as entry:
        for row in rows:
            entry.put(row)


def _units() -> dict[str, Unit]:
    def unit(kind: str, name: str, code: str = "", parent: Unit | None = None) -> Unit:
        return Unit(kind=kind, name=name, division_code=code, parent=parent)

    bureau = unit("bureau", "市投资促进中心", "340600")
    suixi = unit("county", "濉溪县", "340621")
    putuo = unit("district", "普陀区", "310107")
    jiading = unit("district", "嘉定区", "310114")
    return {
        "bureau": bureau,
        "suixi": suixi,
        "suixi_park": unit("park", "濉溪经开区", "340621", suixi),
        "xiangshan": unit("county", "相山区", "340603"),
        "civil": unit("department", "市民政局", "340600"),
        "organisation": unit("department", "市委组织部", "340600"),
        "putuo": putuo,
        "jiading": jiading,
        "yichuan": unit("host", "宜川路街道办事处", "310107", putuo),
        "anting": unit("host", "安亭镇", "310114", jiading),
        "putuo_group": unit("group", "普陀小组", "310107"),
        "jiading_group": unit("group", "嘉定小组", "310114"),
    }


@pytest.fixture
def world(db: None) -> World:
    """Two cities, a batch in progress, units; no people yet."""
    home = City(code="340600", name="淮北市", name_en="Huaibei", is_home=True)
    host = City(code="310000", name="上海市", name_en="Shanghai")
    batch = Batch(
        number=1, name="第一批", name_en="First batch", host_city=host, first_on=FIRST, last_on=LAST, state="open"
    )
    units = _units()
    districts = [BatchDistrict(batch=batch, division_code=code) for code in ("310107", "310112", "310114")]
    _put(home, host, batch, *units.values(), *districts)
    return World(home, host, batch, units)


def person(world: World, login: str, name: str, role: str, kind: str = "", scope: uuid.UUID | None = None) -> User:
    """Return an account with one granted role."""
    user = User(login=login, name=name)
    user.set_password(PASSWORD)
    _put(user, Grant(user=user, role=role, scope_kind=kind, scope_id=scope, first_on=FIRST))
    world.users[login] = user
    return user


def officer(world: World, login: str, name: str, group: str, host_unit: str) -> User:
    """Return the account of an officer posted for the whole batch."""
    user = person(world, login, name, "secondee", "batch", world.batch.pk)
    sent = Officer(name=name, user=user, home_unit=world.units["civil"])
    posting = Posting(
        officer=sent,
        batch=world.batch,
        host_unit=world.units[host_unit],
        group=world.units[group],
        first_on=FIRST,
        last_on=LAST,
    )
    _put(sent, posting)
    world.officers[login] = sent
    return user


@pytest.fixture
def lin(world: World) -> User:
    """Lin, an officer in Putuo."""
    return officer(world, "lin", "林知夏", "putuo_group", "yichuan")


@pytest.fixture
def zhou(world: World) -> User:
    """Zhou, an officer in Jiading."""
    return officer(world, "zhou", "周砚秋", "jiading_group", "anting")


@pytest.fixture
def fang(world: World) -> User:
    """Fang, an officer and the secretary of the branch."""
    user = officer(world, "fang", "方立言", "putuo_group", "yichuan")
    _put(Grant(user=user, role="branch_secretary", scope_kind="batch", scope_id=world.batch.pk, first_on=FIRST))
    return user


@pytest.fixture
def wang(world: World) -> User:
    """Wang, of the home bureau."""
    return person(world, "wang", "王慎之", "bureau")


@pytest.fixture
def zhao(world: World) -> User:
    """Zhao, a verifier."""
    return person(world, "zhao", "赵既明", "verifier")


@pytest.fixture
def qian(world: World) -> User:
    """Qian, the statistician."""
    return person(world, "qian", "钱闻道", "statistician")


@pytest.fixture
def han(world: World) -> User:
    """Han, of Suixi county, where projects land."""
    return person(world, "han", "韩渡", "county", "unit", world.units["suixi"].pk)


@pytest.fixture
def guest(world: World) -> User:
    """Qiao, of a host unit in Putuo."""
    return person(world, "guest", "乔木生", "host_unit", "unit", world.units["yichuan"].pk)


@pytest.fixture
def leader(world: World) -> User:
    """A leader of the city."""
    return person(world, "leader", "陆景行", "leader")


@pytest.fixture
def meng(world: World) -> User:
    """Meng, of the organisation department."""
    return person(world, "meng", "孟怀瑾", "organisation")


@pytest.fixture
def su(world: World) -> User:
    """Su, of the unit that sent the officers."""
    return person(world, "su", "苏问渠", "sending_unit", "unit", world.units["civil"].pk)


@pytest.fixture
def sun(world: World) -> User:
    """Sun, the security administrator."""
    return person(world, "sun", "孙守一", "security_admin")


@pytest.fixture
def auditor(world: World) -> User:
    """The audit administrator."""
    return person(world, "auditor", "严格", "audit_admin")


@pytest.fixture
def operator(world: World) -> User:
    """The system administrator."""
    return person(world, "operator", "温运维", "system_admin")


@pytest.fixture
def stranger(world: World) -> User:
    """Somebody with an account and no grant."""
    user = User(login="stranger", name="过路人")
    user.set_password(PASSWORD)
    _put(user)
    world.users["stranger"] = user
    return user
