"""Short names of a workbook join the firm that the city's registry has."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hometown.companies.commands import registry
from hometown.intake.commands import import_workbook
from hometown.intake.planning import make_plan
from hometown.intake.workbook import read_workbook
from hometown.kernel import clock
from hometown.policy.standing import in_force

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "ledger_a.expected.json").read_text(encoding="utf-8"))


def load(home: Path, settings, *, aliases: bool) -> None:
    settings.HOMETOWN_HOME = home
    with (DATA / "registry_a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (home / "list.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", "alias"] if aliases else ["name"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    said = CliRunner().invoke(registry, ["load", str(home / "list.csv")])
    assert said.exit_code == 0, said.output


def rows_read(*words: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(import_workbook, [str(DATA / "ledger_a.xlsx"), "--dry-run", "--json", *words])
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)["rows"]
    return found


def test_with_its_other_names_the_register_gives_every_row_its_firm(tmp_path: Path, settings) -> None:
    load(tmp_path, settings, aliases=True)
    assert rows_read() == EXPECTED["rows"]


def test_without_other_names_nearly_every_row_has_its_firm_or_is_asked_about(tmp_path: Path, settings) -> None:
    load(tmp_path, settings, aliases=False)
    wrong, asked = [], 0
    for row, known in zip(rows_read(), EXPECTED["rows"], strict=True):
        if row["company"] != known["company"]:
            asked += 1
            if known["company"] not in row.get("company_candidates", []):  # type: ignore[operator]
                wrong.append((row["company"], known["company"]))
    assert wrong == []
    assert asked <= 6


def test_the_plan_of_an_import_joins_rows_under_the_registered_name_and_says_so(tmp_path: Path, settings) -> None:
    load(tmp_path, settings, aliases=True)
    today = clock.today()
    plan = make_plan(read_workbook(DATA / "ledger_a.xlsx", today=today), policy=in_force(today), today=today)
    firms = {one.firm.name for one in plan.rows if one.firm}
    assert len(firms) == EXPECTED["distinct_companies"]
    assert {doubt.code for one in plan.rows for doubt in one.doubts} >= {"registered_as"}
