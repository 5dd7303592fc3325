"""What officers take home in words of their own, and what others thank them for."""

from django.db import models

from hometown.accounts.models import User
from hometown.exchange.querysets import ReflectionQuerySet, ThanksQuerySet
from hometown.exchange.rules import Written, written_state
from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Unit


class Reflection(LedgeredModel):
    """What an officer learned 心得, in words of their own: its writer's until sent, read by one other before it is
    published, and out again whenever its writer takes it back. Never asked for, never counted by person.
    """

    text_fields = frozenset({"title", "text", "returned_because"})
    searched_fields = ("title", "text")

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reflections")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="reflections")
    theme = models.CharField(max_length=40)  # a code of the policy's themes
    title = models.CharField(max_length=200)
    text = models.TextField()
    written_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    reviewed_by = models.UUIDField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_on", "-id"], name="reflection_newest"),
            models.Index(fields=["author", "-written_on", "-id"], name="reflection_of_author"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> Written:
        """Where it stands."""
        return written_state(self.sent_on, self.returned_on, self.published_on, self.withdrawn_on)


class ThanksLetter(LedgeredModel):
    """A letter of thanks 感谢信: received, it thanks a batch; `is_ours`, a batch thanks who helped it."""

    text_fields = frozenset({"sender", "words", "withdrawn_because"})

    is_ours = models.BooleanField(default=False)
    sender = models.CharField(max_length=200)  # the other side: an organisation, as a rule
    words = models.TextField()  # what it thanks for
    received_on = models.DateField()  # the day of the letter, where it is ours
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="thanks_letters")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="thanks_letters")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    kept_by = models.UUIDField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-received_on", "-id"], name="thanks_newest")]

    def __str__(self) -> str:
        return self.sender
