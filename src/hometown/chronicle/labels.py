"""What the states of sheets, the answers to remarks and the months are called."""

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hometown.face import formats
from hometown.kernel.dates import DatedTo, Precision

from .rules import Outcome, SheetState

STATES: dict[SheetState, tuple[Any, str]] = {
    SheetState.OFFICER: (_("with the officer"), "blue"),
    SheetState.COORDINATOR: (_("with the coordinator"), "amber"),
    SheetState.CLOSED: (_("closed"), ""),
    SheetState.CONCLUDED: (_("closed, with a conclusion"), "green"),
}
OUTCOMES: dict[Outcome, Any] = {
    Outcome.ACCEPTED: _("the remark is accepted"),
    Outcome.LEFT: _("the line is left as it is"),
}


def month(first: date) -> str:
    """Return a month in words."""
    return formats.day(DatedTo(first, Precision.MONTH), get_language() or "zh-hans")
