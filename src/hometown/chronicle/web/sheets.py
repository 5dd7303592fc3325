"""Pages of fact sheets: who has one, one sheet with its remarks, the steps it takes, its document, its figures."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.chronicle import access, actions, forms, labels, papers, revealing
from hometown.chronicle.drawing import Drawing
from hometown.chronicle.models import FactSheet, SheetRemark
from hometown.chronicle.rules import Outcome, SheetState
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row
from hometown.face.tags.words import day, moment
from hometown.files import handing
from hometown.kernel import clock
from hometown.programme.models import Posting
from hometown.programme.words import named

from .opening import figure_page, linked


@guarded(*access.SHEETS)
@require_GET
def sheet_list(request: HttpRequest) -> HttpResponse:
    """The reader's own postings, and those of others whose sheets they read or keep; by day, nobody before another."""
    user = person(request)
    needs = ("officer", "host_unit", "batch", "fact_sheet")
    own = access.own_postings(user).select_related(*needs).order_by("-last_on", "pk")
    others = access.postings_of_others(user).select_related(*needs).order_by("-last_on", "host_unit__name", "pk")
    page = numbered(request, others)
    context = {
        "own": [_row(user, one) for one in own],
        "others": [_row(user, one) for one in page.object_list],
        "page": page,
        "reads_others": user.may(*access.OTHERS),
    }
    return render(request, "chronicle/sheet_list.html", context)


def _row(user: User, posting: Posting) -> Row:
    today, own = clock.today(), access.is_own(user, posting)
    found: FactSheet | None = getattr(posting, "fact_sheet", None)
    meta = [named(posting.host_unit), format_html("{} – {}", day(posting.first_on), day(posting.last_on))]
    state = found.state(today) if found is not None else None
    url = ""
    if found is not None and (own or state is not SheetState.OFFICER):
        url = reverse("fact-sheet", args=[found.pk])
    elif found is None and own and posting.first_on <= today:
        url = reverse("fact-sheet-draft", args=[posting.pk])
    elif found is None and not own and posting.first_on <= today and access.may_keep(user, posting):
        url = reverse("fact-sheet-draw", args=[posting.pk])
    words, tone = labels.STATES[state] if state else (_("not drawn"), "")
    return Row(posting.officer.name, meta, url, str(words), tone, "user")


# --- one sheet ------------------------------------------------------------------------------------------------------


