"""How a joint review stands: its sheet by its own version of the rules, what each department said, the range."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from hometown.policy.shape import Named, Review
from hometown.policy.standing import by_number
from hometown.programme.models import Unit

from .models import JointReview, ReviewMark, ReviewOpinion
from .rules import Range, Verdict, criterion_range, total_range, verdict


@dataclass(frozen=True)
class Sheet:
    """What one department said. A criterion without an entry is not its business; None is pending."""

    pk: uuid.UUID
    unit: Unit
    on: date | None
    veto: str
    veto_name: str
    words: str
    marks: dict[str, Decimal | None] = field(default_factory=dict)
    excused_on: date | None = None
    excused_because: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether it is still waited for."""
        return self.on is None and self.excused_on is None


@dataclass(frozen=True)
class SheetLine:
    """One line of the sheet with what it can still come to."""

    criterion: str
    name: str
    full: int
    range: Range


@dataclass(frozen=True)
class Standing:
    """The whole review as it stands."""

    lines: tuple[SheetLine, ...]
    sheets: tuple[Sheet, ...]
    total: Range
    pass_at: int
    vetoes: tuple[str, ...]  # their names
    silent: int
    verdict: Verdict

    @property
    def full(self) -> int:
        """The full mark of the sheet."""
        return sum(line.full for line in self.lines)


def rules_of(review: JointReview) -> Review:
    """Return the sheet, vetoes and pass mark under which a review was opened."""
    return by_number(review.policy_version).review


def standing_of(review: JointReview) -> Standing:
    """Return how a review stands."""
    return standings_of([review])[review.pk]


def standings_of(reviews: Iterable[JointReview]) -> dict[uuid.UUID, Standing]:
    """Return how several reviews stand, in two queries and one for each version of the rules."""
    listed = list(reviews)
    rules = {number: by_number(number).review for number in {one.policy_version for one in listed}}
    asked: dict[uuid.UUID, list[ReviewOpinion]] = {one.pk: [] for one in listed}
    opinions = ReviewOpinion.objects.filter(review__in=listed).select_related("unit").order_by("unit__name", "pk")
    for opinion in opinions:
        asked[opinion.review_id].append(opinion)
    marks: dict[uuid.UUID, dict[str, Decimal | None]] = {}
    for mark in ReviewMark.objects.filter(opinion__review__in=listed):
        marks.setdefault(mark.opinion_id, {})[mark.criterion] = mark.value
    return {
        one.pk: _stands(
            rules[one.policy_version],
            [_sheet(rules[one.policy_version], said, marks.get(said.pk, {})) for said in asked[one.pk]],
        )
        for one in listed
    }


def _sheet(rules: Review, opinion: ReviewOpinion, marks: dict[str, Decimal | None]) -> Sheet:
    name = _name(rules.vetoes, opinion.veto)
    excused = opinion.excused_on, opinion.excused_because
    return Sheet(opinion.pk, opinion.unit, opinion.on, opinion.veto, name, opinion.words, marks, *excused)


def _stands(rules: Review, sheets: list[Sheet]) -> Standing:
    silent = sum(sheet.is_silent for sheet in sheets)
    lines = tuple(
        SheetLine(item.code, item.text(_language()), item.full, criterion_range(
            item.full, (sheet.marks[item.code] for sheet in sheets if item.code in sheet.marks), silent
        ))
        for item in rules.sheet if not item.retired
    )  # fmt: skip
    total = total_range(line.range for line in lines)
    vetoes = tuple(dict.fromkeys(sheet.veto_name for sheet in sheets if sheet.veto))
    return Standing(
        lines, tuple(sheets), total, rules.pass_at, vetoes, silent, verdict(total, rules.pass_at, vetoes, silent)
    )


def _name(items: Iterable[Named], code: str) -> str:
    return next((one.text(_language()) for one in items if one.code == code), code)


def _language() -> str:
    return get_language() or "zh-hans"
