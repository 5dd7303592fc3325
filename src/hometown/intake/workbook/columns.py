"""Decides which columns of a table hold which field, by header first and by content where headers leave it open."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hometown.kernel.money import YI

from . import firms, headers, progress
from .amounts import MoneyUnit, read_amount, unit_in
from .dates import read_date
from .doubts import Doubt
from .headers import IGNORE, Header, Meaning
from .layout import Table
from .people import looks_like_name, read_contact, read_people
from .periods import Context
from .raw import Value, letters, number, shown
from .text import says_nothing, tight

SAMPLE_ROWS = 60
_SMALL = 20
_OUTSIDER = re.compile(r"^.{1,4}?(?:总|经理|董事长?|先生|女士|总监|老板)(?:$|[\d(:、,])")
_FIRST_WORDS = ("首次", "初次", "第一次", "最早", "首谈", "first")
_PAPER_WORDS = ("报送", "上报", "填报", "登记", "录入")
_CHARGE_WORDS = ("责任", "跟踪", "专员", "干部", "包保", "负责")
_PLANNED_WORDS = ("总", "拟", "意向", "计划", "协议", "合同")


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column and what it holds. `how`: remembered, exact, keyword or content."""

    column: int
    header: str
    field: str
    how: str
    unit: MoneyUnit | None = None

    @property
    def letters(self) -> str:
        """The column's letters."""
        return letters(self.column)


@dataclass(frozen=True, slots=True)
class UnknownHeader:
    """A header nobody could map, with a few of its values: the one thing to ask about."""

    sheet: str
    column: str
    header: str
    samples: tuple[str, ...]


@dataclass(slots=True)
class Columns:
    """The columns of one table by field, the best first, and what was left open."""

    by_field: dict[str, list[MappedColumn]] = field(default_factory=dict)
    unknown: list[UnknownHeader] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def __contains__(self, name: object) -> bool:
        return name in self.by_field

    def all(self) -> list[MappedColumn]:
        """Every mapped column, from left to right."""
        return sorted((one for many in self.by_field.values() for one in many), key=lambda one: one.column)


def map_columns(sheet: str, table: Table, remembered: Mapping[str, str], context: Context) -> Columns:
    """Map the headers of a table."""
    return _Mapper(sheet, table, remembered, context).mapped()


