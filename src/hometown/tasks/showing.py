"""To-dos as pages show them: the address of the record each is about, its lamp, its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from hometown.accounts.access import names_of
from hometown.accounts.models import User
from hometown.ledger import records
from hometown.policy.standing import in_force

from . import access, rules, words
from .models import Task


@dataclass(frozen=True)
class Shown:
    """One to-do with what a line on a page needs."""

    task: Task
    lamp: str
    is_overdue: bool
    url: str
    kind: str
    setter: str


def shown(tasks: Iterable[Task], today: date) -> list[Shown]:
    """Return to-dos as lines, in two queries at most whatever their number."""
    listed = list(tasks)
    policy = in_force(today) if listed else None
    setters = names_of(task.set_by for task in listed if task.set_by != task.owner_id)
    return [
        Shown(
            task,
            rules.lamp(policy, task.due_on, today, task.closed_on).value if policy else "",
            rules.is_overdue(task.due_on, today, task.closed_on),
            url_of(task),
            words.kind_name(task.kind),
            setters.get(task.set_by, "") if task.set_by else "",
        )
        for task in listed
    ]


def my_tasks(user: User, today: date, most: int = 8) -> list[Shown]:
    """Return a person's open to-dos, the nearest first: what the desk shows."""
    return shown(access.listed_open_tasks(user).select_related("owner")[:most], today)


def url_of(task: Task) -> str:
    """Return the page of the record a to-do is about, empty when it has none."""
    record = records.known(task.about_model) if task.about_id else None
    if record is None:
        return ""
    try:
        return reverse(record.url_name, args=[task.about_id])
    except NoReverseMatch:
        return ""
