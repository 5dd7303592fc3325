"""How the rows of field work fare when a company or contact turns out to be another one, and where people stand."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.ledger.holdings import FreeText, Holding, PersonalData

from .models import Activity, ActivityCompany, Counterpart, Event, Interest, Note

_FURTHEST = (Interest.NOT_RAISED.value, Interest.CURIOUS.value, Interest.INTENT.value)


def _joined(kept: ActivityCompany, gone: ActivityCompany) -> None:
    """A firm is met once in an activity: in person if either says so, as far as the talk came, with all its words."""
    kept.in_person = kept.in_person or gone.in_person
    kept.interest = max(kept.interest, gone.interest, key=lambda one: _FURTHEST.index(str(one)))
    said = dict.fromkeys(words for words in (kept.their_words, gone.their_words) if words)
    kept.their_words = "\n".join(said)[:500]


HOLDINGS = (
    Holding(ActivityCompany, "company", Company, _("Visits and activities"), alike=("activity_id",), join=_joined),
    Holding(Counterpart, "link", ActivityCompany, _("Whom one met"), alike=("name", "contact_id")),
    Holding(Counterpart, "contact", Contact, _("Whom one met"), alike=("link_id",)),
    Holding(Event, "organiser", Company, _("Events it holds")),
    Holding(Note, "company", Company, _("Notes")),
)


def _meetings_of(person: Any) -> "QuerySet[Counterpart]":
    """Return the meetings with a person: by contact, and by the same name at the same firm."""
    by_name = Q(name=person.name, contact__isnull=True, link__company=person.company) & ~Q(name="")
    found: QuerySet[Counterpart] = Counterpart.objects.filter(by_name)
    if person.contact is not None:
        found = Counterpart.objects.filter(by_name | Q(contact=person.contact) | Q(contact__merged_into=person.contact))
    return found


def _of_activity(row: Any) -> str:
    return reverse("activity", args=[row.pk if isinstance(row, Activity) else row.activity_id])


def _is_private(note: Note) -> bool:
    return note.shared_on is None


def _of_note(note: Note) -> str:
    return reverse("note", args=[note.pk])


PERSONS = (PersonalData(Counterpart, ("name",), _meetings_of, _("Whom one met")),)
TEXTS = (
    FreeText(Activity, "title", _("Activities: title"), _of_activity),
    FreeText(Activity, "summary", _("Activities: what happened"), _of_activity),
    FreeText(Activity, "next_step", _("Activities: next step"), _of_activity),
    FreeText(Activity, "withdrawn_because", _("Activities: why withdrawn"), _of_activity),
    FreeText(ActivityCompany, "their_words", _("Visits: what they said"), _of_activity),
    FreeText(Note, "text", _("Notes"), _of_note, unseen=_is_private),
)
