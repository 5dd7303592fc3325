"""What somebody tells of an activity: whom they met at which company, what was said, which papers come with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hometown.companies.models import Company, Contact

from .models import Interest
from .rules import Meeting


@dataclass(frozen=True)
class Person:
    """Somebody met: one of the company's contacts, or a name."""

    name: str = ""
    title: str = ""
    contact: Contact | None = None

    @property
    def is_named(self) -> bool:
        return self.contact is not None or bool(self.name.strip())


@dataclass(frozen=True)
class Met:
    """One company in an activity: whether it was met face to face, who was there, how far the talk came.

    A company that is not known yet comes by its name: recording the activity adds it.
    """

    company: Company | None = None
    in_person: bool = True
    people: Sequence[Person] = ()
    interest: str = Interest.NOT_RAISED
    their_words: str = ""
    new_company: str = ""

    @property
    def name(self) -> str:
        """Return what the company is called."""
        return self.company.name if self.company else self.new_company.strip()

    def as_meeting(self) -> Meeting:
        """Return what the rules ask of it."""
        named = sum(1 for person in self.people if person.is_named)
        return Meeting(self.in_person, named, str(self.interest), self.their_words)


@dataclass(frozen=True)
class Paper:
    """A file that comes with an activity. `content` is bytes, a stream, or what `files` has taken in already."""

    content: Any
    file_name: str
    caption: str = ""
