"""Forms of what a review tells beside its figures."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PictureForm(forms.Form):
    """A photograph of the review."""

    caption = forms.CharField(label=_("What it shows"), max_length=200)
    consent = forms.ChoiceField(
        label=_("People in it"),
        widget=forms.RadioSelect,
        choices=[
            ("nobody", _("Nobody can be recognised")),
            ("agreed", _("Those who can be recognised have agreed to be shown")),
        ],
    )


class ReflectionForm(forms.Form):
    """Words of a note."""

    text = forms.CharField(
        label=_("What the review tells of it"),
        max_length=3000,
        widget=forms.Textarea({"rows": 9}),
        help_text=_("Shorten it if you like, with an ellipsis for what is left out. The words stay the writer's."),
    )
