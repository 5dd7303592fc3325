"""Headers are known by meaning; what nobody knows is asked about once."""

from pathlib import Path

import pytest

from hometown.intake.workbook import FIELDS, IGNORE, Reading
from hometown.intake.workbook.headers import bare, meaning

from .books import read

KNOWN = {
    "seq": "序号 编号 No.",
    "company": "企业名称 客商名称 投资方 洽谈企业 项目单位 企业（单位）名称 公司名称（全称） 拜访对象 Investor",
    "title": "项目名称 拟投项目 签约项目名称",
    "place": "所在地 注册地 企业所在省市 客商来源地 总部",
    "industry": "产业类别 所属行业 投资方向 产业链 项目类别",
    "source": "线索来源 信息渠道 项目来源 介绍人",
    "date": (
        "首次接触时间 对接时间 洽谈时间 首次对接日期 第一次洽谈时间 获取时间 日期 首次接洽日期 对接日 最早接触 首谈"
    ),
    "visit_date": "走访时间 拜访日期 来淮考察时间",
    "signing_date": "签约时间 签订日期 合同签订时间 签约日",
    "update_date": "更新时间 最近联系 最近一次对接",
    "contact": "联系人 联系人及电话 企业联系人 客商代表",
    "phone": "联系电话 手机号码 联系方式",
    "summary": "项目简介 主要建设内容 洽谈内容 项目概况及投资规模",
    "amount": (
        "拟投资额（亿元） 计划总投资（万元） 总投资（万美元） 投资规模 协议投资额 预估投资 "
        "拟投规模 协议引资额 利用外资 Amount(RMB10k)"
    ),
    "progress": (
        "进展情况 目前进展 项目进度 推进情况 目前进展情况 项目阶段 "
        "跟进记录 最新动态 投资意向 洽谈状况 所处环节 跟踪结果 "
        "工作进展及存在问题 Status"
    ),
    "officers": (
        "责任人 对接人 跟踪人 招商专员 包保责任人 跟踪服务责任人 "
        "经办人 首谈人 挂职人员 专班成员 我方联系人 负责人及电话 "
        "Owner"
    ),
    "leader": "包保领导 牵头领导 包抓领导",
    "landing": "意向园区 县区 拟落户地",
    "unit": "责任单位 填报单位 牵头部门 招商小组",
    "next_step": "下一步计划 下步打算 下阶段计划",
    "problems": "存在问题 需协调事项",
    "remarks": "备注 情况说明",
    "paid_in": "到位资金（万元） 实际到位资金",
    IGNORE: "注册资本 预计年产值（亿元） 固定资产投资（亿元） 占地面积（亩） 是否上市 走访次数 完成时限 其中：外资",
}


@pytest.mark.parametrize(("header", "field"), [(one, field) for field, many in KNOWN.items() for one in many.split()])
def test_a_header_means_its_field(header: str, field: str) -> None:
    assert meaning(header).field == field


@pytest.mark.parametrize("header", ["情况", "甲乙丙", "其中", "☆", ""])
def test_a_header_nobody_knows_means_nothing(header: str) -> None:
    assert meaning(header).field == ""


def test_spaces_brackets_units_and_stars_do_not_count() -> None:
    assert {
        bare(text)
        for text in ("拟投资额", " 拟 投资额\n（亿元）", "*拟投资额:", "3.拟投资额/万元", "拟投资额（单位：亿元）")
    } == {"拟投资额"}


ODD = [
    ["甲方单位", "搞哪块", "大概多少钱", "啥时候", "谁在跟", "到哪一步了"],
    ["上海岚汀化学有限公司", "化工", "3亿元", "2019-10-08", "沈静", "在谈"],
    ["苏州云岫铝业有限公司", "铝箔", "5000万元", "2019-11-08", "吴建国", "已签约"],
    ["无锡泽远数据技术有限公司", "数据", "约2亿", "2019-12-08", "沈静", "拟签约"],
]


def fields(found: Reading) -> dict[str, tuple[str, str]]:
    return {column.field: (column.letters, column.how) for column in found.tables[0].columns}


def test_columns_without_a_known_header_are_known_by_what_they_hold_and_doubted(tmp_path: Path) -> None:
    found = read(tmp_path, ODD)
    assert fields(found) == {
        "company": ("A", "keyword"), "amount": ("C", "content"), "date": ("D", "content"),
        "officers": ("E", "content"), "progress": ("F", "content"),
    }  # fmt: skip
    assert {doubt.code for doubt in found.doubts} == {"column_by_content"}
    assert [row.stage for row in found.rows] == ["talking", "signed", "signing"]


def test_only_what_cannot_be_mapped_is_asked_about(tmp_path: Path) -> None:
    asked = read(tmp_path, ODD).unknown_headers
    assert [(one.column, one.header, one.samples) for one in asked] == [("B", "搞哪块", ("化工", "铝箔", "数据"))]


def test_a_remembered_answer_is_not_asked_again_and_wins(tmp_path: Path) -> None:
    found = read(tmp_path, ODD, remembered={"搞 哪块": "industry", "大概多少钱": IGNORE, "啥时候": "visit_date"})
    assert found.unknown_headers == ()
    assert found.rows[0].text("industry") == "化工"
    assert found.rows[0].amount is None
    assert fields(found)["visit_date"] == ("D", "remembered")


def test_an_answer_that_names_no_field_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such field: colour"):
        read(tmp_path, ODD, remembered={"搞哪块": "colour"})
    assert "industry" in FIELDS


def test_headers_that_are_all_unknown_are_asked_about(tmp_path: Path) -> None:
    rows = [["甲", "乙", "丙"], ["子鼠", "b1", "c1"], ["丑牛", "e1", "f1"], ["寅虎", "h1", "i1"]]
    found = read(tmp_path, rows)
    assert found.rows == ()
    assert [one.header for one in found.unknown_headers] == ["甲", "乙", "丙"]
    answered = read(tmp_path, rows, remembered={"甲": "company", "乙": "progress", "丙": "officers"})
    assert [row.company for row in answered.rows] == ["子鼠", "丑牛", "寅虎"]


def test_the_man_of_the_firm_is_told_from_ours(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "对接人", "进展", "跟踪干部"],
        ["岚汀数据", "王经理 13836581864", "在谈", "沈静"],
        ["云岫铝业", "李总", "在谈", "吴建国"],
    ]
    found = read(tmp_path, rows)
    assert [(row.contact, row.officers) for row in found.rows] == [("王经理", ("沈静",)), ("李总", ("吴建国",))]


def test_of_several_columns_the_filled_one_is_read(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "总投资（万美元）", "总投资（亿元）", "进展"],
        ["岚汀数据", 500, None, "在谈"],
        ["云岫铝业", None, 3.5, "在谈"],
    ]
    found = read(tmp_path, rows)
    assert [(row.amount and row.amount.currency, row.columns["amount"]) for row in found.rows] == [
        ("USD", "B"),
        ("CNY", "C"),
    ]


def test_the_first_contact_is_no_later_date(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "报送时间", "首次对接日期", "更新时间", "进展"],
        ["岚汀数据", "2019-12-31", "2019-10-08", "2019-12-30", "在谈"],
    ]
    row = read(tmp_path, rows).rows[0]
    assert row.date is not None
    assert row.date.on.isoformat() == "2019-10-08"
    assert row.dates["update_date"].on.isoformat() == "2019-12-30"
