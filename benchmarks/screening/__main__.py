"""Screening measured: `python -m benchmarks.screening --home DIR --rows 3000000 --peer-python PEERS/bin/python`.

Makes the registries from their seed, then runs everybody in turn, round after round: CPU seconds are those of all
processes of a command, the clock is shared with whatever else runs. The table is printed, all numbers lie beside it in
`results.json`. `--make FILE` only makes a registry, `--read OUT.parquet` shows the top of a result with a verdict.
"""

import dataclasses
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


def _registries(home: Path, rows: int, big: int, density: float, *, variants: bool) -> dict[str, tuple[Path, int]]:
    """Return every registry that takes part, made if it is not there."""
    wanted = {"small": Wanted(SMALL_ROWS), "whole": Wanted(rows)}
    if variants:
        wanted["density"] = Wanted(rows, density)
        wanted |= {order: Wanted(rows, order=order) for order in ORDERS[1:]}
    if big:
        wanted["big"] = Wanted(big)
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


def _measure(
    home: Path, rows: int, big: int, density: float, chains: Path | None, wanted: frozenset[str],
    peer_python: str | None, rounds: int, slow_rounds: int, *, variants: bool,
) -> None:  # fmt: skip
    files = contenders.prepared(home, _registries(home, rows, big, density, variants=variants), chains)
    everybody = contenders.all_of(files, wanted, peer_python, lambda line: click.echo(line, err=True))
    runs = _runs(everybody, rounds, slow_rounds)
    cost = figures.costs(everybody, runs)
    ratios = figures.figures(cost)
    identical, otherwise = figures.same_rows(everybody, files), figures.same_counts(everybody, runs)
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
        "peers": contenders.versions(peer_python),
        "costs": {name: dataclasses.asdict(each) for name, each in cost.items()},
        "figures": [dataclasses.asdict(each) | {"met": each.met()} for each in ratios],
        "identical": identical,
        "counted_otherwise": otherwise,
        "failed": [name for name, all_ in runs.items() if any(spent.code for spent in all_)],
    }
    figures.written(home / "results.json", found)


@click.command()
@click.option("--home", type=click.Path(path_type=Path), help="Where registries and results are kept.")
@click.option("--rows", type=int, default=3_000_000, show_default=True, help="Rows of the registry.")
@click.option("--big", type=int, help="Rows of the bigger one; four times as many if not said, 0 for none.")
@click.option(
    "--density", type=float, default=10.0, show_default=True, help="How dense the words stand in the dense one."
)
@click.option("--order", type=click.Choice(ORDERS), default="as_made", help="With --make: where the hits stand.")
@click.option("--variants/--no-variants", default=True, help="Measure a dense registry and two bad orders too.")
@click.option(
    "--chains", type=click.Path(path_type=Path, exists=True), help="A chain map; the shipped one if not said."
)
@click.option("--peers", default=",".join(PEERS), show_default=True, help="Which peers; none for none.")
@click.option(
    "--peer-python", type=click.Path(exists=True), help="A Python that has the peers: never this project's own."
)
@click.option("--rounds", type=int, default=3, show_default=True, help="How often everybody runs, in turn.")
@click.option(
    "--slow-rounds", type=int, default=1, show_default=True, help="How often pandas, DuckDB and pyahocorasick run."
)
@click.option("--make", "made", type=click.Path(path_type=Path), help="Only make a registry, of --rows, here.")
@click.option("--read", "out", type=click.Path(path_type=Path, exists=True), help="Show the top of a result.")
@click.option(
    "--registry", type=click.Path(path_type=Path, exists=True), help="With --read: the registry of the result."
)
def main(
    home: Path | None, rows: int, big: int | None, density: float, order: str, variants: bool, chains: Path | None,
    peers: str, peer_python: str | None, rounds: int, slow_rounds: int, made: Path | None, out: Path | None,
    registry: Path | None,
) -> None:  # fmt: skip
    """Measure how firms are screened."""
    if made:
        make(Wanted(rows, 1.0 if density == 10.0 and order != "as_made" else density, order), made)
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
    used = chains or (SHIPPED if SHIPPED.exists() else None)
    wanted = frozenset(peers.split(","))
    many = rows * 4 if big is None else big
    _measure(home, rows, many, density, used, wanted, peer_python, rounds, slow_rounds, variants=variants)


if __name__ == "__main__":
    main()
