"""What every verb of an exchange asks first."""

from hometown.accounts.models import User
from hometown.kernel.errors import RuleBroken
from hometown.meetings import access
from hometown.meetings.models import Exchange


def require_open(actor: User, exchange: Exchange) -> None:
    """Raise unless the person edits an exchange that is neither closed nor cancelled."""
    access.require_editor(actor, exchange.batch)
    present = Exchange.objects.get(pk=exchange.pk)
    if present.cancelled_on is not None:
        raise RuleBroken("meetings.cancelled", day=present.cancelled_on)
    if present.closed_on is not None:
        raise RuleBroken("meetings.closed", day=present.closed_on)
