"""The charts of a bulletin page, drawn from its own tables: from a visit to a signature, and by chain."""

from collections.abc import Callable
from typing import Any

STEPS = {"since_visited": "c3", "since_leads": "c1", "since_signed": "c2"}
Url = Callable[[str], str]


def of(sections: list[dict[str, Any]], url: Url) -> dict[str, Any]:
    """Return what the parts `bars` and `heat` draw; every point opens its figure."""
    tables = {
        block["table"]["code"]: block["table"]
        for section in sections for block in section["blocks"] if "table" in block
    }  # fmt: skip
    return {"funnel": _funnel(tables.get("funnel"), url), "chains": _chains(tables.get("chains"), url)}


def _funnel(table: dict[str, Any] | None, url: Url) -> list[dict[str, Any]]:
    points = []
    for row in table["rows"] if table else ():
        piece = row["cells"][1][0]
        if piece.code in STEPS:
            points.append({
                "label": row["label"], "value": int(piece.value), "text": piece.text, "url": url(piece.code),
                "tone": STEPS[piece.code],
            })  # fmt: skip
    return points


def _chains(table: dict[str, Any] | None, url: Url) -> dict[str, Any] | None:
    if table is None:
        return None
    rows = [
        {"label": row["label"], "cells": [
            {"value": int(cell[0].value), "text": cell[0].value, "url": url(cell[0].code)} for cell in row["cells"]
        ]}
        for row in table["rows"]
    ]  # fmt: skip
    return {"columns": table["columns"], "rows": rows, "corner": table["corner"]}
