"""The list of questions as people take it along: a workbook in which text stays text (`programme.sheets`)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hometown.policy.shape import Policy
from hometown.programme.sheets import as_xlsx

from . import labels
from .models import Question


def questions_xlsx(policy: Policy, found: Iterable[Question]) -> bytes:
    """Return questions, each with who asks, who has it, its days and how it stands."""
    heads = [
        (_("Question"), 48), (_("Why it is asked"), 48), (_("Topic"), 20), (_("Who asks"), 20), (_("Asked on"), 12),
        (_("By when"), 12), (_("Who has it"), 14), (_("Answered"), 12), (_("Accepted"), 12), (_("How it stands"), 20),
    ]  # fmt: skip
    rows = (
        (
            one.title, one.why, labels.theme(policy, one.theme), one.unit.name, one.asked_on, one.due_on,
            one.holder.name if one.holder else "", one.answered_on, one.accepted_on, str(labels.STATES[one.state]),
        )
        for one in found
    )  # fmt: skip
    return as_xlsx(_("Questions"), heads, rows)
