"""The map: all chains by how far they are covered, one chain as a row of nodes, one node with its members."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.chains import access, actions, forms, labels, selections
from hometown.chains.models import ChainNode
from hometown.chains.rules import Standing
from hometown.chains.selections import Node
from hometown.companies import access as companies
from hometown.companies.models import Company
from hometown.face.parts import Coverage, Fact, Row
from hometown.face.parts import Node as Shape
from hometown.face.widgets import Chosen
from hometown.fieldwork.contacting import day_words
from hometown.fieldwork.forms import company_of
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotFound
from hometown.policy.standing import in_force

from .tabs import tabs


@guarded(*access.READERS)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All chains of the rules, a block a node."""
    user = person(request)
    by_chain: dict[str, list[Node]] = {code: [] for code in labels.chains(in_force(clock.today()))}
    for one in selections.nodes():
        by_chain.setdefault(one.node.chain, []).append(one)
    names = labels.chains(in_force(clock.today()))
    rows = [
        Coverage(names[code], [one.standing.value for one in found], reverse("chain", args=[code]), _gaps(found))
        for code, found in by_chain.items()
        if code in names
    ]
    gaps = [
        Row(one.node.name, [names.get(one.node.chain, ""), one.node.makes], reverse("chain-node", args=[one.node.pk]),
            labels.pursued(one.pursued) if one.pursued else _("nobody pursues a firm yet"))
        for found in by_chain.values() for one in found if one.standing is Standing.GAP
    ]  # fmt: skip
    may_export = user.may(Capability.EXPORT_LISTS)
    context = {"tabs": tabs(request), "rows": rows, "gaps": gaps, "may_export": may_export}
    return render(request, "chains/overview.html", context)


def _gaps(found: list[Node]) -> str:
    if not found:
        return _("no node yet")
    gaps = sum(one.standing is Standing.GAP for one in found)
    return ngettext("%(gaps)s gap", "%(gaps)s gaps", gaps) % {"gaps": gaps}


def _chain_name(code: str) -> str:
    name = labels.chains(in_force(clock.today())).get(code)
    if name is None:
        raise NotFound("chains.gone")
    return name


@guarded(*access.READERS)
@require_GET
def chain(request: HttpRequest, chain: str) -> HttpResponse:
    """One chain: its nodes in order, solid where the city has firms, dashed where it has none."""
    user, name, found = person(request), _chain_name(chain), selections.nodes(chain)
    context = {
        "name": name,
        "code": chain,
        "nodes": [
            Shape(one.node.name, labels.firms(one.firms), reverse("chain-node", args=[one.node.pk]), one.standing.value)
            for one in found
        ],
        "columns": [
            _("Node"), _("What is made there"), {"label": _("At home"), "number": True},
            {"label": _("Wanted"), "number": True}, {"label": _("Pursued"), "number": True}, _("How it stands"),
        ],
        "rows": [_row(one) for one in found],
        "may_edit": user.may(*access.EDITORS),
    }  # fmt: skip
    return render(request, "chains/chain.html", context)


def _row(one: Node) -> list[Any]:
    return [
        {"text": one.node.name, "url": reverse("chain-node", args=[one.node.pk])},
        one.node.makes,
        str(one.firms),
        str(one.node.wanted),
        str(one.pursued),
        labels.STANDINGS[one.standing.value],
    ]


