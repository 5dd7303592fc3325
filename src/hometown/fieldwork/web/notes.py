"""Pages of notes: one's own, and those others have shared."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies.access import visible_companies
from hometown.face.forms import begun_with, place_refusal
from hometown.face.paging import numbered
from hometown.face.widgets import Chosen
from hometown.fieldwork import access, actions
from hometown.fieldwork.forms import NoteForm, company_of
from hometown.fieldwork.models import Note
from hometown.fieldwork.telling import address
from hometown.kernel import clock
from hometown.kernel.errors import Refusal

from .activities import activity_of, asked_for

READ = (Capability.RECORD_FIELDWORK, Capability.SEE_FIELDWORK_ALL)
RECORD = Capability.RECORD_FIELDWORK


@guarded(*READ)
@require_GET
def note_list(request: HttpRequest) -> HttpResponse:
    """One's own notes, or those that are shared; `?q=` looks in the text."""
    reader, show = person(request), request.GET.get("show", "")
    wanted = request.GET.get("q", "").strip()
    notes = access.visible_notes(reader).select_related("company", "activity").newest_first()
    notes = notes.shared() if show == "shared" else notes.filter(author=reader.pk)
    if wanted:
        notes = notes.filter(text__icontains=wanted)
    page = numbered(request, notes)
    context = {
        "page": page,
        "show": show,
        "q": wanted,
        "writers": names_of(note.author for note in page.object_list),
        "reader": reader,
        "may_record": reader.may(RECORD),
    }
    return render(request, "fieldwork/note_list.html", context)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def note_add(request: HttpRequest) -> HttpResponseBase:
    """Write a note, about the activity that `?activity=` names if it does."""
    reader = person(request)
    about = activity_of(reader, request.GET.get("activity", ""))
    begun = begun_with(request)
    initial = {"on": clock.today(), **(_told(reader, begun) if begun else {})}
    form = NoteForm(None if begun else request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        told["company"] = company_of(reader, told["company"])
        try:
            made = actions.write_note(reader, activity=about, **told)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            messages.info(request, _("Kept."))
            return redirect("activity", about.pk) if about else redirect("note", made.pk)
    page = {"form": form, "about": about}
    return render(request, "fieldwork/note_form.html", page, status=422 if form.errors else 200)


def _told(reader: User, said: QueryDict) -> dict[str, Any]:
    """Return what the page of a message knows of a note: its words, and the firm if it is on record."""
    company = asked_for(visible_companies(reader), said.get("company", ""))
    told: dict[str, Any] = {"text": said.get("text", "")[:20_000]}
    return told | ({"company": Chosen(str(company.pk), company.name)} if company else {})


@guarded(*READ)
@require_GET
def note(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One note."""
    reader = person(request)
    found = access.note_for(reader, pk)
    page = {
        "note": found,
        "writer": names_of([found.author]).get(found.author, ""),
        "is_own": found.author == reader.pk,
        "activity": activity_of(reader, str(found.activity_id)) if found.activity_id else None,
        "sees_companies": access.sees_companies(reader),
        "practice_url": address("note-practice", found.pk) if _tells(reader, found) else "",
    }
    return render(request, "fieldwork/note.html", page)


def _tells(reader: User, found: Note) -> bool:
    """Tell whether a note may become a practice: it is shared, and the reader takes part in learning."""
    return found.shared_on is not None and access.reads_practices(reader)


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def note_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Edit one's own note."""
    found = access.note_for(person(request), pk)
    access.require_author(person(request), found)
    form = NoteForm.of(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        meanwhile.hold(form, found)
        try:
            actions.edit_note(person(request), found, **form.cleaned_data)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return redirect("note", found.pk)
    page = {"form": form, "note": found}
    return render(request, "fieldwork/note_form.html", page, status=422 if form.errors else 200)


@guarded(RECORD)
@require_POST
def note_share(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Share one's note, or take it back."""
    reader = person(request)
    found = access.note_for(reader, pk)
    if found.shared_on is None:
        actions.share_note(reader, found)
    else:
        actions.keep_note_private(reader, found)
    return redirect("note", found.pk)
