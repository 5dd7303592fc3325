"""Company names, as text: one spelling for comparing, and what a name looks like. Pure: no Django, no clock.

Two texts name the same firm for sure only when `normal` makes them equal. Short names, former names and typing errors
are beyond this room; whoever needs them looks at the names that are recorded, or asks a person. What a pasted message
says of firms, people, money, places and days, `extract` finds.
"""

from .extract import extract
from .forms import looks_registered, without_legal_form
from .normal import normal

__all__ = ["extract", "looks_registered", "normal", "without_legal_form"]
