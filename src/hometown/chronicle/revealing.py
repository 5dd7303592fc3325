"""A fact sheet opened by somebody else than its officer: each day's reading is logged. One's own needs no log."""

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.ledger import reads

from . import access
from .models import FactSheet

READ = ("facts", "remarks", "conclusion")


def open_sheet(reader: User, sheet: FactSheet) -> FactSheet:
    """Log that somebody reads a sheet; its content stands open to them for the day."""
    if not access.is_own(reader, sheet.posting):
        reads.note(sheet, READ, reader=reader.pk, purpose=_("Fact sheet"))
    return sheet
