"""When a candidate may be taken for the firm that is meant without asking anybody. Likelihood alone is never enough."""

import re

from rapidfuzz.distance import LCSseq

from . import places
from .lexicon import are_industries
from .ranking import Standing
from .shapes import Shape
from .slips import EXCHANGED, LEAST_TRADE, LOOK, LOST, NONE, OTHER, SOUND, Slip, body, tail_of_branch

_SHORT = 6  # characters up to which a name is a short one
_SHORT_FORMS = frozenset({"", "股份", "集团", "控股", "公司", "集团股份", "控股集团", "控股股份"})
_EXCUSED = frozenset({SOUND, LOOK, EXCHANGED, LOST})
_NUMBERS = re.compile(r"[0-9]+|[a-z]+|[一二三四五六七八九十]+")
_COMPANY = "公司"
_MUCH = 3  # characters of a trade name that say enough by themselves
_WITHIN_A_FORM = re.compile("股份|有限|责任")


def agrees(one: Shape, stand: Standing) -> bool:
    """Tell whether all agrees without which nothing is taken to be the same.

    A whole name has one slip of the pen at most: a company whose name says less is its parent. Of a short name, all
    that is written must stand in the candidate: 东方财富 is not 东方集团. And a trade name, alone or with its region,
    says too little: many firms are called so, of which the registry may have one.
    """
    best, slip = stand.best, stand.best.slip
    in_line = best.shape.industry if slip.distance <= 1 else one.industry
    if best.value("region_conflict") or (not in_line and not (one.region and one.form)):
        return False
    if tail_of_branch(one.whole, best.shape.whole) or is_misprint(one, stand):
        return True
    if is_another(one, best.shape, slip) or is_shared(one, stand):
        return False
    if slip.kind == NONE:
        return True
    if slip.distance == 1 and slip.in_trade:
        return is_slip(one, stand)
    if slip.distance == 1 and (slip.kind in _EXCUSED or is_no_word(stand)) and not stand.rivals:
        return slip.kind != LOST or is_whole(one) or best.shape.form.endswith(_COMPANY)
    if is_whole(one):
        makes_a_word = slip.kind == OTHER and stand.written_often is not None and not is_no_word(stand)
        return slip.distance == 1 and not stand.rivals and not makes_a_word and bool(best.value("trade_kept"))
    return best.value("coverage") == 1 and abbreviates(one, best.shape)


def is_whole(one: Shape) -> bool:
    """Tell whether a whole registered name is written, and not a short one, whatever it ends with (中信银行)."""
    return one.form not in _SHORT_FORMS and len(one.whole) > _SHORT


def abbreviates(one: Shape, other: Shape) -> bool:
    """Tell whether a short name is short for a company: its trade name, and what its line of business begins with."""
    in_line = one.industry[:1] == other.industry[:1] or not one.industry
    return one.trade == other.trade and in_line and other.form.endswith(_COMPANY)


def is_slip(one: Shape, stand: Standing) -> bool:
    """Tell whether another trade name can only be a slip of the pen.

    The character sounds or looks like the one it stands for, two neighbours are exchanged, or one is lost; no usual
    trade name has come of it; all else agrees, and is more than the line of business; and no other firm of the registry
    is as near. A registry of few names cannot tell that.
    """
    slip, other = stand.best.slip, stand.best.shape
    if stand.rivals or stand.written_often is None or (one.form and one.form != other.form):
        return False
    if places.covers(other.trade):  # 云南锡业, 云南铝业
        return False
    says_enough = bool(one.form) or ((bool(one.region) or len(other.trade) >= _MUCH) and slip.kind != LOST)
    return slip.kind in _EXCUSED and says_enough and stand.written_often <= stand.usual


def is_misprint(one: Shape, stand: Standing) -> bool:
    """Tell whether a whole name has one misprint outside its trade name: 有很公司, 红苏 for 江苏, 信息技木.

    Not what makes another word of the line of business, another form, or another number.
    """
    slip, other = stand.best.slip, stand.best.shape
    if not slip.of_whole or slip.in_trade or stand.rivals or body(one) == body(other):
        return False
    if is_another_number(one, other, slip):
        return False
    is_word = one.trade == other.trade and len(one.industry) == len(other.industry) and are_industries(one.industry)
    return not is_word and is_no_word(stand)


def is_no_word(stand: Standing) -> bool:
    """Tell whether hardly any name of the registry has the wrong place of a text as it is written."""
    slip, often = stand.best.slip, stand.written_often
    return not slip.in_trade and len(slip.written) >= LEAST_TRADE and often is not None and often <= stand.usual


def is_shared(one: Shape, stand: Standing) -> bool:
    """Tell whether several firms are called so: what is written names no legal form, and others match it as well."""
    return stand.best.slip.kind == NONE and not one.form and stand.namesakes > 0


def is_another(one: Shape, other: Shape, slip: Slip) -> bool:
    """Tell whether a text names another firm, however alike the two are.

    Another number or other letters (第二工程, 第四工程), a group beside a company of its own, a shop beside a company,
    another line of business under the same trade name.
    """
    if is_another_number(one, other, slip) or differ_in_kind(one.form, other.form):
        return True
    if slip.kind in {EXCHANGED, LOST} or one.trade != other.trade or not one.industry or not other.industry:
        return False
    return LCSseq.similarity(one.industry, other.industry) < min(len(one.industry), len(other.industry))


def is_another_number(one: Shape, other: Shape, slip: Slip) -> bool:
    """Tell whether two names have other numbers or letters, and not one character that is taken for one: 八力, 人力."""
    if _NUMBERS.findall(one.trade + one.industry) == _NUMBERS.findall(other.trade + other.industry):
        return False
    if slip.distance != 1:
        return True
    mine, its = (sum(bool(_NUMBERS.match(sign)) for sign in signs) for signs in (slip.mine, slip.its))
    if slip.kind == EXCHANGED:
        return mine > 1
    return bool(mine and its) if slip.kind in {SOUND, LOOK} else bool(mine or its)


def differ_in_kind(one: str, other: str) -> bool:
    """Tell whether two forms are of two firms: 有限公司 becomes 股份有限公司, but a group has companies of both."""
    if "集团" in one and "集团" in other and one.endswith("有限公司") and other.endswith("有限公司"):
        return ("股份" in one) != ("股份" in other)
    mine, its = _WITHIN_A_FORM.sub("", one), _WITHIN_A_FORM.sub("", other)
    return bool(mine and its) and not (mine.startswith(its) or its.startswith(mine))
