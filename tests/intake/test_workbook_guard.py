"""Files nobody should trust get one clear refusal, soon and in little memory."""

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from hometown.intake.workbook import read_workbook
from hometown.kernel.errors import BadInput

from . import books, oldbook
from .books import SHEET, SHEET_HEAD, SHEET_TAIL, edited, sheet_of

SECONDS = 10
MEGABYTES = 160
CHILD = """
import resource, sys
from datetime import date
from pathlib import Path
from hometown.intake.workbook import read_workbook
from hometown.kernel.errors import BadInput
try:
    read_workbook(Path(sys.argv[1]), today=date(2020, 6, 1))
except BadInput as refused:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(refused.code, refused.facts["what"], used.ru_utime + used.ru_stime, int(peak) // 1024)
"""


def refusal(path: Path) -> BadInput:
    """The refusal a file gets; it must come within ten seconds."""
    began = time.process_time()
    with pytest.raises(BadInput) as refused:
        read_workbook(path, today=books.TODAY)
    assert time.process_time() - began < SECONDS
    return refused.value


def code(path: Path, content: bytes, name: str = "book.xlsx") -> str:
    (path / name).write_bytes(content)
    return refusal(path / name).code


def test_an_empty_file(tmp_path: Path) -> None:
    assert code(tmp_path, b"") == "intake.empty"
    assert code(tmp_path, b"\xef\xbb\xbf \r\n") == "intake.empty"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.xlsx").code == "intake.unreadable"


