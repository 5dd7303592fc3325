"""Tables of duty at the host and of care."""

from .caring import CareReader, CareStep, Consent, ConsentReader, Need
from .duty import Feedback, HostTask

__all__ = ["CareReader", "CareStep", "Consent", "ConsentReader", "Feedback", "HostTask", "Need"]
