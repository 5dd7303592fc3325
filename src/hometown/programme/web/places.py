"""Pages of units and cities, and the lists behind the typeaheads."""

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.answering import answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded, signed_in
from hometown.kernel import clock
from hometown.programme import access, actions, divisions, forms, showing, units, words
from hometown.programme.models import City, Unit

from .answering import FormPage

SEE, RUN = Capability.SEE_PROGRAMME, Capability.RUN_PROGRAMME
GET_POST = require_http_methods(["GET", "POST"])


@guarded(SEE, RUN)
@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree of units."""
    with_closed = request.GET.get("show") == "all"
    page = {
        "forest": showing.forest(units.tree(with_closed=with_closed)),
        "views": [("", _("In use")), ("all", _("With those closed"))],
        "cities": [(one, words.named(one)) for one in City.objects.order_by("-is_home", "code")],
        "may_run": access.may_run(person(request)),
    }
    return render(request, "programme/unit_list.html", page)


@guarded(SEE, RUN)
@require_GET
def unit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One unit: its place, what lies below it, who is there and who came from it."""
    reader, today = person(request), clock.today()
    found = access.unit_for(reader, pk)
    seen = access.visible_postings(reader)
    here = seen.filter(Q(host_unit=found) | Q(group=found)).select_related("officer", "batch", "host_unit", "group")
    sent = access.visible_officers(reader).filter(home_unit=found).select_related("home_unit").order_by("name", "pk")
    page = {
        "unit": found,
        "name": words.named(found),
        "kind": words.UNIT_KINDS[found.kind],
        "facts": showing.unit_facts(found),
        "children": [(one, words.named(one)) for one in found.children.order_by("kind", "name")],
        "postings": showing.posting_rows(here.order_by("-first_on"), today)[:100],
        "sent": list(sent[:100]),
        "may_run": access.may_run(reader),
    }
    return render(request, "programme/unit.html", page)


@guarded(RUN)
@GET_POST
def unit_add(request: HttpRequest) -> HttpResponseBase:
    """Add a unit."""
    form = forms.UnitForm(request.POST or None, initial={"parent": request.GET.get("parent", "")})
    del form.fields["is_active"]

    def act(_data: dict[str, Any]) -> str:
        made = actions.add_unit(person(request), **form.verb())
        return reverse("unit", args=[made.pk])

    parent = (_("Units"), reverse("unit-list"))
    return answer(request, FormPage(_("Add a unit"), _("Add it"), parent), form, act)


@guarded(RUN)
@GET_POST
def unit_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Rename, move or close a unit."""
    found = access.unit_for(person(request), pk)
    form = forms.UnitForm(request.POST or None, initial=_begun(found))

    def act(_data: dict[str, Any]) -> str:
        actions.edit_unit(person(request), unit=found, **form.verb())
        return reverse("unit", args=[found.pk])

    parent = (words.named(found), reverse("unit", args=[found.pk]))
    lede = _("What it did keeps its name in the book.")
    page = FormPage(_("Change the unit"), _("Save it"), parent, lede)
    return answer(request, page, form, act, record=found, begun=_begun)


def _begun(found: Unit) -> dict[str, Any]:
    """Return what the form of a unit shows of it."""
    values = {name: getattr(found, name) for name in ("name", "name_en", "kind", "parent", "is_active")}
    return values | {"division": forms.chosen_division(found.division_code)}


@guarded(RUN)
@GET_POST
def city_add(request: HttpRequest) -> HttpResponseBase:
    """Add a host city."""
    form = forms.CityForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        actions.add_city(person(request), code=data["city"].value)
        return reverse("unit-list")

    parent = (_("Units"), reverse("unit-list"))
    return answer(request, FormPage(_("Add a host city"), _("Add it"), parent), form, act)


# --- typeaheads -----------------------------------------------------------------------------------------------------


@signed_in
@require_GET
def division_options(request: HttpRequest) -> HttpResponse:
    """Divisions that a few letters may mean; `within=` keeps to one city."""
    found = divisions.find(request.GET.get("q", ""), within=request.GET.get("within", ""))
    options = [
        {"value": place.code, "label": divisions.whole_name(place.code), "meta": f"{place.in_letters} · {place.code}"}
        for place in found
    ]
    return render(request, "face/options.html", {"options": options})


@guarded(SEE)
@require_GET
def officer_options(request: HttpRequest) -> HttpResponse:
    """Officers that a few letters may mean."""
    words_typed = request.GET.get("q", "").strip()
    found = access.visible_officers(person(request)).select_related("home_unit").order_by("name", "pk")
    listed = found.filter(name__icontains=words_typed)[:12] if words_typed else found[:12]
    options = [{"value": str(one.pk), "label": one.name, "meta": words.named(one.home_unit)} for one in listed]
    return render(request, "face/options.html", {"options": options})


@guarded(SEE, RUN)
@require_GET
def unit_options(request: HttpRequest) -> HttpResponse:
    """Units that a few letters may mean; `kind=` keeps to some kinds."""
    found = access.visible_units(person(request)).filter(is_active=True).select_related("parent")
    kinds = request.GET.getlist("kind")
    if kinds:
        found = found.filter(kind__in=kinds)
    typed = request.GET.get("q", "").strip()
    if typed:
        found = found.filter(Q(name__icontains=typed) | Q(name_en__icontains=typed))
    options = [
        {"value": str(one.pk), "label": words.named(one), "meta": words.named(one.parent) or words.UNIT_KINDS[one.kind]}
        for one in found.order_by("kind", "name")[:12]
    ]
    return render(request, "face/options.html", {"options": options})
