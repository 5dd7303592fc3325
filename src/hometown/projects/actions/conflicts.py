"""Deciding a probable match: the filing supports the known project, or it is one of its own."""

from collections.abc import Iterable

from django.db.models import Q

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, RuleBroken
from hometown.ledger import book
from hometown.ledger.book import OpenEntry
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access
from hometown.projects.models import Claim, Conflict, Filing, Project, Verdict
from hometown.projects.progress import held_claim, ruling_of
from hometown.projects.querysets import ConflictQuerySet
from hometown.projects.rules import RANK, Stage, Status

from .claiming import _claim, _day_of, _release, _stands

SAME_PROJECT = "same_project"  # why the project ends that turned out to be a known one


def decide_conflict(
    actor: User, *, conflict: Conflict, verdict: str, reason: str, leads: Filing | None = None
) -> Conflict:
    """Say whether a filing means the known project, with the reason; that settles every other it was asked of too.

    `same`: it supports the known project; its own ends, merged into that one, and nothing is lost. `different`: it
    means none of them, and its unit gets the claim, from when the filing took effect. `leads` names whose claim it is
    where the order of the rules cannot tell. Raises NotAllowed for who does not decide, or filed one of the projects;
    RuleBroken when it was decided.
    """
    policy = in_force(clock.today())
    access.require_decider(actor, policy)
    _require_verdict(verdict, reason)
    with book.entry("conflict.decided", actor=actor.pk, note=reason.strip()[:500]) as entry:
        asked: Conflict = Conflict.objects.select_related("filing", "project", "other").get(pk=conflict.pk)
        if asked.verdict:
            raise RuleBroken("projects.decided_already", on=asked.decided_on)
        others = list(_besides(asked).open().select_related("filing", "project", "other"))
        _require_neutral(actor, asked, *others)
        for one in (asked, *others):
            one.verdict = verdict if one is asked else Verdict.DIFFERENT
            one.reason, one.decided_by, one.decided_on = reason.strip()[:500], actor.pk, clock.today()
            entry.put(one)
        _carry_out(entry, policy, asked, leads)
        for one in others:
            _grant(entry, policy, one.other, one, leads)
    return asked


def _besides(conflict: Conflict) -> ConflictQuerySet:
    """Return what else was asked about the same filing."""
    found: ConflictQuerySet = Conflict.objects.filter(filing=conflict.filing_id).exclude(pk=conflict.pk)
    return found


def _require_verdict(verdict: str, reason: str) -> None:
    faults: dict[str, BadInput] = {}
    if verdict not in Verdict.values:
        faults["verdict"] = BadInput("projects.no_such_verdict")
    if not reason.strip():
        faults["reason"] = BadInput("projects.reason_needed")
    if faults:
        raise BadInput("projects.look_over", fields=faults)


def _require_neutral(actor: User, *conflicts: Conflict) -> None:
    """Nobody decides about a lead they filed themselves."""
    projects = {pk for one in conflicts for pk in (one.project_id, one.other_id)}
    sides = Filing.objects.filter(project__in=projects).values_list("filed_by")
    if (actor.pk,) in sides:
        raise NotAllowed("projects.own_matter")


def _carry_out(entry: OpenEntry, policy: Policy, conflict: Conflict, leads: Filing | None = None) -> None:
    """Do what a verdict means, and give the claims that waited for it."""
    if conflict.verdict == Verdict.SAME:
        _leave_other(entry, policy, conflict, leads)
        _merge(entry, conflict)
        _grant(entry, policy, conflict.other, conflict, leads)
    else:
        _take_apart(entry, conflict)
        _grant(entry, policy, conflict.project, conflict, leads)
        _grant(entry, policy, conflict.other, conflict, leads)


