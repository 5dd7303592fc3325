"""What a person wants to be told, what they were told, and what goes out to them by a messenger.

Choices and digests are local: a choice is a habit of one person, a digest a passing copy of what the records say. What
was sent to whom and when can be proved, so messages are in the book; each single try to send one is not.
"""

from datetime import date
from typing import Any

from django.db import models

from hometown.accounts.models import User
from hometown.ledger.models import LedgeredModel, LedgeredQuerySet


class ReminderChoice(models.Model):
    """Whether a person wants one kind of reminder, and how many days it reaches; no row until they choose."""

    ledger_kind = "local"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminder_choices")
    kind = models.CharField(max_length=40)  # the code of a source
    is_on = models.BooleanField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.is_on}"


class DigestQuerySet(models.QuerySet[Any, Any]):
    def of(self, user: User) -> "DigestQuerySet":
        return self.filter(user=user)

    def since(self, day: date) -> "DigestQuerySet":
        return self.filter(day__gte=day)


class Digest(models.Model):
    """What one person was told on one day. `lines` are objects of `kind, title, url, record, due_on, since_on`."""

    ledger_kind = "local"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    lines = models.JSONField()

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class Channel(models.TextChoices):
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


class ChannelAddress(LedgeredModel):
    """Under which id a messenger knows a person; an administrator entered it. Never found by name."""

    personal_fields = frozenset({"address"})

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="channel_addresses")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="one_address_a_channel")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel}"


class OutgoingState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"  # cut off between the call and its answer; a person decides
    DROPPED = "dropped"


class OutgoingQuerySet(LedgeredQuerySet):
    def waiting(self) -> "OutgoingQuerySet":
        return self.filter(state=OutgoingState.WAITING)

    def stuck(self) -> "OutgoingQuerySet":
        """Those a person has to decide about."""
        return self.filter(state__in=(OutgoingState.UNCERTAIN, OutgoingState.FAILED))


class Outgoing(LedgeredModel):
    """One message to one person by one messenger 外发消息: a sentence without names or amounts, and a link.

    Its key is also the one under which a messenger knows a second try from a second message. `released_at` is when it
    was queued, or when a person said to send it again: tries before that are not counted any more.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="outgoing")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    kind = models.CharField(max_length=20)  # a code of `composing.KINDS`
    text = models.CharField(max_length=200)
    path = models.CharField(max_length=200)  # the page here to which the link leads whoever it was sent to
    queued_at = models.DateTimeField()
    queued_by = models.UUIDField(null=True, blank=True)
    released_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.WAITING)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    receipt = models.CharField(max_length=120, blank=True)  # under which the messenger knows it

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "queued_at", "id"], name="outgoing_by_state")]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind} {self.state}"


class SendAttempt(models.Model):
    """One try to send a message: written before the call, ended after its answer. One without an end was cut off."""

    ledger_kind = "local"

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    address_revision = models.PositiveIntegerField()  # a try under another address is no second try
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)  # of `rules.Outcome`
    reason = models.CharField(max_length=60, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outgoing", "number"], name="one_attempt_a_number")]
        indexes = [
            models.Index(fields=["channel", "begun_at"], name="attempt_of_channel"),
            models.Index(fields=["channel", "user", "begun_at"], name="attempt_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.outgoing_id} {self.number} {self.outcome}"
