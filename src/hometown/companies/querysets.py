"""The adjectives of companies and contacts."""

from hometown.ledger.models import LedgeredQuerySet


class CompanyQuerySet(LedgeredQuerySet):
    def counted(self) -> "CompanyQuerySet":
        """Companies proper: what 家 counts."""
        return self.filter(kind="company")

    def listed(self) -> "CompanyQuerySet":
        """What lists show by default: individual businesses are personal data and stay out."""
        return self.exclude(kind="individual")

    def registered_in(self, prefix: str) -> "CompanyQuerySet":
        """Companies whose region code begins with these digits."""
        return self.filter(region_code__startswith=prefix)


class ContactQuerySet(LedgeredQuerySet):
    def active(self) -> "ContactQuerySet":
        """Contacts still in use."""
        return self.filter(is_active=True)
