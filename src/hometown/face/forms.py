"""Putting an action's refusal where the person will look for it: beside the field; forms that another page begins."""

from django import forms
from django.http import HttpRequest, QueryDict

from hometown.face.sentences import say
from hometown.kernel.errors import BadInput, ChangedMeanwhile, Refusal


def begun_with(request: HttpRequest) -> QueryDict | None:
    """Return what another page found out for this form and sends along with `begin`: the form is shown filled with it,
    and nothing is done yet. None for a form that is opened, or sent by the person who wrote it.

    It comes by POST: what somebody said on the telephone stands in no address.
    """
    return request.POST if request.method == "POST" and "begin" in request.POST else None


def place_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Add the refusal to the form: its field refusals beside their fields, the rest on top.

    A form that knows its record also says what changed meanwhile, when that is why.
    """
    placed = False
    for name, nested in refusal.fields.items() if isinstance(refusal, BadInput) else ():
        form.add_error(name if name in form.fields else None, say(nested))
        placed = True
    if not placed:
        form.add_error(None, say(refusal))
    tell = getattr(form, "tell_meanwhile", None)
    if isinstance(refusal, ChangedMeanwhile) and tell is not None:
        form.meanwhile = tell()  # type: ignore[attr-defined]
