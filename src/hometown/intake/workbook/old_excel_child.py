"""The child of `old_excel`: reads one .xls within hard limits and prints its cells as JSON. Imports nothing of ours.

Exit codes: 0 read, 2 locked with a password, 3 damaged, 4 too much in it; anything else means a limit was hit.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY_BYTES = 900 * 1024 * 1024
CPU_SECONDS = 9
MOST_OUTPUT = 120_000_000  # characters of JSON, far above what a sheet of 65,536 rows needs


def limit() -> None:
    """Cap memory and CPU time of this process; where the system cannot, the parent's timeout stands alone."""
    try:
        import resource
    except ImportError:  # not POSIX
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cell(value: object) -> tuple[str, str] | None:
    """Return a cell as (kind, text); None where it is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int | float):
        return "n", repr(value)
    if isinstance(value, datetime):
        return "d", value.isoformat()
    if isinstance(value, date):
        return "d", f"{value.isoformat()}T00:00:00"
    if isinstance(value, time | timedelta):
        return "s", str(value)
    text = str(value)
    return ("e", text) if text.startswith("#") and text.endswith(("!", "?", "/A")) else ("s", text)


def rows_of(sheet: Any) -> list[Any]:
    """Return the rows that hold something: [row, [[column, kind, text], …]], counted from 1."""
    found = []
    for row_index, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [(column, *kept) for column, value in enumerate(row, start=1) if (kept := cell(value))]
        if cells:
            found.append([row_index, cells])
    return found


def main(path: str) -> int:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    limit()
    try:
        book = CalamineWorkbook.from_path(path)
        sheets = []
        for listed in book.sheets_metadata:
            if listed.typ is not SheetTypeEnum.WorkSheet:
                continue
            hidden = listed.visible is not SheetVisibleEnum.Visible
            sheet = None if hidden else book.get_sheet_by_name(listed.name)
            merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in (sheet and sheet.merged_cell_ranges) or ()]
            rows = rows_of(sheet) if sheet else []
            sheets.append({"name": listed.name, "hidden": hidden, "rows": rows, "merges": merges})
    except PasswordError:
        return 2
    except (CalamineError, OSError, ValueError):
        return 3
    printed = 0
    for piece in json.JSONEncoder().iterencode(sheets):
        printed += len(piece)
        if printed > MOST_OUTPUT:
            return 4
        sys.stdout.write(piece)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
