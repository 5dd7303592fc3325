"""What was sealed: under which key, over which head of the book."""

from django.db import models

from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel


class SigningKey(LedgeredModel):
    """The public half of a key that seals. The private half lies in a folder apart (`keys`).

    Rotated: another stands in its place from `until` on; what it sealed before holds. Revoked: `revoked_because` says
    since when and why nothing signed with it is to be believed.
    """

    public_key = models.CharField(max_length=128, unique=True)  # hexadecimal
    alg = models.CharField(max_length=20, default="ed25519")  # room for sm2
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.public_key[:16]


class Seal(LedgeredModel):
    """A sealed bundle: a line of the book, and so a leaf of its tree. The bundle itself is kept as a file."""

    title = models.CharField(max_length=120)  # of what: a bulletin, a review
    tree_size = models.PositiveBigIntegerField()
    tree_root = models.CharField(max_length=64)
    payload_sha256 = models.CharField(max_length=64, unique=True)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="seals")
    signature = models.CharField(max_length=128)
    sealed_at = models.DateTimeField()
    sealed_by = models.UUIDField(null=True, blank=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="seals")

    def __str__(self) -> str:
        return self.title


class SealedFigure(LedgeredModel):
    """A figure of a sealed bundle by the short code under which it is printed; anybody may read what is `told`."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="figures")
    short = models.CharField(max_length=16, unique=True)
    told = models.JSONField()

    def __str__(self) -> str:
        return self.short
