"""Forms of the dispatch: what was typed becomes what the actions take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.face.fields import DayField
from hometown.programme.forms import ClauseField
from hometown.programme.models import Unit

from .models import Answer

EMPTY = ("", "—")


def _words(label: Any, most: int, *, required: bool = False, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class AnswerForm(forms.Form):
    """One tap, and a word if one likes."""

    said = forms.ChoiceField(choices=Answer.choices)
    not_before = DayField(label=_("Not before"), required=False)
    words = forms.CharField(label=_("In words"), max_length=300, required=False)


class BlockerForm(forms.Form):
    """What stands in the way."""

    text = _words(_("What stands in the way"), 300, required=True)


class ClearForm(forms.Form):
    """How it was cleared."""

    how = _words(_("How it was cleared"), 300, required=True)


class IssueForm(forms.Form):
    """A line of the secretary's, if there is something to say."""

    line = _words(_("A line for everybody"), 500, help_text=_("Empty: the sheet speaks for itself."))


# --- supervision ----------------------------------------------------------------------------------------------------


class SuperviseForm(forms.Form):
    """Which unit owes it, by when."""

    unit = forms.ChoiceField(label=_("Unit that owes it"))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, owners: dict[Unit, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(unit.pk): (unit, person) for unit, person in owners.items()}
        choices = [(key, f"{unit.name} · {person.name}") for key, (unit, person) in self.owners.items()]
        self.fields["unit"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    @property
    def owner(self) -> tuple[Unit, User]:
        """The unit chosen, and who answers for it."""
        return self.owners[self.cleaned_data["unit"]]


class PromiseForm(SuperviseForm):
    """What was promised, to whom; who owes it by when."""

    words = forms.CharField(label=_("What was promised"), max_length=300)
    promised_to = forms.CharField(label=_("Promised to"), max_length=120, required=False)
    field_order = ("words", "promised_to", "unit", "due_on")

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `supervise_promise` takes it."""
        data, (unit, owner) = self.cleaned_data, self.owner
        told = {name: data[name] for name in ("words", "promised_to", "due_on")}
        return {**told, "owner_unit": unit, "owner": owner}


class InstructionForm(SuperviseForm):
    """Whose answer is followed up; the unit it is owed by."""

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `supervise_instruction` takes it."""
        return {"owner_unit": self.owner[0], "due_on": self.cleaned_data["due_on"]}


class ClauseForm(forms.Form):
    """Under which clause of an action plan it is followed up; none is as good."""

    clause = ClauseField(required=False)


class ReportForm(forms.Form):
    """What was done, and what proves it."""

    words = _words(_("What was done"), 500, rows=3)
    file = forms.FileField(label=_("File that proves it"), required=False)
    address = forms.CharField(
        label=_("Or the page that shows it"), required=False, max_length=300,
        help_text=_("The address of a project, a visit, evidence … in this house."),
    )  # fmt: skip


class WordsForm(forms.Form):
    """A word with it."""

    words = _words(_("In words"), 500)


class GiveBackForm(forms.Form):
    """Why it is not done yet."""

    words = _words(_("What is still missing"), 500, required=True)


class ExtendForm(forms.Form):
    """Another day, and why."""

    due_on = DayField(label=_("New day"))
    reason = _words(_("Reason"), 300, required=True)
