"""How a firm is scored for a node: full marks of each part and its steps. A city writes its own under `scoring`."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PARTS = ("words", "industry", "making", "capital", "age", "form", "region", "tags", "ties", "expansion")
Mark = Annotated[int, Field(ge=0, le=100)]
PerMille = Annotated[int, Field(ge=0, le=1000)]
Steps = Annotated[tuple[tuple[Annotated[float, Field(ge=0)], PerMille], ...], Field(max_length=20)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Full(Strict):
    """Full marks of each part."""

    words: Mark = 40
    industry: Mark = 15
    making: Mark = 15
    capital: Mark = 8
    age: Mark = 4
    form: Mark = 3
    region: Mark = 5
    tags: Mark = 5
    ties: Mark = 5
    expansion: Mark = 5


class Scoring(Strict):
    """The scale. Shares are per mille of a part's full marks; steps are (from this value on, share)."""

    full: Full = Full()
    pending: PerMille = 500  # what a part counts that is not known of a firm
    enough_words: Annotated[int, Field(ge=1, le=100)] = 8  # weights found that give full marks for words
    # Weights found, in name and scope each once, that a firm needs to be listed: broad words alone do not show a node.
    least_words: Annotated[int, Field(ge=1, le=100)] = 3
    in_name: PerMille = 1000
    in_head: PerMille = 900  # of the scope: among its first `head_characters`
    in_tail: PerMille = 600
    head_characters: Annotated[int, Field(ge=1, le=2000)] = 60
    traded: PerMille = 200  # what a word counts that is only sold, where makers are wanted
    studied: PerMille = 700  # what a word counts that is only studied (研发, 开发), where makers are wanted
    unsaid: PerMille = 500  # what a word of the scope counts beside which nothing is said, where makers are wanted
    making_studied: PerMille = 500
    making_unsaid: PerMille = 400  # neither made nor sold is said beside any word
    near_industry: PerMille = 500
    capital_wan: Steps = ((100, 150), (500, 300), (1000, 500), (3000, 700), (5000, 850), (10000, 1000))
    years: Steps = ((1, 300), (3, 700), (5, 1000))
    # The first text found in the kind of firm counts.
    forms: tuple[tuple[str, PerMille], ...] = (
        ("个体", 0), ("分公司", 200), ("分支", 200), ("股份", 1000), ("外", 1000), ("台", 1000), ("有限", 900),
        ("独资", 500), ("合伙", 400),
    )  # fmt: skip
    regions: dict[str, PerMille] = {}  # by the first digits of the division code: {"31": 1000, "32": 800}
    tags: tuple[tuple[str, PerMille], ...] = (
        ("500强", 1000), ("上市", 1000), ("单项冠军", 1000), ("小巨人", 900), ("专精特新", 700), ("独角兽", 900),
        ("瞪羚", 700), ("高新技术", 500),
    )  # fmt: skip
    # Of firms in wholesale and retail (GB/T 4754 F) only the trade is known; a node that wants makers leaves them out.
    unfit_for_makers: tuple[str, ...] = ("F",)
    # Who is no firm that could settle elsewhere: by the end of its name, the beginning of its credit code (92 an
    # individual business, 93 a cooperative), its kind.
    no_firm_names: tuple[str, ...] = (
        "分公司", "支公司", "营业部", "营业厅", "营业所", "经营部", "办事处", "门市部", "门市", "店", "支局", "支行",
        "分理处", "服务部", "服务站", "服务点", "代办点", "代理点", "销售处", "经销处", "供应站", "维修部", "维修站",
        "合作社", "联合社", "联社", "学校", "培训中心", "协会", "商会", "研究会", "工会", "分社", "分院", "分校",
        "供销社", "收购站", "回收站", "加油站", "商行", "超市", "商场", "市场",
    )  # fmt: skip
    no_firm_codes: tuple[str, ...] = ("92", "93")
    no_firm_kinds: tuple[str, ...] = ("个体", "分公司", "分支机构", "合作社", "代表处", "办事处")
    gone: tuple[str, ...] = (
        "注销", "吊销", "撤销", "清算", "迁出", "迁往", "迁移", "停业", "歇业", "除名", "关闭", "破产", "解散",
        "终止", "关停", "註銷", "吊銷", "撤銷", "歇業",
    )  # fmt: skip
    yuan_per: dict[str, Annotated[float, Field(gt=0)]] = {
        "美元": 7.1, "港元": 0.91, "港币": 0.91, "欧元": 7.7, "日元": 0.048, "英镑": 9.0, "新加坡元": 5.3,
        "澳元": 4.7, "加元": 5.2, "韩元": 0.0052, "瑞士法郎": 8.0, "台币": 0.22,
    }  # fmt: skip
