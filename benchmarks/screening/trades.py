"""Phrase lists: shops, services, farms by trade; makers by class of GB/T 4754; makers for the chains by kind."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .vocabulary import Pools, Tokens, classes, told, with_letter

# Shares of makers by division of GB/T 4754, our judgement.
DIVISIONS = {
    "13": 8, "14": 6, "15": 3, "17": 7, "18": 8, "19": 4, "20": 5, "21": 5, "22": 4, "23": 5, "24": 5, "26": 4,
    "27": 1.5, "29": 9, "30": 6, "31": 0.6, "33": 12, "34": 9, "35": 7, "36": 3, "37": 1, "38": 6, "39": 4, "40": 2,
    "41": 1.5,
}  # fmt: skip
TRADING = ("building_material", "machine_trade", "chemical_trade", "electronics_trade", "trade")
STUDYING = ("research", "software")


@dataclass(frozen=True)
class Trade:
    """One trade in numbers: weights by group, and whether it sells goods or studies them."""

    code: str
    weights: tuple[float, float, float]


class Lists:
    """Every list of phrases that scopes and names are drawn from."""

    def __init__(self, tokens: Tokens) -> None:
        general: dict[str, list[str]] = told("trades")["general"]
        trades: list[dict[str, Any]] = told("trades")["trade"]
        self.trades = [Trade(each["code"], (each["firms"], each["singles"], each.get("coops", 0.3))) for each in trades]
        self.trading = np.array([each.code in TRADING for each in self.trades])
        self.studying = np.array([each.code in STUDYING for each in self.trades])
        self.general = Pools(tokens, [general["services"], general["goods"], general["licensed"], general["research"]])
        self.fields = tokens.many(
            f"从事{field}领域内的技术开发、技术咨询、技术服务、技术转让，" for field in general["fields"]
        )
        self.items = Pools(tokens, [each["items"] for each in trades])
        self.goods = Pools(tokens, [each["goods"] for each in trades])
        self.tails = Pools(tokens, [[f"{tail}；" for tail in each["tails"]] for each in trades])
        self.licensed = Pools(tokens, [each["licensed"] for each in trades])
        self.named = Pools(tokens, [each["names"] for each in trades])
        self.shops = Pools(tokens, [each["shops"] for each in trades])
        self.codes = Pools(tokens, [[with_letter()[code] for code in each["classes"]] for each in trades])
        self.makers = Makers(tokens)
        self.kinds = Kinds(tokens)


class Makers:
    """Ordinary makers by class, without the classes that makers for the chains stand under."""

    def __init__(self, tokens: Tokens) -> None:
        chained = {code for kind in told("kinds")["kind"] for code in kind["classes"]}
        rows = [
            (code, base) for code, name in classes().items()
            if name.endswith("制造") and code[1:] not in chained and code[1:3] in DIVISIONS
            and (base := name.removesuffix("制造").removeprefix("其他未列明").removeprefix("其他"))
        ]  # fmt: skip
        many: dict[str, int] = {}
        for code, _ in rows:
            many[code[1:3]] = many.get(code[1:3], 0) + 1
        self.weights = [DIVISIONS[code[1:3]] / many[code[1:3]] for code, _ in rows]
        self.codes = tokens.many(code for code, _ in rows)
        bases = [base for _, base in rows]
        self.bases = tokens.many(bases)
        self.made = tokens.many(f"{base}制造" for base in bases)
        self.sold = tokens.many(f"{base}销售" for base in bases)
        usual = told("phrases")["maker_names"]["usual"]
        self.usual = tokens.many(usual)
        self.named = Pools(tokens, [[base] if len(base) <= 5 and "、" not in base else usual for base in bases])
        near: dict[str, list[str]] = {}
        for code, base in rows:
            near.setdefault(code[1:4], []).append(f"{base}制造")
        self.near = Pools(tokens, [near[code[1:4]] for code, _ in rows])


class Kinds:
    """Makers for the chains, and all that only says their words."""

    def __init__(self, tokens: Tokens) -> None:
        kinds: list[dict[str, Any]] = told("kinds")["kind"]
        self.codes = [kind["code"] for kind in kinds]
        self.nodes = [kind["nodes"] for kind in kinds]
        self.arguable = [kind["arguable"] for kind in kinds]
        products = [kind.get("products", []) for kind in kinds]
        self.makes = np.array([bool(each) for each in products])
        self.alikes = np.flatnonzero([bool(kind["alike"]) for kind in kinds])
        self.named = Pools(tokens, [kind["names"] for kind in kinds])
        self.products = Pools(tokens, products)
        self.services = Pools(tokens, [kind.get("services", []) for kind in kinds])
        self.classes = Pools(tokens, [[with_letter()[code] for code in kind["classes"]] for kind in kinds])
        self.alike = Pools(tokens, [kind["alike"] for kind in kinds])
        self.made, self.sold, self.studied, self.negated = (
            Pools(tokens, [[form.format(product) for product in each for form in forms] for each in products])
            for forms in (told("phrases")["said"][said] for said in ("made", "sold", "studied", "negated"))
        )

    def any_made(self, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Draw kinds that make something."""
        rows = np.flatnonzero(self.makes)
        found: NDArray[np.int64] = rows[rng.integers(0, len(rows), count)]
        return found
