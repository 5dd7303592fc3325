"""Sending what waits: no message twice, none lost, whenever this process is killed.

Before a call a try is written down, after its answer it is ended. One sender works at a time, by a lock that goes when
its process dies. So a try without an end is one that was cut off, and nobody here knows whether the messenger took
the message. Every messenger knows a second try of the same words or key for some time; within it the try is repeated
safely. After it the message is uncertain, and a person decides.
"""

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from hometown.kernel import clock
from hometown.ledger import book

from . import actions, composing, rules
from .channels import Messenger, Told, made
from .models import ChannelAddress, Outgoing, OutgoingState, SendAttempt
from .rules import Limit, Outcome

_LOCK = 0x5E4D  # of this installation's database
MOST = 500  # messages in one run; the next run takes the rest


@contextmanager
def the_only_one() -> Iterator[bool]:
    """Hold the sender's lock; False where another sender holds it. It ends with the process, however that ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            held = bool(cursor.fetchone()[0])
        try:
            yield held
        finally:
            if held:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with (settings.HOMETOWN_HOME / "send.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def send_waiting() -> Counter[str] | None:
    """Send what waits and may go now; return how many messages came to what. None where another sender works."""
    messengers = made(settings.CHANNELS)
    with the_only_one() as ours:
        if not ours:
            return None
        _end_cut_off()
        told: Counter[str] = Counter()
        for key in list(Outgoing.objects.waiting().order_by("queued_at", "pk").values_list("pk", flat=True)[:MOST]):
            told[_one(Outgoing.objects.select_related("user").get(pk=key), messengers)] += 1
        return told


def _end_cut_off() -> None:
    """End the tries of a sender that was killed: what became of them is unknown."""
    SendAttempt.objects.filter(ended_at__isnull=True).update(
        ended_at=clock.now(), outcome=Outcome.UNKNOWN, reason="killed"
    )


def _one(message: Outgoing, messengers: dict[str, Messenger]) -> str:
    """Send one message if it may go; return what came of it."""
    messenger = messengers.get(message.channel)
    address = ChannelAddress.objects.filter(user=message.user_id, channel=message.channel).first()
    if messenger is None or address is None or not message.user.is_active:
        actions.end(message, state=OutgoingState.FAILED, reason="no_way")
        return "failed"
    now = clock.now()
    tries = list(SendAttempt.objects.filter(outgoing=message, begun_at__gte=message.released_at).order_by("number"))
    if tries and not _may_repeat(tries, address, messenger, now):
        actions.end(message, state=OutgoingState.UNCERTAIN, reason=tries[-1].reason)
        return "uncertain"
    if not _may_go(message, tries, messenger, now):
        return "waiting"
    attempt = _begun(message, address, now)
    if attempt is None:
        return "waiting"
    told = messenger.send(address.address, composing.whole(message.text, message.pk), str(message.pk))
    return _ended(message, attempt, told)


def _may_repeat(tries: list[SendAttempt], address: ChannelAddress, messenger: Messenger, now: datetime) -> bool:
    """Tell whether another try cannot make a second message: none is unknown, or the messenger knows it again."""
    unknown = [one for one in tries if one.outcome == Outcome.UNKNOWN]
    if not unknown:
        return True
    same = all(one.address_revision == address.revision for one in unknown)
    return same and rules.is_safe_to_repeat(messenger.known_until(unknown[0].begun_at), now)


def _may_go(message: Outgoing, tries: list[SendAttempt], messenger: Messenger, now: datetime) -> bool:
    if tries and tries[-1].next_at is not None and tries[-1].next_at > now:
        return False
    accounts = ChannelAddress.objects.filter(channel=message.channel).count()
    return rules.opens_at(messenger.limits(accounts), _counting(message), now) <= now


def _counting(message: Outgoing) -> rules.NthNewest:
    """Return how the tries that count to a limit are looked up: of the member, or of the whole app."""

    def nth_newest(limit: Limit, number: int) -> datetime | None:
        counted = SendAttempt.objects.filter(channel=message.channel, begun_at__gt=clock.now() - limit.span)
        if limit.per_member:
            counted = counted.filter(user=message.user_id)
        found = counted.order_by("-begun_at").values_list("begun_at", flat=True)[number - 1 : number]
        return next(iter(found), None)

    return nth_newest


def _begun(message: Outgoing, address: ChannelAddress, now: datetime) -> SendAttempt | None:
    """Write a try down before the call; None where the message went another way meanwhile."""
    try:
        with transaction.atomic(durable=True):
            if not Outgoing.objects.waiting().filter(pk=message.pk).exists():
                return None
            number = SendAttempt.objects.filter(outgoing=message).count() + 1
            return SendAttempt.objects.create(
                outgoing=message, number=number, channel=message.channel, user=message.user,
                address_revision=address.revision, begun_at=now,
            )  # fmt: skip
    except IntegrityError:  # another sender, on a machine that does not share this lock, has taken this number
        return None


def _ended(message: Outgoing, attempt: SendAttempt, told: Told) -> str:
    """Write down what came of a try, and of its message if that is the end of it: in one transaction."""
    now = clock.now()
    attempt.ended_at, attempt.outcome, attempt.reason = now, told.outcome, told.reason[:60]
    attempt.next_at = rules.next_try(attempt.number, now, asked=told.wait)
    with book.batch():
        attempt.save()
        if told.outcome is Outcome.SENT:
            actions.end(message, state=OutgoingState.SENT, receipt=told.receipt)
        elif told.outcome is Outcome.NEVER or (
            told.outcome is Outcome.AGAIN and rules.gives_up(message.released_at, now)
        ):
            actions.end(message, state=OutgoingState.FAILED, reason=told.reason)
        else:
            return "waiting"
    return message.state
