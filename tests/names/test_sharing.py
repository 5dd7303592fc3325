"""A long list that several processes look up has the answers that one gives."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from hometown.names import Index, Registry, index, sharing

NAMES = ["上海澄湖新材料有限公司", "江苏龙净环保科技股份有限公司", "淮北兴发建材有限公司", "上海泰万电气有限公司"]


@pytest.fixture
def built(tmp_path: Path) -> Index:
    return Index.build(Registry(names=NAMES), tmp_path / "registry.names", workers=1)


def test_two_processes_answer_as_one(built: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SHARED_FROM", 4)
    monkeypatch.setattr(sharing, "AT_ONCE", 3)
    asked = ["澄湖新材", "龙竞环保", "", "x" * 300, "兴发建材", "利发建材", *NAMES]
    assert built.resolve_all(asked, workers=2) == built.resolve_all(asked)


def killed(_work: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_process_leaves_is_answered_all_the_same(built: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "SHARED_FROM", 4)
    monkeypatch.setattr(sharing, "_answer", killed)
    asked = ["澄湖新材", "龙竞环保", "兴发建材", *NAMES]
    assert built.resolve_all(asked, workers=2) == built.resolve_all(asked)
