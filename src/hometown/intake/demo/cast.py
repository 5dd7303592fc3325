"""Who takes part in the demo. Every name is invented."""

from dataclasses import dataclass

DISTRICTS = {"310114": "嘉定区", "310112": "闵行区", "310107": "普陀区"}

# (kind, name, English name, GB/T 2260 code, parent)
UNITS = (
    ("bureau", "市投资促进中心", "Investment Promotion Centre", "340600", ""),
    ("department", "市委组织部", "Organisation Department", "340600", ""),
    ("department", "市统计局", "Statistics Bureau", "340600", ""),
    ("department", "市民政局", "Civil Affairs Bureau", "340600", ""),
    ("department", "市生态环境局", "Ecology and Environment Bureau", "340600", ""),
    ("department", "市经信局", "Economy and Information Bureau", "340600", ""),
    ("department", "市发改委", "Development and Reform Commission", "340600", ""),
    ("department", "市人社局", "Human Resources Bureau", "340600", ""),
    ("county", "濉溪县", "Suixi County", "340621", ""),
    ("county", "相山区", "Xiangshan District", "340603", ""),
    ("county", "杜集区", "Duji District", "340602", ""),
    ("county", "烈山区", "Lieshan District", "340604", ""),
    ("park", "濉溪经济开发区", "Suixi Economic Development Zone", "340621", "濉溪县"),
    ("park", "新型煤化工基地", "New Coal Chemistry Base", "340621", "濉溪县"),
    ("park", "相山经济开发区", "Xiangshan Economic Development Zone", "340603", "相山区"),
    ("park", "杜集经济开发区", "Duji Economic Development Zone", "340602", "杜集区"),
    ("district", "嘉定区", "Jiading District", "310114", ""),
    ("district", "闵行区", "Minhang District", "310112", ""),
    ("district", "普陀区", "Putuo District", "310107", ""),
    ("host", "安亭镇", "Anting Town", "310114", "嘉定区"),
    ("host", "嘉定区经济委员会", "Jiading Economic Commission", "310114", "嘉定区"),
    ("host", "马陆镇", "Malu Town", "310114", "嘉定区"),
    ("host", "七宝镇", "Qibao Town", "310112", "闵行区"),
    ("host", "莘庄工业区", "Xinzhuang Industrial Park", "310112", "闵行区"),
    ("host", "闵行区投资促进中心", "Minhang Investment Promotion Centre", "310112", "闵行区"),
    ("host", "宜川路街道办事处", "Yichuan Road Subdistrict", "310107", "普陀区"),
    ("host", "长征镇", "Changzheng Town", "310107", "普陀区"),
    ("host", "桃浦镇", "Taopu Town", "310107", "普陀区"),
    ("group", "嘉定小组", "Jiading group", "310114", ""),
    ("group", "闵行小组", "Minhang group", "310112", ""),
    ("group", "普陀小组", "Putuo group", "310107", ""),
)


@dataclass(frozen=True)
class Sent:
    """An officer of the batch."""

    name: str
    login: str  # empty: has no account in the demo
    home_unit: str
    title: str
    group: str
    host_unit: str


def _sent(group: str, hosts: tuple[str, ...], people: tuple[tuple[str, str, str, str], ...]) -> tuple[Sent, ...]:
    return tuple(
        Sent(name, login, unit, title, group, hosts[place % len(hosts)])
        for place, (name, login, unit, title) in enumerate(people)
    )


