"""Reads .xls (BIFF) and .et files in a child process with hard limits.

The parser is compiled code that pads sheets to their farthest cell, so the wall stands around the process:
memory, CPU time and output are capped, and a child that breaks through one is dead and the file refused.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from hometown.kernel.errors import BadInput

from .budget import Budget
from .raw import LONGEST_TEXT, Book, CellError, Merge, Sheet, Value, number

_CHILD = Path(__file__).with_name("old_excel_child.py")
_SECONDS = 12


def read(path: Path, budget: Budget) -> Book:
    """Read the visible sheets. Raises BadInput."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book.xls"  # the parser goes by the name, which is not to be trusted
        shutil.copyfile(path, copy)
        command = [sys.executable, "-I", str(_CHILD), str(copy)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own
        except subprocess.TimeoutExpired as error:
            raise BadInput("intake.bomb", what="time", limit=_SECONDS) from error
    answers = {2: "intake.encrypted", 3: "intake.broken"}
    if done.returncode in answers:
        raise BadInput(answers[done.returncode])
    if done.returncode != 0:
        raise BadInput("intake.bomb", what="memory")
    sheets = [_sheet(one, budget) for one in json.loads(done.stdout)]
    return Book("xls", sheets)


def _sheet(given: dict[str, Any], budget: Budget) -> Sheet:
    sheet = Sheet(given["name"], hidden=given["hidden"])
    for row, cells in given["rows"]:
        budget.take_row()
        found: dict[int, Value] = {}
        for column, kind, text in cells:
            value = _value(kind, text)
            if value is not None:
                budget.take_text(len(text))
                budget.take_cell(sheet.name, row, column)
                found[column] = value
        if found:
            sheet.rows[row] = found
    for merge in given["merges"]:
        budget.take_merge()
        sheet.merges.append(Merge(*merge))
    return sheet


def _value(kind: str, text: str) -> Value | None:
    if kind == "n":
        return number(text)
    if kind == "d":
        return datetime.fromisoformat(text)
    if kind == "b":
        return text == "1"
    if kind == "e":
        return CellError(text)
    return text[:LONGEST_TEXT] if text.strip() else None
