"""Practices: the list, one with the units that take it over, writing, adopting step by step."""

import uuid
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts import meanwhile
from hometown.accounts.access import names_of, person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.exchange import access, actions, forms, labels, rules
from hometown.exchange.models import Adoption, Answer, Practice
from hometown.exchange.models.practices import PARTS
from hometown.exchange.rules import Step
from hometown.face.paging import numbered
from hometown.face.parts import Fact, Line, Row
from hometown.face.tags.words import day
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import Note
from hometown.kernel import clock
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force

from .addresses import named
from .tabs import tabs

SEE, ASK = access.SEE, access.ASK
FEW = 5


@guarded(SEE)
@require_GET
def practice_list(request: HttpRequest) -> HttpResponse:
    """Practices, the newest first; by theme, or those that were adopted."""
    user, policy = person(request), in_force(clock.today())
    theme, step = request.GET.get("theme", ""), request.GET.get("step", "")
    found = access.visible_practices(user).standing()
    found = found.filter(theme=theme) if theme else found
    if step in labels.STEPS:
        found = found.filter(pk__in=Adoption.objects.filter(step=step).values("practice"))
    live = Count("adoptions", filter=~Q(adoptions__step=Step.DROPPED))
    adopted = Count("adoptions", filter=Q(adoptions__step=Step.ADOPTED))
    page = numbered(request, found.annotate(live=live, adopted=adopted).newest_first())
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [_row(policy, one) for one in page.object_list],
        "columns": [_("Practice"), _("Place there"), _("Written"), _("In use at home")],
        "themes": [("", _("All")), *labels.themes(policy)],
        "steps": [("", _("All")), *((str(step), words) for step, words in labels.STEPS.items())],
        "writes": access.may_write(user),
        "untold": _untold(user) if access.may_write(user) else [],
    }
    return render(request, "exchange/practice_list.html", context)


def _row(policy: Policy, one: Any) -> list[Any]:
    return [
        {"text": one.title, "url": reverse("practice", args=[one.pk]), "meta": labels.theme(policy, one.theme)},
        {"text": one.place, "meta": one.by_whom},
        day(one.written_on),
        _at_home(one.adopted, one.live),
    ]


def _at_home(adopted: int, live: int) -> str:
    if adopted:
        return _("adopted by units: %(number)s") % {"number": adopted}
    return _("tried by units: %(number)s") % {"number": live} if live else ""


def _untold(user: User) -> list[Row]:
    """Return accepted answers that wait for somebody to make a practice of them."""
    return [
        Row(
            one.question.title, [one.question.unit.name, day(one.accepted_on)],
            f"{reverse('practice-write')}?answer={one.pk}", icon="idea",
        )
        for one in access.untold_answers(user)[:FEW]
    ]  # fmt: skip


@guarded(SEE)
@require_GET
def practice(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One practice, where it comes from, and how far units at home are with it."""
    user, policy = person(request), in_force(clock.today())
    found = access.practice_for(user, pk)
    adoptions = list(found.adoptions.select_related("unit").order_by("-step_on", "-pk"))
    taken = {one.unit_id for one in adoptions}
    comparisons = access.visible_benchmarks(user).standing().filter(practice=found).select_related("unit")
    context = {
        "practice": found,
        "theme": labels.theme(policy, found.theme),
        "parts": [(labels.PARTS[name], getattr(found, name)) for name in PARTS if getattr(found, name)],
        "facts": _facts(user, found),
        "adoptions": [_adoption_row(one) for one in adoptions],
        "comparisons": [
            Row(one.title, one.unit.name, reverse("benchmark", args=[one.pk])) for one in comparisons.newest_first()
        ],
        "may_adopt": found.withdrawn_on is None and bool(access.asking_units(user) - taken),
        "may_edit": access.may_edit(user, found),
        "may_compare": access.may_write(user) and found.withdrawn_on is None,
    }
    return render(request, "exchange/practice.html", context)


def _facts(user: User, found: Practice) -> list[Fact]:
    told = found.answer
    asked = told is not None and access.visible_questions(user).filter(pk=told.question_id).exists()
    facts = [
        Fact(_("Written"), found.written_on, found.written_by.name),
        *([Fact(_("Found for"), told.question.title, url=f"{reverse('question', args=[told.question_id])}#answers")]
          if told is not None and asked else []),
        *([Fact(_("Found by"), told.by.name)] if told is not None else []),
        *([Fact(_("Batch"), found.batch.name)] if found.batch else []),
        *([Fact(_("Taken back"), found.withdrawn_on, found.withdrawn_because)] if found.withdrawn_on else []),
    ]  # fmt: skip
    if found.note_id and fieldwork.visible_notes(user).filter(pk=found.note_id).exists():
        facts.append(Fact(_("From a note"), _("Open the note"), url=reverse("note", args=[found.note_id])))
    return facts


def _adoption_row(one: Adoption) -> Row:
    meta = [day(one.step_on), one.result]
    return Row(
        one.unit.name, [part for part in meta if part], reverse("adoption", args=[one.pk]), labels.STEPS[one.step],
        labels.STEP_TONES[one.step],
    )  # fmt: skip


# --- writing --------------------------------------------------------------------------------------------------------


@guarded(*access.WRITERS)
def write(request: HttpRequest) -> HttpResponseBase:
    """Write a practice down, of the accepted answer or the shared note that the address names if it does."""
    user, policy = person(request), in_force(clock.today())
    told, note = _sources(user, request)
    form = forms.PracticeForm(request.POST or None, policy=policy, initial=_start(user, told, note))
    page = FormPage(
        _("Write a practice down"), _("Keep it"), (_("Practices"), reverse("practice-list")),
        told.question.title if told else _("What works there, so that somebody at home can take it over."),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        made = actions.write_practice(user, answer=told, note=note, **data)
        return reverse("practice", args=[made.pk])

    return answer(request, page, form, act, _("Kept. Units at home can take it over from here."))


def _sources(user: User, request: HttpRequest) -> tuple[Answer | None, Note | None]:
    """Return the answer or the note that the address names. Raises NotFound for what is hidden."""
    answer_key, note_key = named(request, "answer"), named(request, "note")
    told = access.answer_for(user, answer_key) if answer_key else None
    return told, access.note_for(user, note_key) if note_key else None


def _start(user: User, told: Answer | None, note: Note | None) -> dict[str, Any]:
    """Return what is on record already, so that nobody types it again."""
    if told is not None:
        seen = fieldwork.visible_activities(user).filter(pk=told.activity_id).first() if told.activity_id else None
        place = seen.place if seen else ""
        question = told.question
        return {"title": question.title, "theme": question.theme, "what": told.text, "place": place}
    return {"what": note.text} if note is not None else {}


@guarded(*access.WRITERS)
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change a practice."""
    user, policy = person(request), in_force(clock.today())
    found = access.practice_for(user, pk)
    access.require_editor(user, found)
    form = forms.PracticeForm(request.POST or None, policy=policy, keep=found.theme, initial=_begun(found))
    page = FormPage(_("Change the practice"), _("Keep it"), (_("Practice"), reverse("practice", args=[pk])))

    def act(data: dict[str, Any]) -> str:
        actions.edit_practice(user, practice=found, **data)
        return reverse("practice", args=[pk])

    return answer(request, page, form, act, record=found, begun=_begun)


def _begun(found: Practice) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("title", "theme", *PARTS)}


