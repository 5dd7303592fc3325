"""The demo, loaded once: actions alone wrote it, and each page keeps its budget of database queries.

A budget is written down, so that a slow loop shows as a change of one number.
`pytest tests/house/test_demo.py --measure` writes what is measured now; read the difference before you commit it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from tests.house.test_actions import verbs
from tests.house.test_routes import example, routes
from tests.house.tree import python_files

BUDGETS = Path(__file__).with_name("query_budgets.json")
SLACK = 3  # a page this much cheaper than its budget has a wrong budget
CEILING = 60  # no page may ask for more
Measured = dict[str, int]


def misfits(measured: Mapping[str, int], budgets: Mapping[str, int]) -> list[str]:
    """Pages over their budget, far under it, or on one side only."""
    wrong = [f"{page}: has no budget; it asks {count}" for page, count in measured.items() if page not in budgets]
    wrong += [f"{page}: has a budget but is no page" for page in budgets if page not in measured]
    for page in measured.keys() & budgets.keys():
        asked, allowed = measured[page], budgets[page]
        if asked > min(allowed, CEILING) or asked < allowed - SLACK:
            wrong.append(f"{page}: asks {asked}, its budget is {allowed} (at most {CEILING})")
    return sorted(wrong)


def holder_of(guard: tuple[str, ...]) -> Any:
    """Somebody of the demo whom the guard lets in."""
    people = list(apps.get_model("accounts", "User").objects.active().order_by("login"))
    if guard in {("open",), ("signed_in",)}:
        return people[0]
    return next((person for person in people if person.may(*guard)), None)


def filled(address: str, pattern: URLPattern, keys: Mapping[str, str]) -> str:
    """The address with keys of rows that the demo has: `project_id` is filled by a row of projects.Project."""
    for name, label in keys.items():
        row = apps.get_model(label)._default_manager.order_by("pk").first()
        for converter in ("uuid", "int", "str", "slug"):
            address = address.replace(f"<{converter}:{name}>", str(row.pk))
    return example(address, pattern)


def pages(written: Mapping[str, Any]) -> Iterator[tuple[str, URLPattern, Any, str]]:
    """Every route that answers GET: its address, its pattern, who asks, and the address asked."""
    for address, pattern in routes():
        person = holder_of(pattern.callback.guard)  # type: ignore[attr-defined]
        if person is None:
            pytest.fail(f"nobody in the demo may open {address}")
        keys = written.get(address, {}).get("keys", {})
        yield address, pattern, person, filled(address, pattern, keys)


def measure(written: Mapping[str, Any]) -> Measured:
    """Count the queries of every page, each asked twice so that nothing is counted that is kept afterwards."""
    counts: Measured = {}
    for address, _, person, asked in pages(written):
        client = Client()
        client.force_login(person)
        answer = client.get(asked)
        if answer.status_code == 405:
            continue  # only takes what is posted
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(asked)
        assert answer.status_code in (200, 302), f"{asked} as {person.login}: {answer.status_code}"
        counts[address] = len(queries)
    return counts


@pytest.mark.django_db
def test_every_page_keeps_its_budget(demo: None, request: pytest.FixtureRequest) -> None:
    written = json.loads(BUDGETS.read_text(encoding="utf-8"))
    measured = measure(written)
    if request.config.getoption("--measure"):
        kept = {page: written.get(page, {}) | {"queries": count} for page, count in sorted(measured.items())}
        BUDGETS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    assert misfits(measured, {page: entry["queries"] for page, entry in written.items()}) == []


@pytest.mark.django_db
def test_the_demo_was_written_by_actions_alone(demo: None) -> None:
    from hometown.ledger import replay
    from hometown.ledger.models import Entry

    known = {verb for path in python_files() for _, verb in verbs(path)}
    assert set(Entry.objects.values_list("verb", flat=True)) - known == set()
    assert list(replay.differences()) == []


def test_a_page_over_or_far_under_or_without_its_budget_is_seen() -> None:
    budgets = {"over/": 5, "fine/": 5, "under/": 20, "gone/": 3, "huge/": 90}
    measured = {"over/": 6, "fine/": 4, "under/": 5, "new/": 2, "huge/": 90}
    assert [line.split(":")[0] for line in misfits(measured, budgets)] == ["gone/", "huge/", "new/", "over/", "under/"]
