"""Whose to-dos a person sees and changes: those they have, and those they set."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Q

from hometown.accounts.models import Grant, User
from hometown.accounts.rules import ADMINISTRATORS
from hometown.kernel.errors import NotAllowed, NotFound

from .models import Task

if TYPE_CHECKING:
    from hometown.accounts.models import UserQuerySet

    from .models import TaskQuerySet


# Kinds of to-dos that a floor above shows to whoever has them, with buttons of its own.
answered_above: set[str] = set()
# Kinds of to-dos that a floor above binds to a place: they stay with whoever has them, no handover passes them on.
bound_above: set[str] = set()


def visible_tasks(user: User) -> "TaskQuerySet":
    """Return what a person has to do and what they set for others. Nobody looks over a shoulder."""
    found: TaskQuerySet = Task.objects.filter(Q(owner=user) | Q(set_by=user.pk))
    return found


def my_open_tasks(user: User) -> "TaskQuerySet":
    """Return what a person has to do, what is due first at the top, what has no date last."""
    found: TaskQuerySet = Task.objects.open().of(user).order_by(F("due_on").asc(nulls_last=True), "pk")
    return found


def listed_open_tasks(user: User) -> "TaskQuerySet":
    """Return a person's open to-dos but those that a floor above shows beside them."""
    return my_open_tasks(user).exclude(kind__in=answered_above)


def passing_tasks() -> "TaskQuerySet":
    """Return the open to-dos that pass to somebody else once who has them leaves."""
    found: TaskQuerySet = Task.objects.open().exclude(kind__in=bound_above)
    return found


def task_for(user: User, pk: uuid.UUID) -> Task:
    """Return a to-do this person may see. Raises NotFound."""
    found: Task | None = visible_tasks(user).filter(pk=pk).select_related("owner").first()
    if found is None:
        raise NotFound("tasks.gone")
    return found


def require_hand_in(actor: User | None, task: Task, *, vouched: bool) -> None:
    """Raise NotAllowed unless the to-do is the actor's own, or they set it, or the room above vouches for them."""
    if actor is None or vouched or actor.pk in (task.owner_id, task.set_by):
        return
    raise NotAllowed("tasks.not_yours")


def colleagues(user: User, on: date) -> "UserQuerySet":
    """Return whom a person may hand a to-do to: those with a standing role over the same batch, unit or city."""
    scopes = {(kind, pk) for kind, pk in user.grants.standing(on).values_list("scope_kind", "scope_id")}
    same = Q(pk__in=())
    for kind, pk in scopes:
        same |= Q(scope_kind=kind, scope_id=pk)
    holders = Grant.objects.standing(on).filter(same).exclude(role__in=ADMINISTRATORS).values("user")
    found: UserQuerySet = User.objects.active().filter(pk__in=holders).exclude(pk=user.pk).order_by("name", "pk")
    return found
