"""An option of the house tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--measure", action="store_true", help="write tests/house/query_budgets.json as measured now")
