"""Official documents as GB/T 9704-2012 wants them. Pure: no Django, no clock, no word of the trade.

    from hometown.official import Document, Heading, Paragraph, docx
    docx.written(Document(title=…, blocks=(Heading(1, …), Paragraph(…)), signed_by=…, dated=…))

`document` says what a document is, `measures` how large everything is on paper, `docx` writes the file.
"""

from .document import Annex, Bar, Bars, Block, Cell, Document, Figure, Heading, Items, Paragraph, Picture, Table

__all__ = [
    "Annex",
    "Bar",
    "Bars",
    "Block",
    "Cell",
    "Document",
    "Figure",
    "Heading",
    "Items",
    "Paragraph",
    "Picture",
    "Table",
]
