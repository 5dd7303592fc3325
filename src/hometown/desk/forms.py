"""What is asked on the desk: a pasted message, and the lead that a visit may give, without the firm and the day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
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
    """A message somebody sent."""

    text = forms.CharField(
        label=_("What was sent to you"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 8})
    )


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
