"""Steps that several verbs share: a filing that became complete takes effect, a claim is given or released, a price."""

from datetime import date, datetime
from typing import IO

from hometown.accounts.models import User
from hometown.files import actions as files
from hometown.files.kinds import safe_name
from hometown.files.models import Blob
from hometown.files.receiving import Taken, take
from hometown.kernel import clock
from hometown.kernel.clock import CITY_TIME
from hometown.kernel.money import Amount
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import gate, grade_for
from hometown.policy.shape import Policy
from hometown.projects.models import Claim, Evidence, Filing, Project
from hometown.projects.readiness import filled
from hometown.projects.rules import Stage, Submission, claim_days, effective_time, is_complete, yuan_value

CONTACT_RECORD = "contact_record"


def _named(file_name: str, blob: Blob | None) -> str:
    """Return the name a paper is shown under: no path, no signs that turn it round, the suffix of its content."""
    if blob is None:
        return ""
    return safe_name(file_name, blob.media_type) if file_name.strip() else str(blob)


def _submission(project: Project, filing: Filing) -> Submission:
    """Return what a filing says, together with what its project holds already."""
    has_evidence = bool(filing.contact_evidence.strip() or filing.contact_blob_id)
    if not has_evidence and not filing.is_supporting:
        has_evidence = (
            Evidence.objects.on_file().filter(project=project, stage=Stage.LEAD, kind=CONTACT_RECORD).exists()
        )
    company = project.company
    return Submission(company.uscc, company.normal_name, project.name, filled(project), has_evidence)


def _settle(entry: OpenEntry, policy: Policy, project: Project) -> None:
    """Let waiting filings that are complete by now take effect, in the order in which they came."""
    required = [name.value for name in gate(policy, Stage.LEAD).fields]
    now = clock.now()
    for filing in Filing.objects.waiting().filter(project=project).order_by("filed_at", "id"):
        complete = is_complete(_submission(project, filing), required)
        filing.effective_at = effective_time(filing.effective_at, complete=complete, now=now)
        if filing.effective_at is None:
            continue
        entry.put(filing)
        _claim(entry, policy, filing, now)


def _claim(entry: OpenEntry, policy: Policy, filing: Filing, now: datetime) -> None:
    """Give the filing's unit the claim, unless another claim stands. One that has run out makes room first."""
    today = now.astimezone(CITY_TIME).date()
    standing = Claim.objects.filter(project=filing.project_id, released_on__isnull=True).first()
    if standing is not None and standing.last_on >= today:
        return
    if standing is not None:
        _release(entry, standing, "expired")
    first, last = claim_days(policy, today)
    entry.put(Claim(project_id=filing.project_id, filing=filing, unit_id=filing.unit_id, first_on=first, last_on=last))


def _release(entry: OpenEntry, claim: Claim, because: str) -> None:
    claim.released_on, claim.released_because = clock.today(), because
    entry.put(claim)


def _price(policy: Policy, project: Project, amount: Amount | None, on: date, *, graded: bool = False) -> None:
    """Write an amount with its value in yuan, and the grade it suggests unless one was given; None takes it away."""
    project.amount = amount.value if amount else None
    project.currency = amount.currency if amount else "CNY"
    project.amount_bound = amount.bound.value if amount else ""
    project.amount_yuan = yuan_value(policy, amount, on)
    if not graded:
        project.grade = grade_for(policy, project.amount_yuan).code


def _taken(content: bytes | IO[bytes] | None, file_name: str) -> Taken | None:
    """Take a file's bytes in before the book is opened: other writers do not wait while the file is looked at."""
    return None if content is None else take(content, file_name=file_name)


def _kept(actor: User, taken: Taken | None, blob: Blob | None, file_name: str) -> Blob | None:
    """Return the record of a file that was taken in, or of one received before; None where there is none."""
    return files.receive(actor, stream_or_bytes=taken, file_name=file_name) if taken is not None else blob
