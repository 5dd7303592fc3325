"""The verbs of service after signing: the only writers. Each writes one line of the book, answers with the record."""

from .asking import ask, file_request, rate, say
from .linking import make_link, revoke_link
from .offering import decline_offer, offer_times, pick_time, withdraw_offer
from .passing import pass_desk
from .promising import change_promise, hand_promise, keep_promise, promise, release_promise
from .serving import (
    accept,
    close_request,
    hand_on,
    note,
    pause,
    raise_request,
    reopen,
    reply,
    resume,
    settle,
)

__all__ = [
    "accept",
    "ask",
    "change_promise",
    "close_request",
    "decline_offer",
    "file_request",
    "hand_on",
    "hand_promise",
    "keep_promise",
    "make_link",
    "note",
    "offer_times",
    "pass_desk",
    "pause",
    "pick_time",
    "promise",
    "raise_request",
    "rate",
    "release_promise",
    "reopen",
    "reply",
    "resume",
    "revoke_link",
    "say",
    "settle",
    "withdraw_offer",
]
