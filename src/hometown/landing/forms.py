"""Forms of landing: what was typed becomes what the actions take."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.face.fields import DayField
from hometown.policy.rules import offered
from hometown.policy.shape import Policy, Review
from hometown.programme.models import Unit
from hometown.projects.labels import language

from . import labels
from .actions.escalating import Serving
from .actions.instructing import Told
from .models import OPINIONS, ReviewMark, Routing

EMPTY = ("", "—")
SERVING_ROWS = 5


def _text(label: Any, most: int, *, required: bool = False, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _ticks() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "ticks"})


class SendForm(forms.Form):
    """To which county or park, and why it fits there."""

    unit = forms.ChoiceField(label=_("County or park"))
    why = _text(_("Why it fits"), 500)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        choices = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["unit"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]


class AssessForm(forms.Form):
    """What the unit finds; nothing is demanded but the conclusion."""

    def __init__(self, *args: Any, routing: Routing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OPINIONS:
            self.fields[name] = _text(labels.OPINIONS[name], 300, initial=getattr(routing, name))
        self.fields["fits"] = forms.ChoiceField(
            label=_("Conclusion"), widget=forms.RadioSelect,
            choices=[("yes", _("It fits: we take it")), ("no", _("It does not fit: we return it with the reason"))],
        )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `assess` takes it."""
        opinions = {name: self.cleaned_data[name] for name in OPINIONS}
        return {"fits": self.cleaned_data["fits"] == "yes", **opinions}


class ReturnForm(forms.Form):
    """Why the unit gives it back."""

    reason = forms.ChoiceField(label=_("Reason"))
    words = _text(_("In words"), 500, required=True, help_text=_("What would have to be different, or where it fits."))

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.code, one.text(language())) for one in offered(policy.claims.transfer_reasons)]
        self.fields["reason"].choices = [EMPTY, *reasons]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """A word on what one does."""

    words = _text(_("In words"), 500)


class ReasonForm(forms.Form):
    """Why something ends without an outcome."""

    reason = _text(_("Reason"), 500, required=True)


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = _text(_("How it ended"), 500, required=True)


# --- joint review ---------------------------------------------------------------------------------------------------


