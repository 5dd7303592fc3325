"""An official document is what GB/T 9704-2012 says, read back from the file it was written to."""

import io
import zipfile
from datetime import date
from typing import Any

import docx as library
import pytest
from docx.oxml.ns import qn
from docx.shared import Emu

from hometown.official import Annex, Bar, Bars, Document, Figure, Heading, Items, Paragraph, Picture, Table, docx
from hometown.official.blocks import SMALL
from tests.official.samples import NOTICE, picture


def read(document: Document = NOTICE) -> Any:
    return library.Document(io.BytesIO(docx.written(document)))


def styled(file: Any, style: str) -> list[Any]:
    return [p for p in file.element.body.iter(qn("w:p")) if p.style == style]


def texts(file: Any, style: str) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in styled(file, style)]


def of(found: Any, path: str, name: str = "val") -> str | None:
    """The attribute of an element below another, by a path of names."""
    for step in path.split("/"):
        found = found.find(qn(f"w:{step}"))
        if found is None:
            return None
    value: str | None = found.get(qn(f"w:{name}"))
    return value


def style(file: Any, key: str) -> Any:
    return next(one for one in file.styles.element if one.get(qn("w:styleId")) == key)


def test_the_paper_is_a4_and_the_core_156_by_225_millimetres() -> None:
    section = read().sections[0]
    sizes = {
        "width": section.page_width, "height": section.page_height, "top": section.top_margin,
        "left": section.left_margin, "right": section.right_margin, "bottom": section.bottom_margin,
    }  # fmt: skip
    assert {name: round(size.mm) for name, size in sizes.items()} == {
        "width": 210, "height": 297, "top": 37, "left": 28, "right": 26, "bottom": 35,
    }  # fmt: skip
    core = Emu(section.page_width - section.left_margin - section.right_margin).mm
    height = Emu(section.page_height - section.top_margin - section.bottom_margin).mm
    assert (core, height) == (pytest.approx(156, abs=0.05), pytest.approx(225, abs=0.05))


def test_the_grid_is_22_lines_of_28_characters_and_the_type_keeps_to_it() -> None:
    file = read()
    grid = file.element.body.sectPr.find(qn("w:docGrid"))
    pitch, squeeze = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert 225 * 1440 / 25.4 // pitch == 22
    assert 156 / 25.4 * 72 // (16 + squeeze / 4096) == 28
    normal = style(file, "Normal")
    assert (of(normal, "pPr/spacing", "line"), of(normal, "pPr/spacing", "lineRule")) == (str(pitch), "exact")
    assert 28.9 < pitch / 20 < 29
    assert 156 / 25.4 * 72 // (16 + int(of(normal, "rPr/spacing") or 0) / 20) == 28


def test_each_part_has_its_type_and_size() -> None:
    file = read()
    faces = {
        "Normal": "仿宋_GB2312", "Title": "方正小标宋简体", "Heading1": "黑体", "Heading2": "楷体_GB2312",
        "Heading3": "仿宋_GB2312", "Heading4": "仿宋_GB2312", "Footer": "宋体", "Issuer": "方正小标宋简体",
    }  # fmt: skip
    for key, face in faces.items():
        for script in ("eastAsia", "ascii", "hAnsi"):
            assert of(style(file, key), "rPr/rFonts", script) == face, key
    sizes = {"Normal": "32", "Title": "44", "Imprint": "28", "Footer": "28"}
    assert {key: of(style(file, key), "rPr/sz") for key in sizes} == sizes
    for key in ("Heading1", "Heading2", "Heading3", "Heading4"):
        assert (of(style(file, key), "rPr/sz"), of(style(file, key), "rPr/b")) == (None, None), (
            "三号 as the text, not bold"
        )


def test_a_machine_without_a_typeface_is_told_which_one_serves() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.written(NOTICE))) as file:
        table = file.read("word/fontTable.xml").decode()
        named = {name for part in ("styles", "document") for name in _faces(file.read(f"word/{part}.xml").decode())}
    for face in named:
        assert f'<w:font w:name="{face}"><w:altName ' in table


def _faces(xml: str) -> set[str]:
    return {part.split('"')[0] for part in xml.split('w:eastAsia="')[1:]} - {"zh-CN"}


def test_headings_are_headings_with_levels_and_numbers_of_their_level() -> None:
    file = read()
    assert [of(style(file, f"Heading{level}"), "pPr/outlineLvl") for level in (1, 2, 3, 4)] == ["0", "1", "2", "3"]
    assert texts(file, "Heading1") == ["一、招商引资", "二、下一步"]
    assert texts(file, "Heading2") == ["（一）走访企业"]
    assert texts(file, "Heading3") == ["1.怎样走访"]
    assert texts(file, "Heading4") == ["（1）上门之前"]


