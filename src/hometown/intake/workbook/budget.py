"""How much a workbook may ask of the machine. Counting while reading is the first wall against bombs:
what a file says of its own sizes is not believed.
"""

import time
from dataclasses import dataclass, field

from hometown.kernel.errors import BadInput

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Hard limits. A ledger of 50,000 rows and 12 columns stays below half of each."""

    file_bytes: int = 40 * MEGABYTE
    members: int = 3_000  # files inside the file
    inflated_bytes: int = 200 * MEGABYTE
    marks: int = 5_000_000  # XML elements
    token_bytes: int = 2 * MEGABYTE  # one XML tag or one run without an end
    cells: int = 1_500_000
    rows: int = 120_000
    characters: int = 30_000_000
    last_row: int = 1_000_000
    last_column: int = 1_024
    sheets: int = 200
    merges: int = 50_000
    cpu_seconds: float = 15.0  # a last wall; the counts above refuse bombs within five


LIMITS = Limits()


@dataclass
class Budget:
    """What is left of the limits. Each method raises BadInput `intake.bomb` or `intake.too_large` when it runs out."""

    limits: Limits = LIMITS
    inflated: int = 0
    marks: int = 0
    cells: int = 0
    rows: int = 0
    characters: int = 0
    merges: int = 0
    _began: float = field(default_factory=time.thread_time)  # CPU time: a busy machine refuses no honest file

    def inflate(self, size: int) -> None:
        """Count bytes that came out of the container, and look at the clock."""
        self.inflated += size
        if self.inflated > self.limits.inflated_bytes:
            raise BadInput("intake.bomb", what="inflated", limit=self.limits.inflated_bytes // MEGABYTE)
        self.look()

    def look(self, marks: int = 0) -> None:
        """Refuse what takes too long; `marks` are the elements of the part being read."""
        if self.marks + marks > self.limits.marks:
            raise BadInput("intake.bomb", what="elements", limit=self.limits.marks)
        if time.thread_time() - self._began > self.limits.cpu_seconds:
            raise BadInput("intake.bomb", what="time", limit=int(self.limits.cpu_seconds))

    def take_row(self) -> None:
        self.rows += 1
        if self.rows > self.limits.rows:
            raise BadInput("intake.too_large", what="rows", limit=self.limits.rows)

    def take_cell(self, sheet: str, row: int, column: int) -> None:
        """Count a cell that holds something, and refuse one far outside any ledger."""
        self.cells += 1
        if self.cells > self.limits.cells:
            raise BadInput("intake.too_large", what="cells", limit=self.limits.cells)
        if column > self.limits.last_column or row > self.limits.last_row:
            from .raw import letters

            raise BadInput("intake.far_cell", sheet=sheet, cell=f"{letters(column)}{row}")

    def take_text(self, size: int) -> None:
        self.characters += size
        if self.characters > self.limits.characters:
            raise BadInput("intake.bomb", what="text", limit=self.limits.characters)

    def take_merge(self) -> None:
        self.merges += 1
        if self.merges > self.limits.merges:
            raise BadInput("intake.bomb", what="merges", limit=self.limits.merges)
