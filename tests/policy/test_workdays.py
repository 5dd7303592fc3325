"""The script that renews the list of workdays writes what the shipped rules carry."""

import runpy
from datetime import date

from hometown.policy.reading import default_text, read
from hometown.policy.rules import is_workday
from tests.house.tree import ROOT

POLICY = read(default_text())


def test_the_script_writes_the_years_as_the_shipped_rules_carry_them() -> None:
    lines_of = runpy.run_path(str(ROOT / "scripts" / "workdays.py"))["lines_of"]
    for year in POLICY.workdays.years:
        assert lines_of(year.year, lambda day: is_workday(POLICY, day)) in default_text()


def test_a_day_the_calendar_gains_shows_in_the_lines() -> None:
    lines_of = runpy.run_path(str(ROOT / "scripts" / "workdays.py"))["lines_of"]
    lines = lines_of(2027, lambda day: day.weekday() < 5 and day != date(2027, 1, 1))
    assert lines.splitlines() == ["    - year: 2027", "      off: [2027-01-01]", "      worked: []"]
