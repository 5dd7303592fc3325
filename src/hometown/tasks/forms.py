"""Forms of to-dos."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.face.fields import DayField


class TaskForm(forms.Form):
    """A to-do for oneself."""

    what = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = DayField(label=_("By when"), required=False)


class ClosingForm(forms.Form):
    """How a to-do ended."""

    note = forms.CharField(label=_("How it ended"), required=False, max_length=500)


class DueForm(forms.Form):
    """Another day for a to-do."""

    due_on = DayField(label=_("By when"), required=False)


class HandingForm(forms.Form):
    """Who has a to-do from now on."""

    owner = forms.ModelChoiceField(label=_("Who takes it"), queryset=User.objects.none())
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class AssigningForm(forms.Form):
    """Who does what by when."""

    what = forms.CharField(label=_("What is to be done"), max_length=300)
    owner = forms.ChoiceField(label=_("Who"))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [(key, one.name) for key, one in self.people.items()]
        self.fields["owner"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as a verb that gives somebody something to do takes it."""
        data = self.cleaned_data
        return {"what": data["what"], "owner": self.people[data["owner"]], "due_on": data["due_on"]}
