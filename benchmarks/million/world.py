"""The stage: units, batches, officers and whoever signs in, written through the book like everything."""

from dataclasses import dataclass, field
from datetime import datetime, time
from random import Random
from typing import Any

from hometown.accounts.models import Grant, User
from hometown.files import actions as files
from hometown.kernel import clock
from hometown.ledger import book
from hometown.policy import actions as policy
from hometown.programme import actions as programme
from hometown.programme import divisions
from hometown.programme.models import Batch, Officer, Posting, Unit

from .firms import Firms
from .sizes import FIRST_DAY, Sizes

COUNTIES = (("濉溪县", "340621"), ("相山区", "340603"), ("杜集区", "340602"), ("烈山区", "340604"))
BUREAU, COUNTY, SECONDEE, SECRETARY = "bureau", "county", "secondee", "secretary"


@dataclass
class Sent:
    """An officer of a batch, by the keys that rows carry."""

    officer: str
    user: str
    unit: str  # the group in whose name leads are filed
    host: str


@dataclass
class World:
    """What the mass of rows refers to. Keys are 32 digits."""

    batches: list[str] = field(default_factory=list)
    sent: list[list[Sent]] = field(default_factory=list)  # by batch
    landing: list[str] = field(default_factory=list)  # counties and parks
    at_home: list[tuple[str, str]] = field(default_factory=list)  # (account, unit) of counties and the bureau
    blob: str = ""
    verifier: str = ""


def begin(sizes: Sizes) -> World:
    """Write the stage and return it."""
    rng, world = Random(sizes.seed), World()
    with clock.simulated(_at(FIRST_DAY)):
        programme.load_divisions()
        programme.begin(home_code="340600", host_code="310000")
        policy.install_default(None)
        units = _units(sizes, world)
        bureau = _account(BUREAU, "王慎之", "bureau")
        verifier = _account("verifier", "赵既明", "verifier")
        world.verifier = verifier.pk.hex
        world.blob = files.receive(bureau, stream_or_bytes=_paper(), file_name="contract.pdf").pk.hex
        _people_at_home(rng, units, world, bureau)
    for number in range(1, sizes.batches + 1):
        with clock.simulated(_at(sizes.batch_days(number)[0])):
            _batch(sizes, rng, number, units, world)
    return world


def _at(day: Any) -> datetime:
    return datetime.combine(day, time(8), clock.CITY_TIME)


def _put(verb: str, rows: list[Any]) -> None:
    with book.entry(verb, actor=None) as entry:
        entry.put_many(rows)


def _account(login: str, name: str, role: str, kind: str = "", scope: Any = None, until: Any = None) -> User:
    user = User(login=login, name=name)
    user.password = "!"  # nobody signs in: the measuring takes sessions as given
    grant = Grant(user=user, role=role, scope_kind=kind, scope_id=scope, first_on=clock.today(), last_on=until)
    _put("account.opened", [user, grant])
    return user


def _units(sizes: Sizes, world: World) -> dict[str, list[Unit]]:
    """Write the home city's offices, the districts of the host city and the offices that receive officers there."""
    tops = [Unit(kind="bureau", name="市投资促进中心", division_code="340600")]
    tops += [Unit(kind="department", name=f"市直第{number}部门", division_code="340600") for number in range(1, 61)]
    counties = [Unit(kind="county", name=name, division_code=code) for name, code in COUNTIES]
    parks = [
        Unit(kind="park", name=f"{county.name}第{number}园区", division_code=county.division_code, parent=county)
        for county in counties
        for number in range(1, 5)
    ]
    places = [one for one in divisions.table().values() if one.code.startswith("3101") and one.level == 3]
    districts = [Unit(kind="district", name=one.name, division_code=one.code) for one in places]
    groups = [Unit(kind="group", name=f"{one.name}小组", division_code=one.code) for one in places]
    rest = max(len(districts), sizes.units - len(tops) - len(counties) - len(parks) - 2 * len(districts))
    hosts = [
        Unit(
            kind="host",
            name=f"{districts[n % len(districts)].name}第{n // len(districts) + 1}办事处",
            division_code=districts[n % len(districts)].division_code,
            parent=districts[n % len(districts)],
        )
        for n in range(rest)
    ]
    _put("unit.added", [*tops, *counties, *parks, *districts, *groups, *hosts])
    world.landing = [unit.pk.hex for unit in (*counties, *parks)]
    return {"top": tops, "county": counties, "park": parks, "group": groups, "host": hosts}


def _people_at_home(rng: Random, units: dict[str, list[Unit]], world: World, bureau: User) -> None:
    """Open an account in each county and park and one for every reviewing department."""
    firms = Firms(rng)
    for number, unit in enumerate((*units["county"], *units["park"])):
        login = COUNTY if number == 0 else f"county{number}"
        user = _account(login, firms.person(), "county", "unit", unit.pk)
        world.at_home.append((user.pk.hex, unit.pk.hex))
    for number, unit in enumerate(units["top"][1:]):
        _account(f"department{number}", firms.person(), "department", "unit", unit.pk)
    world.at_home.append((bureau.pk.hex, units["top"][0].pk.hex))


def _batch(sizes: Sizes, rng: Random, number: int, units: dict[str, list[Unit]], world: World) -> None:
    """Write a batch, its officers with their accounts, and where each is."""
    first, last = sizes.batch_days(number)
    newest = number == sizes.batches
    codes = sorted({group.division_code for group in units["group"]})[:8]
    batch: Batch = programme.open_batch(
        None, number=number, name=f"第{number}批赴沪学习锻炼干部", host_city=programme.city("310000"),
        first_on=first, last_on=last, districts=codes,
    )  # fmt: skip
    firms, rows, sent = Firms(rng), [], []
    for place in range(max(4, sizes.officers // sizes.batches)):
        login = {0: SECRETARY, 1: SECONDEE}.get(place, f"officer{place}") if newest else f"batch{number}officer{place}"
        user = User(login=login, name=firms.person(), password="!")
        officer = Officer(name=user.name, user=user, home_unit=rng.choice(units["top"]), home_title="科员")
        host, group = rng.choice(units["host"]), rng.choice(units["group"])
        posting = Posting(
            officer=officer, batch=batch, host_unit=host, group=group, title="挂职", first_on=first, last_on=last
        )
        roles = ["secondee", *(["branch_secretary"] if place == 0 else [])]
        grants = [
            Grant(user=user, role=role, scope_kind="batch", scope_id=batch.pk, first_on=first, last_on=last,
                  source=f"posting:{posting.pk}") for role in roles
        ]  # fmt: skip
        rows += [user, officer, posting, *grants]
        sent.append(Sent(officer.pk.hex, user.pk.hex, group.pk.hex, host.pk.hex))
    _put("officer.posted", rows)
    if not newest:
        batch.state = "closed"
        with book.entry("batch.closed", actor=None) as entry:
            entry.put(batch)
    world.batches.append(batch.pk.hex)
    world.sent.append(sent)


def _paper() -> bytes:
    """Return a small paper that every contract shows."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (200, 280), "white").save(out, "PDF")
    return out.getvalue()
