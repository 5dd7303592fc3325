"""The verbs of the programme: the only writers. Each writes one line of the book and answers with the record.

`actor` is None only where the installation itself acts (init, demo).
"""

from hometown.programme.cities import city, has_home_city
from hometown.programme.divisions import load_divisions

from .batches import (
    add_milestone,
    clone_batch,
    close_batch,
    edit_batch,
    open_batch,
    plan_batch,
    remove_milestone,
    set_districts,
    start_batch,
)
from .branches import appoint, dissolve_branch, edit_branch, end_appointment, found_branch
from .duties import end_duty, give_duty
from .leaves import ask_leave, decide_leave, return_from_leave, withdraw_leave
from .officers import (
    add_officer,
    change_host,
    edit_officer,
    end_posting,
    link_account,
    post_officer,
)
from .places import add_city, add_unit, begin, edit_unit
from .plans import add_clause, add_plan, edit_clause, tie_task, untie_task
from .work import acknowledge, add_key_task, edit_key_task, finish_key_task, issue_rulebook, reopen_key_task

__all__ = [
    "acknowledge",
    "add_city",
    "add_clause",
    "add_key_task",
    "add_milestone",
    "add_officer",
    "add_plan",
    "add_unit",
    "appoint",
    "ask_leave",
    "begin",
    "change_host",
    "city",
    "clone_batch",
    "close_batch",
    "decide_leave",
    "dissolve_branch",
    "edit_batch",
    "edit_branch",
    "edit_clause",
    "edit_key_task",
    "edit_officer",
    "edit_unit",
    "end_appointment",
    "end_duty",
    "end_posting",
    "finish_key_task",
    "found_branch",
    "give_duty",
    "has_home_city",
    "issue_rulebook",
    "link_account",
    "load_divisions",
    "open_batch",
    "plan_batch",
    "post_officer",
    "remove_milestone",
    "reopen_key_task",
    "return_from_leave",
    "set_districts",
    "start_batch",
    "tie_task",
    "untie_task",
    "withdraw_leave",
]
