"""Forms of imports."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.forms import company_of
from hometown.companies.models import Company
from hometown.face.fields import ChosenField
from hometown.face.widgets import Chosen
from hometown.programme.models import Batch, Unit

from . import access
from .words import field_choices
from .workbook import UnknownHeader


class UploadForm(forms.Form):
    """A workbook, and for whom."""

    workbook = forms.FileField(
        label=_("Workbook"), help_text=_("Excel, WPS or LibreOffice, up to 40 MB. Formulas and macros never run."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv"}),
    )  # fmt: skip
    batch = forms.ModelChoiceField(label=_("Batch"), queryset=Batch.objects.none(), required=False, empty_label="—")
    unit = forms.ModelChoiceField(
        label=_("Reported by"), queryset=Unit.objects.none(), required=False, empty_label="—",
        help_text=_("Left empty, each row's own unit reports it: as written, or the officer's."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batch, unit = self.fields["batch"], self.fields["unit"]
        assert isinstance(batch, forms.ModelChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        batch.queryset = access.batches_for(user)
        batch.required = access.must_name_batch(user)
        batch.initial = access.usual_batch(user) or access.batches_for(user).first()
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in access.units_for(user)]).order_by("name")


class AnswersForm(forms.Form):
    """What the headers mean that nobody could map: one select each."""

    def __init__(self, *args: Any, headers: tuple[UnknownHeader, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[str, str] = {}
        for one in headers:
            if one.header in self.asked.values():
                continue
            name = f"header-{len(self.asked)}"
            self.asked[name] = one.header
            self.fields[name] = forms.ChoiceField(
                label=one.header, choices=field_choices, required=False, initial="",
                help_text=" / ".join(sample[:30] for sample in one.samples[:3]),
            )  # fmt: skip

    def answers(self) -> dict[str, str]:
        """Return what was answered; what was not stays open, and its column unread."""
        return {header: said for name, header in self.asked.items() if (said := self.cleaned_data.get(name))}


class AnotherFirmForm(forms.Form):
    """Which other firm a doubtful name means: one on record, or a registered name."""

    firm = ChosenField(
        reverse_lazy("company-suggest"), label=_("Another one"),
        help_text=_("A firm on record, or its registered name."),
    )  # fmt: skip

    def firm_of(self, user: User) -> Company | str:
        """Return the company that was chosen; a name that is not on record as it was typed."""
        chosen: Chosen = self.cleaned_data["firm"]
        return company_of(user, chosen) or chosen.text.strip()
