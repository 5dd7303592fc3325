"""The branch, its work priorities and the rulebooks of a batch as pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hometown.accounts.models import User
from hometown.face.parts import Fact, Row
from hometown.face.parts import Task as Line
from hometown.policy.rules import lamp
from hometown.policy.shape import Policy
from hometown.policy.words import term
from hometown.programme import access, words
from hometown.programme.models import Batch, Branch, BranchPost, KeyTask, Officer, RulebookVersion
from hometown.programme.rules.branch import POSTS, SECRETARY, BranchFacts, Finding, may_not, warnings


def key_task_lines(batch: Batch, policy: Policy, today: date, reader: User) -> list[Line]:
    """Return the work priorities of a batch as lines: open ones by their day, done ones last and quiet."""
    rows = batch.key_tasks.select_related("owner", "clause").order_by("done_on", "due_on", "pk")
    found: list[KeyTask] = list(rows)
    found.sort(key=lambda one: (one.done_on is not None, one.due_on or date.max, one.pk))
    return [_key_task_line(one, policy, today, reader) for one in found]


def _key_task_line(task: KeyTask, policy: Policy, today: date, reader: User) -> Line:
    why = [part for part in (task.owner.name if task.owner else _("nobody has it yet"), clause_words(task)) if part]
    url = reverse("key-task", args=[task.pk])
    if task.done_on:
        return Line(task.text, " · ".join([*why, task.result]), url, "done")
    own = task.owner is None or task.owner.user_id == reader.pk
    tone, mark = "", ""
    if task.due_on:
        tone = {"green": "", "amber": "amber", "red": "red"}[lamp(policy, task.due_on, today)]
        mark = words.due_words(task.due_on, today)
    return Line(task.text, " · ".join(why), url, "mine" if own else "wait", mark, tone)


def clause_words(task: KeyTask) -> str:
    """Return under which clause a work priority is done: that of the plan kept here, else what was written."""
    return str(task.clause) if task.clause is not None else task.plan_clause


def key_task_facts(task: KeyTask) -> list[Fact]:
    """Return what is known of a work priority."""
    facts = [
        Fact(_("Batch"), words.named(task.batch)),
        Fact(_("Who"), task.owner.name if task.owner else _("nobody has it yet")),
        Fact(_("By when"), task.due_on or _("no day")),
    ]
    if task.clause is not None:
        url = reverse("plan-clause", args=[task.clause.pk])
        facts.append(Fact(_("Clause of the action plan"), task.clause.number, task.clause.title, url))
    elif task.plan_clause:
        facts.append(Fact(_("Clause of the action plan"), task.plan_clause))
    if task.done_on:
        facts += [Fact(_("Done on"), task.done_on), Fact(_("Result"), task.result)]
    return facts


# --- the branch -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Advice:
    """One warning in words."""

    text: str
    tone: str


def branch_of(batch: Batch) -> Branch | None:
    """Return the branch of a batch."""
    found: Branch | None = Branch.objects.filter(batch=batch).select_related("approved_by").first()
    return found


def branch_facts(batch: Batch, branch: Branch | None, today: date) -> BranchFacts:
    """Return what the rules ask about a branch; without a number of members, every officer counts as one."""
    members = branch.members if branch and branch.members is not None else None
    if members is None:
        members = batch.postings.standing(min(max(today, batch.first_on), batch.last_on)).count()
    posts = branch.posts.filter(ended_on__isnull=True).values_list("post", flat=True) if branch else ()
    return BranchFacts(
        batch.first_on, batch.last_on, branch is not None, members, tuple(posts),
        branch.dissolved_on if branch else None,
    )  # fmt: skip


def advice(policy: Policy, batch: Batch, branch: Branch | None, today: date) -> list[Advice]:
    """Return what to put right in the branch, in words; nothing for a batch that is only planned."""
    if batch.state == "planned" and branch is None:
        return []
    return [_advice(one) for one in warnings(policy, branch_facts(batch, branch, today), today)]


def _advice(finding: Finding) -> Advice:
    facts = dict(finding.facts)
    if "term" in facts:
        facts["term"] = term(facts["term"])  # type: ignore[arg-type]
    if "on" in facts:
        facts["on"] = words.day(facts["on"])  # type: ignore[arg-type]
    return Advice(str(words.FINDINGS[finding.code]) % facts, finding.tone)


def forbidden(policy: Policy) -> list[str]:
    """Return what a temporary branch does not do, in words."""
    return [str(words.MAY_NOT[code]) for code in may_not(policy)]


def secretary_of(branch: Branch | None) -> Officer | None:
    """Return who is secretary of a branch today."""
    if branch is None:
        return None
    post = branch.posts.filter(post=SECRETARY, ended_on__isnull=True).select_related("officer").first()
    return post.officer if post else None


def branch_posts(branch: Branch | None) -> list[tuple[BranchPost, str]]:
    """Return the posts of a branch with their names: those held first, in the order of the posts."""
    if branch is None:
        return []
    posts: list[BranchPost] = list(branch.posts.select_related("officer__home_unit"))
    order = {code: place for place, code in enumerate(POSTS)}
    posts.sort(key=lambda one: (one.ended_on is not None, order.get(one.post, len(order)), one.appointed_on))
    return [(one, str(words.POSTS.get(one.post, one.post))) for one in posts]


def branch_facts_shown(batch: Batch, branch: Branch | None, today: date) -> list[Fact]:
    """Return what is known of a branch."""
    if branch is None:
        return []
    counted = branch_facts(batch, branch, today).members
    facts = [
        Fact(_("Name of the branch"), branch.name),
        Fact(_("Approved by"), words.named(branch.approved_by)),
        Fact(_("Founded on"), branch.founded_on),
        Fact(_("Full members"), counted, "" if branch.members else _("not written yet; every officer counted")),
        Fact(_("Dissolves on"), batch.last_on, _("with the batch")),
    ]
    if branch.dissolved_on:
        facts[-1] = Fact(_("Dissolved on"), branch.dissolved_on)
    return facts


# --- rulebooks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Readers:
    """Who of a batch has read a version, and who has not."""

    read: tuple[Officer, ...]
    unread: tuple[Officer, ...]


def readers_of(version: RulebookVersion, today: date) -> Readers:
    """Return who has read a version among those posted on the day (or on the batch's last, once it is over)."""
    batch = version.rulebook.batch
    day = min(max(today, batch.first_on), batch.last_on)
    posted = Officer.objects.filter(postings__in=batch.postings.standing(day)).distinct().order_by("name", "pk")
    done = set(version.acknowledgements.values_list("officer", flat=True))
    officers = list(posted)
    return Readers(
        tuple(one for one in officers if one.pk in done), tuple(one for one in officers if one.pk not in done)
    )  # fmt: skip


def unread_by(user: User, batch: Batch) -> list[RulebookVersion]:
    """Return the newest versions of a batch's rulebooks that its officer has not acknowledged."""
    officer = access.officer_of(user)
    if officer is None:
        return []
    newest: dict[Any, RulebookVersion] = {}
    for version in RulebookVersion.objects.filter(rulebook__batch=batch).select_related("rulebook").order_by("number"):
        newest[version.rulebook_id] = version
    if not newest or not officer.postings.filter(batch=batch).exists():
        return []
    read = set(officer.acknowledgements.values_list("version", flat=True))
    return [version for version in newest.values() if version.pk not in read]


def unread_rows(user: User, batch: Batch) -> list[Row]:
    """Return links to what an officer has not read yet."""
    return [
        Row(
            version.rulebook.title,
            _("version %(number)s") % {"number": version.number},
            reverse("rulebook", args=[version.rulebook_id]),
            icon="book",
        )
        for version in unread_by(user, batch)
    ]


def rulebook_rows(batch: Batch, unread: set[Any]) -> list[dict[str, Any]]:
    """Return the rulebooks of a batch with their newest version."""
    rows = []
    for rulebook in batch.rulebooks.prefetch_related("versions").order_by("title", "pk"):
        newest = next(iter(rulebook.versions.all()), None)
        if newest is not None:
            rows.append({"rulebook": rulebook, "version": newest, "is_unread": newest.pk in unread})
    return rows
