"""People, contacts, firms and progress, as they are really typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometown.intake.workbook.firms import looks_like_firm, read_firm
from hometown.intake.workbook.people import read_contact, read_people
from hometown.intake.workbook.progress import RANK, read_progress
from hometown.projects.rules import Stage

# People ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("吴建国、陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国，陈一鸣;沈静", ["吴建国", "陈一鸣", "沈静"]),
        ("吴建国/陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国\n陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国 陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国和陈一鸣", ["吴建国", "陈一鸣"]),
        ("沈静 及 周晓岚", ["沈静", "周晓岚"]),
        ("李 明", ["李明"]),
        ("张\u3000伟", ["张伟"]),
        ("李 明 王 强", ["李明", "王强"]),
        ("吴建国 李 明", ["吴建国", "李明"]),
        ("欧阳 娜", ["欧阳娜"]),
        ("王和平", ["王和平"]),
        ("沈静（牵头）、许文博", ["沈静", "许文博"]),
        ("普陀组：吴建国，陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国主任、陈一鸣科长", ["吴建国", "陈一鸣"]),
        ("副局长吴建国", ["吴建国"]),
        ("1.吴建国 2.陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国13812345678", ["吴建国"]),
        ("吴建国、吴建国", ["吴建国"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("John Smith", ["John Smith"]),
        ("待定", []),
        ("吴建国牵头，陈一鸣配合", ["吴建国", "陈一鸣"]),
        ("牵头人吴建国，配合人陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国主办 陈一鸣协办", ["吴建国", "陈一鸣"]),
        ("A角吴建国B角陈一鸣", ["吴建国", "陈一鸣"]),
        ("A：吴建国 B：陈一鸣", ["吴建国", "陈一鸣"]),
        ("由吴建国负责", ["吴建国"]),
        ("①吴建国②陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国→陈一鸣", ["吴建国", "陈一鸣"]),
        ("吴建国．陈一鸣丶沈静", ["吴建国", "陈一鸣", "沈静"]),
        ("吴建国 转 陈一鸣", ["吴建国", "陈一鸣"]),
        ("★吴建国〔牵头〕", ["吴建国"]),
        ("吴建国：13812345678", ["吴建国"]),
        ("欧阳 娜娜、李明", ["欧阳娜娜", "李明"]),
        ("吴 建 国", ["吴建国"]),
        ("吴 建 国 陈 一 鸣", ["吴建国", "陈一鸣"]),
        ("Wu Jianguo 吴建国", ["吴建国"]),
    ],
)
def test_full_names_are_read_without_a_doubt(text: str, names: list[str]) -> None:
    found = read_people(text)
    assert list(found.names) == names
    assert found.guesses == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("普陀组", []),
        ("招商局 吴建国", ["吴建国"]),
        ("吴建国等3人", ["吴建国"]),
        ("全体成员", []),
        ("李主任", ["李主任"]),
        ("小张", ["小张"]),
        ("李副市长", ["李副市长"]),
        ("普陀组吴建国", ["吴建国"]),
        ("市投促局副局长吴建国", ["吴建国"]),
        ("吴建国陈一鸣", ["吴建国", "陈一鸣"]),
        ("王建军李明沈静", ["王建军", "李明", "沈静"]),
        ("吴建国、陈一鸣2人", ["吴建国", "陈一鸣"]),
        ("同上", []),
    ],
)
def test_what_is_no_full_name_is_doubted(text: str, names: list[str]) -> None:
    found = read_people(text)
    assert list(found.names) == names
    assert [code for code, _ in found.guesses] == ["person_unclear"]


@pytest.mark.parametrize(
    ("text", "name", "phones"),
    [
        ("王经理 13836581864", "王经理", ["13836581864"]),
        ("王经理13836581864", "王经理", ["13836581864"]),
        ("王经理（13836581864）", "王经理", ["13836581864"]),
        ("王经理\n电话：13836581864", "王经理", ["13836581864"]),
        ("王经理 138 3658 1864", "王经理", ["13836581864"]),
        ("王经理 +86 138-3658-1864", "王经理", ["13836581864"]),
        ("王经理138****1864", "王经理", ["138****1864"]),
        ("王总（总经理）021-54321234转801", "王总(总经理)", ["021-54321234转801"]),
        ("王甲13800000001 李乙13800000002", "王甲、李乙", ["13800000001", "13800000002"]),
        ("13836581864", "", ["13836581864"]),
        ("王经理", "王经理", []),
        ("王经理 86-021-54321234", "王经理", ["021-54321234"]),
        ("王经理 0086 13836581864（微信同号）", "王经理", ["13836581864"]),
    ],
)
def test_phones_come_out_of_a_contact_cell(text: str, name: str, phones: list[str]) -> None:
    found = read_contact(text)
    assert (found.name, list(found.phones), found.guesses) == (name, phones, ())


def test_a_number_that_is_no_phone_is_doubted() -> None:
    assert read_contact("王经理 1383658186").guesses == (("phone_odd", "1383658186"),)


def test_a_mail_address_is_kept_apart() -> None:
    assert read_contact("王经理 wang@example.com").mails == ("wang@example.com",)


# Firms ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" 合肥云岫新材料科技（集团）股份有限公司 ", "合肥云岫新材料科技(集团)股份有限公司"),
        ("上海 岚汀 化学 有限公司", "上海岚汀化学有限公司"),
        ("上海岚汀化学\n股份有限公司", "上海岚汀化学股份有限公司"),
        ("1、上海岚汀化学有限公司", "上海岚汀化学有限公司"),
        ("（1）上海岚汀化学有限公司", "上海岚汀化学有限公司"),
        ("“上海岚汀化学有限公司”", "上海岚汀化学有限公司"),
        ("杭州松壑光电(集团)", "杭州松壑光电(集团)"),
        ("岚汀（中国）有限公司", "岚汀(中国)有限公司"),
        ("岚汀化学（上海）", "岚汀化学(上海)"),
        ("淮上企业管理合伙企业（有限合伙）", "淮上企业管理合伙企业(有限合伙)"),
        ("上海岚汀化学有限公司南京分公司", "上海岚汀化学有限公司南京分公司"),
        ("360岚汀科技有限公司", "360岚汀科技有限公司"),
        ("Lanting Chemical Co., Ltd.", "Lanting Chemical Co., Ltd."),
        ("汀兰精机", "汀兰精机"),
        ("上海岚汀化学\n集团", "上海岚汀化学集团"),
        ("上海岚汀集团\n有限公司", "上海岚汀集团有限公司"),
        ("【重点】上海岚汀化学有限公司。", "上海岚汀化学有限公司"),
        ("上海“岚汀”化学有限公司", "上海岚汀化学有限公司"),
        ("上海岚汀集团有限公司及其子公司", "上海岚汀集团有限公司"),
        ("待注册", ""),
        ("待定", ""),
    ],
)
def test_a_name_is_cleaned_without_a_doubt(text: str, name: str) -> None:
    found = read_firm(text)
    assert (found.name, found.guesses) == (name, ())


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("上海岚汀化学有限公司（上市公司）", "上海岚汀化学有限公司", "firm_note"),
        ("岚汀化学（中国500强）", "岚汀化学", "firm_note"),
        ("上海岚汀化学有限公司 王总 13836581864", "上海岚汀化学有限公司", "firm_note"),
        ("Lanting Co., Ltd. 上海岚汀化学有限公司", "上海岚汀化学有限公司", "firm_note"),
        ("上海岚汀化学有限公司王经理", "上海岚汀化学有限公司", "firm_note"),
        ("上海岚汀化学有限公司\n股票代码：600000", "上海岚汀化学有限公司", "firm_note"),
        ("上海岚汀化学有限公司/上海明湖铝业有限公司", "上海岚汀化学有限公司", "firm_several"),
        ("上海岚汀化学有限公司\n上海明湖铝业有限公司", "上海岚汀化学有限公司", "firm_several"),
        ("岚汀化学、明湖铝业", "岚汀化学", "firm_several"),
        ("上海岚汀化学有限公司年产2万吨新材料项目", "上海岚汀化学有限公司", "firm_and_project"),
    ],
)
def test_what_is_taken_off_a_name_is_doubted(text: str, name: str, code: str) -> None:
    found = read_firm(text)
    assert (found.name, [guess for guess, _ in found.guesses]) == (name, [code])


def test_names_of_firms_are_known_by_their_end() -> None:
    assert looks_like_firm("上海岚汀化学有限公司")
    assert not looks_like_firm("拟投资建设生产基地")


# Progress -------------------------------------------------------------------------------------------------------------

STAGES = {
    "lead": [
        "已获取线索，待走访", "仅有线索", "待对接", "未走访", "线索阶段", "已入库", "信息收集", "约访中", "待跟进",
    ],
    "assessed": ["待研判", "研判中"],
    "talking": ["在谈", "洽谈中", "正在洽谈", "已对接", "已走访", "客商来淮考察2次", "深度洽谈", "前期洽谈", "谈判中"],
    "intent": ["已走访，有投资意向", "意向明确", "已达成投资意向", "有意向，待进一步洽谈", "意向洽谈", "拟投资建厂"],
    "reviewed": ["项目评审中", "通过联审"],
    "signing": [
        "拟签约", "即将签订", "协议待签", "待签约", "准备签合同", "正在起草协议", "多次洽谈，即将签约",
        "计划年底前签约", "已明确投资意向，拟签约", "已签框架协议，待签正式协议",
        "相关协议即将签订", "双方就协议条款进行磋商", "下周签约", "择机签约", "近期可签约", "预签约", "即将签",
        "协议已报法制办审核", "合法性审查",
    ],
    "signed": [
        "已签约", "签订协议", "已正式签约", "投资协议已签订", "成功签约", "已签约，待开工", "已签约（2019.12.18）",
        "1.10月拜访企业；2.11月企业来淮考察；3.12月签订投资协议", "合同已签，公司注册中",
        "近日已签约", "已签约未注册", "Contract signed, construction to start",
    ],
    "registered": ["已注册公司", "已完成工商注册", "已取得营业执照，准备开工", "已注册未开工", "营业执照已办理"],
    "started": ["已开工", "项目已开工建设", "正在建设", "协议已签，厂房装修"],
    "producing": ["已投产", "试生产"],
    "performing": ["达产达效"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "stage"), [(text, stage) for stage, texts in STAGES.items() for text in texts])
def test_free_words_tell_the_stage(text: str, stage: str) -> None:
    found = read_progress(text)
    assert (found.stage, found.status, found.guesses) == (stage, "active", ())


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("未签约", "talking"),
        ("尚未签约", "talking"),
        ("暂无意向", "talking"),
        ("意向不明确", "talking"),
        ("尚未开工", "signed"),
        ("签订框架协议", "intent"),
        ("已签约，意向书也已签", "signed"),
        ("持续跟踪", "talking"),
        ("电话联系", "lead"),
        ("已落地", "registered"),
        ("已具备签约条件", "signing"),
        ("已签订保密协议", "talking"),
        ("基本谈妥", "signing"),
        ("待评审", "intent"),
        ("评审未通过", "intent"),
        ("注册登记中", "signed"),
        ("办理施工许可", "signed"),
        ("企业内部决策中", "talking"),
        ("MOU signed", "intent"),
        ("Not signed", "talking"),
        ("已签约，暂缓开工", "signed"),
        ("受疫情影响推迟签约", "signing"),
    ],
)
def test_what_is_denied_or_loose_never_counts_as_more(text: str, stage: str) -> None:
    assert read_progress(text).stage == stage


@pytest.mark.parametrize("text", ["未签约", "暂无意向", "尚未开工", "签订框架协议", "持续跟踪", "已落地", "另行安排"])
def test_a_guessed_stage_is_doubted(text: str) -> None:
    assert read_progress(text).guesses[0][0] in {"stage_guessed", "stage_unread"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已放弃", "lost"),
        ("企业已落户外地", "lost"),
        ("项目暂停", "paused"),
        ("已签约，后企业撤资", "withdrawn"),
        ("不符合产业政策", "lost"),
        ("企业改投外地", "lost"),
        ("客商失联", "paused"),
        ("在谈", "active"),
    ],
)
def test_words_tell_whether_a_project_lives(text: str, status: str) -> None:
    found = read_progress(text)
    assert found.status == status
    assert (status == "active") == (found.guesses == ())


def test_the_stages_are_those_of_the_projects() -> None:
    assert list(RANK) == [stage.value for stage in Stage]


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading_of_words(text: str) -> None:
    assert read_progress(text).stage in {*RANK, None}
    assert all(read_people(text).names) or not read_people(text).names
    assert isinstance(read_firm(text).name, str)
    assert isinstance(read_contact(text).name, str)


@given(
    st.lists(st.sampled_from(["吴建国", "陈一鸣", "沈静", "许文博", "周晓岚"]), unique=True),
    st.sampled_from("、，,;；/ \n"),
)
def test_a_list_of_names_comes_back_in_its_order(names: list[str], mark: str) -> None:
    assert list(read_people(mark.join(names)).names) == names
