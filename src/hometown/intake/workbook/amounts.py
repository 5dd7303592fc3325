"""Reads amounts of money as offices write them. Decimal throughout.

3.5 under （亿元） · 3000万元 · 约3.5亿 · 1.2余亿元 · 三千万 · 1亿5000万 · 1-2亿元 · 500万美元 · 待定
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from hometown.kernel.bounds import Bound, combined
from hometown.kernel.money import FEN, WAN, YI, Amount, plain

from . import numerals
from .amount_words import CURRENCIES, SCALES, written_out
from .raw import CellError, CoarseDate, Uncached, Value
from .text import says_nothing, tight

Guess = tuple[str, str]  # a doubt's code and what was assumed


def _any(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SCALE = _any(dict(SCALES))
_CURRENCY = _any(dict(CURRENCIES))
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_HAN_NUMBER = rf"[{numerals.CHARACTERS}]+(?:点[{numerals.CHARACTERS}]+)?"
_PIECE = re.compile(rf"({_DIGITS}|{_HAN_NUMBER})(余|多|来|几)?({_SCALE})?(余|多)?")
_AFTER = re.compile(rf"({_CURRENCY})?(人民币|rmb)?(余|多)?(\+|↑|及?以上|之上|起|左右|上下|许|以内|以下|之内)?")
_BEFORE_CURRENCY = re.compile(rf"({_CURRENCY})[:：]?$")
_AT_LEAST_BEFORE = re.compile(
    r"(不低于|不少于|不小于|至少|最低|超过|超出|超|逾|大于|高于|突破|达到?|over|morethan|atleast|[>≥≧]=?)$|(过)$"
)  # fmt: skip
_ABOUT_BEFORE = re.compile(
    r"(大约|大概|约为|约合|折合|约|将近|接近|近|估计|初步估算|about|around|approx\.?|approximately|nearly|circa|[~≈])$"
)
_AT_MOST_BEFORE = re.compile(
    r"(不超过|不高于|不大于|最多|最高|upto|lessthan|below|(?<!不)低于|(?<!不)小于|(?<!不)少于|[<≤≦]=?)$"
)
_RANGE = re.compile(r"^(?:[-–—−~]+|至|到|或者?)$")
_TWO_NUMBERS = re.compile(r"(?<=\d)(?:[^\S\n]*\n\s*|\s+(?!\d{3}(?:\D|$)))(?=\d)")  # but 1 200 万元 is one
_NOT_MONEY = re.compile(r"^(亩|%|平方|平米|㎡|吨|台|套|期|年|个|家|人|条|倍|号|月|日|m2|公顷|mw|gw)")
MOST_LIKELY = YI * 1000  # more than this in one project is doubted
_UNIT = re.compile(rf"(?P<before>人民币|rmb|cny|usd|eur|hkd)?(?P<scale>{_SCALE})?(?P<currency>{_CURRENCY})?(?:人民币)?")
_VAGUE = re.compile(rf"([数几上过超逾近约]+个?|^)({_SCALE})(?:元|{_CURRENCY})?(?:级|以上|$)")
_SAYS_NOTHING = re.compile(
    r"^(金额|投资额?)?[:：]?(面议|另议|待(定|议|商|确|洽|谈|核|测|报|明|估|补|评).*|未(定|明|确定|明确|披露|透露)|暂(无|未|不).*|洽谈中|商谈中|保密|"
    r"不便透露|不明|不确定|尚未.*|正在.*|可研.*|视.*而定|根据.*)$"
)
_ANOTHER_SUM = re.compile(r"(产值|营业?收入?|销售|收入|税收?|利税|利润|注册资(?:本|金))[^,;。\d]{0,6}$")
_PHASE = re.compile(r"([一二三四五1-5]期|首期)[^,;。\d]{0,8}$")
_POWER = re.compile(r"\d+(?:\.\d+)?e\+?\d{1,2}")  # 1.5E+08 of a .csv
_SAME_MONEY = re.compile(r"折|合|即|[(/=]")


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """What a bare number counts: 亿元 is 100,000,000 CNY."""

    scale: Decimal
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class AmountRead:
    """What a cell says: an amount or None, and what was guessed on the way."""

    amount: Amount | None
    guesses: tuple[Guess, ...] = ()
    unit: MoneyUnit | None = None  # the unit the cell itself names


@dataclass(slots=True)
class _Found:
    value: Decimal
    scale: Decimal | None
    currency: str | None
    bound: Bound
    start: int
    end: int
    at_most: bool = False


def unit_in(text: str) -> MoneyUnit | None:
    """Return the money unit a header or a line names: （亿元）, 单位：万美元.

    >>> unit_in("拟投资额（亿元）")
    MoneyUnit(scale=Decimal('100000000'), currency='CNY')
    """
    best: tuple[int, MoneyUnit] | None = None
    for found in _UNIT.finditer(
        tight(text).replace("10k", "万").replace("100million", "亿").replace("10000元", "万元")
    ):
        scale, currency = found["scale"], found["currency"]
        if (
            not currency
            and not (scale and found["before"])
            and not (scale in {"亿", "万", "千万", "百万"} and _stands_alone(found))
        ):
            continue
        code = CURRENCIES[currency or "元"]
        if code == "CNY" and found["before"]:
            code = CURRENCIES[found["before"]]
        if currency == "元" and not scale and "单元" in found.string[max(0, found.start() - 1) : found.end()]:
            continue
        unit = MoneyUnit(SCALES[scale] if scale else Decimal(1), code)
        weight = 2 if scale and currency else 1
        if best is None or weight > best[0]:
            best = weight, unit
    return best[1] if best else None


def _stands_alone(found: re.Match[str]) -> bool:
    """Tell whether a unit without 元 is bracketed or ends the text: （亿）, 单位:万."""
    text, at = found.string, found.end()
    return (at == len(text) or text[at] in ")）]】/、,;") and (
        found.start() == 0 or text[found.start() - 1] in "(（[【:：、"
    )


def currency_in(text: str) -> str:
    """Return the currency a text names; empty where it names none."""
    found = re.search(_CURRENCY, tight(text))
    return CURRENCIES[found[0]] if found else ""


def read_amount(value: Value | None, unit: MoneyUnit | None = None, hint: MoneyUnit | None = None) -> AmountRead:
    """Read one cell. `unit` is that of the header or the 单位 line, `hint` what other cells of the column name."""
    if value is None:
        return AmountRead(None)
    if isinstance(value, Decimal):
        return _number(value, unit, hint)
    if isinstance(value, str):
        return _text(value[:400], unit, hint)
    if isinstance(value, Uncached):
        return AmountRead(None, (("formula_uncached", ""),))
    if isinstance(value, CellError):
        return AmountRead(None, (("cell_error", ""),))
    if isinstance(value, datetime | CoarseDate):
        return AmountRead(None, (("amount_is_date", ""),))
    return AmountRead(None, (("amount_unread", ""),))


def _number(value: Decimal, unit: MoneyUnit | None, hint: MoneyUnit | None) -> AmountRead:
    if not -4 <= value.adjusted() <= 20:
        return AmountRead(Amount(Decimal(0)) if not value else None, () if not value else (("amount_unread", ""),))
    found = _Found(value, None, None, Bound.EXACT, 0, 0)
    return _finished(found, unit, hint, [])


@lru_cache(maxsize=32_768)
def _text(text: str, unit: MoneyUnit | None, hint: MoneyUnit | None) -> AmountRead:
    bare = written_out(tight(_TWO_NUMBERS.sub(";", text)))
    if _POWER.fullmatch(bare):
        return _number(Decimal(bare), unit, hint)
    if says_nothing(bare):
        return AmountRead(None)
    found = [one for one in _amounts(bare) if not _ANOTHER_SUM.search(bare[: one.start])]
    guesses: list[Guess] = []
    if _SAYS_NOTHING.match(bare):
        found = [one for one in found if one.scale]
        if not found:
            return AmountRead(None)
        found[0].bound = Bound.ABOUT if found[0].bound is Bound.EXACT else found[0].bound
        guesses.append(("amount_tentative", ""))
    if not found:
        return _vague(bare)
    if bare[: found[0].start].endswith("-") and found[0].start == 1:
        return AmountRead(None, (("amount_negative", ""),))
    chosen = _chosen(bare, found, guesses)
    return _finished(chosen, unit, hint, guesses)


def _vague(text: str) -> AmountRead:
    """Read 上亿元, 数千万元, 亿元以上: at least one of the unit; 近亿元: about one."""
    found = _VAGUE.search(text)
    if found is None:
        return AmountRead(None, (("amount_unread", ""),))
    rough = bool(re.search("[近约]", found[1]))
    amount = Amount(SCALES[found[2]], bound=Bound.ABOUT if rough else Bound.AT_LEAST)
    return AmountRead(amount, (("amount_vague", _said(amount)),))


def _amounts(text: str) -> Iterator[_Found]:
    """Yield every amount in the text, in order."""
    at = 0
    while match := _PIECE.search(text, at):
        at = match.end()
        start = match.start()
        value, scale, more = _piece(match)
        if value is None:
            continue
        while scale and (following := _PIECE.match(text, at)):  # 1亿5000万
            part, smaller, more_too = _piece(following)
            is_phase = smaller is None and text[following.end() : following.end() + 1] == "期"  # 一期3亿二期5亿
            if part is None or part == 0 or is_phase or (smaller is None and part >= 10) or (smaller or 0) >= scale:
                break
            value += part * (smaller or scale / 10) / scale
            at, more = following.end(), more or more_too
        after = _AFTER.match(text, at)
        assert after is not None  # every part of it may be empty
        currency, tail = after[1], after[4] or ""
        if scale is None and not currency and _NOT_MONEY.match(text[at:]):
            continue
        before = text[:start]
        if leading := _BEFORE_CURRENCY.search(before):
            if currency is None or CURRENCIES[currency] == "CNY":
                currency = leading[1]
            before = before[: leading.start()]
        bound, at_most = _bound(before, tail, more=bool(more or after[3]))
        at = after.end()
        yield _Found(value, scale, CURRENCIES[currency] if currency else None, bound, start, at, at_most)


def _piece(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, bool]:
    """Return number, scale and whether 余 follows."""
    digits = match[1].replace(",", "")
    value = Decimal(digits) if digits[0].isascii() and len(digits) < 22 else numerals.value_of(digits)
    return value, SCALES[match[3]] if match[3] else None, bool(match[2] or match[4])


def _bound(before: str, tail: str, *, more: bool) -> tuple[Bound, bool]:
    """Return the bound that the words around an amount give it, and whether they say 'at most'."""
    if tail in {"以内", "以下", "之内"} or _AT_MOST_BEFORE.search(before):
        return Bound.ABOUT, True
    if more or tail in {"+", "↑", "以上", "及以上", "之上", "起"} or _AT_LEAST_BEFORE.search(before):
        return Bound.AT_LEAST, False
    if tail in {"左右", "上下", "许"} or _ABOUT_BEFORE.search(before):
        return Bound.ABOUT, False
    return Bound.EXACT, False


def _chosen(text: str, found: list[_Found], guesses: list[Guess]) -> _Found:
    """Choose the one amount a cell means, with a guess where there are several."""
    first = found[0]
    if len(found) > 1 and _RANGE.match(text[first.end : found[1].start]):
        if first.scale is None and first.currency is None:
            first.scale, first.currency = found[1].scale, found[1].currency
        first.bound = Bound.AT_LEAST
        guesses.append(("amount_range", ""))
        found = found[:1] + found[2:]
    phases = [one for one in found if _PHASE.search(text[: one.start])]
    if len(found) == 1:
        if phases and re.search(r"[二三四2-4]期|后期", text[first.end :]):  # 一期3亿，二期待定
            first.bound = Bound.AT_LEAST
            guesses.append(("amount_phases", ""))
        return first
    yuan = [one for one in found if one.currency == "CNY" or (one.scale and one.currency is None)]
    foreign = [one for one in found if one.currency not in {None, "CNY"}]
    if len(yuan) == len(foreign) == 1 and _SAME_MONEY.search(text[: max(yuan[0].start, foreign[0].start)]):
        guesses.append(("amount_converted", ""))
        return yuan[0]
    total = next((one for one in found if re.search(r"总[^,;。]{0,8}$", text[: one.start])), None)
    if total is None and len(phases) == len(found):
        return _sum_of(phases, guesses)
    total = total or next((one for one in found if re.search(r"投资[^,;。]{0,6}$", text[: one.start])), None)
    measured = [one for one in found if one.scale or one.currency]
    guesses.append(("amount_several", ""))
    return total or (measured[0] if measured else first)


def _sum_of(phases: list[_Found], guesses: list[Guess]) -> _Found:
    """Return all phases as one amount; the first where they are in several currencies or not all measured alike."""
    first = phases[0]
    alike = len({one.scale is None for one in phases}) == 1 and len({one.currency or "CNY" for one in phases}) == 1
    guesses.append(("amount_phases" if alike else "amount_several", ""))
    if alike:
        scale = first.scale or Decimal(1)
        first.value = sum((one.value * (one.scale or Decimal(1)) for one in phases), Decimal(0)) / scale
        first.bound = combined(one.bound for one in phases)
    return first


def _finished(found: _Found, unit: MoneyUnit | None, hint: MoneyUnit | None, guesses: list[Guess]) -> AmountRead:
    """Apply the unit, mark what is implausible, and state the amount."""
    named = None
    if found.scale or found.currency:
        named = MoneyUnit(found.scale or Decimal(1), found.currency or (unit.currency if unit else "CNY"))
    applied = named or unit
    if applied is None:
        applied = _assumed_unit(found.value, hint)
        guesses.append(("amount_unit_unknown", _unit_name(applied)))
    value = (found.value * applied.scale).quantize(FEN) if found.value.adjusted() < 20 else Decimal(-1)
    if value < 0:
        return AmountRead(None, (("amount_negative", ""),))
    amount = Amount(value, applied.currency, found.bound)
    if found.at_most:
        guesses.append(("amount_at_most", ""))
    if value > MOST_LIKELY:
        guesses.append(("amount_huge", ""))
    elif value < WAN:
        guesses.append(("amount_zero" if value == 0 else "amount_tiny", ""))
    said = _said(amount)
    return AmountRead(amount, tuple((code, assumed or said) for code, assumed in guesses), named)


def _assumed_unit(value: Decimal, hint: MoneyUnit | None) -> MoneyUnit:
    if value >= 1_000_000:
        return MoneyUnit(Decimal(1))
    return hint if hint and value * hint.scale <= MOST_LIKELY else MoneyUnit(WAN)


def _unit_name(unit: MoneyUnit) -> str:
    return {YI: "亿元", WAN: "万元", Decimal(1): "元"}.get(unit.scale, plain(unit.scale))


def _said(amount: Amount) -> str:
    """Return an amount as it is named in a doubt: 3.5亿元, ≥2000万 USD."""
    value, scale = amount.value, ""
    if value >= YI:
        value, scale = value / YI, "亿"
    elif value >= WAN:
        value, scale = value / WAN, "万"
    mark = {Bound.AT_LEAST: "≥", Bound.ABOUT: "≈", Bound.EXACT: ""}[amount.bound]
    return f"{mark}{plain(value)}{scale}" + ("元" if amount.currency == "CNY" else f" {amount.currency}")
