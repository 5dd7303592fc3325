"""Blobs: received files, kept once under the hash of their bytes."""

from django.db import models

from hometown.ledger.models import LedgeredModel


class Blob(LedgeredModel):
    """A received file. The bytes lie in the home folder under their SHA-256 and are never changed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)  # read from the content
    pages = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    received_from = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.sha256[:8]

    @property
    def fingerprint(self) -> str:
        """Return the first eight digits of the hash, in two groups, as pages print it."""
        return f"{self.sha256[:4]} {self.sha256[4:8]}"
