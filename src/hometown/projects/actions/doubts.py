"""Raising doubts, which rules do, and clearing them, which a verifier does who reported nothing of it."""

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access, doubting
from hometown.projects.models import Doubt, Project


def _doubt(entry: OpenEntry, policy: Policy, project: Project) -> list[Doubt]:
    """Raise what is doubtful by now about a project, and about those that share a file with it, inside the line that
    made it so.
    """
    raised = [doubt for one in (project, *doubting.sharing(project)) for doubt in doubting.unraised(policy, one)]
    for one in raised:
        one.raised_on = clock.today()
        entry.put(one)
    return raised


def raise_doubts(actor: User | None, *, project: Project) -> list[Doubt]:
    """Raise what is doubtful about a project. Again does nothing; a cleared doubt comes back only with other facts."""
    with book.entry("doubt.raised", actor=actor.pk if actor else None) as entry:
        return _doubt(entry, in_force(clock.today()), Project.objects.select_related("company").get(pk=project.pk))


def clear_doubt(actor: User, *, doubt: Doubt, reason: str) -> Doubt:
    """Say why a doubt is none. By a verifier who neither filed the project nor reported a paper of it.

    Raises NotAllowed for others, RuleBroken when it was cleared, BadInput without a reason.
    """
    access.require_visible(actor, doubt.project)
    if not actor.may(Capability.VERIFY):
        raise NotAllowed("projects.verifiers_only")
    if actor.pk in doubting.reporters_of(doubt.project):
        raise NotAllowed("projects.own_matter")
    if not reason.strip():
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    with book.entry("doubt.cleared", actor=actor.pk) as entry:
        standing: Doubt = Doubt.objects.select_related("project").get(pk=doubt.pk)
        if standing.cleared_on is not None:
            raise RuleBroken("projects.cleared_already", on=standing.cleared_on)
        standing.cleared_by, standing.cleared_on, standing.reason = actor.pk, clock.today(), reason.strip()[:500]
        entry.put(standing)
    return standing
