"""The geometry of the charts, pure: numbers in, rectangles and lines out. Templates under face/charts draw them.

Shapes are drawn in a box that stretches to its place, so no length here is a pixel.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TONES = ("c2", "c1", "c3")  # of piled series, from the bottom
TOP = 50.0  # height of the box of columns and trends
GAP = 1.2  # between the blocks of a coverage bar, in hundredths of its width
FLOOR = 0.5  # a column keeps this much, so that a small value can still be seen
HEAT_STEPS = 3


@dataclass(frozen=True)
class Box:
    """A rectangle and its colour class."""

    x: float
    y: float
    width: float
    height: float
    tone: str

    @property
    def svg(self) -> dict[str, str]:
        """The attributes as text: at most two decimals and never a comma, whatever the language."""
        return {name: plain(getattr(self, name)) for name in ("x", "y", "width", "height")}


def plain(value: float) -> str:
    """Return a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def read(item: Any, name: str, default: Any = "") -> Any:
    """Return a field of a value or of a dict."""
    return item.get(name, default) if isinstance(item, Mapping) else getattr(item, name, default)


def share(value: float, most: float) -> float:
    """Return value / most within 0 and 1; nothing of nothing is 0."""
    return min(max(value / most, 0.0), 1.0) if most > 0 else 0.0


def bars(points: Sequence[Any], most: float | None = None) -> list[dict[str, Any]]:
    """Return lying bars. Without `most` the longest fills its place."""
    values = [float(read(point, "value", 0)) for point in points]
    full = float(most) if most is not None else max(values, default=0.0)
    return [
        {
            "label": read(point, "label"),
            "url": read(point, "url"),
            "text": read(point, "text") or read(point, "value", 0),
            "step": read(point, "step"),
            "width": plain(100 * share(value, full)),
            "tone": read(point, "tone") or "c1",
        }
        for point, value in zip(points, values, strict=True)
    ]


def cols(points: Sequence[Any]) -> list[dict[str, Any]]:
    """Return columns of piled parts; the highest is as high as the box."""
    parts = [[float(part) for part in read(point, "parts", ()) or [read(point, "value", 0)]] for point in points]
    most = max((sum(each) for each in parts), default=0.0)
    return [
        {
            "label": read(point, "label"),
            "url": read(point, "url"),
            "text": read(point, "text") or plain(sum(each)),
            "parts": [plain(part) for part in each],
            "boxes": _pile(each, most),
        }
        for point, each in zip(points, parts, strict=True)
    ]


def _pile(parts: Sequence[float], most: float) -> list[Box]:
    boxes, y = [], TOP
    for index, part in enumerate(parts):
        height = max(TOP * share(part, most), FLOOR if part > 0 else 0.0)
        y -= height
        tone = TONES[index % len(TONES)] if len(parts) > 1 else "c1"
        boxes.append(Box(0, max(y, 0.0), 10, height, tone))
    return boxes


def heat(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return rows with a tint (1 to 3) on each cell; totals have none."""
    plain_rows = [row for row in rows if not read(row, "sum", False)]
    values = [float(read(cell, "value", 0) or 0) for row in plain_rows for cell in read(row, "cells", ())]
    most = max(values, default=0.0)
    return [
        {
            "label": read(row, "label"),
            "sum": bool(read(row, "sum", False)),
            "cells": [
                {**_cell(cell), "tint": "sum" if read(row, "sum", False) else tint(_cell(cell)["value"], most)}
                for cell in read(row, "cells", ())
            ],
            "total": _cell(read(row, "total", None)) if read(row, "total", None) else None,
        }
        for row in rows
    ]


def _cell(cell: Any) -> dict[str, Any]:
    value = float(read(cell, "value", 0) or 0)
    return {"value": value, "text": read(cell, "text") or plain(value), "url": read(cell, "url")}


def tint(value: float, most: float) -> str:
    """Return heat-1 for little, heat-3 for much; nothing for nothing."""
    if value <= 0:
        return "heat-0"
    step = int(share(value, most) * HEAT_STEPS) + 1
    return f"heat-{min(step, HEAT_STEPS)}"


def coverage(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return a bar of blocks per chain: full when the city has the node, half when weak, hollow when missing."""
    return [
        {
            "label": read(row, "label"),
            "url": read(row, "url"),
            "text": read(row, "text"),
            "boxes": _blocks(read(row, "nodes", ())),
            "total": len(read(row, "nodes", ())),
            **{state: list(read(row, "nodes", ())).count(state) for state in ("have", "weak", "gap")},
        }
        for row in rows
    ]


def _blocks(nodes: Sequence[str]) -> list[Box]:
    boxes: list[Box] = []
    step = 100 / len(nodes) if nodes else 100
    for index, state in enumerate(nodes):
        x, width = index * step, step - GAP
        boxes.append(Box(x, 0, width, 10, "c1" if state == "have" else "c0"))
        if state == "weak":
            boxes.append(Box(x, 5, width, 5, "c1"))
    return boxes


def trend(points: Sequence[Any]) -> dict[str, Any]:
    """Return the line and its dots; the box is 100 wide, a point stands in the middle of its share of it."""
    values = [float(read(point, "value", 0)) for point in points]
    most = max(values, default=0.0)
    step = 100 / len(points) if points else 100
    places = [(plain((i + 0.5) * step), plain(TOP - 3 - (TOP - 6) * share(v, most))) for i, v in enumerate(values)]
    dots = [
        {"label": read(p, "label"), "url": read(p, "url"), "text": read(p, "text") or plain(v), "x": x, "y": y}
        for p, v, (x, y) in zip(points, values, places, strict=True)
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    area = f"{places[0][0]},{plain(TOP)} {line} {places[-1][0]},{plain(TOP)}" if places else ""
    return {"points": dots, "line": line, "area": area}
