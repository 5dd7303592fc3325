"""What LibreOffice lays out: one conversion of one document, measured on the page.

The faces of the standard are not on a test machine; free ones serve, as wide and as high as the type asks.
"""

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from hometown.official import docx, pdf
from tests.official.samples import NOTICE, SENTENCE

pytestmark = pytest.mark.office
MM = 72 / 25.4
TEXT, PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH


@pytest.fixture(scope="module")
def pages(office_path: str) -> Iterator[list[Any]]:
    """The pages of the notice."""
    paper = pdfium.PdfDocument(pdf.written(docx.written(NOTICE), office_path))
    yield list(paper)
    paper.close()


def lines(page: Any) -> list[str]:
    text: str = page.get_textpage().get_text_range()
    return text.splitlines()


def box(page: Any, words: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a text on a page, in millimetres from the lower left corner."""
    text = page.get_textpage()
    at, count = text.search(words).get_next()
    boxes = [text.get_charbox(place, loose=True) for place in range(at, at + count)]
    left, bottom, right, top = (f(one[side] for one in boxes) / MM for side, f in enumerate((min, min, max, max)))
    return left, bottom, right, top


def rules(page: Any) -> set[tuple[float, ...]]:
    """The drawn rules of a page that lie flat: left, bottom, right, top in millimetres, with the room of a mitre."""
    found = {tuple(side / MM for side in one.get_bounds()) for one in page.get_objects() if one.type == PATH}
    return {one for one in found if one[2] - one[0] > 100 and one[3] - one[1] < 1.2}


def body(page: Any) -> list[str]:
    return [line for line in lines(page) if not re.fullmatch(r"— ?\d+ ?—", line.strip())]


def test_the_paper_is_a4(pages: list[Any]) -> None:
    assert [round(side / MM) for side in pages[0].get_size()] == [210, 297]


def test_a_page_of_text_has_22_lines_of_28_characters(pages: list[Any]) -> None:
    text = body(pages[1])
    assert set("".join(text)) <= set(SENTENCE), "the second page holds text only"
    assert [len(line) for line in text] == [28] * 22


def test_the_text_fills_the_core_and_stays_in_it(pages: list[Any]) -> None:
    left, _, right, top = box(pages[1], body(pages[1])[0])
    assert [left, right] == pytest.approx([28, 210 - 26], abs=1)
    # A line of exact height keeps most of its room above the type.
    assert 297 - top == pytest.approx(37, abs=4)
    text = pages[1].get_textpage()
    feet = [text.get_charbox(place, loose=True)[1] / MM for place in range(text.count_chars())]
    assert min(foot for foot in feet if foot > 30) == pytest.approx(35, abs=2)


def test_the_issuer_is_red_and_stands_on_one_line_35_millimetres_into_the_core(pages: list[Any]) -> None:
    assert "中共淮北市委组织部文件" in lines(pages[0])
    heights = [one.get_bounds() for one in pages[0].get_objects() if one.type == TEXT]
    (mark,) = [(bottom / MM, top / MM) for _, bottom, _, top in heights if top - bottom > 10 * MM]
    assert 297 - 37 - mark[1] == pytest.approx(35, abs=3)


def test_the_red_rule_is_as_wide_as_the_core_4_millimetres_under_the_number(pages: list[Any]) -> None:
    (rule,) = rules(pages[0])
    assert [rule[0], rule[2]] == pytest.approx([28, 184], abs=0.5)
    text = pages[0].get_textpage()
    at, _ = text.search("淮组通").get_next()
    foot = min(text.get_charbox(at + place)[1] for place in range(3)) / MM
    assert foot - rule[3] == pytest.approx(4, abs=1)


def test_headings_and_paragraphs_begin_two_characters_in(pages: list[Any]) -> None:
    edge = box(pages[0], "各县区")[0]
    for words in ("一、招商引资", "（一）走访企业", "第一批干部学习锻炼期满"):
        assert box(pages[0], words)[0] - edge == pytest.approx(2 * 156 / 28, abs=1.5), words


def test_the_page_number_is_right_on_odd_pages_left_on_even_ones_7_millimetres_down(pages: list[Any]) -> None:
    for number, page in enumerate(pages[:2], 1):
        text = page.get_textpage()
        left, bottom, _, top = (side / MM for side in text.get_charbox(text.search("—").get_next()[0]))
        assert 35 - (bottom + top) / 2 == pytest.approx(7, abs=1), number
        side = 210 - box(page, f"{number} —")[2] - 26 if number % 2 else left - 28
        assert side == pytest.approx(14 / MM, abs=1.5), number


def test_the_imprint_ends_with_the_last_line_of_the_core(pages: list[Any]) -> None:
    found = rules(pages[-1])
    assert len(found) >= 3
    assert min(bottom for _, bottom, _, _ in found) == pytest.approx(35, abs=1)
    assert box(pages[-1], "印发")[1] < box(pages[-1], "抄送")[1]


def test_the_signature_stands_over_the_middle_of_the_date_four_characters_from_the_edge(pages: list[Any]) -> None:
    signature, year, day = (box(pages[-1], words) for words in ("中共淮北市委组织部", "2020", "日"))
    assert signature[1] > day[3] - 3
    assert (signature[0] + signature[2]) / 2 == pytest.approx((year[0] + day[2]) / 2, abs=4)
    assert 184 - day[2] == pytest.approx(4 * 156 / 28, abs=1)


def test_what_is_no_office_gives_no_pdf_and_leaves_nothing_behind(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for program in ("no-such-program", "true"):
        with pytest.raises(pdf.NotLaidOut):
            pdf.written(b"", program)
    assert list(tmp_path.iterdir()) == []
