"""The verbs of bulletins: the case of a review; a month's issue from draft to delivery (`issuing.seal_issue` seals)."""

from .cases import choose_case
from .sending import add_recipient, distribute, fetch, remove_recipient
from .signing import return_to_draft, review, sign_off
from .writing import draft, edit_head, edit_part

__all__ = [
    "add_recipient",
    "choose_case",
    "distribute",
    "draft",
    "edit_head",
    "edit_part",
    "fetch",
    "remove_recipient",
    "return_to_draft",
    "review",
    "sign_off",
]
