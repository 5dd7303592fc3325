"""Charts: shapes in SVG, words in HTML, each point a link, each chart with its table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template import Library

from hometown.face import charts

register = Library()


@register.inclusion_tag("face/charts/bars.html")
def bars(points: Iterable[Any], most: float | None = None) -> dict[str, object]:
    """Lying bars: `label value url text tone step`. `most` is the length of a full bar."""
    return {"bars": charts.bars(list(points), most)}


@register.inclusion_tag("face/charts/cols.html")
def cols(points: Iterable[Any], series: Sequence[Any]) -> dict[str, object]:
    """Standing columns in time, their parts piled in the order of `series`."""
    shapes = charts.cols(list(points))
    return {"cols": shapes, "series": list(zip(series, charts.TONES, strict=False)), "names": series}


@register.inclusion_tag("face/charts/heat.html")
def heat(columns: Sequence[Any], rows: Iterable[Any], corner: object = "") -> dict[str, object]:
    """A table whose cells are tinted by how much they hold."""
    return {"columns": columns, "rows": charts.heat(list(rows)), "corner": corner}


@register.inclusion_tag("face/charts/coverage.html")
def coverage(rows: Iterable[Any]) -> dict[str, object]:
    """How far each chain is covered: a block per node, full, half or hollow."""
    return {"rows": charts.coverage(list(rows))}


@register.inclusion_tag("face/charts/trend.html")
def trend(points: Iterable[Any]) -> dict[str, object]:
    """One quantity over time as a line."""
    return charts.trend(list(points))


@register.inclusion_tag("face/charts/chain.html")
def chain(nodes: Iterable[Any]) -> dict[str, object]:
    """The nodes of one chain: solid where the city has it, dashed where it is missing."""
    return {"nodes": nodes}
