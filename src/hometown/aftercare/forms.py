"""Forms of service after signing: what was typed becomes what the actions take."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.companies.rules import masked_name
from hometown.face.fields import DayField
from hometown.fieldwork.forms import TimeOfDay
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, Refusal
from hometown.policy.rules import offered
from hometown.policy.shape import Named, Policy
from hometown.programme.models import Unit
from hometown.projects.labels import language
from hometown.projects.models import Project

from . import labels
from .actions.offering import MOST_TIMES
from .actions.promising import Ground
from .models import Channel, Promise
from .rules import Outcome, Rating

EMPTY = ("", "—")
LENGTHS = (30, 60, 90, 120)  # minutes


def text(label: Any, most: int, *, required: bool = False, rows: int = 3, **more: Any) -> forms.CharField:
    """Return a field of several lines."""
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _offer(field: forms.Field, items: Iterable[Named], *, empty: bool = True) -> None:
    choices = [(one.code, one.text(language())) for one in offered(items)]
    field.choices = [EMPTY, *choices] if empty else choices  # type: ignore[attr-defined]


class HandsForm(forms.Form):
    """To which unit, and to whom there."""

    to = forms.ChoiceField(label=_("Who takes it on"))

    def __init__(self, *args: Any, hands: list[tuple[Unit, User | None]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hands = {_key(unit, one): (unit, one) for unit, one in hands}
        choices = [(key, f"{unit.name} · {one.name}" if one else unit.name) for key, (unit, one) in self.hands.items()]
        self.fields["to"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    def hand(self) -> dict[str, Any]:
        """Return the unit and person chosen, as the actions take them."""
        unit, holder = self.hands[self.cleaned_data["to"]]
        return {"unit": unit, "holder": holder}


def _key(unit: Unit, one: User | None) -> str:
    return f"{unit.pk}:{one.pk if one else ''}"


def hand_of(row: Any) -> dict[str, str]:
    """Return how a form shows who has a request or promise."""
    return {"to": _key(row.unit, row.holder)}


# --- requests -------------------------------------------------------------------------------------------------------


class RequestForm(forms.Form):
    """What a firm asks for, written down for it."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Subject"), max_length=120, help_text=_("In one line."))
    words = text(_("In the firm's words"), 4000)
    project = forms.ChoiceField(label=_("Project"), required=False)
    contact = forms.ChoiceField(label=_("Who made the request"), required=False)
    channel = forms.ChoiceField(label=_("How it came"))
    received_on = DayField(label=_("On which day"), required=False, help_text=_("Empty: today. The days run from it."))

    def __init__(
        self, *args: Any, policy: Policy, projects: Iterable[Project], contacts: Iterable[Contact], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], policy.aftercare.request_kinds)
        self.projects = {str(one.pk): one for one in projects}
        self.contacts = {str(one.pk): one for one in contacts}
        named = [(key, one.name) for key, one in self.projects.items()]
        self.fields["project"].choices = [EMPTY, *named]  # type: ignore[attr-defined]
        people = [(key, f"{masked_name(one.name)} {one.title}".strip()) for key, one in self.contacts.items()]
        self.fields["contact"].choices = [EMPTY, *people]  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["project"].initial = named[0][0]
        channels = [(code, labels.CHANNELS[code]) for code in Channel.values if code != Channel.LINK]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]

    @staticmethod
    def begun_with(said: Mapping[str, str], contacts: Iterable[Contact]) -> dict[str, Any]:
        """Return what the page of a message knows of a request: its words, how it came, who asked."""
        caller = said.get("caller", "")
        known = next((str(one.pk) for one in contacts if caller and one.name == caller), "")
        channel = said.get("channel", "")
        found = {"words": said.get("summary", "")[:4000], "contact": known}
        return found | ({"channel": channel} if channel in Channel.values else {})

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `file_request` takes it."""
        data = dict(self.cleaned_data)
        data["project"] = self.projects.get(data["project"])
        data["contact"] = self.contacts.get(data["contact"])
        return data


class ReplyForm(forms.Form):
    """What the firm is told."""

    words = text(_("Answer the firm"), 4000, required=True, rows=4, help_text=_("The firm reads it by its link."))
    basis = forms.CharField(
        label=_("Legal basis"), max_length=300, required=False,
        help_text=_("Only where rewards, taxes, fees or the price of land are spoken of. Without it nothing is sent."),
    )  # fmt: skip
    promise = forms.ChoiceField(label=_("Or the promise on record"), required=False)
    file = forms.FileField(label=_("File"), required=False)

    def __init__(self, *args: Any, promises: Iterable[Promise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = {str(one.pk): one for one in promises}
        if self.promises:
            choices = [(key, str(one)) for key, one in self.promises.items()]
            self.fields["promise"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["promise"]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `reply` takes it; the file apart."""
        data = self.cleaned_data
        return {"words": data["words"], "basis": data["basis"], "promise": self.promises.get(data.get("promise", ""))}


