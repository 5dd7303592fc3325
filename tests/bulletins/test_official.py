"""The review as an official document: the text of the page, its numbers figures, its charts and table."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx as library
import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import translation
from docx.oxml.ns import qn

from hometown.accounts.models import User
from hometown.bulletins import papers
from hometown.bulletins.commands import review as command
from hometown.bulletins.review import Review, as_text
from hometown.kernel import clock
from hometown.official import Bars, Figure, Paragraph, Table, docx
from hometown.programme.models import Batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
DAY = date(2020, 1, 17)


@pytest.fixture(autouse=True)
def _on_the_last_day() -> Iterator[None]:
    with clock.simulated(datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)):
        yield


@pytest.fixture
def batch() -> Batch:
    batch: Batch = Batch.objects.select_related("host_city").get(number=1)
    return batch


def read(data: bytes) -> Any:
    return library.Document(io.BytesIO(data))


def text_of(file: Any) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.text.strip()]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_document_says_what_the_page_says(batch: Batch, language: str) -> None:
    with translation.override(language):
        told = Review(batch)
        file = read(docx.written(papers.document(told, DAY)))
        lines = [re.sub("^[一二三四五]、", "", line) for line in text_of(file)]
        assert [line for line in as_text(told).splitlines() if line and line not in lines] == []


def test_every_number_of_the_text_is_a_figure_of_the_catalogue(batch: Batch) -> None:
    with translation.override("zh-hans"):
        told = Review(batch)
        paper = papers.document(told, DAY)
    facts = set(told._facts.values())
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            for piece in block.text:
                assert isinstance(piece, Figure) or piece in facts or not re.search(r"\d", piece)
        if isinstance(block, Bars):
            assert all(isinstance(bar.value, Figure) for bar in block.bars)
    codes = set(told.results)
    found = {piece.code for block in paper.blocks if isinstance(block, Paragraph) for piece in block.text
             if isinstance(piece, Figure)}  # fmt: skip
    assert found
    assert found <= codes


def test_the_table_and_the_charts_hold_the_numbers_of_the_figures(batch: Batch) -> None:
    with translation.override("zh-hans"):
        told = Review(batch)
        paper = papers.document(told, DAY)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    for row in table.rows:
        for cell in row:
            assert not isinstance(cell, Figure) or cell.text == str(told.result(cell.code).value)
    funnel = next(block for block in paper.blocks if isinstance(block, Bars))
    assert [bar.value.text for bar in funnel.bars if isinstance(bar.value, Figure)] == ["172", "16", "5"]
    assert funnel.bars[0].share == 1
    assert funnel.bars[2].share == pytest.approx(5 / 172)


def test_a_bar_is_drawn_as_long_as_its_share(batch: Batch) -> None:
    with translation.override("zh-hans"):
        file = read(docx.written(papers.document(Review(batch), DAY)))
    filled = [int(cell.tcPr.find(qn("w:gridSpan")).get(qn("w:val"))) for cell in file.element.body.iter(qn("w:tc"))
              if cell.tcPr.find(qn("w:shd")) is not None]  # fmt: skip
    assert filled[:3] == [40, 4, 1]


def test_what_an_office_fills_in_stands_in_the_file_and_what_it_leaves_out_does_not(
    batch: Batch, client: Client
) -> None:
    client.force_login(User.objects.get(login="fang"))
    head = {"format": "docx", "issuer": "中共淮北市委组织部文件", "number": "淮组通〔2020〕3号", "signed_by": ""}
    answer = client.get("/review/1/document/", head)
    assert answer["Content-Disposition"] == 'attachment; filename="review-1.docx"'
    lines = text_of(read(answer.content))
    assert lines[:2] == ["中共淮北市委组织部文件", "淮组通〔2020〕3号"]
    assert lines[-1] == "2020年1月17日"


def test_the_page_names_the_typefaces_and_offers_pdf_only_where_one_can_be_made(client: Client, settings) -> None:
    client.force_login(User.objects.get(login="fang"))
    for office, offered in (("soffice", True), ("", False)):
        settings.OFFICE = office
        page = client.get("/review/1/document/").content.decode()
        assert ('value="pdf"' in page) is offered
        assert "仿宋_GB2312" in page


def test_a_document_of_a_past_day_is_dated_and_counted_as_of_that_day(client: Client) -> None:
    client.force_login(User.objects.get(login="fang"))
    answer = client.get("/review/1/document/", {"format": "docx", "known_at": "2019-11-30"})
    lines = text_of(read(answer.content))
    assert lines[-1] == "2019年11月30日"
    assert not any("走访企业172家" in line for line in lines)


def test_who_may_not_read_the_review_gets_no_document(client: Client) -> None:
    assert client.get("/review/1/document/?format=docx").status_code in {302, 403}
    client.force_login(User.objects.get(login="system"))
    assert client.get("/review/1/document/?format=docx").status_code in {403, 404}


def test_the_command_writes_the_file_and_asks_where_to(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    done = CliRunner().invoke(command, ["--batch", "1", "--format", "docx", "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert any("走访企业172家" in line for line in text_of(read(path.read_bytes())))
    assert CliRunner().invoke(command, ["--batch", "1", "--format", "docx"]).exit_code == 2
