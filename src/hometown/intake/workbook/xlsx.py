"""Reads .xlsx and .xlsm (ISO/IEC 29500) as a stream: values only. Nothing is computed, run or fetched.

Cells are kept sparse, so a sheet that claims to be 16,384 columns wide costs nothing.
"""

import posixpath
import re
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from hometown.kernel.errors import BadInput

from .budget import Budget
from .guard import damage_refused, inflated, part_name
from .markup import Attributes, local, stream
from .raw import Book, Sheet
from .xlsx_cells import SharedStrings, SheetReader
from .xlsx_styles import Styles

Parts = dict[str, zipfile.ZipInfo]


@dataclass
class _Listed:
    name: str
    part: str
    hidden: bool


class _Package:
    """The parts of one file, by name."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget) -> None:
        self.archive, self.budget = archive, budget
        self.parts: Parts = {part_name(info.filename): info for info in archive.infolist()}

    def chunks(self, name: str) -> Generator[bytes, None, None]:
        return inflated(self.archive, self.parts[name], self.budget)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id → (kind, target part) of what a part points at."""
        folder, _, name = part.rpartition("/")
        source = f"{folder}/_rels/{name}.rels".lstrip("/")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, part_name(posixpath.normpath(joined))

        if source in self.parts:
            stream(self.chunks(source), self.budget, start)
        return found


def read(path: Path, budget: Budget) -> Book:
    """Read the visible sheets. Raises BadInput."""
    with damage_refused(), zipfile.ZipFile(path) as archive:
        package = _Package(archive, budget)
        workbook = next((t for kind, t in package.relations("").values() if kind == "officeDocument"), "")
        if workbook not in package.parts:
            workbook = "xl/workbook.xml"
        if workbook not in package.parts:
            raise BadInput("intake.broken")
        listed, date1904 = _sheets_of(package, workbook)
        related = {kind: target for kind, target in package.relations(workbook).values() if target in package.parts}
        strings = SharedStrings(budget)
        shared = related.get("sharedStrings", "xl/sharedstrings.xml")  # some programs forget the relation
        if shared in package.parts:
            strings.read(package.chunks(shared))
        styles = Styles()
        if "styles" in related:
            stream(package.chunks(related["styles"]), budget, styles.start, styles.end)
        sheets = [_sheet(package, one, strings.texts, styles, date1904) for one in listed]
        return Book("xlsx", sheets, _notes(package))


def _sheets_of(package: _Package, workbook: str) -> tuple[list[_Listed], bool]:
    """Return the worksheets in their order, and whether days are counted from 1904."""
    relations = package.relations(workbook)
    listed: list[_Listed] = []
    counted_from_1904 = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal counted_from_1904
        if tag == "workbookPr":
            counted_from_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif tag == "sheet":
            kind, part = relations.get(local(attributes, "id"), ("", ""))
            if kind == "worksheet" and part in package.parts:
                hidden = attributes.get("state", "visible") != "visible"
                listed.append(_Listed(attributes.get("name", ""), part, hidden))

    stream(package.chunks(workbook), package.budget, start)
    if len(listed) > package.budget.limits.sheets:
        raise BadInput("intake.too_large", what="sheets", limit=package.budget.limits.sheets)
    return listed, counted_from_1904


def _sheet(package: _Package, one: _Listed, strings: list[str], styles: Styles, date1904: bool) -> Sheet:
    sheet = Sheet(one.name, hidden=one.hidden, date1904=date1904)
    if not one.hidden:
        reader = SheetReader(sheet, strings, styles, package.budget)
        stream(package.chunks(one.part), package.budget, reader.start, reader.end, reader.text)
    return sheet


def _notes(package: _Package) -> list[str]:
    names = package.parts
    notes = ["macros"] if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names) else []
    if any(re.match(r"xl/externallinks/", name) for name in names):
        notes.append("outside_links")
    return notes
