"""The programme as its pages show it, in the reader's words."""

from .batches import batch_facts, days_left, key_figures, milestone_rows, state_of, tabs
from .branches import (
    advice,
    branch_facts,
    branch_facts_shown,
    branch_of,
    branch_posts,
    forbidden,
    key_task_facts,
    key_task_lines,
    readers_of,
    rulebook_rows,
    secretary_of,
    unread_by,
    unread_rows,
)
from .leaves import leave_matrix, leave_rows, office_of
from .people import duty_words, forest, officer_facts, posting_rows, unit_facts

__all__ = [
    "advice",
    "batch_facts",
    "branch_facts",
    "branch_facts_shown",
    "branch_of",
    "branch_posts",
    "days_left",
    "duty_words",
    "forbidden",
    "forest",
    "key_figures",
    "key_task_facts",
    "key_task_lines",
    "leave_matrix",
    "leave_rows",
    "milestone_rows",
    "office_of",
    "officer_facts",
    "posting_rows",
    "readers_of",
    "rulebook_rows",
    "secretary_of",
    "state_of",
    "tabs",
    "unit_facts",
    "unread_by",
    "unread_rows",
]
