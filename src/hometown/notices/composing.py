"""What a message outside says: one of a few sentences and a link. No name and no amount can be put into it.

A count of things that wait is the only thing that varies. The link leads to a page here, which asks who is there.
"""

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "digest": _("Daily digest"),
    "assignment": _("Assignment"),
    "sheet": _("Dispatch sheet"),
    "supervision": _("Supervision"),
    "question": _("Question"),
    "hot_signal": _("A client can talk"),
    "mentoring": _("Mentors"),
}


def sentence(kind: str, language: str, number: int = 0) -> str:
    """Return the words of a kind of message. Raises KeyError for a kind that is none."""
    with translation.override(language):
        return {
            "digest": ngettext(
                "You have %(number)s thing to look at today.", "You have %(number)s things to look at today.", number
            )
            % {"number": number},
            "assignment": gettext("Something has been assigned to you."),
            "sheet": gettext("The dispatch sheet of today has been issued."),
            "supervision": gettext("Something you answer for is supervised."),
            "question": gettext("A question waits for you."),
            "mentoring": gettext("Somebody waits for your word."),
            "hot_signal": gettext("A client can talk. See which way there is."),
        }[kind]


def whole(text: str, pk: uuid.UUID) -> str:
    """Return a message as it goes out: its words, and its link on a line of its own."""
    address = str(settings.CHANNELS.get("address", "")).rstrip("/")
    return f"{text}\n{address}{reverse('message-open', args=[pk])}"
