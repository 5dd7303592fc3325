"""The exchanges of a batch by week; one pack as it is read; the pack as its editor sees it."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.face.paging import numbered
from hometown.face.parts import Row
from hometown.face.tags.words import day
from hometown.files import handing
from hometown.kernel import clock
from hometown.meetings import access, actions, forms, gathering, labels, papers, showing, writing
from hometown.meetings.composing import Numbers
from hometown.meetings.models import Exchange, PackItem

BRANCH = access.BRANCH.value
LIST = "exchange-list"


@guarded(*access.READERS)
@require_GET
def exchange_list(request: HttpRequest) -> HttpResponse:
    """The exchanges one may read, the newest first."""
    user, today = person(request), clock.today()
    page = numbered(request, access.visible_exchanges(user).select_related("batch").newest_first())
    context = {
        "page": page,
        "rows": [_row(one, today) for one in page.object_list],
        "tabs": tabs(request),
        "may_prepare": access.edited_batches(user).exists(),
    }
    return render(request, "meetings/exchange_list.html", context)


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the lists of the exchange."""
    views = ((LIST, _("Weekly exchange")), ("help-list", _("Help wanted")))
    found = [(words, reverse(name)) for name, words in views]
    return [{"label": words, "url": url, "current": request.path == url} for words, url in found]


def _row(one: Exchange, today: date) -> Row:
    state = labels.state(one, today)
    meta = [one.batch.name, day(one.held_on), one.place]
    url = reverse("exchange", args=[one.pk])
    return Row(
        labels.week_words(one), [words for words in meta if words], url, labels.STATES[state], labels.STATE_TONES[state]
    )


@guarded(BRANCH)
def prepare(request: HttpRequest) -> HttpResponseBase:
    """Prepare the exchange of a week."""
    user = person(request)
    batch = access.edited_batches(user).first()
    initial = {"batch": batch, "held_on": clock.today(), "place": _last_place(user)}
    form = forms.PrepareForm(request.POST or None, person=user, initial=initial)

    def act(data: dict[str, Any]) -> str:
        return reverse("exchange-edit", args=[actions.prepare(user, **data).pk])

    lede = _("The pack builds itself from the records of the week. You word it, leave out, put in order.")
    page = FormPage(_("Prepare an exchange"), _("Build the pack"), (_("Weekly exchange"), reverse(LIST)), lede)
    return answer(request, page, form, act)


def _last_place(user: User) -> str:
    last = access.visible_exchanges(user).standing().newest_first().first()
    return last.place if last is not None else ""


# --- the pack as it is read -----------------------------------------------------------------------------------------


@guarded(*access.READERS)
@require_GET
def exchange(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One exchange as it is read in the meeting, and what came of it."""
    user, today = person(request), clock.today()
    found = access.exchange_for(user, pk)
    numbers = Numbers.of(found)
    reader = showing.Reader(user, found.held_on)
    sections = showing.arranged(found.items.kept().in_order(), reader, numbers)
    context = {
        **frame(found, user, today),
        "head": numbers.head(),
        "sections": [one for one in sections if one.kept],
        "follow_ups": showing.follow_up_rows(found, today),
        "present": found.attendance.select_related("officer").order_by("officer__name"),
    }
    return render(request, "meetings/exchange.html", context)


def frame(found: Exchange, user: User, today: date) -> dict[str, Any]:
    """Return what every page of one exchange says."""
    state = labels.state(found, today)
    week = found.of_week
    return {
        "exchange": found,
        "title": labels.week_words(found),
        "state": labels.STATES[state],
        "tone": labels.STATE_TONES[state],
        "may_edit": found.is_open and access.may_edit(user, found.batch),
        "opens_figures": user.may("read_figures"),
        "query": f"?first={week.first}&last={week.last}",
        "makes_pdf": handing.makes_pdf(),
    }


@guarded(*access.READERS)
@require_GET
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The pack to take along: an official document, or with ?format=text plain text."""
    user = person(request)
    found = access.exchange_for(user, pk)
    pack, name = writing.Pack(found, user), f"exchange-{found.of_week}"
    shape = request.GET.get("format", "docx")
    if shape != "text":
        return handing.hand_out(papers.document(pack), name, shape)
    answered = HttpResponse(writing.as_text(pack), content_type="text/plain; charset=utf-8")
    answered["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    answered["Cache-Control"] = "private, no-store"
    return answered


# --- the pack as it is edited ---------------------------------------------------------------------------------------


def _edited(user: User, pk: uuid.UUID) -> Exchange:
    found = access.exchange_for(user, pk)
    access.require_editor(user, found.batch)
    return found


@guarded(BRANCH)
@require_GET
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The pack with what may be done to each item."""
    user, today = person(request), clock.today()
    found = _edited(user, pk)
    numbers = Numbers.of(found)
    sections = showing.arranged(found.items.in_order(), showing.Reader(user, found.held_on), numbers)
    context = {
        **frame(found, user, today),
        "head": numbers.head(),
        "sections": sections,
        "changed": found.is_open and _has_changed(found),
    }
    return render(request, "meetings/edit.html", context)


def _has_changed(found: Exchange) -> bool:
    """Tell whether the records say something else by now than the pack does."""
    held = {
        (one.section, one.about_model, one.about_id): (one.name, one.line, one.facts)
        for one in found.items.filter(about_id__isnull=False, is_past=False)
    }
    drafts = gathering.drafts(found.batch, found.of_week, found.held_on)
    return held != {one.key: (one.name[:200], one.line, dict(one.facts)) for one in drafts}


@guarded(BRANCH)
@require_POST
def gather(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Build the pack again."""
    user = person(request)
    actions.gather_again(user, exchange=_edited(user, pk))
    return redirect("exchange-edit", pk)


@guarded(BRANCH)
def add_words(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add words of one's own."""
    user = person(request)
    found = _edited(user, pk)
    form = forms.OwnWordsForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        item = actions.add_words(user, exchange=found, **data)
        return _at(item)

    parent = (labels.week_words(found), reverse("exchange-edit", args=[pk]))
    return answer(request, FormPage(_("Add words"), _("Add the words"), parent), form, act)


@guarded(BRANCH)
def word_item(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Word an item."""
    user = person(request)
    item = access.item_for(user, pk)
    form = forms.WordsForm(request.POST or None, initial={"words": item.words})

    def act(data: dict[str, Any]) -> str:
        return _at(actions.word_item(user, item=item, **data))

    parent = (labels.week_words(item.exchange), reverse("exchange-edit", args=[item.exchange_id]))
    title = labels.SECTIONS[item.section]
    reader = showing.Reader(user, item.exchange.held_on)
    told = reader.told([item], Numbers.of(item.exchange))[0]
    lede = " · ".join(filter(None, (told.title or told.line, *told.meta)))
    return answer(request, FormPage(title, _("Save it"), parent, lede), form, act, record=item)


def _at(item: PackItem) -> str:
    return f"{reverse('exchange-edit', args=[item.exchange_id])}#{item.section}"


@guarded(BRANCH)
@require_POST
def keep_item(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take an item in."""
    user = person(request)
    return redirect(_at(actions.keep_item(user, item=access.item_for(user, pk))))


@guarded(BRANCH)
@require_POST
def leave_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Leave an item out."""
    user = person(request)
    return redirect(_at(actions.leave_out(user, item=access.item_for(user, pk))))


@guarded(BRANCH)
@require_POST
def move_item(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Move an item up or down by one."""
    user, up = person(request), request.POST.get("to") == "up"
    return redirect(_at(actions.move_item(user, item=access.item_for(user, pk), up=up)))
