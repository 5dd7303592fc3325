"""Who sees what is disputed about first claims: probable matches, transfers, objections."""

import uuid

from django.db.models import Q

from hometown.accounts.models import User
from hometown.kernel.errors import NotFound
from hometown.policy.shape import Policy

from . import access
from .models import Claim, Conflict, Objection, Transfer
from .querysets import ConflictQuerySet, ObjectionQuerySet, TransferQuerySet


def visible_conflicts(user: User, policy: Policy) -> ConflictQuerySet:
    """Probable matches one decides, and those of one's own units: who filed, and who holds the known project."""
    everything: ConflictQuerySet = Conflict.objects.all()
    if access.decides_claims(user, policy):
        return everything
    units = access.units_spoken_for(user)
    held = Claim.objects.filter(unit__in=units).values("project")
    return everything.filter(Q(filing__unit__in=units) | Q(filing__filed_by=user.pk) | Q(other__in=held))


def visible_transfers(user: User, policy: Policy) -> TransferQuerySet:
    """Transfers one coordinates, and those from and to one's own units."""
    everything: TransferQuerySet = Transfer.objects.all()
    if access.decides_claims(user, policy):
        return everything
    units = access.units_spoken_for(user)
    return everything.filter(Q(from_unit__in=units) | Q(to_unit__in=units))


def visible_objections(user: User, policy: Policy) -> ObjectionQuerySet:
    """Objections one decides, those on appeal to one, and those of and against one's own units."""
    everything: ObjectionQuerySet = Objection.objects.all()
    if access.decides_claims(user, policy):
        return everything
    units = access.units_spoken_for(user)
    held = Claim.objects.filter(unit__in=units).values("project")
    seen = Q(unit__in=units) | Q(claim__unit__in=units) | Q(conflict__filing__unit__in=units)
    seen |= Q(conflict__other__in=held)
    if access.hears_appeals(user, policy):
        seen |= Q(appealed_on__isnull=False)
    return everything.filter(seen)


def conflict_for(user: User, policy: Policy, pk: uuid.UUID) -> Conflict:
    """Return a probable match this person may see. Raises NotFound."""
    found: Conflict | None = (
        visible_conflicts(user, policy)
        .filter(pk=pk)
        .select_related("filing__unit", "filing__officer", "project__company", "other__company")
        .first()
    )
    if found is None:
        raise NotFound("projects.no_claim")
    return found


def asked_together(user: User, policy: Policy, conflict: Conflict) -> list[Conflict]:
    """Return what was asked about the same filing in one go and this person may see, the given one among it."""
    needs = ("filing__unit", "project__company", "other__company")
    together = visible_conflicts(user, policy).filter(filing=conflict.filing_id, asked_on=conflict.asked_on)
    return list(together.select_related(*needs).order_by("pk"))


def transfer_for(user: User, policy: Policy, pk: uuid.UUID) -> Transfer:
    """Return a transfer this person may see. Raises NotFound."""
    seen = visible_transfers(user, policy).filter(pk=pk)
    needs = ("claim__project__company", "from_unit", "to_unit", "statistical_home")
    found: Transfer | None = seen.select_related(*needs).first()
    if found is None:
        raise NotFound("projects.no_claim")
    return found


def objection_for(user: User, policy: Policy, pk: uuid.UUID) -> Objection:
    """Return an objection this person may see. Raises NotFound."""
    seen = visible_objections(user, policy).filter(pk=pk)
    needs = ("unit", "claim__unit", "claim__project", "conflict__filing__unit", "conflict__project", "conflict__other")
    found: Objection | None = seen.select_related(*needs).first()
    if found is None:
        raise NotFound("projects.no_claim")
    return found


def losers(objection: Objection) -> set[uuid.UUID]:
    """Return the units that a decision went against: who objected, or those that gained by what was disputed."""
    if not objection.upheld:
        return {objection.unit_id}
    if objection.claim is not None:
        return {objection.claim.unit_id}
    conflict = objection.conflict
    assert conflict is not None
    held = Claim.objects.filter(project__in=(conflict.project_id, conflict.other_id)).values_list("unit", flat=True)
    return ({conflict.filing.unit_id} | set(held)) - {objection.unit_id}
