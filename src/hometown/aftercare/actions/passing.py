"""A steward leaves: everything they serve passes to another at once, and nothing is left without somebody."""

from hometown.accounts.models import User
from hometown.aftercare import access
from hometown.aftercare.models import Promise, ServiceRequest
from hometown.kernel.errors import NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.projects import actions as projects


def pass_desk(actor: User, *, giver: User, receiver: User) -> access.Desk:
    """Pass a steward's projects, open requests and open promises to another, in one line of the book.

    The days run on; what was said and done keeps who said and did it. Raises NotAllowed for whoever does not coordinate
    the city, RuleBroken for a receiver who may not serve, or where there is nothing to pass.
    """
    if not access.sees_all(actor):
        raise NotAllowed("aftercare.coordinator_only")
    if giver.pk == receiver.pk or not access.may_steward(receiver):
        raise RuleBroken("aftercare.cannot_serve", person=receiver.name)
    with book.entry("desk.passed", actor=actor.pk) as entry:
        desk = access.desk_of(giver)
        if not desk.size:
            raise RuleBroken("aftercare.nothing_to_pass", person=giver.name)
        for project in desk.projects:
            projects.set_steward(actor, project=project, steward=receiver)
        rows: list[ServiceRequest | Promise] = [*desk.requests, *desk.promises]
        for row in rows:
            row.holder = receiver
            entry.put(row)
    return desk
