"""What the demo has made so far, by name."""

from dataclasses import dataclass, field

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork.models import Activity, Appointment, Event
from hometown.programme.models import Batch, Officer, Unit
from hometown.projects.models import Filing

from .calendar import Call
from .firms import Firm


@dataclass
class World:
    """Records of the demo by the names its tables use."""

    batch: Batch
    units: dict[str, Unit]
    officers: dict[str, Officer]
    users: dict[str, User]  # by login
    group_of: dict[str, str]
    events: dict[str, Event] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)  # by name of the firm
    contacts: dict[str, Contact] = field(default_factory=dict)
    visits: dict[Call, Activity] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)  # by name of the firm
    filings: dict[str, Filing] = field(default_factory=dict)

    def actor(self, officer: str) -> User:
        """Return the account of an officer."""
        user = self.officers[officer].user
        assert user is not None
        return user

    def firm(self, firm: Firm) -> Company:
        """Return the company of a firm, which must have been added."""
        return self.companies[firm.name]
