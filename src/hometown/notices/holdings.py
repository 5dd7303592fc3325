"""What of the reminders and messages is a person's own."""

from .models import ChannelAddress, Digest, Outgoing, ReminderChoice, SendAttempt

AUTHORS = (
    (ReminderChoice, "user"),
    (Digest, "user"),
    (ChannelAddress, "user"),
    (Outgoing, "user"),
    (SendAttempt, "user"),
)
