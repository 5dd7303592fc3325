"""What the relay itself keeps of companies tells of what was: it stays where it points."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import Holding

from .models import Forgetting, Merge


def _stays(_row: Any, _taken: frozenset[str]) -> bool:
    return True


HOLDINGS = (
    Holding(Merge, "source", Company, _("Merges"), stays=_stays),
    Holding(Merge, "target", Company, _("Merges"), stays=_stays),
    Holding(Forgetting, "company", Company, _("Requests to be forgotten"), stays=_stays),
    Holding(Forgetting, "contact", Contact, _("Requests to be forgotten"), stays=_stays),
)
