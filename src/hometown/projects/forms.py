"""Forms of projects: what was typed becomes what the actions take."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.accounts import meanwhile
from hometown.accounts.models import User
from hometown.companies.rules import masked_name
from hometown.face.fields import AmountField, ChosenField, DatedField, DayField
from hometown.face.widgets import Chosen
from hometown.kernel.bounds import Bound
from hometown.kernel.dates import DatedTo, Precision
from hometown.kernel.money import Amount
from hometown.policy.rules import offered
from hometown.policy.shape import Named, Policy
from hometown.programme.models import Officer, Unit

from . import access, labels
from .models import Filing, Project, VoucherKind
from .rules import RANK, Status

EMPTY = ("", "—")
Choices = list[tuple[str, Any]]


def of_rules(items: Any, *, keep: str = "") -> Choices:
    """Return the items the rules still offer as choices, and `keep` even where it is retired."""
    found = [(one.code, one.text(labels.language())) for one in offered(items)]
    if keep and keep not in {code for code, _words in found}:
        found.append((keep, labels.named(items, keep)))
    return [EMPTY, *found]


def _units(units: list[Unit]) -> Choices:
    return [(str(unit.pk), unit.name) for unit in units]


class LeadForm(forms.Form):
    """Report a lead."""

    company = ChosenField(
        reverse_lazy("company-suggest"), create_url=reverse_lazy("company-add"), create_text=_("Add the company"),
        only_listed=True, label=_("Company"), help_text=_("Type a few letters, or the unified code."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Project"), max_length=200, required=False, help_text=_("A short name, such as the product.")
    )
    summary = forms.CharField(
        label=_("What they want to build"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    amount = AmountField(
        label=_("Investment"), required=False, help_text=_("As you heard it, with its unit. “Over” and “about” stay.")
    )
    site_need = forms.CharField(label=_("Site they need"), max_length=200, required=False)
    occurred = DatedField(label=_("First contact"), help_text=_("The day, or only the month if you know no more."))
    source = forms.ChoiceField(label=_("Where the lead came from"), required=False)
    introducer = ChosenField(
        reverse_lazy("company-suggest"), only_listed=True, required=False, label=_("Introduced by"),
        help_text=_("An investor or a chamber that brought them."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("In the name of"))
    contact_evidence = forms.CharField(
        label=_("Words of the contact"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The message or invitation, with its date. Or add it as a file."),
    )  # fmt: skip
    contact_file = forms.FileField(
        label=_("Record of the contact"), required=False,
        help_text=_("Mail, minutes, a picture of a message. Without one the lead is kept, but holds no first claim."),
    )  # fmt: skip
    excluded_class = forms.ChoiceField(label=_("Is it one of these?"), required=False)
    chain = forms.ChoiceField(label=_("Chain"), required=False)
    industry_code = forms.CharField(
        label=_("Industry"), max_length=5, required=False, help_text=_("A code of GB/T 4754.")
    )
    contact_level = forms.ChoiceField(label=_("Level of the contact"), required=False)
    energy_need = forms.CharField(label=_("Energy they need"), max_length=200, required=False)
    output_note = forms.CharField(label=_("Expected output and tax"), max_length=300, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_step_due = DayField(label=_("Next step by"), required=False)

    FIRST = ("company", "name", "summary", "amount", "site_need", "occurred", "source", "unit")
    PROOF = ("contact_evidence", "contact_file")
    MORE = (
        "introducer", "excluded_class", "chain", "industry_code", "contact_level", "energy_need", "output_note",
        "next_step", "next_step_due",
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in access.units_to_file_for(user)}
        choices: dict[str, Choices] = {
            "source": of_rules(policy.lead_sources),
            "chain": of_rules(policy.chain_scheme.chains),
            "contact_level": of_rules(policy.claims.contact_levels),
            "excluded_class": [("", _("None of them")), *of_rules(policy.claims.excluded)[1:]],
            "unit": _units(list(self.units.values())),
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def first(self) -> list[Any]:
        return [self[name] for name in self.FIRST]

    def proof(self) -> list[Any]:
        return [self[name] for name in self.PROOF]

    def more(self) -> list[Any]:
        return [self[name] for name in self.MORE]

    @property
    def opens_more(self) -> bool:
        """Whether the folded part holds something to see."""
        return any(self[name].errors or _holds_something(self[name].value()) for name in self.MORE)


def _holds_something(value: Any) -> bool:
    return any(value) if isinstance(value, Chosen) else bool(value)


class EditForm(forms.Form):
    """Change the facts of a project. Only fields that were touched go further."""

    name = forms.CharField(label=_("Project"), max_length=200, required=False)
    summary = forms.CharField(
        label=_("What they want to build"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    amount = AmountField(label=_("Investment"), required=False)
    site_need = forms.CharField(label=_("Site they need"), max_length=200, required=False)
    energy_need = forms.CharField(label=_("Energy they need"), max_length=200, required=False)
    environment_note = forms.CharField(label=_("Environment"), max_length=300, required=False)
    output_note = forms.CharField(label=_("Expected output and tax"), max_length=300, required=False)
    chain = forms.ChoiceField(label=_("Chain"), required=False)
    industry_code = forms.CharField(label=_("Industry"), max_length=5, required=False)
    source = forms.ChoiceField(label=_("Where the lead came from"), required=False)
    first_contact_on = DatedField(label=_("First contact"), required=False)
    counterpart = forms.ChoiceField(label=_("Whom we talk to"), required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_step_due = DayField(label=_("Next step by"), required=False)
    label = forms.ChoiceField(label=_("Marking"), required=False)
    contract_on = DayField(label=_("Day of the contract"), required=False)
    contract_parties = forms.CharField(label=_("Parties to the contract"), max_length=300, required=False)
    contract_amount = AmountField(label=_("Amount in the contract"), required=False, help_text=_("In yuan, as agreed."))
    registered_name = forms.CharField(label=_("Name of the project company"), max_length=200, required=False)
    registered_uscc = forms.CharField(label=_("Code of the project company"), max_length=18, required=False)
    registered_region = forms.CharField(label=_("Division code where it is registered"), max_length=6, required=False)
    registered_on = DayField(label=_("Day of registration"), required=False)
    started_on = DayField(label=_("Day construction started"), required=False)
    produced_on = DayField(label=_("Day production started"), required=False)
    performed_on = DayField(label=_("Day of acceptance against the contract"), required=False)

    GROUPS = (
        (_("The project"), ("name", "summary", "amount", "chain", "industry_code", "label")),
        (_("What they need"), ("site_need", "energy_need", "environment_note", "output_note")),
        (_("The road"), ("source", "first_contact_on", "counterpart", "next_step", "next_step_due")),
        (_("The contract"), ("contract_on", "contract_parties", "contract_amount")),
        (_("The project company"), ("registered_name", "registered_uscc", "registered_region", "registered_on")),
        (_("The plant"), ("started_on", "produced_on", "performed_on")),
    )

    def __init__(self, *args: Any, project: Project, user: User, policy: Policy, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _as_initial(project))
        super().__init__(*args, **kwargs)
        meanwhile.opened_on(self, project, _as_initial)
        contacts = list(project.company.contacts.active().order_by("-is_decision_maker", "pk"))
        if not access.may_see_people(user):
            del self.fields["counterpart"]
        else:
            people = [(str(one.pk), f"{masked_name(one.name)} {one.title}".strip()) for one in contacts]
            self.fields["counterpart"].choices = [EMPTY, *people]  # type: ignore[attr-defined]
        self.contacts = {str(one.pk): one for one in contacts}
        choices = {
            "chain": of_rules(policy.chain_scheme.chains, keep=project.chain),
            "source": of_rules(policy.lead_sources, keep=project.source),
            "label": list(labels.MARKINGS.items()),
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.GROUPS]

    def clean_contract_amount(self) -> Decimal | None:
        amount: Amount | None = self.cleaned_data["contract_amount"]
        if amount is None:
            return None
        if amount.currency != "CNY" or amount.bound is not Bound.EXACT:
            raise forms.ValidationError(_("A contract states an exact amount in yuan."))
        return amount.value

    def touched(self) -> dict[str, Any]:
        """Return the fields that were changed, as the action takes them."""
        found = {name: self.cleaned_data[name] for name in self.changed_data if self._differs(name)}
        if "counterpart" in found:
            found["counterpart"] = self.contacts.get(found["counterpart"])
        return found

    def _differs(self, name: str) -> bool:
        """Tell whether a field was really changed. An amount or a coarse date is shown shortened: sent back as it was
        shown, it is not a new value.
        """
        if name == "revision":
            return False
        shown = self.fields[name].prepare_value(self.get_initial_for_field(self.fields[name], name))
        return str(self.data.get(name, "")).strip() != str("" if shown is None else shown)


def _as_initial(project: Project) -> dict[str, Any]:
    bound = Bound(project.amount_bound or Bound.EXACT)
    plain = {name: getattr(project, name) for _title, names in EditForm.GROUPS for name in names}
    first = project.first_contact_on
    return {
        **plain,
        "amount": Amount(project.amount, project.currency, bound) if project.amount is not None else None,
        "contract_amount": Amount(project.contract_amount) if project.contract_amount is not None else None,
        "first_contact_on": DatedTo(first, Precision(project.first_contact_precision)) if first else None,
        "counterpart": str(project.counterpart_id or ""),
    }


class EvidenceForm(forms.Form):
    """Add a paper to a stage."""

    purpose = forms.ChoiceField(label=_("What it is"))
    file = forms.FileField(label=_("File"))
    dated_on = DayField(label=_("Date on the paper"), required=False)
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, project: Project, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = labels.language()
        groups = []
        near = sorted(policy.stages, key=lambda one: abs(RANK[one.code.value] - project.stage_rank - 0.6))
        for stage in near:
            kinds = [(f"{stage.code.value}:{k.code}", k.text(language)) for k in offered(stage.evidence)]
            if kinds and not stage.retired:
                groups.append((stage.text(language), kinds))
        self.fields["purpose"].choices = groups  # type: ignore[attr-defined]

    @property
    def stage_and_kind(self) -> tuple[str, str]:
        stage, _colon, kind = self.cleaned_data["purpose"].partition(":")
        return stage, kind


class ReasonForm(forms.Form):
    """Say why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class VerifyForm(forms.Form):
    """Say whether a paper holds."""

    holds = forms.ChoiceField(
        label=_("Does it hold?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("It holds")), ("no", _("It does not hold"))],
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where it does not hold."),
    )  # fmt: skip


class AdvanceForm(forms.Form):
    """Move to the next stage."""

    stage = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)  # where it stood on the page
    on = DayField(label=_("Reached on"))
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class BackForm(forms.Form):
    """Set back to an earlier stage."""

    to = forms.ChoiceField(label=_("Back to"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, project: Project, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = [s for s in policy.stages if RANK[s.code.value] < project.stage_rank and not s.retired]
        choices = [(stage.code.value, stage.text(labels.language())) for stage in reversed(earlier)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class ReportedForm(forms.Form):
    """Note a stage that was reported without its evidence."""

    stage = forms.ChoiceField(label=_("Reported stage"))
    note = forms.CharField(label=_("Who says so"), max_length=300, required=False)

    def __init__(self, *args: Any, project: Project, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = [s for s in policy.stages if RANK[s.code.value] >= project.stage_rank and not s.retired]
        choices = [(stage.code.value, stage.text(labels.language())) for stage in later]
        self.fields["stage"].choices = choices  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """Pause, lose, withdraw or revive."""

    becomes = forms.ChoiceField(label=_("Status and reason"))
    on = DayField(label=_("Since"))
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, project: Project, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = labels.language()
        groups: list[Any] = []
        for status in policy.statuses:
            if status.retired or (status.code.value == Status.ACTIVE and project.status == Status.ACTIVE):
                continue
            code = status.code.value
            reasons: tuple[Named, ...] = offered(status.reasons)
            if reasons:
                groups.append((status.text(language), [(f"{code}:{r.code}", r.text(language)) for r in reasons]))
            else:
                groups.append((f"{code}:", status.text(language)))
        self.fields["becomes"].choices = groups  # type: ignore[attr-defined]

    @property
    def status_and_reason(self) -> tuple[str, str]:
        status, _colon, reason = self.cleaned_data["becomes"].partition(":")
        return status, reason


class CreditsForm(forms.Form):
    """Share the credit among officers, in per cent."""

    def __init__(self, *args: Any, officers: list[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officers = {str(one.pk): one for one in officers}
        for key, officer in self.officers.items():
            self.fields[key] = forms.DecimalField(
                label=officer.name, required=False, min_value=0, max_value=100, decimal_places=2
            )

    def shares(self) -> dict[Officer, Decimal]:
        """Return the shares that are more than nothing."""
        return {officer: self.cleaned_data[key] for key, officer in self.officers.items() if self.cleaned_data.get(key)}


class VoucherForm(forms.Form):
    """Put a voucher on file."""

    kind = forms.ChoiceField(label=_("What for"))
    amount = AmountField(label=_("Amount"), required=False, help_text=_("In yuan. Entry into statistics needs none."))
    on = DayField(label=_("Day"))
    indicator = forms.CharField(
        label=_("By whose definition"), max_length=120, required=False,
        help_text=_("Whose indicator, of which year: money is never added up across definitions."),
    )  # fmt: skip
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = labels.language()
        groups: list[Any] = []
        for fact in policy.separate_facts:
            if not fact.retired and fact.code in VoucherKind.values:
                papers = [(f"{fact.code}:{k.code}", k.text(language)) for k in offered(fact.evidence)]
                groups.append((fact.text(language), papers))
        groups.append((f"{VoucherKind.INCREASE}:", labels.VOUCHERS["increase"]))
        self.fields["kind"].choices = groups  # type: ignore[attr-defined]

    def clean_amount(self) -> Decimal | None:
        amount: Amount | None = self.cleaned_data["amount"]
        if amount is not None and (amount.currency != "CNY" or amount.bound is not Bound.EXACT):
            raise forms.ValidationError(_("A voucher states an exact amount in yuan."))
        return amount.value if amount else None

    @property
    def kind_and_paper(self) -> tuple[str, str]:
        kind, _colon, paper = self.cleaned_data["kind"].partition(":")
        return kind, paper


class StewardForm(forms.Form):
    """Who serves it."""

    steward = forms.ChoiceField(
        label=_("Steward"), required=False, help_text=_("Of the county or park where the project lands.")
    )

    def __init__(self, *args: Any, stewards: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stewards = {str(person.pk): person for person in stewards}
        people = [(key, person.name) for key, person in self.stewards.items()]
        self.fields["steward"].choices = [EMPTY, *people]  # type: ignore[attr-defined]


class AmendForm(forms.Form):
    """Add the contact evidence a filing lacks."""

    contact_evidence = forms.CharField(
        label=_("Words of the contact"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    contact_file = forms.FileField(label=_("Record of the contact"), required=False)

    def __init__(self, *args: Any, filing: Filing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["contact_evidence"] = filing.contact_evidence
        meanwhile.opened_on(self, filing)


def company_chosen(company: Any) -> Chosen:
    """Return a company as a typeahead holds it."""
    return Chosen(str(company.pk), company.name)


def identifier(text: str) -> uuid.UUID | None:
    """Return the identifier a form field holds, None where it holds none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
