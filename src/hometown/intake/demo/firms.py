"""Which firms the demo knows. Every firm, person and number is invented; the unified codes are made to pass the check."""

from dataclasses import dataclass
from functools import cache
from itertools import product

TRADES = (
    "澄湖 禾曜 砚海 翎川 云坞 泽远 启岳 栖云 衡叶 蓝陶 辰枢 沐原 拓扬 槐序 星渚 柏舟 岚汀 明湖 晴峦 朔野 汀兰 松壑 砺川 霁源 鹿鸣 青崖 望舒 景曜 云岫 澜沧 "
    "沐川 星屿 竹隐 远岫 鹤汀 疏桐 霜序 知白 归帆 镜湖 临溪 长亭 采薇 听涛 折桂 惊蛰 抱璞 枕流 问渠 含章 既白 清晏 嘉木 南烛 苍梧 洛水 鸣泉 玉衡 天枢 摇光"
).split()
INDUSTRIES = (
    ("新材料科技", "carbon", "C26"),
    ("铝业", "aluminium", "C32"),
    ("光电", "silicon", "C39"),
    ("生物科技", "bio", "C28"),
    ("精密机械", "equipment", "C34"),
    ("数据技术", "big_data", "I65"),
    ("化工", "carbon", "C26"),
    ("智能装备", "equipment", "C35"),
)
# (place as firms write it, GB/T 2260 code where it is registered)
SHANGHAI = (("上海", "310114"), ("上海", "310112"), ("上海", "310107"), ("上海", "310115"), ("上海", "310117"))
ELSEWHERE = (
    ("南京", "320114"), ("苏州", "320505"), ("无锡", "320214"), ("常州", "320404"), ("南通", "320602"), ("镇江", "321102"),
    ("扬州", "321002"), ("杭州", "330106"), ("宁波", "330203"), ("嘉兴", "330402"), ("湖州", "330502"), ("绍兴", "330602"),
    ("合肥", "340104"), ("芜湖", "340202"), ("马鞍山", "340503"),
)  # fmt: skip
HOME = (("淮北", "340603"), ("濉溪", "340621"))
FORMS = ("有限公司", "股份有限公司", "集团有限公司")

SURNAMES = "郁裴郑季乔沈顾陆秦白宋何程叶温范苏江卫余段盛文罗钟唐施柳骆戚"
GIVEN = "青禾 归舟 云深 舟行 木森 望山 照晚 怀瑾 枕石 问渠 清扬 知白 守拙 行简 若水 景明 子衿 长庚 思远 以南".split()
TITLES = ("总经理", "董事长", "采购总监", "投资部部长", "副总经理", "厂长", "战略部经理", "董事会秘书")


@dataclass(frozen=True)
class Firm:
    """A firm of the demo and the person one speaks to there."""

    name: str
    region: str
    chain: str
    industry: str
    uscc: str
    person: str
    title: str
    phone: str


CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015
_INNER = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
_OUTER = tuple(pow(3, i, 31) for i in range(17))


def unified_code(region: str, number: int) -> str:
    """Return an invented unified social credit code whose check characters are right."""
    inner = f"M{number:07d}"[:8]
    rest = 11 - sum(int(c, 36) * w for c, w in zip(inner, _INNER, strict=True)) % 11  # A is 10 … Z is 35
    body = f"91{region}{inner}{'X' if rest == 10 else '0' if rest == 11 else rest}"
    return body + CODES[-sum(CODES.index(c) * w for c, w in zip(body, _OUTER, strict=True)) % 31]


def _firm(number: int, place: tuple[str, str], trade: str, industry: tuple[str, str, str], form: str) -> Firm:
    label, chain, code = industry
    person = SURNAMES[number % len(SURNAMES)] + GIVEN[(number * 7) % len(GIVEN)]
    return Firm(
        f"{place[0]}{trade}{label}{form}", place[1], chain, code, unified_code(place[1], 4000000 + number),
        person, TITLES[number % len(TITLES)], f"1390000{number:04d}",
    )  # fmt: skip


