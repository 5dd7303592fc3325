"""What the pages of an import show: rows with their doubts, counts, notes."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from hometown.companies.models import Company
from hometown.kernel.money import Amount
from hometown.policy.rules import gate
from hometown.policy.standing import in_force
from hometown.projects.models import Project

from .models import ImportedRow, ImportRun
from .plans import Plan, RowPlan
from .remarks import SENTENCES as REMARKS
from .words import NOTES, STATES, field_name
from .workbook import SENTENCES as DOUBTS


@dataclass(frozen=True)
class ShownDoubt:
    """A doubt: where, and what it is."""

    place: str
    field: str
    text: str
    what: str
    assumed: str
    todo: str


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview."""

    place: str
    company: str
    project: str
    dated: Any
    amount: Amount | None
    stage: str
    officers: str
    state: str
    tone: str
    doubts: tuple[ShownDoubt, ...]
    url: str = ""


def stage_words(language: str) -> dict[str, str]:
    """Return what each stage is called."""
    policy = in_force()
    return {stage.code: gate(policy, stage.code).stage.text(language) for stage in policy.stages}


def preview_rows(rows: list[RowPlan], many_sheets: bool, language: str) -> list[ShownRow]:
    """Return rows of a plan as people read them."""
    stages = stage_words(language)
    return [_row(one, many_sheets, stages) for one in rows]


def _row(one: RowPlan, many_sheets: bool, stages: dict[str, str]) -> ShownRow:
    state, tone = STATES[one.state]
    row = one.row
    url = reverse("company", args=[one.firm.company.pk]) if one.firm and one.firm.company else ""
    return ShownRow(
        _place(row.sheet, "", row.row, many_sheets), row.company or row.title or row.text("name"),
        row.title, row.date, row.amount, stages.get(row.stage or "", ""), "、".join(row.officers), str(state), tone,
        tuple(_doubt(doubt, many_sheets) for doubt in one.doubts), url,
    )  # fmt: skip


def _doubt(doubt: Any, many_sheets: bool) -> ShownDoubt:
    place = _place(doubt.sheet, doubt.column, doubt.row, many_sheets)
    return ShownDoubt(
        place, field_name(doubt.field), doubt.text, gettext(doubt.what), doubt.assumed, gettext(doubt.todo)
    )


def _place(sheet: str, column: str, row: int, many_sheets: bool) -> str:
    return f"{sheet}!{column}{row}" if many_sheets else f"{column}{row}"


def figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the counts of an import as key figures."""
    named = [
        ("rows", _("Rows")), ("new", _("New")), ("joined", _("Further reports")), ("changed", _("Changed")),
        ("unchanged", _("Here already")), ("left_out", _("Left out")), ("doubts", _("With doubts")),
    ]  # fmt: skip
    return [
        {"label": label, "value": counts.get(name, 0)}
        for name, label in named
        if counts.get(name) or name in {"rows", "new", "doubts"}
    ]


def notes(plan: Plan) -> list[str]:
    """Return what was seen in the workbook and left alone, each once."""
    codes = dict.fromkeys(code for code, _text in plan.reading.notes)
    return [str(NOTES[code]) for code in codes if code in NOTES]


def result_rows(rows: list[ImportedRow]) -> list[dict[str, Any]]:
    """Return the rows of an import with what each became."""
    projects = {p.pk: p for p in Project.objects.filter(pk__in=[r.project_id for r in rows if r.project_id])}
    companies = {c.pk: c for c in Company.objects.filter(pk__in=[r.company_id for r in rows if r.company_id])}
    shown = []
    for row in rows:
        project, company = projects.get(row.project_id), companies.get(row.company_id)
        shown.append({
            "place": f"{row.sheet} {row.row}",
            "company": company,
            "company_url": reverse("company", args=[company.pk]) if company else "",
            "project": project,
            "project_url": reverse("project", args=[project.pk]) if project else "",
            "visit_url": reverse("activity", args=[row.activity_id]) if row.activity_id else "",
            "doubts": [f"{column}{row.row} {_said(code)}" for code, column in row.doubts],
        })  # fmt: skip
    return shown


def _said(code: str) -> str:
    known = REMARKS.get(code) or DOUBTS.get(code)
    return gettext(known[0]) if known else code


def run_line(run: ImportRun) -> dict[str, Any]:
    """Return a past import as a line of a short list."""
    counts = run.counts
    taken = counts.get("new", 0) + counts.get("joined", 0) + counts.get("changed", 0)
    meta = [run.batch.name if run.batch else "", _("%(count)d rows imported") % {"count": taken}]
    return {
        "title": run.file_name,
        "url": reverse("import-run", args=[run.pk]),
        "meta": [part for part in meta if part],
        "at": run.imported_at,
        "icon": "upload",
    }
