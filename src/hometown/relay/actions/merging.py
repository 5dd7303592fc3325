"""Merging two records of one firm: everything moves to the target, the source stays as a tombstone that leads there."""

from hometown.accounts.models import User
from hometown.companies.models import RECORD, Company, CompanyName, Consent, Contact, FactSource
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, ChangedMeanwhile
from hometown.ledger import book
from hometown.names import normal
from hometown.relay import access, comparing, rules
from hometown.relay.comparing import Choice
from hometown.relay.models import Merge
from hometown.relay.repointing import Fate, Repointing

_TOLD_OF_A_PERSON = ("title", "phone", "wechat", "email", "source")


def merge_companies(
    actor: User,
    *,
    source: Company,
    target: Company,
    reason: str,
    choice: Choice | None = None,
    revisions: tuple[int, int] | None = None,
) -> Merge:
    """Say that two records are one firm. What pointed at the source points at the target; it can be undone at any time.

    `revisions` are those of source and target that the person looked at. Raises RuleBroken for two valid codes without
    a word which is wrong, two firms said to be distinct, a group that would close on itself, and while a row points at
    the source of which no app has said how it fares; BadInput without a reason.
    """
    access.require_merger(actor)
    choice = choice or Choice()
    if not reason.strip():
        raise BadInput("relay.reason_needed", fields={"reason": BadInput("relay.reason_needed")})
    with book.entry("company.merged", actor=actor.pk) as entry:
        source, target = _fresh(source), _fresh(target)
        if revisions is not None and (source.revision, target.revision) != revisions:
            raise ChangedMeanwhile("ledger.changed_meanwhile", record=target.name)
        comparing.require_mergeable(source, target)
        comparing.require_pairs(source, target, choice.contacts)
        run = Repointing(entry, comparing.taken(source, target, choice))
        was, old_name = _fresh(source), target.name
        _leave_tombstone(run, source, target)
        _take_over(run, was, target)
        for one, other in choice.contacts:
            _merge_contacts(run, one, other)
        run.run(source, target)
        _keep_names(run, target, (was.name, old_name))
        merge = Merge(source=source, target=target, at=clock.now(), by=actor.pk, reason=reason.strip()[:300])
        merge.taken, merge.manifest = sorted(run.taken), run.manifest()
        merge.contacts = [[str(one.pk), str(other.pk)] for one, other in choice.contacts]
        entry.put(merge)
    return merge


def _fresh(company: Company) -> Company:
    found: Company = Company.objects.select_related("merged_into", "parent").get(pk=company.pk)
    return found


def _leave_tombstone(run: Repointing, source: Company, target: Company) -> None:
    """Let the source lead to the target. It keeps its name; its code and its place in a group are the target's now."""
    source.merged_into, source.uscc, source.uscc_doubt_accepted = target, "", False
    source.parent, source.parent_share = None, None
    run.put(source)


def _take_over(run: Repointing, was: Company, target: Company) -> None:
    """Give the target the values it takes, each with where it is known from."""
    if target.parent_id == was.pk:  # it stood below its own double: what stands above that stands above it
        target.parent, target.parent_share = was.parent, was.parent_share
    for column in sorted(run.taken):
        for field in rules.TOGETHER.get(column, (column,)):
            setattr(target, field, getattr(was, field))
    if "name" in run.taken:
        target.normal_name = was.normal_name
    if target.parent_id == target.pk:
        target.parent, target.parent_share = None, None
    run.put(target)
    run.hold(target)
    sources = {row.field: row for row in FactSource.objects.filter(company=was).order_by("pk")}
    record = sources.get(RECORD)
    for column in sorted(run.taken - sources.keys()):
        if record is not None:
            said = FactSource(company=target, field=column, source=record.source, as_of=record.as_of)
            said.permission = record.permission
            run.put(said, Fate.ADDED)


def _keep_names(run: Repointing, target: Company, names: tuple[str, str]) -> None:
    """Let the firm be found by the name that was not kept."""
    for text in names:
        known = target.names.filter(normal=normal(text)).exists()
        if normal(text) != target.normal_name and not known:
            kind = rules.name_kind(normal(text), target.normal_name)
            run.put(CompanyName(company=target, text=text, kind=kind, normal=normal(text)), Fate.ADDED)


def _merge_contacts(run: Repointing, source: Contact, target: Contact) -> None:
    """Two contacts are one person: meetings and projects point at the target's, which learns what it did not know.

    A consent withdrawn from one is withdrawn (Personal Information Protection Law, art. 15).
    """
    source, target = Contact.objects.get(pk=source.pk), Contact.objects.get(pk=target.pk)
    for field in _TOLD_OF_A_PERSON:
        if not getattr(target, field):
            setattr(target, field, getattr(source, field))
    if target.known_to is None and target.keeper_id is None:  # whose it is and who looks after it go together
        target.known_to, target.keeper_id = source.known_to, source.keeper_id
    target.is_decision_maker = target.is_decision_maker or source.is_decision_maker
    target.met_on = min((day for day in (source.met_on, target.met_on) if day), default=None)
    if Consent.WITHDRAWN in {source.consent, target.consent}:
        target.consent = Consent.WITHDRAWN
    elif target.consent == Consent.UNKNOWN:
        target.consent = source.consent
    source.merged_into = target
    run.put(source)
    run.put(target)
    run.run(source, target)
