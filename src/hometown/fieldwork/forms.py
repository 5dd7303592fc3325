"""Forms of field work: they read what was typed; what it means is for the actions."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hometown.accounts import meanwhile
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies import matching
from hometown.companies.models import Company, Contact
from hometown.face.fields import ChosenField, DatedField, DayField, FilesField
from hometown.face.widgets import Chosen
from hometown.kernel import clock
from hometown.kernel.dates import DatedTo
from hometown.policy.shape import ActivityKind, Counts, Purpose
from hometown.programme.models import Officer, Unit

from . import access
from .models import Activity, Event, EventKind, Note
from .rules import masked_name
from .words import EVENT_KINDS, INTERESTS

SUGGEST = reverse_lazy("company-suggest")
SHORT = forms.Textarea(attrs={"rows": 3})


class TimeOfDay(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ActivityForm(forms.Form):
    """What every activity is asked; `fit` takes out what its kind has no use for."""

    on = DayField(label=_("Day"))
    starts_at = forms.TimeField(label=_("Time"), required=False, widget=TimeOfDay)
    title = forms.CharField(label=_("Title"), max_length=200)
    host_unit = forms.ModelChoiceField(label=_("For which host unit"), queryset=Unit.objects.none(), required=False)
    event = forms.ModelChoiceField(label=_("At which event"), queryset=Event.objects.none(), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    summary = forms.CharField(label=_("What was said"), required=False, max_length=20000, widget=SHORT)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_step_due = DayField(label=_("By which day"), required=False)
    officers = forms.ModelMultipleChoiceField(
        label=_("Who took part"),
        queryset=Officer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    papers = FilesField(
        label=_("Papers"), required=False, help_text=_("Only where they help. Pictures are never asked for.")
    )

    def fit(self, user: User, kind: ActivityKind, activity: Activity | None) -> None:
        """Fit the fields to a kind, a person, and a record that is edited."""
        if kind.counts is Counts.FIRMS:
            self.fields["title"].required = False
        else:
            self.fields["summary"].label = _("What was done")
        if kind.purpose is not Purpose.INVESTMENT:
            self.fields.pop("event")
        if kind.purpose is not Purpose.DUTY:
            self.fields.pop("host_unit")
        if kind.purpose in {Purpose.DUTY, Purpose.BRANCH}:
            self.fields.pop("next_step")
            self.fields.pop("next_step_due")
        self._offer(user, activity)

    def _offer(self, user: User, activity: Activity | None) -> None:
        batches = access.batches_of(user)
        running = [b for b in batches if b.state == "open"] if access.sees_everything(user) else batches
        officers = access.officers_of(running)
        if activity is not None:
            officers = list(dict.fromkeys([*officers, *(link.officer for link in activity.officer_links.all())]))
        choose_from(self.fields["officers"], Officer, officers)
        if "event" in self.fields:
            recent = access.visible_events(user).filter(first_on__lte=clock.today()).newest_first()[:60]
            held = [activity.event] if activity and activity.event else []
            choose_from(self.fields["event"], Event, [*held, *recent])
        if "host_unit" in self.fields:
            units = Unit.objects.filter(postings__batch__in=batches).distinct().order_by("name")
            choose_from(self.fields["host_unit"], Unit, list(units))
        if activity is not None and activity.precision != "day":
            self.fields["on"] = DatedField(label=_("Day"))


def choose_from(field: forms.Field, model: Any, records: list[Any]) -> None:
    """Let a field choose among records that are read already."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = model.objects.filter(pk__in=[one.pk for one in records])
    blank = [] if isinstance(field, forms.ModelMultipleChoiceField) else [("", "—")]
    field.choices = [*blank, *((str(one.pk), str(one)) for one in dict.fromkeys(records))]


