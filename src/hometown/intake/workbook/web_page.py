"""Reads the tables of a web page saved under the name of .xls, as many office systems export them."""

from html.parser import HTMLParser
from pathlib import Path

from hometown.kernel.errors import BadInput

from .budget import MEGABYTE, Budget
from .delimited import decoded
from .raw import LONGEST_TEXT, Book, Merge, Sheet, Value

MOST_BYTES = 12 * MEGABYTE  # the parser is slow, and a page of 20,000 rows has about 5
MOST_TAGS = 1_500_000
CHUNK = 64 * 1024
LONGEST_TAG = 4 * CHUNK


def read(path: Path, budget: Budget) -> Book:
    """Read all tables of the page as one sheet. All cells are text. Raises BadInput."""
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise BadInput("intake.too_large", what="bytes", size=len(data) // MEGABYTE, limit=MOST_BYTES // MEGABYTE)
    if data.count(b"<") > MOST_TAGS:
        raise BadInput("intake.bomb", what="elements", limit=MOST_TAGS)
    text = decoded(data)
    page = _Page(Sheet(path.stem), budget)
    for at in range(0, len(text), CHUNK):
        page.feed(text[at : at + CHUNK])
        budget.look()
        if len(page.rawdata) > LONGEST_TAG:  # the parser reads an unfinished tag anew with each chunk
            raise BadInput("intake.bomb", what="tag", limit=LONGEST_TAG)
    if not any(len(cells) > 1 for cells in page.sheet.rows.values()):
        raise BadInput("intake.not_a_workbook", kind="html")
    return Book("html", [page.sheet])


class _Page(HTMLParser):
    """Collects cells; those that reach over rows or columns become merges."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet, self.budget = sheet, budget
        self.row = self.column = 0
        self.reach: dict[int, int] = {}  # column → last row covered by a cell from above
        self.pieces: list[str] | None = None
        self.span = (1, 1)  # rows, columns of the cell being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.row, self.column = self.row + 1, 0
            self.budget.take_row()
        elif tag in {"td", "th"} and self.row:
            self._end_cell()
            given = dict(attrs)
            self.span = _count(given.get("rowspan")), _count(given.get("colspan"))
            self.pieces = []
        elif tag == "br" and self.pieces is not None:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.pieces is not None:
            self.budget.take_text(len(data))
            self.pieces.append(data)

    def _end_cell(self) -> None:
        if self.pieces is None:
            return
        text, self.pieces = "".join(self.pieces).replace("\xa0", " ").strip()[:LONGEST_TEXT], None
        rows, columns = self.span
        self.column += 1
        while self.reach.get(self.column, 0) >= self.row:
            self.column += 1
        self.budget.take_cell(self.sheet.name, self.row, self.column + columns - 1)
        if text:
            cells: dict[int, Value] = self.sheet.rows.setdefault(self.row, {})
            cells[self.column] = text
        if rows > 1 or columns > 1:
            self.budget.take_merge()
            self.sheet.merges.append(Merge(self.row, self.column, self.row + rows - 1, self.column + columns - 1))
        for column in range(self.column, self.column + columns) if rows > 1 else ():
            self.reach[column] = self.row + rows - 1
        self.column += columns - 1


def _count(text: str | None) -> int:
    return min(max(1, int(text)), 10_000) if text and text.isdecimal() and len(text) < 6 else 1
