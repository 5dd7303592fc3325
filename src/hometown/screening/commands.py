"""`hometown screen`: from a registry to the firms worth a visit. Needs no home and no database."""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import click

from hometown.names.reading import ReadingError

from .chains import ChainMap
from .mapping import ChainMapError, read_chain_map
from .running import ENGINES, Result, ScreeningError
from .running import screen as run

_FILE = click.Path(dir_okay=False, path_type=Path)
CURRENT = "current"
map_in_force: list[Callable[[], ChainMap]] = []  # the command line puts here what asks the home


@click.command()
@click.argument("registry", type=_FILE)
@click.option(
    "--chains", type=_FILE, metavar="FILE|current",
    help="Chain map to screen by (YAML); current: the one in force in this home; without it the one shipped.",
)  # fmt: skip
@click.option("--home", type=_FILE, help="Table of firms at home with who is tied to them (investor, supplier, …).")
@click.option("--top", default=20, show_default=True, help="Firms listed for each node.")
@click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True, help="Where it runs.")
@click.option("--workers", default=0, help="Processes of the local engine; without it one for each core.")
@click.option("--map", "mapped", multiple=True, metavar="OURS=THEIRS", help="What the registry calls a column.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day to which the age of firms is counted; today.")
@click.option("-o", "--out", required=True, type=_FILE, help="Where the list goes: .parquet, .csv or .xlsx.")
@click.option("--funnel", type=_FILE, help="Where the counts go, with what was left out and why (JSON).")
@click.option(
    "--pool", type=_FILE, help="Where a pool goes (.parquet), on which a changed map is tried in the product."
)
def screen(registry: Path, out: Path, **told: Any) -> None:
    """List the firms of REGISTRY (parquet, csv, xlsx) that fit the chains of the home city, with reasons.

    REGISTRY needs the columns name and scope; uscc, reg_date, ent_type, capital_wan, province, city, industry_code,
    status, tags and expansion are used where they are.
    """
    on: datetime | None = told["on"]
    try:
        with _Bar() as bar:
            result = run(
                registry, out, chains=_map_of(told["chains"]), home=told["home"],
                top=told["top"], on=on.date() if on else None, engine=told["engine"], workers=told["workers"],
                names=dict(_pair(each) for each in told["mapped"]), funnel=told["funnel"], pool=told["pool"],
                progress=bar.show,
            )  # fmt: skip
    except ChainMapError as error:
        count = len(error.problems)
        msg = f"The chain map has {count} mistake{'s' if count > 1 else ''}; nothing was screened.\n{error}"
        raise click.ClickException(msg) from error
    except (ScreeningError, ReadingError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        msg = f"{error.filename or out} cannot be read or written ({error.strerror})."
        raise click.ClickException(msg) from error
    except KeyboardInterrupt:
        msg = "Stopped. Nothing was written; the same command goes on from where it was."
        raise click.ClickException(msg) from None
    _tell(result, out)


def _map_of(said: Path | None) -> ChainMap | None:
    if said is None:
        return None
    return map_in_force[0]() if str(said) == CURRENT and map_in_force else read_chain_map(said)


def _pair(said: str) -> tuple[str, str]:
    ours, sign, theirs = said.partition("=")
    if not sign or not theirs:
        msg = f"“{said}” is not OURS=THEIRS, as in --map scope=经营范围."
        raise click.BadParameter(msg, param_hint="--map")
    return ours.strip(), theirs.strip()


def _tell(result: Result, out: Path) -> None:
    steps = result.funnel["steps"]
    for remark in result.remarks:
        click.echo(remark, err=True)
    nodes = sum(1 for node in result.funnel["nodes"].values() if node["listed"])
    click.echo(
        f"{steps['rows']:,} rows, {steps['in_business']:,} in business, {steps['hit']:,} with a word of a node; "
        f"{len(result.lines):,} listed for {nodes} of {len(result.funnel['nodes'])} nodes: {out}"
    )


class _Bar:
    """A line that says how far it is, how fast, and how long it still takes; only where somebody looks."""

    def __enter__(self) -> Self:
        self._began, self._width = time.monotonic(), 0
        return self

    def __exit__(self, *_: object) -> None:
        if self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)

    def show(self, done: int, of: int) -> None:
        """Draw it anew."""
        if not sys.stderr.isatty():
            return
        speed = done / max(time.monotonic() - self._began, 1e-6)
        left = (of - done) / speed if speed else 0
        line = f"{done:,} of {of:,} rows  {done / max(of, 1):4.0%}  {speed:,.0f} rows/s  {left:,.0f} s left"
        click.echo("\r" + line.ljust(self._width), nl=False, err=True)
        self._width = max(self._width, len(line))