def test_a_renamed_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as letter:
        letter.writestr("[Content_Types].xml", "<Types/>")
        letter.writestr("word/document.xml", "<document/>")
    found = refusal(tmp_path / "letter.xlsx")
    assert (found.code, found.facts["kind"]) == ("intake.not_a_workbook", "docx")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"<html><p>a letter</p></html>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (b"MZ\x90\x00\x03", "program"),
        (b"a letter without any table in it", "text"),
        (b"\x00\x01\x02 binary \x00", "binary"),
    ],
)
def test_other_files_are_named(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    found = refusal(tmp_path / "book.xlsx")
    assert (found.code, found.facts["kind"]) == ("intake.not_a_workbook", kind)


def test_an_old_word_document(tmp_path: Path) -> None:
    oldbook.write(tmp_path / "letter.xls", b"text", name="WordDocument")
    found = refusal(tmp_path / "letter.xls")
    assert (found.code, found.facts["kind"]) == ("intake.not_a_workbook", "doc")


def test_a_locked_workbook(tmp_path: Path) -> None:
    oldbook.write(tmp_path / "locked.xlsx", b"secret", name="EncryptedPackage")
    assert refusal(tmp_path / "locked.xlsx").code == "intake.encrypted"
    oldbook.ledger(tmp_path / "locked.xls", [["企业名称", "进展"]], locked=True)
    assert refusal(tmp_path / "locked.xls").code == "intake.encrypted"


def test_a_workbook_cut_off_in_the_middle(tmp_path: Path) -> None:
    whole = edited(tmp_path, {}).read_bytes()
    assert code(tmp_path, whole[: len(whole) // 2]) == "intake.broken"
    assert code(tmp_path, whole[:-30]) == "intake.broken"


def test_damaged_sheets_and_old_workbooks(tmp_path: Path) -> None:
    assert refusal(edited(tmp_path, {SHEET: [SHEET_HEAD, b"<row><c></row>"]})).code == "intake.broken"
    oldbook.write(tmp_path / "broken.xls", b"\x01\x02nonsense")
    assert refusal(tmp_path / "broken.xls").code == "intake.broken"


def test_a_file_of_200_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "huge.xlsx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 * 1024 * 1024)
    assert refusal(tmp_path / "huge.xlsx").code == "intake.too_large"


BOMBS = {
    "spaces": ([b" " * 1_000_000] * 300, "inflated"),
    "elements": ([b"<a/>" * 250_000] * 40, "elements"),
    "nested": ([b"<a>" * 250_000] * 4, "depth"),
    "one_tag": ([b'<row a="', *[b"x" * 1_000_000] * 20, b'"/>'], "tag"),
    "one_text": ([b'<row><c t="inlineStr"><is><t>', *[b"x" * 1_000_000] * 40, b"</t></is></c></row>"], "text"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory(tmp_path: Path, name: str) -> None:
    body, what = BOMBS[name]
    path = edited(tmp_path, {SHEET: [SHEET_HEAD, *body, SHEET_TAIL]})
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True)
    code, found, seconds, megabytes = done.stdout.split()
    assert (code, found) == ("intake.bomb", what)
    assert float(seconds) < SECONDS  # of the processor: a busy machine takes longer by the clock
    assert int(megabytes) < MEGABYTES


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = edited(tmp_path, {SHEET: [SHEET_HEAD, *[b" " * 1_000_000] * 300, SHEET_TAIL]})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if SHEET.encode() in data[at : at + 80]:
            data[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    assert code(tmp_path, bytes(data)) == "intake.broken"


def test_a_bomb_of_shared_texts(tmp_path: Path) -> None:
    strings = [b"<sst>", *[b"<si><t>" + b"x" * 1_000_000 + b"</t></si>"] * 60, b"</sst>"]
    assert refusal(edited(tmp_path, {"xl/sharedStrings.xml": strings})).code == "intake.bomb"


def test_a_bomb_of_entities(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{lines}]><worksheet>&j;</worksheet>'
    found = refusal(edited(tmp_path, {SHEET: [head.encode()]}))
    assert (found.code, found.facts["what"]) == ("intake.bomb", "entities")


def test_a_bomb_of_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as book:
        for number in range(4_000):
            book.writestr(f"xl/{number}.xml", "")
    assert refusal(tmp_path / "book.xlsx").facts["what"] == "members"


def test_a_bomb_of_merges(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 6_000))
    merges = "".join(f'<mergeCell ref="A{row}:B1048576"/>' for row in range(1, 6_000))
    tail = f"</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    assert refusal(edited(tmp_path, {SHEET: [SHEET_HEAD, rows.encode(), tail.encode()]})).facts["what"] == "merges"


def test_too_many_rows(tmp_path: Path) -> None:
    path = edited(tmp_path, {SHEET: [SHEET_HEAD, *[b"<row><c><v>1</v></c></row>" * 1_000] * 130, SHEET_TAIL]})
    found = refusal(path)
    assert (found.code, found.facts["what"]) == ("intake.too_large", "rows")


def test_a_cell_at_the_far_end_of_the_sheet(tmp_path: Path) -> None:
    body = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    found = refusal(edited(tmp_path, {SHEET: sheet_of(body)}))
    assert (found.code, found.facts["cell"]) == ("intake.far_cell", "XFD1048576")


def test_a_huge_dimension_costs_nothing(tmp_path: Path) -> None:
    head = SHEET_HEAD.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    cells = "".join(
        f'<c r="{c}1" t="inlineStr"><is><t>{h}</t></is></c>' for c, h in zip("ABC", books.LEAD_HEADERS, strict=False)
    )
    found = read_workbook(
        edited(tmp_path, {SHEET: [head, f"<row>{cells}</row>".encode(), SHEET_TAIL]}), today=books.TODAY
    )
    assert found.tables[0].rows == 0


@pytest.mark.parametrize(("columns", "expected"), [(16_384, "intake.far_cell"), (12, "intake.too_large")])
def test_repeated_cells_of_an_open_document(tmp_path: Path, columns: int, expected: str) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refusal(books.ods(tmp_path, f'<table:table table:name="A">{row}</table:table>')).code == expected


def test_an_old_workbook_that_would_fill_the_memory(tmp_path: Path) -> None:
    oldbook.write(tmp_path / "wide.xls", oldbook.stream("A", {(0, 0): "x", (65_535, 255): 1}))
    assert refusal(tmp_path / "wide.xls").code == "intake.bomb"


def test_macros_are_left_alone_and_noted(tmp_path: Path) -> None:
    path = edited(tmp_path, {"xl/vbaProject.bin": [b"\xcc\x61code"]}, name="book.xlsm")
    found = read_workbook(path, today=books.TODAY)
    assert found.notes == (("macros", ""),)
    assert found.rows[0].company == "上海岚汀化学股份有限公司"


def test_a_workbook_without_any_ledger(tmp_path: Path) -> None:
    books.workbook([["请假条"], ["本人因事请假"]]).save(tmp_path / "book.xlsx")
    assert refusal(tmp_path / "book.xlsx").code == "intake.no_table"


@pytest.mark.parametrize(
    "body",
    [b"<!--" + b"x" * 3_000_000, b"<" * 3_000_000, b"<table><tr><td " + b"a" * 3_000_000, b"<tr><td>1" * 1_000_000],
)
def test_a_bomb_of_a_web_page(tmp_path: Path, body: bytes) -> None:
    assert code(tmp_path, b"<html>" + body, "book.xls") == "intake.bomb"
