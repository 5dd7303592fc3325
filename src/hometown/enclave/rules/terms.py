"""What two sides have agreed, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Band:
    """So many years at one share of the other side, in hundredths of a per cent."""

    years: int
    share: int


@dataclass(frozen=True)
class Terms:
    """The terms of an agreement. Amounts are yuan to the fen; shares are hundredths of a per cent.

    `local` is the part of each tax that stays with the two sides. `base` is taken off each year's sum before it is
    shared; where it `base_carries`, what a weak year leaves of it is taken off the next. `yearly_cap` and `total_cap`
    bound what the other side gets; where the `excess_carries`, what is above the yearly one waits for the next year.
    `exit_settles` says that the last statement pays what waits, whatever the yearly cap.
    """

    local: Mapping[str, int]
    first_year: int
    bands: tuple[Band, ...]
    base: Decimal = Decimal(0)
    base_carries: bool = False
    yearly_cap: Decimal | None = None
    total_cap: Decimal | None = None
    excess_carries: bool = False
    exit_settles: bool = False

    @property
    def years(self) -> int:
        """How many years are shared."""
        return sum(band.years for band in self.bands)

    @property
    def last_year(self) -> int:
        """The last year that is shared."""
        return self.first_year + self.years - 1

    def number_of(self, year: int) -> int:
        """Return which year of sharing a year is, from 1; out of range where it is not shared."""
        return year - self.first_year + 1

    def share_in(self, year: int) -> int:
        """Return the other side's share in a year, zero outside the agreed ones."""
        number = self.number_of(year)
        if number < 1:
            return 0
        for band in self.bands:
            if number <= band.years:
                return band.share
            number -= band.years
        return 0
