"""One form makes one record. Every form carries a key of its own; the same form sent twice, by an impatient finger or a
page sent again, is led to what the first one made. The guards ask here, so that no view has to think of it.

What was typed counts too: going back, changing a word and sending the form anew is another form.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from threading import Event
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from hometown.face.form_keys import FIELD
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.kernel.ids import uuid7

from .models import SentForm

_log = logging.getLogger(__name__)
KEPT = timedelta(days=1)
GIVEN_UP = timedelta(seconds=60)  # who has not answered by then was ended in the middle of it
WAIT_SECONDS, STEP_SECONDS = 8, 0.05
_MOVED = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
_KEY = re.compile(r"[0-9A-Za-z_-]{16,64}")
_PLACE = "<link>"  # stands for the secret of a link in what is kept
_PLAIN = {FIELD, "csrfmiddlewaretoken"}


def once(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer a request; of a form that was sent before, with the way the first one went.

    Raises RuleBroken `accounts.being_sent` while the first is still at it.
    """
    key = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if not _KEY.fullmatch(key):
        return act()
    digest = _digest(request, key)
    mine = _taken(digest)
    if mine is None:
        went = _first_went(digest)
        return HttpResponseRedirect(_opened(request, went)) if went else once(request, act)
    went = ""
    try:
        response = act()
        went = response.headers["Location"] if response.status_code in _MOVED else ""
    finally:
        if not went:
            _let_go(mine)
    if went:
        SentForm.objects.filter(pk=mine.pk).update(location=_closed(request, went))
    return response


def _closed(request: HttpRequest, went: str) -> str:
    """Return an address without the secret of a link: that is kept nowhere but in the link."""
    secret = _secret(request)
    return went.replace(secret, _PLACE) if secret else went


def _opened(request: HttpRequest, kept: str) -> str:
    secret = _secret(request)
    return kept.replace(_PLACE, secret) if secret else kept


def _secret(request: HttpRequest) -> str:
    return str(request.resolver_match.kwargs.get("token", "")) if request.resolver_match else ""


def _let_go(mine: SentForm) -> None:
    """Let the form be sent anew: it came to nothing. Where the database is away by now, its time runs out instead."""
    try:
        mine.delete()
    except DatabaseError as error:
        _log.warning("a form that came to nothing is kept: %s", error)


def _digest(request: HttpRequest, key: str) -> str:
    """Return what stands for a person's form with all that was typed and every file."""
    found = hashlib.sha256(f"{getattr(request.user, 'pk', '')} {request.get_full_path()} {key}".encode())
    for part in _parts(request):
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    for name in sorted(request.POST.keys() - _PLAIN):
        yield name.encode("utf-8", "surrogatepass")
        yield from (value.encode("utf-8", "surrogatepass") for value in request.POST.getlist(name))
    for name in sorted(request.FILES.keys()):
        for upload in request.FILES.getlist(name):
            content = hashlib.sha256()
            for chunk in upload.chunks():
                content.update(chunk)
            upload.seek(0)
            yield f"{name} {upload.name}".encode("utf-8", "surrogatepass")
            yield content.digest()


def _taken(digest: str) -> SentForm | None:
    """Take a form for oneself; None when somebody has it already."""
    now = clock.now()
    SentForm.objects.filter(at__lt=now - KEPT).delete()
    SentForm.objects.filter(digest=digest, location="", at__lt=now - GIVEN_UP).delete()
    mine = SentForm(id=uuid7(), digest=digest, at=now)
    SentForm.objects.bulk_create([mine], ignore_conflicts=True)
    return SentForm.objects.filter(pk=mine.pk).first()


def _first_went(digest: str) -> str:
    """Return where the first of two like forms went, waiting a little for it to get there; empty if it came to nothing.

    Raises RuleBroken when it takes too long.
    """
    pause: Any = Event()
    for _turn in range(int(WAIT_SECONDS / STEP_SECONDS)):
        first = SentForm.objects.filter(digest=digest).first()
        if first is None:
            return ""
        if first.location:
            return str(first.location)
        pause.wait(STEP_SECONDS)
    raise RuleBroken("accounts.being_sent")
