"""Documents to write. The offices exist; the numbers and what is said are invented."""

import io
from datetime import date

from PIL import Image

from hometown.official import Document, Figure, Heading, Items, Paragraph, Picture, Table

SENTENCE = "同志们按照统一部署分别到普陀闵行嘉定三个城区的机关和街道学习锻炼走访企业并收集线索"  # no mark, no digit


def picture(size: tuple[int, int] = (800, 500)) -> bytes:
    """A picture of one colour, of this size."""
    file = io.BytesIO()
    Image.new("RGB", size, (90, 140, 110)).save(file, "PNG")
    return file.getvalue()


NOTICE = Document(
    issuer="中共淮北市委组织部文件",
    number="淮组通〔2020〕3号",
    title="关于第一批赴沪学习锻炼干部招商引资和学习调研工作情况的通报",
    addressee="各县区、市直各派出单位",
    blocks=(
        Paragraph("第一批干部学习锻炼期满。现将有关情况通报如下。"),
        Heading(1, "招商引资"),
        Heading(2, "走访企业"),
        Paragraph(("走访企业", Figure("172家", "visited"), "。")),
        Paragraph(SENTENCE * 30),
        Heading(3, "怎样走访"),
        Heading(4, "上门之前"),
        Items(("先查清企业情况；", "再约定时间。")),
        Table(("来源", "走访（家）", "已签约（家）"), (("上海", "75", "3"), ("外出", "97", "2")), "分来源的企业数"),
        Picture(picture(), "干部在企业车间了解生产情况"),
        Heading(1, "下一步"),
        Paragraph(SENTENCE * 4),
    ),
    annexes=("走访企业名单", "线索清单"),
    signed_by="中共淮北市委组织部",
    dated=date(2020, 1, 20),
    copied_to="市委办公室，市政府办公室",
    printed_by="中共淮北市委组织部办公室",
    printed_on=date(2020, 1, 20),
    label="内部",
)
