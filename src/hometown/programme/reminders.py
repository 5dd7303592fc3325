"""What this room reminds people of: to-dos that fall due, answers awaited, leave to decide.

To-dos and reminders stand on one floor and do not know each other; this is the first floor that knows both.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.accounts.capabilities import BUSINESS
from hometown.accounts.models import User
from hometown.notices.rules import LATE
from hometown.notices.sources import MOST, Line, Source, among
from hometown.tasks import access as tasks
from hometown.tasks.showing import url_of

from .access import APPROVE, visible_leaves
from .deciding import leaves_to_decide


def _has_business(user: User) -> bool:
    return user.may(*BUSINESS)


def _decides_leave(user: User) -> bool:
    return user.may(APPROVE)


def tasks_due(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield the person's open to-dos that fall due within so many days, or lately did."""
    near = tasks.my_open_tasks(user).filter(due_on__gte=today - LATE).due_by(today + timedelta(days=days))
    for task in near[:MOST]:
        url = url_of(task) or f"{reverse('task-list')}?open={task.pk}"
        yield Line(task.what, url, task.pk, task.due_on)


def answers_awaited(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield what the person gave to others and is open: past its day, or set so many days ago without one."""
    given = tasks.visible_tasks(user).open().filter(set_by=user.pk).exclude(owner=user).exclude(owner=None)
    waits = given.filter(due_on__lt=today) | given.filter(due_on=None, set_on__lte=today - timedelta(days=days))
    for task in waits.select_related("owner").order_by("set_on", "pk")[:MOST]:
        url = f"{reverse('task-list')}?show=given&open={task.pk}"
        yield Line(f"{task.what} · {task.owner.name}", url, task.pk, task.due_on)


def leave_to_decide(user: User, today: date, days: int) -> Iterator[Line]:  # noqa: ARG001 - the shape of a source
    """Yield leave that waits for the person's decision; its due day is the first day of the leave."""
    for leave in leaves_to_decide(user)[:MOST]:
        yield Line(leave.posting.officer.name, reverse("leave-list"), leave.pk, leave.first_on)


SOURCES = (
    Source(
        "tasks_due", _("To-dos that fall due"), tasks_due, among(tasks.visible_tasks), _has_business,
        days=1, days_words=_("Days ahead"),
    ),
    Source("leave_to_decide", _("Leave to decide"), leave_to_decide, among(visible_leaves), _decides_leave),
    Source(
        "answers_awaited", _("Answers you await"), answers_awaited, among(tasks.visible_tasks), _has_business,
        days=7, days_words=_("Days without an answer, where no day was set"), is_usual=False,
    ),
)  # fmt: skip
