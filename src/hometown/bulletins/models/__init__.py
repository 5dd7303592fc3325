"""Cases of a review, what was sealed, and the monthly bulletin on its way there."""

from .cases import CaseProject, ReviewCase
from .monthly import Bulletin, BulletinPart, Delivery, Recipient
from .sealing import Seal, SealedFigure, SigningKey

__all__ = [
    "Bulletin",
    "BulletinPart",
    "CaseProject",
    "Delivery",
    "Recipient",
    "ReviewCase",
    "Seal",
    "SealedFigure",
    "SigningKey",
]
