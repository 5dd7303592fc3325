"""The adjectives of projects, filings, moves and evidence."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from hometown.ledger.models import LedgeredQuerySet

from .rules import RANK, Stage, Status

if TYPE_CHECKING:
    from hometown.programme.models import Batch


class ProjectQuerySet(LedgeredQuerySet):
    def live(self) -> "ProjectQuerySet":
        return self.filter(status=Status.ACTIVE)

    def of_batch(self, batch: "Batch") -> "ProjectQuerySet":
        return self.filter(batch=batch)

    def at_or_beyond(self, stage: Stage) -> "ProjectQuerySet":
        return self.filter(stage_rank__gte=RANK[stage])


class FilingQuerySet(LedgeredQuerySet):
    def counted(self) -> "FilingQuerySet":
        """Filings that count as 条: not those that support another."""
        return self.filter(is_supporting=False)


class StageMoveQuerySet(LedgeredQuerySet):
    def reaching(self, stage: Stage) -> "StageMoveQuerySet":
        return self.filter(to_rank__gte=RANK[stage])


class EvidenceQuerySet(LedgeredQuerySet):
    def standing(self) -> "EvidenceQuerySet":
        return self.filter(withdrawn_on__isnull=True)

    def verified(self) -> "EvidenceQuerySet":
        """Evidence whose latest verification says that it holds."""
        from django.apps import apps

        model = apps.get_model("projects", "Verification")
        newest = model.objects.filter(evidence=OuterRef("pk")).order_by("-on", "-id").values("pk")[:1]
        return self.filter(Exists(model.objects.filter(pk__in=newest, holds=True)))
