"""What is known: looking something up among 200,000 questions, answers, practices and notes, and what is alike.

The time that is kept to its bound is the processor's, with that of the database's process where it is another one: on a
machine that others use at the same time it says more than the clock, which is told beside it. `KNOWN=20000` measures a
tenth.
"""

import math
import os
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from functools import partial

from benchmarks.million.measuring import worked_s
from django.db import connection

from hometown.accounts.models import Grant, User
from hometown.exchange import knowledge
from hometown.exchange.models import Answer, Practice, Question
from hometown.fieldwork.models import Note
from hometown.kernel import clock
from hometown.ledger import book, door
from hometown.policy import actions as policy
from hometown.policy.standing import in_force
from hometown.programme.models import Unit, UnitKind

Timed = Callable[..., AbstractContextManager[None]]
KNOWN = int(os.environ.get("KNOWN", "200000"))
BOUND_S, ASKED, SEED = 0.1, 60, 20190901
DAY = date(2019, 10, 1)
# Invented sentences are made of these: everyday words stand in many texts, the numbered ones in few.
EVERYDAY = (  # noqa: SIM905
    "企业 园区 街道 社区 项目 服务 窗口 专员 楼宇 办事 材料 清单 审批 厂房 租金 合同 设备 车间 工人 食堂 "
    "养老 送餐 志愿者 党员 居民 小区 物业 停车 垃圾 收运 绿化 河道 创新 孵化 基金 人才 公寓 学校 医院 交通 "
    "物流 港口 能源 电价 蒸汽 环评 节点 例会 调度 督办"
).split()
SIGNS = "澄湖云岭远山蓝陶砚海槐序辰枢泽沐原青禾望舒秋怀瑾明川清和行之若溪思齐见山晚照长卿枕石知微南乔景听澜"


def run(timed: Timed) -> None:
    """Fill, then measure each way of asking."""
    chance = random.Random(SEED)
    reader, other, unit = _people()
    with timed(f"{KNOWN:,} texts kept with their index", count=KNOWN), door.opened():
        _fill(chance, other, unit)
    rules = in_force(clock.today())
    rare = ["".join(chance.sample(SIGNS, 3)) for _ in range(ASKED)]
    ways: dict[str, list[str]] = {
        "a word that many hold": [chance.choice(EVERYDAY) for _ in range(ASKED)],
        "two words that many hold": [" ".join(chance.sample(EVERYDAY, 2)) for _ in range(ASKED)],
        "four words": [" ".join(chance.sample(EVERYDAY, 4)) for _ in range(ASKED)],
        "a word that few hold": [word[:2] for word in rare],
        "a word that nobody wrote": rare,
        "words that mean the same": ["写字楼 服务", "经开区 厂房", "项目管家", "为老服务 志愿者"] * (ASKED // 4),
    }
    for what, asked in ways.items():
        wanted = [knowledge.wanted_in(rules, text) for text in asked]
        _measure(timed, what, [partial(knowledge.find, reader, one, 8) for one in wanted])
    titles = [f"{''.join(chance.sample(EVERYDAY, 4))}怎样{''.join(chance.sample(SIGNS, 2))}做" for _ in range(ASKED)]
    _measure(timed, "what is like a question", [partial(knowledge.alike, reader, text, 4) for text in titles])


def _measure(timed: Timed, what: str, asked: list[Callable[[], object]]) -> None:
    """Print the 95th percentile of the processor's time, in seconds, and keep the bound."""
    for ask in asked[:3]:
        ask()
    took, waited = [], []
    for ask in asked:
        began, worked = time.perf_counter(), worked_s(connection)
        ask()
        took.append(worked_s(connection) - worked)
        waited.append(time.perf_counter() - began)
    worst = _at(took, 0.95)
    words = f"{what}: {_told(took)}; clock {_told(waited)}"
    with timed(words, at_most_s=BOUND_S):
        time.sleep(worst)  # the line of `timed` tells the p95


def _told(took: list[float]) -> str:
    return f"median {_at(took, 0.5) * 1000:.0f}, p95 {_at(took, 0.95) * 1000:.0f} ms"


def _at(took: list[float], share: float) -> float:
    return sorted(took)[math.ceil(len(took) * share) - 1]


def _people() -> tuple[User, User, Unit]:
    policy.install_default(None)
    reader, other = User(login="reader", name="林知夏"), User(login="other", name="周砚秋")
    unit = Unit(kind=UnitKind.COUNTY, name="濉溪县", division_code="340621")
    grant = Grant(user=reader, role="bureau", scope_kind="", first_on=DAY)
    with book.entry("benchmark.prepared", actor=None) as entry:
        for row in (reader, other, unit, grant):
            entry.put(row)
    return reader, other, unit


def _fill(chance: random.Random, other: User, unit: Unit) -> None:
    """Write the texts past the book: a tenth questions, a fifth answers, a tenth practices, the rest notes."""
    batch = 5_000
    for begin in range(0, KNOWN, batch):
        asked, answers, practices, notes = [], [], [], []
        for number in range(begin, min(begin + batch, KNOWN)):
            on, text = DAY + timedelta(days=number % 900), _text(chance)
            if number % 10 == 0:
                asked.append(Question(theme="parks", title=text[:24], why=text, unit=unit, asked_by=other, asker=other,
                                      asked_on=on, due_on=on))  # fmt: skip
            elif number % 10 < 3:
                answers.append(Answer(question=chance.choice(asked), by=other, on=on, text=text))
            elif number % 10 == 3:
                practices.append(Practice(theme="parks", title=text[:24], what=text, place="普陀区", written_on=on,
                                          written_by=other))  # fmt: skip
            else:
                shared = on if number % 3 == 0 else None  # most notes are their writer's own
                notes.append(Note(author=other.pk, on=on, text=text, shared_on=shared))
        for rows in (asked, answers, practices, notes):
            type(rows[0])._default_manager.bulk_create(rows)


def _text(chance: random.Random) -> str:
    words = [chance.choice(EVERYDAY) if chance.random() < 0.7 else "".join(chance.sample(SIGNS, 2)) for _ in range(40)]
    return "，".join("".join(words[place : place + 5]) for place in range(0, len(words), 5))
