"""Whose project a submission means: a known one for sure, perhaps a known one, or none.

Sure is the same unified code or normalised name, and the same project by its name. A firm of the same group, or one
that is called alike, with a project that looks the same, is only probable: a person decides.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from .claims import Submission
from .fingerprints import NOTHING_TOLD, Fingerprint, overlap

ALIKE_ENOUGH = 0.8
Alike = Callable[[str, str], float]  # two normalised names → 0 (nothing in common) to 1 (one trade name)


@dataclass(frozen=True)
class Candidate:
    """A project that a submission may mean. `record` is the caller's own and is only handed back."""

    uscc: str
    normal_name: str
    project_name: str
    is_open: bool  # active or paused: a lost or withdrawn project is nobody's, so that it may be filed anew
    record: Any = None
    is_kin: bool = False  # its firm is of the same group: parent, subsidiary, sister
    is_near: bool = False  # the engine of names says that its firm may be meant
    fingerprint: Fingerprint = NOTHING_TOLD


class Identity(StrEnum):
    """Whether a submission means a known project."""

    NEW = "new"
    SAME = "same"
    PROBABLE = "probable"  # a person decides


@dataclass(frozen=True)
class Match:
    """What a submission turned out to be, and on what grounds. `besides` are the other probable ones."""

    identity: Identity
    candidate: Candidate | None = None
    grounds: tuple[str, ...] = ()
    besides: tuple["Match", ...] = ()


def unlike(_one: str, _other: str) -> float:
    """Call no two names alike: the measure where none is given."""
    return 0.0


def identify(submission: Submission, candidates: Iterable[Candidate], alike: Alike = unlike) -> Match:
    """Return which project a submission means. Of several the first one that fits is taken; give the oldest first.

    A sure match goes before every probable one; of those, the one on most grounds, and the others `besides`.
    """
    probable: list[Match] = []
    for one in candidates:
        if not one.is_open:
            continue
        grounds = _same_company(submission, one)
        if grounds and _same_project(submission.project_name, one.project_name):
            return Match(Identity.SAME, one, (*grounds, "project_name"))
        grounds = grounds or _near_company(submission, one, alike)
        likeness = _alike_project(submission, one) if grounds else ()
        if likeness:
            probable.append(Match(Identity.PROBABLE, one, (*grounds, *likeness)))
    if not probable:
        return Match(Identity.NEW)
    first, *rest = sorted(probable, key=lambda found: -len(found.grounds))
    return replace(first, besides=tuple(rest))


def _same_company(submission: Submission, one: Candidate) -> tuple[str, ...]:
    if submission.uscc and one.uscc:
        return ("uscc",) if submission.uscc == one.uscc else ()
    return ("name",) if submission.normal_name and submission.normal_name == one.normal_name else ()


def _near_company(submission: Submission, one: Candidate, alike: Alike) -> tuple[str, ...]:
    if one.is_kin:
        return ("group",)
    is_alike = one.is_near or alike(submission.normal_name, one.normal_name) >= ALIKE_ENOUGH
    return ("alike",) if is_alike else ()


def _same_project(said: str, known: str) -> bool:
    """A submission that names no project means the company's project."""
    return not project_key(said) or project_key(said) == project_key(known)


def _alike_project(submission: Submission, one: Candidate) -> tuple[str, ...]:
    """Return on what grounds two projects may be one: the same name, or fingerprints that overlap."""
    key = project_key(submission.project_name)
    named = ("project_name",) if key and key == project_key(one.project_name) else ()
    found = overlap(submission.fingerprint, one.fingerprint)
    return (*named, *found.agreed) if named or found.is_enough else ()


_NOISE = re.compile(r"[\W_]+")


def project_key(name: str) -> str:
    """Return a project's name without what does not tell projects apart: width, case, signs, the closing word.

    >>> project_key("澄湖 电池铝箔项目")
    '澄湖电池铝箔'
    """
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return plain.removesuffix("项目").removesuffix("project")