class _Mapper:
    def __init__(self, sheet: str, table: Table, remembered: Mapping[str, str], context: Context) -> None:
        self.sheet, self.table, self.context = sheet, table, context
        self.meanings = {h.column: headers.meaning_of(h, remembered) for h in table.headers}
        self.headers = {h.column: h for h in table.headers}
        self.samples = {column: self._samples(column) for column in self._used_columns()}
        self.by_content: set[int] = set()

    def _used_columns(self) -> set[int]:
        return {column for row in self.table.rows[:SAMPLE_ROWS] for column in row.cells} | set(self.headers)

    def _samples(self, column: int) -> list[Value]:
        return [row.cells[column] for row in self.table.rows[:SAMPLE_ROWS] if column in row.cells]

    def mapped(self) -> Columns:
        self._weigh_against_content()
        self._ticked_stages()
        self._settle_people()
        self._guess_missing()
        found = Columns()
        for column in sorted(self.samples):
            means = self.meanings.get(column, headers.UNKNOWN)
            header = self.headers.get(column) or Header(column, "", ("",))
            if means.field == IGNORE:
                continue
            if not means.field:
                if header.text and self.samples[column]:
                    found.unknown.append(self._unknown(header))
                continue
            how = "content" if column in self.by_content else ("", "keyword", "exact", "remembered")[means.strength]
            unit = header.unit if means.field in {"amount", "paid_in"} else None
            found.by_field.setdefault(means.field, []).append(MappedColumn(column, header.text, means.field, how, unit))
            if how == "content":
                place = (self.sheet, self.table.last_header_row, letters(column))
                found.doubts.append(Doubt("column_by_content", *place, means.field, header.text, means.field))
        for name, many in found.by_field.items():
            many.sort(key=lambda one: (-self._weight(name, one), one.column))
        return found

    def _unknown(self, header: Header) -> UnknownHeader:
        samples = tuple(dict.fromkeys(shown(value)[:60] for value in self.samples[header.column]))[:3]
        return UnknownHeader(self.sheet, letters(header.column), header.text, samples)

    def _weight(self, name: str, one: MappedColumn) -> int:
        """Return how well a column fits among several of its field."""
        weight = 10 * self.meanings[one.column].strength
        if name == "date":
            weight += 15 * any(word in one.header for word in _FIRST_WORDS)  # before any plain 日期
            weight -= 5 * any(word in one.header for word in _PAPER_WORDS)
        if name == "officers":
            weight += 5 * any(word in one.header for word in _CHARGE_WORDS)
        if name == "progress":
            weight += int(9 * self._share(one.column, _is_progress))
        if name == "amount":
            weight += 5 * any(word in one.header for word in _PLANNED_WORDS)
        if name == "company":
            weight += 5 * (self._share(one.column, firms.looks_like_firm) > 0.3)
        return weight

    def _share(self, column: int, fits: Callable[[str], bool]) -> float:
        """Return which part of the cells that say something fit."""
        texts = [text for value in self.samples.get(column, ()) if not says_nothing(text := shown(value))]
        return sum(map(fits, texts)) / len(texts) if texts else 0.0

    # Keywords are only a first guess: what the cells hold may speak against them.

    def _weigh_against_content(self) -> None:
        for column, means in list(self.meanings.items()):
            if means.strength != 1 or not self.samples.get(column):
                continue
            fits = self._checks().get(means.field)
            if fits is not None and self._share(column, fits) < 0.25:
                self.meanings[column] = headers.UNKNOWN
        exact_company = any(m.field == "company" and m.strength > 1 for m in self.meanings.values())
        for column, means in self.meanings.items():
            if means == Meaning("company", 1) and self._share(column, firms.looks_like_firm) < 0.25 and exact_company:
                named = "单位" in self.headers[column].text
                self.meanings[column] = Meaning("unit", 1) if named else headers.UNKNOWN

    def _checks(self) -> dict[str, Callable[[str], bool]]:
        return {
            "date": self._is_date, "visit_date": self._is_date, "signing_date": self._is_date,
            "start_date": self._is_date, "update_date": self._is_date, "amount": _is_amount,
            "officers": _is_people, "phone": _is_phone,
        }  # fmt: skip

    def _is_date(self, text: str) -> bool:
        return read_date(text, self.context).dated is not None

    def _ticked_stages(self) -> None:
        """Know columns such as 线索, 在谈, 签约 with ticks below as progress."""
        for column, header in self.headers.items():
            ticked = self._share(column, progress.is_tick) > 0.9
            unknown = self.meanings[column].field in {"", "title", "signed_flag", "company"}
            if ticked and unknown and progress.names_stage(header.parts[-1]):
                self.meanings[column] = Meaning("progress", 1)

    # People ---------------------------------------------------------------------------------------------------------

    def _settle_people(self) -> None:
        """Give columns of people their part, once it is known which others there are."""
        if not self._has("company") and not self._has("title"):
            return
        for column in self._of("name"):
            has_phone = self._share(column, _is_phone) > 0.3 or not self._has("contact")
            self.meanings[column] = Meaning("contact" if self._has("officers") and has_phone else "officers", 1)
        self._part_contacts()
        if not self._has("officers"):
            for name in ("reporter", "leader"):
                if candidates := self._of(name):
                    self._take(candidates[0], "officers")
                    break

    def _part_contacts(self) -> None:
        """Tell the firm's man from ours: 对接人 may be either, and only the firm's is 王经理 138…."""
        for column in self._of("officers"):
            outsider = self._share(column, _is_outsider) > 0.3
            known = self._share(column, _is_phone) > 0.3
            if (outsider and not self._has("contact")) or ((outsider or known) and len(self._of("officers")) > 1):
                self.meanings[column] = Meaning("contact", 1)

    def _has(self, name: str) -> bool:
        return any(means.field == name for means in self.meanings.values())

    def _of(self, name: str) -> list[int]:
        return sorted(column for column, means in self.meanings.items() if means.field == name)

    def _take(self, column: int, name: str) -> None:
        self.meanings[column] = Meaning(name, 1)
        self.by_content.add(column)

    # Content ----------------------------------------------------------------------------------------------------------

    def _guess_missing(self) -> None:
        """Find a field that no header names by what the cells hold."""
        if not self._has("company") and not self._has("name"):
            self._guess("company", _names_firm, 0.4, ("", "title", "unit", "contact", "summary"))
        if not (self._has("company") or self._has("title")):
            return
        if not any(self._has(name) for name in ("date", "visit_date", "signing_date")):
            self._guess("date", lambda text: len(tight(text)) > 3 and self._is_date(text), 0.7, ("",))
        if not self._has("amount"):
            self._guess("amount", _is_measured, 0.5, ("", "remarks"))
        if not self._has("progress"):
            self._guess("progress", _is_progress, 0.6, ("", "remarks"))
        if not self._has("phone") and not self._has("contact"):
            self._guess("contact", _is_phone, 0.6, ("",))
        if not self._has("officers"):
            self._guess("officers", _are_names, 0.6, ("",))

    def _guess(self, name: str, fits: Callable[[str], bool], least: float, among: Iterable[str]) -> None:
        open_to = set(among)
        shares = {
            column: self._share(column, fits)
            for column in self.samples
            if self.meanings.get(column, headers.UNKNOWN).field in open_to
            and self.meanings.get(column, headers.UNKNOWN).strength < 3
        }
        best = max(shares, key=lambda column: (shares[column], -column), default=0)
        if best and shares[best] >= least:
            self._take(best, name)


