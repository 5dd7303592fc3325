"""A phone number in full: each reveal is logged with who asked and why. One's own needs no log."""

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput
from hometown.ledger import reads

from .access import officer_for
from .models import Officer


def phone_of(reader: User, officer: Officer, *, purpose: str) -> str:
    """Return an officer's phone number and log the read. Raises BadInput without a purpose, NotFound for a stranger."""
    seen = officer_for(reader, officer.pk)
    if seen.user_id == reader.pk:
        return seen.phone
    if not purpose.strip():
        raise BadInput("programme.say_why", fields={"purpose": BadInput("programme.say_why")})
    reads.note(seen, ["phone"], reader=reader.pk, purpose=purpose)
    return seen.phone
