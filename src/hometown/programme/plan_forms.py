"""Forms of action plans. Each field is named as the keyword of the verb it feeds."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hometown.tasks.models import Task

from .forms import UnitField, day_field
from .models import PlanClause
from .rules.postings import HOSTS


class PlanForm(forms.Form):
    """An action plan."""

    title = forms.CharField(label=_("Title of the plan"), max_length=200)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    issued_on = day_field(_("Issued on"), required=False)


class ClauseForm(forms.Form):
    """A clause as the document has it."""

    number = forms.CharField(label=_("Number of the clause"), max_length=20)
    title = forms.CharField(label=_("What it says"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    lead_unit = UnitField(label=_("Lead unit"), required=False)
    due_on = day_field(_("By when"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["lead_unit"]
        units.queryset = units.queryset.exclude(kind__in=(*HOSTS, "group"))  # a plan of home is led at home

    @staticmethod
    def begun(clause: PlanClause) -> dict[str, Any]:
        """Return what a clause says."""
        return {name: getattr(clause, name) for name in ("number", "title", "lead_unit", "due_on")}


class TieForm(forms.Form):
    """Which to-do is done under a clause."""

    task = forms.ModelChoiceField(label=_("To-do"), queryset=Task.objects.none())

    def __init__(self, *args: Any, tasks: "QuerySet[Task]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]
