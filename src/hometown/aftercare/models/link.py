"""The secret address by which a firm asks without an account."""

from django.db import models

from hometown.aftercare.querysets import LinkQuerySet
from hometown.companies.models import Company
from hometown.ledger.models import LedgeredModel


class ServiceLink(LedgeredModel):
    """A firm's link 企业链接: who made it for whom, until when, and when it was taken back. The secret is not here."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="service_links")
    made_on = models.DateField()
    made_by = models.UUIDField()
    expires_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["company", "-made_on"], name="link_of_firm")]

    def __str__(self) -> str:
        return f"{self.company_id} {self.made_on}"


class LinkToken(models.Model):
    """The hash of a link's secret. Neither enters the book; a link without it answers nobody."""

    ledger_kind = "local"

    link = models.OneToOneField(ServiceLink, on_delete=models.CASCADE, related_name="token")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.link_id)
