"""Cases, photographs and reflections of a review, the monthly bulletin, what was sealed, what is looked at again."""

from .cases import CaseProject, ReviewCase
from .monthly import Bulletin, BulletinPart, Delivery, Recipient
from .samples import Sample, SampleCheck
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
    "Sample",
    "SampleCheck",
    "Seal",
    "SealedFigure",
    "SigningKey",
]
