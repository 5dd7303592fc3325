"""The legal form at the end of a name: 有限公司, 股份有限公司, Co., Ltd."""

import re

# From the Company Law, the Partnership Enterprise Law and the forms seen in registers; the longer before the shorter.
_FORMS = (
    "股份合作公司", "集团股份有限公司", "集团有限责任公司", "集团有限公司", "股份有限公司", "有限责任公司", "有限公司",
    "集团公司", "总公司", "分公司", "公司",
    "普通合伙企业", "有限合伙企业", "合伙企业", "个人独资企业", "农民专业合作社", "专业合作社", "合作社",
    "研究院", "研究所", "事务所", "代表处", "办事处", "经营部", "总厂", "分厂", "工厂", "厂", "集团",
)  # fmt: skip
_BRANCH_FORMS = frozenset({"集团"})  # ends short names as often as registered ones
_LATIN_FORMS = (
    r"co\.?\s*,?\s*ltd\.?", r"company\s+limited", r"pte\.?\s*,?\s*ltd\.?", r"pvt\.?\s*,?\s*ltd\.?", r"limited",
    r"ltd\.?", r"inc\.?", r"incorporated", r"corp\.?", r"corporation", r"company", r"llc", r"llp", r"plc\.?", r"gmbh",
    r"ag", r"se", r"s\.?a\.?", r"s\.?p\.?a\.?", r"b\.?v\.?", r"n\.?v\.?", r"k\.?k\.?",
)  # fmt: skip
_NOTE = r"(?:\s*[(（\[【][^()（）\[\]【】]{1,20}[)）\]】])"  # (有限合伙), （集团）
_CHINESE = re.compile(rf"\s*(?P<form>{'|'.join(_FORMS)}){_NOTE}?\s*\Z")
_LATIN = re.compile(rf"(?:\s*,\s*|\s+)(?P<form>{'|'.join(_LATIN_FORMS)})\s*\Z", re.IGNORECASE)
_LEAST = 2  # characters that must stand before a form


def looks_registered(text: str) -> bool:
    """Tell whether a text looks like a whole registered name: it ends with a legal form and says more than that.

    >>> looks_registered("上海澄湖新材料有限公司"), looks_registered("澄湖新材料")
    (True, False)
    """
    rest = without_legal_form(text)
    found = _CHINESE.search(text.strip())
    if rest == text.strip() or (found and found["form"] in _BRANCH_FORMS):
        return False
    return len(rest) >= _LEAST


def without_legal_form(text: str) -> str:
    """Return a name without the legal form at its end, otherwise as it was written (outer spaces go).

    A name that is nothing but a form stays as it is.

    >>> without_legal_form("上海澄湖新材料股份有限公司"), without_legal_form("Acme Co., Ltd.")
    ('上海澄湖新材料', 'Acme')
    """
    text = text.strip()
    for shape in (_CHINESE, _LATIN):
        found = shape.search(text)
        if found and found.start() >= _LEAST:
            return text[: found.start()].rstrip(" ,，、")
    return text
