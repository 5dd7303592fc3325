"""The pool of the demo: some hundred invented firms of one invented registry, so that a changed map can be tried there."""

import random
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from hometown.chains import pools, standing
from hometown.screening import screen

from .firms import unified_code

TOP = 5  # firms listed for a node
OTHERS = 360
SEED = 2019
PLACES = (
    ("上海市", "310114"), ("苏州市", "320505"), ("无锡市", "320214"), ("南京市", "320114"), ("杭州市", "330106"),
    ("宁波市", "330203"), ("合肥市", "340104"), ("芜湖市", "340202"),
)  # fmt: skip
SIGNS = "澜汀砚岫屿霁栖棠筠蘅澹漪蓁槿芷菡邈翊璟琅璆珩瑄璇"
# What firms of the registry say they do: words of a node with what is done with them, and items that say nothing of one.
WORDS = (
    "铝箔制造", "电池铝箔生产", "铝箔餐盒制造", "铝材销售", "铝材批发", "铝管加工", "铝型材门窗安装", "光伏边框制造", "针状焦销售",
    "煤焦油加工", "光伏玻璃制造", "减反射玻璃研发", "聚乳酸制造", "生物降解材料销售", "数据标注服务", "数据处理服务",
)  # fmt: skip
ITEMS = (
    "铝合金门窗安装", "炭素制品制造", "玻璃器皿销售", "餐饮服务", "仓储服务", "道路货物运输", "五金交电批发", "建筑材料销售", "机械零件加工",
    "电解铜箔制造", "会议服务", "园林绿化", "服装制造", "住宿服务", "广告设计", "家具制造",
)  # fmt: skip
TRADES = ("铝业", "材料", "新材料", "玻璃", "数据", "商贸", "科技", "实业", "生物", "炭素")


def keep(firms: Iterator[tuple[str, str, str, str, str]], on: date) -> None:
    """Screen the invented registry and keep its pool. `firms` are name, city, code, kind and phrases of the list."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = [*_listed(firms), *_others()]
    columns = ("name", "city", "uscc", "scope", "capital_wan", "status")
    with tempfile.TemporaryDirectory(dir=settings.HOMETOWN_HOME) as folder:
        registry = Path(folder) / f"演示名录（虚构）{on:%Y-%m}.parquet"
        parquet.write_table(pa.table({name: [row[at] for row in rows] for at, name in enumerate(columns)}), registry)
        pool = Path(folder) / "pool.parquet"
        chains = standing.in_force().chains
        screen(registry, Path(folder) / "list.parquet", chains=chains, on=on, top=TOP, workers=1, pool=pool)
        pools.keep(pool)


def _listed(firms: Iterator[tuple[str, str, str, str, str]]) -> Iterator[tuple[str, str, str, str, str, str]]:
    for name, city, code, deed, phrases in firms:
        scope = "；".join(f"{phrase}{deed}" for phrase in phrases.split())
        yield name, city, code, f"{scope}；货物进出口。", "5000", "存续"


def _others() -> Iterator[tuple[str, str, str, str, str, str]]:
    chance = random.Random(SEED)  # noqa: S311 — invented firms, the same each time
    for number in range(OTHERS):
        city, region = chance.choice(PLACES)
        sign = chance.choice(SIGNS) + chance.choice(SIGNS)
        name = f"{city.removesuffix('市')}{sign}{chance.choice(TRADES)}有限公司"
        scope = "；".join(
            chance.sample(WORDS, chance.choice((0, 0, 1, 1, 2))) + chance.sample(ITEMS, chance.randint(1, 3))
        )
        capital = str(chance.choice((50, 200, 1000, 5000)))
        yield (
            name,
            city,
            unified_code(region, 6_100_000 + number),
            f"{scope}。",
            capital,
            chance.choice(("存续", "在业")),
        )
