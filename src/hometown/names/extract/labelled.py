"""What is told by a label before it (公司：…) or by the head of its column in a table pasted from a workbook."""

import re
from collections.abc import Iterator
from functools import cache

from .amounts import in_unit
from .findings import CompanyValue, Kind, PersonValue
from .proposals import Proposal
from .tables import listed, sections

_VALUE_MAX = 60
_COLUMNS_MAX = 100
_NOTHING = re.compile(r"(?:无|暂无|没有|不详|待定|未知|N/?A|-+|/+|tbd|none|同上)?\Z", re.IGNORECASE)
_PERSON_HEADS = listed("person heads")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}\Z|[A-Z][a-z'-]+(?: [A-Z][A-Za-z.'-]*){1,2}\Z")
_AMOUNT_HEAD = re.compile(
    r"(?:.{0,6}(?:投资|金额|资本|产值|营收|资金).{0,4}|amount|investment)[ (/]{1,2}"
    r"(?P<unit>(?:亿|万|百万|千万)?(?:元|美元|欧元|日元|港元|人民币)|亿|万)\)?\Z",
    re.IGNORECASE,
)


@cache
def _labels() -> re.Pattern[str]:
    words = sorted(sections("message_words.txt")["labels"], key=len, reverse=True)
    return re.compile(
        rf"(?:(?<=[\n，。；;,|\t ()*·、])|^|(?<=[\d][.、)]))(?:{'|'.join(words)}|company name) {{0,2}}[:：][ \t]{{0,3}}"
        rf"(?P<value>[^\n\t，。；;,|:：]{{2,{_VALUE_MAX}}}(?:, ?(?:Ltd|Inc|LLC)\.?)?)",
        re.IGNORECASE,
    )


@cache
def _company_heads() -> frozenset[str]:
    return frozenset(sections("message_words.txt")["labels"]) | {"company name", "企业简称", "公司简称"}


def labelled(text: str) -> Iterator[Proposal]:
    """Propose what stands after a label of a company, and what stands below the heads of columns."""
    for found in _labels().finditer(text):
        if proposal := _company(text, *found.span("value"), 0.92, "after a label"):
            yield proposal
    if "\t" in text:
        yield from _columns(text)


def _company(text: str, start: int, end: int, sure: float, reason: str) -> Proposal | None:
    value = text[start:end]
    if cut := re.search(
        r' {2,}|(?<=[\u4e00-\u9fff)]) (?=[\u4e00-\u9fff]{2,6} ?[:：]|[\u4e00-\u9fff]{2,4}\Z)|(?<=.)"', value
    ):
        end = start + cut.start()
    while start < end and text[start] in ' "':
        start += 1
    while end > start and (text[end - 1] in ' "' or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    if end - start < 2 or _NOTHING.match(text[start:end]) or not re.search(r"[^\W\d_]", text[start:end]):
        return None
    return Proposal(Kind.COMPANY, start, end, CompanyValue(text[start:end]), sure, reason)


def _columns(text: str) -> Iterator[Proposal]:
    """Read lines of cells parted by tabs: below a head, each cell is what the head says."""
    heads: list[str] = []
    at = 0
    for line in text.split("\n"):
        cells = line.split("\t")[:_COLUMNS_MAX]
        here = at
        at += len(line) + 1
        if len(cells) < 2:
            heads = heads if not line.strip() else []
            continue
        named = [cell.strip(" *").casefold() for cell in cells]
        if any(name in _company_heads() for name in named):
            heads = named
            continue
        for head, cell in zip(heads, cells, strict=False):
            if proposal := _cell(text, head, here, cell):
                yield proposal
            here += len(cell) + 1


def _cell(text: str, head: str, at: int, cell: str) -> Proposal | None:
    """Read one cell below its head."""
    written = cell.strip()
    start = at + len(cell) - len(cell.lstrip())
    end = start + len(written)
    if not written or len(written) > _VALUE_MAX:
        return None
    reason = "below the head of a column"
    if head in _company_heads():
        return _company(text, start, end, 0.9, reason)
    if head in _PERSON_HEADS and _NAME.match(written):
        return Proposal(Kind.PERSON, start, end, PersonValue(written), 0.9, reason)
    if (unit := _AMOUNT_HEAD.match(head)) and (value := in_unit(written, unit["unit"])):
        return Proposal(Kind.AMOUNT, start, end, value, 0.9, reason)
    return None
