"""The temporary Party branch. Its posts are appointed by the organisation that approved it, never elected."""

from datetime import date, timedelta

from hometown.accounts.models import User
from hometown.kernel.errors import BadInput, RuleBroken
from hometown.ledger import book
from hometown.programme import access, handing
from hometown.programme.models import Batch, Branch, BranchPost, Duty, Officer, Unit
from hometown.programme.rules.branch import POSTS
from hometown.programme.rules.duties import Over, role_of_post


def found_branch(
    actor: User | None, *, batch: Batch, name: str, approved_by: Unit, founded_on: date, members: int | None = None
) -> Branch:
    """Write the temporary branch of a batch and who approved it. Raises RuleBroken when the batch has one.

    `members` is how many full Party members belong to it; who they are is not recorded.
    """
    access.require_runs(actor, batch)
    if Branch.objects.filter(batch=batch).exists():
        raise RuleBroken("programme.branch_exists", batch=batch.name)
    branch = Branch(
        batch=batch, name=name.strip(), approved_by=approved_by, founded_on=founded_on, members=members
    )  # fmt: skip
    with book.entry("branch.founded", actor=access.pk_of(actor), occurred_on=founded_on) as entry:
        entry.put(branch)
    return branch


def edit_branch(actor: User | None, *, branch: Branch, name: str, members: int | None) -> Branch:
    """Correct the branch's name or the number of its members."""
    access.require_runs(actor, branch.batch)
    branch.name, branch.members = name.strip(), members
    with book.entry("branch.edited", actor=access.pk_of(actor)) as entry:
        entry.put(branch)
    return branch


@book.turn()
def appoint(actor: User | None, *, branch: Branch, officer: Officer, post: str, appointed_on: date) -> BranchPost:
    """Appoint an officer of the batch to a post in its branch; the post hands down its role.

    Raises RuleBroken when the officer is not of the batch, has a post already, or the secretary's post is held.
    """
    access.require_runs(actor, branch.batch)
    if post not in POSTS:
        raise BadInput("programme.no_such_post", post=post)
    _require_free(branch, officer, post)
    appointed = BranchPost(branch=branch, officer=officer, post=post, appointed_on=appointed_on)
    with book.entry("branch.appointed", actor=access.pk_of(actor), occurred_on=appointed_on) as entry:
        entry.put(appointed)
        if officer.user is not None:
            handing.give(
                entry, actor, user=officer.user, role=role_of_post(post), over=Over.BATCH, unit=None,
                batch=branch.batch, days=(appointed_on, branch.batch.last_on),
            )  # fmt: skip
    return appointed


def _require_free(branch: Branch, officer: Officer, post: str) -> None:
    if branch.dissolved_on is not None:
        raise RuleBroken("programme.branch_dissolved", on=branch.dissolved_on)
    if not officer.postings.filter(batch=branch.batch_id).exists():
        raise RuleBroken("programme.not_of_the_batch", name=officer.name)
    standing = branch.posts.filter(ended_on__isnull=True)
    if standing.filter(officer=officer).exists():
        raise RuleBroken("programme.has_a_post", name=officer.name)
    if post == "secretary" and standing.filter(post=post).exists():
        raise RuleBroken("programme.secretary_held")


def end_appointment(actor: User | None, *, post: BranchPost, on: date) -> BranchPost:
    """End a post in the branch after a day; the role it handed down ends with it."""
    access.require_runs(actor, post.branch.batch)
    if post.ended_on is not None or on < post.appointed_on:
        raise RuleBroken("programme.post_ended", on=post.ended_on or post.appointed_on)
    post.ended_on = on
    with book.entry("branch.post_ended", actor=access.pk_of(actor), occurred_on=on) as entry:
        entry.put(post)
        for duty in _duties_of(post):
            handing.end(entry, actor, duty, on)
    return post


def _duties_of(post: BranchPost) -> list[Duty]:
    if post.officer.user_id is None:
        return []
    held = Duty.objects.filter(
        user=post.officer.user_id, batch=post.branch.batch_id, role=role_of_post(post.post),
        first_on=post.appointed_on,
    )  # fmt: skip
    return list(held.select_related("user", "batch"))


def dissolve_branch(actor: User | None, *, branch: Branch, on: date) -> Branch:
    """Write that the branch has dissolved, as it does when its batch ends. Every post ends with it."""
    access.require_runs(actor, branch.batch)
    if branch.dissolved_on is not None:
        raise RuleBroken("programme.branch_dissolved", on=branch.dissolved_on)
    if on < branch.founded_on:
        raise RuleBroken("programme.before_founding", on=branch.founded_on)
    branch.dissolved_on = on
    with book.entry("branch.dissolved", actor=access.pk_of(actor), occurred_on=on) as entry:
        entry.put(branch)
        for post in branch.posts.filter(ended_on__isnull=True).select_related("officer", "branch__batch"):
            post.ended_on = max(on, post.appointed_on - timedelta(days=1))
            entry.put(post)
            for duty in _duties_of(post):
                handing.end(entry, actor, duty, on)
    return branch
