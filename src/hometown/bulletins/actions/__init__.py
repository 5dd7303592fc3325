"""The verbs of bulletins: what a review tells; a month's issue from draft to delivery (`issuing` seals); samples."""

from .cases import choose_case
from .sampling import check_sampled, draw_sample
from .sending import add_recipient, distribute, fetch, remove_recipient
from .signing import return_to_draft, review, sign_off
from .telling import choose_picture, choose_reflection, drop_told, move_told_up
from .writing import draft, edit_head, edit_part

__all__ = [
    "add_recipient",
    "check_sampled",
    "choose_case",
    "choose_picture",
    "choose_reflection",
    "distribute",
    "draft",
    "draw_sample",
    "drop_told",
    "edit_head",
    "edit_part",
    "fetch",
    "move_told_up",
    "remove_recipient",
    "return_to_draft",
    "review",
    "sign_off",
]
