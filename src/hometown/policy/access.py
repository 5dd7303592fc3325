"""Who may read which versions of the rules."""

import uuid

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotFound

from .models import PolicyVersion, PolicyVersionQuerySet, State


def versions_for(person: User) -> PolicyVersionQuerySet:
    """Adopted versions for every reader; drafts and withdrawn ones for those who propose or adopt."""
    found: PolicyVersionQuerySet = PolicyVersion.objects.all()
    if person.may(Capability.PROPOSE_POLICY, Capability.ADOPT_POLICY):
        return found
    return found.adopted() if person.may(Capability.READ_POLICY) else found.none()


def version_for(person: User, pk: uuid.UUID) -> PolicyVersion:
    """Return one version. Raises NotFound for one this person may not see."""
    found: PolicyVersion | None = versions_for(person).filter(pk=pk).first()
    if found is None:
        raise NotFound("policy.no_such_version")
    return found


def before(version: PolicyVersion) -> PolicyVersion | None:
    """Return the version this one follows or would follow, None for the first: then it is the shipped rules."""
    earlier = PolicyVersion.objects.in_force(version.effective_from).exclude(pk=version.pk)
    if version.state == State.ADOPTED:
        earlier = earlier.filter(number__lt=version.number) | earlier.filter(effective_from__lt=version.effective_from)
    found: PolicyVersion | None = earlier.first()
    return found


def names(version: PolicyVersion) -> dict[str, str]:
    """Return who proposed, adopted and withdrew a version."""
    ids = {"proposed": version.proposed_by, "adopted": version.adopted_by, "withdrawn": version.withdrawn_by}
    known = names_of(ids.values())
    return {verb: known.get(pk, "") if pk else "" for verb, pk in ids.items()}
