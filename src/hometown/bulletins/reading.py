"""A bulletin as it is read: composed anew while it is on its way, from its bundle once it is sealed.

Both give the same document, so that pages, text, JSON and paper are made the same way.
"""

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hometown.kernel import clock
from hometown.ledger.models import Entry

from . import sealing
from .issue import Issue, codes_in, language_here
from .models import Bulletin


@dataclass(frozen=True)
class Composed:
    """An issue composed at a line of the book: the text in both languages, and what each figure in it says."""

    document: dict[str, Any]
    values: dict[str, str]


_KEPT = 8
_kept: dict[tuple[object, ...], Composed] = {}
_composing = threading.Lock()


def composed(bulletin: Bulletin) -> Composed:
    """Return an issue as the records stand. It asks many figures, so it is made once for each line of the book."""
    line = Entry.objects.order_by("-seq").values_list("seq", "digest").first()
    key = (bulletin.pk, bulletin.revision, line and (line[0], bytes(line[1])), clock.today())
    with _composing:
        if key not in _kept:
            issue = Issue(bulletin)
            document = issue.document()
            values = {code: sealing.value_as_text(issue.result(code)) for code in codes_in(document)}
            while len(_kept) >= _KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = Composed(document, values)
        return _kept[key]


@dataclass(frozen=True)
class Piece:
    """A piece of the text: words, or a figure with its code; `short` is the code under which it is sealed."""

    text: str
    code: str = ""
    short: str = ""
    value: str = ""


class Reading:
    """A bulletin in the present language."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.bulletin = bulletin
        self.is_sealed = bulletin.seal_id is not None

    @cached_property
    def bundle(self) -> sealing.Bundle | None:
        """The bundle, once it is sealed."""
        return sealing.bundle_of(self.bulletin.seal) if self.bulletin.seal is not None else None

    @cached_property
    def document(self) -> dict[str, Any]:
        """The text in both languages."""
        return self.bundle.payload["document"] if self.bundle else self._composed.document

    @cached_property
    def _composed(self) -> Composed:
        return composed(self.bulletin)

    @cached_property
    def figures(self) -> dict[str, dict[str, Any]]:
        """What the bundle tells of each figure; nothing before it is sealed."""
        return {one["code"]: one for one in self.bundle.payload["figures"]} if self.bundle else {}

    @property
    def _short(self) -> str:
        return language_here()

    @property
    def told(self) -> dict[str, Any]:
        """The text in the present language."""
        return self.document[self._short]  # type: ignore[no-any-return]

    @property
    def title(self) -> str:
        """What the bulletin is about."""
        return str(self.told["title"])

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections, every text and cell in pieces."""
        return [
            {**section, "blocks": [self._block(one) for one in section["blocks"]]} for section in self.told["sections"]
        ]

    def _block(self, block: dict[str, Any]) -> dict[str, Any]:
        if "text" in block:
            return {"pieces": [self._piece(one) for one in block["text"]]}
        table = block["table"]
        rows = [
            {**row, "cells": [[self._piece(one) for one in cell] for cell in row["cells"]]} for row in table["rows"]
        ]
        return {"table": {**table, "rows": rows}}

    def _piece(self, one: Any) -> Piece:
        if not isinstance(one, dict):
            return Piece(str(one))
        if "sealed" in one:
            return Piece(one["printed"], short=one["sealed"])
        code = one["figure"]
        figure = self.figures.get(code)
        value = figure["value"] if figure else self._composed.values[code]
        return Piece(one["printed"], code, figure["short"] if figure else "", value)

    # --- written ----------------------------------------------------------------------------------------------------

    def as_text(self) -> str:
        """Return it as plain text."""
        lines = [line for line in (self.document["number"], self.title, self.told["addressee"]) if line]
        for section in self.sections:
            lines += ["", section["heading"]]
            for block in section["blocks"]:
                lines += _lines_of(block)
        if self.bundle:
            head = self.bundle.payload["tree"]
            lines += ["", f"{head['size']} {head['root']}"]
        return "\n".join(lines)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON can hold it: step, text in both languages, and each figure with value and short code."""
        figures = {
            piece.code: {"value": piece.value, "printed": piece.text, "short": piece.short}
            for section in self.sections for block in section["blocks"] for piece in _pieces_of(block) if piece.code
        }  # fmt: skip
        return {"step": self.bulletin.step, **self.document, "figures": dict(sorted(figures.items()))}


def _lines_of(block: dict[str, Any]) -> list[str]:
    if "pieces" in block:
        return ["".join(piece.text for piece in block["pieces"])]
    table = block["table"]
    lines = [table["caption"], " | ".join([table["corner"], *table["columns"]])]
    return lines + [
        " | ".join([row["label"], *("".join(piece.text for piece in cell) for cell in row["cells"])])
        for row in table["rows"]
    ]


def _pieces_of(block: dict[str, Any]) -> list[Piece]:
    if "pieces" in block:
        return list(block["pieces"])
    return [piece for row in block["table"]["rows"] for cell in row["cells"] for piece in cell]
