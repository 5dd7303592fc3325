"""What a review tells beside its figures: the case, photographs, reflections; choosing them, their order."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.forms import place_refusal
from hometown.fieldwork import access as fieldwork
from hometown.files import showing
from hometown.kernel.errors import Refusal

from . import access, actions
from .review import Review
from .telling_forms import PictureForm, ReflectionForm
from .web import known_at_of

CHOOSE = "choose_cases"
ON_A_PAGE = 12


@guarded(CHOOSE)
@require_GET
def telling(request: HttpRequest, number: int) -> HttpResponseBase:
    """What the review tells, and what it could."""
    user = person(request)
    batch = access.batch(user, number)
    access.require_case_chooser(user, batch.pk)
    told = Review(batch)
    notes = Paginator(access.notes_to_choose(user, batch), ON_A_PAGE).get_page(request.GET.get("notes"))
    page = {
        "batch": batch,
        "case": told.case,
        "pictures": told.pictures,
        "reflections": told.reflections,
        "files": Paginator(access.pictures_to_choose(user, batch), ON_A_PAGE).get_page(request.GET.get("page")),
        "notes": _with_writers(list(notes)),
    }
    return render(request, "bulletins/telling.html", page)


def _with_writers(notes: list[Any]) -> list[dict[str, Any]]:
    names = names_of([note.author for note in notes])
    return [{"note": note, "writer": names.get(note.author, "")} for note in notes]


@guarded(CHOOSE)
def picture_choose(request: HttpRequest, number: int, pk: uuid.UUID) -> HttpResponseBase:
    """Show a photograph of an activity in the review: what it shows, and how it stands with those in it."""
    user: User = person(request)
    batch = access.batch(user, number)
    access.require_case_chooser(user, batch.pk)
    file = fieldwork.file_for(user, pk)
    form = PictureForm(request.POST or None, initial={"caption": file.caption or file.activity.title})
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_picture(user, batch=batch, file=file, **form.cleaned_data)
            return redirect("review-telling", batch.number)
        except Refusal as refusal:
            place_refusal(form, refusal)
    page = {"batch": batch, "form": form, "file": file}
    return render(request, "bulletins/picture_choose.html", page, status=422 if form.errors else 200)


@guarded(CHOOSE)
def note_choose(request: HttpRequest, number: int, pk: uuid.UUID) -> HttpResponseBase:
    """Tell a note that an officer shared, whole or shortened."""
    user: User = person(request)
    batch = access.batch(user, number)
    access.require_case_chooser(user, batch.pk)
    note = fieldwork.note_for(user, pk)
    form = ReflectionForm(request.POST or None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_reflection(user, batch=batch, note=note, **form.cleaned_data)
            return redirect("review-telling", batch.number)
        except Refusal as refusal:
            place_refusal(form, refusal)
    page = {"batch": batch, "form": form, "note": note, "writer": names_of([note.author]).get(note.author, "")}
    return render(request, "bulletins/note_choose.html", page, status=422 if form.errors else 200)


@guarded(CHOOSE)
@require_POST
def up(request: HttpRequest, number: int, pk: uuid.UUID) -> HttpResponseBase:
    """Let one stand before the one above it."""
    user = person(request)
    actions.move_told_up(user, access.told(user, number, pk))
    return redirect("review-telling", number)


@guarded(CHOOSE)
@require_POST
def out(request: HttpRequest, number: int, pk: uuid.UUID) -> HttpResponseBase:
    """Take one out of the review."""
    user = person(request)
    actions.drop_told(user, access.told(user, number, pk))
    return redirect("review-telling", number)


@guarded(*access.READ)
@require_GET
def picture(request: HttpRequest, number: int, pk: uuid.UUID) -> HttpResponseBase:
    """A photograph of the review, drawn anew."""
    with known_at_of(request):
        return showing.show_page(access.picture(person(request), number, pk).blob)
