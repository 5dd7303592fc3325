"""An enclave of Suixi's park and a district, and the people of both sides."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.enclave import actions
from hometown.enclave.actions.agreeing import Drafted
from hometown.enclave.models import Agreement, Enclave, Statement
from hometown.enclave.rules import Band
from tests.people import World, person
from tests.projects.conftest import TODAY, a_firm, a_lead, on_day, put

__all__ = ["TODAY", "a_firm", "a_lead", "on_day", "put"]
PAPER = "入库税收证明（样例）".encode()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(TODAY):
        yield


@pytest.fixture
def ji(world: World) -> User:
    """Ji, who keeps and signs for Putuo."""
    return person(world, "ji", "季云舟", "enclave_partner", "unit", world.units["putuo"].pk)


@pytest.fixture
def enclave(world: World, han: User, ji: User) -> Enclave:
    """An enclave on the ground of Suixi's park with Putuo as partner."""
    return actions.open_enclave(
        han, name="普陀濉溪产业合作园", home_unit=world.units["suixi_park"], partner_unit=world.units["putuo"],
        lies_with="home", place="濉溪经开区东区",
    )  # fmt: skip


def drafted(**changed: Any) -> Drafted:
    """An agreement that says everything."""
    said: dict[str, Any] = {
        "first_year": 2017,
        "counts_from": 2017,
        "local": {"vat": 5000, "corporate_income": 4000},
        "bands": (Band(3, 5000), Band(2, 3000)),
        "base_year": 2016,
        "base_yuan": Decimal("1000000.00"),
        "yearly_cap_yuan": Decimal("2000000.00"),
        "excess_carries": True,
        "legal_basis": "两地政府合作框架协议；发改委等八部门支持飞地经济发展的指导意见",
        "statistics": "place",
        "promises": "由园区财政专户划转，逾期按日说明原因。",
        "powers": {"land": "home", "attracting": "both"},
        "exit_words": "提前半年书面提出，结转部分按最后一年结算。",
        "exit_notice": 6,
    }
    return Drafted(**said | changed)


def agreed(han: User, ji: User, enclave: Enclave, **changed: Any) -> Agreement:
    """A version both sides have signed."""
    draft = actions.draft_agreement(han, enclave=enclave, drafted=drafted(**changed))
    actions.sign_agreement(han, agreement=draft)
    return actions.sign_agreement(ji, agreement=Agreement.objects.get(pk=draft.pk))


def paid(han: User, enclave: Enclave, year: int, vat: str = "4000000.00", income: str = "9000000.00") -> None:
    """Record the taxes of a year."""
    amounts = {"vat": Decimal(vat), "corporate_income": Decimal(income)}
    until = date(year, 12, 31) if year < TODAY.year else TODAY
    actions.record_taxes(
        han, enclave=enclave, year=year, until=until, amounts=amounts, content=PAPER, file_name="税收证明.txt"
    )


def stated(han: User, ji: User, enclave: Enclave, year: int, why: str = "") -> Statement:
    """A statement both sides have signed."""
    draft = actions.draft_statement(han, enclave=enclave, year=year, why=why)
    actions.sign_statement(han, statement=Statement.objects.get(pk=draft.pk))
    return actions.sign_statement(ji, statement=Statement.objects.get(pk=draft.pk))


@pytest.fixture
def agreement(han: User, ji: User, enclave: Enclave) -> Agreement:
    return agreed(han, ji, enclave)
