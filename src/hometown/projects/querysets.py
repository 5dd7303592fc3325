"""The adjectives of projects, filings, moves, evidence and vouchers."""

import uuid
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import RowNumber

from hometown.kernel.bounds import Bound
from hometown.ledger.heads import hidden, in_any_of
from hometown.ledger.models import LedgeredQuerySet

from .rules import RANK, Stage, Status


class ProjectQuerySet(LedgeredQuerySet):
    def live(self) -> "ProjectQuerySet":
        return self.filter(status=Status.ACTIVE)

    def newest_first(self) -> "ProjectQuerySet":
        return self.order_by("-id")

    def with_reader_needs(self) -> "ProjectQuerySet":
        """Bring along what a line about a project prints."""
        return self.select_related("company", "batch", "landing_unit")

    def for_lines(self) -> "ProjectQuerySet":
        """Read no more of projects than their name, their firm's, where they stand and what comes next."""
        stands = ("name", "grade", "stage", "stage_on", "opened_on", "contract_on", "next_step", "next_step_due")
        return self.select_related("company").only(*stands, "company__name", "company__normal_name")

    def first_of_lanes(self, cap: int, *, among_many: bool) -> "list[uuid.UUID]":
        """The first so many projects of each stage, those that moved last first: their ids, in one query.

        `among_many` says that most of a city's projects are asked: then each lane is read from its own end of an
        index, rather than all projects placed to find the few in front.
        """
        if not among_many:
            place = Window(RowNumber(), partition_by="stage", order_by=["-stage_on", "-id"])
            placed = self.order_by().annotate(place=place).filter(place__lte=cap)
            return list(placed.values_list("pk", flat=True))
        heads = (self.filter(stage=stage).order_by("-stage_on", "-id")[:cap] for stage in Stage)
        return list(self.model._default_manager.filter(in_any_of(heads)).order_by().values_list("pk", flat=True))

    def by_stage(self) -> "QuerySet[Any, dict[str, Any]]":
        """How many projects stand in each stage, and what they add up to in yuan.

        `open` counts the amounts known only from below or not at all, `about` those known roughly.
        """
        rough = Q(amount_bound=Bound.AT_LEAST) | Q(amount_yuan__isnull=True)
        sums = {  # of columns that lie in one index: never of the key
            "count": Count("*"),
            "total": Sum("amount_yuan"),
            "open": Count("stage", filter=rough),
            "about": Count("stage", filter=Q(amount_bound=Bound.ABOUT)),
        }
        return self.order_by().values("stage").annotate(**sums)  # type: ignore[no-any-return]


class FilingQuerySet(LedgeredQuerySet):
    def counted(self) -> "FilingQuerySet":
        """Filings that count as 条: not those that support another."""
        return self.filter(is_supporting=False)

    def waiting(self) -> "FilingQuerySet":
        """Filings that are not complete yet."""
        return self.filter(effective_at__isnull=True)


class ClaimQuerySet(LedgeredQuerySet):
    def held(self) -> "ClaimQuerySet":
        """Claims that nobody has released, though they may have lapsed."""
        return self.filter(released_on__isnull=True)

    def standing(self, on: date) -> "ClaimQuerySet":
        """Claims whose protection covers a day; that of a signed project stays its own. Progress is not asked."""
        return self.held().filter(self._covered(on), first_on__lte=on)

    def held_by_few(self) -> "ClaimQuerySet":
        """Those of few claims that nobody has released: read by their keys, and not sought among all of them."""
        found: ClaimQuerySet = self.alias(_released=hidden("released_on", DateField())).filter(_released__isnull=True)
        return found

    def _covered(self, on: date) -> Q:
        return Q(last_on__gte=on) | Q(project__stage_rank__gte=RANK[Stage.SIGNED])

    def with_life_needs(self) -> "ClaimQuerySet":
        """Bring along what the life of a claim is told of."""
        return self.select_related("unit", "project__company", "filing")

    def for_lives(self) -> "ClaimQuerySet":
        """Read no more of claims than how they stand and which project each is of: for a list of many."""
        of_claim = ("unit", "first_on", "last_on", "granted_on", "released_on")
        of_project = ("project__name", "project__company", "project__stage_rank")
        of_filing = ("filing__unit", "filing__officer", "filing__filed_by")
        return self.select_related("project", "filing").only(*of_claim, *of_project, *of_filing)


class ConflictQuerySet(LedgeredQuerySet):
    def open(self) -> "ConflictQuerySet":
        """Probable matches that nobody has decided."""
        return self.filter(verdict="")

    def about(self, project: uuid.UUID) -> "ConflictQuerySet":
        """Those in which a project is either side."""
        return self.filter(Q(project=project) | Q(other=project))


class DoubtQuerySet(LedgeredQuerySet):
    def open(self) -> "DoubtQuerySet":
        """Doubts that no verifier has cleared."""
        return self.filter(cleared_on__isnull=True)

    def cleared(self) -> "DoubtQuerySet":
        return self.filter(cleared_on__isnull=False)


class TransferQuerySet(LedgeredQuerySet):
    def open(self) -> "TransferQuerySet":
        """Transfers that wait for somebody's word."""
        return self.filter(completed_on__isnull=True, refused_on__isnull=True)

    def completed(self) -> "TransferQuerySet":
        return self.filter(completed_on__isnull=False)


class ObjectionQuerySet(LedgeredQuerySet):
    def open(self) -> "ObjectionQuerySet":
        """Objections that nobody has decided."""
        return self.filter(decided_on__isnull=True)

    def on_appeal(self) -> "ObjectionQuerySet":
        """Those whose appeal nobody has decided."""
        return self.filter(appealed_on__isnull=False, appeal_decided_on__isnull=True)


def _latest_verdict() -> Subquery:
    model = apps.get_model("projects", "Verification")
    newest = model._default_manager.filter(evidence=OuterRef("pk")).order_by("-on", "-id")
    return Subquery(newest.values("holds")[:1])


class EvidenceQuerySet(LedgeredQuerySet):
    def standing(self) -> "EvidenceQuerySet":
        """Evidence that was not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def with_verdict(self) -> "EvidenceQuerySet":
        """Bring along what the latest verification said: `verdict` is True, False, or None before the first."""
        found: EvidenceQuerySet = self.annotate(verdict=_latest_verdict())
        return found

    def on_file(self) -> "EvidenceQuerySet":
        """Evidence that stands and that no verifier has refuted."""
        # Not exclude(verdict=False): before the first verification the verdict is NULL, and NOT NULL excludes too.
        found: EvidenceQuerySet = self.standing().with_verdict().filter(Q(verdict__isnull=True) | Q(verdict=True))
        return found

    def verified(self) -> "EvidenceQuerySet":
        """Evidence that stands and whose latest verification says that it holds."""
        found: EvidenceQuerySet = self.standing().with_verdict().filter(verdict=True)
        return found

    def of_outer_project(self, *, stage: Stage, kind: str) -> Exists:
        """Tell of each project of an outer query whether such evidence is among these."""
        return Exists(self.filter(project=OuterRef("pk"), stage=stage, kind=kind))


class VoucherQuerySet(LedgeredQuerySet):
    def verified(self) -> "VoucherQuerySet":
        return self.filter(holds=True)

    def unverified(self) -> "VoucherQuerySet":
        return self.filter(holds__isnull=True)