class NoteForm(forms.Form):
    """A word among ourselves."""

    words = text(_("In words"), 4000, required=True, help_text=_("The firm does not read it."))
    file = forms.FileField(label=_("File"), required=False)


class HandOnForm(HandsForm):
    """To whom a request goes, and why."""

    words = text(_("Why"), 500, help_text=_("The firm does not read it."))


class PauseForm(forms.Form):
    """Why a request waits, and until when."""

    reason = forms.ChoiceField(label=_("Reason"))
    until = DayField(label=_("Until which day"))
    words = text(_("In words"), 500, help_text=_("The firm reads the reason, the day and these words."))

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["reason"], policy.aftercare.pause_reasons)


class BecauseForm(forms.Form):
    """A reason."""

    because = text(_("Reason"), 500, required=True)


class WordsForm(forms.Form):
    """Something said."""

    words = text(_("In words"), 500, required=True)


class CloseForm(forms.Form):
    """What a request came to."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[(one.value, labels.OUTCOMES[one.value]) for one in Outcome],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = text(_("In words"), 1000, required=True, help_text=_("The firm reads it, and may rate the service."))
    basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)


class DeskForm(forms.Form):
    """Whose desk passes to whom."""

    giver = forms.ChoiceField(label=_("Who leaves"))
    receiver = forms.ChoiceField(label=_("Who takes it on"))

    def __init__(self, *args: Any, givers: Iterable[User], receivers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in (*givers, *receivers)}
        self.fields["giver"].choices = [EMPTY, *((str(one.pk), one.name) for one in givers)]  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [EMPTY, *((str(one.pk), one.name) for one in receivers)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, User]:
        """Return who was chosen, as `pass_desk` takes it."""
        return {name: self.people[self.cleaned_data[name]] for name in ("giver", "receiver")}


# --- promises -------------------------------------------------------------------------------------------------------


class PromiseForm(forms.Form):
    """A line of the ledger of promises: what, on which ground, by when."""

    kind = forms.ChoiceField(label=_("Kind"))
    words = text(_("What is promised"), 500, required=True)
    basis = forms.CharField(
        label=_("Legal basis"), max_length=300, help_text=_("The law, the document, or the clause of the contract.")
    )
    reviewed_on = DayField(label=_("Day of the fair-competition review"), required=False, help_text=_("For a favour."))
    review_number = forms.CharField(label=_("Number of the review"), max_length=120, required=False)
    promised_on = DayField(label=_("Promised on"))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, policy: Policy, present: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in policy.aftercare.promise_kinds if not one.retired or one.code == present]
        choices = [(one.code, one.text(language())) for one in kinds]
        self.fields["kind"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `change_promise` takes it."""
        return {name: self.cleaned_data[name] for name in PROMISED}


PROMISED = ("kind", "words", "basis", "reviewed_on", "review_number", "promised_on", "due_on")


