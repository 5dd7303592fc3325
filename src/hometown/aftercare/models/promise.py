"""What was promised to a firm, and whether it was kept."""

from datetime import date

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.aftercare.querysets import PromiseQuerySet
from hometown.aftercare.rules import promise_state
from hometown.companies.models import Company
from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project


class Promise(LedgeredModel):
    """A line of the ledger of promises 承诺: what, to which firm, on which legal basis, by when, kept or not.

    A favour has a fair-competition review on record as well (Regulations, in force 2024-08-01).
    """

    text_fields = frozenset({"words", "kept_words", "released_because"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="promises")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="promises")
    kind = models.CharField(max_length=40)  # a code of the policy's promise_kinds
    words = models.CharField(max_length=500)
    basis = models.CharField(max_length=300)  # the law, the document, the clause of the contract
    reviewed_on = models.DateField(null=True, blank=True)
    review_number = models.CharField(max_length=120, blank=True)
    promised_on = models.DateField()
    due_on = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="promises")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="promises")
    made_by = models.UUIDField()

    kept_on = models.DateField(null=True, blank=True)
    kept_by = models.UUIDField(null=True, blank=True)
    kept_words = models.CharField(max_length=500, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    released_on = models.DateField(null=True, blank=True)
    released_by = models.UUIDField(null=True, blank=True)
    released_because = models.CharField(max_length=500, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_on__isnull=True) | Q(released_on__isnull=True), name="promise_ends_once"
            )
        ]
        indexes = [
            models.Index(fields=["holder", "kept_on"], name="promise_of_holder"),
            models.Index(fields=["company", "due_on"], name="promise_to_firm"),
            models.Index(
                fields=["due_on"], condition=Q(kept_on__isnull=True, released_on__isnull=True), name="promise_open"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.kept_on is None and self.released_on is None

    def state_on(self, today: date) -> str:
        """Where it stands on a day."""
        return promise_state(self.due_on, self.kept_on, self.released_on, today)
