"""Screening measured: `python -m benchmarks.screening --home DIR --rows 3000000 --peer-python PEERS/bin/python`.

Makes the registries from their seed, then runs everybody in turn, round after round: CPU seconds are those of all
processes of a command, the clock is shared with whatever else runs. The table is printed, all numbers lie beside it in
`results.json`. `--make FILE` only makes a registry, `--read OUT.parquet` shows the top of a result with a verdict.
"""

import dataclasses
import json
import os
import platform
import time
from collections.abc import Sequence
from pathlib import Path

import click

from . import contenders, figures, reading
from .contenders import PEERS, SHIPPED, SMALL_ROWS, Contender
from .measuring import Spent, run
from .registry import ORDERS, SEED, Wanted, kept, make


@dataclasses.dataclass(frozen=True)
class Asked:
    """What is to be measured, as the command line says it."""

    rows: int
    big: int
    density: float
    chains: Path | None
    peers: frozenset[str]
    peer_python: str | None
    rounds: int
    slow_rounds: int
    variants: bool


def _registries(home: Path, asked: Asked) -> dict[str, tuple[Path, int]]:
    """Return every registry that takes part, made if it is not there."""
    wanted = {"small": Wanted(SMALL_ROWS), "whole": Wanted(asked.rows)}
    if asked.variants:
        wanted["density"] = Wanted(asked.rows, asked.density)
        wanted |= {order: Wanted(asked.rows, order=order) for order in ORDERS[1:]}
    if asked.big:
        wanted["big"] = Wanted(asked.big)
    found = {}
    for kind, each in wanted.items():
        began = time.process_time()
        found[kind] = kept(each, home), each.rows
        click.echo(f"{kind}: {found[kind][0].name}, {time.process_time() - began:.1f} CPU s", err=True)
    return found


def _one(one: Contender) -> Spent:
    for path in one.clean:
        path.unlink(missing_ok=True)
    spent = run(one.command, one.env)
    click.echo(f"  {one.name}: {spent.wall_s:.2f} s, {spent.cpu_s:.2f} CPU s, {spent.peak_mb:.0f} MB", err=True)
    if spent.code:
        click.echo(f"  {one.name} failed ({spent.code}): {spent.said[-600:]}", err=True)
    return spent


def _runs(everybody: Sequence[Contender], rounds: int, slow_rounds: int) -> dict[str, list[Spent]]:
    """Run everybody in turn; who failed once is not asked again."""
    runs: dict[str, list[Spent]] = {one.name: [] for one in everybody}
    for at in range(rounds):
        click.echo(f"round {at + 1} of {rounds}, load {os.getloadavg()[0]:.1f}", err=True)
        for one in everybody:
            failed = any(spent.code for spent in runs[one.name])
            if not failed and not (one.slow and at >= slow_rounds):
                runs[one.name].append(_one(one))
    return runs


def measure(home: Path, asked: Asked) -> None:
    """Measure everybody, print the table, write all numbers beside it."""
    files = contenders.prepared(home, _registries(home, asked), asked.chains)
    everybody = contenders.all_of(files, asked.peers, asked.peer_python, lambda line: click.echo(line, err=True))
    runs = _runs(everybody, asked.rounds, asked.slow_rounds)
    cost = figures.costs(everybody, runs)
    ratios = figures.figures(cost)
    identical, otherwise = figures.same_rows(everybody), figures.same_counts(everybody, runs)
    click.echo(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, seed {SEED}")
    click.echo(figures.table(cost, ratios))
    for name, same in identical.items():
        click.echo(f"rows of {name} against one worker: {'identical' if same else 'NOT THE SAME'}")
    for name, nodes in otherwise.items():
        click.echo(f"counts of {name}: {'agree' if not nodes else 'differ in ' + ', '.join(nodes)}")
    found = {
        "machine": {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "registries": {kind: {"file": path.name, "rows": many} for kind, (path, many) in files.registries.items()},
        "words": len(files.patterns.read_text(encoding="utf-8").split()),
        "text_bytes": files.text.stat().st_size,
        "peers": contenders.versions(asked.peer_python),
        "costs": {name: dataclasses.asdict(each) for name, each in cost.items()},
        "figures": [dataclasses.asdict(each) | {"met": each.met()} for each in ratios],
        "identical": identical,
        "counted_otherwise": otherwise,
        "failed": [name for name, all_ in runs.items() if any(spent.code for spent in all_)],
    }
    (home / "results.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


_FILE = click.Path(path_type=Path)
_THERE = click.Path(path_type=Path, exists=True)


@click.command()
@click.option("--home", type=_FILE, help="Where registries and results are kept.")
@click.option("--rows", type=int, default=3_000_000, show_default=True, help="Rows of the registry.")
@click.option("--big", type=int, help="Rows of the bigger one; four times as many if not said, 0 for none.")
@click.option(
    "--density", type=float, help="How dense the words stand: in the dense one 10 if not said, 1 with --make."
)
@click.option("--order", type=click.Choice(ORDERS), default="as_made", help="With --make: where the hits stand.")
@click.option("--variants/--no-variants", default=True, help="Measure a dense registry and two bad orders too.")
@click.option("--chains", type=_THERE, help="A chain map; the shipped one if not said.")
@click.option("--peers", default=",".join(PEERS), show_default=True, help="Which peers; none for none.")
@click.option("--peer-python", type=_THERE, help="A Python that has the peers, never the project's own.")
@click.option("--rounds", type=int, default=3, show_default=True, help="How often everybody runs, in turn.")
@click.option(
    "--slow-rounds", type=int, default=1, show_default=True, help="The same for pandas, DuckDB, pyahocorasick."
)
@click.option("--make", "made", type=_FILE, help="Only make a registry, of --rows, here.")
@click.option("--read", "out", type=_THERE, help="Show the top of a result, with a verdict.")
@click.option("--registry", type=_THERE, help="With --read: the registry of the result.")
def main(
    home: Path | None, rows: int, big: int | None, density: float | None, order: str, variants: bool,
    chains: Path | None, peers: str, peer_python: Path | None, rounds: int, slow_rounds: int, made: Path | None,
    out: Path | None, registry: Path | None,
) -> None:  # fmt: skip
    """Measure how firms are screened."""
    if made:
        make(Wanted(rows, density or 1.0, order), made)
        return
    if out:
        whole = registry or (home / Wanted(rows).file_name() if home else None)
        if whole is None:
            raise click.UsageError("--read needs --registry, or --home and --rows")
        click.echo(reading.printed(out, whole))
        return
    if home is None:
        raise click.UsageError("--home is needed to measure")
    home.mkdir(parents=True, exist_ok=True)
    asked = Asked(
        rows, rows * 4 if big is None else big, density or 10.0, chains or (SHIPPED if SHIPPED.exists() else None),
        frozenset(peers.split(",")), str(peer_python) if peer_python else None, rounds, slow_rounds, variants,
    )  # fmt: skip
    measure(home, asked)


if __name__ == "__main__":
    main()
