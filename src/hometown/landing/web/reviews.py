"""Joint reviews: the list, one review with its sheet, a department's own sheet, opening and closing."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Row
from hometown.face.tags.marks import lamp, tag
from hometown.face.tags.words import day
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.landing import access, actions, forms, labels, papers
from hometown.landing.models import JointReview, ReviewMark
from hometown.landing.rules import Clock, Range, light_of
from hometown.landing.standing import Standing, rules_of, standing_of, standings_of
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access as projects

from .tabs import tabs

WRITE = Capability.SEE_PROJECTS_LANDING.value
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def range_words(found: Range) -> str:
    """Return a range in words: one number where nothing is pending, else at least and at most."""
    facts = {"least": found.at_least, "most": found.at_most}
    return f"{found.at_least}" if found.is_certain else _("at least %(least)s, at most %(most)s") % facts


def outcome_tag(review: JointReview) -> Any:
    """Return what a closed review came to, as a mark."""
    return tag(labels.OUTCOMES[review.outcome], labels.OUTCOME_TONES.get(review.outcome, ""))


@guarded(*access.READERS)
@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """Reviews, the open ones first; above them the sheets that wait for the reader."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.visible_reviews(user).select_related("project__company")
    if request.GET.get("state") == "open":
        found = found.open()
    elif request.GET.get("state") in labels.OUTCOMES:
        found = found.filter(outcome=request.GET["state"])
    page = numbered(request, found.open_first("due_on", "-pk"))
    stands = standings_of(page.object_list)
    states = [(code, words) for code, words in labels.OUTCOMES.items()]
    context = {
        "tabs": tabs(request, user),
        "page": page,
        "rows": [_line(user, policy, one, stands[one.pk], today) for one in page.object_list],
        "columns": [_("Project"), _("Asked"), _("Marks"), _("Outcome")],
        "states": [("", _("All")), *states],
        "mine": [
            Row(one.review.project.name, one.unit.name, reverse("joint-review-sheet", args=[one.pk]),
                day(one.review.due_on))
            for one in _own_open(user)
        ],
    }  # fmt: skip
    return render(request, "landing/review_list.html", context)


def _own_open(user: User) -> Iterable[Any]:
    own = access.visible_opinions(user).silent().filter(review__closed_on__isnull=True)
    return own.select_related("review__project", "unit").order_by("review__due_on", "pk")[:20]


def _line(user: User, policy: Policy, review: JointReview, stands: Standing, today: date) -> list[Any]:
    answered = len(stands.sheets) - stands.silent
    marks = range_words(stands.total) if access.sees_marks(user, review) else ""
    if review.closed_on is None:
        pressing = Clock("opinions", review.due_on)
        end = lamp(light_of(policy, pressing, today), labels.pressing_words(pressing, today))
    else:
        end = outcome_tag(review)
    return [
        {
            "text": review.project.name,
            "url": reverse("joint-review", args=[review.pk]),
            "meta": review.project.company.name,
        },
        _("%(answered)s of %(asked)s answered") % {"answered": answered, "asked": len(stands.sheets)},
        "" if review.outcome in {"vetoed", "called_off"} else marks,
        end,
    ]


@guarded(*access.READERS)
@require_GET
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One review: what it comes to, line by line, and what each department says."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.review_for(user, pk)
    stands = standing_of(found)
    sees, coordinates = access.sees_marks(user, found), access.may_coordinate(user, found.project)
    own = access.visible_opinions(user).filter(review=found).first()
    pressing = Clock("opinions", found.due_on, found.closed_on)
    context = {
        "review": found,
        "stands": stands,
        "sees": sees,
        "total": range_words(stands.total),
        "verdict": labels.OUTCOMES[stands.verdict],
        "outcome": outcome_tag(found) if found.outcome else "",
        "light": light_of(policy, pressing, today),
        "light_words": labels.pressing_words(pressing, today) if pressing.runs else "",
        "units": [sheet.unit.name for sheet in stands.sheets],
        "lines": [_marks(stands, line) for line in stands.lines] if sees else [],
        "opinions": _opinions(stands, sees=sees, may_excuse=coordinates and _is_late(found, today)),
        "facts": _facts(found),
        "own": own if found.closed_on is None else None,
        "may_close": coordinates and found.closed_on is None,
    }
    return render(request, "landing/review.html", context)


def _marks(stands: Standing, line: Any) -> dict[str, Any]:
    marks = [(sheet.unit.name, labels.mark_words(sheet, line.criterion)) for sheet in stands.sheets]
    return {"name": line.name, "full": line.full, "marks": marks, "range": range_words(line.range)}


def _is_late(review: JointReview, today: date) -> bool:
    return review.closed_on is None and today > review.due_on


