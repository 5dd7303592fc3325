"""Who takes part: the engine in several ways, decoding alone, ripgrep, and peers in a Python of their own."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyarrow import compute, parquet

import hometown

from .vocabulary import told

OURS = "from hometown.config.cli import main; main()"
TODAY = "2024-07-01"  # the age of firms is counted to this day
PANDAS_ROWS = 500_000
SMALL_ROWS = 1_000
SHIPPED = Path(hometown.__file__).parent / "screening" / "data" / "huaibei.yaml"
PEERS = ("polars", "duckdb", "pyahocorasick", "pandas", "spark")


@dataclass(frozen=True)
class Contender:
    """A command to run again and again. `rows` is how many it reads; `slow` ones run in few rounds."""

    name: str
    command: tuple[str, ...]
    rows: int
    slow: bool = False
    env: Mapping[str, str] = field(default_factory=dict)
    clean: tuple[Path, ...] = ()  # taken away before each run
    counts: bool = False  # prints rows by node


@dataclass(frozen=True)
class Files:
    """What the contenders read: registries by what they are, the words by node, words and text as lines."""

    home: Path
    registries: Mapping[str, tuple[Path, int]]
    chains: Path | None
    words: Path
    patterns: Path
    text: Path


def words_of(chains: Path | None) -> dict[str, list[str]]:
    """Return the words of every node of a map; without a map, the products of our own kinds."""
    return {node: list(asked["words"]) for node, asked in asked_of(chains).items()}


def asked_of(chains: Path | None) -> dict[str, dict[str, Any]]:
    """Return of every node its words with their weights, and the phrases that exclude."""
    if chains is None:
        kinds = {kind["code"]: kind.get("products", []) + kind.get("services", []) for kind in told("kinds")["kind"]}
        return {code: {"words": dict.fromkeys(words, 1), "exclude": []} for code, words in kinds.items()}
    from ruamel.yaml import YAML

    read = YAML(typ="safe").load(chains.read_text(encoding="utf-8"))
    nodes = [node for chain in read["chains"] for node in chain["nodes"]]
    return {node["code"]: {"words": dict(node["words"]), "exclude": list(node.get("exclude", []))} for node in nodes}


def lines_of(registry: Path, text: Path) -> None:
    """Write name and scope of a registry as one line a row, for a tool that reads text."""
    if text.exists():
        return
    part = text.with_suffix(".part")
    with part.open("wb") as out:
        for batch in parquet.ParquetFile(registry).iter_batches(131_072, columns=["name", "scope"]):
            both = compute.binary_join_element_wise(batch.column(0), batch.column(1), "\t", null_handling="replace")
            out.write("\n".join(compute.replace_substring(both, "\n", " ").to_pylist()).encode())
            out.write(b"\n")
    part.rename(text)


def prepared(home: Path, registries: Mapping[str, tuple[Path, int]], chains: Path | None) -> Files:
    """Write words, lines and a small registry into the home."""
    nodes = asked_of(chains)
    files = Files(home, registries, chains, home / "words.json", home / "words.txt", home / "text.txt")
    files.words.write_text(json.dumps(nodes, ensure_ascii=False), encoding="utf-8")
    lines = sorted({word for asked in nodes.values() for word in asked["words"]})
    files.patterns.write_text("\n".join(lines) + "\n", encoding="utf-8")
    files.text.unlink(missing_ok=True)
    lines_of(registries["whole"][0], files.text)
    return files


def engine_is_there() -> bool:
    """Tell whether this project has the command that is measured."""
    asked = [sys.executable, "-c", OURS, "screen", "--help"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def screened(name: str, files: Files, registry: str, *flags: str, env: Mapping[str, str] | None = None) -> Contender:
    """Return a run of `hometown screen` over a registry, with a result of its own."""
    path, rows = files.registries[registry]
    stem = files.home / f"out-{name.replace(' ', '-').replace(',', '')}"
    out, funnel = stem.with_suffix(".parquet"), stem.with_suffix(".json")
    chains = ("--chains", str(files.chains)) if files.chains and files.chains != SHIPPED else ()
    command = (
        sys.executable,
        "-c",
        OURS,
        "screen",
        str(path),
        *chains,
        "-o",
        str(out),
        "--funnel",
        str(funnel),
        "--on",
        TODAY,
        *flags,
    )
    return Contender(name, command, rows, env=env or {}, clean=(out, funnel))


def _peer(python: str, name: str, files: Files) -> Contender:
    path, rows = files.registries["whole"]
    limit = min(rows, PANDAS_ROWS) if name == "pandas" else 0
    script = str(Path(__file__).with_name("peer.py"))
    command = (python, script, name, str(path), str(files.words), str(limit))
    return Contender(name, command, limit or rows, slow=name not in {"decode", "polars"}, counts=name != "decode")


def _ours(files: Files) -> list[Contender]:
    found = [
        screened("start-up", files, "small", "--workers", "1"),
        screened("1 worker", files, "whole", "--workers", "1"),
        screened("2 workers", files, "whole", "--workers", "2"),
    ]
    others = [kind for kind in ("density", "hits_first", "hits_last", "big") if kind in files.registries]
    found += [screened(f"2 workers, {kind}", files, kind, "--workers", "2") for kind in others]
    return found


def _on_spark(files: Files, peer_python: str | None) -> list[Contender]:
    """Return the runs on Spark; PySpark is lent by the other Python where the project's own has none."""
    env = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    if not importlib.util.find_spec("pyspark"):
        lent = _spark_of(files.home, peer_python)
        if lent is None:
            return []
        env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(lent), os.environ.get("PYTHONPATH"))))
    found = (("spark start-up", "small"), ("spark", "whole"))
    return [screened(name, files, registry, "--engine", "spark", env=env) for name, registry in found]


