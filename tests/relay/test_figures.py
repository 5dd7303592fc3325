"""A firm counts once after a merge, twice again after it is undone, and a past moment stays as it was known."""

from decimal import Decimal
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.bulletins.figures import CATALOGUE, scope_of
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount
from hometown.ledger import moments
from hometown.ledger.models import Entry
from hometown.projects.models import Project
from hometown.relay.actions import merge_companies, unmerge_companies
from tests.people import World
from tests.projects.conftest import Walk, a_firm, a_visit, walk

__all__ = ["walk"]
pytestmark = pytest.mark.django_db


def counted(world: World) -> dict[str, Any]:
    scope = scope_of(world.batch)
    return {code: (one.of(scope).value, one.of(scope).members.order_by().count()) for code, one in CATALOGUE.items()}


def test_visited_intent_and_signed_count_the_firm_once(world: World, wang: User, lin: User, walk: Walk) -> None:
    amount = Amount(Decimal(120_000_000), bound=Bound.EXACT)
    one, other = a_firm("上海岚汀化学有限公司"), a_firm("岚汀化学")
    for firm in (one, other):
        a_visit(world, firm)
        walk("signed", firm=firm, amount=amount)
        walk("intent", firm=firm, amount=amount)
    before, line = counted(world), Entry.objects.count()
    merge = merge_companies(wang, source=other, target=one, reason="同一家", **_wrong_code(one, other))
    merged = counted(world)
    fewer = {code for code in before if merged[code][0] == before[code][0] - 1}
    assert {"visited", "visited_host", "signed"} <= fewer
    assert all(merged[code][0] == before[code][0] for code in before.keys() - fewer)
    assert all(merged[code][1] == before[code][1] for code in before)  # every visit and project is still there
    unmerge_companies(wang, merge, reason="看错了")
    assert counted(world) == before
    with moments.as_known_at(line):
        assert counted(world) == before
    with moments.as_known_at(line + 1):
        assert counted(world) == merged
    assert Project.objects.filter(company=other).count() == 2


def _wrong_code(one: Any, other: Any) -> dict[str, Any]:
    from hometown.relay.comparing import Choice

    one.refresh_from_db()
    other.refresh_from_db()
    return {"choice": Choice(wrong_code="source" if one.uscc and other.uscc else "")}
