"""Reading XML as a stream, within the budget. A document type is refused: entity bombs begin with one."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import NoReturn
from xml.parsers import expat

from hometown.kernel.errors import BadInput

from .budget import Budget

Attributes = dict[str, str]
DEEPEST = 256  # elements inside one another


def stream(
    chunks: Generator[bytes, None, None],
    budget: Budget,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse the chunks and call back for each tag and text. Names come without their prefix.

    Raises BadInput `intake.bomb`, and ExpatError where the XML is damaged.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type

    opened = closed = 0

    def started(name: str, attributes: Attributes) -> None:
        nonlocal opened
        opened += 1
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def ended(name: str) -> None:
        nonlocal closed
        closed += 1
        if end is not None:
            end(name.rpartition(":")[2] if ":" in name else name)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    if text is not None:
        parser.CharacterDataHandler = text
    fed = 0
    with closing(chunks):  # a refusal must not leave the file open
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > budget.limits.token_bytes:  # expat keeps an unfinished tag whole
                raise BadInput("intake.bomb", what="tag", limit=budget.limits.token_bytes)
            if opened - closed > DEEPEST:
                raise BadInput("intake.bomb", what="depth", limit=DEEPEST)
            budget.look(opened)
    budget.marks += opened
    parser.Parse(b"", True)


def _refuse_document_type(*_: object) -> NoReturn:
    raise BadInput("intake.bomb", what="entities")


def local(attributes: Attributes, name: str) -> str:
    """Return an attribute by its name without prefix; empty where there is none."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
