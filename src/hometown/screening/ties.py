"""Firms elsewhere that are tied to the home city: they invest there, supply a firm there, or were introduced by one."""

from pathlib import Path

from hometown.names.reading import ReadingError, columns_of, text_of

from .plan import Ties

_COLUMNS = {
    "investor": ("investor", "投资方", "股东", "母公司"),
    "supplier": ("supplier", "供应商", "配套企业"),
    "introduced": ("introduced", "介绍企业", "推荐企业"),
}


def ties_of(path: Path) -> Ties:
    """Read a table of firms at home with the firms tied to them: columns investor, supplier, introduced.

    A cell holds a name or a code, several parted by ; or 、. Raises ReadingError.
    """
    texts: set[str] = set()
    found = False
    for words in _COLUMNS.values():
        for word in words:
            columns = columns_of(path, {word: False}, {})
            if word in columns:
                found = True
                texts |= {each for cell in columns[word] for each in _several(text_of(cell))}
    if not found:
        msg = f"{path.name} has none of the columns {', '.join(_COLUMNS)}, so it ties no firm to the home city."
        raise ReadingError(msg)
    codes = {each.upper() for each in texts if len(each) == 18 and each.isascii()}
    names = {form for each in texts - codes for form in _forms(each)}
    return Ties(frozenset(codes), frozenset(names), known=True)


def _several(cell: str) -> list[str]:
    for sign in "；、|\n":
        cell = cell.replace(sign, ";")
    return [each.strip() for each in cell.split(";") if each.strip()]


def _forms(name: str) -> set[str]:
    return {name, name.replace("(", "（").replace(")", "）"), name.replace("（", "(").replace("）", ")")}
