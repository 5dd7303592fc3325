"""The demo batch, loaded once for the tests that look at whole pages."""

from collections.abc import Iterator
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--measure", action="store_true", help="write tests/house/query_budgets.json as measured now")


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The first batch in the test database, taken away when the file's tests are done."""
    from django.db import transaction

    from hometown.intake.demo import loading

    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]  # as Django's own TestCase does: the book opens durable transactions inside
        with around:
            loading.load(print)
            yield
            transaction.set_rollback(True)
