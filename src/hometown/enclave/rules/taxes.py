"""The taxes an agreement may share, and how much of each stays at the local level where nothing else is agreed.

Value added tax 50 % (国发〔2016〕26号), income taxes 40 % (国发〔2003〕26号), the rest is local. What the
province keeps of it differs from place to place: an agreement states the part that stays with the two sides.
"""

from dataclasses import dataclass

WHOLE = 10_000  # hundredths of a per cent in a whole


@dataclass(frozen=True)
class Kind:
    """A tax by its code; `local` is the usual local part in hundredths of a per cent."""

    code: str
    local: int


KINDS = (
    Kind("vat", 5000),  # 增值税
    Kind("corporate_income", 4000),  # 企业所得税
    Kind("personal_income", 4000),  # 个人所得税
    Kind("city_maintenance", WHOLE),  # 城市维护建设税
    Kind("property", WHOLE),  # 房产税
    Kind("land_use", WHOLE),  # 城镇土地使用税
    Kind("stamp", WHOLE),  # 印花税
    Kind("other_local", WHOLE),  # 其他地方税
)
CODES = tuple(kind.code for kind in KINDS)
