"""Forms of first claims and of what is disputed about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.face.fields import DayField
from hometown.policy.shape import Policy
from hometown.programme.models import Unit, UnitKind

from . import labels
from .forms import EMPTY, Choices, of_rules
from .models import Conflict, Filing, Transfer, Verdict

CLAIMING = (UnitKind.GROUP, UnitKind.COUNTY, UnitKind.PARK, UnitKind.BUREAU, UnitKind.DEPARTMENT, UnitKind.ENTERPRISE)
TWO_LINES = {"rows": 2}
FOUR_LINES = {"rows": 4}


def units_that_claim() -> dict[str, Unit]:
    """Return the units that may hold a claim, by their keys: groups first, then where projects land."""
    found = Unit.objects.filter(kind__in=CLAIMING, is_active=True)
    ordered = sorted(found, key=lambda unit: (CLAIMING.index(UnitKind(unit.kind)), unit.name))
    return {str(unit.pk): unit for unit in ordered}


def _choices(units: dict[str, Unit]) -> Choices:
    return [(key, unit.name) for key, unit in units.items()]


class RenewForm(forms.Form):
    """Renew a claim."""

    reason = forms.CharField(
        label=_("Why it takes longer"), max_length=300, widget=forms.Textarea(attrs=TWO_LINES)
    )  # fmt: skip


class TransferForm(forms.Form):
    """Propose a transfer."""

    to_unit = forms.ChoiceField(label=_("To which unit"))
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Remark"), max_length=500, required=False, widget=forms.Textarea(attrs=TWO_LINES)
    )  # fmt: skip
    split_giver = forms.IntegerField(
        label=_("Credit of the giver, per cent"), min_value=0, max_value=100,
        help_text=_("The receiver has the rest."),
    )  # fmt: skip
    years = forms.IntegerField(label=_("For how many years"), min_value=0, max_value=30)
    counted_by = forms.ChoiceField(
        label=_("Who counts the project in statistics"), widget=forms.RadioSelect,
        choices=[("receiver", _("The receiver")), ("giver", _("The giver"))],
        help_text=_("One of the two, so that nothing is counted twice."),
    )  # fmt: skip

    def __init__(self, *args: Any, giver: Unit, policy: Policy, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "split_giver": policy.claims.transfer_split[0],
                "years": policy.claims.transfer_years,
                "counted_by": "receiver",
            },
        )
        super().__init__(*args, **kwargs)
        self.giver = giver
        self.units = {key: unit for key, unit in units_that_claim().items() if unit.pk != giver.pk}
        self.fields["to_unit"].choices = [EMPTY, *_choices(self.units)]  # type: ignore[attr-defined]
        self.fields["reason"].choices = of_rules(policy.claims.transfer_reasons)[1:]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what was said as `propose_transfer` takes it."""
        said = self.cleaned_data
        receiver = self.units[said["to_unit"]]
        return {
            "to_unit": receiver,
            "reason": said["reason"],
            "note": said["note"],
            "split_giver": said["split_giver"],
            "split_receiver": 100 - said["split_giver"],
            "years": said["years"],
            "statistical_home": self.giver if said["counted_by"] == "giver" else receiver,
        }


class ChoiceForm(forms.Form):
    """Record what the firm has written."""

    chosen = forms.ChoiceField(label=_("The unit it wants to deal with"), required=False)
    refused = forms.ChoiceField(label=_("The unit it does not want"), required=False)
    on = DayField(label=_("Date on the letter"))
    words = forms.CharField(
        label=_("In its words"), max_length=500, required=False, widget=forms.Textarea(attrs=TWO_LINES)
    )  # fmt: skip
    paper = forms.FileField(label=_("The letter"), help_text=_("Signed or sealed by the firm."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units_that_claim()
        for name in ("chosen", "refused"):
            self.fields[name].choices = [EMPTY, *_choices(self.units)]  # type: ignore[attr-defined]


class ObjectionForm(forms.Form):
    """Object, or appeal: for a unit, with grounds."""

    unit = forms.ChoiceField(label=_("In the name of"))
    grounds = forms.CharField(label=_("Grounds"), max_length=4000, widget=forms.Textarea(attrs=FOUR_LINES))
    paper = forms.FileField(label=_("What shows it"), required=False)

    def __init__(self, *args: Any, units: list[Unit], is_appeal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = _choices(self.units)  # type: ignore[attr-defined]
        if is_appeal:
            del self.fields["paper"]


class DecideConflictForm(forms.Form):
    """Say whether it is one of the known projects. Asks who leads only where the order of the rules cannot tell."""

    verdict = forms.ChoiceField(label=_("Are they one project?"), widget=forms.RadioSelect)
    leads = forms.ChoiceField(
        label=_("Who leads"), required=False, help_text=_("Only where the order of the rules cannot tell.")
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=TWO_LINES))

    def __init__(self, *args: Any, asked: list[Conflict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {str(one.pk): one for one in asked}
        self.fields["verdict"].choices = self._verdicts(asked)  # type: ignore[attr-defined]
        projects = {pk for one in asked for pk in (one.project_id, one.other_id)}
        filed = Filing.objects.filter(project__in=projects, effective_at__isnull=False)
        self.filings = {str(one.pk): one for one in filed.select_related("unit").order_by("effective_at", "pk")}
        units = [(key, one.unit.name) for key, one in self.filings.items()]
        self.fields["leads"].choices = [EMPTY, *units]  # type: ignore[attr-defined]

    def _verdicts(self, asked: list[Conflict]) -> Choices:
        """Return the answers: which of the known ones it is, by the key of what was asked, or none of them."""
        if len(asked) == 1:
            return [(Verdict.SAME.value, _("The same project")), (Verdict.DIFFERENT.value, _("Two projects"))]
        words = _("The same as “%(project)s” of %(company)s")
        same = [
            (key, words % {"project": one.other.name, "company": one.other.company.name})
            for key, one in self.asked.items()
        ]
        return [*same, (Verdict.DIFFERENT.value, _("None of them: a project of its own"))]

    def told(self) -> dict[str, Any]:
        """Return what was said as `decide_conflict` takes it."""
        said = self.cleaned_data
        verdict, first = said["verdict"], next(iter(self.asked.values()))
        return {
            "conflict": self.asked.get(verdict, first),
            "verdict": Verdict.SAME.value if verdict in self.asked else verdict,
            "leads": self.filings.get(said["leads"]),
            "reason": said["reason"],
        }


class DecideObjectionForm(forms.Form):
    """Decide an objection, or an appeal."""

    upheld = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, choices=[("yes", _("Upheld")), ("no", _("Turned down"))]
    )  # fmt: skip
    to_unit = forms.ChoiceField(label=_("If upheld, the claim goes"), required=False)
    reasons = forms.CharField(
        label=_("Reasons given"), max_length=4000, widget=forms.Textarea(attrs=FOUR_LINES),
        help_text=_("Both sides read them; they stay on record."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        if units:
            to_units = [("", _("back to the pool")), *_choices(self.units)]
            self.fields["to_unit"].choices = to_units  # type: ignore[attr-defined]
        else:
            del self.fields["to_unit"]

    def told(self) -> dict[str, Any]:
        """Return what was said as the actions take it."""
        said = self.cleaned_data
        return {
            "upheld": said["upheld"] == "yes",
            "reasons": said["reasons"],
            "to_unit": self.units.get(said.get("to_unit", "")),
        }


def reason_words(policy: Policy, transfer: Transfer) -> str:
    """Return why a claim is to pass on, in words."""
    return labels.named(policy.claims.transfer_reasons, transfer.reason)
