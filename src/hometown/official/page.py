"""The page of an official document: paper, core, grid, page numbers; and the settings of the whole file."""

from typing import Any

from . import fonts, styles
from .measures import (
    BOTTOM,
    CHAR_SPACE,
    FOOTER,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SIZE_4,
    TOP,
)  # fmt: skip
from .xml import element, off, on, paragraph, run


def section(*, chinese: bool) -> list[Any]:
    """Return the properties of the section: A4, the core of 156 × 225 mm, its grid of 22 × 28."""
    size = element("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT)
    margins = element("pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=TOP // 2, footer=FOOTER, gutter=0)
    grid = element("docGrid", type="linesAndChars", linePitch=LINE, charSpace=CHAR_SPACE)
    return [size, margins, element("cols", space=0), *([grid] if chinese else [])]


def page_number(*, odd: bool) -> Any:
    """Return the foot of a page: the number between two dashes, one square from the outer edge (7.5)."""
    side = "right" if odd else "left"
    edge = styles.indent(**{side: 1}, type_size=SIZE_4)
    marks = [
        element("fldChar", fldCharType="begin"), element("instrText"), element("fldChar", fldCharType="separate"),
        element("t"), element("fldChar", fldCharType="end"),
    ]  # fmt: skip
    marks[1].text, marks[3].text = " PAGE ", "1" if odd else "2"
    field = [element("r", mark) for mark in marks]
    return paragraph("Footer", run("— "), *field, run(" —"), ppr=[edge, element("jc", val=side)])


def settings(*, chinese: bool) -> list[Any]:
    """Return the settings of the file: odd and even pages differ, punctuation is set the Chinese way."""
    habits = [on("spaceForUL"), on("balanceSingleByteDoubleByteWidth"), on("adjustLineHeightInTable")]
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return [
        element("zoom", percent=100),
        off("bordersDoNotSurroundHeader"),
        element("defaultTabStop", val=420),
        on("evenAndOddHeaders"),
        element("drawingGridVerticalSpacing", val=LINE),
        element("characterSpacingControl", val="compressPunctuation" if chinese else "doNotCompress"),
        element("compat", *habits, mode),
        element("themeFontLang", val="en-GB", eastAsia="zh-CN"),
    ]  # fmt: skip


def font_table() -> Any:
    """Return the table of fonts: each with the name of the one that serves where it is missing."""
    return element(
        "fonts",
        *(
            element(
                "font",
                element("altName", val=face.instead),
                element("panose1", val=face.panose),
                element("charset", val="00" if face is fonts.LATIN else "86"),
                element("family", val=face.family),
                element("pitch", val="variable"),
                name=face.name,
            )
            for face in fonts.FACES
        ),
    )
