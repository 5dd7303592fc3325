"""How something is done: a text with steps, kept by the home bureau in versions; who wonders how to begin reads it."""

from django.db import models

from hometown.accounts.models import User
from hometown.exchange.querysets import PlaybookQuerySet
from hometown.exchange.rules import Moment
from hometown.ledger.models import LedgeredModel

MOMENTS = [(moment.value, moment.value) for moment in Moment]


class Playbook(LedgeredModel):
    """How one does something 工作手册: shown where that step is taken (`moment`). Its text stands in its versions."""

    text_fields = frozenset({"withdrawn_because"})

    moment = models.CharField(max_length=20, choices=MOMENTS)
    title = models.CharField(max_length=120)
    written_on = models.DateField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="playbooks_written")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = PlaybookQuerySet.as_manager()

    class Meta:
        ordering = ["moment", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class PlaybookVersion(LedgeredModel):
    """One text of a playbook, with what changed. `steps` has a step a line."""

    text_fields = frozenset({"text", "steps", "changed"})

    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    steps = models.TextField()
    changed = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["playbook", "number"], name="playbook_version_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.playbook_id} {self.number}"
