"""The log of who read personal data. A read that cannot be logged does not happen."""

import uuid
from collections.abc import Iterable

from hometown.kernel import clock

from .models import LedgeredModel, PersonalRead, label_of


def note(row: LedgeredModel, fields: Iterable[str], *, reader: uuid.UUID, purpose: str = "") -> PersonalRead:
    """Record that a person reads personal fields of a row now."""
    return PersonalRead.objects.create(
        at=clock.now(), reader=reader, model=label_of(type(row)), row_id=row.pk,
        fields=", ".join(sorted(fields))[:200], purpose=purpose[:200],
    )  # fmt: skip
