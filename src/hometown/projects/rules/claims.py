"""First claim 首谈: whether a submission is complete, from when it counts, and whose project it is.

What is decided here is the exact part: the same unified code or normalised name, and the same project. `Match` has room
for a probable match, which a person decides; nothing here calls one yet.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from hometown.policy.rules import deadline
from hometown.policy.shape import Policy

# Not asked of a submission: the company it names is always known, and the two records are the same thing.
_ALWAYS_THERE = frozenset({"company"})


@dataclass(frozen=True)
class Submission:
    """What a unit says of a lead. `filled` are the fields of the policy that it has a value for."""

    uscc: str
    normal_name: str
    project_name: str
    filled: frozenset[str]
    has_contact_evidence: bool


@dataclass(frozen=True)
class Candidate:
    """A project that a submission may mean. `record` is the caller's own and is only handed back."""

    uscc: str
    normal_name: str
    project_name: str
    is_open: bool  # active or paused: a lost or withdrawn project is nobody's, so that it may be filed anew
    record: Any = None


class Identity(StrEnum):
    """Whether a submission means a known project."""

    NEW = "new"
    SAME = "same"
    PROBABLE = "probable"  # a person decides


@dataclass(frozen=True)
class Match:
    """What a submission turned out to be, and on what grounds."""

    identity: Identity
    candidate: Candidate | None = None
    grounds: tuple[str, ...] = ()


def identify(submission: Submission, candidates: Iterable[Candidate]) -> Match:
    """Return which project a submission means. Of several the first one that fits is taken; give the oldest first."""
    for one in candidates:
        if not one.is_open:
            continue
        grounds = _same_company(submission, one)
        if grounds and _same_project(submission.project_name, one.project_name):
            return Match(Identity.SAME, one, (*grounds, "project_name"))
    return Match(Identity.NEW)


def _same_company(submission: Submission, one: Candidate) -> tuple[str, ...]:
    if submission.uscc and one.uscc:
        return ("uscc",) if submission.uscc == one.uscc else ()
    return ("name",) if submission.normal_name and submission.normal_name == one.normal_name else ()


def _same_project(said: str, known: str) -> bool:
    """A submission that names no project means the company's project."""
    return not project_key(said) or project_key(said) == project_key(known)


_NOISE = re.compile(r"[\W_]+")


def project_key(name: str) -> str:
    """Return a project's name without what does not tell projects apart: width, case, signs, the closing word.

    >>> project_key("澄湖 电池铝箔项目")
    '澄湖电池铝箔'
    """
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return plain.removesuffix("项目").removesuffix("project")


def lacking(submission: Submission, required: Collection[str]) -> tuple[str, ...]:
    """Return what a submission lacks to be complete: fields of the first stage, then `contact_evidence`."""
    fields = [name for name in required if name not in submission.filled and name not in _ALWAYS_THERE]
    return (*fields, *(() if submission.has_contact_evidence else ("contact_evidence",)))


def is_complete(submission: Submission, required: Collection[str]) -> bool:
    """Tell whether a submission has all that the first stage asks for, and evidence of a contact."""
    return not lacking(submission, required)


def effective_time(before: datetime | None, *, complete: bool, now: datetime) -> datetime | None:
    """Return from when a filing counts: the server's time when it was first complete.

    Once set it never moves. What day the lead came up on, or was written in a workbook, plays no part.
    """
    return before if before is not None else now if complete else None


def claim_days(policy: Policy, effective_on: date) -> tuple[date, date]:
    """Return the first and last day of the protection of a claim that takes effect on a day."""
    return effective_on, deadline(policy, policy.claims.protection, effective_on)
