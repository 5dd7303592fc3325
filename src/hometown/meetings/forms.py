"""Forms of the weekly exchange. Each field is named as the keyword of the verb it feeds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.face.fields import DayField
from hometown.fieldwork.forms import TimeOfDay
from hometown.programme.models import Batch, Officer

from . import access, labels, rules, sentences
from .composing import CATALOGUE
from .models import Exchange


def _text(label: Any, most: int, *, rows: int = 3, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class PrepareForm(forms.Form):
    """Whose exchange, on which day, at what hour and where."""

    batch = forms.ModelChoiceField(label=_("Batch"), queryset=Batch.objects.none(), empty_label=None)
    held_on = DayField(label=_("Held on"), help_text=_("The pack is about the week of this day."))
    starts_at = forms.TimeField(label=_("Begins"), required=False, widget=TimeOfDay)
    place = forms.CharField(
        label=_("Place"), max_length=120, required=False, help_text=_("A room in the host city, or on the line.")
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = access.edited_batches(person)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Another day, hour or place, and why."""

    held_on = DayField(label=_("Held on"))
    starts_at = forms.TimeField(label=_("Begins"), required=False, widget=TimeOfDay)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    reason = _text(_("Reason"), 300, rows=2)


class ReasonForm(forms.Form):
    """Why something is called off."""

    reason = _text(_("Reason"), 300, rows=2)


class WordsForm(forms.Form):
    """What the secretary says to an item."""

    words = _text(_("In words"), 1000, rows=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = " ".join(f"{{{code}}} {CATALOGUE[code].name}" for code in sentences.OFFERED)
        self.fields["words"].help_text = _("No typed count: figures of the week stand in their places. %(places)s") % {
            "places": places
        }


class OwnWordsForm(WordsForm):
    """Words of one's own, and the section they belong to."""

    section = forms.ChoiceField(label=_("Section"), initial=rules.OTHER)
    field_order = ("section", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = True
        self.fields["section"].choices = [(code, labels.SECTIONS[code]) for code in rules.SECTIONS]  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """What is said and decided; kept while it is typed."""

    text = _text(_("Minutes"), 50_000, rows=10, required=False)
    decisions = _text(_("Decisions"), 20_000, rows=5, required=False)


class AttendanceForm(forms.Form):
    """Who was there, by name."""

    officers = forms.ModelMultipleChoiceField(
        label=_("Who was there"), queryset=Officer.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )  # fmt: skip

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = access.officers_on(exchange.batch, exchange.held_on)
        self.fields["officers"].queryset = posted  # type: ignore[attr-defined]


class FollowUpForm(forms.Form):
    """Who does what by when."""

    what = forms.CharField(label=_("What is to be done"), max_length=300)
    owner = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.none())
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, batch: Batch, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = access.people_of(batch, today)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Who chaired."""

    chair = forms.ModelChoiceField(label=_("Chair"), queryset=User.objects.none())

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = access.people_of(exchange.batch, exchange.held_on)
        self.fields["chair"].queryset = people  # type: ignore[attr-defined]


class HelpForm(forms.Form):
    """What one needs of one's colleagues."""

    batch = forms.ModelChoiceField(label=_("Batch"), queryset=Batch.objects.none(), empty_label=None)
    what = _text(_("What is needed"), 300, rows=2, help_text=_("Whom you would need, or what stands in the way."))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batches = access.read_batches(person)
        self.fields["batch"].queryset = batches  # type: ignore[attr-defined]
        if batches.count() == 1:
            self.fields["batch"].widget = forms.HiddenInput()
            self.initial["batch"] = batches.get().pk


class AnswerForm(forms.Form):
    """How somebody was helped."""

    answer = _text(_("Answer"), 500)
