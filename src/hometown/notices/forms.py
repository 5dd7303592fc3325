"""The form on which a person chooses what to be told."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from .choices import Chosen
from .rules import LEAST_DAYS, MOST_DAYS


class RemindersForm(forms.Form):
    """A tick for each kind, and its days where it has some."""

    def __init__(self, *args: Any, chosen: list[Chosen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [one.source.code for one in chosen]
        for one in chosen:
            source = one.source
            self.fields[f"on-{source.code}"] = forms.BooleanField(label=source.name, required=False, initial=one.is_on)
            if source.days:
                self.fields[f"days-{source.code}"] = forms.IntegerField(
                    label=source.days_words or _("How many days"), initial=one.days,
                    min_value=LEAST_DAYS, max_value=MOST_DAYS,
                )  # fmt: skip

    def pairs(self) -> list[tuple[BoundField, BoundField | None]]:
        """Return each kind's tick with its days."""
        return [
            (self[f"on-{code}"], self[f"days-{code}"] if f"days-{code}" in self.fields else None) for code in self.kinds
        ]

    def wanted(self) -> dict[str, tuple[bool, int | None]]:
        """Return what was chosen: a kind's code → on or off, and its days."""
        data = self.cleaned_data
        return {code: (data[f"on-{code}"], data.get(f"days-{code}")) for code in self.kinds}
