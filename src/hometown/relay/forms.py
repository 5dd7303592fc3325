"""Forms of the relay: they read what was chosen; what may be done is for the actions."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Company, Contact
from hometown.face.fields import ChosenField, DayField

from . import comparing, showing
from .comparing import Choice
from .mentions import Key, Mention
from .rules import CodeConflict, Side


class OtherForm(forms.Form):
    """Which other record is the same firm."""

    into = ChosenField(reverse_lazy("company-suggest"), label=_("The same firm is recorded as"), only_listed=True)


class MergeForm(forms.Form):
    """Value by value whose stays, which code is wrong, which contacts are one person, and why it is one firm."""

    reason = forms.CharField(
        label=_("Why they are one firm"), max_length=300, help_text=_("The same licence, the same people, a call.")
    )
    source_revision = forms.IntegerField(widget=forms.HiddenInput)
    target_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, source: Company, target: Company, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"source_revision": source.revision, "target_revision": target.revision}
        super().__init__(*args, **kwargs)
        self.source, self.target = source, target
        self.values = comparing.values_of(source, target)
        self.conflict = comparing.conflict_of(source, target)
        self.pairs: Sequence[tuple[Contact, Contact]] = comparing.same_person(source, target)
        for value in self.values:
            if value.differs and value.column != "uscc":
                self.fields[f"side_{value.column}"] = forms.ChoiceField(
                    label=showing.column(value.column), required=False, choices=[(side, side) for side in Side]
                )
        if self.conflict is not CodeConflict.NONE:
            needed = self.conflict is CodeConflict.BOTH_VALID
            self.fields["wrong_code"] = forms.ChoiceField(
                label=_("Which code is wrong?"), widget=forms.RadioSelect(attrs={"class": "ticks"}), required=needed,
                choices=[(Side.SOURCE, source.uscc), (Side.TARGET, target.uscc)],
                error_messages={"required": _("Two valid codes are two firms. If it is one, say which code is wrong.")},
            )  # fmt: skip
        for one, _other in self.pairs:
            self.fields[f"same_{one.pk}"] = forms.BooleanField(required=False)

    def choice(self) -> Choice:
        """Return what was chosen, as the action takes it."""
        said = self.cleaned_data
        sides = {value.column: said.get(f"side_{value.column}", "") for value in self.values}
        pairs = tuple(pair for pair in self.pairs if said.get(f"same_{pair[0].pk}"))
        return Choice({column: side for column, side in sides.items() if side}, said.get("wrong_code", ""), pairs)

    def revisions(self) -> tuple[int, int]:
        """Return the records the person looked at."""
        return self.cleaned_data["source_revision"], self.cleaned_data["target_revision"]


class UndoForm(forms.Form):
    """Why a merge is undone, and which of the rows edited since stay."""

    reason = forms.CharField(label=_("Why they are two firms after all"), max_length=300)

    def __init__(self, edited: Sequence[uuid.UUID], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edited = edited
        for pk in edited:
            self.fields[f"stays_{pk}"] = forms.BooleanField(required=False)

    def staying(self) -> list[uuid.UUID]:
        """Return the rows that stay with the target."""
        return [pk for pk in self.edited if self.cleaned_data.get(f"stays_{pk}")]


class ForgetForm(forms.Form):
    """When and how somebody asked to be forgotten, and the new wording of each sentence that names them."""

    asked_on = DayField(label=_("Asked on"))
    reason = forms.CharField(
        label=_("How they asked"), max_length=300,
        help_text=_("A call, a letter. Do not name the person. To keep by law: which law demands what."),
    )  # fmt: skip

    def __init__(self, mentions: Sequence[Mention], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentions = [one for one in mentions if not one.is_unseen]
        for one in self.mentions:
            name = field_of(one.key)
            self.fields[name] = forms.CharField(
                label=one.text.words, required=False, initial=one.proposed, max_length=20000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            self.fields[f"leave-{name}"] = forms.BooleanField(label=_("Not this person: leave it"), required=False)

    def rows(self) -> list[tuple[Mention, Any, Any]]:
        """Return each sentence with its two fields."""
        return [(one, self[field_of(one.key)], self[f"leave-{field_of(one.key)}"]) for one in self.mentions]

    def texts(self) -> dict[Key, str]:
        """Return the new wordings, but for those that stay."""
        said = self.cleaned_data
        chosen = [one for one in self.mentions if not said.get(f"leave-{field_of(one.key)}")]
        return {one.key: said[field_of(one.key)] for one in chosen}


def field_of(key: Key) -> str:
    """Return the field of a sentence in the form."""
    return "-".join(key)