@guarded(*access.WRITERS)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a practice back."""
    user = person(request)
    found = access.practice_for(user, pk)
    access.require_editor(user, found)
    form = forms.ReasonForm(request.POST or None)
    parent = (found.title, reverse("practice", args=[pk]))
    page = FormPage(_("Take the practice back"), _("Take it back"), parent)

    def act(_typed: object) -> str:
        actions.withdraw_practice(user, practice=found, reason=form.cleaned_data["reason"])
        return reverse("practice-list")

    return answer(request, page, form, act, _("Taken back."))


@guarded(SEE)
@require_GET
def of_note(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a note's page shows of the practice it became, or the door to make one."""
    user = person(request)
    note = access.note_for(user, pk)
    context = {
        "note": note,
        "practice": access.visible_practices(user).standing().filter(note=note).first(),
        "writes": access.may_write(user) and not Practice.objects.filter(note=note).exists(),
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "exchange/note_page.html" if whole else "exchange/note.html", context)


# --- adopting -------------------------------------------------------------------------------------------------------


@guarded(ASK)
def adopt(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a unit means to take a practice over."""
    user = person(request)
    found = access.practice_for(user, pk)
    taken = set(found.adoptions.values_list("unit", flat=True))
    units = [one for one in access.units_to_ask_for(user) if one.pk not in taken]
    form = forms.AdoptForm(request.POST or None, units=units)
    parent = (found.title, reverse("practice", args=[pk]))
    page = FormPage(_("Take it over at home"), _("Begin"), parent, _("An idea first, then a pilot, then adopted."))

    def act(_typed: object) -> str:
        made = actions.begin_adoption(user, practice=found, **form.said())
        return reverse("adoption", args=[made.pk])

    return answer(request, page, form, act, _("It is an idea now. Say when the pilot begins."))


@guarded(SEE)
@require_GET
def adoption(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far one unit is with one practice, step by step."""
    user = person(request)
    found = access.adoption_for(user, pk)
    steps = list(found.steps.order_by("-on", "-pk"))
    people = names_of(one.by for one in steps)
    context = {
        "adoption": found,
        "step_words": labels.STEPS[found.step],
        "step_tone": labels.STEP_TONES[found.step],
        "lines": [
            Line(labels.STEPS[one.step], " · ".join(part for part in (one.words, people.get(one.by, "")) if part),
                 kind="move", at=one.on)
            for one in steps
        ],
        "may_move": found.unit_id in access.asking_units(user) and found.practice.withdrawn_on is None,
    }  # fmt: skip
    return render(request, "exchange/adoption.html", context)


@guarded(ASK)
def move(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take an adoption a step on."""
    user = person(request)
    found = access.adoption_for(user, pk)
    access.require_asker(user, found.unit)
    following = rules.FOLLOWING[Step(found.step)]
    start = {"on": clock.today(), "step": following[0].value}
    form = forms.StepForm(request.POST or None, adoption=found, initial=start)
    parent = (found.unit.name, reverse("adoption", args=[pk]))
    page = FormPage(_("The next step"), _("Keep it"), parent, found.practice.title)

    def act(data: dict[str, Any]) -> str:
        actions.move_adoption(user, adoption=found, **data)
        return reverse("adoption", args=[pk])

    return answer(request, page, form, act, record=found, begun=meanwhile.nothing)
