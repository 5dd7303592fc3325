"""What is asked on the desk: a pasted message or a call, and the lead that a visit may give, without firm and day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face.fields import ChosenField, DayField
from hometown.policy.shape import Policy
from hometown.projects.forms import LeadForm

LONGEST_MESSAGE = 20_000  # characters
FIRST = ("name", "summary", "amount", "site_need", "unit", "source")
MORE = ("chain", "excluded_class")
TAKEN_OUT = (
    "company", "occurred", "next_step", "next_step_due", "energy_need", "output_note", "industry_code", "introducer",
    "contact_level",
)  # fmt: skip


class PastedForm(forms.Form):
    """A message somebody sent, and from which firm if it does not say."""

    text = forms.CharField(
        label=_("What was sent to you"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 8})
    )
    firm = ChosenField(
        reverse_lazy("company-suggest"), label=_("From which firm"), required=False,
        help_text=_("Only if it is not said above."),
    )  # fmt: skip


class CallForm(PastedForm):
    """A call, noted while it is on or right behind it."""

    text = forms.CharField(
        label=_("Who called, from which firm, what they want, when to call back"), max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:  # what was found stands above
            self.fields["text"].widget.attrs.pop("autofocus")


class CallBackForm(forms.Form):
    """A to-do that comes of a message or a call."""

    what = forms.CharField(label=_("What is to be done"), max_length=300)
    due_on = DayField(label=_("By when"), required=False)
    about = forms.ChoiceField(label=_("About which firm"), required=False)

    prefix = "todo"

    def __init__(self, *args: Any, firms: Iterable[Company], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.firms = {str(one.pk): one for one in firms}
        choices = [("", "—"), *((key, one.name) for key, one in self.firms.items())]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what was written, as `set_task` takes it."""
        data = self.cleaned_data
        return {"what": data["what"], "due_on": data["due_on"], "about": self.firms.get(data["about"])}


class VisitLeadForm(LeadForm):
    """A lead told together with a visit; asked only when the box is ticked."""

    wanted = forms.BooleanField(label=_("They have a project: report it as a lead, too"), required=False)

    def __init__(self, *args: Any, user: User, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, user=user, policy=policy, prefix="lead", use_required_attribute=False, **kwargs)
        for name in TAKEN_OUT:
            self.fields.pop(name)

    def first(self) -> list[Any]:
        return [self[name] for name in FIRST]

    def more(self) -> list[Any]:
        return [self[name] for name in MORE]

    @property
    def is_wanted(self) -> bool:
        return bool(self["wanted"].value())

    def told(self) -> dict[str, Any]:
        """Return what was written, as `file_lead` takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "wanted"}
        paper = told.pop("contact_file", None)
        told["unit"] = self.units[told["unit"]]
        return told | {"contact_file": paper, "contact_file_name": paper.name if paper else ""}
