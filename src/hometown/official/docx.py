"""Writing an official document as a docx file that Word, WPS and LibreOffice open."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn

from . import page, styles, titles, wording
from .blocks import Blocks
from .document import Annex, Document
from .measures import (
    CHARACTERS,
    CORE_WIDTH,
    ISSUER_BELOW_TOP,
    ISSUER_SIZES,
    LEFT,
    LINE,
    RED_RULE,
    RULE_BELOW_NUMBER,
    SIZE_3,
    SIZE_4,
    THICK,
    THIN,
    width,
)  # fmt: skip
from .xml import clean, element, off, on, paragraph, run

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(document: Document) -> bytes:
    """Return the document as the bytes of a docx. The same document gives the same bytes."""
    file = docx.Document()
    chinese = document.is_chinese
    _set_up(file, chinese=chinese)
    body = file.element.body
    for part in _parts(document, Blocks(file.part, chinese=chinese)):
        body.insert_element_before(part, "w:sectPr")
    _describe(file.core_properties, document)
    written_file = io.BytesIO()
    file.save(written_file)
    return _dateless(written_file.getvalue())


def _parts(document: Document, blocks: Blocks) -> Iterator[Any]:
    yield from _head(document)
    yield from _title(document)
    yield from _kept_together([*blocks.elements(document.blocks), *_annexes(document)])
    yield from _signature(document)
    yield from _bound(document, blocks)
    yield from _imprint(document)


def _kept_together(parts: list[Any]) -> list[Any]:
    """Let the end of the text go with the signature to the next page: a page of signatures alone proves nothing."""
    last = next((part for part in reversed(parts) if part.tag == qn("w:p") and part.pPr is not None), None)
    if last is not None:
        last.pPr.get_or_add_keepNext()
    return parts


# --- the head: 版头 --------------------------------------------------------------------------------------------------


def _head(document: Document) -> Iterator[Any]:
    if document.label:
        yield paragraph("Label", run(document.label))
    if document.issuer:
        yield _issuer(document)
    if document.number:
        # The line is as high as its type, so that the rule below keeps its distance from the characters.
        before = (2 * LINE if document.issuer else 0) + LINE - SIZE_3 * 10
        rule = [_red_rule()] if document.issuer else []
        yield paragraph("Number", run(document.number), ppr=[*rule, styles.line(SIZE_3 * 10, before=before)])
    elif document.issuer:
        yield paragraph("Number", ppr=[_red_rule(), styles.line(SIZE_3 * 10)])


def _issuer(document: Document) -> Any:
    """Return the issuer's mark, red, as large as one line holds; a very long one is set narrower."""
    text, (least, most) = document.issuer, ISSUER_SIZES
    fits = int(CORE_WIDTH / 10 / max(width(text), 1))
    size = max(least, min(most, fits))
    narrow = [element("w", val=max(50, 100 * fits // size))] if fits < size else []
    before = ISSUER_BELOW_TOP - (LINE if document.label else 0)
    lines = [styles.line(size * 10 + 40, before=before)]
    return paragraph("Issuer", run(text, *styles.size(size), *narrow), ppr=lines)


def _red_rule() -> Any:
    return element("pBdr", element("bottom", val="single", sz=RED_RULE, space=RULE_BELOW_NUMBER, color="FF0000"))


def _title(document: Document) -> Iterator[Any]:
    """Return the title, two lines below the red rule, and the addressee, one line below the title (7.3.1, 7.3.2)."""
    chinese = document.is_chinese
    lines = titles.lines(document.title) if chinese else [document.title]
    for place, text in enumerate(lines):
        before = 2 * LINE if place == 0 and document.issuer else 0
        after = LINE if place == len(lines) - 1 else 0
        room = styles.line(before=before, after=after) if chinese else styles.free(before, after)
        yield paragraph("Title", run(text), ppr=[room])
    if document.addressee:
        text = document.addressee
        if chinese and not text.endswith("："):
            text = text.rstrip(":") + "："
        yield paragraph("Addressee", run(text))


# --- the end: annexes, signature, imprint ----------------------------------------------------------------------------


def _annexes(document: Document) -> Iterator[Any]:
    """Return the note of annexes, a line below the text; a name that turns goes on under its own first character."""
    chinese, many = document.is_chinese, len(document.annexes) > 1
    word = wording.annex(chinese=chinese)
    for place, one in enumerate(document.annexes):
        name = one.title if isinstance(one, Annex) else one
        number = f"{place + 1}." if many else ""
        head = (word if place == 0 else "") + number
        at = 2 + width(word) + (1.5 if many else 0)
        begin = 2 if place == 0 else 2 + width(word)
        gap = [element("r", element("tab"))] if many else []
        room = styles.line(before=LINE if place == 0 else 0) if chinese else styles.free(120 if place == 0 else 0)
        yield paragraph("Annex", run(head), *gap, run(name), ppr=[room, styles.indent(left=at, hanging=at - begin)])


def _bound(document: Document, blocks: Blocks) -> Iterator[Any]:
    """Return the annexes bound with the document: 附件 at the upper left of a page, below it the title (7.3.7)."""
    chinese, many = document.is_chinese, len(document.annexes) > 1
    for place, one in enumerate(document.annexes, 1):
        if isinstance(one, Annex):
            head = wording.annex(chinese=chinese).rstrip("： :") + (str(place) if many else "")
            yield paragraph("Label", run(head), ppr=[on("pageBreakBefore")])
            lines = titles.lines(one.title) if chinese else [one.title]
            for number, text in enumerate(lines):
                before, after = LINE if number == 0 else 0, LINE // 2 if number == len(lines) - 1 else 0
                room = styles.line(before=before, after=after) if chinese else styles.free(before, after)
                yield paragraph("Title", run(text), ppr=[room])
            yield from blocks.elements(one.blocks)


def _signature(document: Document) -> Iterator[Any]:
    """Return who signs, centred over the date, and the date (7.3.5)."""
    chinese = document.is_chinese
    room = 2 * LINE if document.stamped else LINE
    dated = wording.day(document.dated, chinese=chinese) if document.dated else ""
    edge = 4.0 if document.stamped else 2.0
    if document.signed_by:
        middle = edge + width(dated) / 2
        right = max(0.0, middle - width(document.signed_by) / 2) if dated else edge
        ppr = [styles.line(before=room) if chinese else styles.free(room), styles.indent(right=right)]
        if dated and width(document.signed_by) / 2 > middle:  # a long name moves the date to stay under its middle
            edge = (min(width(document.signed_by), CHARACTERS) - width(dated)) / 2
        yield paragraph("Signature", run(document.signed_by), ppr=ppr)
    if dated:
        before = 0 if document.signed_by else room
        ppr = [styles.line(before=before) if chinese else styles.free(before), styles.indent(right=edge)]
        yield paragraph("Signature", run(dated), ppr=[*ppr, off("keepNext")])


def _imprint(document: Document) -> Iterator[Any]:
    """Return the imprint 版记 at the foot of the last page's core: copies, who printed it and when (7.4)."""
    rows = list(_imprint_rows(document))
    if not rows:
        return
    rules = {"top": THICK, "bottom": THICK, "insideH": THIN}
    borders = [
        element(side, val="single", sz=rules[side], space=0, color="000000") for side in ("top", "bottom", "insideH")
    ]
    shape = element(
        "tblPr",
        element(
            "tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="page",
            tblpX=LEFT, tblpYSpec="bottom",
        ),
        element("tblW", w=CORE_WIDTH, type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("left", "right"))),
    )  # fmt: skip
    yield element("tbl", shape, element("tblGrid", element("gridCol", w=CORE_WIDTH)), *rows)
    # What a floating table is anchored to: a line of no height at the end of the text.
    yield paragraph("Normal", ppr=[styles.line(20)])


def _imprint_rows(document: Document) -> Iterator[Any]:
    chinese = document.is_chinese
    if document.copied_to:
        word, to = wording.copied(document.copied_to, chinese=chinese)
        hang = styles.indent(left=1 + width(word), right=1, hanging=width(word), type_size=SIZE_4)
        yield _row(paragraph("Imprint", run(word + to), ppr=[hang]))
    if document.printed_by or document.printed_on:
        day = wording.printed(document.printed_on, chinese=chinese) if document.printed_on else ""
        edge = styles.indent(left=1, right=1, type_size=SIZE_4)
        stop = element("tabs", element("tab", val="right", pos=CORE_WIDTH - SIZE_4 * 10))
        content = [run(document.printed_by), element("r", element("tab")), run(day)]
        yield _row(paragraph("Imprint", *content, ppr=[edge, stop, element("jc", val="left")]))


def _row(content: Any) -> Any:
    return element("tr", element("tc", element("tcPr", element("tcW", w=CORE_WIDTH, type="dxa")), content))


# --- the file --------------------------------------------------------------------------------------------------------


def _set_up(file: Any, *, chinese: bool) -> None:
    """Put the styles, the page and the settings of the standard in the place of those that come with the library."""
    _replace(file.styles.element, [styles.defaults(chinese=chinese), *styles.every(chinese=chinese)])
    _replace(file.settings.element, page.settings(chinese=chinese))
    _replace(file.element.body.sectPr, page.section(chinese=chinese))
    part, package = file.part, file.part.package
    part.part_related_by(RT.FONT_TABLE)._blob = serialize_part_xml(page.font_table())
    kept = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME}
    for relations, wanted in ((part.rels, kept), (package.rels, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})):
        for key in [key for key, one in relations.items() if one.reltype not in wanted]:
            del relations[key]
    for footer, odd in ((file.sections[0].footer, True), (file.sections[0].even_page_footer, False)):
        footer.is_linked_to_previous = False
        _replace(footer._element, [page.page_number(odd=odd)])


def _replace(parent: Any, children: list[Any]) -> None:
    for child in list(parent):
        parent.remove(child)
    parent.extend(children)


def _describe(about: Any, document: Document) -> None:
    """Name title and issuer in the file, and the day it is dated: no programme, no machine, no person."""
    about.title = clean(document.title.replace("\n", ""))[:255]
    about.author = about.last_modified_by = clean(document.signed_by or document.issuer)[:255]
    about.comments = about.keywords = about.subject = ""
    about.language = "zh-CN" if document.is_chinese else "en-GB"
    if document.dated:
        about.created = about.modified = datetime.combine(document.dated, time(), UTC)


def _dateless(data: bytes) -> bytes:
    """Return the file with the same parts and no times of its own."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
