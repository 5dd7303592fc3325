"""The list of recipients, and a sealed bulletin going to them. A receipt says that it was fetched, no more."""

from hometown.accounts.models import User
from hometown.bulletins import access
from hometown.bulletins.models import Bulletin, Delivery, Recipient
from hometown.kernel import clock
from hometown.kernel.errors import NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.programme.models import Unit


def add_recipient(actor: User, *, person: User, unit: Unit | None = None) -> Recipient:
    """Put somebody on the list, in a unit's name or their own. Raises RuleBroken for who may read no bulletin."""
    access.require_writer(actor)
    if not person.may(*access.READ):
        raise RuleBroken("bulletins.reads_none", person=person.name)
    recipient = Recipient(person=person, unit=unit, since=clock.today())
    with book.turn():
        if Recipient.objects.standing().filter(person=person).exists():
            raise RuleBroken("bulletins.on_the_list", person=person.name)
        with book.entry("recipient.added", actor=actor.pk) as entry:
            entry.put(recipient)
    return recipient


def remove_recipient(actor: User, *, recipient: Recipient) -> Recipient:
    """Take somebody off the list; what they got before stays theirs."""
    access.require_writer(actor)
    if recipient.until is not None:
        raise RuleBroken("bulletins.off_the_list")
    recipient.until = clock.today()
    with book.entry("recipient.removed", actor=actor.pk) as entry:
        entry.put(recipient)
    return recipient


def distribute(actor: User, *, bulletin: Bulletin) -> list[Delivery]:
    """Send a sealed bulletin to all on the list who have not got it. Raises RuleBroken where there is nobody."""
    access.require_writer(actor)
    if bulletin.seal_id is None:
        raise RuleBroken("bulletins.not_sealed")
    with book.turn():
        had = Delivery.objects.filter(bulletin=bulletin).values("recipient")
        waiting = Recipient.objects.standing().exclude(pk__in=had).order_by("pk")
        sent = [Delivery(bulletin=bulletin, recipient=one, sent_at=clock.now(), sent_by=actor.pk) for one in waiting]
        if not sent:
            raise RuleBroken("bulletins.nobody_waits")
        with book.entry("bulletin.distributed", actor=actor.pk) as entry:
            entry.put_many(sent)
    return sent


def fetch(actor: User, *, delivery: Delivery) -> Delivery:
    """Note that a recipient fetched their copy; a second time notes nothing."""
    if delivery.recipient.person_id != actor.pk:
        raise NotAllowed("bulletins.not_your_copy")
    if delivery.fetched_at is None:
        delivery.fetched_at = clock.now()
    with book.entry("bulletin.fetched", actor=actor.pk) as entry:
        entry.put(delivery)
    return delivery
