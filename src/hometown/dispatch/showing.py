"""How rows, news, assignments, blockers and sheets look on pages."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.access import names_of
from hometown.accounts.models import User
from hometown.face.parts import Line, Row
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.ledger import records
from hometown.projects import access as projects
from hometown.projects.models import Project
from hometown.tasks.showing import url_of

from . import access, labels
from .changes import News, kind_words
from .models import Assignment, Blocker, DispatchSheet, SheetRow

KINDS_OF_LINE = {"signed": "proof", "step": "move"}


def query(request: HttpRequest) -> str:
    """Return the batch of a board's address, for the links between days."""
    asked = request.GET.get("batch", "")
    return f"?batch={asked}" if asked.isalnum() else ""


def line(one: News) -> Line:
    """Return a piece of news as a line of what happened."""
    return Line(one.title, f"{kind_words(one.kind)} · {one.words}", one.url, KINDS_OF_LINE.get(one.kind, ""), one.at)


# --- assignments ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What was assigned to the reader, as a line with its buttons."""

    assignment: Assignment
    url: str
    setter: str
    answer: Any
    tone: str
    suggested: date  # a day for “not before”


def mine(user: User) -> list[Asked]:
    """Return what was assigned to a person and is not closed."""
    return asked(access.my_assignments(user))


def asked(assignments: Iterable[Assignment]) -> list[Asked]:
    """Return assignments as lines: one query for the names of who gave them."""
    listed, today = list(assignments), clock.today()
    setters = names_of(one.task.set_by for one in listed)
    return [
        Asked(
            one, url_of(one.task), setters.get(one.task.set_by, "") if one.task.set_by else "",
            labels.ANSWERS.get(one.answer, ""), labels.TONES.get(one.answer, ""), today + timedelta(days=3),
        )
        for one in listed
    ]  # fmt: skip


# --- what stands in the way -----------------------------------------------------------------------------------------


def project_named(user: User, pk: uuid.UUID | None) -> Project:
    """Return a project the reader may see. Raises NotFound."""
    if pk is None:
        raise NotFound("dispatch.gone")
    return projects.project_for(user, pk)


def blocker_rows(found: Iterable[Blocker]) -> list[Row]:
    """Return what stands in the way as lines; what is cleared says how."""
    rows = []
    for one in found:
        if one.cleared_on is None:
            rows.append(
                Row(one.text, day(one.raised_on), reverse("blocker-clear", args=[one.pk]), _("not cleared"), "amber")
            )
        else:
            rows.append(Row(one.text, [day(one.cleared_on), one.cleared_how], "", _("cleared"), "green"))
    return rows


# --- sheets ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SheetGroup:
    """Rows of a sheet of one kind."""

    title: Any
    rows: list[tuple[SheetRow, str]]  # each with the page of its record


def sheet_row(sheet: DispatchSheet) -> Row:
    """Return a sheet as a line of the list."""
    url = reverse("dispatch-sheet", args=[sheet.pk])
    return Row(sheet.batch.name, [sheet.line] if sheet.line else "", url, day(sheet.day))


def sheet_groups(rows: Iterable[SheetRow]) -> list[SheetGroup]:
    """Return the rows of a sheet by kind, in its order."""
    found: dict[str, list[tuple[SheetRow, str]]] = {}
    for row in rows:
        found.setdefault(row.group, []).append((row, _page(row)))
    return [SheetGroup(labels.GROUPS[code], listed) for code, listed in found.items()]


def _page(row: SheetRow) -> str:
    record = records.known(row.about_model) if row.about_id else None
    return reverse(record.url_name, args=[row.about_id]) if record else ""
