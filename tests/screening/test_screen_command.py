"""`hometown screen`: what it prints, and one sentence for each thing that can be wrong. No home, no database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hometown.screening.commands import screen

from .conftest import MAP, Written, firm


def run(*arguments: object) -> Result:
    return CliRunner().invoke(screen, [str(each) for each in arguments])


@pytest.fixture
def chains_file(tmp_path: Path) -> Path:
    (tmp_path / "chains.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path / "chains.yaml"


def test_it_says_what_it_read_and_what_it_listed(registry: Written, chains_file: Path, tmp_path: Path) -> None:
    path = registry([firm(1, "上海甲有限公司", "电池铝箔制造"), firm(2, "上海乙有限公司", "餐饮服务")])
    said = run(path, "--chains", chains_file, "-o", tmp_path / "o.csv", "--funnel", tmp_path / "f.json")
    assert said.exit_code == 0, said.output
    assert "2 rows, 2 in business, 1 with a word of a node; 1 listed for 1 of 3 nodes" in said.output
    assert (tmp_path / "o.csv").exists()
    assert (tmp_path / "f.json").exists()


def test_a_column_may_be_called_anything(chains_file: Path, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("甲,乙\n上海甲有限公司,电池铝箔制造\n", encoding="utf-8")
    wrong = run(tmp_path / "r.csv", "--chains", chains_file, "-o", tmp_path / "o.csv")
    assert wrong.exit_code == 1
    assert "name it with --map name=COLUMN" in wrong.output
    named = ["--map", "name=甲", "--map", "scope=乙"]
    assert run(tmp_path / "r.csv", "--chains", chains_file, *named, "-o", tmp_path / "o.csv").exit_code == 0
    assert "knows no column colour" in run(
        tmp_path / "r.csv", "--chains", chains_file, *named, "--map", "colour=乙", "-o", tmp_path / "o.csv"
    ).output  # fmt: skip
    assert run(tmp_path / "r.csv", "--map", "scope", "-o", tmp_path / "o.csv").exit_code == 2


def test_mistakes_of_a_chain_map_are_told_by_line_and_nothing_is_screened(registry: Written, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(MAP.replace("电池铝箔: 5", "电池铝箔: 9"), encoding="utf-8")
    path = registry([firm(1, "上海甲有限公司", "电池铝箔制造")])
    said = run(path, "--chains", tmp_path / "bad.yaml", "-o", tmp_path / "o.csv")
    assert said.exit_code == 1
    assert "The chain map has 1 mistake; nothing was screened." in said.output
    assert "chains.aluminium.nodes.foil.words.电池铝箔: must be at most 5." in said.output
    assert not (tmp_path / "o.csv").exists()


def test_a_place_that_cannot_be_written_is_one_sentence(registry: Written, chains_file: Path, tmp_path: Path) -> None:
    path = registry([firm(1, "上海甲有限公司", "电池铝箔制造")])
    said = run(path, "--chains", chains_file, "-o", tmp_path / "none" / "o.csv")
    assert said.exit_code == 1
    assert "is not there: make it first" in said.output
    assert "ending that says its form" in run(path, "--chains", chains_file, "-o", tmp_path / "o.doc").output
    assert "--top must be from 1" in run(path, "--chains", chains_file, "-o", tmp_path / "o.csv", "--top", 0).output


def test_it_needs_no_home_and_no_tables(registry: Written, tmp_path: Path) -> None:
    path = registry([firm(1, "上海甲有限公司", "电池铝箔制造")])
    code = (
        "import sys\nfrom hometown.config.cli import main\n"
        f"sys.argv = ['hometown', 'screen', {str(path)!r}, '-o', {str(tmp_path / 'o.csv')!r}, '--workers', '1']\n"
        "try:\n    main()\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        "assert not [name for name in sys.modules if name.startswith('hometown') and name.endswith('.models')]\n"
    )
    env = os.environ | {"HOMETOWN_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home").exists()