class OpenReviewForm(forms.Form):
    """Whom to ask, and until when."""

    units = forms.MultipleChoiceField(label=_("Whom to ask"), widget=_ticks())
    due_on = DayField(label=_("By when"), required=False, help_text=_("Empty: the term of the rules."))
    note = _text(_("What to look at"), 500)

    def __init__(self, *args: Any, known: dict[Unit, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(unit.pk): unit for unit in known}
        choices = [(str(unit.pk), f"{unit.name} · {person.name}") for unit, person in known.items()]
        self.fields["units"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `open_review` takes it."""
        data = self.cleaned_data
        return {"units": [self.known[key] for key in data["units"]], "due_on": data["due_on"], "note": data["note"]}


class SheetForm(forms.Form):
    """A department's sheet: a mark, or pending, for each line that is its business."""

    def __init__(self, *args: Any, rules: Review, marks: Iterable[ReviewMark], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item in rules.sheet if not item.retired]
        given = {mark.criterion: mark.value for mark in marks}
        for item in self.items:
            label = gettext("%(line)s, of %(full)s") % {"line": item.text(language()), "full": item.full}
            self.fields[item.code] = forms.DecimalField(label=label, required=False, initial=given.get(item.code))
            pending = item.code in given and given[item.code] is None
            self.fields[f"pending_{item.code}"] = forms.BooleanField(
                label=_("pending: not verified yet"), required=False, initial=pending
            )
        vetoes = [(one.code, one.text(language())) for one in offered(rules.vetoes)]
        self.fields["veto"] = forms.ChoiceField(label=_("Veto"), required=False, choices=[("", _("None")), *vetoes])
        self.fields["words"] = _text(_("In words"), 500, help_text=_("A veto says why."))

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Each line of the sheet: the field of its mark and that of pending."""
        return [(self[item.code], self[f"pending_{item.code}"]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.items:
            if data.get(item.code) is not None and data.get(f"pending_{item.code}"):
                self.add_error(item.code, gettext("Give a mark or say that it is pending, not both."))
        return data

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `write_sheet` takes it."""
        data = self.cleaned_data
        marks: dict[str, Decimal | None] = {}
        for item in self.items:
            if data.get(item.code) is not None or data.get(f"pending_{item.code}"):
                marks[item.code] = data.get(item.code)
        return {"marks": marks, "veto": data["veto"], "words": data["words"]}


# --- escalation -----------------------------------------------------------------------------------------------------


class EscalateForm(forms.Form):
    """Who leads, and which units serve with what."""

    lead_unit = forms.ChoiceField(label=_("Lead unit"))

    def __init__(self, *args: Any, known: dict[Unit, User | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(unit.pk): (unit, person) for unit, person in known.items()}
        choices = [(key, f"{unit.name} · {one.name}" if one else unit.name) for key, (unit, one) in self.known.items()]
        self.fields["lead_unit"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]
        for number in range(1, SERVING_ROWS + 1):
            self.fields[f"unit_{number}"] = forms.ChoiceField(
                label=gettext("Unit %(number)s of the task force") % {"number": number}, required=False,
                choices=[EMPTY, *choices],
            )  # fmt: skip
            self.fields[f"does_{number}"] = forms.CharField(label=_("What it does"), required=False, max_length=300)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each unit of the task force: the field of the unit and that of what it does."""
        return [(self[f"unit_{number}"], self[f"does_{number}"]) for number in range(1, SERVING_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, SERVING_ROWS + 1):
            if data.get(f"unit_{number}") and not data.get(f"does_{number}"):
                self.add_error(f"does_{number}", gettext("Say what it does."))
        return data

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `escalate` takes it."""
        lead, person = self.known[self.cleaned_data["lead_unit"]]
        served = []
        for number in range(1, SERVING_ROWS + 1):
            key = self.cleaned_data[f"unit_{number}"]
            if key:
                unit, contact = self.known[key]
                served.append(Serving(unit, self.cleaned_data[f"does_{number}"], contact))
        return {"lead_unit": lead, "lead_person": person, "units": served}


class JoinForm(forms.Form):
    """One more unit of a task force, and what it does."""

    unit = forms.ChoiceField(label=_("Unit"))
    does = forms.CharField(label=_("What it does"), max_length=300)

    def __init__(self, *args: Any, known: dict[Unit, User | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(unit.pk): (unit, person) for unit, person in known.items()}
        choices = [(key, f"{unit.name} · {one.name}" if one else unit.name) for key, (unit, one) in self.known.items()]
        self.fields["unit"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    def said(self) -> Serving:
        """Return what was typed, as `add_unit` takes it."""
        unit, contact = self.known[self.cleaned_data["unit"]]
        return Serving(unit, self.cleaned_data["does"], contact)


class ReportForm(forms.Form):
    """What came of it so far."""

    words = _text(_("What came of it so far"), 4000, required=True, rows=4)
    on = DayField(label=_("Day"), required=False)


class KeptForm(forms.Form):
    """How a commitment ended."""

    note = forms.CharField(label=_("How it ended"), required=False, max_length=500)


# --- instructions ---------------------------------------------------------------------------------------------------


class InstructForm(forms.Form):
    """A leader's word, to whom, and until when."""

    words = _text(_("What is to be done"), 4000, required=True, rows=4)
    to = forms.MultipleChoiceField(label=_("To whom"), widget=_ticks())
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, known: list[tuple[str, Told]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(number): told for number, (_words, told) in enumerate(known)}
        choices = [(str(number), words) for number, (words, _told) in enumerate(known)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `instruct` takes it."""
        data = self.cleaned_data
        return {"words": data["words"], "to": [self.known[key] for key in data["to"]], "due_on": data["due_on"]}


class AnswerForm(forms.Form):
    """What was done, and the paper if there is one."""

    words = _text(_("What was done"), 4000, required=True, rows=4)
    file = forms.FileField(label=_("Paper"), required=False)
