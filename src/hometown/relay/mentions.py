"""Where a person stands in the records: in fields of their own, and in sentences that name them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from django.db.models import CharField, Q, Value

from hometown.companies.models import Company, Contact
from hometown.fieldwork.models import ActivityFile, Counterpart
from hometown.ledger import erasing, holdings
from hometown.ledger.holdings import FreeText, PersonalData
from hometown.ledger.models import Entry, LedgeredModel, label_of

from . import rules

_FIELDS = ("name", "phone", "wechat", "email")
Key = tuple[str, str, str]  # model, row, field


@dataclass(frozen=True)
class Person:
    """Somebody met at a company: a contact, or only a name that was told."""

    company: Company
    contact: Contact | None = None
    name: str = ""

    @cached_property
    def words(self) -> list[str]:
        """Names, numbers and addresses by which sentences may name the person, those of earlier days too."""
        told = [self.name]
        if self.contact is not None:
            records = [self.contact, *Contact.objects.filter(merged_into=self.contact.pk)]
            told += [getattr(one, field) for one in records for field in _FIELDS]
            for one in records:
                told += [str(value or "") for value in erasing.past_values(one, _FIELDS)]
        return rules.searched(told)


def person_of(contact: Contact) -> Person:
    """Return the person of a contact."""
    return Person(contact.company, contact, contact.name)


@dataclass(frozen=True)
class Place:
    """Rows whose own fields hold a person."""

    data: PersonalData
    rows: tuple[LedgeredModel, ...]


@dataclass(frozen=True)
class Mention:
    """A sentence that names a person. One that only its writer reads is not shown to others: its text stays empty."""

    text: FreeText
    row: LedgeredModel
    said: str
    proposed: str
    is_unseen: bool
    in_the_open: bool  # a line from before sentences were kept apart holds it for good

    @property
    def key(self) -> Key:
        """What the sentence is found by."""
        return label_of(self.text.model), str(self.row.pk), self.text.field

    @property
    def page(self) -> str:
        """Where it is read."""
        return self.text.page(self.row)


def places(person: Person) -> list[Place]:
    """Return the rows whose own fields hold a person."""
    found = [Place(data, tuple(data.of(person).order_by("pk"))) for data in holdings.persons()]
    return [place for place in found if place.rows]


def mentions(person: Person) -> Iterator[Mention]:
    """Yield every sentence that names a person, by its name, number or address. Reads the tables through."""
    if not person.words:
        return
    by_model: dict[type[LedgeredModel], list[FreeText]] = {}
    for text in holdings.texts():
        by_model.setdefault(text.model, []).append(text)
    found = _rows_naming(by_model, person.words)
    for model, texts in by_model.items():
        if label_of(model) not in found:
            continue
        rows = model._default_manager.filter(pk__in=found[label_of(model)]).order_by("pk")
        for row, text in product(rows, texts):
            said = str(getattr(row, text.field))
            if any(word.lower() in said.lower() for word in person.words):  # a database may not tell cases apart
                yield _mention(person, text, row, said)


def _rows_naming(by_model: dict[type[LedgeredModel], list[FreeText]], words: list[str]) -> dict[str, list[uuid.UUID]]:
    """Return the keys of the rows in whose sentences a word stands, by model: asked in one question over all tables."""
    parts = []
    for model, texts in by_model.items():
        named = Q()
        for text, word in product(texts, words):
            named |= Q(**{f"{text.field}__contains": word})
        held_in = Value(label_of(model), output_field=CharField())
        parts.append(
            model._default_manager.order_by().filter(named).annotate(held_in=held_in).values_list("held_in", "pk")
        )
    found: dict[str, list[uuid.UUID]] = {}
    for label, pk in parts[0].union(*parts[1:], all=True):
        found.setdefault(label, []).append(pk)
    return found


def _mention(person: Person, text: FreeText, row: LedgeredModel, said: str) -> Mention:
    unseen, proposed = text.unseen(row), rules.without(said, person.words)
    in_the_open = erasing.in_the_open(row, text.field, person.words)
    return Mention(text, row, "" if unseen else said, proposed, unseen, in_the_open)


def lines_naming(person: Person) -> int:
    """Return how many lines of the book name a person in the note beside their verb; these stay as they are."""
    named: Any = Q(pk__in=())
    for word in person.words:
        named |= Q(note__contains=word)
    return Entry.objects.filter(named).count()


def papers(person: Person) -> list[ActivityFile]:
    """Return the papers of meetings with a person: what stands in them only a person can see."""
    met = Q(name=person.name, contact__isnull=True, link__company=person.company)
    if person.contact is not None:
        met |= Q(contact=person.contact)
    activities = Counterpart.objects.filter(met).values("link__activity")
    return list(ActivityFile.objects.filter(activity__in=activities).select_related("activity").order_by("pk"))
