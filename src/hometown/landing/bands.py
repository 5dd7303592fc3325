"""What a leader is told of an escalation: lead unit, grade, stage, band of amount. No project, no firm, no person."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hometown.face import formats
from hometown.kernel.money import Amount
from hometown.policy.shape import Policy
from hometown.projects import labels as projects

from . import labels
from .models import Escalation
from .selections import grade_of


@dataclass(frozen=True)
class Band:
    """An escalation as an aggregate."""

    unit: str
    grade: str
    stage: str
    amount: Any

    @property
    def words(self) -> str:
        """The aggregate in one line."""
        return " · ".join(str(one) for one in (self.unit, self.grade, self.stage, self.amount) if one)


def band_of(policy: Policy, escalation: Escalation) -> Band:
    """Return an escalation as an aggregate; the amount only as the band its grade begins at."""
    grade = grade_of(policy, escalation.grade)
    start = grade.from_yuan if grade else None
    amount: Any = ""
    if start is not None:
        amount = _("from %(amount)s") % {"amount": formats.money(Amount(start), projects.language())}
    stage = projects.stage(policy, escalation.project.stage)
    return Band(escalation.lead_unit.name, labels.grade(policy, escalation.grade), stage, amount)
