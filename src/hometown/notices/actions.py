"""The verbs of messages outside: queued with what causes them, ended by the sender, decided by a person."""

from django.conf import settings

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book

from . import access, choices, composing
from .models import Channel, ChannelAddress, Outgoing, OutgoingState


def queue(actor: User | None, *, to: User, kind: str, path: str, number: int = 0) -> Outgoing | None:
    """Queue a message to somebody by the messenger they chose; None where they chose none, or it cannot reach them.

    Called inside the entry of what causes it, so that both are there or neither.
    """
    channel = choices.channel_of(to) if settings.CHANNELS and to.is_active else ""
    if not channel or not ChannelAddress.objects.filter(user=to, channel=channel).exists():
        return None
    now = clock.now()
    message = Outgoing(
        user=to, channel=channel, kind=kind, text=composing.sentence(kind, to.language, number), path=path[:200],
        queued_at=now, released_at=now, queued_by=actor.pk if actor else None,
    )  # fmt: skip
    with book.entry("message.queued", actor=actor.pk if actor else None) as entry:
        entry.put(message)
    return message


def end(message: Outgoing, *, state: OutgoingState, reason: str = "", receipt: str = "") -> Outgoing:
    """Write down what became of a message; the sender's verb."""
    verb = {
        OutgoingState.SENT: "message.sent",
        OutgoingState.FAILED: "message.failed",
        OutgoingState.UNCERTAIN: "message.uncertain",
    }[state]
    message.state, message.reason, message.receipt = state, reason[:60], receipt[:120]
    message.ended_at = clock.now()
    with book.entry(verb, actor=None) as entry:
        entry.put(message)
    return message


def resend(actor: User, *, message: Outgoing) -> Outgoing:
    """Send a message again that failed, or of which nobody knows whether it went out: it may arrive twice then."""
    _require_stuck(actor, message)
    message.state, message.reason, message.ended_at = OutgoingState.WAITING, "", None
    message.released_at = clock.now()
    with book.entry("message.released", actor=actor.pk) as entry:
        entry.put(message)
    return message


def drop(actor: User, *, message: Outgoing) -> Outgoing:
    """Let a message be."""
    _require_stuck(actor, message)
    message.state = OutgoingState.DROPPED
    with book.entry("message.dropped", actor=actor.pk) as entry:
        entry.put(message)
    return message


def set_address(actor: User, *, user: User, channel: Channel, address: str) -> ChannelAddress | None:
    """Note under which id a messenger knows a person; an empty one takes it away. The security administrator does."""
    if not actor.may(Capability.MANAGE_ACCOUNTS):
        raise NotAllowed("notices.administrator_enters")
    given = address.strip()
    if len(given) > 120 or any(one.isspace() or one in "|," for one in given):
        raise BadInput("notices.one_id", fields={channel.value: BadInput("notices.one_id")})
    known: ChannelAddress | None = ChannelAddress.objects.filter(user=user, channel=channel).first()
    with book.entry("channel_address.set", actor=actor.pk) as entry:
        if not given:
            if known is not None:
                entry.remove(known)
            return None
        row = known or ChannelAddress(user=user, channel=channel)
        row.address = given
        entry.put(row)
    return row


def _require_stuck(actor: User, message: Outgoing) -> None:
    access.message_for(actor, message.pk)
    if message.state not in (OutgoingState.UNCERTAIN, OutgoingState.FAILED):
        raise RuleBroken("notices.not_stuck")
