"""The board and the sheet as papers: plain text, data, and an official document."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.kernel.dates import DatedTo
from hometown.official import Document, Heading, Paragraph, Table

from . import access, labels
from .board import Board
from .models import DispatchSheet, SheetRow


@dataclass(frozen=True)
class Line:
    """One row as a paper prints it."""

    group: str
    title: str
    why: str
    person: str
    due_on: date | None
    light: str
    action: str
    about: uuid.UUID | None = None


@dataclass(frozen=True)
class Paper:
    """The rows of a day for one batch, and what the secretary says to them."""

    batch: str
    day: date
    lines: list[Line]
    line: str = ""

    def groups(self) -> list[tuple[str, list[Line]]]:
        """Return the rows by kind, in their order."""
        found: dict[str, list[Line]] = {}
        for one in self.lines:
            found.setdefault(one.group, []).append(one)
        return list(found.items())


def rows_of_board(board: Board) -> list[Line]:
    """Return the rows of a board as a paper prints them."""
    return [
        Line(
            one.group, str(one.title), one.plain_why, one.person.name if one.person else "", one.due_on, one.light,
            str(one.action), one.about.pk if one.about else None,
        )
        for one in board.items()
    ]  # fmt: skip


def of_sheet(sheet: DispatchSheet, rows: Iterable[SheetRow]) -> Paper:
    """Return a sheet as a paper, of the rows its reader may read."""
    lines = [
        Line(
            one.group,
            one.title,
            one.why,
            one.person.name if one.person else "",
            one.due_on,
            one.light,
            str(one.action),
            one.about_id,
        )
        for one in rows
    ]
    return Paper(sheet.batch.name, sheet.day, lines, sheet.line)


def _day(day: date | None) -> str:
    return formats.day(DatedTo(day), get_language() or "zh-hans") if day else ""


def as_text(paper: Paper) -> str:
    """Return a paper as plain text."""
    lines = [f"{_('Dispatch')} · {_day(paper.day)} · {paper.batch}"]
    if paper.line:
        lines += ["", paper.line]
    for code, rows in paper.groups():
        lines += ["", str(labels.GROUPS[code])]
        lines += ["  " + " · ".join(one for one in _cells(row) if one) for row in rows]
    if not paper.lines:
        lines += ["", _("Nothing is out of order")]
    return "\n".join(lines)


def as_data(paper: Paper) -> dict[str, Any]:
    """Return a paper as JSON can hold it. Nothing in it is counted by person."""
    rows = [
        {
            "group": one.group, "title": one.title, "why": one.why, "person": one.person,
            "due_on": one.due_on.isoformat() if one.due_on else None, "light": one.light, "next_action": one.action,
        }
        for one in paper.lines
    ]  # fmt: skip
    return {"day": paper.day.isoformat(), "batch": paper.batch, "line": paper.line, "rows": rows}


def _cells(row: Line) -> tuple[str, ...]:
    return row.title, row.why, row.action, row.person, _day(row.due_on)


def as_document(paper: Paper) -> Document:
    """Return a paper as an official document: a heading and a table for each kind.

    A file leaves the house: it names nothing that is commercially sensitive.
    """
    paper = _discreet(paper)
    header = (_("Matter"), _("How it stands"), _("Next"), _("Who"), _("By when"))
    blocks: list[Any] = [Paragraph(paper.line)] if paper.line else []
    for code, rows in paper.groups():
        blocks += [Heading(1, str(labels.GROUPS[code])), Table(header, tuple(_cells(row) for row in rows))]
    if not paper.lines:
        blocks.append(Paragraph(_("Nothing is out of order")))
    language = "zh" if formats.is_chinese(get_language()) else "en"
    return Document(
        issuer=paper.batch, title=f"{_('Dispatch sheet')} {_day(paper.day)}", blocks=tuple(blocks), dated=paper.day,
        signed_by=paper.batch, label=_("Internal"), language=language,
    )  # fmt: skip


def _discreet(paper: Paper) -> Paper:
    marked = access.marked_sensitive(one.about for one in paper.lines if one.about is not None)
    lines = [replace(one, title=_("a sensitive matter"), why="") if one.about in marked else one for one in paper.lines]
    return replace(paper, lines=lines)
