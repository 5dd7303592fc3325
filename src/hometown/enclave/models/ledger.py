"""What was paid in an enclave, what it comes to in a year, who signed that, and what was paid over."""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.enclave.models.agreement import Agreement
from hometown.enclave.models.enclave import Enclave, EnclaveProject, Side
from hometown.enclave.querysets import StatementQuerySet, TaxQuerySet
from hometown.files.models import Blob
from hometown.kernel.fields import MoneyField
from hometown.ledger.models import LedgeredModel


class TaxPaid(LedgeredModel):
    """A tax paid in an enclave for a year 入库税收, with the paper that says so. Struck out, it counts no more."""

    text_fields = frozenset({"struck_why"})
    provable_fields = frozenset({"amount_yuan"})

    enclave = models.ForeignKey(Enclave, on_delete=models.PROTECT, related_name="taxes")
    year = models.PositiveIntegerField()
    until = models.DateField()  # the last day it covers
    inside = models.ForeignKey(EnclaveProject, on_delete=models.PROTECT, null=True, blank=True, related_name="taxes")
    kind = models.CharField(max_length=40)
    amount_yuan = MoneyField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    recorded_on = models.DateField()
    recorded_by = models.UUIDField()
    struck_on = models.DateField(null=True, blank=True)
    struck_by = models.UUIDField(null=True, blank=True)
    struck_why = models.CharField(max_length=300, blank=True)

    objects = TaxQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["enclave", "year"], name="tax_of_enclave_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.amount_yuan}"


class Statement(LedgeredModel):
    """What the other side gets for a year 分成结算单, worked out line by line. Once anybody signed it, it stays.

    Three amounts come from the statement before (`after`): base not taken off, share that waits, and the sum so far.
    `corrects` names the one it takes the place of, when both sides have signed it.
    """

    text_fields = frozenset({"why", "withdrawn_why"})
    provable_fields = frozenset({"payable_yuan"})

    enclave = models.ForeignKey(Enclave, on_delete=models.PROTECT, related_name="statements")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statements")
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by")
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()  # of the year: 1, then one more for each correction or new draft
    is_last = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)

    base_brought_yuan = MoneyField()
    excess_brought_yuan = MoneyField()
    paid_before_yuan = MoneyField()
    gross_yuan = MoneyField()
    retained_yuan = MoneyField()
    base_taken_yuan = MoneyField()
    base_left_yuan = MoneyField()
    pot_yuan = MoneyField()
    rate = models.PositiveIntegerField()  # the other side's share, in hundredths of a per cent
    share_yuan = MoneyField()
    room_yuan = MoneyField(null=True, blank=True)
    payable_yuan = MoneyField()
    carried_yuan = MoneyField()
    lapsed_yuan = MoneyField()

    drafted_on = models.DateField()
    drafted_by = models.UUIDField()
    signed_on = models.DateField(null=True, blank=True)  # the day of the second signature
    due_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)  # the day a correction was signed by both
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enclave", "year", "number"], name="statement_number_once"),
            models.UniqueConstraint(
                fields=["enclave", "year"], condition=Q(signed_on__isnull=True, withdrawn_on__isnull=True),
                name="one_open_statement",
            ),
            models.UniqueConstraint(
                fields=["enclave", "year"], condition=Q(signed_on__isnull=False, replaced_on__isnull=True),
                name="one_standing_statement",
            ),
        ]  # fmt: skip
        ordering = ["-year", "-number"]

    def __str__(self) -> str:
        return f"{self.enclave} {self.year}-{self.number}"


class StatementLine(LedgeredModel):
    """One tax of a statement: paid, the local part, and how much of what is payable it stands for."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    gross_yuan = MoneyField()
    local = models.PositiveIntegerField()
    retained_yuan = MoneyField()
    payable_yuan = MoneyField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "kind"], name="kind_once_a_statement")]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.kind} {self.retained_yuan}"


class Signature(LedgeredModel):
    """One side has signed an agreement or a statement; `digest` says what exactly was signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=True) ^ Q(statement__isnull=True), name="signature_of_one_thing"
            ),
            models.UniqueConstraint(fields=["agreement", "side"], name="agreement_signed_once_a_side"),
            models.UniqueConstraint(fields=["statement", "side"], name="statement_signed_once_a_side"),
            models.UniqueConstraint(fields=["agreement", "person"], name="agreement_signed_by_two"),
            models.UniqueConstraint(fields=["statement", "person"], name="statement_signed_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.on}"


class Remittance(LedgeredModel):
    """Money that went from the side that collects to the other for a year 划转, with its voucher.

    Below zero it went back. The side that is owed says that it arrived.
    """

    text_fields = frozenset({"note"})
    provable_fields = frozenset({"amount_yuan"})

    enclave = models.ForeignKey(Enclave, on_delete=models.PROTECT, related_name="remittances")
    year = models.PositiveIntegerField()
    on = models.DateField()
    amount_yuan = MoneyField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    recorded_on = models.DateField()
    recorded_by = models.UUIDField()
    arrived_on = models.DateField(null=True, blank=True)
    arrived_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["enclave", "year"], name="remitted_of_enclave_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.amount_yuan}"
