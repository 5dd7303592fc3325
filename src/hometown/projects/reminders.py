"""What this room reminds people of: gates that fall due, and first claims about to lapse, of their own projects."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.clock import CITY_TIME
from hometown.notices.rules import is_told
from hometown.notices.sources import MOST, Line, Source, among
from hometown.policy.rules import gate, next_stage
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from . import access, filters, labels
from .models import Claim, Filing, Project
from .progress import held_claim, lives_of
from .querysets import ClaimQuerySet
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
    own = Claim.objects.filter(access.of_seen(user), access.mine(user, "project"))
    standing = list(own.standing(today).with_life_needs().order_by("last_on", "pk"))
    if not standing:
        return
    lives, until = lives_of(standing, in_force(today), today), today + timedelta(days=days)
    ends = {claim: lives[claim.pk].returns_on - timedelta(days=1) for claim in standing if _may_lapse(lives[claim.pk])}
    near = [claim for claim, on in ends.items() if on <= until]
    for claim in sorted(near, key=lambda one: (ends[one], one.pk))[:MOST]:
        yield Line(claim.project.name, reverse("project", args=[claim.project_id]), claim.project_id, ends[claim])


def _may_lapse(life: Life) -> bool:
    return life.state not in {ClaimState.KEPT, ClaimState.LAPSED}


def shared(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield the projects that somebody else filed too, lately: to the people of the unit that leads, and to who filed.

    Of the other side each learns the unit, the stage and the day, as the register tells them.
    """
    since = datetime.combine(today - timedelta(days=days), time(), CITY_TIME)
    units = access.units_spoken_for(user)
    met = Filing.objects.filter(
        Q(project__claims__unit__in=units) | Q(filed_by=user.pk) | Q(unit__in=units),
        project__claims__released_on__isnull=True, is_supporting=True, filed_at__gte=since,
    )  # fmt: skip
    met = met.exclude(unit=F("project__claims__unit")).select_related("unit", "project").order_by("-filed_at", "-pk")
    policy = in_force(today)
    for filing in met.distinct()[:MOST]:
        claim = held_claim(filing.project_id)
        if claim is not None:
            yield _shared_line(policy, claim, filing, leads=claim.unit_id in units)


def _shared_line(policy: Policy, claim: Claim, filing: Filing, *, leads: bool) -> Line:
    url = reverse("claim", args=[claim.pk])
    if leads:
        words = _("%(unit)s filed “%(project)s” too: it supports your claim")
        told = {"unit": filing.unit.name, "project": claim.project.name}
        return Line(words % told, url, claim.pk, since_on=filing.filed_at.astimezone(CITY_TIME).date())
    words = _("%(unit)s leads a project that you filed; stage: %(stage)s")
    told = {"unit": claim.unit.name, "stage": labels.stage(policy, claim.project.stage)}
    return Line(words % told, url, claim.pk, since_on=claim.first_on)


def _registered(user: User) -> ClaimQuerySet:
    return access.register(user) if user.may(Capability.SEE_CLAIMS_REGISTER) else Claim.objects.none()


SOURCES = (
    Source(
        "gates_due", lazy("Gates and next steps that fall due"), gates_due, access.visible_among, _works,
        days=3, days_words=lazy("Days ahead"),
    ),
    Source(
        "claims_lapsing", lazy("First claims about to lapse"), claims_lapsing, access.visible_among, _files,
        days=14, days_words=lazy("Days ahead"),
    ),
    Source(
        "claims_shared", lazy("Projects that another unit filed too"), shared, among(_registered), _files,
        days=3, days_words=lazy("Days back"),
    ),
)  # fmt: skip
