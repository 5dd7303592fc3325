"""What one row says, field by field. Values are facts of the cell; `doubts` of the reading say what was guessed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hometown.kernel.dates import DatedTo
from hometown.kernel.money import Amount

from .text import tight


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a ledger.

    `texts` holds every mapped cell as shown, by field; `columns` the letters of its column. `date` is the first
    contact (or what the table has in its place: `date_field`). A foreign amount has no value in yuan.
    """

    sheet: str
    row: int
    kind: str  # leads, visits, companies or roster
    company: str = ""
    other_companies: tuple[str, ...] = ()
    company_note: str = ""
    title: str = ""
    amount: Amount | None = None
    paid_in: Amount | None = None
    date: DatedTo | None = None
    date_field: str = "date"
    dates: Mapping[str, DatedTo] = field(default_factory=dict)
    stage: str | None = None
    status: str = "active"
    officers: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    contact: str = ""
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    section: str = ""  # the heading between the rows above
    texts: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def amount_yuan(self) -> Decimal | None:
        """The amount in yuan; None where it is not known or in a currency without a rate."""
        return self.amount.value if self.amount and self.amount.currency == "CNY" else None

    @property
    def digest(self) -> str:
        """SHA-256 of what the row says, wherever it stands: the same row twice has the same digest."""
        said = sorted((name, tight(text)) for name, text in self.texts.items() if name != "seq")
        return hashlib.sha256("\x1e".join(f"{name}\x1f{text}" for name, text in said).encode()).hexdigest()

    def text(self, name: str) -> str:
        """Return a field as written; empty where the row has none."""
        return self.texts.get(name, "")
