"""Who the firms of the registry are: places, names, codes with valid check signs, days, capital, status."""

from dataclasses import dataclass

import numpy as np
from benchmarks.names.registry import Made, divisions
from numpy.typing import NDArray

from .vocabulary import NOTHING, Numbers, Pools, Tokens, chosen, told

FIRM, SINGLE, COOP = 0, 1, 2  # a company, an individual business 个体工商户, a farmers' cooperative
SIGNS = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)
_WEIGHTS = np.array([pow(3, at, 31) for at in range(17)], np.int64)
_INNER = np.array([3, 7, 9, 10, 5, 8, 4, 2], np.int64)
_SHARES = {"44": 12, "32": 10, "37": 9, "33": 9, "31": 6, "41": 6, "13": 5, "51": 5, "34": 4.5, "42": 4.5,
           "43": 4, "35": 4.5, "11": 5, "50": 3, "61": 3.5, "36": 3, "21": 3,
           "45": 3, "53": 3, "52": 2.5, "14": 2.5}  # fmt: skip
_OWN = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
TYPES = {FIRM: "firm", SINGLE: "single", COOP: "cooperative"}  # their names in phrases.toml
CAPITAL = np.array([3, 10, 30, 50, 100, 200, 300, 500, 600, 1000, 2000, 3000, 5000, 10000, 30000, 100000], np.float64)
FORM = 5  # the column of a name that holds its legal form
FIRST_DAY, LAST_DAY = np.datetime64("1990-01-01"), np.datetime64("2024-06-30")


@dataclass(frozen=True)
class Places:
    """Districts: six digits as numbers, weights, and phrases for province, city, address and name."""

    digits: NDArray[np.uint8]
    weights: NDArray[np.float64]
    province: Numbers
    city: Numbers
    full: Numbers
    named: Pools


def places(tokens: Tokens) -> Places:
    """Read the districts that ship with the engine of names."""
    rows = {row["code"]: row for row in divisions()}
    districts = [row for row in rows.values() if row["level"] == "3"]
    many: dict[str, int] = {}
    for row in districts:
        many[row["code"][:2]] = many.get(row["code"][:2], 0) + 1
    province, city, full, named = [], [], [], []
    for row in districts:
        above, top = rows[row["parent"]], rows[row["code"][:2] + "0000"]
        own = above["name"] in _OWN
        province.append(top["name"])
        city.append(top["name"] if own else above["name"])
        full.append(top["name"] + ("" if own else above["name"]) + row["name"])
        upper = top if own else above
        short, district = upper["short_name"] or upper["name"], row["short_name"] or row["name"]
        named.append((short, upper["name"], short, upper["name"] + row["name"], district, row["name"],
                      top["short_name"] or top["name"], short))  # fmt: skip
    signs = np.array([[int(sign) for sign in row["code"]] for row in districts], np.uint8)
    weights = np.array([_SHARES.get(row["code"][:2], 1.5) / many[row["code"][:2]] for row in districts])
    return Places(
        signs, weights, tokens.many(province), tokens.many(city), tokens.many(full), Pools(tokens, named)
    )  # fmt: skip


