"""Evidence: reported, withdrawn with a reason, verified by somebody who did not report it."""

from datetime import date
from typing import IO

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.files.kinds import MEDIA, Kind
from hometown.files.models import Blob
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.policy.rules import evidence_kind
from hometown.policy.standing import in_force
from hometown.projects import access
from hometown.projects.models import Evidence, Project, Verification
from hometown.projects.rules import RANK, fits_medium

from .claiming import _kept, _named, _settle, _taken
from .doubts import _doubt


def report_evidence(
    actor: User,
    *,
    project: Project,
    stage: str,
    kind: str,
    file_name: str,
    content: bytes | IO[bytes] | None = None,
    blob: Blob | None = None,
    note: str = "",
    dated_on: date | None = None,
) -> Evidence:
    """Put a paper on file for a stage: its `content`, or a `blob` already received. `dated_on` is its own date.

    Raises BadInput for a kind the stage does not know, a date to come, or a file that is not taken; RuleBroken when the
    very same file is on file for the same purpose.
    """
    access.require_worker(actor, project, Capability.REPORT_EVIDENCE)
    policy, today = in_force(clock.today()), clock.today()
    kind_known = evidence_kind(policy, stage, kind) if stage in RANK else None
    if kind_known is None:
        raise BadInput("projects.no_such_evidence", fields={"kind": BadInput("projects.no_such_evidence")})
    if dated_on is not None and dated_on > today:
        raise BadInput("projects.look_over", fields={"dated_on": BadInput("projects.in_the_future")})
    if blob is None and content is None:
        raise BadInput("projects.file_needed", fields={"file": BadInput("projects.file_needed")})
    taken = _taken(content, file_name)
    medium = str(MEDIA[Kind(taken.kind if taken else blob.media_type)])  # type: ignore[union-attr]
    if not fits_medium(kind_known.media, medium):
        raise BadInput("projects.wrong_medium", fields={"file": BadInput("projects.wrong_medium")})
    with book.entry("evidence.reported", actor=actor.pk, occurred_on=dated_on) as entry:
        blob = _kept(actor, taken, blob, file_name)
        same = Evidence.objects.standing().filter(project=project, stage=stage, kind=kind, blob=blob)
        if same.exists():
            raise RuleBroken("projects.on_file_already", file=file_name)
        paper = Evidence(
            project=project, stage=stage, kind=kind, blob=blob, file_name=_named(file_name, blob),
            note=note.strip()[:300], dated_on=dated_on, reported_by=actor.pk, reported_on=today,
        )  # fmt: skip
        entry.put(paper)
        _settle(entry, policy, project)
        _doubt(entry, policy, project)
    return paper


def withdraw_evidence(actor: User, *, evidence: Evidence, reason: str) -> Evidence:
    """Take a paper back. It stays on file with the reason and carries nothing any more."""
    access.require_visible(actor, evidence.project)
    if evidence.reported_by != actor.pk and not access.may_coordinate(actor, evidence.project):
        raise NotAllowed("projects.not_your_paper")
    if evidence.withdrawn_on is not None:
        raise RuleBroken("projects.withdrawn_already")
    if not reason.strip():
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    evidence.withdrawn_on, evidence.withdrawn_because = clock.today(), reason.strip()[:300]
    with book.entry("evidence.withdrawn", actor=actor.pk, note=evidence.withdrawn_because) as entry:
        entry.put(evidence)
    return evidence


@book.turn()
def verify_evidence(
    actor: User, *, evidence: Evidence, holds: bool, reason: str = "", on: date | None = None
) -> Verification:
    """Say whether a paper holds. Never by who reported it, and once by each verifier; a refusal says why.

    Raises NotAllowed for the reporter and for roles that the stage does not name; RuleBroken the second time.
    """
    policy = in_force(clock.today())
    access.require_verifier(actor, evidence.project, access.verifying_roles(policy, evidence.stage))
    if evidence.reported_by == actor.pk:
        raise NotAllowed("projects.own_paper")
    if evidence.withdrawn_on is not None:
        raise RuleBroken("projects.withdrawn_already")
    if Verification.objects.filter(evidence=evidence, verified_by=actor.pk).exists():
        raise RuleBroken("projects.verified_by_you")
    if not holds and not reason.strip():
        raise BadInput("projects.reason_needed", fields={"reason": BadInput("projects.reason_needed")})
    said = Verification(
        evidence=evidence, holds=holds, verified_by=actor.pk, on=on or clock.today(), reason=reason.strip()[:500]
    )
    with book.entry("evidence.verified" if holds else "evidence.refuted", actor=actor.pk) as entry:
        entry.put(said)
    return said
