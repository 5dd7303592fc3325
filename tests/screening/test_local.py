"""The engine on this machine: a killed run goes on, a stopped one leaves no half list, all cores say the same."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from hometown.screening import ChainMap, ReadingError, chain_map_of, local, screen
from hometown.screening.local import candidate_of, folder_of, plain, screen_locally
from hometown.screening.plan import Plan
from hometown.screening.registry import open_registry
from hometown.screening.spark import part_of, screen_on_spark

from .conftest import MAP, ON, Written, firm

SCOPES = ("电池铝箔制造", "铝箔的生产、销售", "铝板带制造；大数据服务", "金属材料销售")
ROWS = [firm(n, f"上海第{n}有限公司", SCOPES[n % 4], capital_wan=float(n)) for n in range(400)]


def told(out: Path) -> list[Any]:
    found: list[Any] = parquet.read_table(out).to_pylist()
    return found


def test_two_processes_list_what_one_lists(chains: ChainMap, registry: Written, tmp_path: Path) -> None:
    path = registry(ROWS, group=37)
    for workers in (1, 2):
        screen(path, tmp_path / f"{workers}.parquet", chains=chains, on=ON, workers=workers)
    assert told(tmp_path / "1.parquet") == told(tmp_path / "2.parquet")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_however_the_other_processes_begin_the_list_is_the_same(
    chains: ChainMap, registry: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    opened = open_registry(registry(ROWS, group=37), {}, tmp_path / "w.parquet")
    plan = Plan(chains, ON, 5, "淮北")
    alone, expected = screen_locally(opened, plan, tmp_path / "alone", workers=1)
    begun: list[str] = []

    def start_method() -> str:
        begun.append(method)
        return method

    monkeypatch.setattr(local, "start_method", start_method)
    together, counts = screen_locally(opened, plan, tmp_path / "together", workers=3)
    assert begun == [method]
    assert sorted(map(repr, together.every())) == sorted(map(repr, alone.every()))
    assert counts.as_json() == expected.as_json()


def test_a_process_with_other_threads_is_not_copied() -> None:
    there = threading.Event()
    other = threading.Thread(target=there.wait)
    other.start()
    try:
        assert local.start_method() == "spawn"
    finally:
        there.set()
        other.join()


def test_few_large_row_groups_are_shared(chains: ChainMap, registry: Written, tmp_path: Path) -> None:
    path = registry(ROWS, group=400)
    for workers in (1, 3):
        screen(path, tmp_path / f"{workers}.parquet", chains=chains, on=ON, workers=workers)
    assert told(tmp_path / "1.parquet") == told(tmp_path / "3.parquet")


class Stopped(Exception):
    """Somebody pulled the plug."""


def test_a_run_that_broke_off_goes_on_where_it_was_and_comes_to_the_same(
    chains: ChainMap, registry: Written, tmp_path: Path
) -> None:
    path, out, done = registry(ROWS, group=37), tmp_path / "o.parquet", []

    def stop(rows: int, _of: int) -> None:
        if rows >= 150:
            raise Stopped

    with pytest.raises(Stopped):
        screen(path, out, chains=chains, on=ON, workers=1, progress=stop)
    assert not out.exists()
    result = screen(path, out, chains=chains, on=ON, workers=1, progress=lambda rows, _of: done.append(rows))
    assert done[:4] == [37, 74, 111, 148]  # taken from what was kept
    expected = screen(path, tmp_path / "whole.parquet", chains=chains, on=ON, workers=1)
    assert (result.lines, result.funnel) == (expected.lines, expected.funnel)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["o.parquet", "registry.parquet", "whole.parquet"]


def test_what_was_kept_of_another_question_is_not_used(chains: ChainMap, registry: Written, tmp_path: Path) -> None:
    opened = open_registry(registry(ROWS), {}, tmp_path / "w.parquet")
    out = tmp_path / "o.parquet"
    folders = {
        folder_of(opened, plan, out)
        for plan in (Plan(chains, ON, 5), Plan(chains, ON, 6), Plan(chains, ON.replace(year=2025), 5))
    }
    assert len(folders) == 3


def test_a_part_that_is_damaged_is_made_again(chains: ChainMap, registry: Written, tmp_path: Path) -> None:
    opened = open_registry(registry(ROWS, group=100), {}, tmp_path / "w.parquet")
    plan, parts = Plan(chains, ON, 5), tmp_path / "parts"
    first, _ = screen_locally(opened, plan, parts, workers=1)
    kept = sorted(parts.iterdir())
    assert len(kept) == 4
    kept[1].write_text("[{", encoding="utf-8")
    again, _ = screen_locally(opened, plan, parts, workers=1)
    assert [again.listed(node) for node in range(3)] == [first.listed(node) for node in range(3)]


def test_a_firm_goes_to_a_file_and_comes_back_as_it_was(chains: ChainMap, registry: Written, tmp_path: Path) -> None:
    opened = open_registry(registry(ROWS), {}, tmp_path / "w.parquet")
    shortlist, _ = screen_locally(opened, Plan(chains, ON, 5), tmp_path / "parts", workers=1)
    assert shortlist.every()
    assert [candidate_of(plain(one)) for one in shortlist.every()] == shortlist.every()


def test_what_a_spark_worker_says_of_its_batches_is_what_this_machine_says(
    chains: ChainMap, registry: Written, tmp_path: Path
) -> None:
    opened = open_registry(registry(ROWS, group=90), {}, tmp_path / "w.parquet")
    plan = Plan(chains, ON, 5, "淮北")

    def batches() -> Iterator[Any]:
        for group in range(len(opened.groups)):
            yield from opened.batches(group)

    (row,) = [row for batch in part_of(batches(), plan) for row in pa.Table.from_batches([batch]).to_pylist()]
    counts, candidates, _drawn = json.loads(row["part"])
    shortlist, expected = screen_locally(opened, plan, tmp_path / "parts", workers=1)
    assert sorted(map(repr, (candidate_of(one) for one in candidates))) == sorted(map(repr, shortlist.every()))
    assert counts == expected.as_json()


def test_without_spark_the_engine_says_how_to_get_it(
    chains: ChainMap, registry: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    opened = open_registry(registry(ROWS), {}, tmp_path / "w.parquet")
    with pytest.raises(ReadingError, match=r"pip install 'second-hometown\[spark\]'"):
        screen_on_spark(opened, Plan(chains, ON, 5))


def _begun(path: Path, out: Path, chains_file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from hometown.config.cli import main; main()", "screen", str(path),
               "--chains", str(chains_file), "--on", "2026-01-01", "-o", str(out), "--workers", "2"]  # fmt: skip
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_or_stopped_leaves_no_half_list_and_goes_on(
    registry: Written, tmp_path: Path, how: signal.Signals
) -> None:
    path, out, chains_file = registry(ROWS * 150, group=4000), tmp_path / "o.parquet", tmp_path / "chains.yaml"
    chains_file.write_text(MAP, encoding="utf-8")
    run = _begun(path, out, chains_file)
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".o.parquet.*.parts/*.part")) and time.monotonic() < until and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, how)
    _, said = run.communicate(timeout=60)
    if not out.exists():  # it was not quicker than we
        assert run.returncode != 0
        assert "Traceback" not in said or how == signal.SIGKILL
        assert not list(tmp_path.glob(".*.new"))
    again = _begun(path, out, chains_file)
    _, said = again.communicate(timeout=120)
    assert again.returncode == 0, said
    screen(path, tmp_path / "whole.parquet", chains=chain_map_of(MAP), on=ON)
    assert told(out) == told(tmp_path / "whole.parquet")
