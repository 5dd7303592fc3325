"""Filing a lead: it opens a project, or supports one that is known already."""

from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from hometown.accounts.models import User
from hometown.companies.actions import introduction_made
from hometown.companies.models import Company
from hometown.files.models import Blob
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.kernel.money import Amount, plain
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.rules import gate, offered
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force, number_in_force
from hometown.programme.models import Batch, Officer, Posting, Unit
from hometown.projects import access
from hometown.projects.matching import fingerprint_told, match_of
from hometown.projects.models import Evidence, Filing, Project, StageMove
from hometown.projects.progress import held_claim
from hometown.projects.readiness import told as filled_by
from hometown.projects.rules import RANK, Identity, Match, Stage, Submission, edit_faults, is_complete

from .claiming import CONTACT_RECORD, _ask_if_known, _kept, _named, _price, _settle, _taken

_FACTS = (
    "summary", "chain", "industry_code", "source", "site_need", "energy_need", "environment_note", "output_note",
    "next_step", "next_step_due", "event", "introducer", "counterpart",
)  # fmt: skip


@dataclass(frozen=True)
class _Told:
    """What was said of the lead itself."""

    name: str
    amount: Amount | None
    facts: dict[str, Any]
    occurred_on: date
    occurred_precision: str


def file_lead(
    actor: User,
    *,
    company: Company,
    unit: Unit,
    occurred_on: date,
    occurred_precision: str = "day",
    name: str = "",
    officer: Officer | None = None,
    batch: Batch | None = None,
    amount: Amount | None = None,
    excluded_class: str = "",
    contact_evidence: str = "",
    contact_blob: Blob | None = None,
    contact_file: bytes | IO[bytes] | None = None,
    contact_file_name: str = "",
    contact_level: str = "",
    label: str = "internal",
    is_imported: bool = False,
    **facts: Any,
) -> Filing:
    """File a lead of a company in a unit's name. Returns the filing; its `project` is new, or the one it supports.

    Where it may mean a known project it has its own, and no claim until a person has decided (`decide_conflict`).
    Further facts are those of a project (`_FACTS`). `occurred_on` is when the lead came up, as told; it decides nothing
    about the claim, which counts from the server's time of the first complete filing.

    Raises RuleBroken `projects.excluded_class` for a class that the city's rules refuse; BadInput for what cannot be
    read; NotAllowed for another's unit or name.
    """
    access.require_filer(actor, unit, officer)
    policy = in_force(clock.today())
    told = _Told(name.strip(), amount, _facts(facts), occurred_on, occurred_precision)
    _require_sound(policy, told, excluded_class, contact_level)
    taken = _taken(contact_file, contact_file_name)
    officer = officer or Officer.objects.filter(user=actor).first()
    batch = batch or _batch_of(officer, occurred_on)
    filing = Filing(
        unit=unit, officer=officer, batch=batch, filed_by=actor.pk, occurred_on=occurred_on, text=_as_text(told),
        occurred_precision=occurred_precision, is_imported=is_imported, contact_level=contact_level,
        contact_evidence=contact_evidence.strip()[:300],
    )  # fmt: skip
    with book.turn():  # of two who file the same lead at once, the second finds the first
        apart = fingerprint_told(policy, company, on=occurred_on, name=told.name, amount=told.amount, **told.facts)
        found = match_of(company, told.name, apart)
        known = found.candidate.record if found.identity is Identity.SAME and found.candidate else None
        verb = "project.supported" if known else "project.filed"
        with book.entry(verb, actor=actor.pk, occurred_on=occurred_on) as entry:
            filing.contact_blob = _kept(actor, taken, contact_blob, contact_file_name)
            project = known or _open(entry, policy, actor, company, told, batch, label)
            filing.project, filing.is_supporting, filing.filed_at = project, bool(known), clock.now()
            entry.put(filing)
            if known is None:
                _look_at_new(entry, policy, actor, filing, found, contact_file_name)
            elif held_claim(known.pk) is None:
                _tell_more(entry, policy, known, told)
            _note_introducer(actor, told, company)
            _settle(entry, policy, project, is_matched=True, whole=filing if _is_whole(policy, filing, told) else None)
    filing.refresh_from_db()
    return filing


def amend_filing(
    actor: User,
    *,
    filing: Filing,
    contact_evidence: str = "",
    contact_blob: Blob | None = None,
    contact_file: bytes | IO[bytes] | None = None,
    contact_file_name: str = "",
    text: str | None = None,
) -> Filing:
    """Add what a filing lacks. If that makes it complete, it takes effect now: never earlier."""
    access.filing_for(actor, filing.pk)
    access.require_filer(actor, filing.unit, filing.officer)
    taken = _taken(contact_file, contact_file_name)
    policy, today = in_force(clock.today()), clock.today()
    filing.contact_evidence = contact_evidence.strip()[:300] or filing.contact_evidence
    filing.text = filing.text if text is None else text.strip()
    with book.entry("filing.amended", actor=actor.pk) as entry:
        blob = _kept(actor, taken, contact_blob, contact_file_name)
        filing.contact_blob = blob or filing.contact_blob
        entry.put(filing)
        if blob is not None and not filing.is_supporting:
            entry.put(_contact_paper(actor, filing.project, blob, contact_file_name, today))
        _settle(entry, policy, filing.project)
    filing.refresh_from_db()
    return filing


