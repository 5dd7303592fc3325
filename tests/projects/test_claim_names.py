"""A filing of a firm that may be one on record by its other names, their sound or a slip of the pen is asked about."""

from decimal import Decimal
from typing import Any

from hometown.accounts.models import User
from hometown.companies.actions import add_name
from hometown.kernel.money import Amount
from hometown.projects.models import Conflict
from hometown.projects.progress import held_claim
from tests.people import World

from .conftest import a_firm, a_lead

FACTS: dict[str, Any] = {"name": "电池铝箔", "summary": "年产一万吨电池铝箔"}


def test_a_firm_called_as_another_is_called_too_is_probable(world: World, lin: User, zhou: User) -> None:
    known = a_firm("上海拾光新材料有限公司")
    add_name(lin, company=known, text="远舟铝箔", kind="brand")
    a_lead(world, lin, known, **FACTS)
    other = {"name": "冷链物流园", "summary": "农产品冷链仓储", "chain": "bio", "amount": Amount(Decimal(9_000_000))}
    other["site_need"] = "冷库一百亩"
    a_lead(world, zhou, a_firm("远舟铝箔销售有限公司"), unit=world.units["jiading_group"], **(FACTS | other))
    assert not Conflict.objects.exists()  # another project
    filing = a_lead(world, zhou, a_firm("远舟铝箔有限公司"), unit=world.units["jiading_group"], **FACTS)
    assert not filing.is_supporting
    asked = Conflict.objects.get()
    assert (asked.grounds.split(",")[0], asked.other.company) == ("alike", known)
    assert held_claim(filing.project_id) is None
