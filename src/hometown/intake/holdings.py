"""An imported row tells what it became then: it keeps pointing at the record it made, which leads on."""

from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company
from hometown.ledger.holdings import Holding

from .models import ImportedRow

HOLDINGS = (Holding(ImportedRow, "company_id", Company, _("Imported rows"), stays=lambda _row, _taken: True),)
