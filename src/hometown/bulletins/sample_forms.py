"""Forms of looking again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .rules import SAMPLE_MOST


class SampleForm(forms.Form):
    """From which figure, and how many. Which records, the head says."""

    figure = forms.ChoiceField(label=_("Figure"))
    size = forms.IntegerField(label=_("How many records"), min_value=1, max_value=SAMPLE_MOST, initial=5)

    def __init__(self, *args: Any, figures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [(code, f"{name} · {code}") for code, name in figures]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """Whether a record holds."""

    holds = forms.ChoiceField(
        label=_("What you found"),
        widget=forms.RadioSelect,
        choices=[("yes", _("It holds")), ("no", _("It does not hold"))],
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed where it does not hold: what is otherwise, and where that can be seen."),
    )  # fmt: skip
