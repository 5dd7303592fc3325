"""Instructions: the list by lamp, one with its answers, giving one, answering, closing."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
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
from hometown.accounts.holding import role_names
from hometown.accounts.models import User
from hometown.face.paging import numbered
from hometown.face.parts import Fact
from hometown.face.tags.marks import lamp
from hometown.face.tags.words import day
from hometown.files import showing
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.landing import access, actions, forms, labels
from hometown.landing.actions.instructing import Told
from hometown.landing.bands import band_of
from hometown.landing.models import Addressee, Escalation, Instruction
from hometown.landing.rules import Clock, light_of
from hometown.policy.shape import Policy
from hometown.policy.standing import in_force
from hometown.projects import access as projects
from hometown.projects.forms import identifier

from .tabs import tabs

INSTRUCT = Capability.GIVE_INSTRUCTIONS.value
READERS = (*access.READERS, INSTRUCT)


@guarded(*READERS)
@require_GET
def instruction_list(request: HttpRequest) -> HttpResponse:
    """Instructions one gave, carries out or follows up; what is late first."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.visible_instructions(user)
    if request.GET.get("state") != "all":
        found = found.open()
    answered = Count("addressees", filter=Q(addressees__answered_on__isnull=False))
    listed = found.select_related("given_by").annotate(told=Count("addressees"), answered=answered)
    listed = listed.open_first(F("due_on").asc(nulls_last=True), "-pk")
    page = numbered(request, listed)
    context = {
        "tabs": tabs(request, user),
        "page": page,
        "rows": [_line(policy, one, today) for one in page.object_list],
        "columns": [_("Instruction"), _("Given"), _("Answers"), _("What is due")],
        "states": [("", _("Not over")), ("all", _("All"))],
        "gives": user.may(INSTRUCT),
    }
    return render(request, "landing/instruction_list.html", context)


def _clock(row: Instruction) -> Clock | None:
    return Clock("instruction", row.due_on, row.closed_on) if row.due_on else None


def _line(policy: Policy, row: Any, today: date) -> list[Any]:
    pressing = _clock(row)
    runs = pressing is not None and pressing.runs
    end = lamp(light_of(policy, pressing, today), labels.pressing_words(pressing, today)) if pressing and runs else ""
    return [
        {"text": row.words[:80], "url": reverse("instruction", args=[row.pk])},
        {"text": row.given_by.name, "meta": day(row.given_on)},
        _("%(answered)s of %(told)s") % {"answered": row.answered, "told": row.told},
        _("ended") if row.closed_on else end,
    ]


