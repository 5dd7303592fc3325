"""The demo, loaded once: actions alone wrote it, and each page keeps its budget of database queries and writes nothing.

A budget is written down, so that a slow loop shows as a change of one number; `null` stands for a page that nobody can
open as the demo stands. `pytest tests/house/test_demo.py --measure` writes what is measured now; read the difference
before you commit it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hometown.tasks.models import Task
from tests.house.pages import all_opened

BUDGETS = Path(__file__).with_name("query_budgets.json")
SLACK = 3  # a page this much cheaper than its budget has a wrong budget
CEILING = 80  # no page may ask for more
Counts = Mapping[str, int | None]


def misfits(measured: Counts, budgets: Counts) -> list[str]:
    """Pages over their budget, far under it, or on one side only."""
    wrong = [f"{page}: has no budget; it asks {count}" for page, count in measured.items() if page not in budgets]
    wrong += [f"{page}: has a budget but is no page" for page in budgets if page not in measured]
    for page in measured.keys() & budgets.keys():
        asked, allowed = measured[page], budgets[page]
        if asked is None or allowed is None:
            if asked is not allowed:
                wrong.append(f"{page}: asks {asked}, its budget is {allowed}")
        elif asked > min(allowed, CEILING) or asked < allowed - SLACK:
            wrong.append(f"{page}: asks {asked}, its budget is {allowed} (at most {CEILING})")
    return sorted(wrong)


@pytest.mark.django_db
def test_every_page_keeps_its_budget_and_writes_nothing(
    demo: None, demo_home: Path, request: pytest.FixtureRequest
) -> None:
    pages = all_opened(demo_home)
    measured = {page.address: page.queries for page in pages}
    if request.config.getoption("--measure"):
        text = json.dumps(dict(sorted(measured.items())), indent=1, ensure_ascii=False)
        BUDGETS.write_text(text + "\n", encoding="utf-8")
    assert [f"{page.address}: {sql[:120]}" for page in pages for sql in page.wrote] == []
    assert [f"{page.address}: {page.bare[:3]}" for page in pages if page.bare] == []
    assert misfits(measured, json.loads(BUDGETS.read_text(encoding="utf-8"))) == []


@pytest.mark.django_db
def test_the_demo_was_written_by_actions_alone(demo: None) -> None:
    from hometown.accounts.verbs import VERBS
    from hometown.ledger import replay
    from hometown.ledger.models import Entry

    assert set(Entry.objects.values_list("verb", flat=True)) - VERBS.keys() == set()  # each has a name people read
    assert list(replay.differences()) == []


@pytest.mark.django_db
def test_what_the_house_wrote_down_for_people_of_the_demo_is_in_their_language(demo: None) -> None:
    written = Task.objects.values_list("what", flat=True)
    assert [words for words in written if re.search(r"[A-Za-z]{3,} ", words)] == []


def test_few_pages_stay_unmeasured() -> None:
    """What nobody can open in the demo is not measured: keep it to forms of what the demo does not have."""
    budgets = json.loads(BUDGETS.read_text(encoding="utf-8"))
    unmeasured = [page for page, count in budgets.items() if count is None]
    assert len(unmeasured) <= len(budgets) // 5, unmeasured


def test_a_page_over_or_far_under_or_without_its_budget_is_seen() -> None:
    budgets = {"over/": 5, "fine/": 5, "under/": 20, "gone/": 3, "huge/": 90, "shut/": None}
    measured = {"over/": 6, "fine/": 4, "under/": 5, "new/": 2, "huge/": 90, "shut/": 4}
    seen = [line.split(":")[0] for line in misfits(measured, budgets)]
    assert seen == ["gone/", "huge/", "new/", "over/", "shut/", "under/"]
