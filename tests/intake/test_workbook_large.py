"""A large ledger is read whole. How soon is measured by `python -m benchmarks city`, not by a test."""

from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from hometown.intake.workbook import read_workbook

from .books import TODAY

HEADERS = [
    "序号", "企业名称", "所在地", "产业类别", "线索来源", "首次接触时间", "联系人及电话", "项目简介",
    "拟投资额（亿元）", "进展情况", "责任人", "备注",
]  # fmt: skip
DATES = [datetime(2019, 11, 6), "2019.10.2", "12月18日", "2019/12/27", "2019年10月上旬", 43757]
AMOUNTS = [0.5, "3000万元", "约3.5亿", "1.2余亿元", "待定", "35000万"]
WORDS = ["已签约", "拟签约", "已获取线索，待走访", "在谈", "已走访，有投资意向"]
ROWS = 10_000


def test_ten_thousand_rows_are_read_without_a_doubt(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(["招商线索台账（2019年9月—12月）"])
    sheet.append(HEADERS)
    for at in range(ROWS):
        people, phone = "吴建国、陈一鸣" if at % 3 else "沈静", f"王经理 138{at:08d}"
        firm, plan = f"上海岚汀{at}化学股份有限公司", f"拟投资建设生产基地第{at}期"
        row = [
            at,
            firm,
            "上海",
            "化工",
            "走访",
            DATES[at % 6],
            phone,
            plan,
            AMOUNTS[at % 6],
            WORDS[at % 5],
            people,
            "备注",
        ]
        sheet.append(row)
    book.save(tmp_path / "large.xlsx")
    found = read_workbook(tmp_path / "large.xlsx", today=TODAY)
    assert (len(found.rows), found.doubts, found.skipped) == (ROWS, (), ())
