"""Forms of bulletins."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User, UserQuerySet
from hometown.programme.models import Batch, Officer, Unit
from hometown.projects.models import Project


class CaseForm(forms.Form):
    """An officer of the batch and the projects to their credit."""

    officer = forms.ModelChoiceField(label=_("Officer"), queryset=Officer.objects.none())
    projects = forms.ModelMultipleChoiceField(
        label=_("Projects"),
        queryset=Project.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    text = forms.CharField(label=_("In a sentence"), max_length=500, required=False)

    def __init__(self, *args: object, batch: Batch, officer: uuid.UUID | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people, projects = self.fields["officer"], self.fields["projects"]
        assert isinstance(people, forms.ModelChoiceField)
        assert isinstance(projects, forms.ModelMultipleChoiceField)
        people.queryset = Officer.objects.filter(postings__batch=batch).distinct().order_by("name")
        if officer:
            credited = Project.objects.filter(batch=batch, credits__officer=officer)
            projects.queryset = credited.order_by("-stage_rank", "name")


class KeptHeadForm(forms.Form):
    """A head that a reader kept."""

    head = forms.CharField(
        label=_("A head you kept"), max_length=120, help_text=_("The number of lines and the root, as printed.")
    )


class HeadForm(forms.Form):
    """What an office puts at the head and foot of its document."""

    issuer = forms.CharField(label=_("Issuer's mark"), max_length=40, required=False, help_text=_("In red above all."))
    number = forms.CharField(
        label=_("Document number"),
        max_length=40,
        required=False,
        help_text=_("The year in brackets of the standard, the number without zeros before it."),
    )
    addressee = forms.CharField(label=_("Addressed to"), max_length=200, required=False)
    signed_by = forms.CharField(label=_("Signed by"), max_length=60, required=False)
    copied_to = forms.CharField(label=_("Copies to"), max_length=200, required=False)


class PartForm(forms.Form):
    """A section of a bulletin in both languages: a paragraph a line, figures in their places."""

    zh = forms.CharField(label=_("In Chinese"), required=False, max_length=8000, widget=forms.Textarea({"rows": 9}))
    en = forms.CharField(label=_("In English"), required=False, max_length=8000, widget=forms.Textarea({"rows": 9}))


class NumberForm(forms.Form):
    """The document number, and to whom a bulletin is addressed."""

    word = forms.CharField(
        label=_("Word of the number"), max_length=40, required=False, help_text=_("What stands before the year.")
    )
    number = forms.IntegerField(label=_("Number within the year"), min_value=1, max_value=999)
    addressee = forms.CharField(
        label=_("Addressed to"), max_length=200, required=False, help_text=_("With its colon, as it is printed.")
    )


class MonthForm(forms.Form):
    """Which month, and of which batch."""

    month = forms.ChoiceField(label=_("Month"))
    batch = forms.ChoiceField(label=_("Of"), required=False)

    def __init__(self, *args: Any, months: Iterable[date], batches: Iterable[Batch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in months]  # type: ignore[attr-defined]
        of = [("", _("The whole programme")), *((str(one.number), one.name) for one in batches)]
        self.fields["batch"].choices = of  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Why a bulletin goes back to draft."""

    reason = forms.CharField(label=_("Why it goes back"), max_length=500, widget=forms.Textarea({"rows": 2}))


class RecipientForm(forms.Form):
    """Somebody who may read bulletins, in the name of a unit or their own."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    unit = forms.ModelChoiceField(label=_("In a unit's name"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, people: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, units = self.fields["person"], self.fields["unit"]
        assert isinstance(chosen, forms.ModelChoiceField)
        assert isinstance(units, forms.ModelChoiceField)
        chosen.queryset = people.order_by("name")
        chosen.label_from_instance = lambda obj: str(obj.name)  # type: ignore[method-assign]
        units.queryset = Unit.objects.order_by("name")
