"""The rules of sharing: pure, exact to the fen."""

from .checking import faults, promises_a_firm
from .rounding import part, spread
from .sharing import Brought, Line, Outcome, forecast, share_year
from .taxes import KINDS, Kind
from .terms import Band, Terms

__all__ = [
    "KINDS",
    "Band",
    "Brought",
    "Kind",
    "Line",
    "Outcome",
    "Terms",
    "faults",
    "forecast",
    "part",
    "promises_a_firm",
    "share_year",
    "spread",
]