OFFICERS = (
    *_sent(
        "嘉定小组",
        ("安亭镇", "嘉定区经济委员会", "马陆镇"),
        (
            ("周砚秋", "zhou", "市投资促进中心", "科长"),
            ("许望舒", "", "濉溪经济开发区", "招商局副局长"),
            ("陆景行", "", "市发改委", "副科长"),
            ("秦听澜", "", "杜集经济开发区", "主任助理"),
            ("沈怀瑜", "", "市经信局", "科员"),
            ("顾长风", "", "烈山区", "副镇长"),
            ("白知微", "", "市生态环境局", "科员"),
            ("季云舟", "", "相山区", "街道副主任"),
            ("宋南乔", "", "市人社局", "副科长"),
            ("何以宁", "", "濉溪县", "副镇长"),
        ),
    ),
    *_sent(
        "闵行小组",
        ("七宝镇", "莘庄工业区", "闵行区投资促进中心"),
        (
            ("程一苇", "cheng", "市经信局", "科长"),
            ("顾明川", "", "新型煤化工基地", "招商部部长"),
            ("叶清和", "", "相山经济开发区", "科员"),
            ("裴行之", "", "市发改委", "科员"),
            ("温若溪", "", "市民政局", "副科长"),
            ("范思齐", "", "濉溪县", "发改委副主任"),
            ("苏见山", "", "杜集区", "副镇长"),
            ("江晚照", "", "烈山区", "数据局科员"),
            ("卫长卿", "", "市人社局", "科员"),
            ("余枕石", "", "市统计局", "科员"),
        ),
    ),
    *_sent(
        "普陀小组",
        ("宜川路街道办事处", "长征镇", "桃浦镇"),
        (
            ("方立言", "fang", "市委组织部", "科长"),
            ("林知夏", "lin", "濉溪县", "国有企业总经济师"),
            ("孟怀瑾", "", "相山区", "投促局科员"),
            ("郁青野", "", "市投资促进中心", "科员"),
            ("段归鸿", "", "市经信局", "科员"),
            ("盛朝夕", "", "市民政局", "科员"),
            ("文远志", "", "杜集区", "副镇长"),
            ("罗抱朴", "", "市生态环境局", "副科长"),
            ("钟灵毓", "", "相山经济开发区", "科员"),
            ("唐书砚", "", "濉溪县", "乡镇党委委员"),
        ),
    ),
)


@dataclass(frozen=True)
class Staff:
    """Somebody at home or at a host unit who signs in."""

    login: str
    name: str
    role: str
    unit: str  # the unit the role is over, or empty for the whole city
    words: str  # what the sign-in list says


STAFF = (
    Staff("wang", "王慎之", "bureau", "市投资促进中心", "home bureau 投促中心"),
    Staff("zhao", "赵既明", "verifier", "", "verifier 核验员"),
    Staff("qian", "钱闻道", "statistician", "", "statistician 统计员"),
    Staff("han", "韩渡", "county", "濉溪县", "county 县区"),
    Staff("cao", "曹端砚", "department", "市生态环境局", "reviewing department 行业部门"),
    Staff("feng", "冯拾遗", "steward", "濉溪县", "steward 店小二"),
    Staff("meng", "孟扶摇", "organisation", "", "organisation department 组织部"),
    Staff("lu", "陆望川", "leader", "", "leader 市领导"),
    Staff("tao", "陶知白", "enclave_partner", "普陀区", "partner of an enclave 飞地合作方"),
    Staff("qiao", "乔木生", "host_unit", "宜川路街道办事处", "host unit 接收单位"),
    Staff("fei", "费思谦", "sending_unit", "濉溪县", "sending unit 派出单位"),
    Staff("system", "温守恒", "system_admin", "", "system administrator 系统管理员"),
    Staff("security", "孙守一", "security_admin", "", "security administrator 安全管理员"),
    Staff("audit", "严明", "audit_admin", "", "audit administrator 审计管理员"),
)
OFFICER_WORDS = {
    "zhou": "officer in Jiading 干部",
    "cheng": "officer in Minhang 干部",
    "fang": "officer and branch secretary 临时党支部书记",
    "lin": "officer in Putuo 干部",
}
COMMITTEE = (
    ("方立言", "secretary"),
    ("周砚秋", "deputy_secretary"),
    ("程一苇", "organisation"),
    ("许望舒", "publicity"),
    ("温若溪", "discipline"),
)
