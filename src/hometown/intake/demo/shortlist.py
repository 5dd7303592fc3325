"""The shortlist of the demo: two small runs of one invented registry. No firm, code, number or phrase is of a real one.

The first run is what a screening listed in November, the second in January; the bureau assigned one firm and left some
out between them.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from hometown.chains import actions as chains
from hometown.chains import drafting, standing
from hometown.chains.models import ShortlistedFirm
from hometown.chains.results import Funnel, Listed, NodeName, Result, node_names
from hometown.screening import shipped

from . import pool
from .firms import PURSUED, unified_code
from .world import World

TimedStep = tuple[date, int, Callable[[], object]]
NODES = ("battery_foil", "al_profile", "needle_coke", "pv_glass", "pla", "data_label")  # of the shipped chain map
# Node → firms: (name, city, GB/T 2260 code, score in November or none, score in January or none, phrases).
FIRMS: dict[str, tuple[tuple[str, str, str, str, str, str], ...]] = {
    "battery_foil": (
        ("常州澜沧电池箔有限公司", "常州市", "320404", "78.5", "82.0", "电池箔 电池铝箔 涂碳铝箔"),
        ("无锡汀兰铝箔科技有限公司", "无锡市", "320214", "74.0", "76.5", "铝箔 电池铝箔"),
        ("上海景曜铝业有限公司", "上海市", "310114", "70.0", "69.0", "电池铝箔"),
        ("宁波青崖箔材有限公司", "宁波市", "330203", "", "64.5", "涂碳铝箔"),
    ),
    "al_profile": (
        ("苏州砺川型材有限公司", "苏州市", "320505", "66.0", "71.0", "工业铝型材 铝材"),
        ("杭州朔野金属有限公司", "杭州市", "330106", "58.0", "57.5", "铝材"),
        ("上海晴峦铝材贸易有限公司", "上海市", "310107", "55.5", "55.0", "铝材"),
        ("南京岚汀铝材有限公司", "南京市", "320114", "54.0", "53.5", "铝材"),
        ("嘉兴松壑材料有限公司", "嘉兴市", "330402", "52.5", "52.0", "铝材 光伏边框"),
    ),
    "needle_coke": (
        ("镇江霁源碳材料有限公司", "镇江市", "321102", "69.5", "72.5", "针状焦 煤焦油"),
        ("南通鹿鸣炭素有限公司", "南通市", "320602", "61.0", "60.0", "针状焦"),
        ("上海云岫新材料有限公司", "上海市", "310115", "", "56.5", "煤系针状焦"),
    ),
    "pv_glass": (
        ("合肥远岫光伏玻璃有限公司", "合肥市", "340104", "80.5", "80.5", "光伏玻璃 光伏压延玻璃"),
        ("湖州星屿玻璃有限公司", "湖州市", "330502", "65.0", "67.0", "光伏玻璃"),
        ("芜湖竹隐新能源有限公司", "芜湖市", "340202", "60.5", "", "光伏玻璃"),
        ("上海鹤汀光电有限公司", "上海市", "310112", "57.0", "58.5", "减反射玻璃"),
    ),
    "pla": (
        ("上海疏桐生物材料有限公司", "上海市", "310117", "77.0", "79.0", "聚乳酸 生物降解材料"),
        ("扬州霜序高分子有限公司", "扬州市", "321002", "63.5", "62.0", "聚乳酸"),
        ("绍兴知白新材料有限公司", "绍兴市", "330602", "", "59.5", "丙交酯 聚乳酸"),
        ("马鞍山归帆生物有限公司", "马鞍山市", "340503", "54.5", "", "聚乳酸"),
    ),
    "data_label": (
        ("上海镜湖数据服务有限公司", "上海市", "310107", "71.5", "73.0", "数据标注 数据处理服务"),
        ("南京临溪智能科技有限公司", "南京市", "320114", "64.0", "66.5", "数据标注"),
        ("杭州长亭信息有限公司", "杭州市", "330106", "62.5", "61.0", "数据标注"),
        ("苏州采薇软件有限公司", "苏州市", "320505", "", "58.0", "数据采集"),
    ),
}
LEFT_OUT = ("杭州朔野金属有限公司", "上海晴峦铝材贸易有限公司", "南京岚汀铝材有限公司")
ASSIGNED = "上海疏桐生物材料有限公司"
CLAIMED = "澄湖"  # a firm whose lead is filed already: the page says so
FULL = {"words": 40, "industry": 10, "making": 10, "capital": 10, "age": 5, "form": 5, "region": 10, "tags": 10}
STEPS = {"rows": 20_000, "bad_rows": 3, "dissolved": 2_140, "in_business": 17_857, "hit": 412}


def steps(world: World) -> Iterator[TimedStep]:
    """Yield what is done on which day and hour."""
    yield date(2019, 11, 4), 15, partial(_load, world, 0, date(2019, 10, 31))
    yield date(2019, 11, 5), 10, partial(_assign, world, ASSIGNED, "zhou")
    for name in LEFT_OUT:
        yield date(2019, 11, 5), 11, partial(_leave_out, world, name)
    yield date(2020, 1, 6), 15, partial(_load, world, 1, date(2019, 12, 31))
    yield date(2020, 1, 6), 16, partial(_keep_pool, date(2019, 12, 31))
    yield date(2020, 1, 7), 9, partial(_propose_map, world)


def _load(world: World, number: int, read_on: date) -> None:
    chain_map = shipped()
    listed = tuple(_listed(number, node_names(chain_map)))
    file = f"演示名录（虚构）{read_on:%Y-%m}"
    result = Result(file, hashlib.sha256(file.encode()).hexdigest(), listed)
    nodes = {code: _counts(sum(one.node == code for one in listed), code) for code in NODES}
    funnel = Funnel(file, read_on, chain_map.digest, {"steps": STEPS, "nodes": nodes})
    chains.load_run(world.users["wang"], result=result, funnel=funnel)


def _listed(number: int, called: dict[str, NodeName]) -> Iterator[Listed]:
    for node, firms in FIRMS.items():
        rows = [(firm[0], firm[1], firm[2], firm[3 + number], firm[5]) for firm in firms if firm[3 + number]]
        if node == "battery_foil":
            known = PURSUED[CLAIMED]
            rows.append((known.name, "上海市", known.region, ("73.0", "75.0")[number], "电池铝箔"))
        rows.sort(key=lambda row: -Decimal(row[3]))
        for rank, (name, city, region, score, phrases) in enumerate(rows, 1):
            yield _row(node, called[node], rank, name, city, _code(name, region), Decimal(score), phrases.split())


def _code(name: str, region: str) -> str:
    known = PURSUED[CLAIMED]
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:2])
    return known.uscc if name == known.name else unified_code(region, 6_000_000 + number)


def _row(
    node: str, called: NodeName, rank: int, name: str, city: str, uscc: str, score: Decimal, phrases: list[str]
) -> Listed:
    """Make a row whose parts add up to its score: what is known of it in proportion, the tags not known to anybody."""
    known = sum(FULL.values()) - FULL["tags"]
    points = {part: round(float(score) * of / known, 1) for part, of in FULL.items() if part != "tags"}
    points = {part: min(value, FULL[part]) for part, value in points.items()}
    points["words"] = round(points["words"] + float(score) - sum(points.values()), 1)
    parts = tuple({"part": part, "points": value, "of": FULL[part]} for part, value in points.items())
    reasons: list[dict[str, Any]] = []
    for place, phrase in enumerate(phrases):
        at = name.find(phrase)
        start, field = (at, "name") if at >= 0 else (2 + 9 * place, "scope")
        reasons.append({"phrase": phrase, "field": field, "start": start, "end": start + len(phrase)})
    return Listed(node, called, rank, score, name, uscc, city, parts, tuple(reasons), ("tags",))


def _counts(listed: int, node: str) -> dict[str, int]:
    """Return an invented funnel of a node whose numbers fit each other."""
    away = {"excluded": len(node), "negated": 2, "at_home": 1, "traded_only": 3 * listed, "unfit": 4, "duplicates": 1}
    return {"hit": listed + sum(away.values()), **away, "fit": listed, "listed": listed}


def _keep_pool(on: date) -> None:
    """Keep a pool of the same registry: the firms listed and some hundred others."""
    made = ((name, city, _code(name, region), "服务" if node == "data_label" else "制造", phrases)
            for node, firms in FIRMS.items() for name, city, region, _, _, phrases in firms)  # fmt: skip
    pool.keep(made, on)


def _propose_map(world: World) -> None:
    """The branch secretary proposes that what is only sold does not count; somebody else is to decide on it."""
    (node,) = (one for one in shipped().nodes if one.code == "al_profile")
    fields = {"words": dict(node.words) | {"光伏边框": 5}, "exclude": [*node.exclude, "铝材销售", "铝材批发"]}
    text = drafting.edited(standing.in_force().text, "al_profile", fields)
    chains.propose_map(world.users["fang"], text=text, why="走访的几家只做铝材买卖；做光伏边框的倒是真有型材生产线。")


def _firm(name: str) -> ShortlistedFirm:
    found: ShortlistedFirm = ShortlistedFirm.objects.standing().select_related("run", "task").get(name=name)
    return found


def _assign(world: World, name: str, login: str) -> None:
    chains.assign_firm(world.users["wang"], firm=_firm(name), person=world.users[login])


def _leave_out(world: World, name: str) -> None:
    chains.dismiss_firm(world.users["wang"], firm=_firm(name), reason="trader", words="只做铝材买卖，没有生产线。")
