"""What an import is going to do, row by row. Plain data: nothing here is written."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from hometown.companies.models import Company
from hometown.kernel.dates import Precision
from hometown.kernel.money import Amount
from hometown.programme.models import Batch, Officer, Unit
from hometown.projects.models import Project

from .models import ImportedRow
from .remarks import Remark
from .workbook import Doubt, Reading, Row


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    JOINED = "joined"  # a further report of a project that another row, or the records, have
    CHANGED = "changed"  # imported before, and now says something else
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"


WRITTEN = (State.NEW, State.JOINED, State.CHANGED)


@dataclass(frozen=True)
class Meant:
    """A firm that a name may mean, as it is called on record or in the registry; how sure that is (0 to 1), and why."""

    name: str
    uscc: str
    score: float
    reasons: tuple[tuple[str, str, str], ...]


@dataclass(eq=False)
class FirmPlan:
    """A firm of the workbook: one on record, or one to be made of the first row that names it."""

    name: str
    normal: str
    uscc: str = ""
    region_code: str = ""
    address: str = ""
    chain: str = ""
    company: Company | None = None
    may_mean: tuple["Meant", ...] = ()  # firms that the name may mean, for a person to decide
    leads: "list[LeadPlan]" = field(default_factory=list)


@dataclass(eq=False)
class LeadPlan:
    """A project: one on record, or one to be made of the rows that tell of it, the first one leading."""

    firm: FirmPlan
    key: str  # the project's name as it is compared; empty where no name was given
    name: str
    project: Project | None = None
    is_claimed: bool = False
    amount: Amount | None = None
    stage: str = ""
    status: str = "active"
    on: date | None = None
    precision: str = Precision.DAY.value
    facts: dict[str, str] = field(default_factory=dict)  # summary, chain, source, next_step


@dataclass(eq=False)
class RowPlan:
    """A row, what it will become, and everything doubted of it."""

    row: Row
    digest: str
    occurrence: int
    state: State = State.NEW
    known: ImportedRow | None = None
    firm: FirmPlan | None = None
    lead: LeadPlan | None = None
    is_visit: bool = False
    officers: list[Officer] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unit: Unit | None = None
    on: date | None = None  # None: the row has no day that has been
    doubts: list[Doubt | Remark] = field(default_factory=list)

    def doubt(self, code: str, field_name: str, text: str = "", assumed: str = "") -> None:
        """Add a doubt about one of the row's cells."""
        column = self.row.columns.get(field_name, "")
        shown = text or self.row.text(field_name)
        self.doubts.append(Remark(code, self.row.sheet, self.row.row, column, field_name, shown[:300], assumed))


@dataclass
class Plan:
    """All rows of a workbook, and for which batch."""

    reading: Reading
    batch: Batch | None
    rows: list[RowPlan] = field(default_factory=list)

    @property
    def written(self) -> list[RowPlan]:
        """The rows that will be written."""
        return [one for one in self.rows if one.state in WRITTEN]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows, what becomes of them, how many rows are doubtful and how many lines were no records."""
        found = dict.fromkeys((state.value for state in State), 0)
        for one in self.rows:
            found[one.state.value] += 1
        doubtful = sum(bool(one.doubts) for one in self.rows)
        return {"rows": len(self.rows), **found, "doubts": doubtful, "skipped": len(self.reading.skipped)}

    @cached_property
    def unknown_officers(self) -> list[str]:
        """The names no officer, or several, bear; each once, in order."""
        return list(dict.fromkeys(name for one in self.rows for name in one.unknown))

    @cached_property
    def remarks(self) -> list[Remark]:
        """The doubts that the records raised."""
        return [doubt for one in self.rows for doubt in one.doubts if isinstance(doubt, Remark)]

    @cached_property
    def headers(self) -> dict[tuple[str, str], str]:
        """What each field is called in each sheet."""
        tables = self.reading.tables
        return {(table.sheet, column.field): column.header for table in tables for column in table.columns}
