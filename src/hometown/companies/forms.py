"""Forms of companies: they read what was typed; what may be recorded is for the actions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.accounts import meanwhile
from hometown.accounts.models import User
from hometown.face.fields import AmountField, ChosenField, DayField
from hometown.face.widgets import Chosen
from hometown.kernel.money import Amount
from hometown.programme import divisions

from . import access, industry, listing, matching, rules
from .models import Company, CompanyKind, Consent, Contact, IntroductionOutcome, NameKind, TagKind, TieKind
from .places import whole_place

SUGGEST = reverse_lazy("company-suggest")


class CompanyForm(forms.Form):
    """What is said of a company, and where it is known from."""

    name = forms.CharField(label=_("Full name"), max_length=200, help_text=_("As it stands on the licence."))
    kind = forms.ChoiceField(label=_("Kind"), choices=CompanyKind.choices, initial=CompanyKind.COMPANY)
    uscc = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False,
        help_text=_("18 signs, on the licence. It tells namesakes apart."),
    )  # fmt: skip
    accept_doubtful_uscc = forms.BooleanField(
        label=_("It stands like this on the licence: keep the code"), required=False
    )
    is_namesake = forms.BooleanField(
        label=_("It is another company of the same name, with a code of its own"), required=False
    )
    region_code = ChosenField(
        reverse_lazy("place-suggest"), label=_("Registered in"), required=False,
        help_text=_("A district or its six digits. Left empty, the code says it."),
    )  # fmt: skip
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    industry_code = ChosenField(
        reverse_lazy("industry-suggest"), label=_("Industry"), required=False,
        help_text=_("GB/T 4754-2017, a word or a code. One class of the standard is missing: write its group."),
    )  # fmt: skip
    chain = forms.ChoiceField(label=_("Chain"), required=False)
    registered_on = DayField(label=_("Founded on"), required=False)
    capital = AmountField(
        label=_("Registered capital"), required=False, help_text=_("In yuan, with its unit: 3000万元.")
    )
    business = forms.CharField(
        label=_("Line of business"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 3})
    )
    parent = ChosenField(SUGGEST, label=_("Parent company"), required=False, only_listed=True)
    parent_share = forms.DecimalField(
        label=_("Share of the parent, per cent"), required=False, max_digits=5, decimal_places=2
    )
    source = forms.CharField(
        label=_("Known from"), max_length=200, help_text=_("A visit, a licence, a list and who gave it.")
    )
    as_of = DayField(label=_("As of"), required=False)
    permission = forms.CharField(
        label=_("Who permitted the use of the list"), max_length=200, required=False,
        help_text=_("Only for lists that somebody gave."),
    )  # fmt: skip

    def __init__(self, user: User, *args: Any, company: Company | None = None, **kwargs: Any) -> None:
        if company is not None:
            kwargs["initial"] = _initial(company) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.user = user
        chain = self.fields["chain"]
        assert isinstance(chain, forms.ChoiceField)
        chain.choices = [("", _("None yet")), *listing.chains()]
        if company is not None:
            self.fields["source"].required = False  # the action asks for it when a fact changes
            meanwhile.opened_on(self, company, _initial)

    def clean_region_code(self) -> str:
        """Return the code that was chosen, or of the place that was typed."""
        given: Chosen = self.cleaned_data["region_code"]
        text = given.value or given.text
        if not text or rules.is_region_code(text):
            return text
        found = divisions.find(text, most=2)
        if len(found) != 1 and not (found and text in (found[0].name, found[0].short_name)):
            raise ValidationError(_("Choose a place from the list, or write its six digits."))
        return found[0].code

    def clean_industry_code(self) -> str:
        """Return the code that was chosen or typed; the action refuses one the standard has not."""
        given: Chosen = self.cleaned_data["industry_code"]
        return given.value or given.text

    def clean_capital(self) -> Decimal | None:
        """Return the capital in yuan; another currency is not converted silently."""
        given: Amount | None = self.cleaned_data["capital"]
        if given is not None and given.currency != "CNY":
            raise ValidationError(_("Write it in yuan, as the licence does."))
        return given.value if given else None

    def clean_parent(self) -> Company | None:
        """Return the company that was chosen as parent."""
        return company_of(self.user, self.cleaned_data["parent"])

    def told(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        return dict(self.cleaned_data)


def _initial(company: Company) -> dict[str, Any]:
    values = {field: getattr(company, field) for field in ("name", "kind", "uscc", "address", "chain", "business")}
    line = industry.table().get(company.industry_code)
    return values | {
        "registered_on": company.registered_on,
        "parent_share": company.parent_share,
        "region_code": Chosen(company.region_code, whole_place(company.region_code)),
        "industry_code": Chosen(company.industry_code, f"{line.code} {line.name}" if line else company.industry_code),
        "capital": Amount(company.capital) if company.capital is not None else None,
        "parent": Chosen(str(company.parent_id), company.parent.name) if company.parent else None,
    }


def company_of(user: User, chosen: Chosen | None) -> Company | None:
    """Return the company that a typeahead chose, or whose whole name was typed, if the person may see it."""
    if not chosen or not (chosen.value or chosen.text):
        return None
    pk = listing.key_of(chosen.value)
    if pk is None:
        found = matching.find(chosen.text)
        pk = found.pk if found else None
    seen: Company | None = access.visible_companies(user).filter(pk=pk).first() if pk else None
    return seen


class RenameForm(forms.Form):
    """A new registered name."""

    name = forms.CharField(label=_("New name"), max_length=200)
    since_on = DayField(label=_("Since when"), required=False)
    source = forms.CharField(label=_("Known from"), max_length=200)


class NameForm(forms.Form):
    """Another name of a company."""

    text = forms.CharField(label=_("Other name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of name"), choices=NameKind.choices, initial=NameKind.SHORT)
    first_on = DayField(label=_("From"), required=False)
    last_on = DayField(label=_("To"), required=False)
    source = forms.CharField(label=_("Known from"), max_length=200, required=False)


class ContactForm(forms.Form):
    """A person at a company. Editing shows nothing personal: what is left empty stays as it is."""

    name = forms.CharField(label=_("Name"), max_length=60)
    title = forms.CharField(label=_("Position"), max_length=60, required=False)
    is_decision_maker = forms.BooleanField(label=_("Decides on investments"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    wechat = forms.CharField(label=_("WeChat"), max_length=60, required=False)
    email = forms.EmailField(label=_("Mail"), max_length=120, required=False)
    clear = forms.MultipleChoiceField(
        label=_("Take away"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        choices=[("phone", _("Phone")), ("wechat", _("WeChat")), ("email", _("Mail"))],
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("What the person agreed to"), choices=Consent.choices, initial=Consent.UNKNOWN,
        help_text=_("“May be passed on”: the next officer gets this contact, too."),
    )  # fmt: skip
    source = forms.CharField(label=_("Known from"), max_length=200, required=False)
    met_on = DayField(label=_("Met on"), required=False)

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        if contact is not None:
            kwargs["initial"] = _shown_of(contact)
        super().__init__(*args, **kwargs)
        if contact is None:
            self.fields.pop("clear")
        else:
            self.fields["name"].required = False
            meanwhile.opened_on(self, contact, _shown_of)

    def told(self) -> dict[str, Any]:
        """Return what was typed as the actions take it; of personal fields only those that were filled or cleared."""
        data = dict(self.cleaned_data)
        if "clear" not in self.fields:
            return data
        cleared = data.pop("clear")
        for field in ("name", "phone", "wechat", "email"):
            if not data[field] and field not in cleared:
                data.pop(field)
        return data


def _shown_of(contact: Contact) -> dict[str, Any]:
    """Return what the form of a contact shows: nothing personal."""
    return {name: getattr(contact, name) for name in ("title", "is_decision_maker", "consent", "source", "met_on")}


PURPOSES = (
    ("visit", _("To arrange a visit")),
    ("project", _("To follow up a project")),
    ("papers", _("To send papers")),
    ("record", _("To correct the record")),
    ("other", _("Something else")),
)


class RevealForm(forms.Form):
    """Why a person needs a contact whole."""

    purpose = forms.ChoiceField(label=_("What for"), choices=PURPOSES)
    other = forms.CharField(label=_("In a few words"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for words when none of the purposes fits."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("purpose") == "other" and not data.get("other", "").strip():
            self.add_error("other", _("Say in a few words what you need it for."))
        return data

    @property
    def said(self) -> str:
        """The purpose in words, as the log keeps it."""
        words = self.cleaned_data["other"].strip()
        named: Mapping[str, Any] = dict(PURPOSES)
        chosen = self.cleaned_data["purpose"]
        return words if chosen == "other" else f"{named[chosen]}{': ' if words else ''}{words}"


class TieForm(forms.Form):
    """A tie to another organisation, or to the home city."""

    kind = forms.ChoiceField(label=_("Tie"), choices=TieKind.choices)
    other = ChosenField(
        SUGGEST, label=_("The other one"), required=False, only_listed=True, create_url=reverse_lazy("company-add"),
        create_text=_("Add it first"), help_text=_("For an investment at home: the firm at home, if you know it."),
    )  # fmt: skip
    since_on = DayField(label=_("Since when"), required=False)
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)
    source = forms.CharField(label=_("Known from"), max_length=200, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_other(self) -> Company | None:
        """Return the company that was chosen."""
        return company_of(self.user, self.cleaned_data["other"])


class EndForm(forms.Form):
    """Since when something no longer stands, and why."""

    ended_on = DayField(label=_("Since which day"), required=False)
    because = forms.CharField(label=_("Why"), max_length=200, required=False)


class TagForm(forms.Form):
    """What somebody else says a company is."""

    kind = forms.ChoiceField(label=_("Tag"), choices=TagKind.choices)
    list_name = forms.CharField(
        label=_("Which list, board or register"), max_length=120, required=False,
        help_text=_("For a top 500: which list."),
    )  # fmt: skip
    year = forms.IntegerField(label=_("Year of the list"), required=False)
    source = forms.CharField(label=_("Known from"), max_length=200, required=False)


class IntroductionForm(forms.Form):
    """Whom an investor or a chamber would bring, and what came of it."""

    introduced = ChosenField(SUGGEST, label=_("Whom they would bring"), help_text=_("A firm on record, or its name."))
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=IntroductionOutcome.choices, widget=forms.RadioSelect, initial="asked"
    )
    contact = forms.ChoiceField(label=_("Whom we asked"), required=False)
    asked_on = DayField(label=_("Asked on"))
    made_on = DayField(label=_("Made on"), required=False)
    words = forms.CharField(
        label=_("Their words"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, user: User, introducer: Company, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.people = {str(one.pk): one for one in access.visible_contacts(user).filter(company=introducer)}
        if not self.people:
            self.fields.pop("contact")
            return
        field = self.fields["contact"]
        assert isinstance(field, forms.ChoiceField)
        said = [(pk, f"{rules.masked_name(one.name)} {one.title}".strip()) for pk, one in self.people.items()]
        field.choices = [("", _("Nobody in particular")), *said]

    def told(self) -> dict[str, Any]:
        """Return what was written, as the actions take it."""
        data = dict(self.cleaned_data)
        chosen: Chosen = data.pop("introduced")
        company = company_of(self.user, chosen)
        return {
            **data,
            "introduced": company,
            "introduced_name": "" if company else chosen.text,
            "contact": self.people.get(data.get("contact") or ""),
        }