def test_headings_below_a_new_heading_begin_again_and_a_typed_number_stays() -> None:
    blocks = [
        Heading(1, "甲"),
        Heading(2, "乙"),
        Heading(2, "丙"),
        Heading(1, "丁"),
        Heading(2, "戊"),
        Heading(1, "八、己"),
    ]
    file = read(Document(title="题", blocks=blocks))
    assert texts(file, "Heading2") == ["（一）乙", "（二）丙", "（一）戊"]
    assert texts(file, "Heading1") == ["一、甲", "二、丁", "八、己"]


def test_the_issuer_is_red_35_millimetres_down_and_fits_one_line() -> None:
    for issuer in ("淮北市", "中共淮北市委组织部文件", "中共淮北市委淮北市人民政府赴上海学习锻炼干部临时党支部文件"):
        (mark,) = styled(read(Document(title="题", issuer=issuer)), "Issuer")
        size, narrow = int(of(mark, "r/rPr/sz") or 0), int(of(mark, "r/rPr/w") or 100)
        assert int(of(mark, "pPr/spacing", "before") or 0) * 25.4 / 1440 == pytest.approx(35, abs=0.1)
        assert len(issuer) * size / 2 * narrow / 100 <= 156 / 25.4 * 72
        assert size >= 44
    assert of(style(read(), "Issuer"), "rPr/color") == "FF0000"


def test_a_red_rule_as_wide_as_the_core_stands_4_millimetres_under_the_number() -> None:
    file = read()
    (number,) = styled(file, "Number")
    assert texts(file, "Number") == ["淮组通〔2020〕3号"]
    rule = number.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (rule.get(qn("w:color")), number.pPr.find(qn("w:ind"))) == ("FF0000", None)
    assert int(rule.get(qn("w:space"))) * 25.4 / 72 == pytest.approx(4, abs=0.2)
    assert of(number, "pPr/spacing", "line") == "320", (
        "as high as its type, so that the distance is from the characters"
    )


def test_the_title_stands_two_lines_below_the_rule_and_breaks_between_words() -> None:
    file = read()
    lines = styled(file, "Title")
    assert texts(file, "Title") == ["关于第一批赴沪学习锻炼干部招商引资和", "学习调研工作情况的通报"]
    assert of(style(file, "Title"), "pPr/jc") == "center"
    assert of(lines[0], "pPr/spacing", "before") == str(2 * 579)
    assert of(lines[-1], "pPr/spacing", "after") == "579"


def test_the_addressee_is_flush_left_with_a_full_width_colon() -> None:
    for typed in ("各县区", "各县区:", "各县区："):
        file = read(Document(title="题", addressee=typed))
        assert texts(file, "Addressee") == ["各县区："]
        assert of(styled(file, "Addressee")[0], "pPr/ind", "firstLine") is None


def test_paragraphs_begin_two_characters_in() -> None:
    ind = style(read(), "Body").pPr.find(qn("w:ind"))
    assert ind.get(qn("w:firstLineChars")) == "200"


def test_chinese_lines_break_by_chinese_rules_and_never_past_the_core() -> None:
    normal = style(read(), "Normal")
    assert normal.pPr.find(qn("w:kinsoku")).get(qn("w:val")) is None
    assert [of(normal, f"pPr/{name}") for name in ("overflowPunct", "autoSpaceDE", "autoSpaceDN")] == ["0", "0", "0"]


def test_annexes_are_numbered_when_there_are_several_and_turn_under_their_name() -> None:
    file = read()
    assert texts(file, "Annex") == ["附件：1.走访企业名单", "2.线索清单"]
    assert [of(p, "pPr/ind", "leftChars") for p in styled(file, "Annex")] == ["650", "650"]
    assert texts(read(Document(title="题", annexes=["名单"])), "Annex") == ["附件：名单"]


def test_the_date_has_no_leading_zeros_and_keeps_four_characters_from_the_edge_or_two() -> None:
    for stamped, edge in ((True, "400"), (False, "200")):
        file = read(Document(title="题", signed_by="市投资促进中心", dated=date(2020, 1, 7), stamped=stamped))
        signature, day = styled(file, "Signature")
        assert texts(file, "Signature") == ["市投资促进中心", "2020年1月7日"]
        assert of(day, "pPr/ind", "rightChars") == edge
        middle = int(edge) + 6 * 100 / 2
        assert int(of(signature, "pPr/ind", "rightChars") or 0) == middle - 7 * 100 / 2, "centred over the date"


