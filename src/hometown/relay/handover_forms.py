"""Forms of the handover: who takes over, and why something is given back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.kernel import clock
from hometown.programme.models import Officer

from . import plans
from .handover_showing import officer_words


class OfficerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An officer, with the unit they come from: namesakes exist."""

    def label_from_instance(self, obj: Officer) -> str:
        return officer_words(obj)


class GiveForm(forms.Form):
    """To whom an item goes that was given back."""

    successor = OfficerChoice(label=_("Who takes over"), queryset=Officer.objects.none())

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = plans.successors_of(officer, clock.today())  # type: ignore[attr-defined]


class SuccessorForm(GiveForm):
    """Who takes over whatever nobody else is named for, and a word to them."""

    successor = OfficerChoice(
        label=_("Who takes over"), queryset=Officer.objects.none(),
        help_text=_("Officers who serve now. For kinds and single records you may name others afterwards."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("A word to go along"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NameForm(GiveForm):
    """Who gets a kind, or one record of it."""

    successor = OfficerChoice(
        label=_("Who takes over"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("Whoever gets the rest"),
    )


class ReturnForm(forms.Form):
    """Why something is given back."""

    because = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    """Nothing to fill in: what is confirmed stands above the button."""