def _leave_other(entry: OpenEntry, policy: Policy, conflict: Conflict, leads: Filing | None) -> None:
    """Take the project apart again from another known one that it was found to be before."""
    before = _besides(conflict).filter(verdict=Verdict.SAME).select_related("filing", "project", "other").first()
    if before is None:
        return
    before.verdict = Verdict.DIFFERENT
    entry.put(before)
    _take_apart(entry, before)
    _grant(entry, policy, before.other, before, leads)
    conflict.project = before.project


def _merge(entry: OpenEntry, conflict: Conflict) -> None:
    """Let what was filed for the one project support the other. The one ends and says where it went."""
    shell, known = conflict.project, conflict.other
    if shell.stage_rank >= RANK[Stage.INTENT]:
        raise RuleBroken("projects.merged_too_far", project=shell.name)
    if known.status not in {Status.ACTIVE, Status.PAUSED}:
        raise RuleBroken("projects.known_one_stopped", project=known.name)
    held = held_claim(shell.pk)
    if held is not None:
        _release(entry, held, SAME_PROJECT)
    for filing in Filing.objects.filter(project=shell):
        filing.project, filing.filed_for, filing.is_supporting = known, shell, True
        entry.put(filing)
    shell.status, shell.status_reason, shell.status_on = Status.WITHDRAWN, SAME_PROJECT, clock.today()
    shell.merged_into = known
    entry.put(shell)
    _ask_on(entry, conflict)


def _ask_on(entry: OpenEntry, conflict: Conflict) -> None:
    """Ask of the known project what was still asked about the one that ended; what that answers itself is closed."""
    for asked in Conflict.objects.open().about(conflict.project_id).exclude(pk=conflict.pk):
        is_known = asked.project_id == conflict.other_id or _besides(asked).filter(other=conflict.other_id).exists()
        if asked.other_id == conflict.project_id and not is_known:
            asked.other = conflict.other
        else:
            asked.verdict, asked.reason = Verdict.DIFFERENT, conflict.reason
            asked.decided_by, asked.decided_on = conflict.decided_by, conflict.decided_on
        entry.put(asked)


def _take_apart(entry: OpenEntry, conflict: Conflict) -> None:
    """Let a project that was merged stand on its own again, with what was filed for it; nothing to do for any other."""
    shell = conflict.project
    if shell.merged_into_id != conflict.other_id:
        return
    held = held_claim(conflict.other_id)
    for filing in Filing.objects.filter(filed_for=shell):
        filing.project, filing.filed_for, filing.is_supporting = shell, None, filing.pk != conflict.filing_id
        entry.put(filing)
        if held is not None and held.filing_id == filing.pk:
            _release(entry, held, "objection")
    shell.status, shell.status_reason, shell.status_on = Status.ACTIVE, "", clock.today()
    shell.merged_into = None
    entry.put(shell)


def _grant(entry: OpenEntry, policy: Policy, project: Project, conflict: Conflict, leads: Filing | None) -> None:
    """Give the claim of a project that waited for the verdict, to who leads by the order of the rules."""
    waiting = list(_waiting(project, conflict))
    if not waiting or _stands(policy, project.pk):
        return
    first = ruling_of(policy, waiting).first
    filing = first.record if first else next((one for one in waiting if leads and one.pk == leads.pk), None)
    if filing is None:
        raise BadInput("projects.look_over", fields={"leads": BadInput("projects.arbitrate")})
    _claim(entry, policy, filing)


def _waiting(project: Project, conflict: Conflict) -> Iterable[Filing]:
    """Return the filings in effect that have had no claim: the one in question, those that took effect while it was
    open, and the known project's own if nobody ever had its claim.
    """
    effective = Filing.objects.filter(project=project, effective_at__isnull=False, claims__isnull=True)
    chosen = Q(pk=conflict.filing_id)
    if not Claim.objects.filter(project=project).exists():
        chosen |= Q(pk__isnull=False)
    found = effective.filter(chosen).select_related("project", "filed_for", "unit")
    late = effective.exclude(chosen).select_related("project", "filed_for", "unit")
    return [*found, *(one for one in late if _day_of(one.effective_at) >= conflict.asked_on)]
