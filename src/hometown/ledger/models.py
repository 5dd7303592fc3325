"""The tables of the book, and the base of every model whose rows it records."""

import uuid
from typing import Any, ClassVar

from django.db import models

from hometown.kernel.ids import uuid7

from . import door


class LedgeredQuerySet(models.QuerySet[Any, Any]):
    """A queryset that cannot write past the book."""

    def update(self, **kwargs: Any) -> int:
        door.require_open(self.model)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        door.require_open(self.model)
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        door.require_open(self.model)
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        door.require_open(self.model)
        return super().bulk_update(*args, **kwargs)


class LedgeredManager(models.Manager[Any]):
    """What `objects` is where a model names no queryset of its own."""

    def get_queryset(self) -> LedgeredQuerySet:
        return LedgeredQuerySet(self.model, using=self._db)


class LedgeredModel(models.Model):
    """A model whose every write is recorded in the book and can be replayed from it.

    `personal_fields` name what is personal data: the book keeps those values apart, under salted
    commitments, so that they can be erased. `text_fields` name sentences in which a person may be mentioned: they
    are kept apart too, where they say something, and told in a record's story until they are redacted.
    `unledgered_fields` never enter the book (passwords). `image_version` counts changes of shape; each past version
    has an upcaster. `searched_fields` are found by any two characters of theirs (`pairs`).
    """

    ledger_kind: ClassVar[str] = "ledgered"
    personal_fields: ClassVar[frozenset[str]] = frozenset()
    text_fields: ClassVar[frozenset[str]] = frozenset()
    unledgered_fields: ClassVar[frozenset[str]] = frozenset()
    searched_fields: ClassVar[tuple[str, ...]] = ()
    image_version: ClassVar[int] = 1
    is_masked: ClassVar[bool] = False  # what one is called is told only through a logged reveal
    provable_fields: ClassVar[frozenset[str]] = frozenset()  # columns that a proof may open without the rest of the row

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: Any = LedgeredManager()  # said as Any, so that mypy lets a model below name its own

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A guard, not business: a write that only touches what the book never holds may pass.
        fields = kwargs.get("update_fields")
        if not (fields and set(fields) <= self.unledgered_fields):
            door.require_open(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        door.require_open(type(self))
        return super().delete(*args, **kwargs)


class Entry(models.Model):
    """One line of the book: one verb by one actor, with the after-image of every row it wrote."""

    ledger_kind = "local"

    seq = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(default=uuid7, unique=True, editable=False)
    verb = models.CharField(max_length=80, db_index=True)
    actor = models.UUIDField(null=True, db_index=True)  # an account; the book is below the floor of accounts
    on_behalf_of = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(db_index=True)
    occurred_on = models.DateField(null=True)
    policy_version = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)
    digest = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar[list[str]] = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class RowImage(models.Model):
    """How one row looked after an entry; `removed` when the entry took it away.

    `id` is the entry's seq × 2²⁰ + the row's place in it. `image` holds every column but the personal
    ones, of which it holds the commitment. `commitment` is made of the salt and the canonical image: `form` says how
    (`images.commitment_in_parts`), and `opens` names the columns that can be opened alone.
    """

    ledger_kind = "local"

    id = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="rows", db_index=False)
    model = models.CharField(max_length=60)
    row_id = models.UUIDField()
    removed = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField(default=1)
    image = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    commitment = models.BinaryField(max_length=32)
    form = models.PositiveSmallIntegerField(default=1, db_default=1)  # 1: the image as a whole, as lines were at first
    opens = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["model", "row_id", "id"], name="row_story")]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id} @ {self.id >> 20}"


class PersonalBody(models.Model):
    """The value and salt behind one personal or text field of one row image. Goes when the person is erased."""

    ledger_kind = "local"

    row = models.ForeignKey(RowImage, on_delete=models.PROTECT, related_name="bodies")
    field = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=16)
    value = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["row", "field"], name="one_body_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.row_id}.{self.field}"


class Erasure(models.Model):
    """The entry under which a personal body was destroyed; the database lets no body go without one."""

    ledger_kind = "local"

    body_id = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.body_id} by {self.entry_id}"


class TreeNode(models.Model):
    """The root of a perfect subtree of the book's Merkle tree. `id` is its level × 2⁴⁸ + its index (`tree.key_of`)."""

    ledger_kind = "local"

    id = models.BigIntegerField(primary_key=True)
    hashed = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.id >> 48}.{self.id & ((1 << 48) - 1)}"


class PersonalRead(models.Model):
    """Who read whose personal data, when and why. Append-only like the book, but no part of the replay."""

    ledger_kind = "local"

    at = models.DateTimeField(db_index=True)
    reader = models.UUIDField(db_index=True)
    model = models.CharField(max_length=60)
    row_id = models.UUIDField(db_index=True)
    fields = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.reader} read {self.model} {self.row_id}"


def label_of(model: type[models.Model]) -> str:
    """Return the name the book gives a model, `app.model`."""
    return model._meta.label_lower


def no_one() -> uuid.UUID | None:
    """Return the actor of what the system does by itself."""
    return None