@guarded(*access.SHEETS)
@require_GET
def draft(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """What a sheet of one's own posting would say today."""
    posting = access.own_posting_for(person(request), pk)
    found = FactSheet.objects.filter(posting=posting).first()
    if found is not None:
        return redirect("fact-sheet", found.pk)
    drawing = Drawing(posting, clock.today())
    return render(request, "chronicle/sheet.html", {
        "posting": posting, "is_own": True, "period": drawing.period,
        "sections": _sections(drawing, ("fact-sheet-draft-figure", posting.pk), [], {}),
    })  # fmt: skip


@guarded(*access.SHEETS)
@require_GET
def sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One sheet: in full for its officer, and for another once a reading of theirs is logged today."""
    user = person(request)
    found = access.sheet_for(user, pk)
    if not access.is_open_to(user, found):
        return _closed(render(request, "chronicle/sheet_closed.html", {"sheet": found, "posting": found.posting}))
    return _closed(_in_full(request, user, found))


def _in_full(request: HttpRequest, user: User, found: FactSheet) -> HttpResponse:
    today, own = clock.today(), access.is_own(user, found.posting)
    drawing, remarks = Drawing(found.posting, today, found), list(found.remarks.standing())
    readings = access.readings(found) if own else []
    hands = (found.drawn_by, found.closed_by, found.concluded_by, *(one.answered_by for one in remarks))
    names = names_of([*(one for one in hands if one), *(one.reader for one in readings)])
    is_open, keeps = found.closed_on is None, access.may_keep(user, found.posting)
    words, tone = labels.STATES[found.state(today)]
    return render(request, "chronicle/sheet.html", {
        "posting": found.posting, "sheet": found, "is_own": own, "period": drawing.period,
        "state": words, "tone": tone,
        "sections": _sections(drawing, ("fact-sheet-figure", found.pk), remarks, names),
        "facts": _facts(found, names),
        "may_remark": own and is_open, "may_pass_on": own and is_open and found.passed_on is None,
        "may_answer": keeps and is_open,
        "may_close": keeps and is_open and found.state(today) is SheetState.COORDINATOR,
        "may_conclude": found.closed_on is not None and access.may_conclude(user, found.posting),
        "readings": [Row(names.get(one.reader, ""), moment(one.at), icon="eye") for one in readings],
    })  # fmt: skip


def _facts(found: FactSheet, names: dict[uuid.UUID, str]) -> list[Fact]:
    facts = [Fact(_("Drawn on"), day(found.drawn_on), names.get(found.drawn_by, ""))]
    if found.passed_on is not None:
        facts.append(Fact(_("Passed on"), day(found.passed_on)))
    elif found.closed_on is None:
        facts.append(Fact(_("The officer alone reads it until"), day(found.first_until)))
    for label, on, who in (
        (_("Closed"), found.closed_on, found.closed_by),
        (_("Concluded on"), found.concluded_on, found.concluded_by),
    ):
        if on is not None and who is not None:
            facts.append(Fact(label, day(on), names.get(who, "")))
    return facts


def _sections(
    drawing: Drawing, way: tuple[str, uuid.UUID], remarks: list[SheetRemark], names: dict[uuid.UUID, str]
) -> list[dict[str, Any]]:
    """Return the sections, each line with the remarks that hang on it; a line that is gone keeps its remark last."""
    said: dict[str, list[dict[str, Any]]] = {}
    for one in remarks:
        who = names.get(one.answered_by, "") if one.answered_by else ""
        outcome = labels.OUTCOMES[Outcome(one.outcome)] if one.outcome else ""
        said.setdefault(one.line, []).append({"remark": one, "who": who, "outcome": outcome})
    sections: list[dict[str, Any]] = [
        {"heading": section.heading, "lines": [
            {"code": line.code, "pieces": linked(line.pieces, *way), "remarks": said.pop(line.code, ())}
            for line in section.lines
        ]} for section in drawing.sections()
    ]  # fmt: skip
    if said:
        rest = [{"code": code, "pieces": (), "remarks": held} for code, held in said.items()]
        sections.append({"heading": _("Lines that the records tell no more"), "lines": rest})
    return sections


def _closed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response


@guarded(*access.SHEETS)
@require_POST
def read(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Open a sheet of another; the reading is logged and its officer sees it."""
    user = person(request)
    revealing.open_sheet(user, access.sheet_for(user, pk))
    return redirect("fact-sheet", pk)


def _opened(user: User, pk: uuid.UUID) -> FactSheet | None:
    """Return a sheet whose content stands open to a person, None where they have to open it first."""
    found = access.sheet_for(user, pk)
    return found if access.is_open_to(user, found) else None


@guarded(*access.SHEETS)
@require_GET
def figure(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponseBase:
    """One figure of a sheet, with the records it counted."""
    found = _opened(person(request), pk)
    if found is None:
        return redirect("fact-sheet", pk)
    numbers = Drawing(found.posting, clock.today(), found).numbers
    return _closed(figure_page(request, numbers, code, _parent(found)))


@guarded(*access.SHEETS)
@require_GET
def draft_figure(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """One figure of a draft of one's own."""
    posting = access.own_posting_for(person(request), pk)
    parent = _("Fact sheet"), reverse("fact-sheet-draft", args=[pk])
    return figure_page(request, Drawing(posting, clock.today()).numbers, code, parent)


@guarded(*access.SHEETS)
@require_GET
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The sheet as a file to keep."""
    found = _opened(person(request), pk)
    if found is None:
        return redirect("fact-sheet", pk)
    paper = papers.of_sheet(found.posting, found, Drawing(found.posting, clock.today(), found))
    return handing.hand_out(paper, "fact-sheet", request.GET.get("format", "docx"))


@guarded(*access.SHEETS)
@require_GET
def draft_document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A draft of one's own as a file to keep."""
    posting = access.own_posting_for(person(request), pk)
    paper = papers.of_sheet(posting, None, Drawing(posting, clock.today()))
    return handing.hand_out(paper, "fact-sheet-draft", request.GET.get("format", "docx"))


# --- the steps of a sheet -------------------------------------------------------------------------------------------


def _parent(found: FactSheet) -> tuple[str, str]:
    words = _("Fact sheet: %(officer)s") % {"officer": found.posting.officer.name}
    return words, reverse("fact-sheet", args=[found.pk])


@guarded(*access.SHEETS)
def draw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Draw the sheet of a posting."""
    user = person(request)
    posting = access.posting_to_draw(user, pk)
    lede = _("It is drawn from records. Its officer reads it first and may say something to each line.")
    title = _("Draw the fact sheet of %(officer)s") % {"officer": posting.officer.name}
    page = FormPage(title, _("Draw it"), (_("Fact sheets"), reverse("fact-sheet-list")), lede)

    def act(_typed: dict[str, Any]) -> str:
        made = actions.draw_sheet(user, posting=posting)
        own = access.is_own(user, posting)
        return reverse("fact-sheet", args=[made.pk]) if own else reverse("fact-sheet-list")

    form = forms.NothingForm(request.POST if request.method == "POST" else None)
    return answer(request, page, form, act, _("Drawn. The officer has it first."))


@guarded(*access.SHEETS)
def remark(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say something to one line of one's own sheet."""
    user = person(request)
    found = access.sheet_for(user, pk)
    access.require_own(user, found.posting)
    sections = Drawing(found.posting, clock.today(), found).sections()
    lines = [(line.code, line.text[:80]) for section in sections for line in section.lines]
    form = forms.RemarkForm(request.POST or None, lines=lines, initial={"line": request.GET.get("line", "")})
    page = FormPage(_("Say something to a line"), _("Keep it"), _parent(found))

    def act(data: dict[str, Any]) -> str:
        actions.remark(user, sheet=found, **data)
        return reverse("fact-sheet", args=[pk])

    return answer(request, page, form, act, _("Kept."))


@guarded(*access.SHEETS)
@require_POST
def take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a remark of one's own back."""
    user = person(request)
    found = actions.take_back_remark(user, remark=access.remark_for(user, pk))
    messages.info(request, _("Taken back."))
    return redirect("fact-sheet", found.sheet_id)


@guarded(*access.SHEETS)
@require_POST
def pass_on(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Let the coordinator read one's own sheet now."""
    user = person(request)
    actions.pass_on(user, sheet=access.sheet_for(user, pk))
    messages.info(request, _("The coordinator may read it now."))
    return redirect("fact-sheet", pk)


@guarded(access.KEEP)
def answer_remark(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Answer a remark of the officer."""
    user = person(request)
    found = access.remark_for(user, pk)
    access.require_keeper(user, found.sheet.posting)
    begun = {"outcome": found.outcome or Outcome.ACCEPTED.value, "answer": found.answer}
    form = forms.AnswerForm(request.POST or None, initial=begun)
    page = FormPage(_("Answer the remark"), _("Keep it"), _parent(found.sheet), found.text)

    def act(data: dict[str, Any]) -> str:
        actions.answer_remark(user, remark=found, **data)
        return reverse("fact-sheet", args=[found.sheet_id])

    return answer(request, page, form, act, _("Kept."), record=found)


@guarded(access.KEEP)
@require_POST
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close a sheet."""
    user = person(request)
    actions.close_sheet(user, sheet=access.sheet_for(user, pk))
    messages.info(request, _("Closed. It stays as it is."))
    return redirect("fact-sheet", pk)


@guarded(*access.OTHERS)
def conclude(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write the conclusion of a closed sheet."""
    user = person(request)
    found = access.sheet_for(user, pk)
    access.require_concluder(user, found.posting)
    if not access.is_open_to(user, found):
        return redirect("fact-sheet", pk)
    form = forms.ConclusionForm(request.POST or None, initial={"conclusion": found.conclusion})
    page = FormPage(_("Write the conclusion"), _("Keep it"), _parent(found))

    def act(data: dict[str, Any]) -> str:
        actions.conclude(user, sheet=found, **data)
        return reverse("fact-sheet", args=[pk])

    return answer(request, page, form, act, _("Kept."), record=found)
