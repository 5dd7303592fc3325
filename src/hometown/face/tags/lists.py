"""Lists: tasks, facts, rows, history, the rail of stages, the board."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template import Library

register = Library()


def read(item: Any, name: str, default: Any = "") -> Any:
    """Return a field of a value or of a dict."""
    return item.get(name, default) if isinstance(item, Mapping) else getattr(item, name, default)


@register.inclusion_tag("face/parts/tasks.html")
def tasks(items: Iterable[Any]) -> dict[str, object]:
    """What is missing, who can do it; what is done is quiet."""
    return {"items": items}


@register.inclusion_tag("face/parts/facts.html")
def facts(items: Iterable[Any]) -> dict[str, object]:
    """What we know."""
    return {"items": items}


@register.inclusion_tag("face/parts/rows.html")
def rows(items: Iterable[Any]) -> dict[str, object]:
    """A short list of links."""
    lines = []
    for item in items:
        meta = read(item, "meta")
        several = isinstance(meta, Sequence) and not isinstance(meta, str)
        lines.append((item, meta if several else [meta] if meta else []))
    return {"lines": lines}


@register.inclusion_tag("face/parts/history.html")
def history(items: Iterable[Any]) -> dict[str, object]:
    """Ledger lines, newest first."""
    return {"items": items}


@register.inclusion_tag("face/parts/rail.html")
def rail(steps: Iterable[Any], label: object) -> dict[str, object]:
    """The stages, and the sentence a phone shows instead of their names."""
    steps = list(steps)
    now = next((number for number, step in enumerate(steps, 1) if read(step, "state") == "now"), 0)
    return {
        "steps": steps,
        "label": label,
        "now": now,
        "total": len(steps),
        "current": steps[now - 1] if now else None,
        "after": steps[now] if 0 < now < len(steps) else None,
    }


@register.inclusion_tag("face/parts/board.html")
def board(lanes: Iterable[Any], label: object) -> dict[str, object]:
    """Records by stage, side by side."""
    return {"lanes": lanes, "label": label}
