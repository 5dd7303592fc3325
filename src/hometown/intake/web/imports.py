"""Pages of imports: choose a workbook, look at what was understood, confirm, see what it became."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.files.storing import blob_path
from hometown.intake import access, actions, previewing, showing, stash
from hometown.intake.forms import AnswersForm, UploadForm
from hometown.intake.plans import Plan
from hometown.intake.stash import Waiting
from hometown.intake.words import STATES
from hometown.intake.workbook import Reading, write_report
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, Refusal
from hometown.programme.models import Batch, Unit

IMPORT = access.IMPORT
RUNS = 20
SHEET_TYPE = actions.MEDIA_TYPES["xlsx"]


@guarded(IMPORT)
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest) -> HttpResponseBase:
    """Choose a workbook; what was imported before."""
    user = person(request)
    form = UploadForm(request.POST or None, request.FILES or None, user=user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect("import-preview", sha256=_put_by(request, form.cleaned_data).sha256)
            except Refusal as refusal:
                place_refusal(form, refusal)
    runs = [showing.run_line(run) for run in access.visible_runs(user)[:RUNS]]
    context = {"form": form, "runs": runs, "doubtful": access.visible_names(user).open().count()}
    return render(request, "intake/import.html", context, status=status)


def _put_by(request: HttpRequest, said: dict[str, Any]) -> Waiting:
    """Keep the upload and read it once, so that what cannot be read is refused at the form."""
    batch, unit = said["batch"], said["unit"]
    waiting = stash.put_by(
        request.session, said["workbook"], said["workbook"].name, batch=str(batch.pk) if batch else "",
        unit=str(unit.pk) if unit else "",
    )  # fmt: skip
    try:
        access.require_importer(person(request), batch or access.usual_batch(person(request)), unit)
        _read(waiting, unit)
    except Refusal:
        stash.drop(request.session, waiting)
        raise
    return waiting


@guarded(IMPORT)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """What was understood, row by row; answer what headers mean; confirm."""
    waiting = stash.waiting_for(request.session, sha256)
    batch, unit = _chosen(request, waiting)
    reading = _read(waiting, unit)
    form = AnswersForm(request.POST or None, headers=reading.unknown_headers)
    if request.method == "POST" and form.is_valid():
        waiting.answers |= form.answers()
        stash.keep(request.session, waiting)
        if "confirm" not in request.POST:
            return redirect("import-preview", sha256=sha256)
        return _confirmed(request, waiting, batch, unit)
    plan = _plan(request, waiting, reading, batch, unit)
    return render(request, "intake/preview.html", _shown(request, waiting, plan, form))


def _shown(request: HttpRequest, waiting: Waiting, plan: Plan, form: AnswersForm) -> dict[str, Any]:
    only = request.GET.get("show", "")
    rows = [one for one in plan.rows if (one.doubts if only == "doubts" else not only or one.state == only)]
    page = numbered(request, rows)
    many = len({one.row.sheet for one in plan.rows}) > 1
    return {
        "waiting": waiting,
        "plan": plan,
        "counts": plan.counts,
        "form": form,
        "page": page,
        "rows": showing.preview_rows(list(page.object_list), many, get_language() or "zh-hans"),
        "figures": showing.figures(plan.counts),
        "notes": showing.notes(plan),
        "views": _views(plan),
        "batch": plan.batch,
    }


def _views(plan: Plan) -> list[tuple[str, str, int]]:
    found = [("", _("All"), plan.counts["rows"])]
    if plan.counts["doubts"]:
        found.append(("doubts", _("With doubts"), plan.counts["doubts"]))
    return found + [(code, str(name), plan.counts[code]) for code, (name, _t) in STATES.items() if plan.counts[code]]


def _confirmed(request: HttpRequest, waiting: Waiting, batch: Batch | None, unit: Unit | None) -> HttpResponseBase:
    begun = clock.now()
    with tempfile.TemporaryDirectory() as folder:
        run = actions.import_workbook(
            person(request), path=stash.copy_to(waiting, Path(folder)), file_name=waiting.name, unit=unit, batch=batch,
            answers=waiting.answers,
        )  # fmt: skip
    stash.drop(request.session, waiting)
    if previewing.was_known(run, begun):
        messages.info(request, _("This workbook says nothing new. Nothing was changed."))
    else:
        messages.success(request, _("The workbook is in."))
    return redirect("import-run", pk=run.pk)


@guarded(IMPORT)
@require_GET
def preview_report(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The waiting workbook with each doubted cell marked."""
    waiting = stash.waiting_for(request.session, sha256)
    batch, unit = _chosen(request, waiting)
    reading = _read(waiting, unit)
    plan = _plan(request, waiting, reading, batch, unit)
    return _report(previewing.with_remarks(reading, plan), waiting.name)


@guarded(IMPORT)
@require_GET
def result(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One import: what each row became."""
    run = access.run_for(person(request), pk)
    page = numbered(request, run.imported_rows.order_by("sheet", "row", "occurrence"))
    context = {
        "run": run,
        "page": page,
        "rows": showing.result_rows(list(page.object_list)),
        "figures": showing.figures(run.counts),
        "by": access.importer_name(run),
        "doubtful": access.visible_names(person(request)).open().filter(run=run).count(),
    }
    return render(request, "intake/result.html", context)


@guarded(IMPORT)
@require_GET
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The imported workbook with each doubted cell marked, read anew with what is remembered of its headers."""
    run = access.run_for(person(request), pk)
    place = blob_path(run.blob.sha256)
    if not place.is_file():
        raise NotFound("intake.gone")
    waiting = Waiting(run.blob.sha256, run.file_name)
    return _report(_read_at(place, waiting, run.unit), run.file_name)


def _report(reading: Reading, name: str) -> HttpResponseBase:
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_report(reading, path, say=gettext)
        file.write(path.read_bytes())
    file.seek(0)
    marked = f"{Path(name).stem} {_('doubts')}.xlsx"
    return FileResponse(file, as_attachment=True, filename=marked, content_type=SHEET_TYPE)


def _chosen(request: HttpRequest, waiting: Waiting) -> tuple[Batch | None, Unit | None]:
    """Return the batch and unit that were chosen, as far as the person may still use them."""
    user = person(request)
    batch = access.batches_for(user).filter(pk=waiting.batch).first() if waiting.batch else access.usual_batch(user)
    unit = next((one for one in access.units_for(user) if str(one.pk) == waiting.unit), None)
    access.require_importer(user, batch, unit)
    return batch, unit


def _read(waiting: Waiting, unit: Unit | None) -> Reading:
    return _read_at(waiting.path, waiting, unit)


def _read_at(place: Path, waiting: Waiting, unit: Unit | None) -> Reading:
    """Read bytes under the name they came with."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(waiting.name).name or "workbook")
        path.symlink_to(place.resolve())
        return previewing.read(path, unit=unit, answers=waiting.answers)


def _plan(request: HttpRequest, waiting: Waiting, reading: Reading, batch: Batch | None, unit: Unit | None) -> Plan:
    return previewing.plan_for(person(request), reading, file_name=waiting.name, unit=unit, batch=batch)
