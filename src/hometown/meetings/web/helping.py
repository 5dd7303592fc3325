"""Help wanted: the list, one request and its answer, asking."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.models import Company
from hometown.face.forms import place_refusal
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row
from hometown.face.tags.words import day
from hometown.kernel.errors import Refusal
from hometown.meetings import access, actions, forms
from hometown.meetings.models import HelpWanted
from hometown.projects import access as projects
from hometown.projects.models import Project

from .packs import tabs


@guarded(*access.READERS)
@require_GET
def help_list(request: HttpRequest) -> HttpResponse:
    """What colleagues asked, what waits first."""
    user, show = person(request), request.GET.get("show", "")
    found = access.visible_help(user)
    found = found.exclude(answered_on=None) if show == "answered" else found.waiting()
    page = numbered(request, found.select_related("project", "company").newest_first())
    context = {
        "page": page,
        "rows": rows(user, page.object_list),
        "tabs": tabs(request),
        "views": [("", _("Waiting")), ("answered", _("Answered"))],
    }
    return render(request, "meetings/help_list.html", context)


def rows(user: User, found: Any) -> list[Row]:
    """Return requests as lines; what they are about only to those who may open it."""
    wanted = list(found)
    seen = projects.visible_among(user, [one.project_id for one in wanted if one.project_id])
    people = names_of(pk for one in wanted for pk in (one.raised_by, one.answered_by))
    return [_row(one, seen, people) for one in wanted]


def _row(one: HelpWanted, seen: frozenset[uuid.UUID], people: dict[uuid.UUID, str]) -> Row:
    subject = one.company or (one.project if one.project_id in seen else None)
    meta = [str(subject) if subject else "", people.get(one.raised_by, ""), day(one.raised_on)]
    end = _("answered") if one.answered_on else _("taken back") if one.withdrawn_on else _("waiting")
    tone = "green" if one.answered_on else "" if one.withdrawn_on else "amber"
    return Row(one.what, [words for words in meta if words], reverse("help-wanted", args=[one.pk]), end, tone)


@guarded(*access.READERS)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask for help, with the project or firm that the address names."""
    user = person(request)
    project, company = _subject(user, request)
    form = forms.HelpForm(request.POST or None, person=user)

    def act(data: dict[str, Any]) -> str:
        wanted = actions.ask_help(user, project=project, company=company, **data)
        return reverse("help-wanted", args=[wanted.pk])

    lede = str(project or company or _("Everybody in the batch reads it; it stands in the next pack."))
    page = FormPage(_("Ask for help"), _("Ask them"), (_("Help wanted"), reverse("help-list")), lede)
    return answer(request, page, form, act, _("It is asked. It stands in the next pack until somebody answers."))


def _subject(user: User, request: HttpRequest) -> tuple[Project | None, Company | None]:
    """Return the project or firm that the address names. Raises NotFound for one that is not there."""
    project, company = (_key(request.GET.get(name, "")) for name in ("project", "company"))
    return (
        projects.project_for(user, project) if project else None,
        companies.require_company(user, company) if company else None,
    )


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@guarded(*access.READERS)
def wanted(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One request for help, and a place for its answer."""
    user = person(request)
    found = access.help_for(user, pk)
    waits = found.answered_on is None and found.withdrawn_on is None
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_help(user, wanted=found, **form.cleaned_data)
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            return redirect("help-wanted", pk)
    context = {
        "wanted": found,
        "facts": _facts(user, found),
        "form": form if waits else None,
        "may_withdraw": waits and access.may_withdraw(user, found),
    }
    return render(request, "meetings/help.html", context, status=422 if form.errors else 200)


def _facts(user: User, found: HelpWanted) -> list[Fact]:
    people = names_of([found.raised_by, found.answered_by])
    facts = [
        _about(user, found),
        Fact(_("Who asks"), people.get(found.raised_by, "")),
        Fact(_("Looked after by"), found.keeper.name if found.keeper else ""),
        Fact(_("Asked on"), found.raised_on),
        Fact(_("Who answered"), people.get(found.answered_by, "") if found.answered_by else ""),
        Fact(_("Answered on"), found.answered_on or ""),
        Fact(_("Taken back"), found.withdrawn_on or ""),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _about(user: User, found: HelpWanted) -> Fact:
    if found.project is not None and projects.visible_among(user, [found.project.pk]):
        return Fact(_("About"), found.project.name, url=reverse("project", args=[found.project.pk]))
    if found.company is not None:
        return Fact(_("About"), found.company.name, url=reverse("company", args=[found.company.pk]))
    return Fact(_("About"), "")


@guarded(*access.READERS)
@require_POST
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a request back."""
    user = person(request)
    actions.withdraw_help(user, wanted=access.help_for(user, pk))
    return redirect("help-list")
