"""The timetable people keep: the trains between home and the host city, pasting lines in, taking one out."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.face.paging import numbered
from hometown.face.tags import words
from hometown.fieldwork import access, actions, rules
from hometown.fieldwork.models import Train
from hometown.kernel.errors import BadInput

READ = (Capability.SEE_FIELDWORK_ALL, Capability.RECORD_FIELDWORK)
RECORD = Capability.RECORD_FIELDWORK


class LinesForm(forms.Form):
    """Lines of a timetable, as they are copied from a sheet."""

    lines = forms.CharField(
        label=gettext_lazy("Trains, one a line"), max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Number, from, to, departs, arrives, days; copied from a sheet, or with commas. "
            "Days are 1 for Monday to 7 for Sunday, such as 1-5; left out, it runs every day. "
            "An arrival of the next day is written 06:10+1."
        ),
    )  # fmt: skip


@guarded(*READ)
@require_GET
def timetable(request: HttpRequest) -> HttpResponse:
    """The trains by station and hour."""
    user = person(request)
    page = numbered(request, access.visible_trains(user))
    may_record = user.may(RECORD)
    context = {
        "page": page,
        "lines": [(one, _hours(one), days_words(one.days)) for one in page.object_list],
        "may_record": may_record,
    }
    return render(request, "fieldwork/timetable.html", context)


def _hours(train: Train) -> str:
    return f"{train.departs:%H:%M} – {train.arrives:%H:%M}{'+1' if train.next_day else ''}"


def days_words(days: str) -> str:
    """Return on which weekdays a train runs, in words."""
    if days == rules.EVERY_DAY:
        return _("every day")
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return words.listed([names[int(day) - 1] for day in days])


@guarded(RECORD)
def timetable_paste(request: HttpRequest) -> HttpResponseBase:
    """Paste lines of a timetable: all are kept, or none and the page says which line it cannot read."""
    user = person(request)
    form = LinesForm(request.POST or None)
    page = FormPage(_("Paste a timetable"), _("Keep the trains"), (_("Timetable"), reverse("timetable")))

    def act(typed: dict[str, Any]) -> str:
        read = rules.read_timetable(typed["lines"])
        if read.unread:
            refusal = BadInput("fieldwork.line_unread", line=read.unread[0])
            raise BadInput(refusal.code, fields={"lines": refusal}, **refusal.facts)
        kept = actions.keep_trains(user, trains=read.trains)
        messages.info(
            request, ngettext("%(count)s train kept.", "%(count)s trains kept.", len(kept)) % {"count": len(kept)}
        )
        return reverse("timetable")

    return answer(request, page, form, act)


@guarded(RECORD)
@require_POST
def train_out(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a train out."""
    user = person(request)
    actions.take_train_out(user, train=access.train_for(user, pk))
    messages.info(request, _("The train is out of the timetable."))
    return redirect("timetable")
