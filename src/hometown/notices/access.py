"""Who sees which messages outside. They hold no names and no amounts; the system administrator runs them."""

import uuid

from django.db.models import Q

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel.errors import NotFound

from .models import Outgoing, OutgoingQuerySet

WATCHERS = (Capability.RUN_SYSTEM.value, Capability.RUN_BRANCH.value)


def visible_messages(user: User) -> OutgoingQuerySet:
    """Every message for the system administrator; for the others those they caused or were sent."""
    found: OutgoingQuerySet = Outgoing.objects.all()
    return found if user.may(Capability.RUN_SYSTEM) else found.filter(Q(queued_by=user.pk) | Q(user=user))


def message_for(user: User, pk: uuid.UUID) -> Outgoing:
    """Return a message a person may see. Raises NotFound."""
    found: Outgoing | None = visible_messages(user).select_related("user").filter(pk=pk).first()
    if found is None:
        raise NotFound("notices.no_message")
    return found


def own_message(user: User, pk: uuid.UUID) -> Outgoing:
    """Return a message that was sent to this very person: its link opens for nobody else. Raises NotFound."""
    found: Outgoing | None = Outgoing.objects.filter(user=user, pk=pk).first()
    if found is None:
        raise NotFound("notices.no_message")
    return found
