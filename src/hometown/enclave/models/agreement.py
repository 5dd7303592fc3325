"""One version of what the two sides agree, with a place for each of the five things that usually go wrong."""

from django.db import models

from hometown.enclave.models.enclave import Enclave
from hometown.enclave.querysets import AgreementQuerySet
from hometown.enclave.rules import Band, Terms
from hometown.files.models import Blob
from hometown.kernel.fields import MoneyField
from hometown.ledger.models import LedgeredModel


class Statistics(models.TextChoices):
    """Who counts output, investment and tax in statistics."""

    PLACE = "place"  # 属地统计: where it lies, and nobody else
    AGREED = "agreed"  # where it lies; for assessment the two sides divide by agreement


class Holder(models.TextChoices):
    HOME = "home"
    PARTNER = "partner"
    BOTH = "both"


class Agreement(LedgeredModel):
    """A version of a sharing agreement 分成协议. Signed by both sides it is in force for its years and never changes.

    `first_year` is the first year it applies to; its bands count from `counts_from`. Shares are hundredths of a per
    cent.
    """

    text_fields = frozenset(
        {"legal_basis", "statistics_words", "promises", "powers_words", "exit_words", "withdrawn_why"}
    )

    enclave = models.ForeignKey(Enclave, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField()
    first_year = models.PositiveIntegerField()
    counts_from = models.PositiveIntegerField()

    base_year = models.PositiveIntegerField(null=True, blank=True)
    base_yuan = MoneyField(default=0)
    base_carries = models.BooleanField(default=False)
    yearly_cap_yuan = MoneyField(null=True, blank=True)
    total_cap_yuan = MoneyField(null=True, blank=True)
    excess_carries = models.BooleanField(default=False)
    pay_within = models.PositiveIntegerField(default=30)  # days after the second signature

    legal_basis = models.TextField(blank=True)
    statistics = models.CharField(max_length=10, choices=Statistics.choices, blank=True)
    statistics_words = models.CharField(max_length=500, blank=True)
    promises = models.TextField(blank=True)
    powers_words = models.CharField(max_length=500, blank=True)
    exit_words = models.TextField(blank=True)
    exit_notice = models.PositiveIntegerField(null=True, blank=True)  # months
    exit_settles = models.BooleanField(default=False)

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    drafted_on = models.DateField()
    drafted_by = models.UUIDField()
    signed_on = models.DateField(null=True, blank=True)  # the day of the second signature
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enclave", "number"], name="agreement_version_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.enclave} {self.number}"

    @property
    def terms(self) -> Terms:
        """The terms as numbers; asks for taxes and bands unless they are prefetched."""
        bands = sorted(self.bands.all(), key=lambda band: band.place)
        return Terms(
            local={tax.kind: tax.local for tax in self.taxes.all()}, first_year=self.counts_from,
            bands=tuple(Band(band.years, band.share) for band in bands), base=self.base_yuan,
            base_carries=self.base_carries, yearly_cap=self.yearly_cap_yuan, total_cap=self.total_cap_yuan,
            excess_carries=self.excess_carries, exit_settles=self.exit_settles,
        )  # fmt: skip


class AgreementTax(LedgeredModel):
    """A tax that is shared, and the part of it that stays with the two sides, in hundredths of a per cent."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="taxes")
    kind = models.CharField(max_length=40)
    local = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "kind"], name="tax_once_an_agreement")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.local}"


class AgreementBand(LedgeredModel):
    """So many years at one share of the other side."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bands")
    place = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField()
    share = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "place"], name="band_once_an_agreement")]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.years} × {self.share}"


class AgreementPower(LedgeredModel):
    """Which side decides a matter in the enclave: planning, land, permits …"""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="powers")
    matter = models.CharField(max_length=40)
    held_by = models.CharField(max_length=10, choices=Holder.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "matter"], name="power_once_an_agreement")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.matter} {self.held_by}"
