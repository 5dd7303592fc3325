"""Forms of invitations, appointments, trips and the calendar feed: they read what was typed."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts import meanwhile
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.models import Company, Contact
from hometown.face.fields import ChosenField, DayField
from hometown.face.sentences import say
from hometown.face.widgets import Chosen
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.programme.access import officer_of
from hometown.programme.models import Officer

from . import access, rules
from .forms import SUGGEST, TimeOfDay, choose_from, company_of, contact_label
from .models import Activity, Appointment, AppointmentOfficer, Channel, FeedDetail, Means, Outcome, Trip
from .told import Person
from .words import CHANNELS, FEED_DETAILS, LABELS, MEANS, OUTCOMES, ZONES

LINES = forms.Textarea(attrs={"rows": 2})
TICKS = {"class": "ticks"}
USUAL_LENGTH = timedelta(hours=1)


class CompanyForm(forms.Form):
    """What begins with a firm: the contacts on offer are those of the firm that was chosen."""

    company = ChosenField(SUGGEST, label=_("Firm"), help_text=_("A short name will do."), only_listed=True)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = self["company"].value() if "company" in self.fields else None
        self.firm: Company | None = company_of(user, chosen if isinstance(chosen, Chosen) else None)
        self.known: dict[str, Contact] = {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("company") and self.firm is None:
            self.add_error("company", _("Choose one from the list."))
        return data

    def offer_contacts(self, name: str) -> None:
        """Offer the contacts known at the firm; without any the field goes."""
        people = list(companies.visible_contacts(self.user).filter(company=self.firm)) if self.firm else []
        self.known = {str(one.pk): one for one in people}
        if not people:
            self.fields.pop(name)
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        full = access.names_people(self.user)
        blank = [] if isinstance(field, forms.MultipleChoiceField) else [("", _("Nobody in particular"))]
        field.choices = [*blank, *((pk, contact_label(one, full=full)) for pk, one in self.known.items())]


class AttemptForm(CompanyForm):
    """An invitation: two taps when it begins at a firm, for all but what came of it is filled in."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=[(one, OUTCOMES[one]) for one in Outcome.values], widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(
        label=_("How you asked"), choices=[(one, CHANNELS[one]) for one in Channel.values], widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("What was said"), max_length=300, required=False, widget=LINES)
    next_try_on = DayField(label=_("Try again on"), required=False, help_text=_("It becomes a to-do of yours."))
    contact = forms.ChoiceField(label=_("Whom you asked"), required=False, widget=forms.RadioSelect)
    on = DayField(label=_("Day"))
    at = forms.TimeField(label=_("Time"), required=False, widget=TimeOfDay)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_contacts("contact")

    def told(self) -> dict[str, Any]:
        """Return what was written, as the action takes it."""
        data = self.cleaned_data
        return {**data, "company": self.firm, "contact": self.known.get(data.get("contact") or "")}