def test_the_imprint_has_thick_outer_rules_and_a_thin_one_and_stands_at_the_foot() -> None:
    file = read()
    shape = file.element.body.findall(qn("w:tbl"))[-1].find(qn("w:tblPr"))
    borders = shape.find(qn("w:tblBorders"))
    assert {one.tag.split("}")[1]: one.get(qn("w:sz")) for one in borders} == {
        "top": "8",
        "bottom": "8",
        "insideH": "6",
    }
    assert of(shape, "tblpPr", "tblpYSpec") == "bottom"
    assert texts(file, "Imprint") == ["抄送：市委办公室，市政府办公室。", "中共淮北市委组织部办公室2020年1月20日印发"]


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    file = read()
    assert file.settings.odd_and_even_pages_header_footer
    section = file.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer._element.findall(qn("w:p"))
        assert "".join(t.text for t in line.iter(qn("w:t"))).replace("1", "2") == "— 2 —"
        assert (of(line, "pPr/jc"), of(line, "pPr/ind", f"{side}Chars")) == (side, "100")
    dash = section.bottom_margin.mm - section.footer_distance.mm - 14 / 72 * 25.4 / 2
    assert dash == pytest.approx(7, abs=0.2), "from the core to the dash"


def test_a_figure_in_the_text_says_which_one_it_is() -> None:
    file = read(
        Document(
            title="题", blocks=[Paragraph(["走访", Figure("172家", "visited"), "企业，", Figure("5家", "signed")])]
        )
    )
    marks = list(file.element.body.iter(qn("w:bookmarkStart")))
    assert [mark.get(qn("w:name")) for mark in marks] == ["_fig_visited_1", "_fig_signed_2"]
    inside = [run for run in file.element.body.iter(qn("w:r")) if of(run, "rPr/rStyle") == "Figure"]
    assert ["".join(t.text for t in run.iter(qn("w:t"))) for run in inside] == ["172家", "5家"]


