"""Pages of those who take over: what was handed to one, accepting it, giving it back; the sheet of each firm."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.listing import key_of
from hometown.companies.models import Company
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.files import handing as files
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.relay import access, actions, firm_sheets, handover_forms, handover_papers
from hometown.relay import handover_showing as showing
from hometown.relay.models import Handover, HandoverItem

READERS = access.HANDOVER_READERS


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_items(request: HttpRequest) -> HttpResponseBase:
    """What was handed to one and waits for one's word; ticked ones are accepted."""
    user = person(request)
    mine = access.own_items(user).to_accept()
    if request.method == "POST":
        keys = [key for text in request.POST.getlist("item") if (key := key_of(text)) is not None]
        accepted = actions.accept_items(user, list(mine.filter(pk__in=keys).select_related("successor")))
        if accepted:
            messages.info(request, _("Accepted: from now on it is yours to answer for."))
        return redirect("handover-items")
    needs = mine.select_related("handover__officer__home_unit", "successor__home_unit")
    page = numbered(request, needs.order_by("handover", "kind", "pk"))
    context = {"page": page, "groups": _groups(showing.item_lines(user, page.object_list))}
    return render(request, "relay/items.html", context)


def _groups(lines: list[showing.ItemLine]) -> list[tuple[Handover, list[showing.ItemLine]]]:
    found: dict[uuid.UUID, tuple[Handover, list[showing.ItemLine]]] = {}
    for line in lines:
        found.setdefault(line.item.handover_id, (line.item.handover, []))[1].append(line)
    return list(found.values())


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_return(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give something back, and why."""
    user = person(request)
    item = access.item_for(user, pk)
    access.require_receiver(user, item)
    form = handover_forms.ReturnForm(request.POST or None, initial={"because": item.returned_because})
    page = FormPage(
        _("Give it back"), _("Give it back"), (_("Handed to you"), reverse("handover-items")), _said(item, user)
    )

    def act(data: dict[str, Any]) -> str:
        actions.return_item(user, item, revision=item.revision, **data)
        return reverse("handover-items")

    return answer(request, page, form, act, _("The coordinator will name somebody else."), record=item)


@guarded(*READERS)
@require_http_methods(["GET", "POST"])
def handover_give(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give an item that waits to somebody else."""
    user = person(request)
    item = access.item_for(user, pk)
    access.require_coordinator(user, item.handover.officer)
    form = handover_forms.GiveForm(request.POST or None, officer=item.successor)
    parent = (str(item.handover), reverse("handover", args=[item.handover_id]))
    page = FormPage(_("Name somebody else"), _("Hand it over"), parent, _said(item, user))

    def act(data: dict[str, Any]) -> str:
        actions.give_to_another(user, item, revision=item.revision, **data)
        return parent[1]

    return answer(request, page, form, act, record=item)


def _said(item: HandoverItem, reader: Any) -> str:
    line = showing.item_lines(reader, [item])[0]
    return " · ".join(str(one) for one in (line.kind, line.title, item.returned_because) if one)


@guarded(*READERS)
@require_GET
def handover_firms(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The firms of a handover; with `?company=` the sheet of one."""
    user = person(request)
    found = access.handover_for(user, pk)
    chosen = key_of(request.GET.get("company", ""))
    if chosen is not None:
        sheet = firm_sheets.sheet_of(user, found, _firm(user, found, chosen), clock.today())
        return render(request, "relay/firm_sheet.html", {"handover": found, "sheet": sheet, "shapes": files.shapes()})
    firms = showing.firms_of(found)
    seen = set(companies.visible_companies(user).filter(pk__in=[one.pk for one in firms]))
    rows = [
        Row(one.name, "", f"{request.path}?company={one.pk}", str(count)) for one, count in firms.items() if one in seen
    ]
    return render(request, "relay/firms.html", {"handover": found, "rows": rows, "shapes": files.shapes()})


def _firm(user: User, handover: Handover, chosen: uuid.UUID) -> Company:
    """Return a firm of a handover; of any other firm there is no sheet."""
    company = companies.require_company(user, chosen)
    if company not in showing.firms_of(handover):
        raise NotFound("relay.not_handed_over")
    return company


@guarded(*READERS)
@require_GET
def handover_document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The list of a handover as a file; with `?company=` the sheet of one firm."""
    user = person(request)
    found = access.handover_for(user, pk)
    shape, chosen = request.GET.get("format", "docx"), key_of(request.GET.get("company", ""))
    if chosen is None:
        return files.hand_out(handover_papers.list_of_all(found), "handover", shape)
    sheet = firm_sheets.sheet_of(user, found, _firm(user, found, chosen), clock.today())
    return files.hand_out(handover_papers.of_firm(user, sheet), "handover-sheet", shape)
