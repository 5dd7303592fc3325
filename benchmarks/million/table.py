"""The table of what was measured."""

import os
import platform
from pathlib import Path
from typing import Any

from .sizes import Sizes

MEMORY_MB = 300


def drawn(sizes: Sizes, results: dict[str, dict[str, Any]]) -> str:
    """Return the table as Markdown."""
    ours = {name: found for name, found in results.items() if name != "Creme"}
    lines = [
        f"{sizes.companies:,} companies, {sizes.projects:,} projects, {sizes.activities:,} activities; {machine()}",
        "",
        "| page | as | bound | " + " | ".join(f"{name}: median / p95 ms | work ms | queries" for name in ours) + " |",
        "|---|---|---:|" + "---:|---:|---:|" * len(ours),
    ]
    keys = [(page["name"], page["who"]) for page in next(iter(ours.values()), {"pages": []})["pages"]]
    by_key = {name: {(p["name"], p["who"]): p for p in found["pages"]} for name, found in ours.items()}
    for key in keys:
        cells = [_cell(by_key[name].get(key)) for name in ours]
        bound = next(by_key[name][key]["bound_ms"] for name in ours if key in by_key[name])
        lines.append(f"| {key[0]} | {key[1]} | {bound:,} | " + " | ".join(cells) + " |")
    lines.append("")
    for name, found in results.items():
        memory = f"{name}: the worker held at most {found['peak_mb']} MB, {found['own_mb']} MB of its own at the end"
        lines.append(memory + (f" (bound {MEMORY_MB} MB)" if name in ours else ""))
    return "\n".join([*lines, *_beside(ours, results.get("Creme"))])


def _cell(page: dict[str, Any] | None) -> str:
    if page is None:
        return "– | – | –"
    over = " **over**" if page["p95_ms"] > page["bound_ms"] else ""
    return f"{page['median_ms']:.0f} / {page['p95_ms']:.0f}{over} | {page['cpu_ms']:.0f} | {page['queries']}"


# What Creme's page is set against: the same work for the person who sees the most.
SAME = {
    "list, page 1": "companies, page 1",
    "list, deep page": "companies, page 2,000",
    "one organisation": "one company",
    "search of a rare text": "search, a rarer text",
}


def _beside(ours: dict[str, dict[str, Any]], creme: dict[str, Any] | None) -> list[str]:
    if creme is None:
        return []
    lines = [
        "",
        f"Creme {creme['version']} on PostgreSQL with {creme['organisations']:,} organisations, as its administrator:",
        "",
        "| Creme's page | median / p95 ms | queries | "
        + " | ".join(f"ours on {one}, times as many a second" for one in ours)
        + " |",
        "|---|---:|---:|" + "---:|" * len(ours),
    ]
    for page in creme["pages"]:
        times = [_times(found, SAME.get(page["name"], ""), page["mean_ms"]) for found in ours.values()]
        took = f"{page['median_ms']:.0f} / {page['p95_ms']:.0f}"
        lines.append(f"| {page['name']} | {took} | {page['queries']} | " + " | ".join(times) + " |")
    return lines


def _times(found: dict[str, Any], name: str, mean_ms: float) -> str:
    own = [page for page in found["pages"] if page["who"] == "bureau" and page["name"] == name]
    return f"{mean_ms / own[0]['mean_ms']:.1f}" if own else "–"


def broken(results: dict[str, dict[str, Any]]) -> int:
    """Return 1 when a page or a worker of ours is over its bound."""
    ours = [found for name, found in results.items() if name != "Creme"]
    late = any(page["p95_ms"] > page["bound_ms"] for found in ours for page in found["pages"])
    return int(late or any(found["peak_mb"] > MEMORY_MB for found in ours))


def machine() -> str:
    """Return what the machine is, by its parts and not by its name."""
    said = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (line.split(":")[1].strip() for line in said.splitlines() if line.startswith("model name")), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return f"{os.cpu_count()} cores {model}, {memory} GB; load {os.getloadavg()[0]:.1f}"
