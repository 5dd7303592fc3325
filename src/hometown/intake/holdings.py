"""An imported row tells what it became then: it keeps pointing at the record it made, which leads on. So does a
doubtful name; the firm it was said to mean is followed through a merge."""

from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company
from hometown.ledger.holdings import Holding

from .models import DoubtfulName, ImportedRow


def _stays(_row: object, _taken: frozenset[str]) -> bool:
    return True


HOLDINGS = (
    Holding(ImportedRow, "company_id", Company, _("Imported rows"), stays=_stays),
    Holding(DoubtfulName, "company_id", Company, _("Doubtful names"), stays=_stays),
    Holding(DoubtfulName, "meant", Company, _("Doubtful names")),
)
