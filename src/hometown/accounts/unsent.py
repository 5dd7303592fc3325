"""A form that was sent after its session ended: it waits on the sign-in page, and is sent on by one more press.

What was typed stands nowhere but in the page itself, signed, for half a day. It is for whom it was typed by, as far as
that is known: whoever signs in as somebody else is not shown it. Passwords are never carried, files cannot be.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hometown.face.answers import sent_of, typed_of

from .forms import SignInForm
from .models import User

FIELD = "unsent"
KEPT = timedelta(hours=12)
_SALT = "hometown.accounts.unsent"


@dataclass(frozen=True)
class Unsent:
    """A form that waits: where it goes, what it sends, whether files came with it, who typed it if that is known."""

    address: str
    sent: list[tuple[str, str]]
    had_files: bool
    typed_by: str

    def is_for(self, user: User) -> bool:
        """Tell whether somebody may see and send it."""
        return self.typed_by in ("", str(user.pk))


def ends_here(request: HttpRequest, user: User) -> None:
    """Remember for this request whose session just ended."""
    request.session_ended_of = user.pk  # type: ignore[attr-defined]


def carried(request: HttpRequest) -> str:
    """Return the form that a request sent, to be carried by the sign-in page; nothing where there is none to keep."""
    sent = sent_of(request)
    if not sent:
        return ""
    ended: uuid.UUID | None = getattr(request, "session_ended_of", None)
    told = {
        "address": request.get_full_path(),
        "sent": sent,
        "had_files": bool(request.FILES),
        "typed_by": str(ended or ""),
    }
    return signing.dumps(told, salt=_SALT, compress=True)


def waiting(text: str) -> Unsent | None:
    """Return the form that a sign-in page carried; None for what is too old, or was never ours."""
    try:
        told: dict[str, Any] = signing.loads(text, salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    return Unsent(told["address"], [(name, value) for name, value in told["sent"]], told["had_files"], told["typed_by"])


def sign_in_first(request: HttpRequest, form: str) -> HttpResponse:
    """Answer a form whose session has ended: sign in, and it is still there."""
    page = {"form": SignInForm(), "next": "", "unsent": form}
    return render(request, "accounts/sign_in.html", page, status=HTTPStatus.UNAUTHORIZED)


def send_on(request: HttpRequest, form: Unsent) -> HttpResponse:
    """Show somebody who has signed in again what waits, with the button that sends it."""
    page = {"unsent": form, "typed": typed_of(form.sent)}
    return render(request, "accounts/unsent.html", page)
