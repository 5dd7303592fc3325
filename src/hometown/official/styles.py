"""The styles of an official document: real headings with outline levels, so that Word shows how it is built."""

from collections.abc import Iterator
from typing import Any

from . import fonts
from .fonts import Face
from .measures import CONDENSED, LINE, SIZE_2, SIZE_3, SIZE_4, squares
from .xml import element, off, on, properties

BODY_EN, TITLE_EN, SMALL_EN = 24, 36, 21  # plain English: 12, 18 and 10.5 points


def typeface(face: Face, *, chinese: bool) -> Any:
    """Return the face of a run. Chinese documents set digits and Latin letters in the same face as the words."""
    if not chinese:
        face = fonts.LATIN
    return element("rFonts", ascii=face.name, hAnsi=face.name, eastAsia=face.name, cs=face.name)


def size(half_points: int) -> tuple[Any, Any]:
    """Return the size of a run."""
    return element("sz", val=half_points), element("szCs", val=half_points)


def indent(first: float = 0, left: float = 0, right: float = 0, hanging: float = 0, type_size: int = SIZE_3) -> Any:
    """Return an indent in squares, with its length for programs that do not count squares."""
    given = {"left": left, "right": right, "firstLine": first, "hanging": hanging}
    attributes: dict[str, int] = {}
    for name, count in given.items():
        if count or name == "firstLine":
            attributes[name + "Chars"] = round(count * 100)
            attributes[name] = squares(count, type_size)
    if hanging:
        attributes = {name: value for name, value in attributes.items() if not name.startswith("firstLine")}
    return element("ind", **attributes)


def line(height: int = LINE, *, before: int = 0, after: int = 0) -> Any:
    """Return lines of exactly this height, with room before and after."""
    return element("spacing", before=before, after=after, line=height, lineRule="exact")


def free(before: int = 0, after: int = 0, *, single: int = 240) -> Any:
    """Return lines as high as what stands in them."""
    return element("spacing", before=before, after=after, line=single, lineRule="auto")


def _words(*, chinese: bool) -> Any:
    """Return how body type looks."""
    grid = [off("snapToGrid"), element("spacing", val=CONDENSED)] if chinese else []
    language = element("lang", val="zh-CN" if chinese else "en-GB", eastAsia="zh-CN")
    type_size = size(SIZE_3 if chinese else BODY_EN)
    return properties("rPr", [typeface(fonts.BODY, chinese=chinese), *type_size, *grid, language])


def _lines(*, chinese: bool) -> Any:
    """Return how lines run: Chinese line breaking, nothing past the core, no gap between Han and digits."""
    habits = [on("kinsoku"), *(off(one) for one in ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN"))]
    room = [off("snapToGrid"), line()] if chinese else [free(after=120, single=276)]
    return properties("pPr", [*habits, *room, element("jc", val="both" if chinese else "left")])


def defaults(*, chinese: bool) -> Any:
    """Return what holds where no style says otherwise."""
    words, lines = _words(chinese=chinese), _lines(chinese=chinese)
    return element("docDefaults", element("rPrDefault", words), element("pPrDefault", lines))


def _style(name: str, kind: str, *parts: Any, key: str = "", base: str = "", default: bool = False) -> Any:
    attributes = {"type": kind, "styleId": key or name} | ({"default": 1} if default else {})
    based = [element("basedOn", val=base)] if base else []
    return element("style", element("name", val=name), *based, element("qFormat"), *parts, **attributes)


def _paragraph(name: str, key: str, ppr: list[Any], rpr: list[Any]) -> Any:
    parts = [properties(tag, props) for tag, props in (("pPr", ppr), ("rPr", rpr)) if props]
    return _style(name, "paragraph", *parts, key=key, base="Normal")


def every(*, chinese: bool) -> Iterator[Any]:
    """Return the styles."""
    # The same as the defaults: the grid counts from this style's size, and not every program reads the defaults.
    yield _style("Normal", "paragraph", _lines(chinese=chinese), _words(chinese=chinese), default=True)
    yield _style("Default Paragraph Font", "character", key="DefaultFont", default=True)
    yield _style("Figure", "character", base="DefaultFont")
    yield _style("Normal Table", "table", key="NormalTable", default=True)
    yield from _head(chinese=chinese)
    yield from _headings(chinese=chinese)
    yield from _body(chinese=chinese)


def _head(*, chinese: bool) -> Iterator[Any]:
    centred = element("jc", val="center")
    face = typeface(fonts.TITLE, chinese=chinese)
    red = element("color", val="FF0000")
    yield _paragraph("Label", "Label", [], [typeface(fonts.HEAD_1, chinese=chinese)])
    yield _paragraph("Issuer", "Issuer", [element("jc", val="center")], [face, red])
    yield _paragraph("Document Number", "Number", [element("jc", val="center")], [])
    title = [line() if chinese else free(after=240), centred, on("keepNext")]
    named = [typeface(fonts.TITLE, chinese=chinese), *size(SIZE_2 if chinese else TITLE_EN)]
    yield _paragraph("Title", "Title", title, named)
    yield _paragraph("Addressee", "Addressee", [], [])


def _headings(*, chinese: bool) -> Iterator[Any]:
    faces = (fonts.HEAD_1, fonts.HEAD_2, fonts.BODY, fonts.BODY)
    for level, face in enumerate(faces, 1):
        ppr = [on("keepNext"), element("outlineLvl", val=level - 1)]
        ppr += [indent(first=2)] if chinese else [free(before=240 if level == 1 else 120, after=60)]
        rpr = [typeface(face, chinese=chinese)] + ([] if chinese else [on("b"), on("bCs")])
        yield _paragraph(f"heading {level}", f"Heading{level}", ppr, rpr)


def _body(*, chinese: bool) -> Iterator[Any]:
    small = size(SIZE_4 if chinese else SMALL_EN)
    yield _paragraph("Body Text", "Body", [indent(first=2)] if chinese else [], [])
    yield _paragraph("Annex", "Annex", [], [])
    yield _paragraph("Signature", "Signature", [element("jc", val="right"), on("keepNext")], [])
    loose = [free(20, 20), element("jc", val="center")]
    yield _paragraph("Table Text", "TableText", loose, [*size(24 if chinese else SMALL_EN)])
    yield _paragraph("Picture", "Picture", [free(120), element("jc", val="center"), on("keepNext")], [])
    caption = [free(60, 120), element("jc", val="center"), on("keepLines")]
    yield _paragraph(
        "caption", "Caption", caption, [typeface(fonts.HEAD_2, chinese=chinese), *size(24 if chinese else SMALL_EN)]
    )
    yield _paragraph("Imprint", "Imprint", [line(squares(2, SIZE_4))], [*size(SIZE_4 if chinese else SMALL_EN)])
    number = [line(SIZE_4 * 10)]
    yield _paragraph("footer", "Footer", number, [typeface(fonts.NUMBER, chinese=chinese), *small])
