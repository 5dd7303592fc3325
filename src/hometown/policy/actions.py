"""The verbs of the rules: propose, adopt, withdraw. Nobody adopts what they proposed."""

from django.db.models import Max

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book

from .models import PolicyVersion, State
from .reading import default_text, digest, lines_of, plain, read
from .rules import vanished_problems
from .shape import Policy
from .standing import in_force


def propose(actor: User, *, text: str, note: str = "") -> PolicyVersion:
    """Lay a new text of the rules before those who may adopt it.

    Raises BadInput `policy.invalid` with all problems; RuleBroken when nothing changes, the label is taken or the
    rules would begin in the past.
    """
    if not actor.may(Capability.PROPOSE_POLICY):
        raise NotAllowed("policy.may_not_propose")
    text = plain(text)
    policy = read(text)
    _require_sound(text, policy)
    if PolicyVersion.objects.exclude(state=State.WITHDRAWN).filter(label=policy.version).exists():
        raise RuleBroken("policy.label_taken", label=policy.version)
    version = _version(text, policy, note)
    version.proposed_by = actor.pk
    with book.entry("policy.proposed", actor=actor.pk, note=note) as entry:
        version.number = _next_number()
        entry.put(version)
    return version


def adopt(actor: User, *, version: PolicyVersion) -> PolicyVersion:
    """Let a proposed version take effect on its day. Raises NotAllowed for one's own proposal."""
    if not actor.may(Capability.ADOPT_POLICY):
        raise NotAllowed("policy.may_not_adopt")
    if version.was_proposed_by(actor.pk):
        raise NotAllowed("policy.own_proposal")
    if version.state != State.DRAFT:
        raise RuleBroken("policy.not_a_draft", label=version.label)
    _require_sound(version.text, read(version.text))
    version.state, version.adopted_by, version.adopted_at = State.ADOPTED, actor.pk, clock.now()
    with book.entry("policy.adopted", actor=actor.pk) as entry:
        entry.put(version)
    return version


def withdraw(actor: User, *, version: PolicyVersion, reason: str) -> PolicyVersion:
    """Take back a proposal, or an adopted version not yet in force. Rules in force are replaced, never removed."""
    may = version.was_proposed_by(actor.pk) and actor.may(Capability.PROPOSE_POLICY)
    if not (may or actor.may(Capability.ADOPT_POLICY)):
        raise NotAllowed("policy.may_not_adopt")
    if not reason.strip():
        raise BadInput("policy.reason_needed")
    if version.state == State.WITHDRAWN:
        raise RuleBroken("policy.already_withdrawn", label=version.label)
    if version.state == State.ADOPTED and version.effective_from <= clock.today():
        raise RuleBroken("policy.in_force_already", label=version.label)
    version.state, version.withdrawn_because = State.WITHDRAWN, reason.strip()[:300]
    version.withdrawn_by, version.withdrawn_at = actor.pk, clock.now()
    with book.entry("policy.withdrawn", actor=actor.pk, note=version.withdrawn_because) as entry:
        entry.put(version)
    return version


def install_default(actor: User | None = None) -> PolicyVersion:
    """Adopt the rules shipped with the house as version 1 of a new home. Returns the first version if there is one."""
    if actor is not None and not actor.may(Capability.ADOPT_POLICY):
        raise NotAllowed("policy.may_not_adopt")
    first: PolicyVersion | None = PolicyVersion.objects.order_by("number").first()
    if first is not None:
        return first
    text = default_text()
    version = _version(text, read(text), "")
    version.number, version.state, version.adopted_at = 1, State.ADOPTED, clock.now()
    version.adopted_by = actor.pk if actor else None
    with book.entry("policy.installed", actor=actor.pk if actor else None) as entry:
        entry.put(version)
    return version


def _version(text: str, policy: Policy, note: str) -> PolicyVersion:
    return PolicyVersion(
        label=policy.version,
        text=text,
        digest=digest(text),
        effective_from=policy.effective_from,
        note=note.strip()[:500],
        proposed_at=clock.now(),
    )


def _require_sound(text: str, policy: Policy) -> None:
    """Refuse rules that begin in the past, change nothing, or forget a code that records carry."""
    if policy.effective_from < clock.today():
        raise RuleBroken("policy.in_the_past", day=policy.effective_from)
    standing = in_force(policy.effective_from)
    if standing == policy:
        raise RuleBroken("policy.nothing_changes")
    problems = vanished_problems(standing, policy, lines_of(text))
    if problems:
        raise BadInput("policy.invalid", problems=problems, count=len(problems))


def _next_number() -> int:
    return (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
