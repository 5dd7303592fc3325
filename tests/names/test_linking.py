"""Two lists linked."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from hometown.names import linking
from hometown.names.linking import link

LIST = ["澄湖新材", "江苏龙俊环保", "新疆天山雪莲乳业有限公司", "=cmd", ""] * 4


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_name_has_a_line_in_its_place(index_path: Path, tmp_path: Path) -> None:
    counts = link(LIST, index_path, tmp_path / "out.csv", workers=1)
    lines = _lines(tmp_path / "out.csv")
    assert [line["outcome"] for line in lines[:3]] == ["same", "ask", "new"]
    assert [line["query"] for line in lines[:2]] == LIST[:2]
    assert lines[0]["name"] == "上海澄湖新材料有限公司"
    assert sum(counts.values()) == len(lines) == len(LIST)
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_no_cell_is_a_formula(index_path: Path, tmp_path: Path) -> None:
    link(LIST, index_path, tmp_path / "out.csv", workers=1)
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for line in _lines(tmp_path / "out.csv") for cell in line.values()
    )


def test_a_killed_run_goes_on_where_it_was(index_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "CHUNK", 3)
    link(LIST, index_path, tmp_path / "whole.csv", workers=1)
    asked: list[int] = []
    really = linking.answer

    def dies(work: tuple[int, Sequence[str], str]) -> tuple[int, list[list[str]]]:
        if len(asked) == 2:
            raise KeyboardInterrupt
        asked.append(work[0])
        return really(work)

    monkeypatch.setattr(linking, "answer", dies)
    with pytest.raises(KeyboardInterrupt):
        link(LIST, index_path, tmp_path / "out.csv", workers=1)
    assert not (tmp_path / "out.csv").exists()
    again: list[int] = []

    def counts(work: tuple[int, Sequence[str], str]) -> tuple[int, list[list[str]]]:
        again.append(work[0])
        return really(work)

    monkeypatch.setattr(linking, "answer", counts)
    link(LIST, index_path, tmp_path / "out.csv", workers=1)
    assert not set(asked) & set(again)
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_on_several_cores_the_answers_are_the_same(
    index_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "CHUNK", 8)
    link(LIST, index_path, tmp_path / "one.csv", workers=1)
    link(LIST, index_path, tmp_path / "two.csv", workers=2)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
