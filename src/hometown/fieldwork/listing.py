"""The list of activities: filters that live in the URL, and pages by day, newest first."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from hometown import names
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.face.fields import ChosenField, DayField
from hometown.face.paging import PER_PAGE, KeysetPage
from hometown.face.widgets import Chosen
from hometown.policy.shape import Purpose
from hometown.programme.models import Batch, Officer

from . import access, kinds
from .forms import SUGGEST, company_of
from .models import ActivityCompany, ActivityOfficer
from .querysets import ActivityQuerySet


class FilterForm(forms.Form):
    """What to show of the activities."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    officer = forms.ChoiceField(label=_("Officer"), required=False)
    batch = forms.ChoiceField(label=_("Batch"), required=False)
    company = ChosenField(SUGGEST, label=_("Firm"), required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    show = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Standing")), ("incomplete", _("Something missing")), ("withdrawn", _("Withdrawn"))],
    )

    def __init__(self, user: User, data: QueryDict) -> None:
        super().__init__(data)
        self.user = user
        self.batches, self.officers = _offered(user)
        self._offer("kind", kinds.all_words().items())
        self._offer("officer", ((str(one.pk), one.name) for one in self.officers))
        self._offer("batch", ((str(one.pk), one.name) for one in self.batches))
        if not access.sees_companies(user):
            self.fields.pop("company")
        elif "company" in data and "company_text" not in data:
            self.data = data.copy()
            named = company_of(user, Chosen(str(data["company"]), ""))
            self.data["company_text"] = named.name if named else ""

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *choices]

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the filters that could be read; a mistyped one filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrow(self) -> bool:
        """Tell whether any filter but the kind is set."""
        chosen = self.wanted.get("company")
        return bool(self.wanted.keys() - {"kind", "company"}) or bool(chosen and chosen.value)


def _offered(user: User) -> tuple[list[Batch], list[Officer]]:
    batches = access.batches_of(user)
    return batches, access.officers_of(batches)


def chosen(user: User, form: FilterForm) -> ActivityQuerySet:
    """Return the activities a person may see that pass the filters."""
    wanted = form.wanted
    found = access.visible_activities(user)
    found = found.filter(withdrawn_on__isnull=wanted.get("show") != "withdrawn")
    if wanted.get("show") == "incomplete":
        found = incomplete(found)
    for name, field in (("kind", "kind"), ("batch", "batch"), ("first", "on__gte"), ("last", "on__lte")):
        if name in wanted:
            found = found.filter(**{field: wanted[name]})
    if "q" in wanted:
        found = found.filter(says(user, wanted["q"]))
    if "officer" in wanted:
        found = found.filter(_has(ActivityOfficer, officer=wanted["officer"]))
    company: Company | None = company_of(user, wanted.get("company"))
    if company is not None:
        found = found.filter(_has(ActivityCompany, company=company))
    return found


def says(user: User, text: str) -> Q:
    """Return the condition that an activity's title, place or one of its firms holds a text.

    Whoever may not read of companies finds by place only: the title of a visit is a firm's name.
    """
    found = Q(place__icontains=text)
    if not access.sees_companies(user):
        return found | Q(title__icontains=text, kind__in=kinds.codes_for(Purpose.DUTY, Purpose.BRANCH))
    normal = names.normal(text)
    firms = ActivityCompany.objects.filter(activity=OuterRef("pk"), company__normal_name__contains=normal)
    return found | Q(title__icontains=text) | (Q(Exists(firms)) if normal else Q())


def _has(model: Any, **condition: Any) -> Q:
    return Q(Exists(model.objects.filter(activity=OuterRef("pk"), **condition)))


def incomplete(found: ActivityQuerySet) -> ActivityQuerySet:
    """Return the visits that make no firm visited yet: no firm, nobody in person, or nobody named."""
    complete = ActivityCompany.objects.filter(activity=OuterRef("pk"), in_person=True, counterparts__isnull=False)
    return found.filter(kind__in=kinds.codes_counted_in_firms()).exclude(Exists(complete))


def page_of(request: HttpRequest, found: ActivityQuerySet, per_page: int = PER_PAGE) -> KeysetPage:
    """Return a stretch of the list, newest day first; `?before=` and `?after=` hold a day and an id."""
    before, after = _key(request.GET.get("before")), _key(request.GET.get("after"))
    if before is None and after is not None:
        later = list(found.filter(_beyond(after, newer=True)).order_by("on", "pk")[: per_page + 1])
        records, more = later[:per_page][::-1], len(later) > per_page
        return KeysetPage(records, _token(records, -1), _token(records, 0) if more else "")
    older = found if before is None else found.filter(_beyond(before, newer=False))
    read = list(older.newest_first()[: per_page + 1])
    records = read[:per_page]
    more = len(read) > per_page
    return KeysetPage(records, _token(records, -1) if more else "", _token(records, 0) if before else "")


def _beyond(key: tuple[date, uuid.UUID], *, newer: bool) -> Q:
    day, pk = key
    sign = "gt" if newer else "lt"
    return Q(**{f"on__{sign}": day}) | Q(on=day, **{f"pk__{sign}": pk})


def _token(records: Sequence[Any], index: int) -> str:
    return f"{records[index].on.isoformat()}_{records[index].pk}" if records else ""


def _key(text: str | None) -> tuple[date, uuid.UUID] | None:
    day, _separator, pk = (text or "").partition("_")
    try:
        return date.fromisoformat(day), uuid.UUID(pk)
    except ValueError:
        return None