def _look_at_new(entry: OpenEntry, policy: Policy, actor: User, filing: Filing, found: Match, file_name: str) -> None:
    """Put the record of the contact on file with a new project, and ask a person if it may be a known one."""
    if filing.contact_blob is not None:
        entry.put(_contact_paper(actor, filing.project, filing.contact_blob, file_name, clock.today()))
    _ask_if_known(entry, policy, filing.project, filing, found)


def _is_whole(policy: Policy, filing: Filing, told: _Told) -> bool:
    """Tell whether a filing says all that a lead needs by itself, whatever others said of its project."""
    amount = told.amount.value if told.amount else None
    said = filled_by(filing.project.company, amount, **told.facts)
    has_contact = bool(filing.contact_evidence or filing.contact_blob_id)
    firm = filing.project.company
    asked = [name.value for name in gate(policy, Stage.LEAD).fields]
    return is_complete(Submission(firm.uscc, firm.normal_name, told.name, said, has_contact), asked)


def _tell_more(entry: OpenEntry, policy: Policy, known: Project, told: _Told) -> None:
    _fill_gaps(policy, known, told)
    entry.put(known)


def _note_introducer(actor: User, told: _Told, company: Company) -> None:
    if "introducer" in told.facts:
        introduction_made(actor, introducer=told.facts["introducer"], introduced=company, on=told.occurred_on)


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(given.keys() - set(_FACTS))
    if unknown:
        raise TypeError(f"a lead has no such fact: {', '.join(unknown)}")
    return {k: v.strip() if isinstance(v, str) else v for k, v in given.items() if v not in (None, "")}


def _require_sound(policy: Policy, told: _Told, excluded_class: str, contact_level: str) -> None:
    if excluded_class:
        refused = next((one for one in policy.claims.excluded if one.code == excluded_class), None)
        name = refused.text(access.language()) if refused else excluded_class
        raise RuleBroken("projects.excluded_class", excluded=name)
    touched = {**told.facts, "first_contact_on": told.occurred_on, "amount": told.amount}
    fields = {f.field: BadInput(f.reason) for f in edit_faults(policy, touched, clock.today())}
    if contact_level and contact_level not in {one.code for one in offered(policy.claims.contact_levels)}:
        fields["contact_level"] = BadInput("projects.not_on_the_list")
    if fields:
        if "first_contact_on" in fields:
            fields["occurred_on"] = fields.pop("first_contact_on")
        raise BadInput("projects.look_over", fields=fields)


def _batch_of(officer: Officer | None, on: date) -> Batch | None:
    """Return the batch an officer is in on a day, else their latest one."""
    if officer is None:
        return None
    postings = Posting.objects.filter(officer=officer).select_related("batch")
    posting = postings.standing(on).first() or postings.order_by("-last_on").first()
    return posting.batch if posting else None


def _open(
    entry: OpenEntry, policy: Policy, actor: User, company: Company, told: _Told, batch: Batch | None, label: str
) -> Project:
    """Open the project of a new lead at its first stage."""
    project = Project(
        company=company, name=(told.name or told.facts.get("summary", "")[:60] or company.name), batch=batch,
        stage=Stage.LEAD, stage_rank=RANK[Stage.LEAD], stage_on=told.occurred_on, opened_on=told.occurred_on,
        first_contact_on=told.occurred_on, first_contact_precision=told.occurred_precision, label=label,
    )  # fmt: skip
    _fill_gaps(policy, project, told)
    project.chain = project.chain or company.chain
    project.industry_code = project.industry_code or company.industry_code
    entry.put(project)
    entry.put(_first_move(actor, project, told.occurred_on))
    return project


def _first_move(actor: User, project: Project, on: date) -> StageMove:
    return StageMove(
        project=project, to_stage=Stage.LEAD, to_rank=RANK[Stage.LEAD], on=on, moved_by=actor.pk,
        policy_version=number_in_force(clock.today()),
    )  # fmt: skip


def _fill_gaps(policy: Policy, project: Project, told: _Told) -> None:
    """Write what was told where the project knows nothing yet; what it knows stays."""
    for field, value in told.facts.items():
        if getattr(project, field) in (None, ""):
            setattr(project, field, value)
    if project.amount is None and told.amount is not None:
        _price(policy, project, told.amount, told.occurred_on)


def _as_text(told: _Told) -> str:
    """Return a filing's own words: what was told stays with it even where the project keeps other facts."""
    amount = f"{plain(told.amount.value)} {told.amount.currency}" if told.amount else ""
    parts = [told.name, told.facts.get("summary", ""), amount, told.facts.get("site_need", "")]
    return "\n".join(part for part in parts if part)


def _contact_paper(actor: User, project: Project, blob: Blob, file_name: str, today: date) -> Evidence:
    return Evidence(
        project=project, stage=Stage.LEAD, kind=CONTACT_RECORD, blob=blob, reported_by=actor.pk, reported_on=today,
        file_name=_named(file_name, blob),
    )  # fmt: skip
