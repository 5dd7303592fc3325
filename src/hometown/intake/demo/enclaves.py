"""An enclave of the demo: its agreement signed by both, two years worked out, one paid over, one waiting. Invented."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from hometown.enclave import actions as enclaves
from hometown.enclave.actions.agreeing import Drafted
from hometown.enclave.models import Agreement, Enclave, Remittance, Statement
from hometown.enclave.rules import Band
from hometown.projects.models import Project
from hometown.projects.rules import Stage

from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
NAME = "普陀—濉溪产业合作园（样例）"
# What was paid: (year, the last day it covers, value added tax, corporate income tax, property tax), in yuan.
PAID = (
    (2017, date(2017, 12, 31), "6842310.55", "4120077.30", "318400.00"),
    (2018, date(2018, 12, 31), "9317264.08", "7735912.46", "352600.00"),
    (2019, date(2019, 12, 31), "10480033.97", "8214455.12", "352600.00"),
)
AGREED = Drafted(
    first_year=2017,
    counts_from=2017,
    local={"vat": 2500, "corporate_income": 2000, "property": 10_000},
    bands=(Band(5, 5000), Band(5, 3000)),
    base_year=2016,
    base_yuan=Decimal("800000.00"),
    base_carries=True,
    yearly_cap_yuan=Decimal("1500000.00"),
    total_cap_yuan=Decimal("20000000.00"),
    excess_carries=True,
    pay_within=45,
    legal_basis="两地政府战略合作框架协议；《关于支持“飞地经济”发展的指导意见》（2017年，发改委等八部门）。",
    statistics="agreed",
    statistics_words="产值、投资由所在地统计上报；两地各自考核时按五五划分，不重复上报。",
    promises="由园区财政专户划转；逾期的在季度联席会议上说明原因；争议由两地联席会议裁定。",
    powers={
        "planning": "both", "land": "home", "construction": "home", "permits": "home", "environment": "home",
        "safety": "home", "attracting": "both", "service": "both",
    },
    powers_words="审批由所在地受理，合作方派人进驻窗口。",
    exit_words="任何一方提前书面提出；土地与债务归所在地，结转分成在末次结算中付清。",
    exit_notice=12,
    exit_settles=True,
)  # fmt: skip


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    han, tao = world.users["han"], world.users["tao"]
    yield date(2019, 9, 9), 9, partial(_open, world)
    yield date(2019, 9, 16), 9, partial(_sign_agreement, world, "han")
    yield date(2019, 9, 18), 14, partial(_sign_agreement, world, "tao")
    for year, until, *amounts in PAID[:2]:
        yield date(2019, 9, 23), 10, partial(_pay_taxes, world, year, until, amounts)
    yield date(2019, 9, 25), 9, lambda: enclaves.draft_statement(han, enclave=_enclave(), year=2017)
    yield date(2019, 9, 25), 10, partial(_sign, world, 2017, "han")
    yield date(2019, 9, 27), 9, partial(_sign, world, 2017, "tao")
    yield date(2019, 10, 14), 10, partial(_remit, world, 2017, "")
    yield date(2019, 10, 16), 9, lambda: enclaves.note_arrival(tao, remittance=Remittance.objects.get(year=2017))
    yield date(2019, 10, 21), 9, lambda: enclaves.draft_statement(tao, enclave=_enclave(), year=2018)
    yield date(2019, 10, 22), 9, partial(_sign, world, 2018, "tao")
    yield date(2019, 10, 24), 9, partial(_sign, world, 2018, "han")
    yield date(2019, 11, 29), 10, partial(_remit, world, 2018, "600000.00")
    yield date(2020, 1, 3), 15, partial(_put_in, world)
    year, until, *amounts = PAID[2]
    yield date(2020, 1, 10), 10, partial(_pay_taxes, world, year, until, amounts)
    yield date(2020, 1, 13), 9, lambda: enclaves.draft_statement(han, enclave=_enclave(), year=2019)
    yield date(2020, 1, 13), 10, partial(_sign, world, 2019, "han")
    yield date(2020, 1, 15), 10, partial(_next_version, world)


def _enclave() -> Enclave:
    found: Enclave = Enclave.objects.select_related("home_unit", "partner_unit").get(name=NAME)
    return found


def _open(world: World) -> None:
    enclave = enclaves.open_enclave(
        world.users["han"], name=NAME, home_unit=world.units["濉溪经济开发区"], partner_unit=world.units["普陀区"],
        lies_with="home", place="濉溪经济开发区东区",
    )  # fmt: skip
    paper = "分成协议（样例，内容均为虚构）\n".encode()
    enclaves.draft_agreement(
        world.users["han"], enclave=enclave, drafted=AGREED, content=paper, file_name="分成协议（样例）.txt"
    )


def _sign_agreement(world: World, login: str) -> None:
    agreement = Agreement.objects.with_terms().get(number=1)
    enclaves.sign_agreement(world.users[login], agreement=agreement)


def _pay_taxes(world: World, year: int, until: date, amounts: list[str]) -> None:
    taxes = dict(zip(("vat", "corporate_income", "property"), map(Decimal, amounts), strict=True))
    paper = f"入库税收证明（样例）\n属期：{year}年度\n".encode()
    enclaves.record_taxes(
        world.users["han"], enclave=_enclave(), year=year, until=until, amounts=taxes, content=paper,
        file_name=f"{year}年度入库税收证明（样例）.txt",
    )  # fmt: skip


def _sign(world: World, year: int, login: str) -> None:
    statement = Statement.objects.with_reader_needs().get(year=year)
    enclaves.sign_statement(world.users[login], statement=statement)


def _remit(world: World, year: int, amount: str) -> None:
    """Pay a year over; without an amount all of it."""
    whole = Statement.objects.standing().get(year=year).payable_yuan
    enclaves.record_remittance(
        world.users["han"], enclave=_enclave(), year=year, amount=Decimal(amount) if amount else whole,
        on=date(2019, 10, 14) if year == 2017 else date(2019, 11, 29), content=f"划款凭证（样例）{year}".encode(),
        file_name=f"{year}年度划款凭证（样例）.txt", note="" if year == 2017 else "首笔",
    )  # fmt: skip


def _put_in(world: World) -> None:
    project = Project.objects.filter(stage=Stage.SIGNED).order_by("pk").first()
    if project is not None:
        enclaves.add_project(world.users["wang"], enclave=_enclave(), project=project)


def _next_version(world: World) -> None:
    """Draft the next version: personal income tax joins; it waits for its signatures."""
    from dataclasses import replace

    local = {**AGREED.local, "personal_income": 2000}
    enclaves.draft_agreement(
        world.users["tao"], enclave=_enclave(), drafted=replace(AGREED, first_year=2020, local=local, exit_words="")
    )
