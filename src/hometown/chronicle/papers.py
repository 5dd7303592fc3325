"""A fact sheet and a monthly report as official documents; every number keeps the code of its figure."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hometown.bulletins.review import Said
from hometown.face import formats
from hometown.official import Block, Document, Figure, Heading, Paragraph
from hometown.programme.models import Branch, Posting
from hometown.programme.words import named

from . import labels, sentences
from .drafting import numbers_of
from .drawing import Drawing, Section
from .models import FactSheet, MonthlyReport, SheetRemark
from .rules import PARTS, Outcome

Piece = str | Figure


def of_sheet(posting: Posting, sheet: FactSheet | None, drawing: Drawing) -> Document:
    """Return a fact sheet as a document: a draft until it is closed."""
    is_draft = sheet is None or sheet.closed_on is None
    title = _("Fact sheet (draft)") if is_draft else _("Fact sheet")
    branch = Branch.objects.filter(batch=posting.batch_id).first()
    remarks = list(sheet.remarks.standing()) if sheet is not None else []
    return Document(
        title=f"{title}\n{posting.officer.name}",
        blocks=tuple(_sheet_blocks(drawing.sections(), remarks, sheet)),
        signed_by=branch.name if branch and not is_draft else "",
        dated=drawing.until,
        label=_("Internal"),
        language=_language(),
        stamped=False,
    )


def _sheet_blocks(sections: Iterable[Section], remarks: list[SheetRemark], sheet: FactSheet | None) -> Iterator[Block]:
    called: dict[str, str] = {}
    for section in sections:
        if section.code == "host":
            yield Heading(1, section.heading)
            yield from (Paragraph(line.text) for line in section.lines)
        else:  # run in, so that the facts stand on one page
            head = _("%(heading)s: ") % {"heading": section.heading}
            yield Paragraph([head, *_joined(line.pieces for line in section.lines)])
        called |= {line.code: line.text for line in section.lines}
    if remarks:
        yield Heading(1, _("What the officer says"))
        yield from (Paragraph(_remark(one, called.get(one.line, ""))) for one in remarks)
    if sheet is not None and sheet.conclusion:
        yield Heading(1, _("Conclusion"))
        yield from (Paragraph(line) for line in sheet.conclusion.splitlines() if line.strip())


def _remark(one: SheetRemark, line: str) -> str:
    outcome = str(labels.OUTCOMES[Outcome(one.outcome)]) if one.outcome else _("not answered yet")
    end = f"{outcome}: {one.answer}" if one.answer and not _is_chinese() else f"{outcome}，{one.answer}"
    said = {"line": line, "words": one.text, "outcome": end if one.answer else outcome}
    return _("On “%(line)s”: %(words)s (%(outcome)s)") % said


def of_report(report: MonthlyReport, dated: date) -> Document:
    """Return a monthly report as a document to the sending unit."""
    numbers = numbers_of(report)
    blocks: list[Block] = []
    for name in PARTS:
        lines = [line for line in getattr(report, name).splitlines() if line.strip()]
        if lines:
            blocks.append(Heading(1, str(sentences.REPORT_HEADINGS[name])))
            blocks += [Paragraph([_piece(one) for one in numbers.said(line)]) for line in lines]
    return Document(
        title="\n".join((_("Monthly report"), labels.month(report.month))),
        addressee=named(report.unit),
        blocks=tuple(blocks),
        signed_by=report.officer.name,
        dated=dated,
        label=_("Internal"),
        language=_language(),
        stamped=False,
    )


def _piece(one: Said) -> Piece:
    return Figure(one.text, one.code) if one.code else one.text


def _joined(lines: Iterable[tuple[Said, ...]]) -> list[Piece]:
    """Return lines as one paragraph, so that the facts of a posting stand on one page."""
    found: list[Piece] = []
    between, end = ("；", "。") if _is_chinese() else ("; ", ".")
    for line in lines:
        found += [*([between] if found else []), *(_piece(one) for one in line)]
    return [*found, end]


def _is_chinese() -> bool:
    return formats.is_chinese(get_language())


def _language() -> str:
    return "zh" if _is_chinese() else "en"
