"""Forms of clients who can talk: what the client said, and who goes by which train."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hometown.accounts.models import User
from hometown.face.fields import DayField
from hometown.fieldwork.contacting import day_words
from hometown.fieldwork.forms import TimeOfDay, choose_from
from hometown.fieldwork.meeting_forms import TICKS, CompanyForm, officers_for
from hometown.fieldwork.rules import Ride
from hometown.kernel import clock
from hometown.programme.models import Officer

from .proposing import Proposal, key_of, words_of

USUAL_LENGTH = timedelta(hours=2)


class CallForm(CompanyForm):
    """Which client can talk, when, where, and what they said."""

    words = forms.CharField(
        label=lazy("What the client said"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    where = forms.ChoiceField(label=lazy("In which city"), widget=forms.RadioSelect)
    place = forms.CharField(label=lazy("Place"), max_length=120)
    on = DayField(label=lazy("Day"))
    starts = forms.TimeField(label=lazy("Begins"), widget=TimeOfDay)
    ends = forms.TimeField(
        label=lazy("Ends"), widget=TimeOfDay, required=False, help_text=lazy("Two hours, if left open.")
    )
    field_order = ("company", "words", "where", "place", "on", "starts", "ends")

    def __init__(self, user: User, *args: Any, cities: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        home, host = cities
        self.fields["where"].choices = [("host", host), ("home", home)]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what was typed, as `say_hot` takes it. An end before the begin is of the next day."""
        data = self.cleaned_data
        starts = datetime.combine(data["on"], data["starts"], clock.CITY_TIME)
        ends = starts + USUAL_LENGTH
        if data.get("ends"):
            ends = datetime.combine(data["on"], data["ends"], clock.CITY_TIME)
            ends += timedelta(days=1) if ends <= starts else timedelta(0)
        return {
            "company": self.firm, "in_host": data["where"] == "host", "place": data["place"], "starts_at": starts,
            "ends_at": ends, "words": data["words"],
        }  # fmt: skip


class GoForm(forms.Form):
    """Who goes, by which train there and back."""

    out = forms.ChoiceField(label=lazy("Way out"), required=False, widget=forms.RadioSelect)
    back = forms.ChoiceField(label=lazy("Way back"), required=False, widget=forms.RadioSelect)
    officers = forms.ModelMultipleChoiceField(
        label=lazy("Who goes"), queryset=Officer.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs=TICKS),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, proposal: Proposal, meeting: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self._offer("out", proposal.out, meeting, _("No train: there already, or another way"))
        self._offer("back", proposal.back, meeting, _("Not settled yet"))
        choose_from(self.fields["officers"], Officer, officers_for(user))

    def _offer(self, name: str, rides: tuple[Ride, ...], meeting: date, none: str) -> None:
        field = self.fields[name]
        field.choices = [*((key_of(one), told(one, meeting)) for one in rides), ("", none)]  # type: ignore[attr-defined]
        field.initial = key_of(rides[0]) if rides else ""

    def said(self) -> dict[str, Any]:
        """Return what was chosen, as `go` takes it."""
        data = self.cleaned_data
        return {
            "officers": list(data["officers"]),
            "out": self.proposal.ride(data["out"]),
            "back": self.proposal.ride(data["back"], back=True),
        }


def told(ride: Ride, meeting: date) -> str:
    """Return a ride in words, with its day where that is another than the meeting's."""
    words = words_of(ride)
    return words if ride.leaves.date() == meeting else f"{day_words(ride.leaves.date())} {words}"


class EndForm(forms.Form):
    """Why nobody goes."""

    because = forms.CharField(label=lazy("Why nobody goes"), max_length=300)
