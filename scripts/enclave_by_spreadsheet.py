"""Let LibreOffice Calc compute a thousand random agreements, in one run, and compare with the rules of enclaves.

    python scripts/enclave_by_spreadsheet.py [soffice]

The workbook is the one of tests/enclave/spreadsheet.py, which computes it without any office.
"""

import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
AGREEMENTS = 1000
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def main(office: str = "soffice") -> int:
    from tests.enclave.oracle import cases, ours
    from tests.enclave.spreadsheet import agreements_book

    every = cases(AGREEMENTS)
    with tempfile.TemporaryDirectory() as folder:
        book = agreements_book(every, Path(folder) / "agreements.xlsx")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        began = time.monotonic()
        command = [office, profile, "--headless", "--convert-to", FILTER, "--outdir", folder, str(book)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        seconds = time.monotonic() - began
        rows = list(csv.reader(book.with_suffix(".csv").read_text(encoding="utf-8").splitlines()))
    found = [[int(row[place]) for place in (18, 24, 19, 20, 21, 22, 23)] for row in rows]
    expected = [list(vars(one).values()) for case in every for one in ours(case)]
    wrong = sum(one != other for one, other in zip(found, expected, strict=True))
    print(f"{AGREEMENTS} agreements, {len(rows)} years, {wrong} differ; LibreOffice took {seconds:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