@guarded(*access.READERS)
@require_GET
def node(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One node: the firms at home in it, whom one pursues for it, and firms of its industry that could stand in it."""
    user = person(request)
    found = access.node_for(user, pk)
    told, may_edit = selections.node(found), user.may(*access.EDITORS) and found.removed_on is None
    firms = list(found.firms.standing().select_related("company").order_by("-is_anchor", "company__name"))
    seen = access.visible_pursuits(user).open().filter(node=found).select_related("company", "lead")
    pursuits = [
        Row(one.company.name, one.lead.name, reverse("pursuit", args=[one.pk]), day_words(one.set_on)) for one in seen
    ]
    context = {
        "node": found,
        "chain_name": labels.chains(in_force(clock.today())).get(found.chain, ""),
        "standing": labels.STANDINGS[told.standing.value],
        "tone": labels.TONES[told.standing.value],
        "facts": _facts(found),
        "firms": [
            (one.company, one.is_anchor, reverse("chain-firm-remove", args=[one.pk]) if may_edit else "")
            for one in firms
        ],
        "pursuits": pursuits,
        "others": labels.pursued(told.pursued - len(pursuits)) if told.pursued > len(pursuits) else "",
        "candidates": _candidates(found) if may_edit else [],
        "may_edit": may_edit,
        "may_pursue": user.may(*access.PURSUERS) and found.removed_on is None,
    }
    return render(request, "chains/node.html", context)


def _facts(found: ChainNode) -> list[Fact]:
    facts = [
        Fact(_("What is made there"), found.makes),
        Fact(_("Industry"), found.industry_code),
        Fact(_("Firms wanted"), str(found.wanted)),
        Fact(_("On the map since"), found.added_on),
        Fact(_("Off the map since"), found.removed_on or ""),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _candidates(found: ChainNode) -> list[Row]:
    add = reverse("chain-firm-add", args=[found.pk])
    return [Row(one.name, one.industry_code, f"{add}?company={one.pk}") for one in selections.candidates(found)]


# --- writing the map ------------------------------------------------------------------------------------------------


@guarded(*access.EDITORS)
def add(request: HttpRequest, chain: str) -> HttpResponseBase:
    """Put a node on the map of a chain."""
    user, name = person(request), _chain_name(chain)
    last = max((one.node.place for one in selections.nodes(chain)), default=0)
    form, url = forms.NodeForm(request.POST or None, initial={"place": last + 1}), reverse("chain", args=[chain])

    def act(_typed: object) -> str:
        actions.add_node(user, chain=chain, **form.cleaned_data)
        return url

    page = FormPage(_("Add a node"), _("Add it"), (name, url))
    return answer(request, page, form, act, _("The node is on the map."))


@guarded(*access.EDITORS)
def change(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change a node."""
    user = person(request)
    found = access.node_for(user, pk)
    begun = {name: getattr(found, name) for name in forms.NodeForm.base_fields}
    form, url = forms.NodeForm(request.POST or None, initial=begun), reverse("chain-node", args=[pk])

    def act(typed: dict[str, Any]) -> str:
        actions.change_node(user, node=found, **typed)
        return url

    page = FormPage(_("Change the node"), _("Save"), (found.name, url))
    return answer(request, page, form, act, _("The node is changed."), record=found)


@guarded(*access.EDITORS)
def remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a node off the map."""
    user = person(request)
    found = access.node_for(user, pk)

    def act(_typed: object) -> str:
        actions.remove_node(user, node=found)
        return reverse("chain", args=[found.chain])

    lede = _("What stood in it stays on record.")
    parent = (found.name, reverse("chain-node", args=[pk]))
    page = FormPage(_("Take the node off the map"), _("Take it off"), parent, lede)
    form = forms.NothingForm(request.POST or None)
    said = _("The node is off the map.")
    return answer(request, page, form, act, said, record=found, begun=meanwhile.nothing)


@guarded(*access.EDITORS)
def add_firm(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a firm at home stands in a node."""
    user = person(request)
    found = access.node_for(user, pk)
    named = company_of(user, Chosen(request.GET.get("company", ""), ""))
    start = {"company": Chosen(str(named.pk), named.name)} if named else {}
    form, url = forms.FirmForm(request.POST or None, initial=start), reverse("chain-node", args=[pk])

    def act(_typed: object) -> str:
        actions.add_firm(
            user, node=found, company=chosen(user, form.cleaned_data["company"]),
            is_anchor=form.cleaned_data["is_anchor"],
        )  # fmt: skip
        return url

    page = FormPage(_("Put a firm in the node"), _("Put it in"), (found.name, url))
    return answer(request, page, form, act, _("The firm stands in the node."))


@guarded(*access.EDITORS)
def remove_firm(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a firm stands in a node no longer."""
    user = person(request)
    found = access.firm_for(user, pk)
    url = reverse("chain-node", args=[found.node_id])

    def act(_typed: object) -> str:
        actions.remove_firm(user, firm=found)
        return url

    title = _("%(company)s leaves the node") % {"company": found.company.name}
    page = FormPage(title, _("It leaves"), (found.node.name, url))
    form = forms.NothingForm(request.POST or None)
    return answer(request, page, form, act, _("The firm has left the node."), record=found, begun=meanwhile.nothing)


def chosen(user: Any, value: Chosen) -> Company:
    """Return the company a typeahead chose. Raises BadInput for one this person may not see."""
    company = company_of(user, value)
    if company is None:
        raise BadInput("chains.look_over", fields={"company": BadInput("chains.gone")})
    return companies.require_company(user, company.pk)
