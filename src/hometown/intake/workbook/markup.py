"""Reading XML as a stream, within the budget. A document type is refused: entity bombs begin with one."""

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from hometown.kernel.errors import BadInput

from .budget import Budget

Attributes = dict[str, str]


def stream(
    chunks: Iterable[bytes],
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

    def root(name: str, attributes: Attributes) -> None:
        """Install the callbacks; only documents with prefixes pay for taking them off."""
        prefixed = ":" in name
        parser.StartElementHandler = (lambda tag, given: start(tag.rpartition(":")[2], given)) if prefixed else start
        if end is not None:
            ended = end
            parser.EndElementHandler = (lambda tag: ended(tag.rpartition(":")[2])) if prefixed else ended
        parser.StartElementHandler(name, attributes)

    parser.StartElementHandler = root
    if text is not None:
        parser.CharacterDataHandler = text
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > budget.limits.token_bytes:  # expat keeps an unfinished tag whole
            raise BadInput("intake.bomb", what="tag", limit=budget.limits.token_bytes)
        budget.look()
    parser.Parse(b"", True)


def _refuse_document_type(*_: object) -> NoReturn:
    raise BadInput("intake.bomb", what="entities")


def local(attributes: Attributes, name: str) -> str:
    """Return an attribute by its name without prefix; empty where there is none."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