class TimesForm(forms.Form):
    """When a meeting is, by the clock of the place where it is."""

    on = DayField(label=_("Day"))
    starts = forms.TimeField(label=_("Begins"), widget=TimeOfDay)
    ends = forms.TimeField(label=_("Ends"), widget=TimeOfDay, required=False, help_text=_("An hour, if left open."))
    time_zone = forms.ChoiceField(
        label=_("Time of which place"), choices=[(zone, ZONES[zone]) for zone in rules.ZONES], initial=rules.ZONES[0]
    )
    is_agreed = forms.BooleanField(label=_("The firm has agreed to it"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if all(data.get(name) is not None for name in ("on", "starts", "time_zone")):
            starts = datetime.combine(data["on"], data["starts"])
            ends = datetime.combine(data["on"], data["ends"]) if data.get("ends") else starts + USUAL_LENGTH
            data["starts_at"] = self._moment("starts", starts, data["time_zone"])
            data["ends_at"] = self._moment("ends", ends, data["time_zone"])
        return data

    def _moment(self, name: str, local: datetime, zone: str) -> datetime | None:
        moment = rules.local_moment(local, zone)
        if moment is None:
            self.add_error(name, say(BadInput("fieldwork.no_such_hour")))
        return moment

    def times(self) -> dict[str, Any]:
        """Return the moments that were written, as an action takes them."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "time_zone", "is_agreed")}

    @staticmethod
    def of(appointment: Appointment) -> dict[str, Any]:
        """Return the times of a meeting as the form shows them."""
        zone = ZoneInfo(appointment.time_zone)
        begins, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
        return {
            "on": begins.date(), "starts": begins.time(), "ends": ends.time(), "time_zone": appointment.time_zone,
        }  # fmt: skip


class PeopleForm(CompanyForm):
    """Who goes to a meeting, whom they meet, where and what for."""

    contacts = forms.MultipleChoiceField(label=_("Whom you meet"), required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.CharField(
        label=_("Others you meet"), required=False, widget=LINES, max_length=1000,
        help_text=_("One a line: name, then position."),
    )  # fmt: skip
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    purpose = forms.CharField(
        label=_("Occasion"), max_length=300, required=False, widget=LINES,
        help_text=_("It goes out with the invitation."),
    )  # fmt: skip
    label = forms.ChoiceField(label=_("Marking"), choices=list(LABELS.items()), initial="internal")
    officers = forms.ModelMultipleChoiceField(
        label=_("Who goes"), queryset=Officer.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs=TICKS),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, appointment: Appointment | None = None, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        if appointment is not None:
            self.firm = appointment.company
            self.fields.pop("company")
            meanwhile.opened_on(self, appointment, self.of_people)
        self.offer_contacts("contacts")
        links = AppointmentOfficer.objects.filter(appointment=appointment).select_related("officer")
        going = [link.officer for link in links] if appointment else []
        choose_from(self.fields["officers"], Officer, [*officers_for(user), *going])

    def people(self) -> dict[str, Any]:
        """Return what was written, as the actions take it."""
        data = self.cleaned_data
        known = [Person(contact=self.known[pk]) for pk in data.get("contacts", ())]
        return {
            "officers": list(data["officers"]),
            "guests": [*known, *(person_of(line) for line in data["others"].splitlines() if line.strip())],
            "place": data["place"],
            "purpose": data["purpose"],
            "label": data["label"],
        }

    @staticmethod
    def of_people(appointment: Appointment) -> dict[str, Any]:
        """Return the people and the place of a meeting as the form shows them."""
        guests = list(appointment.guests.all())
        named = [f"{one.name} {one.title}".strip() for one in guests if one.contact_id is None]
        return {
            "contacts": [str(one.contact_id) for one in guests if one.contact_id],
            "others": "\n".join(named),
            "place": appointment.place,
            "purpose": appointment.purpose,
            "label": appointment.label,
            "officers": [str(link.officer_id) for link in appointment.officer_links.all()],
        }


class AppointmentForm(PeopleForm, TimesForm):
    """A new meeting: with whom, when, where."""


def person_of(line: str) -> Person:
    """Read a line as a name and a position: 郁青禾 采购总监 at its first space, Anna Berg, buyer at its first comma."""
    text = line.strip()
    comma, han = re.search(r"[,，、]", text), re.match(r"[\u4e00-\u9fff]", text)
    name, *rest = re.split(r"[,，、]" if comma else r"\s", text, maxsplit=1) if comma or han else [text]
    return Person(name.strip(), rest[0].strip() if rest else "")


def officers_for(user: User) -> list[Officer]:
    """Return the officers somebody may send or have gone with: those of their running batches, or of one's own."""
    batches = access.batches_of(user)
    running = [one for one in batches if one.state == "open"] if access.sees_everything(user) else batches
    return access.officers_of(running)


def begun_with(user: User) -> dict[str, Any]:
    """Return what a form about officers begins with: oneself, if one is an officer."""
    me = officer_of(user)
    return {"officers": [str(me.pk)] if me else []}


class ReasonForm(forms.Form):
    """Why something is called off or taken back."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class TripForm(forms.Form):
    """A journey that was made."""

    from_place = forms.CharField(label=_("From"), max_length=60)
    to_place = forms.CharField(label=_("To"), max_length=120)
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"), required=False)
    means = forms.ChoiceField(
        label=_("By"), choices=[(one, MEANS[one]) for one in Means.values], required=False, widget=forms.RadioSelect
    )
    purpose = forms.CharField(label=_("Occasion"), max_length=300, required=False, widget=LINES)
    led_to = forms.CharField(label=_("What it led to"), max_length=500, required=False, widget=LINES)
    activities = forms.ModelMultipleChoiceField(
        label=_("What was done on it"), queryset=Activity.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs=TICKS),
    )  # fmt: skip
    officers = forms.ModelMultipleChoiceField(
        label=_("Who went"), queryset=Officer.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs=TICKS),
    )  # fmt: skip

    def __init__(
        self, user: User, *args: Any, offered: list[Activity], trip: Trip | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = [link.activity for link in trip.activity_links.all()] if trip else []
        went = [link.officer for link in trip.officer_links.all()] if trip else []
        if trip is not None:
            meanwhile.opened_on(self, trip, self.of)
        choose_from(self.fields["activities"], Activity, [*held, *offered])
        if not (held or offered):
            self.fields.pop("activities")
        choose_from(self.fields["officers"], Officer, [*officers_for(user), *went])

    @staticmethod
    def of(trip: Trip) -> dict[str, Any]:
        """Return a journey as the form shows it."""
        columns = ("from_place", "to_place", "first_on", "last_on", "means", "purpose", "led_to")
        return {name: getattr(trip, name) for name in columns} | {
            "activities": [str(link.activity_id) for link in trip.activity_links.all()],
            "officers": [str(link.officer_id) for link in trip.officer_links.all()],
        }

    def told(self) -> dict[str, Any]:
        """Return what was written, as the actions take it."""
        data = self.cleaned_data
        return {**data, "officers": list(data["officers"]), "activities": list(data.get("activities", ()))}


class FeedForm(forms.Form):
    """How much a calendar elsewhere may say."""

    detail = forms.ChoiceField(
        label=_("What the calendar says"),
        choices=[(one, FEED_DETAILS[one]) for one in FeedDetail.values],
        initial=FeedDetail.BUSY,
        widget=forms.RadioSelect,
    )


def now_here() -> dict[str, Any]:
    """Return the day and the time of day in the city, as a form begins with."""
    local = clock.now().astimezone(clock.CITY_TIME)
    return {"on": local.date(), "at": local.time().replace(second=0, microsecond=0)}
