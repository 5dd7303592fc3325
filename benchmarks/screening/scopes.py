"""Business scopes 经营范围, in the free style of before and in the standard items of since 2021."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .firms import FIRM
from .trades import Lists
from .vocabulary import NOTHING, Numbers, Tokens, chosen, keep_first, parted, told, without_twice

NONE, MAKER, TRADER, SHELL, NEGATED, ALIKE, STUDIES = range(7)
ROLES = ("none", "maker", "trader", "shell", "negated", "alike", "studies", "dissolved")
DISSOLVED = 7
WIDTH = 44  # items of a shell that lists everything


@dataclass
class Plan:
    """What each firm of a block is. A trade past the last one is an ordinary maker; `new` is the style of its scope."""

    group: NDArray[np.int64]
    trade: NDArray[np.int64]
    maker_class: NDArray[np.int64]
    kind: NDArray[np.int64]
    role: NDArray[np.int64]
    new: NDArray[np.bool_]


class Scopes:
    """Puts scopes together."""

    def __init__(self, tokens: Tokens, lists: Lists, density: float) -> None:
        self.lists, self.density = lists, density
        self.semicolon, self.comma, self.enumeration = (tokens.one(mark) for mark in "；，、")
        opens, closes, tails = (told("phrases")[part] for part in ("opens", "closes", "tails"))
        self.opens_new, self.opens_old = tokens.many(opens["new"]), tokens.many(opens["old"])
        self.closes_new, self.closes_old = tokens.many(closes["new"]), tokens.many(closes["old"])
        self.permit_before, self.permit_after = tokens.many(opens["permit_before"]), tokens.many(opens["permit_after"])
        self.permit_end, self.stop = tokens.one(closes["permit"]), tokens.one("。")
        self.maker_tails, self.trader_tails = tokens.many(tails["maker"]), tokens.many(tails["trader"])

    def made(self, plan: Plan, rng: np.random.Generator) -> Numbers:
        """Return the phrases of each scope of a block."""
        goods, tail = self._goods(plan, rng)
        items = self._items(plan, rng)
        count = len(plan.group)
        new, old = plan.new[:, None], ~plan.new
        opens = np.where(
            plan.new, self.opens_new[rng.integers(0, len(self.opens_new), count)],
            self.opens_old[rng.integers(0, len(self.opens_old), count)],
        )  # fmt: skip
        studies = old & self._fits(plan.trade, self.lists.studying) & (rng.random(count) < 0.5)
        opens = np.where(studies, self.lists.fields[rng.integers(0, len(self.lists.fields), count)], opens)
        closes = np.where(
            plan.new, self.closes_new[rng.integers(0, len(self.closes_new), count)],
            self.closes_old[rng.integers(0, len(self.closes_old), count)],
        )  # fmt: skip
        mark = np.where(plan.new | (rng.random(count) < 0.6), self.semicolon, self.comma).astype(np.int32)
        before, after = self._licences(plan, rng)
        opens = np.where(old & (before[:, 0] >= 0), self.opens_old[0], opens)
        goods = np.where(new, NOTHING, parted(goods, np.full(count, self.enumeration, np.int32)))
        tail = np.where(plan.new, NOTHING, tail)[:, None]
        return np.concatenate(
            [before, opens[:, None], goods, tail, parted(items, mark), closes[:, None], after], axis=1, dtype=np.int32
        )

    def _fits(self, trade: NDArray[np.int64], of: NDArray[np.bool_]) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.append(of, [False])[np.minimum(trade, len(of))]
        return found

    def _goods(self, plan: Plan, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
        """Return what the old style names before it says what is done with it."""
        lists, count = self.lists, len(plan.group)
        last = len(lists.trades)
        shown = np.minimum(plan.trade, last - 1)
        goods = lists.goods.draw(shown, 8, rng)
        tail = lists.tails.one(shown, rng)
        maker = plan.trade == last
        goods[maker, 0] = lists.makers.bases[plan.maker_class[maker]]
        goods[maker, 1:] = NOTHING
        true = (plan.role == MAKER) | (plan.role == TRADER)
        goods = np.where(true[:, None], lists.kinds.products.draw(plan.kind, 8, rng), goods)
        drawn = rng.integers(0, len(self.maker_tails), count)
        tail = np.where(maker | (plan.role == MAKER), self.maker_tails[drawn], tail)
        tail = np.where(plan.role == TRADER, self.trader_tails[drawn % len(self.trader_tails)], tail)
        some = 1 + (rng.random(count) ** 1.6 * np.where(plan.group == FIRM, 8, 5)).astype(np.int64)
        kept = without_twice(keep_first(goods, np.where(true, np.minimum(some, 4), some)))
        return kept, np.where((kept >= 0).any(axis=1), tail, NOTHING).astype(np.int32)

    def _items(self, plan: Plan, rng: np.random.Generator) -> Numbers:
        """Return the items: of the trade, of a kind, general ones, as many as such a firm lists."""
        lists, count = self.lists, len(plan.group)
        last = len(lists.trades)
        firm = plan.group == FIRM
        typical = np.where(firm, np.where(plan.new, 12.2, 5.0), np.where(plan.new, 3.6, 1.0))
        many = np.rint(typical * np.exp(rng.normal(-0.1, 0.55, count))).astype(np.int64)
        many = np.where(plan.role == SHELL, rng.integers(26, WIDTH + 1, count), np.clip(many, 0, 36))
        many = np.where(plan.new, np.maximum(many, 1), many)
        items = lists.items.draw(np.minimum(plan.trade, last - 1), WIDTH, rng, 1.25)
        common = lists.general.draw(np.zeros(count, np.int64), WIDTH, rng, 1.6)
        making = (plan.trade == last) | (plan.role == MAKER)
        share = np.where(firm, np.where(making, 1.0, 0.3), 0.12)
        items = np.where(rng.random((count, WIDTH)) < share[:, None], common, items)
        self._own(items, plan, rng)
        if self.density > 1:
            own = rng.spawn(1)[0]  # all else stays as in the registry of life
            more = own.random((count, WIDTH)) < 0.055 * (self.density - 1)
            sold = lists.kinds.sold.draw(lists.kinds.any_made(count, own), WIDTH, own)
            items = np.where(more, sold, items)
            said = (keep_first(np.where(more, items, NOTHING), many) >= 0).any(axis=1) & (plan.role == NONE)
            plan.role[said] = TRADER
        return without_twice(keep_first(items, many))

    def _own(self, items: Numbers, plan: Plan, rng: np.random.Generator) -> None:
        """Write what a firm is about over its first items, or somewhere among them."""
        lists = self.lists
        maker = np.flatnonzero((plan.trade == len(lists.trades)) & (plan.role != MAKER))
        of = plan.maker_class[maker]
        items[maker, 0], items[maker, 1] = lists.makers.made[of], lists.makers.sold[of]
        items[maker, 2:4] = lists.makers.near.draw(of, 2, rng)
        items[maker, 4] = np.where(
            rng.random(len(maker)) < 0.4, NOTHING, lists.general.one(np.full(len(maker), 3), rng)
        )
        true = np.flatnonzero(plan.role == MAKER)
        kind = plan.kind[true]
        services = lists.kinds.services.draw(kind, 4, rng)
        made, sold = lists.kinds.made.draw(kind, 3, rng), lists.kinds.sold.draw(kind, 2, rng)
        items[true, :7] = np.concatenate(
            [made[:, :2], services[:, :1], sold[:, :1], made[:, 2:], services[:, 1:2], sold[:, 1:]], axis=1
        )
        serving = true[~lists.kinds.makes[kind]]
        items[serving, :4] = lists.kinds.services.draw(plan.kind[serving], 4, rng)
        for role, pool, many in (
            (TRADER, lists.kinds.sold, 3), (STUDIES, lists.kinds.studied, 2),
            (NEGATED, lists.kinds.negated, 1), (ALIKE, lists.kinds.alike, 1),
        ):  # fmt: skip
            rows = np.flatnonzero(plan.role == role)
            drawn = pool.draw(plan.kind[rows], many, rng)
            for at in range(many):
                items[rows, rng.integers(0, 3, len(rows)) + at] = drawn[:, at]
        shell = np.flatnonzero(plan.role == SHELL)
        for at in range(2, 20, 2):
            items[shell, at] = lists.kinds.sold.one(lists.kinds.any_made(len(shell), rng), rng)

    def _licences(self, plan: Plan, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
        """Return the part that needs a permit, before the rest or after it; the old style mostly has none."""
        lists, count = self.lists, len(plan.group)
        last = len(lists.trades)
        drawn = lists.licensed.draw(np.minimum(plan.trade, last - 1), 4, rng)
        general = lists.general.one(np.full(count, 2), rng)
        drawn = np.where((plan.trade == last)[:, None], NOTHING, drawn)
        drawn[:, 0] = np.where(plan.trade == last, general, drawn[:, 0])
        has = rng.random(count) < np.where(plan.new, 0.42, 0.05)
        kept = without_twice(keep_first(drawn, np.where(has, 1 + chosen(count, [6, 3, 2, 1], rng), 0)))
        part = parted(kept, np.full(count, self.semicolon, np.int32))
        first = rng.random(count) < 0.55
        at = rng.integers(0, 3, count)
        opens = np.where(first, self.permit_before[at], self.permit_after[at])[:, None]
        ends = np.full((count, 1), self.permit_end, np.int32)
        stops = np.where(first, self.stop, NOTHING)[:, None]
        whole = np.concatenate([opens, part, ends, stops], axis=1, dtype=np.int32)
        before = np.where((has & first)[:, None], whole, NOTHING)
        after = np.where((has & ~first)[:, None], whole, NOTHING)
        return before.astype(np.int32), after.astype(np.int32)
