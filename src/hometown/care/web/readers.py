"""Who may be trusted with needs of a batch: named by those who run the programme."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hometown.accounts.access import person
from hometown.accounts.answering import FormPage, answer
from hometown.accounts.guards import guarded
from hometown.care import access, actions, forms
from hometown.kernel import clock
from hometown.policy.standing import in_force


@guarded(access.RUN)
@require_GET
def reader_list(request: HttpRequest) -> HttpResponse:
    """The open batches with their readers."""
    most = in_force(clock.today()).care.most_readers
    batches = []
    for batch in access.run_batches(person(request)):
        readers = list(access.standing_readers(batch))
        batches.append({"batch": batch, "readers": readers, "may_name": len(readers) < most})
    return render(request, "care/readers.html", {"batches": batches, "most": most})


@guarded(access.RUN)
def name(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Name a reader of a batch."""
    user, today = person(request), clock.today()
    batch = access.run_batch_for(user, pk)
    form = forms.ReaderForm(request.POST or None, people=access.candidates(in_force(today), batch, today))
    url = reverse("care-readers")
    lede = _("They read what officers entrust to them from now on, and nothing that was noted before.")
    page = FormPage(_("Name a reader"), _("Name them"), (_("Readers"), url), lede)

    def act(data: dict[str, Any]) -> str:
        actions.name_reader(user, batch=batch, **data)
        return url

    return answer(request, page, form, act, _("Named."))


@guarded(access.RUN)
@require_POST
def end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a reader: they read nothing from now on."""
    user = person(request)
    actions.end_reader(user, reader=access.reader_for(user, pk))
    messages.info(request, _("Ended."))
    return redirect("care-readers")
