"""Elements of a docx, written briefly: `element("spacing", line=579, lineRule="exact")`."""

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML 1.0 cannot hold. People paste such signs without seeing them.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The order in which the schema wants the properties of a paragraph and of a run (ECMA-376, 17.3.1.26 and 17.3.2.28).
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs snapToGrid color spacing w sz szCs lang",
}  # fmt: skip


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Return an element of WordprocessingML with its children and attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def on(tag: str) -> Any:
    """Return a property that is set."""
    return element(tag)


def off(tag: str) -> Any:
    """Return a property that is not to hold."""
    return element(tag, val=0)


def properties(tag: str, parts: Iterable[Any]) -> Any:
    """Return `pPr` or `rPr` with its parts in the order of the schema."""
    order = _ORDER[tag].split()
    return element(tag, *sorted(parts, key=lambda part: order.index(part.tag.rpartition("}")[2])))


def clean(text: str) -> str:
    """Return a text without the control signs that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def run(text: str, *properties_of_run: Any) -> Any:
    """Return a run of text."""
    words = element("t")
    words.text = clean(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", *([properties("rPr", properties_of_run)] if properties_of_run else []), words)


def paragraph(style: str, *content: Any, ppr: Iterable[Any] = ()) -> Any:
    """Return a paragraph in a style, with properties of its own."""
    return element("p", properties("pPr", [element("pStyle", val=style), *ppr]), *content)
