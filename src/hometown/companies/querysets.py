"""The adjectives of companies, contacts, ties and tags."""

from datetime import date

from django.db.models import Q

from hometown.ledger.models import LedgeredQuerySet


class CompanyQuerySet(LedgeredQuerySet):
    def counted(self) -> "CompanyQuerySet":
        """Companies proper: what 家 counts."""
        return self.filter(kind="company").current()

    def current(self) -> "CompanyQuerySet":
        """Without tombstones: records that turned out to be a firm recorded elsewhere."""
        return self.filter(merged_into__isnull=True)

    def listed(self) -> "CompanyQuerySet":
        """What lists show by default: individual businesses are personal data and stay out."""
        return self.exclude(kind="individual").current()

    def registered_in(self, prefix: str) -> "CompanyQuerySet":
        """Companies whose region code begins with these digits."""
        return self.filter(region_code__startswith=prefix)


class ContactQuerySet(LedgeredQuerySet):
    def active(self) -> "ContactQuerySet":
        """Contacts still in use."""
        return self.filter(is_active=True, merged_into__isnull=True)


class StandingQuerySet(LedgeredQuerySet):
    """Ties and tags: said of a company from a day, until they end."""

    def standing(self, on: date | None = None) -> "StandingQuerySet":
        """Those that have not ended; with a day, those that stood on it (a tie that tells its first day had begun)."""
        if on is None:
            return self.filter(ended_on__isnull=True)
        standing = self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
        begins = any(field.name == "since_on" for field in self.model._meta.concrete_fields)
        return standing.filter(Q(since_on__isnull=True) | Q(since_on__lte=on)) if begins else standing