def _opinions(stands: Standing, *, sees: bool, may_excuse: bool) -> list[Row]:
    """Return what each department said; of an open review others read only who has answered."""
    rows = []
    for sheet in stands.sheets:
        if sheet.is_silent:
            url = reverse("opinion-excuse", args=[sheet.pk]) if may_excuse else ""
            meta = _("Wait no longer for it") if may_excuse else _("no answer yet")
            rows.append(Row(sheet.unit.name, meta, url, _("waiting")))
            continue
        if sheet.on is None:
            rows.append(Row(sheet.unit.name, [day(sheet.excused_on), sheet.excused_because], end=_("not waited for")))
            continue
        words = [day(sheet.on), *([sheet.words] if sees and sheet.words else [])]
        vetoes = sees and bool(sheet.veto)
        end = _("veto: %(what)s") % {"what": sheet.veto_name} if vetoes else _("answered")
        rows.append(Row(sheet.unit.name, words, end=end, tone="red" if vetoes else "green"))
    return rows


def _facts(found: JointReview) -> list[Fact]:
    people = names_of([found.opened_by, found.closed_by])
    number = found.policy_version
    facts = [
        Fact(_("Company"), found.project.company.name),
        Fact(_("Opened"), found.opened_on, people.get(found.opened_by, "")),
        Fact(_("By when"), found.due_on),
        Fact(_("What to look at"), found.note),
        Fact(_("Sheet"), _("rules version %(number)s") % {"number": number} if number else _("as shipped")),
        Fact(_("Closed"), found.closed_on, people.get(found.closed_by, "") if found.closed_by else ""),
        Fact(_("Reasons"), found.reasons),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


@guarded(*access.COORDINATORS)
def open_review(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Ask departments to review a project."""
    user = person(request)
    project = projects.project_for(user, pk)
    access.require_coordinator(user, project)
    form = forms.OpenReviewForm(request.POST or None, known=access.reviewers(in_force(clock.today())))
    lede = _("Each department reads the project, gets a to-do and writes its own sheet.")
    parent = (project.name, reverse("project", args=[pk]))
    page = FormPage(_("Open a joint review"), _("Ask the departments"), parent, lede)

    def act(_typed: object) -> str:
        return reverse("joint-review", args=[actions.open_review(user, project=project, **form.said()).pk])

    return answer(request, page, form, act, _("The departments are asked."))


@guarded(WRITE)
def sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A department's own sheet, until the review is closed."""
    user = person(request)
    opinion = access.opinion_for(user, pk)
    if opinion.review.closed_on is not None:
        return redirect("joint-review", opinion.review_id)
    marks = ReviewMark.objects.filter(opinion=opinion)
    initial = {"veto": opinion.veto, "words": opinion.words}
    form = forms.SheetForm(request.POST or None, rules=rules_of(opinion.review), marks=marks, initial=initial)
    meanwhile.opened_on(form, opinion, lambda one: {"veto": one.veto, "words": one.words})
    url = reverse("joint-review", args=[opinion.review_id])
    lede = _("Mark the lines that are your business. What is not verified is pending: neither zero nor full.")
    page = FormPage(
        _("Sheet of %(unit)s") % {"unit": opinion.unit.name}, _("Keep the sheet"), (opinion.review.project.name, url),
        lede, "landing/sheet.html",
    )  # fmt: skip

    def act(_typed: object) -> str:
        meanwhile.hold(form, opinion)
        actions.write_sheet(user, opinion=opinion, **form.said())
        return url

    return answer(request, page, form, act, _("The sheet is kept. You may change it until the review is closed."))


@guarded(*access.COORDINATORS)
@require_POST
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close a review by what its marks say."""
    user = person(request)
    actions.close_review(user, review=access.review_for(user, pk))
    messages.info(request, _("The review is closed."))
    return redirect("joint-review", pk)


@guarded(*access.COORDINATORS)
def call_off(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a review without an outcome."""
    user = person(request)
    found = access.review_for(user, pk)
    access.require_coordinator(user, found.project)
    form, url = forms.ReasonForm(request.POST or None), reverse("joint-review", args=[pk])
    page = FormPage(_("Call the review off"), _("Call it off"), (found.project.name, url))

    def act(_typed: object) -> str:
        actions.call_off(user, review=found, reason=form.cleaned_data["reason"])
        return url

    return answer(request, page, form, act, _("The review is called off."))


@guarded(*access.COORDINATORS)
def excuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Wait no longer for a department."""
    user = person(request)
    found = access.asked_for(user, pk)
    form, url = forms.ReasonForm(request.POST or None), reverse("joint-review", args=[found.review_id])
    title = _("Wait no longer for %(unit)s") % {"unit": found.unit.name}
    lede = _("It let its day go by. The reason stands beside its name on the sheet; what it may still send counts.")
    page = FormPage(title, _("Wait no longer"), (found.review.project.name, url), lede)

    def act(_typed: object) -> str:
        actions.excuse(user, opinion=found, reason=form.cleaned_data["reason"])
        return url

    return answer(request, page, form, act, _("It is not waited for any longer."))


@guarded(*access.READERS)
@require_GET
def workbook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole sheet as a workbook, for those who may read all of it."""
    user = person(request)
    found = access.review_for(user, pk)
    if not access.sees_marks(user, found):
        raise NotFound("landing.gone")
    content, _name = papers.score_sheet(found, standing_of(found))
    name = f"joint-review-{found.opened_on:%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
