"""Pursuits: the list, one firm with the ways to it, beginning, approaching, what came of it, the end."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.chains import access, actions, forms, labels
from hometown.chains.models import Approach, Pursuit
from hometown.companies import access as companies
from hometown.companies.rules import masked_name
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.fieldwork.contacting import day_words
from hometown.kernel import clock
from hometown.policy.standing import in_force

from .maps import chosen
from .tabs import tabs


@guarded(*access.READERS)
@require_GET
def pursuit_list(request: HttpRequest) -> HttpResponse:
    """The pursuits one coordinates or has a part in."""
    user, state = person(request), request.GET.get("state", "")
    seen = access.visible_pursuits(user).select_related("node", "company", "lead")
    page = numbered(request, seen if state == "all" else seen.open())
    names = labels.chains(in_force(clock.today()))
    context = {
        "tabs": tabs(request),
        "page": page,
        "columns": [_("Firm"), _("Node"), _("Leads the pursuit"), _("Since")],
        "rows": [
            [
                {"text": one.company.name, "url": reverse("pursuit", args=[one.pk])},
                {"text": one.node.name, "meta": names.get(one.node.chain, "")},
                one.lead.name,
                labels.OUTCOMES.get(one.outcome) or day_words(one.set_on),
            ]
            for one in page.object_list
        ],
        "states": [("", _("Not over")), ("all", _("All"))],
        "state": "all" if state == "all" else "",
        "may_export": user.may(Capability.EXPORT_LISTS),
    }
    return render(request, "chains/pursuit_list.html", context)


@guarded(*access.READERS)
@require_GET
def pursuit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One firm pursued for a node: who goes to whom, by when, and what came of it."""
    user = person(request)
    found = access.pursuit_for(user, pk)
    is_open, leads = found.closed_on is None, access.may_lead(user, found)
    rows = found.approaches.select_related("person", "contact", "task")
    people = names_of([found.set_by, found.closed_by])
    facts = [
        Fact(_("Node"), found.node.name, url=reverse("chain-node", args=[found.node_id])),
        Fact(_("Why it would fill the node"), found.why),
        Fact(_("Leads the pursuit"), found.lead.name),
        Fact(_("Pursued since"), found.set_on, people.get(found.set_by, "")),
        Fact(_("Outcome"), labels.OUTCOMES.get(found.outcome, ""), found.closing_words),
        Fact(_("Closed"), found.closed_on or "", people.get(found.closed_by, "") if found.closed_by else ""),
    ]
    context = {
        "pursuit": found,
        "facts": [fact for fact in facts if fact.value not in ("", None)],
        "approaches": [_told(user, one, is_open=is_open, leads=leads) for one in rows],
        "may_lead": leads and is_open,
        "may_file": is_open and user.may(*access.PURSUERS),
    }
    return render(request, "chains/pursuit.html", context)


def _told(user: User, one: Approach, *, is_open: bool, leads: bool) -> dict[str, Any]:
    contact = f"{masked_name(one.contact.name)} · {one.contact.title}".strip(" ·") if one.contact else ""
    may_finish = is_open and one.task.closed_on is None and (leads or one.person_id == user.pk)
    return {
        "how": one.how,
        "person": one.person.name,
        "contact": contact,
        "task": one.task,
        "url": reverse("approach-finish", args=[one.pk]) if may_finish else "",
    }


@guarded(*access.PURSUERS)
def pursue(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Go after a firm for a node."""
    user = person(request)
    found = access.node_for(user, pk)
    people = access.people(in_force(clock.today()), clock.today()) if access.coordinates(user) else []
    form = forms.PursueForm(request.POST or None, people=people)
    lede = _("It gives no claim: that comes with a lead that is filed. Others see that somebody goes, not to whom.")
    page = FormPage(_("Go after a firm"), _("Go after it"), (found.name, reverse("chain-node", args=[pk])), lede)

    def act(typed: dict[str, Any]) -> str:
        company = chosen(user, form.cleaned_data["company"])
        lead = form.people.get(typed.get("lead", ""))
        made = actions.pursue(user, node=found, company=company, why=typed["why"], lead=lead)
        return reverse("pursuit", args=[made.pk])

    return answer(request, page, form, act, _("It is noted. Say next who goes to whom."))


def _step(found: Pursuit, title: Any, button: Any) -> FormPage:
    return FormPage(title, button, (found.company.name, reverse("pursuit", args=[found.pk])))


@guarded(*access.READERS)
def approach(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say who goes to whom."""
    user = person(request)
    found = access.pursuit_for(user, pk)
    access.require_lead(user, found)
    people = access.people(in_force(clock.today()), clock.today())
    contacts = companies.visible_contacts(user).filter(company=found.company_id)
    form = forms.ApproachForm(request.POST or None, people=people, contacts=contacts)

    def act(_typed: object) -> str:
        actions.approach(user, pursuit=found, **form.said())
        return reverse("pursuit", args=[pk])

    said = _("It is noted, and stands among the to-dos of whoever does it.")
    return answer(request, _step(found, _("One more way to the firm"), _("Note it")), form, act, said)


@guarded(*access.READERS)
def finish(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say what came of an approach."""
    user = person(request)
    found = access.approach_for(user, pk)
    form = forms.WordsForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.finish_approach(user, approached=found, words=form.cleaned_data["words"])
        return reverse("pursuit", args=[found.pursuit_id])

    page = _step(found.pursuit, _("What came of it"), _("Note it"))
    return answer(request, page, form, act, _("It is noted."))


@guarded(*access.READERS)
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a pursuit."""
    user = person(request)
    found = access.pursuit_for(user, pk)
    access.require_lead(user, found)
    form = forms.CloseForm(request.POST or None)

    def act(_typed: object) -> str:
        actions.close_pursuit(user, pursuit=found, **form.cleaned_data)
        return reverse("pursuit", args=[pk])

    page = _step(found, _("End the pursuit"), _("End it"))
    return answer(request, page, form, act, _("The pursuit has ended."), record=found, begun=meanwhile.nothing)
