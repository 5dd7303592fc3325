"""Forms of duty and care. Each field is named as the keyword of the verb it feeds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.face import formats
from hometown.face.fields import DayField
from hometown.policy.shape import Policy
from hometown.programme.models import Officer

from . import labels
from .rules import WORDS_MOST, Way


def _text(label: Any, most: int, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class TaskForm(forms.Form):
    """What an officer is to do, and by when."""

    what = _text(_("What is to be done"), 300, rows=2)
    due_on = DayField(label=_("By when"), required=False)


class FeedbackForm(forms.Form):
    """How the work goes, in free words."""

    text = _text(
        _("How the work goes"), 2000, rows=6,
        help_text=_("Read by the officer, the secretary of the branch and the organisation department."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the officer says to it."""

    answer = _text(_("Answer"), 2000, rows=4)


class StepForm(forms.Form):
    """What is done about a need."""

    words = _text(_("Measure taken"), WORDS_MOST, rows=2, help_text=_("As few words as possible."))


class WithdrawForm(forms.Form):
    """Nothing to fill in: no reason is asked for."""


class _NeedForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    words = _text(
        _("What is needed"), WORDS_MOST, rows=2,
        help_text=_("As few words as possible: what would help, not why. No diagnosis, no names of others."),
    )  # fmt: skip
    until = DayField(label=_("Kept until"), help_text=_("Destroyed afterwards. An earlier day is as good."))

    def __init__(self, *args: Any, policy: Policy, longest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *labels.kinds(policy)]  # type: ignore[attr-defined]
        self.initial["until"] = longest


class OwnNeedForm(_NeedForm):
    """A need of one's own, and consent to the readers it names."""

    agreed = forms.BooleanField(label=_("I agree"))

    def __init__(self, *args: Any, readers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].help_text = _(
            "That these read it until that day, and nobody else: %(names)s. You may take this back at any time."
        ) % {"names": formats.listed([one.name for one in readers], get_language() or "")}


class NeedForForm(_NeedForm):
    """A need of an officer who has agreed to it."""

    officer = forms.ModelChoiceField(label=_("Whose need"), queryset=Officer.objects.none())
    way = forms.ChoiceField(label=_("How the officer agreed"))
    given_on = DayField(label=_("When the officer agreed"))
    field_order = ("officer", "way", "given_on", "kind", "words", "until")

    def __init__(self, *args: Any, officers: "QuerySet[Officer]", today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        ways = [(way.value, labels.WAYS[way]) for way in Way if way is not Way.SELF]
        self.fields["way"].choices = [("", "—"), *ways]  # type: ignore[attr-defined]
        self.initial["given_on"] = today


class ReaderForm(forms.Form):
    """Who is trusted."""

    user = forms.ModelChoiceField(label=_("Who may read needs"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
