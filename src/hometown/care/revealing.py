"""A need in full: each reading by somebody else is logged. One's own needs no log."""

from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.ledger import reads
from hometown.ledger.models import PersonalRead, label_of

from . import access
from .models import Need

READ = ("kind", "officer", "words")


def read_need(reader: User, need: Need) -> Need:
    """Return a need that its officer entrusted to the reader, and log the reading. Raises NotFound for anybody else."""
    found = access.need_for(reader, need.pk, clock.today())
    if not access.is_own(reader, found):
        reads.note(found, READ, reader=reader.pk, purpose=_("Care"))
    return found


def readings(need: Need) -> list[PersonalRead]:
    """Return who read a need and when, newest first: for the officer."""
    found = PersonalRead.objects.filter(model=label_of(Need), row_id=need.pk)
    return list(found.order_by("-at", "-pk")[:50])
