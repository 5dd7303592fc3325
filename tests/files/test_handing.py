"""What the house writes is handed out as a Word file or a PDF; where none can be made, it says so."""

from datetime import date

import pytest

from hometown.files import handing
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.official import Document, Paragraph

PAPER = Document(title="通报", blocks=[Paragraph("内容。")], dated=date(2020, 1, 20))


def test_a_document_is_handed_out_as_a_word_file_that_no_shared_machine_keeps() -> None:
    answer = handing.hand_out(PAPER, "paper", "docx")
    assert answer.content.startswith(b"PK")
    assert answer["Content-Disposition"] == 'attachment; filename="paper.docx"'
    assert "no-store" in answer["Cache-Control"]


def test_without_an_office_a_pdf_is_refused_and_pages_know(settings) -> None:
    settings.OFFICE = ""
    assert not handing.makes_pdf()
    with pytest.raises(RuleBroken, match="no_office"):
        handing.as_file(PAPER, "pdf")


def test_an_office_that_fails_is_a_refusal_not_a_fault(settings) -> None:
    settings.OFFICE = "false"
    with pytest.raises(RuleBroken, match="not_laid_out"):
        handing.as_file(PAPER, "pdf")


def test_another_shape_is_refused() -> None:
    with pytest.raises(BadInput):
        handing.as_file(PAPER, "odt")


@pytest.mark.office
def test_with_an_office_a_pdf_comes(settings, office_path: str) -> None:
    settings.OFFICE = office_path
    assert handing.as_file(PAPER, "pdf").startswith(b"%PDF")
