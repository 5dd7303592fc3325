"""What they do there, what is missing here, what is done about it."""

from django.db import models

from hometown.accounts.models import User
from hometown.exchange.querysets import BenchmarkQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Unit

from .practices import Practice


class Benchmark(LedgeredModel):
    """A comparison 对标: a practice there beside the gap here and the action of one unit.

    What they do there is told by a practice, or in words where none is written down.
    """

    text_fields = frozenset({"title", "there", "gap", "action", "outcome", "withdrawn_because"})

    theme = models.CharField(max_length=40)  # a code of the policy's themes
    title = models.CharField(max_length=200)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, null=True, blank=True, related_name="benchmarks")
    there = models.TextField(blank=True)
    gap = models.TextField()
    action = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="benchmarks")
    due_on = models.DateField(null=True, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="benchmarks")
    written_on = models.DateField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="benchmarks_written")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=1000, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["theme", "-written_on", "-id"], name="benchmark_of_theme")]

    def __str__(self) -> str:
        return self.title
