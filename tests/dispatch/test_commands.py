"""`hometown dispatch`: the same board on the command line."""

import json
from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner

from hometown.accounts.models import User
from hometown.dispatch import actions
from hometown.dispatch.commands import dispatch
from hometown.projects.models import Project
from tests.people import World

from .conftest import TODAY


def test_the_board_is_printed_as_text_data_and_paper(world: World, lin: User, project: Project, tmp_path: Path) -> None:
    actions.raise_blocker(lin, project=project, text="园区蒸汽不够")
    run = CliRunner().invoke
    said = run(dispatch, [])
    assert "园区蒸汽不够" in said.output
    told = json.loads(run(dispatch, [str(TODAY), "--batch", "1", "--format", "json"]).output)
    row = next(one for one in told["rows"] if one["group"] == "blockers")
    assert (row["title"], row["person"]) == ("园区蒸汽不够", lin.name)
    paper = tmp_path / "dispatch.docx"
    assert run(dispatch, ["--format", "docx", "-o", str(paper)]).exit_code == 0
    assert "园区蒸汽不够" in ZipFile(paper).read("word/document.xml").decode()


def test_wrong_usage_and_what_is_not_there_say_so(world: World) -> None:
    run = CliRunner().invoke
    for odd in ("yesterday", "0001-01-01"):
        assert run(dispatch, [odd]).exit_code == 2
    assert run(dispatch, ["--format", "docx"]).exit_code == 2
    assert run(dispatch, ["2999-01-01"]).exit_code == 1
    assert run(dispatch, ["--batch", "9"]).exit_code == 1
