"""Forms of bulletins."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.programme.models import Batch, Officer
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
