"""A word of the screening map is changed, tried at once, proposed by one and put in force by another."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import Page, expect
from pyarrow import parquet

from hometown.accounts.models import User
from hometown.chains import actions, pools, standing
from hometown.chains.models import ChainMapDraft, ScreeningRun
from hometown.chains.results import Listed, NodeName, Result
from hometown.intake.demo.firms import unified_code
from hometown.screening import screen
from hometown.screening.comparing import by_code
from tests.people import World, person
from tests.projects.conftest import TODAY

from .looking import serious

SignIn = Callable[..., Page]
TRADERS = ("甲汀铝材有限公司", "乙屿铝材有限公司", "丙砚铝材有限公司")
MAKER = "丁霁型材有限公司"


@pytest.fixture
def run(in_the_batch: None, transactional_db: None, wang: User, world: World, tmp_path: Path) -> Iterator[None]:
    """A run in which three firms were left out, found by one word; and a pool of the registry."""
    person(world, "tang", "唐若谷", "bureau")
    scopes = ["铝材、铝管制造；货物进出口"] * 3 + ["光伏边框制造"]  # without the word, of the three too little is said
    rows = {"name": [*TRADERS, MAKER], "scope": scopes, "capital_wan": ["9000"] * 3 + ["100"],
            "uscc": [unified_code("310114", 7_200_000 + at) for at in range(4)]}  # fmt: skip
    parquet.write_table(pa.table(rows), tmp_path / "r.parquet")
    screen(tmp_path / "r.parquet", tmp_path / "o.parquet", on=TODAY, top=3, workers=1, pool=tmp_path / "pool.parquet")
    pools.keep(tmp_path / "pool.parquet")
    node = NodeName("aluminium", "工业铝型材", "Industrial profiles")
    reasons = ({"phrase": "铝材", "field": "scope", "start": 0, "end": 2},)
    firms = tuple(Listed("al_profile", node, rank, Decimal(60 - rank), name, reasons=reasons)
                  for rank, name in enumerate(TRADERS, 1))  # fmt: skip
    actions.load_run(wang, result=Result("名录.parquet", "1" * 64, firms))
    for firm in ScreeningRun.objects.get().firms.all():
        actions.dismiss_firm(wang, firm=firm, reason="trader")
    yield
    pools.path().unlink()


def test_a_suggestion_becomes_a_draft_a_version_and_the_map_in_force(run: None, sign_in: SignIn) -> None:
    wang = sign_in("wang", phone=True)
    wang.goto(f"/chains/runs/{ScreeningRun.objects.get().pk}/")
    wang.click("#suggested a:has-text('看看降低权重的效果')")
    row = wang.locator("#words li", has_text="铝材").last
    expect(row.locator("select")).to_have_value("0")
    expect(wang.locator("#effect")).to_contain_text(MAKER)
    assert serious(wang) == []
    assert ChainMapDraft.objects.count() == 0

    row.locator("select").select_option("1")
    expect(wang.locator("#live")).to_contain_text("本环节的入围名单不变")
    row.locator("select").select_option("0")
    expect(wang.locator("#live")).to_contain_text("进入前3名")
    wang.click("button[name=keep]")
    expect(wang.locator("#changes")).to_contain_text("删去词“铝材”")

    wang.goto("/chains/map/")
    wang.click("a:has-text('查看草稿')")
    expect(wang.locator("#effect")).to_contain_text(MAKER)
    assert serious(wang) == []
    wang.click("button:has-text('提出这一版')")
    expect(wang.locator(".error-summary")).to_be_visible()
    wang.fill("[name=why]", "三家都只做买卖")
    wang.click("button:has-text('提出这一版')")
    expect(wang.locator("h1")).to_contain_text("第1版")
    expect(wang.locator("button:has-text('施行')")).to_have_count(0)

    tang = sign_in("tang")
    tang.goto("/chains/map/")
    tang.click("#waiting a")
    expect(tang.locator("#changes")).to_contain_text("铝材")
    assert serious(tang) == []
    tang.click("button:has-text('施行')")
    expect(tang.locator("main")).to_contain_text("现行")
    assert "铝材" not in by_code(standing.in_force().chains)["al_profile"].words