class NewPromiseForm(PromiseForm, HandsForm):
    """A new promise: about which project, and who sees to it."""

    project = forms.ChoiceField(label=_("Project"), required=False)
    field_order = ("kind", "words", "project", "basis", "reviewed_on", "review_number", "promised_on", "due_on", "to")

    def __init__(self, *args: Any, projects: Iterable[Project], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {str(one.pk): one for one in projects}
        named = [(key, one.name) for key, one in self.projects.items()]
        self.fields["project"].choices = [EMPTY, *named]  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["project"].initial = named[0][0]
        self.fields["promised_on"].initial = today

    def made(self) -> dict[str, Any]:
        """Return what was typed, as `promise` takes it."""
        data = self.cleaned_data
        ground = Ground(data["basis"], data["reviewed_on"], data["review_number"])
        said = {name: data[name] for name in ("kind", "words", "promised_on", "due_on")}
        return {**said, "ground": ground, "project": self.projects.get(data["project"]), **self.hand()}


class KeepForm(forms.Form):
    """How a promise was kept."""

    words = text(_("How it was kept"), 500, required=True)
    on = DayField(label=_("On which day"), required=False, help_text=_("Empty: today."))
    file = forms.FileField(label=_("Paper"), required=False)


# --- times offered --------------------------------------------------------------------------------------------------


class OfferForm(forms.Form):
    """Where and why, and up to six times, in the city's time."""

    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    purpose = forms.CharField(
        label=_("Subject"),
        max_length=300,
        required=False,
        help_text=_("The firm reads it. Write no more than it needs."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_TIMES + 1):
            first = number == 1
            self.fields[f"on_{number}"] = DayField(label=gettext("Day %(number)s") % {"number": number}, required=first)
            self.fields[f"starts_{number}"] = forms.TimeField(label=_("Begins"), required=first, widget=TimeOfDay)
        self.fields["minutes"] = forms.TypedChoiceField(
            label=_("How long"), coerce=int, initial=60,
            choices=[(one, gettext("%(minutes)s minutes") % {"minutes": one}) for one in LENGTHS],
        )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each time: the field of its day and that of its hour."""
        return [(self[f"on_{number}"], self[f"starts_{number}"]) for number in range(1, MOST_TIMES + 1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(2, MOST_TIMES + 1):
            if bool(data.get(f"on_{number}")) != bool(data.get(f"starts_{number}")):
                self.add_error(f"starts_{number}", gettext("Give the day and the hour."))
        return data

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `offer_times` takes it."""
        data = self.cleaned_data
        return {"times": list(self._typed), "place": data["place"], "purpose": data["purpose"]}

    @property
    def _typed(self) -> dict[tuple[datetime, datetime], int]:
        """The times, each with the first row that says it: rows may be left empty, and say the same."""
        data, found = self.cleaned_data, dict[tuple[datetime, datetime], int]()
        for number in range(1, MOST_TIMES + 1):
            on, starts = data.get(f"on_{number}"), data.get(f"starts_{number}")
            if on and starts:
                begins = datetime.combine(on, starts, clock.CITY_TIME)
                found.setdefault((begins, begins + timedelta(minutes=data["minutes"])), number)
        return found

    def beside_rows(self, refusal: Refusal) -> Refusal:
        """Return a refusal of one of the times as one of the row in which it was typed."""
        if not isinstance(refusal, BadInput):
            return refusal
        rows = dict(enumerate(self._typed.values(), 1))
        fields = {}
        for name, nested in refusal.fields.items():
            part, _line, place = name.rpartition("_")
            fields[f"{part}_{rows.get(int(place), place)}" if place.isdigit() else name] = nested
        return BadInput(refusal.code, fields=fields, **refusal.facts)


class PickForm(forms.Form):
    """Which of the times suits the firm."""

    time = forms.ChoiceField(label=_("Which time suits you?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, times: Iterable[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.times = {str(one.pk): one for one, _words in times}
        self.fields["time"].choices = [(str(one.pk), words) for one, words in times]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """That none suits, with a word if there is one."""

    words = text(_("A word with it, if you like"), 300, rows=2)


# --- what a firm fills in -------------------------------------------------------------------------------------------


class FirmAskForm(forms.Form):
    """What a firm asks for, by its link."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Subject"), max_length=120, help_text=_("In one line."))
    words = text(_("What happens, in your words"), 4000, rows=4)
    project = forms.ChoiceField(label=_("About which project"), required=False)
    file = forms.FileField(
        label=_("A picture or document"),
        required=False,
        help_text=_("Only where it helps. PDF, picture, Word or Excel."),
    )

    def __init__(self, *args: Any, policy: Policy, projects: Iterable[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], policy.aftercare.request_kinds)
        self.projects = {str(one.pk): one for one in projects}
        named = [(key, one.name) for key, one in self.projects.items()]
        if len(named) == 1:
            self.fields["project"].widget = forms.HiddenInput()
            self.fields["project"].initial = named[0][0]
        self.fields["project"].choices = [EMPTY, *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["project"]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `ask` takes it; the file apart."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("kind", "title", "words")}
        return {**said, "project": self.projects.get(data.get("project", ""))}


class FirmSayForm(forms.Form):
    """What a firm adds."""

    words = text(_("Add a word"), 4000)
    file = forms.FileField(label=_("A picture or document"), required=False)


class FirmRateForm(forms.Form):
    """How a firm was served."""

    rating = forms.ChoiceField(
        label=_("Are you content with how this was dealt with?"),
        choices=[(one.value, labels.RATINGS[one.value]) for one in Rating], widget=forms.RadioSelect,
    )  # fmt: skip
    rating_words = text(_("In your words"), 1000)
