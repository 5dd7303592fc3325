"""A whole run: a registry and a map in; a list, a funnel and sentences about what was passed over out."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hometown.kernel import clock
from hometown.names.divisions import divisions

from .chains import ChainMap
from .counts import Counts
from .listing import Shortlist, columns_of
from .local import folder_of, screen_locally
from .mapping import shipped
from .plan import Plan, Ties
from .pool import best_of, write_pool
from .registry import open_registry
from .samples import MOST
from .ties import ties_of
from .writing import KINDS, lines_of, whole, write

ENGINES = ("local", "spark")
Progress = Callable[[int, int], None]


class ScreeningError(Exception):
    """A run that cannot be made as asked; the message says why and what to do."""


@dataclass(frozen=True)
class Result:
    """What came of a run: the lines of the list, the funnel, and sentences about what was passed over."""

    lines: list[dict[str, Any]]
    funnel: dict[str, Any]
    remarks: tuple[str, ...]


def screen(
    registry: Path,
    out: Path,
    *,
    chains: ChainMap | None = None,
    home: Path | None = None,
    top: int = 20,
    on: date | None = None,
    engine: str = "local",
    workers: int = 0,
    names: Mapping[str, str] | None = None,
    funnel: Path | None = None,
    pool: Path | None = None,
    library: str = "",
    progress: Progress | None = None,
) -> Result:
    """Screen a registry and write the list to `out`. Raises ReadingError, ScreeningError, OSError.

    `top` firms a node; ages are counted to `on` (today); `names` says what the registry calls our columns.
    `pool` is where so much of the registry goes that a changed map can be tried on it (`pool.py`).
    """
    _ask(out, top, engine)
    _ask_files(registry, out, home, funnel, pool)
    if workers < 0:
        msg = "--workers must be 1 or more, or 0 for one for each core."
        raise ScreeningError(msg)
    chains = chains or shipped()
    plan = plan_of(chains, on or clock.today(), top, ties_of(home) if home else Ties(), library, is_pooled=bool(pool))
    turned = out.with_name(f".{out.name}.registry.parquet")
    try:
        opened = open_registry(registry, names or {}, turned)
        shortlist, counts = _run(engine, opened, plan, out, workers, progress)
        counts.bad_rows += opened.bad_rows
        counts.rows += opened.bad_rows
        numbers = _funnel(opened.named, shortlist, counts, plan, top)
        result = Result(list(lines_of(shortlist, plan, top)), numbers, opened.remarks)
        write(result.lines, out)
        if pool:
            columns = columns_of([ours for ours, _ in opened.columns])
            write_pool(pool, shortlist, counts, plan, columns, top=top, registry=opened.named)
        if funnel:
            text = json.dumps(result.funnel, ensure_ascii=False, indent=1)
            whole(funnel, lambda beside: _write_text(beside, text))
        _tidy(folder_of(opened, plan, out))
    finally:
        with suppress(FileNotFoundError):
            turned.unlink()
    return result


def plan_of(chains: ChainMap, on: date, top: int, ties: Ties, library: str = "", *, is_pooled: bool = False) -> Plan:
    """Return the plan of a run; one with a pool looks further down than what is listed."""
    deep = max(top, best_of(len(chains.nodes))) if is_pooled else top
    return Plan(chains, on, deep, _short_name(chains.city), ties, library, MOST if is_pooled else 0)


def _run(
    engine: str, opened: Any, plan: Plan, out: Path, workers: int, progress: Progress | None
) -> tuple[Shortlist, Counts]:
    if engine == "spark":
        from .spark import screen_on_spark

        return screen_on_spark(opened, plan, progress=progress)
    return screen_locally(opened, plan, folder_of(opened, plan, out), workers=workers, progress=progress)


def _ask(out: Path, top: int, engine: str) -> None:
    if out.suffix.lower() not in KINDS:
        msg = f"{out.name} has no ending that says its form: let it end with {', '.join(KINDS)}."
        raise ScreeningError(msg)
    if not out.parent.is_dir():
        msg = f"the folder {out.parent} is not there: make it first."
        raise ScreeningError(msg)
    if not 1 <= top <= 10_000:
        msg = "--top must be from 1 to 10,000."
        raise ScreeningError(msg)
    if engine not in ENGINES:
        msg = f"there is no engine {engine}: take {' or '.join(ENGINES)}."
        raise ScreeningError(msg)


def _ask_files(registry: Path, out: Path, home: Path | None, *others: Path | None) -> None:
    """Raise ScreeningError where what is written would take the place of what is read, or of something else written."""
    read = {each.resolve() for each in (registry, home) if each}
    written: set[Path] = set()
    for each in (out, *others):
        if each and each.resolve() in read | written:
            what = "read" if each.resolve() in read else "written twice"
            msg = f"{each} is {what} in this run: give what is written a name of its own."
            raise ScreeningError(msg)
        if each:
            written.add(each.resolve())


def _short_name(code: str) -> str:
    found = divisions().get(code)
    return found.short_name if found else ""


def _funnel(named: str, shortlist: Shortlist, counts: Counts, plan: Plan, top: int) -> dict[str, Any]:
    """Return the way from the registry to the list in numbers."""
    steps = {step: getattr(counts, step) for step in ("rows", "bad_rows", "dissolved", "in_business", "hit")}
    nodes = {}
    for at, node in enumerate(plan.nodes):
        firms, doubles = shortlist.listed(at, top)
        by_reason = {name: int(values[at]) for name, values in counts.by_node.items()}
        nodes[node.code] = by_reason | {"duplicates": doubles, "listed": len(firms)}
    chains = {"city": plan.chains.city, "zh": plan.chains.zh, "digest": plan.chains.digest}
    registry = {"file": named, "rows": counts.rows, "read_on": plan.on.isoformat()}
    return {"registry": registry, "chains": chains, "top": top, "steps": steps, "nodes": nodes}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _tidy(folder: Path) -> None:
    """Take away what was kept of a run that is now whole."""
    if folder.is_dir():
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
