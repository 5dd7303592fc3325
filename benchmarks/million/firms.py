"""Names of firms, as registers have them: place, trade name, industry, legal form. All invented."""

from random import Random

# Two-digit beginnings of GB/T 2260 codes are the provinces'; the first is where the batches work.
PLACES = (
    ("上海", "3101", ("01", "04", "05", "06", "07", "09", "10", "12", "13", "14", "15", "16", "17", "18", "20", "51")),
    ("苏州", "3205", ("05", "06", "07", "08", "09", "81", "82", "83", "85")),
    ("杭州", "3301", ("02", "05", "06", "08", "09", "10", "11", "12")),
    ("合肥", "3401", ("02", "03", "04", "11", "21", "22", "23")),
    ("南京", "3201", ("02", "04", "05", "06", "11", "13", "14", "15")),
    ("宁波", "3302", ("03", "05", "06", "11", "12", "13")),
    ("无锡", "3202", ("05", "06", "11", "13", "14", "81")),
    ("深圳", "4403", ("03", "04", "05", "06", "07", "08")),
    ("淮北", "3406", ("02", "03", "04", "21")),
    ("徐州", "3203", ("02", "03", "05", "11", "12")),
)
PLACE_WEIGHTS = (52, 10, 8, 7, 6, 5, 4, 4, 2, 2)
SYLLABLES = (
    "澄湖云岭远山衡越明禾青川若水启航恒瑞嘉木博雅新源汇泽同创宏图锦程思齐正和安泰辰星海纳百川"
    "致知守一允中乐康维景仁义信诚卓尔凌霄腾跃奔驰锐意精进求索光华盛世永年长风破浪天工开物"
    "润泽厚德载福惠民联众合力金石为开玉振晶莹碧落丹霞紫微白鹭苍松翠竹寒梅幽兰秋实春晖夏荷冬阳"
)
INDUSTRIES = (
    ("新材料", "C326", "aluminium"), ("铝业", "C3252", "aluminium"), ("金属制品", "C331", ""),
    ("化工", "C261", "carbon"), ("精细化学", "C266", "carbon"), ("硅材料", "C3985", "silicon"),
    ("光伏科技", "C3825", "silicon"), ("玻璃", "C304", "silicon"), ("生物科技", "C276", "bio"), ("生物基材料", "C2831", "bio"), ("医药", "C272", ""),
    ("智能装备", "C3491", "equipment"), ("机械", "C342", "equipment"), ("轨道交通设备", "C371", "equipment"),
    ("信息技术", "I651", "big_data"), ("数据服务", "I655", "big_data"), ("软件", "I6513", "big_data"),
    ("电子", "C398", ""), ("电气", "C382", ""), ("汽车零部件", "C367", ""), ("环保科技", "C359", ""),
    ("食品", "C149", ""), ("纺织", "C175", ""), ("包装", "C292", ""), ("物流", "G582", ""), ("贸易", "F519", ""),
    ("建筑工程", "E470", ""), ("供应链管理", "L729", ""), ("文化传播", "R871", ""), ("企业管理咨询", "L724", ""),
)  # fmt: skip
FORMS = ("有限公司",) * 14 + ("股份有限公司",) * 2 + ("集团有限公司", "有限责任公司", "分公司", "合伙企业（有限合伙）")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "知夏砚秋立言慎之既明闻道怀瑾守一景行清和若溪思齐见山晚照长卿枕石听澜望舒长风云舟南乔以宁明川行之归鸿朝夕"
TITLES = ("总经理", "副总经理", "董事长", "投资部经理", "市场总监", "办公室主任", "工厂厂长", "战略部总监")


class Firms:
    """Draws firms, the same from the same seed."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._places = rng.choices(PLACES, PLACE_WEIGHTS, k=1 << 12)

    def draw(self) -> tuple[str, str, str, str, str]:
        """Return name, short name, region code, industry code and chain of one more firm."""
        rng = self._rng
        at = rng.getrandbits(12)
        place, prefix, districts = self._places[at]
        trade = "".join(SYLLABLES[int(rng.random() * len(SYLLABLES))] for _ in range(3 if at & 3 == 0 else 2))
        trade, code, chain = trade, *INDUSTRIES[int(rng.random() * len(INDUSTRIES))][1:]
        kind = next(words for words, one, _ in INDUSTRIES if one == code)
        form = FORMS[int(rng.random() * len(FORMS))]
        region = prefix + districts[int(rng.random() * len(districts))]
        name = f"{trade}（{place}）{kind}{form}" if at % 11 == 0 else f"{place}{trade}{kind}{form}"
        return name, trade + kind, region, code, chain

    def person(self) -> str:
        """Return somebody's name."""
        rng = self._rng
        given = GIVEN[int(rng.random() * len(GIVEN))] + (
            GIVEN[int(rng.random() * len(GIVEN))] if rng.random() < 0.7 else ""
        )
        return SURNAMES[int(rng.random() * len(SURNAMES))] + given
