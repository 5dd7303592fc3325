"""What this room reminds people of: gates that fall due, and first claims about to lapse, of their own projects."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.notices.rules import is_told
from hometown.notices.sources import MOST, Line, Source
from hometown.policy.rules import gate, next_stage
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from . import access, filters
from .models import Claim, Project
from .progress import lives_of
from .rules import due_by
from .rules.lives import ClaimState, Life


def _works(user: User) -> bool:
    return user.may(*access.READERS) and user.may(Capability.ADVANCE_PROJECT)


def _files(user: User) -> bool:
    return user.may(*access.READERS) and user.may(Capability.FILE_LEAD)


def gates_due(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield the person's own projects whose next gate or next step falls due within so many days, or lately did."""
    policy = in_force(today)
    own = access.visible_projects(user).filter(access.mine(user))
    near = own.filter(filters.overdue(policy, today + timedelta(days=days + 1)))
    due = {one: on for one in near if (on := _due(policy, one)) and is_told(on, today, days)}
    for one in sorted(due, key=lambda one: (due[one], one.pk))[:MOST]:
        yield Line(one.name, reverse("project", args=[one.pk]), one.pk, due[one])


def _due(policy: Policy, project: Project) -> date | None:
    """Return the nearer of the day of the next gate and that of the next step."""
    following = next_stage(policy, project.stage)
    by_gate = due_by(policy, gate(policy, following.code).due, project.stage_on) if following else None
    return min((day for day in (by_gate, project.next_step_due) if day), default=None)


def claims_lapsing(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield the person's own projects whose first claim ends within so many days, for want of evidence or of time."""
    own = access.visible_projects(user).filter(access.mine(user)).values("pk")
    standing = list(Claim.objects.standing(today).with_life_needs().filter(project__in=own).order_by("last_on", "pk"))
    if not standing:
        return
    lives, until = lives_of(standing, in_force(today), today), today + timedelta(days=days)
    ends = {claim: lives[claim.pk].returns_on - timedelta(days=1) for claim in standing if _may_lapse(lives[claim.pk])}
    near = [claim for claim, on in ends.items() if on <= until]
    for claim in sorted(near, key=lambda one: (ends[one], one.pk))[:MOST]:
        yield Line(claim.project.name, reverse("project", args=[claim.project_id]), claim.project_id, ends[claim])


def _may_lapse(life: Life) -> bool:
    return life.state not in {ClaimState.KEPT, ClaimState.LAPSED}


SOURCES = (
    Source(
        "gates_due", _("Gates and next steps that fall due"), gates_due, access.visible_among, _works,
        days=3, days_words=_("Days ahead"),
    ),
    Source(
        "claims_lapsing", _("First claims about to lapse"), claims_lapsing, access.visible_among, _files,
        days=14, days_words=_("Days ahead"),
    ),
)  # fmt: skip