def _spark_of(home: Path, peer_python: str | None) -> Path | None:
    """Return a folder with nothing but links to the PySpark, and the pandas it asks for, of another Python."""
    if peer_python is None:
        return None
    asked = [peer_python, str(Path(__file__).with_name("peer.py")), "spark"]
    origins = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    if len(origins) < 3:
        return None
    folder = home / "lent"
    folder.mkdir(exist_ok=True)
    for origin in map(Path, origins):
        link = folder / origin.parent.name
        link.unlink(missing_ok=True)
        link.symlink_to(origin.parent, target_is_directory=True)
    return folder


def versions(python: str | None) -> dict[str, str]:
    """Return the peers that another Python has, with their versions."""
    if python is None:
        return {}
    asked = [python, str(Path(__file__).with_name("peer.py")), "versions"]
    found: dict[str, str] = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    return found


def all_of(
    files: Files, wanted: frozenset[str], peer_python: str | None, say: Callable[[str], None]
) -> list[Contender]:  # fmt: skip
    """Return who takes part, and say who is left out."""
    found = []
    if engine_is_there():
        found += _ours(files)
        if "spark" in wanted:
            spark = _on_spark(files, peer_python)
            found += spark
            if not spark:
                say("spark is left out: neither this Python nor --peer-python has pyspark")
    else:
        say("hometown screen is left out: this project does not have it")
    found.append(_peer(sys.executable, "decode", files))
    if ripgrep := shutil.which("rg"):
        command = (ripgrep, "-c", "-F", "-f", str(files.patterns), str(files.text))
        found.append(Contender("ripgrep", command, files.registries["whole"][1]))
    else:
        say("ripgrep is left out: there is none on this machine")
    there = versions(peer_python)
    for name in PEERS:
        if name in wanted and name != "spark":
            if name in there:
                found.append(_peer(str(peer_python), name, files))
            else:
                say(f"{name} is left out: --peer-python does not have it")
    return found