def usccs(
    numbers: NDArray[np.int64], group: NDArray[np.int64], digits: NDArray[np.uint8], old: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Return codes of GB 32100-2015 as signs of the alphabet, one row a firm; no number has the code of another."""
    count = len(numbers)
    out = np.empty((count, 18), np.int64)
    out[:, 0] = 9
    out[:, 1] = np.choose(group, [1, 2, 3])
    out[:, 2:8] = digits
    out[:, 8:17] = _organisation(numbers, old)
    out[:, 17] = -(out[:, :17] @ _WEIGHTS) % 31
    return SIGNS[out]


def _organisation(numbers: NDArray[np.int64], old: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return organisation codes of GB 11714-1997: digits of before October 2015, or MA and six signs."""
    spread_old = (numbers * 7_654_321 + 13_572_468) % 10**8
    spread_new = (numbers * 123_456_791 + 31_415_926) % 31**6
    digits = spread_old[:, None] // 10 ** np.arange(7, -1, -1) % 10
    signs = np.empty((len(numbers), 8), np.int64)
    alphabet = SIGNS.tolist()
    signs[:, 0], signs[:, 1] = alphabet.index(ord("M")), alphabet.index(ord("A"))
    signs[:, 2:] = spread_new[:, None] // 31 ** np.arange(5, -1, -1) % 31
    both = np.where(old[:, None], digits, signs)
    values = np.array([int(chr(sign), 36) for sign in alphabet])  # a letter counts by its place in the whole alphabet
    rest = 11 - (values[both] @ _INNER) % 11
    check = np.where(rest == 10, alphabet.index(ord("X")), np.where(rest == 11, 0, rest))
    return np.concatenate([both, check[:, None]], axis=1)


def _repeated(shares: dict[str, int]) -> list[str]:
    return [text for text, times in shares.items() for _ in range(times)]


class Namer:
    """Makes names and addresses out of phrases."""

    def __init__(self, tokens: Tokens, seed: int) -> None:
        made = Made(seed)
        self.trades = tokens.many(made.trades(150_000).tolist())
        forms = told("phrases")["forms"]
        self.forms = Pools(tokens, [_repeated(forms["firm"]), [""], _repeated(forms["cooperative"])])
        self.partners = tokens.many(forms["partnerships"])
        addresses = told("phrases")["addresses"]
        self.roads = tokens.many(town + road for town in addresses["towns"] for road in addresses["roads"])
        self.numbers = tokens.many(f"{at}号" for at in range(1, 1500))
        self.rooms = tokens.many(
            ["", "", "", *(f"{at}室" for at in range(101, 900, 7)), *(f"{at}幢" for at in range(1, 30))]
        )
        self.left, self.right = tokens.one("（"), tokens.one("）")
        self.branch = tokens.many([f"第{at}分公司" for at in "一二三四"] + ["分公司"])

    def names(self, region: Numbers, trade: Numbers, group: NDArray[np.int64], rng: np.random.Generator) -> Numbers:
        """Return names: region, trade name, what it does, legal form; some in brackets, some branches."""
        count = len(region)
        out = np.full((count, 7), NOTHING, np.int32)
        inner = (rng.random(count) < 0.035) & (group == FIRM)
        own = self.trades[(rng.random(count) ** 1.3 * len(self.trades)).astype(np.int64)]
        out[:, 0] = np.where(inner, own, region)
        out[:, 1] = np.where(inner, self.left, own)
        out[:, 2] = np.where(inner, region, NOTHING)
        out[:, 3] = np.where(inner, self.right, NOTHING)
        out[:, 4] = trade
        out[:, FORM] = self.forms.one(group, rng)
        branch = (rng.random(count) < 0.03) & (group == FIRM)
        out[:, 6] = np.where(branch, self.branch[rng.integers(0, len(self.branch), count)], NOTHING)
        return out

    def addresses(self, full: Numbers, rng: np.random.Generator) -> Numbers:
        """Return addresses: place, road, number, room."""
        lists = (self.roads, self.numbers, self.rooms)
        drawn = [each[rng.integers(0, len(each), len(full))] for each in lists]
        return np.stack([full, *drawn], axis=1).astype(np.int32)


def days(group: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.datetime64]:
    """Return days of registration, more of late."""
    span = int((LAST_DAY - FIRST_DAY).astype(int))
    back = rng.random(len(group)) ** np.where(group == FIRM, 2.0, 2.6) * span
    found: NDArray[np.datetime64] = LAST_DAY - back.astype("timedelta64[D]")
    return found


def capital(group: NDArray[np.int64], maker: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return registered capital in 10,000 yuan; unknown is not a number."""
    count = len(group)
    middle = np.where(group == FIRM, np.where(maker, 8.5, 5.5), 1.0)
    at = np.clip(np.rint(middle + rng.normal(0.0, 2.4, count)), 0, len(CAPITAL) - 1).astype(np.int64)
    unknown = rng.random(count) < np.where(group == FIRM, 0.14, 0.6)
    found: NDArray[np.float64] = np.where(unknown, np.nan, CAPITAL[at])
    return found


class Types:
    """Kinds of entity, by group; some are unknown."""

    def __init__(self, tokens: Tokens) -> None:
        lists: dict[str, dict[str, float]] = {each: told("phrases")["types"][each] for each in TYPES.values()}
        self.of = {group: (tokens.many(lists[each]), list(lists[each].values())) for group, each in TYPES.items()}
        self.partnership = tokens.one(told("phrases")["types"]["partnership"])

    def drawn(self, group: NDArray[np.int64], partners: NDArray[np.bool_], rng: np.random.Generator) -> Numbers:
        """Draw one a firm; partnerships are known by their name."""
        out = np.empty(len(group), np.int32)
        for each, (numbers, shares) in self.of.items():
            rows = np.flatnonzero(group == each)
            out[rows] = numbers[chosen(len(rows), shares, rng)]
        return np.where(partners, np.int32(self.partnership), out)
