"""The first claims of the projects that an officer hands over: a unit's, not the officer's, so they stay.

A handover lists them all the same, with the day until which each is protected, and says where whoever takes over does
not act for the unit: then the claim is transferred, or somebody of the unit keeps it up.
"""

import uuid

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face.parts import Row
from hometown.fieldwork.contacting import day_words
from hometown.projects import access as projects
from hometown.projects.models import Claim, Project

from .plans import Plan
from .possessions import Possessions


def rows(reader: User, mine: Possessions, plan: Plan | None = None) -> list[Row]:
    """Return the claims that are held for these projects and that the reader knows of, the first to end first."""
    items = {item.row.pk: item for item in mine.items if isinstance(item.row, Project)}
    known = projects.known_claims(reader).filter(project__in=list(items), pk__in=Claim.objects.held().values("pk"))
    found = list(known.select_related("project", "unit").order_by("last_on", "pk"))
    if plan is None:
        return [_row(one) for one in found]
    takers = {one.pk: plan.successor(items[one.project_id]) for one in found}
    acting: dict[tuple[uuid.UUID, uuid.UUID], bool] = {}
    for one in found:
        who = takers[one.pk]
        if (who.pk, one.unit_id) not in acting:
            acting[who.pk, one.unit_id] = bool(who.user and projects.acts_for(who.user, one.unit))
    return [_row(one, "" if acting[takers[one.pk].pk, one.unit_id] else takers[one.pk].name) for one in found]


def _row(claim: Claim, stranger: str = "") -> Row:
    meta = [claim.unit.name]
    if stranger:
        meta.append(_("%(person)s does not act for this unit: transfer the claim.") % {"person": stranger})
    end = _("protected to %(day)s") % {"day": day_words(claim.last_on)}
    return Row(claim.project.name, meta, reverse("claim", args=[claim.pk]), end, "amber" if stranger else "")
