"""A person's calendar, followed from elsewhere by a secret address."""

from django.db import models

from hometown.accounts.models import User


class FeedDetail(models.TextChoices):
    """How much of an appointment leaves the house with a feed."""

    BUSY = "busy"  # the hours alone
    PLACE = "place"  # the hours and the place
    NAMES = "names"  # the firm too; never of what is commercially sensitive


class CalendarFeed(models.Model):
    """The secret address of one person's calendar. Only the hash of its token is kept; a revoked one answers nobody."""

    ledger_kind = "local"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    detail = models.CharField(max_length=10, choices=FeedDetail.choices, default=FeedDetail.BUSY)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(revoked_at__isnull=True), name="one_live_feed")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%F %T}"
