"""What a firm asks for after signing, and all that was said about it."""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.aftercare.querysets import RequestQuerySet
from hometown.aftercare.rules import Outcome, Rating, RequestDays, State, request_state
from hometown.companies.models import Company, Contact
from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project

from .promise import Promise


class Channel(models.TextChoices):
    """How a request came in."""

    LINK = "link"
    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"


class ServiceRequest(LedgeredModel):
    """Something a firm needs 服务事项: accepted, routed, answered, closed within the city's service levels.

    `unit` deals with it, `holder` is the one person there who has it. The three days are counted from the day it came
    in under the rules of that day, kept, and moved by each pause. Without a project it is of a firm that invested at
    home before. The rating is the firm's, of the service and not of a person.
    """

    text_fields = frozenset({"title", "words", "closing_words", "raised_because", "settled_words", "rating_words"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="service_requests")
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="service_requests"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="service_requests"
    )
    kind = models.CharField(max_length=40)  # a code of the policy's request_kinds
    title = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    received_on = models.DateField()
    recorded_by = models.UUIDField(null=True, blank=True)  # empty: the firm itself, by its link

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="service_requests")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="service_requests")
    accept_due = models.DateField()
    reply_due = models.DateField()
    close_due = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.UUIDField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)

    raised_on = models.DateField(null=True, blank=True)
    raised_by = models.UUIDField(null=True, blank=True)
    raised_because = models.CharField(max_length=500, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.UUIDField(null=True, blank=True)
    settled_words = models.CharField(max_length=500, blank=True)

    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome], blank=True)
    closing_words = models.CharField(max_length=1000, blank=True)
    rating = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Rating], blank=True)
    # Empty again once the request is taken up again: the rating stands, and the firm may give a new one.
    rated_on = models.DateField(null=True, blank=True)
    rating_words = models.CharField(max_length=1000, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["holder", "closed_on"], name="request_of_holder"),
            models.Index(fields=["unit", "closed_on"], name="request_of_unit"),
            models.Index(fields=["company", "-received_on", "-id"], name="request_of_firm"),
            models.Index(fields=["close_due"], condition=Q(closed_on__isnull=True), name="request_open"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> RequestDays:
        """What the rules ask about."""
        return RequestDays(
            self.accept_due, self.reply_due, self.close_due, self.accepted_on, self.replied_on, self.closed_on,
            self.paused_on, self.paused_until,
        )  # fmt: skip

    @property
    def state(self) -> State:
        """Where it stands."""
        return request_state(self.days)

    @property
    def is_rated(self) -> bool:
        """Whether the firm has rated it since it was last closed."""
        return self.rated_on is not None

    @property
    def is_raised(self) -> bool:
        """Whether it waits for the coordinators' word."""
        return self.raised_on is not None and self.settled_on is None


class RequestPause(LedgeredModel):
    """A time in which a request waited 暂停: for which reason, until when, and when it went on."""

    text_fields = frozenset({"words"})
    provable_fields = frozenset({"request_id"})

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=40)  # a code of the policy's pause_reasons
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField()
    until = models.DateField()
    by = models.UUIDField()
    resumed_on = models.DateField(null=True, blank=True)
    resumed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(resumed_on__isnull=True), name="one_open_pause")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.reason}"


class RequestMessage(LedgeredModel):
    """One thing said about a request 往来: by the firm, to the firm, or among ourselves; with a file if there is one.

    `shown` says whether the firm reads it. What speaks of a favour names its legal basis, or the promise that does.
    """

    text_fields = frozenset({"words"})

    request = models.ForeignKey(ServiceRequest, on_delete=models.PROTECT, related_name="messages")
    at = models.DateTimeField()
    from_firm = models.BooleanField(default=False)
    shown = models.BooleanField(default=True)
    by = models.UUIDField(null=True, blank=True)  # empty: the firm
    words = models.TextField(blank=True)
    basis = models.CharField(max_length=300, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")

    class Meta:
        indexes = [models.Index(fields=["request", "-at", "-id"], name="message_newest")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.at:%F %R}"
