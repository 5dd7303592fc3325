"""Papers of activities: their pages drawn anew, and the bytes that were received."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.fieldwork import access, actions
from hometown.files import showing

from .activities import READ, RECORD


@guarded(*READ)
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One paper, page by page."""
    reader = person(request)
    found = access.file_for(reader, pk)
    page = {
        "paper": found,
        "pages": showing.page_numbers(found.blob),
        "is_picture": showing.is_picture(found.blob),
        "may_edit": access.may_edit(reader, found.activity),
    }
    return render(request, "fieldwork/paper.html", page)


@guarded(*READ)
@require_GET
def paper_page(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponseBase:
    """One page of a paper, drawn anew."""
    return showing.show_page(access.file_for(person(request), pk).blob, number)


@guarded(*READ)
@require_GET
def paper_received(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The bytes that were received."""
    found = access.file_for(person(request), pk)
    return showing.download(found.blob, found.file_name)


@guarded(RECORD)
@require_POST
def paper_take_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a paper out of its activity."""
    found = access.file_for(person(request), pk)
    actions.take_out_paper(person(request), found)
    return redirect("activity", found.activity_id)
