"""A bulletin as an official document 公文: the text and tables of its page; once sealed, the codes of its figures."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.kernel import clock
from hometown.kernel.clock import CITY_TIME
from hometown.official import Annex, Block, Cell, Document, Figure, Heading, Paragraph, Picture, Table

from . import heads
from .issue import language_here
from .reading import Piece, Reading


def document(told: Reading, address: str) -> Document:
    """Return a bulletin as an official document in the present language, dated by its seal, or today.

    `address` is where this house is reached (https://host): the codes of a sealed figure lead there. Where it is empty
    they stand as letters alone.
    """
    seal = told.bulletin.seal
    office = str(told.told.get("office", ""))  # what was sealed before 2026-11-28 does not say it
    dated: date = seal.sealed_at.astimezone(CITY_TIME).date() if seal else clock.today()
    return Document(
        title=told.title,
        issuer=str(told.told["head"]),
        number=str(told.document["number"]),
        addressee=str(told.told["addressee"]),
        blocks=tuple(_blocks(told)),
        annexes=tuple(_annexes(told, address.rstrip("/"))),
        signed_by=office,
        dated=dated,
        printed_by=office if seal else "",
        printed_on=dated if seal and office else None,
        language=language_here(),
    )


def _blocks(told: Reading) -> Iterator[Block]:
    for section in told.sections:
        yield Heading(1, section["heading"])
        for block in section["blocks"]:
            if "table" in block:
                yield _table(block["table"])
            else:
                yield Paragraph(tuple(_piece(piece) for piece in block["pieces"]))


def _annexes(told: Reading, address: str) -> Iterator[Annex]:
    """The codes and the head of a sealed bulletin, behind its text."""
    if told.bundle is not None:
        yield Annex(_("Codes of the figures"), tuple(_proof(told.bundle.payload["tree"], told, address)))


def _piece(piece: Piece) -> str | Figure:
    code = piece.short or piece.code
    return Figure(piece.text, code) if code else piece.text


def _table(table: dict[str, Any]) -> Table:
    rows = [(row["label"], *(_cell(cell) for cell in row["cells"])) for row in table["rows"]]
    return Table((table["corner"], *table["columns"]), rows, table["caption"])


def _cell(cell: list[Piece]) -> str | Figure:
    return _piece(cell[0]) if len(cell) == 1 else "".join(piece.text for piece in cell)


def _proof(head: dict[str, Any], told: Reading, address: str) -> Iterator[Block]:
    """The code under which each figure is sealed, and the head of the book in full, for whoever keeps the paper."""
    short = language_here()
    header = [_("Figure"), _("Printed"), _("Short code"), *([_("Opens at")] if address else [])]
    rows: list[list[Cell]] = []
    for figure in told.figures.values():
        name, code = figure["name"][short], figure["short"]
        rows.append([name, Figure(figure["printed"][short], code), code])
        if address:
            rows[-1].append(Picture(heads.as_picture(address + reverse("sealed-figure", args=[code])), name))
    yield Table(header, rows)
    drawn = heads.as_picture(heads.text_of(head["size"], head["root"]))
    yield Picture(drawn, f"{_('The head of the book')} {head['size']} {head['root']}")
