"""What is looked at again 抽查: records of a sealed figure that its head draws, and what a verifier found in each."""

from typing import ClassVar

from django.db import models

from hometown.bulletins.querysets import SampleCheckQuerySet, SampleQuerySet
from hometown.ledger.models import LedgeredModel

from .sealing import SealedFigure


class Sample(LedgeredModel):
    """Records of a sealed figure, drawn to be looked at again. One a figure; the head says which, nobody chooses."""

    figure = models.OneToOneField(SealedFigure, on_delete=models.PROTECT, related_name="sample")
    size = models.PositiveSmallIntegerField()  # how many were asked for; a figure with fewer gives all it has
    drawn_on = models.DateField()
    drawn_by = models.UUIDField()

    drawn: int  # how many records it has; there where a query asked `with_reader_needs()`, like
    checked: int  # of how many it was said whether they hold

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-drawn_on", "-id"]

    def __str__(self) -> str:
        return str(self.figure)


class SampleCheck(LedgeredModel):
    """A drawn record, in the order of the draw, and whether it holds: said once, by a verifier who did not report it.

    The record is known by its model and key as the bundle tells them; it stays the drawn one when firms are merged.
    """

    text_fields = frozenset({"reason"})

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="checks")
    place = models.PositiveSmallIntegerField()
    record_model = models.CharField(max_length=60)
    record = models.UUIDField()
    holds = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    checked_by = models.UUIDField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    objects = SampleCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "place"], name="sample_place_once"),
            models.UniqueConstraint(fields=["sample", "record"], name="sampled_once"),
        ]
        ordering: ClassVar[list[str]] = ["sample", "place"]

    def __str__(self) -> str:
        return f"{self.record_model} {self.record}"
