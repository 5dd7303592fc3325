"""A registry of plausible company names, the same for the same seed: divisions × trade names × industries × forms.

Invented: whoever is called like one of them is so by chance. Thousands share a trade name, as in a real registry, and
names that would be there twice are drawn again once, then left.
"""

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.object_]

# Characters that trade names are made of, the most usual first (our judgement).
_LUCKY = Path(__file__).with_name("trade_characters.txt")
_USUAL = Path(__file__).with_name("usual_industries.txt")  # the most usual first
_FORMS = {
    "有限公司": 80.0, "有限责任公司": 5.0, "股份有限公司": 1.2, "集团有限公司": 0.8,
    "合伙企业（有限合伙）": 1.5, "中心（有限合伙）": 1.0, "店": 2.0, "经营部": 1.5, "商行": 1.2, "厂": 1.5,
    "农民专业合作社": 1.5, "工作室": 0.8, "有限公司分公司": 0.0, "服务部": 0.7, "事务所": 0.3,
}  # fmt: skip
_RICH = {"110000": 6, "310000": 8, "440000": 12, "320000": 10, "330000": 9, "370000": 7, "340000": 4, "510000": 5}


@cache
def divisions() -> list[dict[str, str]]:
    """Return the divisions that ship with the engine."""
    with (files("hometown.names") / "data" / "divisions.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _zipf(count: int, power: float) -> NDArray[np.float64]:
    weights = 1.0 / np.arange(1, count + 1) ** power
    whole: NDArray[np.float64] = weights / weights.sum()
    return whole


class Made:
    """Columns of a registry, and of what parts each name was made (nobody's parser is asked)."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.regions, self.weights, self.codes = self._regions()
        self.industries = self._industries()

    def _regions(self) -> tuple[Words, NDArray[np.float64], Words]:
        texts, weights, codes = [], [], []
        for row in divisions():
            level, share = int(row["level"]), _RICH.get(row["code"][:2] + "0000", 2)
            name, short = row["name"], row["short_name"] or row["name"]
            each = {1: 60.0, 2: 25.0, 3: 1.6}[level] * share
            for text, part in ((short, 0.55), (name, 0.45)):
                texts.append(text)
                weights.append(each * part)
                codes.append(row["code"])
        whole = np.array(weights)
        return np.array(texts, object), whole / whole.sum(), np.array(codes, object)

    def _industries(self) -> tuple[Words, NDArray[np.float64]]:
        usual = _USUAL.read_text(encoding="utf-8").split()
        listed = (files("hometown.names") / "data" / "industry_words.txt").read_text(encoding="utf-8").split()
        rest = sorted({word for word in listed if 2 <= len(word) <= 6} - set(usual))
        self.rng.shuffle(rest)
        words = [*usual, *rest]
        weights = np.concatenate([0.8 * _zipf(len(usual), 0.8), 0.2 * _zipf(len(rest), 0.4)])
        return np.array(words, object), weights / weights.sum()

    def trades(self, count: int) -> Words:
        """Return trade names: two characters mostly, three, four, a few Latin ones."""
        signs = np.array(_LUCKY.read_text(encoding="utf-8").split(), object)
        weights = _zipf(len(signs), 0.62)
        drawn = self.rng.choice(len(signs), (count, 4), p=weights)
        letters = signs[drawn]
        length = self.rng.choice([2, 3, 4], count, p=[0.68, 0.2, 0.12])
        made = letters[:, 0] + letters[:, 1]
        made = np.where(length >= 3, made + letters[:, 2], made)
        made = np.where(length == 4, made + letters[:, 3], made)
        latin = np.flatnonzero(self.rng.random(count) < 0.004)
        for at in latin:
            made[at] = "".join(self.rng.choice(list("ABCDEFGHJKLMNPRSTVXYZ"), 3)) + made[at][:2]
        found: Words = made
        return found

    def rows(self, count: int) -> dict[str, Words]:
        """Return `region, trade, industry, form, name` and a code of 18 characters for so many firms."""
        region_at = self.rng.choice(len(self.regions), count, p=self.weights)
        region, trade = self.regions[region_at], self.trades(count)
        words, weights = self.industries
        industry = words[self.rng.choice(len(words), count, p=weights)]
        second = words[self.rng.choice(len(words), count, p=weights)]
        industry = np.where(self.rng.random(count) < 0.18, industry + second, industry)
        forms = np.array(list(_FORMS), object)
        chances = np.array(list(_FORMS.values()))
        form = forms[self.rng.choice(len(forms), count, p=chances / chances.sum())]
        name = region + trade + industry + form
        inner = self.rng.random(count) < 0.035
        name = np.where(inner, trade + "（" + region + "）" + industry + form, name)
        branch = (self.rng.random(count) < 0.04) & (form == "有限公司")
        where = self.regions[self.rng.choice(len(self.regions), count, p=self.weights)]
        name = np.where(branch, name + where + "分公司", name)
        form = np.where(branch, form + where + "分公司", form)
        return {
            "region": region, "trade": trade, "industry": industry, "form": form, "name": name,
            "uscc": self._usccs(count, self.codes[region_at]), "inner": inner, "branch": branch,
        }  # fmt: skip

    def _usccs(self, count: int, codes: Words) -> Words:
        signs = np.array(list("0123456789ABCDEFGHJKLMNPQRTUWXY"))
        tail = self.rng.integers(0, len(signs), (count, 10))
        return np.array(["91" + code + "".join(signs[each]) for code, each in zip(codes, tail, strict=True)], object)


def make(count: int, seed: int = 20191101) -> dict[str, Words]:
    """Return a registry of about so many rows, none with the name of another."""
    made = Made(seed)
    rows = made.rows(int(count * 1.06))
    _, first = np.unique(rows["name"].astype(str), return_index=True)
    first.sort()
    return {key: column[first[:count]] for key, column in rows.items()}