def test_a_table_repeats_its_head_and_is_as_wide_as_the_core() -> None:
    rows = (("上海", Figure("75", "visited_host")), ("外出", "97"))
    file = read(Document(title="题", blocks=[Table(("来源", "走访"), rows)]))
    (table,) = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["来源", "走访"],
        ["上海", "75"],
        ["外出", "97"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert int(of(table._tbl, "tblPr/tblW", "w") or 0) * 25.4 / 1440 == pytest.approx(156, abs=0.1)


def test_a_picture_fits_the_core_keeps_its_shape_and_has_words() -> None:
    for size in ((4000, 1000), (600, 2400)):
        file = read(Document(title="题", blocks=[Picture(picture(size), "车间里")]))
        (shape,) = file.inline_shapes
        assert shape.width.mm <= 156
        assert shape.height.mm <= 225 / 2
        assert shape.width / shape.height == pytest.approx(size[0] / size[1], rel=0.01)
        assert shape._inline.docPr.get("descr") == "车间里"
        assert texts(file, "Caption") == ["车间里"]


def test_a_picture_in_a_cell_is_small_and_says_what_it_is() -> None:
    rows = [("走访企业", Picture(picture((400, 400)), "走访企业的核验码"))]
    file = read(Document(title="题", blocks=[Table(("指标", "核验码"), rows)]))
    (shape,) = file.inline_shapes
    assert shape.width.mm == shape.height.mm == pytest.approx(11.3, abs=0.1)
    assert shape._inline.docPr.get("descr") == "走访企业的核验码"
    assert file.tables[0].rows[1].cells[0].text == "走访企业"
    wide = [int(column.get(qn("w:w"))) for column in file.tables[0]._tbl.tblGrid]
    assert wide[1] > SMALL  # the picture does not stand over the rule


def test_points_are_numbered() -> None:
    assert texts(read(Document(title="题", blocks=[Items(["甲；", "乙。"])])), "Body") == ["1.甲；", "2.乙。"]


def test_what_is_empty_is_not_printed() -> None:
    file = read(Document(title="题"))
    assert [p.style.name for p in file.paragraphs] == ["Title"]
    assert file.tables == []


def test_pasted_signs_that_a_file_cannot_hold_are_left_out_and_line_breaks_part_paragraphs() -> None:
    file = read(Document(title="题", blocks=[Paragraph("一\x0b行\x00\n\n第二段\ud800")]))
    assert texts(file, "Body") == ["一", "行", "第二段"]


def test_the_same_document_gives_the_same_bytes_and_names_no_programme() -> None:
    first = docx.written(NOTICE)
    assert docx.written(NOTICE) == first
    about = read().core_properties
    assert (about.author, about.comments, about.created.date()) == ("中共淮北市委组织部", "", date(2020, 1, 20))


def test_an_english_document_is_plain() -> None:
    notice = Document(
        title="Review",
        blocks=[Heading(1, "Learning"), Paragraph("They learned.")],
        annexes=["A list"],
        signed_by="The branch",
        dated=date(2020, 1, 7),
        language="en",
    )
    file = read(notice)
    assert texts(file, "Heading1") == ["Learning"]
    assert texts(file, "Signature") == ["The branch", "7 January 2020"]
    assert texts(file, "Annex") == ["Annex: A list"]
    assert of(style(file, "Normal"), "rPr/rFonts", "ascii") == "Times New Roman"
    assert file.element.body.sectPr.find(qn("w:docGrid")) is None


def test_the_end_of_the_text_goes_with_the_signature_to_the_next_page() -> None:
    file = read(
        Document(title="题", blocks=[Paragraph("一。"), Paragraph("二。")], signed_by="支部", dated=date(2020, 1, 7))
    )
    first, last = styled(file, "Body")
    assert first.pPr.find(qn("w:keepNext")) is None
    assert last.pPr.find(qn("w:keepNext")) is not None


def test_a_chart_draws_each_bar_by_its_share_and_prints_its_number() -> None:
    bars = (Bar("走访", Figure("172", "visited"), 1.0), Bar("签约", Figure("5", "signed"), 0.029), Bar("无", "0", 0.0))
    file = read(Document(title="题", blocks=[Bars(bars, "从走访到签约")]))
    assert texts(file, "Caption") == ["从走访到签约"]
    filled = []
    for row in file.element.body.iter(qn("w:tr")):
        cells = [cell for cell in row.iter(qn("w:tc")) if cell.tcPr.find(qn("w:shd")) is not None]
        filled.append(sum(int(of(cell, "tcPr/gridSpan") or 0) for cell in cells))
        assert sum(int(of(cell, "tcPr/gridSpan") or 1) for cell in row.iter(qn("w:tc"))) == 42
    assert filled == [40, 1, 0]
    assert [text for text in texts(file, "TableText") if text] == ["走访", "172", "签约", "5", "无", "0"]


def test_an_annex_begins_a_page_behind_the_signature_and_its_title_stands_in_the_third_line() -> None:
    annexes = (Annex("数字短码", [Paragraph("附件的正文")]), "另行印发的名单")
    file = read(Document(title="通报", blocks=[Paragraph("正文")], annexes=annexes, signed_by="投促中心"))
    assert texts(file, "Annex") == ["附件：1.数字短码", "2.另行印发的名单"]
    [head] = styled(file, "Label")
    assert "".join(t.text for t in head.iter(qn("w:t"))) == "附件1"
    assert head.pPr.find(qn("w:pageBreakBefore")) is not None
    order = [p.style for p in file.element.body.iter(qn("w:p"))]
    assert order.index("Signature") < order.index("Label")
    title = styled(file, "Title")[-1]
    assert texts(file, "Title")[-1] == "数字短码"
    assert of(title.pPr, "spacing", "before") == of(title.pPr, "spacing", "line"), "an empty line between"


def test_a_name_and_a_day_stay_on_one_line_of_a_table_with_long_words() -> None:
    header = ("事项", "状态", "下一步", "谁", "期限")
    row = ("望舒设备再制造中心", "线索 · 常州含章智能装备集团有限公司", "看缺什么", "顾明川", "2019年12月30日")
    [table] = read(Document(title="单", blocks=[Table(header, [row])])).tables
    widths = [cell.width.pt for cell in table.rows[1].cells]
    assert sum(widths) == pytest.approx(442, abs=2)
    for text, wide in zip(row[2:], widths[2:], strict=True):
        assert wide >= sum(6 if one.isdigit() else 12 for one in text) + 6, text
    assert widths[1] > widths[0]
    even = (("来源", "走访", "有意向", "达成意向"), [("接收地", "45家", "3家", "2家")])
    [table] = read(Document(title="单", blocks=[Table(*even)])).tables
    widths = [cell.width.pt for cell in table.rows[1].cells]
    assert max(widths) < 2 * min(widths), "where no column is long, they share the core"
