"""The form that proposes a new version."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .tree import MAX_CHARACTERS

MAX_BYTES = MAX_CHARACTERS * 4


class ProposalForm(forms.Form):
    """The text of the rules, pasted or as a file. A file wins over the text."""

    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("YAML, in UTF-8. Takes the place of the text.")
    )
    text = forms.CharField(
        label=_("The rules"),
        required=False,
        strip=False,
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "rules-text", "wrap": "off"}),
    )
    note = forms.CharField(label=_("Why it changes"), required=False, max_length=500)

    def clean_file(self) -> str:
        """Read an uploaded file as UTF-8."""
        file: Any = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("The file is larger than any set of rules."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not text in UTF-8.")) from error

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["rules"] = data.get("file") or data.get("text") or ""
        if not self.errors and not data["rules"].strip():
            raise ValidationError(_("Paste the rules or choose a file."))
        return data


class WithdrawalForm(forms.Form):
    """Why a version is taken back."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=300)
