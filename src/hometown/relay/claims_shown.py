"""The first claims of the projects that an officer hands over: a unit's, not the officer's, so they stay.

A handover lists them all the same, with how each stands and what is due for it, and says where whoever takes over does
not act for the unit: then the claim is transferred, or somebody of the unit keeps it up.
"""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.kernel import clock
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects.claimpage import due_words, state_lamp
from hometown.projects.models import Claim, Project
from hometown.projects.progress import lives_of

from .plans import Plan
from .possessions import Possessions


def rows(reader: User, mine: Possessions, plan: Plan | None = None) -> list[Row]:
    """Return the claims that are held for these projects and that the reader knows of, the first to end first."""
    items = {item.row.pk: item for item in mine.items if isinstance(item.row, Project)}
    known = projects.known_claims(reader).filter(project__in=list(items), pk__in=Claim.objects.held().values("pk"))
    today = clock.today()
    found = list(known.with_life_needs())
    lives = lives_of(found, in_force(today), today)
    found.sort(key=lambda one: (lives[one.pk].returns_on, one.pk))
    strangers = _strangers(found, {one.pk: plan.successor(items[one.project_id]) for one in found}) if plan else {}
    return [_row(one, lives[one.pk], strangers.get(one.pk, "")) for one in found if not lives[one.pk].is_lapsed]


def _strangers(found: list[Claim], takers: dict[uuid.UUID, Any]) -> dict[uuid.UUID, str]:
    """Return who takes over without acting for the unit, by the key of the claim."""
    acting: dict[tuple[uuid.UUID, uuid.UUID], bool] = {}
    for one in found:
        who = takers[one.pk]
        if (who.pk, one.unit_id) not in acting:
            acting[who.pk, one.unit_id] = bool(who.user and projects.acts_for(who.user, one.unit))
    return {one.pk: takers[one.pk].name for one in found if not acting[takers[one.pk].pk, one.unit_id]}


def _row(claim: Claim, life: Any, stranger: str) -> Row:
    meta: list[Any] = [claim.unit.name, due_words(life)]
    if stranger:
        meta.append(_("%(person)s does not act for this unit: transfer the claim.") % {"person": stranger})
    return Row(claim.project.name, meta, reverse("claim", args=[claim.pk]), state_lamp(life))