def _is_amount(text: str) -> bool:
    return read_amount(text).amount is not None


def _is_measured(text: str) -> bool:
    found = read_amount(text)
    return found.unit is not None and found.amount is not None and len(tight(text)) < 20


def _is_people(text: str) -> bool:
    found = read_people(text)
    return bool(found.names) and not found.guesses and len(text) < 40


def _are_names(text: str) -> bool:
    return _is_people(text) and all(map(looks_like_name, read_people(text).names))


def _names_firm(text: str) -> bool:
    return len(text) < 100 and firms.looks_like_firm(firms.read_firm(text).name)


def _is_phone(text: str) -> bool:
    return bool(read_contact(text).phones)


def _is_outsider(text: str) -> bool:
    return bool(_OUTSIDER.match(tight(text)))


def _is_progress(text: str) -> bool:
    return len(text) < 60 and progress.names_stage(text)


def usual_unit(rows: Iterable[Value]) -> MoneyUnit | None:
    """Return the unit that most amounts of a column name themselves; a hint for those that name none.

    Where none is named anywhere, numbers as small as 0.5, 3 and 12 count 亿元: nobody invests three 万元.
    """
    values = list(rows)
    seen = Counter(unit for value in values if isinstance(value, str) and (unit := read_amount(value).unit))
    if seen:
        return seen.most_common(1)[0][0]
    bare = sorted(value for one in values if (value := one if isinstance(one, Decimal) else number(str(one))))
    return MoneyUnit(YI) if bare and 0 < bare[len(bare) // 2] < _SMALL else None


def unit_of_lines(lines: Iterable[str]) -> MoneyUnit | None:
    """Return the unit that a line names: 单位：亿元; or a title: …表（万元）."""
    for line in lines:
        bare = tight(line)
        marked = "单位" in bare or "计量" in bare or "货币" in bare or "unit" in bare
        tail = bare.rpartition("单位")[2] if marked else bare[-12:] if bare.endswith((")", "）")) else ""
        unit = unit_in(tail) if tail else None
        if unit and (unit.scale > Decimal(1) or marked):
            return unit
    return None
