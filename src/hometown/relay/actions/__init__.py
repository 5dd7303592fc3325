"""The verbs of the relay: merge, un-merge, forget, restrict, hand over, accept. Each is one line of the book."""

from .forgetting import forget_person, restrict_person
from .handing import (
    accept_items,
    change_plan,
    drop_plan,
    give_to_another,
    hand_over,
    hand_over_all,
    name_successor,
    plan_handover,
    return_item,
)
from .merging import merge_companies
from .unmerging import unmerge_companies

__all__ = [
    "accept_items",
    "change_plan",
    "drop_plan",
    "forget_person",
    "give_to_another",
    "hand_over",
    "hand_over_all",
    "merge_companies",
    "name_successor",
    "plan_handover",
    "restrict_person",
    "return_item",
    "unmerge_companies",
]
