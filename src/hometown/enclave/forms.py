"""Forms of enclaves: what was typed becomes what the actions take. Amounts are typed in yuan, shares in per cent."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometown.face.fields import DayField
from hometown.programme.models import Unit
from hometown.projects.models import Project

from . import labels
from .models import Agreement, EnclaveProject, Side
from .rules import KINDS, Band, Terms
from .rules.checking import YEARS

EMPTY = ("", "—")
BANDS = 4
HUNDREDTHS = 100
YUAN = chr(0x5143)  # as people type it behind an amount


class YuanField(forms.DecimalField):
    """An amount in yuan, to the fen, as tax papers print it: 1,234,567.89. Never rounded: more places are refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=14, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", "").replace(YUAN, "").strip()
        return super().to_python(value)


class ShareField(forms.DecimalField):
    """A share in per cent, to its hundredth; cleans to whole hundredths of a per cent."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 6})
        super().__init__(max_digits=5, decimal_places=2, min_value=0, max_value=100, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace("%", "").strip()
        return super().to_python(value)


def hundredths(value: Decimal) -> int:
    """Return a share in per cent as whole hundredths of a per cent."""
    return int(value * HUNDREDTHS)


def percent(value: int) -> Decimal:
    """Return whole hundredths of a per cent as per cent, without trailing zeros."""
    return Decimal(labels.share(value).removesuffix("%"))


def _text(label: Any, most: int, *, required: bool = False, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _year(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=YEARS.start, max_value=YEARS.stop - 1, **more)


class TermsForm(forms.Form):
    """The numbers of an agreement: what is shared, for how long, less what, up to what."""

    counts_from = _year(_("First year of sharing"))
    base_yuan = YuanField(
        label=_("Base of a year"), required=False, min_value=0,
        help_text=_("The local part of the base year, in yuan. It is taken off each year before anything is shared."),
    )  # fmt: skip
    base_carries = forms.BooleanField(
        label=_("What a weak year leaves of the base is taken off the next"), required=False
    )
    yearly_cap_yuan = YuanField(label=_("Cap of a year"), required=False, min_value=0, help_text=_("Empty: no cap."))
    total_cap_yuan = YuanField(label=_("Cap of all years"), required=False, min_value=0, help_text=_("Empty: no cap."))
    excess_carries = forms.BooleanField(label=_("What is above the cap of a year waits for the next"), required=False)
    exit_settles = forms.BooleanField(
        label=_("The last statement pays what waits, whatever the cap of a year"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            self.fields[f"local_{kind.code}"] = ShareField(label=labels.TAXES[kind.code], required=False)
        for number in range(1, BANDS + 1):
            words = gettext("Band %(number)s: years") % {"number": number}
            self.fields[f"years_{number}"] = forms.IntegerField(label=words, required=False, min_value=1, max_value=30)
            words = gettext("Band %(number)s: share of the other side, %%") % {"number": number}
            self.fields[f"share_{number}"] = ShareField(label=words, required=False)

    @property
    def taxes(self) -> list[Any]:
        """The field of each tax."""
        return [self[f"local_{kind.code}"] for kind in KINDS]

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each band: the field of its years and that of its share."""
        return [(self[f"years_{number}"], self[f"share_{number}"]) for number in range(1, BANDS + 1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, BANDS + 1):
            years, share = data.get(f"years_{number}"), data.get(f"share_{number}")
            if (years is None) != (share is None) and not self._failed(number):
                self.add_error(f"years_{number}", gettext("A band needs its years and its share."))
        return data

    def _failed(self, number: int) -> bool:
        return bool({f"years_{number}", f"share_{number}"} & set(self.errors))

    def numbers(self) -> dict[str, Any]:
        """Return the numbers that were typed, under the names the actions give them."""
        data = self.cleaned_data
        local = {kind.code: hundredths(data[f"local_{kind.code}"]) for kind in KINDS if data[f"local_{kind.code}"]}
        bands = [(data[f"years_{number}"], data[f"share_{number}"]) for number in range(1, BANDS + 1)]
        named = ("counts_from", "base_carries", "yearly_cap_yuan", "total_cap_yuan", "excess_carries", "exit_settles")
        return {
            **{name: data[name] for name in named},
            "base_yuan": data["base_yuan"] or Decimal("0.00"),
            "local": local,
            "bands": tuple(Band(years, hundredths(share)) for years, share in bands if years and share is not None),
        }

    def terms(self) -> Terms:
        """Return what was typed as terms."""
        said = self.numbers()
        return Terms(
            local=said["local"], first_year=said["counts_from"], bands=said["bands"], base=said["base_yuan"],
            base_carries=said["base_carries"], yearly_cap=said["yearly_cap_yuan"], total_cap=said["total_cap_yuan"],
            excess_carries=said["excess_carries"], exit_settles=said["exit_settles"],
        )  # fmt: skip


def terms_shown(agreement: Agreement) -> dict[str, Any]:
    """Return the numbers of an agreement as a form shows them."""
    named = ("counts_from", "base_yuan", "base_carries", "yearly_cap_yuan", "total_cap_yuan", "excess_carries")
    shown: dict[str, Any] = {name: getattr(agreement, name) for name in (*named, "exit_settles")}
    shown |= {f"local_{tax.kind}": percent(tax.local) for tax in agreement.taxes.all()}
    for band in agreement.bands.all():
        shown |= {f"years_{band.place}": band.years, f"share_{band.place}": percent(band.share)}
    return shown


def usual_terms(first_year: int) -> dict[str, Any]:
    """Return what a form begins with where nothing is agreed yet: the usual local part of each tax."""
    return {"counts_from": first_year, **{f"local_{kind.code}": percent(kind.local) for kind in KINDS}}


class AgreementForm(TermsForm):
    """A version of an agreement: the numbers, and a place for each of the five things that usually go wrong."""

    first_year = _year(_("First year this version applies to"))
    base_year = _year(_("Base year"), required=False)
    pay_within = forms.IntegerField(
        label=_("Days to pay after the second signature"), min_value=1, max_value=365, initial=30
    )
    legal_basis = _text(
        _("What it rests on"), 4000, required=False,
        help_text=_(
            "Decisions of both governments, the guidance it rests on. Governments share; nothing is promised to a firm."
        ),
    )  # fmt: skip
    statistics = forms.ChoiceField(label=_("Who counts it in statistics"), required=False)
    statistics_words = _text(_("Statistics, in words"), 500, rows=2)
    promises = _text(
        _("How promises are kept"),
        4000,
        help_text=_("Who pays from which account, what a delay costs, who decides a dispute."),
    )
    powers_words = _text(_("Powers, in words"), 500, rows=2)
    exit_words = _text(
        _("How one leaves"), 4000, help_text=_("Who may leave when, what becomes of land, debts and what waits.")
    )
    exit_notice = forms.IntegerField(label=_("Months of notice"), required=False, min_value=0, max_value=60)
    file = forms.FileField(label=_("The agreement on paper"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statistics"].choices = [EMPTY, *labels.STATISTICS.items()]  # type: ignore[attr-defined]
        for matter, words in labels.MATTERS.items():
            self.fields[f"power_{matter}"] = forms.ChoiceField(
                label=words, required=False, choices=[EMPTY, *labels.HOLDERS.items()]
            )

    @property
    def powers(self) -> list[Any]:
        """The field of each matter."""
        return [self[f"power_{matter}"] for matter in labels.MATTERS]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `Drafted` takes it."""
        data = self.cleaned_data
        plain = (
            "first_year", "base_year", "pay_within", "legal_basis", "statistics", "statistics_words", "promises",
            "powers_words", "exit_words", "exit_notice",
        )  # fmt: skip
        powers = {matter: data[f"power_{matter}"] for matter in labels.MATTERS if data[f"power_{matter}"]}
        return {**self.numbers(), **{name: data[name] for name in plain}, "powers": powers}


def agreement_shown(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as its form shows it."""
    plain = (
        "first_year", "base_year", "pay_within", "legal_basis", "statistics", "statistics_words", "promises",
        "powers_words", "exit_words", "exit_notice",
    )  # fmt: skip
    powers = {f"power_{power.matter}": power.held_by for power in agreement.powers.all()}
    return {**terms_shown(agreement), **{name: getattr(agreement, name) for name in plain}, **powers}


class CalculatorForm(TermsForm):
    """What if: the numbers of an agreement, what is paid in the first year, and how it grows. Nothing is kept."""

    growth = forms.DecimalField(
        label=_("Growth of a year, %"), required=False, min_value=-100, max_value=100, decimal_places=2, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS:
            self.fields[f"gross_{kind.code}"] = YuanField(label=labels.TAXES[kind.code], required=False, min_value=0)

    @property
    def amounts(self) -> list[tuple[Any, Any]]:
        """Each tax: the field of its local part and that of what is paid in the first year."""
        return [(self[f"local_{kind.code}"], self[f"gross_{kind.code}"]) for kind in KINDS]

    def gross(self) -> dict[str, Decimal]:
        """Return what is paid in the first year, by kind."""
        return {kind.code: self.cleaned_data[f"gross_{kind.code}"] or Decimal(0) for kind in KINDS}


class OpenForm(forms.Form):
    """An enclave: between whom, and where."""

    name = forms.CharField(label=_("Name of the enclave"), max_length=120)
    home_unit = forms.ChoiceField(label=_("Side of home"))
    partner_unit = forms.ChoiceField(label=_("Partner"))
    lies_with = forms.ChoiceField(
        label=_("Where it lies"), widget=forms.RadioSelect,
        choices=[
            (Side.HOME.value, _("At home: home collects the taxes and owes the partner its share")),
            (Side.PARTNER.value, _("With the partner, who collects the taxes and owes home its share")),
        ],
    )  # fmt: skip
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args: Any, home: Iterable[Unit], partners: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in (*home, *partners)}
        for name, known in (("home_unit", home), ("partner_unit", partners)):
            self.fields[name].choices = [EMPTY, *((str(unit.pk), unit.name) for unit in known)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `open_enclave` takes it."""
        data = dict(self.cleaned_data)
        return data | {name: self.units[data[name]] for name in ("home_unit", "partner_unit")}


class ProjectForm(forms.Form):
    """Which signed project lies in the enclave, since when."""

    project = forms.ChoiceField(label=_("Project"), help_text=_("Signed projects that lie in no enclave yet."))
    on = DayField(label=_("Since"), required=False)

    def __init__(self, *args: Any, known: Iterable[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(project.pk): project for project in known}
        choices = [(key, project.name) for key, project in self.known.items()]
        self.fields["project"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `add_project` takes it."""
        return {"project": self.known[self.cleaned_data["project"]], "on": self.cleaned_data["on"]}


class TaxForm(forms.Form):
    """What was paid in a year, by kind, from one paper of the tax office."""

    year = _year(_("Year"))
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day the paper covers. Empty: the whole year.")
    )
    inside = forms.ChoiceField(label=_("Project"), required=False)
    file = forms.FileField(label=_("Paper of the tax office"))

    def __init__(self, *args: Any, inside: Iterable[EnclaveProject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in inside}
        choices = [(key, one.project.name) for key, one in self.known.items()]
        self.fields["inside"].choices = [("", _("All of the enclave, or the rest of it")), *choices]  # type: ignore[attr-defined]
        for kind in KINDS:
            self.fields[kind.code] = YuanField(label=labels.TAXES[kind.code], required=False, min_value=0)
        self.order_fields(["year", "until", "inside", *(kind.code for kind in KINDS), "file"])

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `record_taxes` takes it."""
        data = self.cleaned_data
        amounts = {kind.code: data[kind.code] for kind in KINDS if data[kind.code] is not None}
        inside = self.known.get(data["inside"])
        return {"year": data["year"], "until": data["until"], "inside": inside, "amounts": amounts}


class StatementForm(forms.Form):
    """Of which year; and why, where one stands already."""

    year = _year(_("Year"))
    why = _text(_("Reason"), 300, rows=2, help_text=_("Where a statement of the year stands: why it is corrected."))


class RemittanceForm(forms.Form):
    """Money paid over."""

    year = _year(_("For the year"))
    on = DayField(label=_("Day"))
    amount = YuanField(label=_("Amount"), help_text=_("In yuan. Below zero: money that came back."))
    file = forms.FileField(label=_("Voucher"))
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class NothingForm(forms.Form):
    """Nothing to type: only to be sure."""


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = _text(_("Reason"), 300, required=True, rows=2)


class EndForm(forms.Form):
    """When an enclave ends, and how."""

    on = DayField(label=_("Last day"))
    words = _text(_("How it ended"), 500, required=True)


def this_year(today: date) -> dict[str, int]:
    """Return the year a form about a year begins with: the last that is over."""
    return {"year": today.year - 1}
