"""Cases, photographs and reflections of a review, what was sealed, and the monthly bulletin on its way there."""

from .cases import CaseProject, ReviewCase
from .monthly import Bulletin, BulletinPart, Delivery, Recipient
from .sealing import Seal, SealedFigure, SigningKey
from .telling import ReviewPicture, ReviewReflection

__all__ = [
    "Bulletin",
    "BulletinPart",
    "CaseProject",
    "Delivery",
    "Recipient",
    "ReviewCase",
    "ReviewPicture",
    "ReviewReflection",
    "Seal",
    "SealedFigure",
    "SigningKey",
]
