"""Rules of duty at the host and of care. Pure."""

from datetime import date
from enum import StrEnum

from hometown.kernel.errors import BadInput
from hometown.policy.rules import deadline
from hometown.policy.shape import Policy

TASK = "host_duty"  # the kind of a to-do that a host unit gives
WORDS_MOST = 200  # as few words as possible: characters of a need, and of what is done about it


class Way(StrEnum):
    """How consent was given."""

    SELF = "self"  # by writing the need down oneself
    SPOKEN = "spoken"
    MESSAGE = "message"
    PAPER = "paper"


class Ending(StrEnum):
    """Why the words of a need are gone."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def longest(policy: Policy, noted_on: date) -> date:
    """Return the last day on which a need that is noted on a day may still be kept (`care.keep`)."""
    return deadline(policy, policy.care.keep, noted_on)


def kept_until(policy: Policy, noted_on: date, wanted: date | None) -> date:
    """Return the day until which a need is kept: the one wanted, or the longest. Raises BadInput beyond either end."""
    most = longest(policy, noted_on)
    if wanted is None:
        return most
    if not noted_on <= wanted <= most:
        raise BadInput("care.until_when", day=most, fields={"until": BadInput("care.until_when", day=most)})
    return wanted


def may_change(seen_on: date | None, withdrawn_on: date | None) -> bool:
    """Tell whether feedback may still be changed or taken back: until the officer has read it."""
    return seen_on is None and withdrawn_on is None
