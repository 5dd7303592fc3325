"""The page where a review becomes an official document, and the file itself."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.files import handing
from hometown.kernel import clock
from hometown.official import fonts

from . import access, papers
from .forms import HeadForm
from .review import Review
from .web import known_at_of


@guarded(*access.READ)
@require_GET
def document(request: HttpRequest, number: int) -> HttpResponseBase:
    """What stands at the head of the document; with ?format=docx or pdf, the file."""
    user = person(request)
    batch = access.batch(user, number)
    shape = request.GET.get("format", "")
    form = HeadForm(request.GET if shape else None, initial=vars(papers.usual_head(batch)))
    with known_at_of(request) as known_at:
        if shape and form.is_valid():
            told = Review(batch, known_at=known_at)
            paper = papers.document(told, known_at or clock.today(), papers.Head(**form.cleaned_data))
            return handing.hand_out(paper, f"review-{batch.number}", shape)
        page = {
            "batch": batch,
            "form": form,
            "faces": [{"title": face.name, "end": " · ".join(face.serving[:2])} for face in fonts.FACES[:-1]],
            "makes_pdf": handing.makes_pdf(),
            "known_at": known_at,
        }
        return render(request, "bulletins/document.html", page, status=422 if shape else 200)
