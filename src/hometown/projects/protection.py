"""Whether a first claim may be given at all: not below the least amount of the rules, nor to a unit that lets too many
of its claims go without evidence, nor to one that the firm refused. The filing is kept either way, with its time.
"""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from hometown.face.formats import money
from hometown.kernel.errors import RuleBroken
from hometown.kernel.money import Amount
from hometown.policy.shape import Policy
from hometown.programme.models import Unit

from . import labels
from .models import Claim, InvestorChoice
from .progress import lives_of
from .rules import ClaimState, holds_enough, is_under_least

_WITHOUT_EVIDENCE = frozenset({ClaimState.AMBER, ClaimState.RED})


def neglected_by(policy: Policy, unit: uuid.UUID, today: date) -> int:
    """Return how many claims of a unit stand and have missed evidence."""
    held = list(Claim.objects.held().with_life_needs().filter(unit=unit))
    if not holds_enough(policy, len(held)):
        return 0  # too few for the number to matter
    return sum(life.state in _WITHOUT_EVIDENCE for life in lives_of(held, policy, today).values())


def is_protected(policy: Policy, yuan: Decimal | None, unit: uuid.UUID, today: date) -> bool:
    """Tell whether the rules give a claim for a project of this amount to this unit."""
    return not is_under_least(policy, yuan) and not holds_enough(policy, neglected_by(policy, unit, today))


def is_refused(project: uuid.UUID, unit: uuid.UUID) -> bool:
    """Tell whether the firm's last word about a unit is that it will not deal with it."""
    about = InvestorChoice.objects.filter(project=project).order_by("-on", "-id")
    last = next((one for one in about if unit in (one.chosen_id, one.refused_id)), None)
    return last is not None and last.chosen_id != unit


def require_wanted(project: uuid.UUID, unit: Unit) -> None:
    """Raise RuleBroken for a unit that the firm refused: its letter goes before what units agree or people decide."""
    if is_refused(project, unit.pk):
        raise RuleBroken("projects.refused_by_firm", unit=unit.name)


def refused_words(unit: Unit) -> str:
    """Return the sentence that says that the firm's letter stands against a claim."""
    refused = _("The firm has written that it does not want %(unit)s.") % {"unit": unit.name}
    return " ".join((refused, _("It is kept as a supporting lead, without a first claim.")))


def words(policy: Policy, yuan: Decimal | None, unit: uuid.UUID, today: date) -> Any:
    """Return the sentence that says why no claim is given; empty where one is."""
    if is_under_least(policy, yuan):
        least = money(Amount(policy.claims.least_amount or Decimal(0)), labels.language())
        pattern = _("It is kept as a lead, without a first claim: the rules protect projects from {least} on.")
        return format_html(pattern, least=least)
    count = neglected_by(policy, unit, today)
    if holds_enough(policy, count):
        pattern = _(
            "It is kept as a lead, without a first claim for now: {count} claims of your unit have missed evidence. "
            "From {most} on the rules give no further one. Bring evidence, and this lead gets its claim."
        )
        return format_html(pattern, count=count, most=policy.claims.neglected_most)
    return ""
