"""The list of activities: filters that live in the URL, and pages by day, newest first."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from hometown import names
from hometown.accounts.models import User
from hometown.companies import matching
from hometown.companies.models import Company
from hometown.face.fields import ChosenField, DayField
from hometown.face.paging import PER_PAGE, KeysetPage
from hometown.face.widgets import Chosen
from hometown.ledger import pairs
from hometown.ledger.heads import in_any_of
from hometown.policy.shape import Purpose
from hometown.programme.models import Batch, Officer

from . import access, kinds
from .forms import SUGGEST, company_of
from .models import Activity, ActivityCompany, ActivityOfficer
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
        self.batches, self.officers = _offered(user, data)
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


def _offered(user: User, data: QueryDict) -> tuple[list[Batch], list[Officer]]:
    """Return the batches to choose from, and the officers of the chosen one: of the newest while none is chosen."""
    batches = access.batches_of(user)
    chosen = [one for one in batches if str(one.pk) == data.get("batch")] or batches[:1]
    officers = access.officers_of(chosen)
    if data.get("officer") and len(batches) > 1 and data["officer"] not in {str(one.pk) for one in officers}:
        officers += [one for one in access.officers_of(batches) if str(one.pk) == data["officer"]]
    return batches, officers


def chosen(user: User, form: FilterForm) -> ActivityQuerySet:
    """Return the activities a person may see that pass the filters."""
    return access.visible_activities(user).filter(asked(user, form))


def asked(user: User, form: FilterForm) -> Q:
    """Return the condition that an activity passes the filters."""
    wanted = form.wanted
    found = Q(withdrawn_on__isnull=wanted.get("show") != "withdrawn")
    if wanted.get("show") == "incomplete":
        found &= incomplete()
    for name, field in (("kind", "kind"), ("batch", "batch"), ("first", "on__gte"), ("last", "on__lte")):
        if name in wanted:
            found &= Q(**{field: wanted[name]})
    if "q" in wanted:
        found &= says(user, wanted["q"])
    if "officer" in wanted:
        found &= Q(pk__in=ActivityOfficer.objects.filter(officer=wanted["officer"]).values("activity"))
    company: Company | None = company_of(user, wanted.get("company"))
    if company is not None:
        found &= Q(pk__in=ActivityCompany.objects.filter(company=company).values("activity"))
    return found


def says(user: User, text: str) -> Q:
    """Return the condition that an activity's title, place or one of its firms holds a text.

    Whoever may not read of companies finds by place only: the title of a visit is a firm's name.
    """
    few = pairs.rows(Activity, text)
    about = Q(place__icontains=text)
    if not access.sees_companies(user):
        about |= Q(title__icontains=text, kind__in=kinds.codes_for(Purpose.DUTY, Purpose.BRANCH))
        return about if few is None else about & _among(few)
    about |= Q(title__icontains=text)
    normal = names.normal(text)
    firms = matching.named(normal) if normal else []
    if few is None or firms is None:
        met = ActivityCompany.objects.filter(activity=OuterRef("pk"), company__normal_name__contains=normal)
        # Not Exists: PostgreSQL would make a table of all firms that hold the text before it looks at the first.
        return about | (Q(IsNull(Subquery(met.values("pk")[:1]), False)) if normal else Q())
    met = ActivityCompany.objects.filter(company__in=firms)
    found = Activity.objects.filter(about & _among(few)).order_by().values_list("pk", flat=True)
    return Q(pk__in={*found, *met.values_list("activity", flat=True)})


def _among(few: list[tuple[Any, ...]]) -> Q:
    return Q(pk__in=[row[0] for row in few])


def incomplete() -> Q:
    """Return the condition that a visit makes no firm visited yet: no firm, nobody in person, or nobody named."""
    complete = ActivityCompany.objects.filter(activity=OuterRef("pk"), in_person=True, counterparts__isnull=False)
    return Q(~Exists(complete), kind__in=kinds.codes_counted_in_firms())


def newest(parts: Sequence[ActivityQuerySet], most: int) -> ActivityQuerySet:
    """Return the newest of several sets that may overlap, newest first."""
    if len(parts) == 1:
        return parts[0].newest_first()[:most]
    found: ActivityQuerySet = Activity.objects.filter(in_any_of(part.newest_first()[:most] for part in parts))
    return found.newest_first()[:most]


def page_of(request: HttpRequest, parts: Sequence[ActivityQuerySet], per_page: int = PER_PAGE) -> KeysetPage:
    """Return a stretch of the list, newest day first; `?before=` and `?after=` hold a day and an id.

    The list is made of `parts` that may overlap.
    """
    before, after = _key(request.GET.get("before")), _key(request.GET.get("after"))
    if before is None and after is not None:
        later = _oldest([part.filter(_beyond(after, newer=True)) for part in parts], per_page + 1)
        records, more = later[:per_page][::-1], len(later) > per_page
        return KeysetPage(records, _token(records, -1), _token(records, 0) if more else "")
    older = parts if before is None else [part.filter(_beyond(before, newer=False)) for part in parts]
    read = list(newest(older, per_page + 1).with_people())
    records = read[:per_page]
    more = len(read) > per_page
    return KeysetPage(records, _token(records, -1) if more else "", _token(records, 0) if before else "")


def _oldest(parts: Sequence[ActivityQuerySet], most: int) -> list[Activity]:
    found: ActivityQuerySet = Activity.objects.filter(in_any_of(part.order_by("on", "pk")[:most] for part in parts))
    return list(found.with_people().order_by("on", "pk")[:most])


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
