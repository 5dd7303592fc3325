"""The adjectives of questions, practices and comparisons."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from hometown.ledger.models import LedgeredQuerySet

_OVER = Q(accepted_on__isnull=False) | Q(withdrawn_on__isnull=False)


class QuestionQuerySet(LedgeredQuerySet):
    def standing(self) -> "QuestionQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def live(self) -> "QuestionQuerySet":
        """Those not settled: neither accepted nor withdrawn."""
        return self.exclude(_OVER)

    def waiting(self) -> "QuestionQuerySet":
        """Those that wait for an answer: nobody has answered, or the asker asked further."""
        return self.live().filter(answered_on__isnull=True)

    def unclaimed(self) -> "QuestionQuerySet":
        """Those that nobody has."""
        return self.waiting().filter(holder__isnull=True)

    def answered(self) -> "QuestionQuerySet":
        """Those that wait for the asker to look."""
        return self.live().filter(answered_on__isnull=False)

    def accepted(self) -> "QuestionQuerySet":
        return self.standing().filter(accepted_on__isnull=False)

    def held_by(self, user: object) -> "QuestionQuerySet":
        return self.filter(holder=user)

    def of_units(self, units: Collection[uuid.UUID]) -> "QuestionQuerySet":
        return self.filter(unit__in=units)

    def due_by(self, day: date) -> "QuestionQuerySet":
        return self.filter(due_on__lte=day)

    def due_first(self) -> "QuestionQuerySet":
        return self.order_by("due_on", "pk")

    def newest_first(self) -> "QuestionQuerySet":
        return self.order_by("-asked_on", "-pk")

    def with_reader_needs(self) -> "QuestionQuerySet":
        return self.select_related("unit", "asked_by", "asker", "holder", "batch")


class WrittenQuerySet(LedgeredQuerySet):
    """Records that may be withdrawn."""

    def standing(self) -> "WrittenQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def newest_first(self) -> "WrittenQuerySet":
        return self.order_by("-written_on", "-pk")


class AdoptionQuerySet(LedgeredQuerySet):
    def live(self) -> "AdoptionQuerySet":
        """Those not dropped."""
        return self.exclude(step="dropped")

    def adopted(self) -> "AdoptionQuerySet":
        return self.filter(step="adopted")


class BenchmarkQuerySet(WrittenQuerySet):
    def open(self) -> "BenchmarkQuerySet":
        """Those whose action is not done."""
        return self.filter(withdrawn_on__isnull=True, done_on__isnull=True)


class ReflectionQuerySet(LedgeredQuerySet):
    def published(self) -> "ReflectionQuerySet":
        """Those everybody who takes part in learning reads."""
        return self.filter(published_on__isnull=False, withdrawn_on__isnull=True)

    def sent(self) -> "ReflectionQuerySet":
        """Those that wait for somebody to read them before they are published."""
        return self.filter(sent_on__isnull=False, published_on__isnull=True, withdrawn_on__isnull=True)

    def newest_first(self) -> "ReflectionQuerySet":
        return self.order_by("-published_on", "-pk")


class ThanksQuerySet(LedgeredQuerySet):
    def standing(self) -> "ThanksQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)

    def newest_first(self) -> "ThanksQuerySet":
        return self.order_by("-received_on", "-pk")


class PlaybookQuerySet(LedgeredQuerySet):
    def standing(self) -> "PlaybookQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class MentoringQuerySet(LedgeredQuerySet):
    def running(self) -> "MentoringQuerySet":
        """Those nobody has ended."""
        return self.filter(ended_on__isnull=True)

    def with_people(self) -> "MentoringQuerySet":
        return self.select_related("asker", "mentor", "task")
