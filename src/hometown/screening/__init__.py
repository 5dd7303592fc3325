"""Screening 名录筛选: from a registry of millions to the firms worth a visit, each with its reasons. No Django.

from pathlib import Path
from hometown.screening import read_chain_map, screen

result = screen(
    Path("registry.parquet"),
    Path("shortlist.parquet"),
    chains=read_chain_map(Path("chains.yaml")),
    top=20,
)
for line in result.lines:
    print(line["node"], line["rank"], line["score"], line["name"], [each["phrase"] for each in line["reasons"]])
"""

from typing import TYPE_CHECKING, Any

from hometown.names.reading import ReadingError

from .chains import Chain, ChainMap, Node
from .mapping import ChainMapError, Mistake, chain_map_of, read_chain_map, shipped, shipped_text

if TYPE_CHECKING:
    from .running import Result, ScreeningError, screen

__all__ = [
    "Chain", "ChainMap", "ChainMapError", "Mistake", "Node", "ReadingError", "Result", "ScreeningError", "chain_map_of",
    "read_chain_map", "screen", "shipped", "shipped_text",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Read what runs a screening when somebody asks for it: pages that show a map do without Arrow and its 25 MB."""
    if name not in {"Result", "ScreeningError", "screen"}:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from . import running

    return getattr(running, name)
