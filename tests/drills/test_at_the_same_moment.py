"""Four do the same at the same moment, each in a thread of its own: one is first, the others are told."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# Prints how each of the four fared for each thing, and how many rows stand afterwards.
SCRIPT = """
import json, sys, threading
from decimal import Decimal
from hometown.config import cli
cli._prepare()
from django.db import connections
from hometown.accounts import actions as accounts
from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import Refusal
from hometown.kernel.money import Amount
from hometown.ledger.models import Entry
from hometown.programme import actions as programme
from hometown.programme.models import City, Leave, Posting, Unit
from hometown.projects import actions as projects
from hometown.projects.models import Claim, Project

who = {one.login: one for one in User.objects.all()}
firm = Company.objects.counted().filter(projects=None).first()
units = list(Unit.objects.filter(kind="group"))[:2]
posting = Posting.objects.select_related("officer__user", "batch", "host_unit").get(officer__user=who["zhou"])
day = posting.last_on
THINGS = {
    "lead": (
        lambda n: projects.file_lead(
            who["wang"], company=firm, unit=units[n % 2], occurred_on=clock.today(), name="电池铝箔", summary="铝箔",
            source="visit", site_need="一亩", amount=Amount(Decimal(1_000_000)), contact_evidence="面谈",
        ),
        lambda: [Project.objects.filter(company=firm).count(), Claim.objects.filter(project__company=firm).count()],
    ),
    "code": (
        lambda n: companies.add_company(who["wang"], name=f"甲{n}有限公司", uscc="91340600MA2N00000X",
                                        accept_doubtful_uscc=True, source="visit"),
        lambda: [Company.objects.filter(uscc="91340600MA2N00000X").count()],
    ),
    "name": (
        lambda n: companies.add_company(who["wang"], name="乙有限公司", source="visit"),
        lambda: [Company.objects.filter(name="乙有限公司").count()],
    ),
    "login": (
        lambda n: accounts.add_user(who["security"], login="same", name="同", password="long-enough-2026"),
        lambda: [User.objects.filter(login="same").count()],
    ),
    "leave": (
        lambda n: programme.ask_leave(User.objects.get(login="zhou"), posting=posting, kind="personal",
                                      first_on=day, last_on=day),
        lambda: [Leave.objects.filter(posting=posting, first_on=day).count()],
    ),
}
said = {}
for name, (verb, counted) in THINGS.items():
    begin, fared = threading.Barrier(4), []
    before = Entry.objects.count()
    def run(n):
        begin.wait()
        try:
            verb(n)
            fared.append("done")
        except Refusal as refusal:
            fared.append(refusal.code)
        except Exception as error:
            fared.append(repr(error))
        finally:
            connections.close_all()
    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    said[name] = [sorted(fared), counted(), Entry.objects.count() - before]
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def fared(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("moment") / "home"
    shutil.copytree(demo_home, home)
    env = os.environ | {"HOMETOWN_HOME": str(home), "HOMETOWN_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_of_the_same_lead_one_opens_the_project_and_holds_the_claim(fared: dict[str, Any]) -> None:
    assert fared["lead"] == [["done"] * 4, [1, 1], 4]


@pytest.mark.parametrize("thing", ["code", "name", "login", "leave"])
def test_what_there_can_be_once_is_written_once_and_the_others_are_told(fared: dict[str, Any], thing: str) -> None:
    how, counts, lines = fared[thing]
    assert (counts, lines) == ([1], 1)
    assert how.count("done") == 1
    assert all("Error" not in one for one in how), how
