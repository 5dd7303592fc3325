"""The index on the command line."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from hometown.names.commands import names


def run(*words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(names, list(words), input=given)


def test_a_registry_is_built_and_asked(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "name,uscc,alias\n上海澄湖新材料有限公司,91310000MA1K00000X,澄湖\n", encoding="utf-8"
    )
    built = run("build", str(tmp_path / "r.csv"), "-o", str(tmp_path / "r.names"))
    assert built.exit_code == 0, built.output
    answered = run("resolve", str(tmp_path / "r.names"), "--json", "澄湖", "上海城湖新材料")
    one, other = map(json.loads, answered.stdout.splitlines())
    assert (one["outcome"], one["candidates"][0]["uscc"]) == ("same", "91310000MA1K00000X")
    assert (other["outcome"], other["query"]) == ("ask", "上海城湖新材料")
    assert set(one["candidates"][0]) == {"name", "uscc", "score", "why"}
    assert one["ms"] > 0


def test_lines_of_standard_input_are_answered_one_by_one_whatever_they_hold(index_path: Path) -> None:
    given = (
        "澄湖新材\n\n一\n🙂\n\x00\x07澄湖新材\n".encode()
        + b"\xff\xfe\xe6\n"
        + b"x" * 10_000
        + "\n最后一行没有换行".encode()
    )
    answered = run("resolve", str(index_path), "--json", given=given)
    lines = [json.loads(line) for line in answered.stdout.splitlines()]
    assert answered.exit_code == 0
    assert len(lines) == 8
    assert [line["outcome"] for line in lines[:5]] == ["same", "new", "ask", "new", "same"]
    assert "not UTF-8 from byte 1" in lines[5]["note"]
    assert lines[6]["note"] == "too long to be a name"


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, index_path: Path) -> None:
    (tmp_path / "cut.names").write_bytes(index_path.read_bytes()[:5000])
    for words in (
        ("resolve", str(tmp_path / "cut.names"), "x"),
        ("resolve", str(tmp_path / "none.names"), "x"),
        ("build", str(tmp_path / "none.csv"), "-o", str(tmp_path / "x.names")),
        ("link", str(tmp_path / "none.csv"), str(index_path), "-o", str(tmp_path / "x.csv")),
    ):
        said = run(*words)
        assert said.exit_code == 1
        assert said.output.startswith("Error: ")
        assert len(said.output.strip().splitlines()) == 1


def test_a_list_is_linked(tmp_path: Path, index_path: Path) -> None:
    (tmp_path / "left.csv").write_text("公司名称\n澄湖新材\n谁也不认识的奇怪字号\n", encoding="utf-8")
    said = run("link", str(tmp_path / "left.csv"), str(index_path), "-o", str(tmp_path / "out.csv"))
    assert said.exit_code == 0, said.output
    assert said.output.startswith("2 names: 1 same, ")


def test_a_name_is_taken_apart() -> None:
    said = run("parse", "--json", "上海澄湖新材料有限公司")
    assert json.loads(said.stdout)["parts"][1] == {"kind": "trade", "text": "澄湖", "start": 2, "end": 4}
