"""`hometown import` from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.intake.commands import import_workbook
from hometown.intake.models import HeaderMeaning, ImportRun
from hometown.ledger.models import Entry
from tests.people import World

DATA = Path(__file__).parents[1] / "data"
LEDGER = DATA / "ledger_a.xlsx"
MAIN = "from hometown.config.cli import main; main()"


def run(*words: str) -> Result:
    return CliRunner().invoke(import_workbook, list(words))


def rows_of(printed: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(printed)["rows"]
    return found


def test_the_dry_run_prints_the_contract_in_a_home_that_does_not_exist_yet(tmp_path: Path) -> None:
    env = os.environ | {"HOMETOWN_HOME": str(tmp_path / "none"), "HOMETOWN_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "import", str(LEDGER), "--dry-run", "--json"],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert {"rows", "skipped", "doubts"} <= said.keys()
    expected = json.loads((DATA / "ledger_a.expected.json").read_text(encoding="utf-8"))["rows"]
    fields = [name for name in expected[0] if name != "company"]
    assert [{k: row[k] for k in fields} for row in said["rows"]] == [{k: row[k] for k in fields} for row in expected]
    assert sum(a["company"] == b["company"] for a, b in zip(said["rows"], expected, strict=True)) >= 32
    assert not list((tmp_path / "none").glob("*.sqlite3")), "a dry run makes no database"


@pytest.mark.django_db
def test_a_dry_run_writes_nothing_and_knows_the_companies_on_record(world: World, wang: User, lin: User) -> None:
    company = companies.add_company(wang, name="宁波汀兰精密机械有限公司", source="名片")
    companies.add_name(wang, company=company, text="汀兰精机", kind="short")
    before = Entry.objects.count()
    done = run(str(LEDGER), "--dry-run", "--json")
    assert done.exit_code == 0, done.output
    assert rows_of(done.stdout)[0]["company"] == "宁波汀兰精密机械有限公司"
    assert "officer_unknown" in done.stdout
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_a_workbook_goes_in_and_then_says_nothing_new(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    words = (str(LEDGER), "--batch", "1", "--unit", "普陀小组", "--as", "wang")
    report = tmp_path / "report.xlsx"
    first = run(*words, "--report", str(report))
    assert first.exit_code == 0, first.output
    assert ImportRun.objects.get().batch == world.batch
    assert openpyxl.load_workbook(report).sheetnames
    lines = Entry.objects.count()
    again = run(*words)
    assert again.exit_code == 0
    assert Entry.objects.count() == lines


@pytest.mark.django_db
def test_an_answer_is_remembered(world: World, wang: User, lin: User, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["企业名称", "首次接触时间", "拟投资额（亿元）", "进展情况", "甲乙丙"])
    sheet.append(["上海岚汀化学有限公司", "2019.10.2", 1, "在谈", "A1"])
    made.save(tmp_path / "book.xlsx")
    asked = run(str(tmp_path / "book.xlsx"), "--dry-run")
    assert "甲乙丙" in asked.stdout
    done = run(str(tmp_path / "book.xlsx"), "--answer", "甲乙丙=ignore", "--unit", "普陀小组", "--as", "wang")
    assert done.exit_code == 0, done.output
    assert HeaderMeaning.objects.get().field == "ignore"


@pytest.mark.django_db
def test_wrong_usage_is_told(world: World, wang: User) -> None:
    assert run(str(LEDGER)).exit_code == 2
    assert run(str(LEDGER), "--json", "--as", "wang").exit_code == 2
    assert run(str(LEDGER), "--dry-run", "--answer", "客商").exit_code == 2
    assert run(str(LEDGER), "--dry-run", "--batch", "9").exit_code == 1
    assert run(str(LEDGER), "--dry-run", "--unit", "没有").exit_code == 1


def test_a_file_that_is_no_workbook_gets_one_line_and_exit_code_1(tmp_path: Path) -> None:
    fake = tmp_path / "ledger.xlsx"
    fake.write_bytes(b"%PDF-1.7 nothing")
    env = os.environ | {"HOMETOWN_HOME": str(tmp_path / "none"), "HOMETOWN_DATABASE_URL": ""}
    for name in (str(fake), str(tmp_path / "missing.xlsx")):
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "import", name, "--dry-run", "--json"],
            env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("Error: ")
        assert len(done.stderr.strip().splitlines()) == 1