class MetForm(forms.Form):
    """One company that took part or was called on."""

    company = ChosenField(SUGGEST, label=_("Firm"), help_text=_("A short name will do."))
    add_company = forms.BooleanField(required=False, label=_("Add it as a new firm"))
    contacts = forms.MultipleChoiceField(
        label=_("People known there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_remote = forms.BooleanField(required=False, label=_("Not met in person: a call or a letter"))
    interest = forms.ChoiceField(
        label=_("Interest in investing"),
        choices=list(INTERESTS.items()),
        widget=forms.RadioSelect,
        initial="not_raised",
        help_text=_("For “intends to invest”, write their own words or add a paper."),
    )
    their_words = forms.CharField(
        label=_("In their own words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, user: User, also: Iterable[Contact] = (), **kwargs: Any) -> None:
        """`also` are contacts an earlier edit named who may no longer be on offer."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.firm = self._firm()
        people = list(companies.visible_contacts(user).filter(company=self.firm)) if self.firm else []
        self.known = {str(one.pk): one for one in [*people, *also]}
        field = self.fields["contacts"]
        assert isinstance(field, forms.MultipleChoiceField)
        full = access.names_people(user)
        field.choices = [(pk, contact_label(one, full=full)) for pk, one in self.known.items()]

    def _firm(self) -> Company | None:
        """Return the company that was chosen, or whose name was typed in full."""
        chosen = self["company"].value()
        if not isinstance(chosen, Chosen):
            return None
        return company_of(self.user, chosen) or (matching.find(chosen.text) if chosen.text else None)

    @property
    def offers_to_add(self) -> bool:
        """Tell whether a name was typed that the list does not have."""
        chosen = self["company"].value()
        return isinstance(chosen, Chosen) and bool(chosen.text) and self.firm is None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told: Chosen | None = data.get("company")
        if told and told.text and self.firm is None and not data.get("add_company"):
            self.add_error("company", _("The list does not have this firm. Correct the name, or add it."))
        return data


def contact_label(contact: Contact, *, full: bool) -> SafeString:
    """Return a contact as a tile shows it: name, and position below."""
    name = contact.name if full else masked_name(contact.name)
    return format_html("<span>{}<small>{}</small></span>", name, contact.title)


class PersonForm(forms.Form):
    """Somebody met who is no contact yet."""

    # An empty row is let be; one with a position only asks whose it is.
    name = forms.CharField(
        label=_("Name"), max_length=60, error_messages={"required": _("Write the name that goes with this position.")}
    )
    title = forms.CharField(label=_("Position"), max_length=60, required=False)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It leaves every count and stays in the book with your reason.")
    )


class EventForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind, EVENT_KINDS[kind]) for kind in EventKind.values], widget=forms.RadioSelect
    )
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    organiser = ChosenField(SUGGEST, label=_("Organiser"), required=False, only_listed=True)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=20000, widget=forms.Textarea(attrs={"rows": 5, "autofocus": True})
    )
    on = DayField(label=_("Day"))
    company = ChosenField(SUGGEST, label=_("About which firm"), required=False, only_listed=True)
    share = forms.BooleanField(
        label=_("Share with all who do field work"), required=False, help_text=_("Else only you read it.")
    )

    @classmethod
    def of(cls, note: Note, data: Any = None) -> "NoteForm":
        """Return the form of a note that is edited; what it is about and who reads it change elsewhere."""
        form = cls(data, initial={"text": note.text, "on": note.on})
        for name in ("company", "share"):
            form.fields.pop(name)
        meanwhile.opened_on(form, note)
        return form


def company_of(user: User, chosen: Chosen | None) -> Company | None:
    """Return the company a typeahead chose, if the person may see it."""
    if not chosen or not chosen.value:
        return None
    try:
        pk = uuid.UUID(chosen.value)
    except ValueError:
        return None
    found: Company | None = companies.visible_companies(user).filter(pk=pk).first()
    return found


def dated(value: Any) -> Mapping[str, Any]:
    """Return the day and precision a form has read, as an action takes them."""
    if isinstance(value, DatedTo):
        return {"on": value.on, "precision": str(value.precision)}
    return {"on": value, "precision": "day"}
