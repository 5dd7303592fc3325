"""Opens any workbook the house takes: the one way from a path to raw cells."""

from pathlib import Path

from . import delimited, guard, ods, old_excel, web_page, xlsx
from .budget import LIMITS, Budget, Limits
from .raw import Book

_READERS = {"xlsx": xlsx.read, "ods": ods.read, "xls": old_excel.read, "text": delimited.read, "html": web_page.read}


def open_book(path: Path, limits: Limits = LIMITS) -> Book:
    """Return the raw cells of the file. Raises BadInput with the codes listed in `guard`."""
    budget = Budget(limits)
    return _READERS[guard.sniff(path, budget)](path, budget)
