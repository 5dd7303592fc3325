"""Putting an action's refusal where the person will look for it: beside the field."""

from django import forms

from hometown.face.sentences import say
from hometown.kernel.errors import BadInput, Refusal


def place_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Add the refusal to the form: its field refusals beside their fields, the rest on top."""
    placed = False
    for name, nested in refusal.fields.items() if isinstance(refusal, BadInput) else ():
        form.add_error(name if name in form.fields else None, say(nested))
        placed = True
    if not placed:
        form.add_error(None, say(refusal))
