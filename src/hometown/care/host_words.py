"""What a host unit said of a posting, for the floor above: duty alone. The one part of this room others may import."""

import uuid
from datetime import date

from .models import Feedback


def said_of(posting: uuid.UUID, until: date) -> list[Feedback]:
    """Return the feedback on a posting that stands and was written by a day, in the order of days."""
    found = Feedback.objects.standing().filter(posting=posting, written_on__lte=until)
    return list(found.order_by("written_on", "pk"))
