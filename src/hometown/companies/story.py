"""The story of a company as a whole: not only its own row, but its names, people, ties and tags."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from hometown.accounts.access import names_of
from hometown.accounts.verbs import verb_name
from hometown.ledger.models import Entry, RowImage, label_of

from .models import Company, CompanyName, Contact, Tag, Tie

MOST = 40


@dataclass(frozen=True)
class StoryLine:
    """One line of the book that wrote something about the company."""

    entry: Entry
    verb: str
    actor: str
    about: str
    is_first: bool


def of(company: Company, contacts: set[uuid.UUID]) -> list[StoryLine]:
    """Return the newest lines about a company, newest first. Of people only those in `contacts`, and never a name.

    What was taken away since is told by the record of the company only.
    """
    about = _about(company, contacts)
    images = RowImage.objects.filter(row_id__in=about).select_related("entry").order_by("-entry_id", "id")
    told: dict[int, tuple[Entry, str]] = {}
    for image in images.filter(model__in={label_of(model) for model in _MODELS})[: MOST * 4]:
        told.setdefault(image.entry_id, (image.entry, about[image.row_id]))
        if len(told) > MOST:
            break
    people = names_of(entry.actor for entry, _words in told.values())
    return [
        StoryLine(
            entry,
            verb_name(entry.verb),
            people.get(entry.actor, "") if entry.actor else "",
            words,
            entry.verb == "company.added",
        )
        for entry, words in list(told.values())[:MOST]
    ]


_MODELS: tuple[type[Model], ...] = (Company, CompanyName, Contact, Tie, Tag)


def _about(company: Company, contacts: set[uuid.UUID]) -> dict[Any, str]:
    """Return every row of the story by its id, with the words that tell which it is."""
    found: dict[Any, str] = {company.pk: ""}
    found |= {name.pk: name.text for name in company.names.all()}
    found |= {tag.pk: str(tag) for tag in company.tags.all()}
    for tie in company.ties.select_related("other"):
        found[tie.pk] = " ".join(str(part) for part in (tie, tie.other) if part)
    return found | dict.fromkeys(contacts, "")
