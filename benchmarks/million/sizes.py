"""How much there is of everything."""

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2019, 9, 1)
SAID = "million.json"  # what a home holds, written when all of it is there
BATCH_DAYS, BATCH_EVERY = 139, 150


@dataclass(frozen=True)
class Sizes:
    """What the city holds. `everything` gives every row its image in the book, so that `hometown check` passes."""

    companies: int
    projects: int
    activities: int
    officers: int
    units: int
    batches: int = 12
    seed: int = 2019
    everything: bool = False

    @classmethod
    def scaled(cls, scale: float, *, everything: bool = False) -> "Sizes":
        """Return the million, or a part of it."""
        return cls(
            companies=int(1_000_000 * scale),
            projects=int(100_000 * scale),
            activities=int(1_000_000 * scale),
            officers=max(60, int(3_000 * scale)),
            units=max(120, int(2_000 * scale)),
            everything=everything,
        )

    @property
    def today(self) -> date:
        """The day the city lives on: four months into its newest batch."""
        return self.batch_days(self.batches)[0] + timedelta(days=120)

    def batch_days(self, number: int) -> tuple[date, date]:
        """Return the first and the last day of a batch."""
        first = FIRST_DAY + timedelta(days=BATCH_EVERY * (number - 1))
        return first, first + timedelta(days=BATCH_DAYS)

    def told(self) -> dict[str, object]:
        return asdict(self)


def made(home: Path) -> Sizes | None:
    """Return what a home holds, None where nothing was made (or the making broke off)."""
    path = home / SAID
    return Sizes(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None
