"""Steps that several verbs share: a filing that became complete takes effect, a claim is given or released, a price.

All of them run inside an open line of the book, so that two people at the same instant take turns and the second sees
what the first has written.
"""

import uuid
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
from hometown.programme.models import Unit
from hometown.projects.matching import fingerprint_of, match_of
from hometown.projects.models import Claim, Conflict, Evidence, Filing, Project, Transfer
from hometown.projects.progress import held_claim, life_of, ruling_of
from hometown.projects.protection import is_protected, is_refused
from hometown.projects.readiness import filled
from hometown.projects.rules import (
    CLAIM_ENDED,
    RANK,
    Identity,
    Match,
    Stage,
    Status,
    Submission,
    claim_days,
    decide_by,
    effective_time,
    is_complete,
    yuan_value,
)

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


def _settle(
    entry: OpenEntry, policy: Policy, project: Project, *, is_matched: bool = False, whole: Filing | None = None
) -> None:
    """Let waiting filings that are complete by now take effect, in the order in which they came. `whole` says all by
    itself, and goes before those that only become complete by what it says.

    A project that learned its facts only now may turn out to be a known one: it is compared before it gets a claim,
    unless it was compared a moment ago (`is_matched`).
    """
    required = [name.value for name in gate(policy, Stage.LEAD).fields]
    now = clock.now()
    waiting = list(Filing.objects.waiting().filter(project=project).order_by("filed_at", "id"))
    for filing in sorted(waiting, key=lambda one: whole is None or one.pk != whole.pk):
        complete = is_complete(_submission(project, filing), required)
        filing.effective_at = effective_time(filing.effective_at, complete=complete, now=now)
        if filing.effective_at is None:
            continue
        entry.put(filing)
        if not filing.is_supporting and not is_matched:
            found = match_of(project.company, project.name, fingerprint_of(project), apart_from=project)
            _ask_if_known(entry, policy, project, filing, found)
        _claim(entry, policy, filing)
    _claim_late(entry, policy, project)


def _claim_late(entry: OpenEntry, policy: Policy, project: Project) -> None:
    """Give a claim that the rules held back, from today: the project has grown, or its unit has brought evidence."""
    if Claim.objects.filter(project=project).exists():
        return
    effective = Filing.objects.filter(project=project, effective_at__isnull=False)
    waiting = list(effective.select_related("project", "filed_for", "unit"))
    first = ruling_of(policy, waiting).first if waiting else None
    if first is not None:
        _claim(entry, policy, first.record, since=clock.today())


def _ask_if_known(entry: OpenEntry, policy: Policy, project: Project, filing: Filing, found: Match) -> None:
    """Ask a person which of the known projects a filing means, if any. `project` is the one it opened."""
    if found.identity is Identity.NEW:
        return
    today = clock.today()
    due = decide_by(policy, today)
    for one in (found, *found.besides):
        if one.candidate is not None:
            other, grounds = one.candidate.record, ",".join(one.grounds)
            entry.put(
                Conflict(filing=filing, project=project, other=other, grounds=grounds, asked_on=today, due_on=due)
            )


def _claim(entry: OpenEntry, policy: Policy, filing: Filing, *, since: date | None = None) -> None:
    """Give the filing's unit the claim, from when the filing took effect or `since`, a lapsed one making room first.

    Not while the project has stopped or is signed, another claim stands, a probable match waits for its verdict, the
    firm has refused this unit, or the rules protect no such project or no more of this unit's.
    """
    assert filing.effective_at is not None
    project = filing.project
    if project.status in {Status.LOST, Status.WITHDRAWN} or project.stage_rank >= RANK[Stage.SIGNED]:
        return
    if Conflict.objects.open().about(filing.project_id).exists():
        return
    if not is_protected(policy, project.amount_yuan, filing.unit_id, clock.today()):
        return
    if not _makes_room(entry, policy, filing.project_id) or is_refused(filing.project_id, filing.unit_id):
        return
    first, last = claim_days(policy, since or _day_of(filing.effective_at))
    claim = Claim(project_id=filing.project_id, filing=filing, unit_id=filing.unit_id, first_on=first, last_on=last)
    claim.granted_on = clock.today()
    entry.put(claim)


def _day_of(moment: datetime) -> date:
    return moment.astimezone(CITY_TIME).date()


def _stands(policy: Policy, project: uuid.UUID) -> bool:
    """Tell whether somebody holds a project's claim and has not let it lapse."""
    held = held_claim(project)
    return held is not None and not life_of(held, policy, clock.today()).is_lapsed


def _makes_room(entry: OpenEntry, policy: Policy, project: uuid.UUID) -> bool:
    """Tell whether nobody holds the project's claim; one that has lapsed is released, though no sweep came by."""
    standing = held_claim(project)
    if standing is None:
        return True
    stands = life_of(standing, policy, clock.today())
    if not stands.is_lapsed:
        return False
    _release(entry, standing, stands.because)
    return True


def _release(entry: OpenEntry, claim: Claim, because: str, note: str = "") -> None:
    """Release a claim; a transfer of it that was under way goes no further."""
    claim.released_on, claim.released_because, claim.released_note = clock.today(), because, note[:300]
    entry.put(claim)
    if because == "transferred":
        return
    for transfer in Transfer.objects.open().filter(claim=claim):
        transfer.refused_on, transfer.refused_because = clock.today(), CLAIM_ENDED
        entry.put(transfer)


def _confer(entry: OpenEntry, claim: Claim, unit: Unit, *, last_on: date) -> Claim:
    """Give a unit the claim that another held: from today, to the day that is said."""
    today = clock.today()
    new = Claim(
        project_id=claim.project_id, filing_id=claim.filing_id, unit=unit, first_on=today, last_on=max(last_on, today),
        granted_on=today, renewals=claim.renewals,
    )  # fmt: skip
    entry.put(new)
    return new


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
