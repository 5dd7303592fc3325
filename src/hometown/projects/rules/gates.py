"""The gate before each stage: what a project still lacks to enter it, who can supply that, and by when.

A stage may be entered on papers that nobody has verified yet. It may be left for the next one only when every paper it
demands is verified, where the city's rules name a verifier for it (DESIGN §4: the verified part is printed beside).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hometown.policy.rules import Gate, deadline
from hometown.policy.shape import Policy, Term


class Kind(StrEnum):
    """What sort of thing is missing."""

    FIELD = "field"
    EVIDENCE = "evidence"
    VISIT = "visit"
    VERIFICATION = "verification"


@dataclass(frozen=True)
class Missing:
    """One thing between a project and its next stage.

    `codes` is a field, or the kinds of evidence of which any one is enough; `stage` is whose papers they are. `who` are
    the roles that can supply it; `by` the last day of the city's term, None where there is none.
    """

    kind: Kind
    codes: tuple[str, ...]
    stage: str
    who: frozenset[str]
    by: date | None = None


@dataclass(frozen=True)
class Paper:
    """A piece of evidence that stands. `holds` is what the latest verification said, None before the first."""

    stage: str
    kind: str
    holds: bool | None = None


def missing_to_advance(
    filled: Collection[str],
    gate: Gate,
    papers: Iterable[Paper],
    *,
    was_visited: bool,
    standing: Gate | None = None,
    by: date | None = None,
) -> tuple[Missing, ...]:
    """Return what is missing to enter the stage of `gate`, in the order in which one would do it.

    `filled` are the fields the project has a value for; `standing` is the gate of the stage it stands in.
    """
    papers = tuple(papers)
    stage = str(gate.stage.code.value)
    found = [
        Missing(Kind.FIELD, (name.value,), stage, gate.advance, by)
        for name in gate.fields_so_far
        if name.value not in filled
    ]
    if gate.needs_visit and not was_visited:
        found.append(Missing(Kind.VISIT, (), stage, gate.advance, by))
    held = {paper.kind for paper in papers if paper.stage == stage and paper.holds is not False}
    for slot in gate.evidence:
        codes = tuple(kind.code for kind in slot)
        if held.isdisjoint(codes):
            found.append(Missing(Kind.EVIDENCE, codes, stage, gate.advance, by))
    return (*found, *(_unverified(standing, papers) if standing else ()))


def _unverified(standing: Gate, papers: tuple[Paper, ...]) -> list[Missing]:
    """Return the papers of the stage one stands in that still wait for a verifier, or were refuted."""
    if not standing.verify:
        return []
    stage = str(standing.stage.code.value)
    own = [paper for paper in papers if paper.stage == stage]
    found = []
    for slot in standing.evidence:
        codes = tuple(kind.code for kind in slot)
        filling = [paper for paper in own if paper.kind in codes]
        if any(paper.holds for paper in filling):
            continue
        if any(paper.holds is None for paper in filling):
            found.append(Missing(Kind.VERIFICATION, codes, stage, standing.verify))
        else:
            found.append(Missing(Kind.EVIDENCE, codes, stage, standing.advance))
    return found


def due_by(policy: Policy, term: Term | None, since: date) -> date | None:
    """Return the last day to reach a stage with this term, counted from the day of the stage before."""
    return deadline(policy, term, since) if term else None


def overdue_before(policy: Policy, term: Term, today: date, *, farthest: int = 400) -> date:
    """Return the latest day that a stage may have begun on for its term to be over today.

    Searches back so many days at most; a term longer than that is never over.
    """
    for back in range(1, farthest + 1):
        day = today - timedelta(days=back)
        if deadline(policy, term, day) < today:
            return day
    return date.min


def fits_medium(allowed: Iterable[str], medium: str) -> bool:
    """Tell whether a file of this medium may be a paper that is kept as one of `allowed`.

    A photograph is a picture like another; a message may come as a document, a picture, or its bare text.
    """
    wanted = {str(one) for one in allowed}
    if "photo" in wanted:
        wanted.add("image")
    if "message" in wanted:
        wanted |= {"document", "image"}
    return medium in wanted
