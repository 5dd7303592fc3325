"""Ledgers as offices really keep them, each with its own way of being difficult."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from hometown.intake.workbook import COMPANIES, LEADS, ROSTER, VISITS, Reading, as_json
from hometown.kernel.dates import Precision

from .books import LEAD, LEAD_HEADERS, codes, read, workbook

QUARTER_HEADERS = [
    "编号",
    "客商名称",
    "总部",
    "投资方向",
    "洽谈时间",
    "客商联系方式",
    "拟投项目",
    "计划总投资\n（万元）",
    "推进情况",
    "招商专员",
]
QUARTER = [
    ["闵行组2019年第四季度项目跟踪表"],
    ["截至2019年12月31日", *[None] * 8, "单位：万元"],
    QUARTER_HEADERS,
    [1, "上海岚汀化学股份有限公司（上市公司）", "上海", "新材料", "2019.9.17", None, "基地", 50_000, "洽谈中",
     "吴建国 陈一鸣"],
    [2, "2.苏州云岫铝业有限公司", "苏州", "铝", "10月25日", "李总 138****0002", "铝箔", "1.2亿元", "签订协议", "李 明"],
    [3, "岚汀数据/明湖数据", "南京", "大数据", "十月中旬", "张总", "中心", "约2亿", "协议待签", "沈静（牵头）、许文博"],
    [4, "无锡泽远数据技术股份有限公司", "无锡", "大数据", "2019.1", None, None, "500万美元", "暂无意向", "周晓岚"],
    [5, "宁波景曜机器人\n有限公司", "宁波", "机器人", 43757, None, "机器人", "面议", "企业已落户外地", "同上"],
    [6, "〃", "宁波", "机器人", "2019年底", None, "二期", "1-2亿元", None, "沈静"],
    [7],
    ["小计", *[None] * 6, 55_000],
    QUARTER_HEADERS,
    [8, "合肥辰枢光电股份有限公司", "合肥", "光电", "11月5日", None, "光电", 8_000, "即将签约", "沈静"],
    ["填表人：张三", None, "审核人：李四", None, "填表日期：2020年1月3日"],
    ["备注：1.本表每月5日前报送。"],
]  # fmt: skip


def seen(found: Reading, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in as_json(found)["rows"]]


def test_a_quarterly_table_with_everything_wrong(tmp_path: Path) -> None:
    found = read(tmp_path, workbook(QUARTER, merges=["A1:J1"]))
    assert seen(found, "row", "company", "date", "date_precision", "amount_yuan", "amount_bound", "stage") == [
        (4, "上海岚汀化学股份有限公司", "2019-09-17", "day", 500_000_000, "exact", "talking"),
        (5, "苏州云岫铝业有限公司", "2019-10-25", "day", 120_000_000, "exact", "signed"),
        (6, "岚汀数据", "2019-10-11", "ten_days", 200_000_000, "about", "signing"),
        (7, "无锡泽远数据技术股份有限公司", "2019-01-01", "month", None, "exact", "talking"),
        (8, "宁波景曜机器人有限公司", "2019-10-19", "day", None, None, "lead"),
        (9, "宁波景曜机器人有限公司", "2019-10-01", "quarter", 100_000_000, "at_least", "lead"),
        (13, "合肥辰枢光电股份有限公司", "2019-11-05", "day", 80_000_000, "exact", "signing"),
    ]
    assert [row.officers for row in found.rows] == [
        ("吴建国", "陈一鸣"), ("李明",), ("沈静", "许文博"), ("周晓岚",), ("周晓岚",), ("沈静",), ("沈静",),
    ]  # fmt: skip
    assert [(one.row, one.reason) for one in found.skipped] == [
        (11, "total"), (12, "repeated_header"), (14, "footnote"), (15, "footnote"),
    ]  # fmt: skip


def test_each_guess_in_it_is_a_doubt_with_its_place(tmp_path: Path) -> None:
    found = read(tmp_path, workbook(QUARTER, merges=["A1:J1"]))
    places = [(doubt.row, doubt.column, doubt.code) for doubt in found.doubts]
    assert sorted(places) == [
        (4, "B", "firm_note"), (6, "B", "firm_several"), (7, "H", "amount_foreign"), (7, "I", "stage_guessed"),
        (8, "I", "status_guessed"), (8, "J", "same_as_above"), (9, "B", "same_as_above"), (9, "E", "date_loose"),
        (9, "H", "amount_range"), (9, "I", "stage_missing"),
    ]  # fmt: skip
    one = next(doubt for doubt in found.doubts if doubt.code == "amount_range")
    assert (one.text, one.assumed, one.field) == ("1-2亿元", "≥1亿元", "amount")
    assert all(doubt.what and doubt.todo for doubt in found.doubts)


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    rows = [
        ["2019年9月—2020年1月招商项目一览表"],
        ["序号", "企业信息", None, "投资", None, "首次对接", None, "联系方式", None, "项目进度", "包保责任人"],
        [None, "名称", "所在城市", "内容", "金额（亿元）", "日期", "地点", "姓名", "电话", None, None],
        [1, "岚汀化学", "上海", "化工", 20, datetime(2019, 12, 3), "南京", "王总", "13800000001", "拟签约", "吴建国"],
        [2, None, "上海", "二期", None, "1月8日", "南京", "王总", "13800000001", "在谈", "陈一鸣"],
    ]
    merges = ["A1:K1", "A2:A3", "J2:J3", "K2:K3", "B2:C2", "D2:E2", "F2:G2", "H2:I2", "B4:B5", "E4:E5"]
    found = read(tmp_path, workbook(rows, merges=merges))
    assert seen(found, "row", "company", "date", "amount_yuan", "stage") == [
        (4, "岚汀化学", "2019-12-03", 2_000_000_000, "signing"),
        (5, "岚汀化学", "2020-01-08", 2_000_000_000, "talking"),
    ]
    assert found.rows[0].phones == ("13800000001",)
    assert (found.rows[0].contact, codes(found)) == ("王总", ["amount_merged"])


def test_a_header_of_two_rows_without_merges(tmp_path: Path) -> None:
    rows = [
        ["序号", "企业名称", "投资额", None, "进展", "责任人"],
        [None, None, "总额", "到位资金", None, None],
        [None, None, "（亿元）", "（万元）", None, None],
        [1, "岚汀化学", 2, 300, "在谈", "沈静"],
    ]
    row = read(tmp_path, rows).rows[0]
    assert (row.amount_yuan, row.paid_in and row.paid_in.value) == (Decimal(200_000_000), Decimal(3_000_000))


def test_several_sheets_with_a_summary_and_a_hidden_one(tmp_path: Path) -> None:
    book = workbook([["区", "线索数", "签约数"], ["普陀", 10, 2]], title="汇总")
    for month in ("2019年10月", "2019年11月"):
        sheet = book.create_sheet(month)
        for row in (
            ["招商情况"],
            ["企业", "投资额", "进展", "负责人", "时间"],
            ["岚汀化学", "3000万元", "在谈", "沈静", "25日"],
        ):
            sheet.append(row)
    hidden = book.create_sheet("草稿")
    hidden.append(LEAD_HEADERS)
    hidden.sheet_state = "hidden"
    found = read(tmp_path, book)
    assert seen(found, "sheet", "row", "date") == [("2019年10月", 3, "2019-10-25"), ("2019年11月", 3, "2019-11-25")]
    assert found.notes == (("no_table", "汇总"), ("hidden_sheet", "草稿"))


def test_headings_between_rows_tell_the_stage(tmp_path: Path) -> None:
    rows = [
        ["项目清单（2019年）"],
        ["项目名称", "投资方", "总投资（亿元）", "责任人", "对接时间"],
        ["一、已签约项目"],
        ["化工园", "岚汀化学", 3.5, "沈静", "11月5日"],
        ["二、在谈项目"],
        ["数据中心", "泽远数据", "待定", "沈静", "12月5日"],
        ["总    计", None, 3.5],
    ]
    found = read(tmp_path, workbook(rows, merges=["A3:E3", "A5:E5"]))
    assert seen(found, "company", "stage") == [("岚汀化学", "signed"), ("泽远数据", "talking")]
    assert [one.reason for one in found.skipped] == ["section", "section", "total"]
    assert found.doubts == ()


def test_a_title_tells_the_stage_of_a_table_without_progress(tmp_path: Path) -> None:
    found = read(
        tmp_path, [["2019年签约项目一览表"], ["投资方", "协议投资额（亿元）", "签约时间"], ["岚汀化学", 2, "11月5日"]]
    )
    assert seen(found, "date", "stage") == [("2019-11-05", "signed")]


def test_two_tables_in_one_sheet(tmp_path: Path) -> None:
    rows = [
        ["一、线索"], ["企业名称", "投资额（亿元）", "进展"], ["岚汀化学", 2, "在谈"], ["合计", 2], [],
        ["二、走访"], ["走访时间", "走访企业", "参加人员", "走访内容"], ["2019-10-08", "云岫铝业", "沈静", "了解情况"],
    ]  # fmt: skip
    found = read(tmp_path, rows)
    assert [(row.kind, row.row, row.company) for row in found.rows] == [(LEADS, 3, "岚汀化学"), (VISITS, 8, "云岫铝业")]


def test_rows_that_are_no_records(tmp_path: Path) -> None:
    rows = [
        ["序号", *LEAD_HEADERS],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）"],
        ["例：", "某某有限公司", 1, "在谈", "2019.1.1", "张三"],
        [1, *LEAD],
        [2],
        [None, None, 3.5],
        ["累计：1家"],
        ["说明：投资额含税"],
        ["1.本表由各组填写"],
    ]
    found = read(tmp_path, rows)
    assert [row.row for row in found.rows] == [4]
    assert [(one.row, one.reason) for one in found.skipped] == [
        (2, "column_numbers"), (3, "example"), (6, "total"), (7, "total"), (8, "footnote"), (9, "footnote"),
    ]  # fmt: skip


def test_a_table_with_its_units_in_a_row_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, [["企业名称", "投资额", "进展"], [None, "万元", None], ["岚汀化学", 300, "在谈"]])
    assert seen(found, "row", "amount_yuan") == [(3, 3_000_000)]
    assert found.doubts == ()


def test_units_from_the_line_above_or_from_the_footnote(tmp_path: Path) -> None:
    above = [["项目表"], [None, None, "单位：万美元"], ["企业名称", "投资额", "进展"], ["岚汀化学", 300, "在谈"]]
    amount = read(tmp_path, above).rows[0].amount
    assert amount is not None
    assert (amount.value, amount.currency) == (Decimal(3_000_000), "USD")
    below = [["企业名称", "投资额", "进展"], ["岚汀化学", 3, "在谈"], ["注：投资额单位为亿元"]]
    assert read(tmp_path, below).rows[0].amount_yuan == Decimal(300_000_000)


def test_no_unit_anywhere_is_doubted_and_follows_the_other_cells(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "投资额", "进展"],
        ["岚汀化学", 3, "在谈"],
        ["云岫铝业", "2亿元", "在谈"],
        ["泽远数据", "5亿", "在谈"],
    ]
    found = read(tmp_path, rows)
    assert found.rows[0].amount_yuan == Decimal(300_000_000)
    assert codes(found) == ["amount_unit_unknown"]


def test_a_currency_in_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "投资额（万）", "币种", "进展"],
        ["岚汀化学", 300, "美元", "在谈"],
        ["云岫铝业", 200, "人民币", "在谈"],
    ]
    found = read(tmp_path, rows)
    assert [(row.amount and row.amount.currency, row.amount_yuan) for row in found.rows] == [
        ("USD", None),
        ("CNY", Decimal(2_000_000)),
    ]


def test_an_english_table(tmp_path: Path) -> None:
    rows = [
        ["Company", "Amount (RMB million)", "Stage", "Owner", "First contact"],
        ["Lanting Ltd.", 35, "Negotiating", "John Smith", "17 Sep 2019"],
    ]
    assert seen(read(tmp_path, rows), "company", "amount_yuan", "stage", "officers", "date") == [
        ("Lanting Ltd.", 35_000_000, "talking", ["John Smith"], "2019-09-17"),
    ]


def test_a_record_of_visits(tmp_path: Path) -> None:
    rows = [["赴沪干部走访企业记录表"], ["走访日期", "走访企业", "参加人员", "接待人", "走访内容", "下一步打算"],
            ["2019/10/8", "岚汀化学", "沈静、吴建国", "王总", "了解情况", "再访"]]  # fmt: skip
    row = read(tmp_path, rows).rows[0]
    assert (row.kind, row.officers, row.contact, row.stage) == (VISITS, ("沈静", "吴建国"), "王总", None)
    assert row.dates["visit_date"].on == date(2019, 10, 8)
    assert (row.text("summary"), row.text("next_step")) == ("了解情况", "再访")


def test_a_roster_and_a_list_of_firms(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        [
            ["序号", "姓名", "性别", "派出单位", "挂职单位", "联系电话"],
            [1, "李 明", "男", "投促中心", "宜川路街道", 13800000001],
        ],
    )
    assert [(row.kind, row.text("name"), row.phones) for row in roster.rows] == [(ROSTER, "李 明", ("13800000001",))]
    assert as_json(roster)["rows"] == []
    firms = read(
        tmp_path,
        [
            ["企业名称", "地址", "统一社会信用代码"],
            ["岚汀化学", "上海", "91310000MA1FL0000X"],
            ["云岫铝业", "苏州", "12345"],
        ],
    )
    assert ([row.kind for row in firms.rows], codes(firms)) == ([COMPANIES, COMPANIES], ["uscc_odd"])


def test_merged_records_go_on_and_are_not_counted_twice(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "投资额（亿元）", "进展", "联系人"],
        ["岚汀化学", 2, "在谈", "王总"],
        [None, None, None, "李总"],
    ]
    found = read(tmp_path, workbook(rows, merges=["A2:A3", "B2:B3", "C2:C3"]))
    assert [row.row for row in found.rows] == [2]
    assert ([one.reason for one in found.skipped], codes(found)) == (["continuation"], ["continuation"])


def test_a_row_without_a_firm_is_kept_and_doubted(tmp_path: Path) -> None:
    found = read(tmp_path, [LEAD_HEADERS, LEAD, [None, 2, "在谈", "2019-10-08", "沈静"]])
    assert [row.company for row in found.rows] == [LEAD[0], ""]
    assert codes(found, 3) == ["firm_missing"]


def test_a_date_column_without_years_follows_the_dates_that_have_them(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "进展", "对接时间"],
        ["甲公司", "在谈", "2019-11-20"],
        ["乙公司", "在谈", "12月5日"],
        ["丙公司", "在谈", "2020-01-10"],
        ["丁公司", "在谈", "1月8日"],
    ]
    found = read(tmp_path, rows)
    assert seen(found, "date") == [("2019-11-20",), ("2019-12-05",), ("2020-01-10",), ("2020-01-08",)]
    assert codes(found) == ["date_year_assumed", "date_year_assumed"]


def test_a_footer_year_does_not_move_the_dates_of_the_title(tmp_path: Path) -> None:
    rows = [
        ["2019年9月—12月台账"],
        ["企业名称", "进展", "对接时间"],
        ["甲公司", "在谈", "10月中旬"],
        ["填表日期：2020年1月8日"],
    ]
    row = read(tmp_path, rows).rows[0]
    assert row.date is not None
    assert (row.date.on, row.date.precision) == (date(2019, 10, 11), Precision.TEN_DAYS)


def test_an_empty_ledger_gives_no_rows(tmp_path: Path) -> None:
    found = read(tmp_path, [LEAD_HEADERS])
    assert (found.rows, len(found.tables)) == ((), 1)


def test_control_characters_and_very_long_cells_do_no_harm(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(LEAD_HEADERS)
    sheet.append(
        ["岚汀\u200b化学" + "甲" * 30_000, "3" * 30_000, "在谈，" * 9_000, "2019-11-06" * 3_000, "沈静、" * 9_000]
    )
    row = read(tmp_path, book).rows[0]
    assert row.company.startswith("岚汀化学")
    assert (row.amount, row.stage, row.officers) == (None, "talking", ("沈静",))


def test_stages_as_columns_to_tick_and_amounts_in_two_currencies(tmp_path: Path) -> None:
    rows = [
        [],
        [None, "嘉定组招商引资项目统计表（2019.09.01-2019.12.31）"],
        [None, "序号", "单位名称", "投资总额", None, "进展阶段", None, None, "对接人", "跟踪责任人"],
        [None, None, None, "人民币（万元）", "美元（万美元）", "线索", "在谈", "签约"],
        [None, "合计", "2家", 5_000, 100],
        [None, 1, "★岚汀化学有限公司", 5_000, None, "√", "√", None, "王经理", "组长：沈静；组员：许文博、周晓岚"],
        [None, 2, "云岫铝业有限公司等", None, 100, "√", "√", "√", "李总", "牵头：沈静 配合：许文博"],
    ]
    found = read(tmp_path, rows)
    assert seen(found, "company", "amount_yuan", "stage", "officers") == [
        ("岚汀化学有限公司", 50_000_000, "talking", ["沈静", "许文博", "周晓岚"]),
        ("云岫铝业有限公司", None, "signed", ["沈静", "许文博"]),
    ]
    assert [row.contact for row in found.rows] == ["王经理", "李总"]
    assert codes(found) == ["firm_several", "amount_foreign"]


def test_a_column_that_says_whether_it_is_signed(tmp_path: Path) -> None:
    rows = [["企业名称", "进展情况", "是否签约"], ["岚汀化学", "在谈", "是"], ["云岫铝业", "在谈", "否"]]
    assert seen(read(tmp_path, rows), "stage") == [("signed",), ("talking",)]


def test_a_header_at_odds_with_the_line_above_is_doubted_once(tmp_path: Path) -> None:
    rows = [["单位：万元"], ["企业名称", "投资额（亿元）", "进展"], ["岚汀化学", 1, "在谈"], ["云岫铝业", 2, "在谈"]]
    found = read(tmp_path, rows)
    assert [row.amount_yuan for row in found.rows] == [Decimal(100_000_000), Decimal(200_000_000)]
    assert codes(found) == ["amount_unit_conflict"]


def test_words_typed_in_haste(tmp_path: Path) -> None:
    rows = [
        ["客商", "金额", "日期", "情况", "人员"],
        ["岚汀化学有限公司", "约1个亿", "11.6-11.8", "签约时间待定", "沈静"],
        ["云岫铝业有限公司", "注册资本500万元，投资3亿元", "190917", "合同谈判", "吴建国"],
        ["泽远数据有限公司", "1.5-2", "2019-9-17 0:00:00", "正在洽谈，有望签约", "沈静、许文博"],
    ]
    assert seen(read(tmp_path, rows), "date", "amount_yuan", "amount_bound", "stage") == [
        ("2019-11-06", 100_000_000, "about", "signing"),
        ("2019-09-17", 300_000_000, "exact", "signing"),
        ("2019-09-17", 150_000_000, "at_least", "signing"),
    ]


def test_a_chinese_number_with_a_subtotal_heads_a_section(tmp_path: Path) -> None:
    rows = [
        ["2019年在谈项目统计表"],
        ["序号", "项目名称", "投资方", "投资额（亿元）", "首次对接时间", "洽谈情况"],
        ["一", "铝基材料（1个）", None, 5],
        [1, "铝板带项目", "岚汀铝业有限公司", 5, "3月", "在谈"],
        ["（二）", "数据（1个）", None, 2],
        [2, "数据中心", "泽远数据有限公司", 2, "4月8日", "在谈"],
        ["备 注：", "投资额以协议为准"],
    ]
    found = read(tmp_path, rows)
    assert seen(found, "company", "amount_yuan", "date") == [
        ("岚汀铝业有限公司", 500_000_000, "2019-03-01"), ("泽远数据有限公司", 200_000_000, "2019-04-08"),
    ]  # fmt: skip
    assert [one.reason for one in found.skipped] == ["section", "section", "footnote"]


def test_days_alone_belong_to_the_month_in_the_heading_above_them(tmp_path: Path) -> None:
    rows = [
        ["驻苏招商组工作台账（2019年）"],
        ["日期", "拜访单位", "意向金额", "跟踪结果", "参加人"],
        ["9月"],
        ["17日", "岚汀化学有限公司", "3000万", "刚接触", "沈静"],
        ["十月份"],
        ["9-10日", "云岫铝业有限公司", "1.2亿", "近期拟签约", "沈静"],
    ]
    found = read(tmp_path, workbook(rows, merges=["A3:E3", "A5:E5"]))
    assert seen(found, "date", "stage") == [("2019-09-17", "lead"), ("2019-10-09", "signing")]


def test_a_sheet_of_statistics_beside_a_ledger_asks_nothing(tmp_path: Path) -> None:
    book = workbook([LEAD_HEADERS, LEAD], title="台账")
    for row in (["区", "甲类", "投资额"], ["普陀", 2, 3.5], ["嘉定", 2, 0.5], ["静安", 1, 0.5]):
        book["统计"].append(row) if "统计" in book.sheetnames else book.create_sheet("统计").append(row)
    found = read(tmp_path, book)
    assert (len(found.rows), found.unknown_headers) == (1, ())


def test_a_firm_and_its_man_in_one_cell_are_known_without_any_known_header(tmp_path: Path) -> None:
    rows = [
        ["招商线索（2019.9—2019.12）"],
        ["单位名称/联系人", "大概投资", "什么时候谈的", "谈到哪一步", "谁负责"],
        ["岚汀化学有限公司\n王总 13800000001", "两三千万", "10月中下旬", "谈妥，等签", "张立新和李晓东"],
        ["云岫铝业有限公司 李经理13800000002", "三四亿", "国庆前", "黄了", "王建军"],
    ]
    found = read(tmp_path, rows)
    assert seen(found, "company", "amount_yuan", "amount_bound", "date", "date_precision", "stage", "officers") == [
        ("岚汀化学有限公司", 20_000_000, "at_least", "2019-10-11", "ten_days", "signing", ["张立新", "李晓东"]),
        ("云岫铝业有限公司", 300_000_000, "at_least", "2019-09-01", "month", "lead", ["王建军"]),
    ]
    assert [(row.contact, row.phones) for row in found.rows] == [
        ("王总", ("13800000001",)), ("李经理", ("13800000002",)),
    ]  # fmt: skip


def test_small_numbers_without_any_unit_count_hundreds_of_millions(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "投资额", "进展"],
        ["岚汀化学", 3, "在谈"],
        ["云岫铝业", 0.5, "在谈"],
        ["泽远数据", 3000, "在谈"],
    ]
    found = read(tmp_path, rows)
    assert [row.amount_yuan for row in found.rows] == [Decimal(300_000_000), Decimal(50_000_000), Decimal(30_000_000)]
    assert codes(found) == ["amount_unit_unknown"] * 3


def test_of_two_dates_under_one_header_the_first_contact_is_read(tmp_path: Path) -> None:
    rows = [
        ["周报（2019年10月20日）"],
        ["企业全称", "意向投资（亿元）", "时间", None, "合作意向"],
        [None, None, "首次接触", "最近联系", None],
        ["岚汀化学有限公司", 0.8, "8.5", "10.15", "有合作意向"],
    ]
    found = read(tmp_path, workbook(rows, merges=["A2:A3", "B2:B3", "C2:D2", "E2:E3"]))
    assert seen(found, "date") == [("2019-08-05",)]


def test_headings_with_subtotals_tell_the_stage_of_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["序号", "客商", "投资规模（亿元）", "首谈日期", "所处阶段"],
        ["总计（3个）", None, "=SUM(C4:C7)"],
        ["一、在建项目（1个）", None, 5],
        [1, "岚汀光电有限公司", 5, "2018.5", "在建"],
        ["签约项目", None, "3.5", "2个"],
        [1, "云岫光电有限公司", 3, "2019.5.1", None],
        [2, "泽远光电有限公司", 0.5, "2019/6/1", None],
    ]
    found = read(tmp_path, workbook(rows, merges=["A3:B3", "A5:B5"]))
    assert seen(found, "company", "stage") == [
        ("岚汀光电有限公司", "started"), ("云岫光电有限公司", "signed"), ("泽远光电有限公司", "signed"),
    ]  # fmt: skip
    assert [one.reason for one in found.skipped] == ["total", "section", "section"]
