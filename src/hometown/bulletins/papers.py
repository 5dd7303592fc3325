"""The review as an official document: the same text, the figures laid side by side as charts and a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.files import showing
from hometown.kernel.dates import DatedTo, Precision
from hometown.official import Bar, Bars, Block, Document, Figure, Heading, Paragraph, Picture, Table
from hometown.programme.models import Batch, Branch

from . import overviews
from .review import Review, Said


@dataclass(frozen=True)
class Head:
    """What an office says about its own document; nothing of it is known to the system."""

    issuer: str = ""
    number: str = ""
    addressee: str = ""
    signed_by: str = ""
    copied_to: str = ""


def usual_head(batch: Batch) -> Head:
    """Return the head of a document nobody has filled in: the branch of the batch signs it."""
    branch = Branch.objects.filter(batch=batch).first()
    return Head(signed_by=branch.name if branch else "")


def document(review: Review, dated: date, head: Head | None = None) -> Document:
    """Return a review as an official document in the present language, dated; without a head under the usual one."""
    head = head or usual_head(review.batch)
    language = get_language() or "zh-hans"
    return Document(
        title=title(review),
        issuer=head.issuer,
        number=head.number,
        addressee=head.addressee,
        blocks=tuple(_blocks(review)),
        signed_by=head.signed_by,
        dated=dated,
        copied_to=head.copied_to,
        language="zh" if formats.is_chinese(language) else "en",
    )


def title(review: Review) -> str:
    """Return the title of a review."""
    batch = review.batch
    chinese = formats.is_chinese(get_language())
    return _("Review of the work of %(batch)s") % {
        "batch": batch.name if chinese or not batch.name_en else batch.name_en
    }


def _blocks(review: Review) -> Iterator[Block]:
    for section in review.sections:
        if section.heading:
            yield Heading(1, section.heading)
        for paragraph in section.paragraphs:
            yield Paragraph(tuple(_piece(said) for said in paragraph))
        if section.code == "investment":
            yield from _investment(review)
        if section.code == "learning":
            yield _bars(overviews.learning(review), _("Study and meetings, in times"))
            yield from _reflections(review)
    yield from _pictures(review)


def _reflections(review: Review) -> Iterator[Block]:
    if review.reflections:
        yield Heading(1, _("What we learned"))
    for reflection in review.reflections:
        yield Paragraph(_("%(text)s (%(name)s)") % {"text": reflection.text, "name": reflection.officer.name})


def _pictures(review: Review) -> Iterator[Block]:
    if review.pictures:
        yield Heading(1, _("Photographs"))
    for picture in review.pictures:
        yield Picture(showing.picture(picture.blob), picture.caption)


def _piece(said: Said) -> str | Figure:
    return Figure(said.text, said.code) if said.code else said.text


def _investment(review: Review) -> Iterator[Block]:
    yield _bars(overviews.funnel(review), _("From a visit to a signature: firms, each once"))
    table = overviews.origin_by_stage(review)
    rows = [(row["label"], *(_cell(cell) for cell in row["cells"])) for row in table["rows"]]
    yield Table((_("Origin"), *table["columns"]), rows, _("Origin and progress: firms"))
    months = overviews.first_visits_by_month(review)["points"]
    by_month = [{"label": _month(point["label"]), "value": sum(point["parts"]), "code": "visited"} for point in months]
    yield _bars(by_month, _("Firms first visited, by month"))


def _month(label: str) -> str:
    month = DatedTo(date.fromisoformat(f"{label}-01"), Precision.MONTH)
    return formats.day(month, get_language() or "zh-hans")


def _cell(cell: dict[str, Any]) -> str | Figure:
    return Figure(cell["text"], cell["code"]) if cell.get("code") else str(cell["text"])


def _bars(points: list[dict[str, Any]], caption: str) -> Bars:
    most = max((int(point["value"]) for point in points), default=0) or 1
    bars = [
        Bar(point["label"], Figure(str(point.get("text") or point["value"]), point["code"]), int(point["value"]) / most)
        for point in points
    ]
    return Bars(bars, caption)
