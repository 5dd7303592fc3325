"""The audit of the book: what is stored may be spaced otherwise than it was sealed; nothing else may differ."""

import json
import secrets
from typing import Any

import pytest
from django.db import connection

from hometown.companies import actions as companies
from hometown.ledger import auditing, images, triggers
from hometown.ledger.models import PersonalBody, RowImage
from tests.people import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(world: World, wang: Any, monkeypatch: pytest.MonkeyPatch) -> PersonalBody:
    """A telephone number kept apart, in a book whose triggers are gone until the test ends."""
    monkeypatch.setattr(images, "fresh_salt", lambda: secrets.token_bytes(15) + b" ")
    company = companies.add_company(wang, name="上海间距化学有限公司", region_code="310114", source="test")
    companies.add_contact(wang, company=company, name="郁青", phone="13900000001")
    found: PersonalBody = PersonalBody.objects.get(field="phone")
    with connection.cursor() as cursor:
        for name in triggers._SQLITE:
            cursor.execute(f"DROP TRIGGER {name}")
    return found


def written(table: str, column: str, value: Any, pk: int) -> list[str]:
    """Write past the book and say what the audit finds."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])
    return list(auditing.check())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL spaces JSON its own way")
def test_json_that_is_spaced_or_spelt_otherwise_still_holds(body: PersonalBody) -> None:
    spaced = json.dumps(RowImage.objects.get(pk=body.row_id).image, indent=1)
    assert written("ledger_rowimage", "image", spaced, body.row_id) == []
    spelt = spaced.replace("committed", "\\u0063ommitted")
    assert written("ledger_rowimage", "image", spelt, body.row_id) == []
    assert written("ledger_personalbody", "value", ' "13900000001" ', body.pk) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL refuses what is no JSON")
def test_a_salt_that_lends_its_end_to_the_value_is_found(body: PersonalBody) -> None:
    assert bytes(body.salt)[-1:] == b" "  # a salt whose last byte may stand before a JSON value
    assert written("ledger_personalbody", "value", ' "13900000001"', body.pk) == []
    found = written("ledger_personalbody", "salt", bytes(body.salt)[:-1], body.pk)
    assert found == [f"line {body.row_id >> 20}: row image {body.row_id}: phone is not what was committed to"]
