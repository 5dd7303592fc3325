"""What an officer holds of the programme and passes on, and what is a person's own or tells of the past."""

from django.utils.translation import gettext_lazy as _

from hometown.ledger.holdings import Held

from . import access
from .models import Acknowledgement, BranchPost, Duty, KeyTask, Officer, Posting

HELD = (
    Held(
        KeyTask, "owner", _("Work priorities"), open=lambda: KeyTask.objects.filter(done_on__isnull=True),
        seen=access.visible_key_tasks, due="due_on",
    ),
)  # fmt: skip
# Posts and duties end with their days; the organisation department or the branch gives them anew.
AUTHORS = (
    (Officer, "user"),
    (Posting, "officer"),
    (Duty, "user"),
    (BranchPost, "officer"),
    (Acknowledgement, "officer"),
)
