"""The rows a board is made of, and what the kinds of exceptions look at."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import ngettext

from hometown.accounts.models import User
from hometown.ledger.models import LedgeredModel, label_of
from hometown.policy.shape import Policy
from hometown.tasks.models import Task

from . import labels
from .access import Sight


@dataclass(frozen=True)
class Look:
    """What is looked at: the records one may see, on which day, under which rules; of one kind so many at most."""

    sight: Sight
    day: date
    policy: Policy
    most: int


@dataclass(frozen=True)
class About:
    """The record a row is about."""

    model: str
    pk: Any

    def __str__(self) -> str:
        return f"{self.model}:{self.pk}"


@dataclass(frozen=True)
class Item:
    """One row of the board: what it is, its next action, one person."""

    group: str
    title: Any
    why: Any
    url: str
    light: str = ""
    due_on: date | None = None
    person: User | None = None
    does: str = ""  # its next action, a code of `labels.ACTIONS`
    about: About | None = None
    assigned: Task | None = None  # somebody has it from the dispatch already
    project: uuid.UUID | None = None  # whoever has this project is the person, once all rows are there

    @property
    def action(self) -> Any:
        """Its next action, in words."""
        return labels.ACTIONS.get(self.does, "")

    @property
    def plain_why(self) -> str:
        """Its reason without markup, for papers."""
        return strip_tags(str(self.why))


@dataclass(frozen=True)
class Group:
    """Rows of one kind, the most pressing first. `more` are not shown; where `is_cut`, others were not looked at."""

    code: str
    title: Any
    rows: list[Item]
    more: int = 0
    is_cut: bool = False

    @property
    def more_words(self) -> str:
        """How many more there are, in words."""
        if self.is_cut:
            return ngettext("at least %(more)s more", "at least %(more)s more", self.more) % {"more": self.more}
        return ngettext("%(more)s more", "%(more)s more", self.more) % {"more": self.more}


def about(record: LedgeredModel) -> About:
    """Return what a row says it is about."""
    return About(label_of(type(record)), record.pk)
