"""The projects of the demo that went on, and how far. Amounts are the article's in sum; each one is invented.

Signed: 3 of Shanghai and 2 of elsewhere, 3.5亿 in all. At intent: 2 and 9, 23亿 in all, one of them 20亿 of a listed
chemical firm of Jiangsu that is about to sign. Origin and stage are independent: neither follows from the other.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WAN = 10_000


@dataclass(frozen=True)
class Pursued:
    """A project that came to intent or beyond.

    `reached` maps each stage after the lead to the day it was reached. `unverified` leaves the contract unverified.
    """

    trade: str
    name: str
    summary: str
    amount_wan: int
    chain: str
    officers: tuple[str, ...]
    landing: str
    site: str
    industry: str
    reached: dict[str, date]
    unverified: bool = False
    grade: str = "c"

    @property
    def amount(self) -> Decimal:
        """The amount in yuan."""
        return Decimal(self.amount_wan * WAN)


def _on(**days: str) -> dict[str, date]:
    """Read days written MM-DD; the months before September are of 2020."""
    read = {stage: (int(text[:2]), int(text[3:])) for stage, text in days.items()}
    return {stage: date(2019 if month >= 9 else 2020, month, day) for stage, (month, day) in read.items()}


PURSUITS = (
    Pursued("澄湖", "澄湖电池铝箔项目", "年产 1.2 万吨电池铝箔，先租后建。", 12000, "aluminium", ("林知夏",), "濉溪经济开发区", "标准厂房 2 万平方米", "C3252",
            _on(assessed="09-24", talking="10-09", intent="10-24", reviewed="11-12", signing="11-25", signed="12-10"), grade="b"),
    Pursued("禾曜", "禾曜生物基单体项目", "生物基丁二酸单体，年产 5000 吨。", 6000, "bio", ("程一苇", "顾明川"), "濉溪经济开发区", "50 亩", "C2832",
            _on(assessed="09-27", talking="10-15", intent="10-30", reviewed="11-20", signing="12-04", signed="12-20")),
    Pursued("砚海", "砚海硅微粉项目", "高纯球形硅微粉，供覆铜板用。", 5000, "silicon", ("林知夏",), "杜集经济开发区", "30 亩", "C3099",
            _on(assessed="10-12", talking="10-28", intent="11-14", reviewed="12-03", signing="12-18", signed="01-08"), unverified=True),
    Pursued("翎川", "翎川智能分拣项目", "物流分拣装备装配。", 3000, "equipment", ("方立言",), "相山经济开发区", "标准厂房 6000 平方米", "C3439",
            _on(assessed="09-20", talking="10-08", intent="10-18", reviewed="11-05", signing="11-18", signed="11-28", registered="12-30")),
    Pursued("云坞", "云坞生物基环保材料项目", "生物基环保材料，年产 2 万吨。", 9000, "bio", ("许望舒", "周砚秋"), "濉溪经济开发区", "60 亩", "C2832",
            _on(assessed="09-19", talking="09-29", intent="10-16", reviewed="10-31", signing="11-11", signed="11-21", registered="12-12", started="01-09")),
    Pursued("泽远", "泽远高端聚烯烃材料项目", "高端聚烯烃，年产 20 万吨。", 200000, "carbon", ("周砚秋", "许望舒"), "新型煤化工基地", "化工园区约 420 亩", "C2651",
            _on(assessed="10-14", talking="10-22", intent="11-19", reviewed="12-05", signing="12-09"), grade="a"),
    Pursued("启岳", "启岳催化剂材料项目", "加氢催化剂载体。", 4200, "carbon", ("陆景行",), "新型煤化工基地", "40 亩", "C2661",
            _on(assessed="11-04", talking="11-21", intent="01-05")),
    Pursued("栖云", "栖云数据灾备项目", "区域数据灾备中心。", 3200, "big_data", ("段归鸿",), "相山经济开发区", "机房 8000 平方米", "I6450",
            _on(assessed="11-11", talking="11-27", intent="12-28")),
    Pursued("衡叶", "衡叶可降解包装项目", "聚乳酸餐盒与薄膜。", 2800, "bio", ("温若溪",), "杜集经济开发区", "标准厂房 1 万平方米", "C2832",
            _on(assessed="11-18", talking="12-06", intent="01-11")),
    Pursued("蓝陶", "蓝陶电子陶瓷基板项目", "氮化铝陶瓷基板。", 3600, "silicon", ("林知夏", "钟灵毓"), "濉溪经济开发区", "带环评条件的厂房 2 万平方米", "C3985",
            _on(assessed="10-25", talking="11-13", intent="12-02", reviewed="01-13")),
    Pursued("辰枢", "辰枢焊接机器人项目", "焊接机器人集成与装配。", 3500, "equipment", ("秦听澜",), "杜集经济开发区", "标准厂房 8000 平方米", "C3491",
            _on(assessed="10-17", talking="11-06", intent="12-05", reviewed="01-09")),
    Pursued("沐原", "沐原光伏支架型材项目", "光伏支架铝型材。", 2500, "aluminium", ("叶清和",), "濉溪经济开发区", "35 亩", "C3252",
            _on(assessed="10-29", talking="11-15", intent="12-11", reviewed="01-15")),
    Pursued("拓扬", "拓扬铝板带扩产项目", "新增铝板带产线一条。", 3000, "aluminium", ("林知夏",), "濉溪经济开发区", "70 亩", "C3252",
            _on(assessed="11-06", talking="11-26", intent="12-24")),
    Pursued("槐序", "槐序轻量化底盘项目", "铝合金底盘件。", 2600, "aluminium", ("苏见山",), "杜集经济开发区", "45 亩", "C3670",
            _on(assessed="11-08", talking="11-29", intent="12-30")),
    Pursued("星渚", "星渚光伏玻璃深加工项目", "光伏玻璃镀膜深加工。", 2400, "silicon", ("文远志",), "相山经济开发区", "厂房 1.5 万平方米", "C3042",
            _on(assessed="11-13", talking="12-03", intent="01-03")),
    Pursued("柏舟", "柏舟工业数据平台项目", "工业数据标注与平台运维。", 2200, "big_data", ("江晚照",), "相山经济开发区", "办公 3000 平方米", "I6513",
            _on(assessed="11-15", talking="12-10", intent="01-07")),
)  # fmt: skip

IN_TALKS = 13  # of the visited firms, further projects stand in talks
ASSESSED = 70
CASE_OFFICER = "林知夏"  # two signed firms: the case that the secretary chose
CASE_TEXT = "招引企业两家，现已签约。"
