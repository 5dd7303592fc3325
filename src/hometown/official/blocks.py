"""The blocks of a document's text as elements of a docx: headings, paragraphs, points, tables, pictures."""

import io
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.shared import Twips

from . import fonts, styles, wording
from .document import Bar, Bars, Block, Cell, Figure, Heading, Items, Paragraph, Picture, Table, Text
from .measures import CORE_WIDTH, LINE, THIN, width
from .xml import clean, element, off, on, paragraph, run

PICTURE_WIDTH, PICTURE_HEIGHT = round(CORE_WIDTH * 0.8), 9 * LINE  # two pictures and their words fill a page
SMALL = 640  # twips, about 11 mm: a picture in a cell; a code of that size is still read
_CELL_MARGIN = 60
_SQUARE = 240  # a character of 12 pt
_SHORT, _AROUND, _KEPT_AT_MOST = 8.0, 2.0, 0.6  # squares of a short column, its room around, the share of all of them
_STEPS = 40  # how many lengths a bar can have


class Blocks:
    """Turns blocks into elements; keeps count of headings, figures and pictures."""

    def __init__(self, part: Any, *, chinese: bool) -> None:
        self.part, self.chinese = part, chinese
        self._headings = [0, 0, 0, 0]
        self._figures = 0

    def elements(self, blocks: Iterable[Block]) -> Iterator[Any]:
        """Return the elements of all blocks."""
        for block in blocks:
            match block:
                case Heading():
                    yield self._heading(block)
                case Paragraph():
                    yield from (paragraph("Body", *self._content(text)) for text in _split(block.text))
                case Items():
                    yield from self._items(block.texts)
                case Table():
                    yield from self._table(block)
                case Bars():
                    yield from self._bars(block)
                case Picture():
                    yield from self._picture(block)

    def _heading(self, block: Heading) -> Any:
        self._headings[block.level - 1] += 1
        self._headings[block.level :] = [0] * (4 - block.level)
        number = self._headings[block.level - 1]
        text = wording.heading(block.level, number, block.text) if self.chinese else block.text
        return paragraph(f"Heading{block.level}", run(text))

    def _items(self, texts: Sequence[Text]) -> Iterator[Any]:
        for number, text in enumerate(texts, 1):
            yield paragraph("Body", run(f"{number}." + ("" if self.chinese else " ")), *self._content(text))

    def _content(self, text: Text) -> Iterator[Any]:
        for piece in [text] if isinstance(text, str) else text:
            if isinstance(piece, Figure):
                yield from self._figure(piece)
            else:
                yield run(piece)

    def _figure(self, figure: Figure) -> Iterator[Any]:
        """Return a figure: its words, and around them a hidden bookmark that says which figure it is."""
        self._figures += 1
        name = f"_fig_{figure.code}"[:34] + f"_{self._figures}"
        yield element("bookmarkStart", id=self._figures, name=name)
        yield run(figure.text, element("rStyle", val="Figure"))
        yield element("bookmarkEnd", id=self._figures)

    # --- tables ---------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[Any]:
        if table.caption:
            yield paragraph("Caption", run(table.caption), ppr=[on("keepNext")])
        widths = _widths(table)
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = [element(side, val="single", sz=THIN, space=0, color="000000") for side in sides]
        shape = element(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblBorders", *borders),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(side, w=_CELL_MARGIN, type="dxa") for side in ("left", "right"))),
        )
        grid = element("tblGrid", *(element("gridCol", w=one) for one in widths))
        heading = [styles.typeface(fonts.HEAD_1, chinese=self.chinese), *([] if self.chinese else [on("b")])]
        head = self._row(table.header, widths, [on("cantSplit"), on("tblHeader")], heading)
        rows = [self._row(row, widths, [on("cantSplit")]) for row in table.rows]
        yield element("tbl", shape, grid, head, *rows)
        yield paragraph("Normal", ppr=[styles.line(LINE // 2)])

    def _row(self, texts: Sequence[Cell], widths: Sequence[int], shape: Iterable[Any], look: Sequence[Any] = ()) -> Any:
        cells = (self._cell(text, size, look) for text, size in zip(texts, widths, strict=True))
        return element("tr", element("trPr", *shape), *cells)

    def _cell(self, cell: Cell, size: int, look: Sequence[Any]) -> Any:
        shape = element("tcPr", element("tcW", w=size, type="dxa"), element("vAlign", val="center"))
        words: Iterable[Any]
        match cell:
            case Figure():
                words = self._figure(cell)
            case Picture():
                words = [element("r", element("drawing", self._inline(cell, SMALL, SMALL)))]
            case _:  # an element stands in one place only, so each cell takes a copy of how it looks
                words = [run(cell, *(deepcopy(one) for one in look))]
        return element("tc", shape, paragraph("TableText", *words))

    # --- charts ------------------------------------------------------------------------------------------------------

    def _bars(self, block: Bars) -> Iterator[Any]:
        """Return a chart: a table without rules, in which some of many narrow columns are filled."""
        if block.caption:
            yield paragraph("Caption", run(block.caption), ppr=[on("keepNext")])
        label, value = round(CORE_WIDTH * 0.26), round(CORE_WIDTH * 0.18)
        narrow = (CORE_WIDTH - label - value) // _STEPS
        shape = element(
            "tblPr",
            element("tblW", w=label + value + narrow * _STEPS, type="dxa"),
            element("jc", val="center"),
            # White rules part the bars.
            element("tblBorders", element("insideH", val="single", sz=48, space=0, color="FFFFFF")),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(side, w=_CELL_MARGIN, type="dxa") for side in ("left", "right"))),
        )
        grid = element("tblGrid", *(element("gridCol", w=one) for one in (label, *[narrow] * _STEPS, value)))
        rows = (self._bar(bar, (label, narrow, value)) for bar in block.bars)
        yield element("tbl", shape, grid, *rows)
        yield paragraph("Normal", ppr=[styles.line(LINE // 2)])

    def _bar(self, bar: Bar, widths: tuple[int, int, int]) -> Any:
        label, narrow, value = widths
        filled = max(0, min(_STEPS, round(bar.share * _STEPS)))
        cells = [self._cell(bar.label, label, ())]
        for steps, fill in ((filled, "595959"), (_STEPS - filled, "")):
            if steps:
                ink = [element("shd", val="clear", color="auto", fill=fill)] if fill else []
                room = [element("tcW", w=steps * narrow, type="dxa"), element("gridSpan", val=steps)]
                cells.append(element("tc", element("tcPr", *room, *ink), paragraph("TableText")))
        cells.append(self._cell(bar.value, value, ()))
        height = element("trHeight", val=400, hRule="atLeast")
        return element("tr", element("trPr", on("cantSplit"), height), *cells)

    # --- pictures -------------------------------------------------------------------------------------------------

    def _picture(self, picture: Picture) -> Iterator[Any]:
        """Return a picture narrower than the core and lower than half of it, with its words below."""
        drawing = element("drawing", self._inline(picture, PICTURE_WIDTH, PICTURE_HEIGHT))
        yield paragraph("Picture", element("r", drawing), ppr=[] if picture.caption else [off("keepNext")])
        if picture.caption:
            yield paragraph("Caption", run(picture.caption))

    def _inline(self, picture: Picture, wide: int, high: int) -> Any:
        """Return a picture that keeps its shape within so many twips; its caption is what is read aloud."""
        inline = self.part.new_pic_inline(io.BytesIO(picture.data))
        scale = min(Twips(wide) / int(inline.extent.cx), Twips(high) / int(inline.extent.cy))
        inline.extent.cx, inline.extent.cy = int(inline.extent.cx * scale), int(inline.extent.cy * scale)
        shape = inline.graphic.graphicData.pic.spPr
        shape.cx, shape.cy = inline.extent.cx, inline.extent.cy
        inline.docPr.set("descr", clean(picture.caption))
        return inline


def _split(text: Text) -> Iterator[Text]:
    """Return the paragraphs of a text that was typed with line breaks."""
    if isinstance(text, str):
        yield from (line for line in (one.strip() for one in text.splitlines()) if line)
    else:
        yield text


def _widths(table: Table) -> list[int]:
    """Share the core among the columns by what stands in them.

    Beside a long column a short one (a name, a day, a word) gets what it needs to stay on one line.
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    longest = [min(24.0, max(width(_plain(text)) for text in column)) for column in columns]
    room, kept = CORE_WIDTH / _SQUARE, dict[int, float]()
    for place, wide in sorted(enumerate(longest), key=lambda one: one[1]):
        if wide <= _SHORT < max(longest) and sum(kept.values()) + wide + _AROUND <= room * _KEPT_AT_MOST:
            kept[place] = wide + _AROUND
    rest = [one + 1 for place, one in enumerate(longest) if place not in kept]
    least = sum(rest) / len(rest) / 3
    share = (room - sum(kept.values())) / sum(max(one, least) for one in rest)
    return [int(_SQUARE * kept.get(place, max(one + 1, least) * share)) for place, one in enumerate(longest)]


def _plain(cell: Cell) -> str:
    match cell:
        case Figure():
            return cell.text
        case Picture():
            return "口" * 3  # as wide as a small picture
        case _:
            return cell