@guarded(*READERS)
@require_GET
def instruction(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One instruction and what came of it."""
    user, policy, today = person(request), in_force(clock.today()), clock.today()
    found = access.instruction_for(user, pk)
    addressees = list(found.addressees.select_related("unit", "person", "blob").order_by("pk"))
    people = names_of(one.answered_by for one in addressees)
    pressing = _clock(found)
    context = {
        "instruction": found,
        "light": light_of(policy, pressing, today) if pressing else "",
        "light_words": labels.pressing_words(pressing, today) if pressing and pressing.runs else "",
        "answers": [_answer(user, found, one, people) for one in addressees],
        "facts": _facts(user, policy, found),
        "may_close": found.closed_on is None and access.may_close(user, found),
        "may_supervise": found.closed_on is None and user.may(*access.COORDINATORS, INSTRUCT),
    }
    return render(request, "landing/instruction.html", context)


def _answer(user: User, found: Instruction, one: Addressee, people: dict[uuid.UUID, str]) -> dict[str, Any]:
    name = f"{one.unit.name} · {one.person.name}" if one.unit else one.person.name
    return {
        "addressee": one,
        "name": name,
        "by": people.get(one.answered_by, "") if one.answered_by else "",
        "may_answer": found.closed_on is None and access.may_answer(user, one),
    }


def _facts(user: User, policy: Policy, found: Instruction) -> list[Fact]:
    facts = [
        Fact(_("Who gave it"), found.given_by.name),
        Fact(_("Given"), found.given_on),
        Fact(_("By when"), found.due_on or ""),
        _about(user, policy, found),
        Fact(_("Closed"), found.closed_on or ""),
        Fact(_("How it ended"), found.closing_words),
    ]
    return [fact for fact in facts if fact.value not in ("", None)]


def _about(user: User, policy: Policy, found: Instruction) -> Fact:
    """Return what an instruction is about: the record for who reads it, the aggregate for everybody else."""
    about = found.project if found.escalation is None else found.escalation.project
    if about is not None and projects.visible_among(user, [about.pk]):
        escalation = found.escalation
        url = reverse("escalation", args=[escalation.pk]) if escalation else reverse("project", args=[about.pk])
        return Fact(_("About"), about.name, url=url)
    return Fact(_("About"), band_of(policy, found.escalation).words if found.escalation else "")


@guarded(INSTRUCT)
def give(request: HttpRequest) -> HttpResponseBase:
    """Give an instruction on the escalation, or on the project one reads, that the address names."""
    user, policy = person(request), in_force(clock.today())
    escalation, project = _subject(user, request)
    form = forms.InstructForm(request.POST or None, known=_known(policy, escalation))
    lede = band_of(policy, escalation).words if escalation else project.name
    url = reverse("escalation-list")
    page = FormPage(_("Give an instruction"), _("Give the instruction"), (_("Escalation"), url), lede)

    def act(_typed: object) -> str:
        row = actions.instruct(user, escalation=escalation, project=project, **form.said())
        return reverse("instruction", args=[row.pk])

    return answer(request, page, form, act, _("The instruction is given. Each addressee has a to-do."))


def _subject(user: User, request: HttpRequest) -> tuple[Escalation | None, Any]:
    """Return the escalation or the project that the address names. Raises NotFound for what is not there."""
    key = identifier(request.GET.get("escalation", ""))
    if key is not None:
        found = access.reported_escalations(user).select_related("project").filter(pk=key).first()
        if found is None:
            raise NotFound("landing.gone")
        return found, None
    key = identifier(request.GET.get("project", ""))
    if key is None:
        raise NotFound("landing.gone")
    return None, projects.project_for(user, key)


def _known(policy: Policy, escalation: Escalation | None) -> list[tuple[str, Told]]:
    """Return whom an instruction may go to: units by who answers for them, who leads the task force, the secretary."""
    found, known = [], set()

    def add(words: str, told: Told) -> None:
        if told.person.pk not in known:
            known.add(told.person.pk)
            found.append((words, told))

    if escalation is not None and escalation.lead_person is not None:
        unit, lead = escalation.lead_unit, escalation.lead_person
        leads = _("%(name)s, who leads") % {"name": lead.name}
        add(f"{unit.name} · {leads}", Told(lead, unit))
    for unit, one in access.serving_units(policy).items():
        if one is not None:
            add(f"{unit.name} · {one.name}", Told(one, unit))
    names = role_names(clock.today())
    for role, one in access.secretaries(policy):
        add(f"{names[role]} · {one.name}", Told(one))
    return found


@guarded(*READERS)
def answer_it(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say what was done."""
    user = person(request)
    addressee = access.addressee_for(user, pk)
    if not access.may_answer(user, addressee):
        raise NotFound("landing.gone")
    form = forms.AnswerForm(request.POST or None, request.FILES or None, initial={"words": addressee.answer})
    meanwhile.opened_on(form, addressee, lambda one: {"words": one.answer})
    url = reverse("instruction", args=[addressee.instruction_id])
    lede = addressee.instruction.words
    page = FormPage(_("Answer the instruction"), _("Answer"), (_("Instruction"), url), lede)

    def act(_typed: object) -> str:
        meanwhile.hold(form, addressee)
        paper = form.cleaned_data["file"]
        actions.answer(
            user, addressee=addressee, words=form.cleaned_data["words"], content=paper or None,
            file_name=paper.name if paper else "",
        )  # fmt: skip
        return url

    return answer(request, page, form, act, _("The answer is kept; the to-do is closed."))


@guarded(*READERS)
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End an instruction."""
    user = person(request)
    found = access.instruction_for(user, pk)
    if not access.may_close(user, found):
        raise NotFound("landing.gone")
    form, url = forms.WordsForm(request.POST or None), reverse("instruction", args=[pk])
    page = FormPage(_("Close the instruction"), _("Close it"), (_("Instruction"), url))

    def act(_typed: object) -> str:
        actions.close_instruction(user, instruction=found, words=form.cleaned_data["words"])
        return url

    return answer(request, page, form, act, _("The instruction is closed."))


@guarded(*READERS)
@require_GET
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The paper of an answer, as it was received."""
    addressee = access.addressee_for(person(request), pk)
    if addressee.blob is None:
        raise NotFound("landing.gone")
    return showing.download(addressee.blob, addressee.file_name)