@cache
def _pool(places: tuple[tuple[str, str], ...], start: int, count: int) -> tuple[Firm, ...]:
    """Return so many firms with names that differ, walking trades and industries in a fixed order."""
    firms = []
    pairs = sorted(product(range(len(INDUSTRIES)), range(16, len(TRADES))), key=lambda p: (p[0] * 31 + p[1] * 17) % 349)
    for number, (industry, trade) in enumerate(pairs[:count]):
        place = places[number % len(places)]
        form = FORMS[(industry + trade) % len(FORMS)]
        firms.append(_firm(start + number, place, TRADES[trade], INDUSTRIES[industry], form))
    return tuple(firms)


def _named(number: int, place: str, region: str, trade: str, label: str, chain: str, code: str, form: str) -> Firm:
    return _firm(number, (place, region), trade, (label, chain, code), form)


# The sixteen firms that came to intent or beyond, by the trade name under which `pursuit` knows them.
PURSUED: dict[str, Firm] = {
    trade: _named(100 + number, place, region, trade, label, chain, code, form)
    for number, (trade, place, region, label, chain, code, form) in enumerate(
        (
            ("澄湖", "上海", "310114", "新材料", "aluminium", "C32", "有限公司"),
            ("禾曜", "上海", "310112", "生物科技", "bio", "C28", "有限公司"),
            ("翎川", "上海", "310107", "智能科技", "equipment", "C34", "有限公司"),
            ("砚海", "浙江", "330502", "硅业", "silicon", "C30", "有限公司"),
            ("云坞", "江苏", "320282", "环保材料", "bio", "C28", "股份有限公司"),
            ("泽远", "江苏", "320104", "化学", "carbon", "C26", "股份有限公司"),
            ("启岳", "南京", "320114", "催化材料", "carbon", "C26", "有限公司"),
            ("栖云", "杭州", "330106", "数据", "big_data", "I65", "有限公司"),
            ("衡叶", "上海", "310112", "包装材料", "bio", "C28", "有限公司"),
            ("蓝陶", "苏州", "320505", "电子", "silicon", "C39", "有限公司"),
            ("辰枢", "上海", "310114", "机器人", "equipment", "C34", "有限公司"),
            ("沐原", "常州", "320404", "光伏科技", "aluminium", "C32", "有限公司"),
            ("拓扬", "南通", "320602", "铝业", "aluminium", "C32", "有限公司"),
            ("槐序", "扬州", "321002", "汽车部件", "equipment", "C36", "有限公司"),
            ("星渚", "宁波", "330203", "玻璃", "silicon", "C30", "有限公司"),
            ("柏舟", "合肥", "340104", "数据技术", "big_data", "I65", "有限公司"),
        )
    )
}
_PURSUED_LOCAL = tuple(f for f in PURSUED.values() if f.region.startswith("31"))
_PURSUED_OUTSIDE = tuple(f for f in PURSUED.values() if not f.region.startswith("31"))

VISITED_LOCAL = (*_PURSUED_LOCAL, *_pool(SHANGHAI, 1000, 75 - len(_PURSUED_LOCAL)))  # 75 of Shanghai
VISITED_OUTSIDE = (*_PURSUED_OUTSIDE, *_pool(ELSEWHERE, 2000, 97 - len(_PURSUED_OUTSIDE)))  # 97 elsewhere
MET_AT_EVENTS = _pool((*SHANGHAI, *ELSEWHERE), 3000, 191)[150:]  # met, never called on
INVESTORS = (*VISITED_LOCAL[20:34], *_pool(SHANGHAI, 1000, 160)[120:139])  # 33 that have invested at home
SUBSIDIARIES = tuple(
    _firm(5000 + number, HOME[number % 2], investor.name[2:4], INDUSTRIES[number % len(INDUSTRIES)], FORMS[0])
    for number, investor in enumerate(INVESTORS)
)
