"""Two records of one firm with everything that may hang on each, and the whole of the tables to compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.actions import Met, Person
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.ledger import images
from tests.people import World

NOON = datetime(2019, 12, 18, 4, tzinfo=UTC)
FULL, SHORT = "上海岚汀化学股份有限公司", "岚汀化学"


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    """Noon of 18 December 2019."""
    with clock.simulated(NOON):
        yield


@dataclass
class Firm:
    """Two records of one firm."""

    target: Company
    source: Company
    lin: User
    world: World

    def visit(self, company: Company, day: int = 9, person: str | Contact = "郁青禾", **told: Any) -> Activity:
        """Record a visit in person."""
        who = Person(name=person, title="总监") if isinstance(person, str) else Person(contact=person)
        return fieldwork.record_activity(
            self.lin, kind="visit", on=date(2019, 10, day), officers=[self.world.officers["lin"]],
            met=[Met(company, people=[who] if person else [])], **told,
        )  # fmt: skip

    def again(self) -> "Firm":
        """The same records as the tables have them now."""
        return Firm(
            Company.objects.get(pk=self.target.pk), Company.objects.get(pk=self.source.pk), self.lin, self.world
        )


@pytest.fixture
def firm(world: World, lin: User, wang: User) -> Firm:
    target = companies.add_company(lin, name=FULL, region_code="310114", source="名录")
    source = companies.add_company(lin, name=SHORT, address="嘉定区曹安公路1号", region_code="310107", source="走访")
    return Firm(target, source, lin, world)


def tables() -> dict[str, list[Any]]:
    """Every row of every ledgered table but the merges themselves; without the counter of writings."""
    told = {}
    for model in images.ledgered_models():
        if model._meta.label_lower == "relay.merge":
            continue
        rows = [images.image_of(row) for row in model._default_manager.order_by("pk")]
        told[model._meta.label_lower] = [{k: v for k, v in row.items() if k != "revision"} for row in rows]
    return told
