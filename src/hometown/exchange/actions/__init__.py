"""The verbs of the learning flow."""

from .adopting import begin_adoption, move_adoption
from .answering import accept, answer, ask_further, edit_answer, take_out_paper
from .asking import ask, edit_question, take_over, withdraw_question
from .claiming import claim, help_with, pass_on, release
from .comparing import close_benchmark, compare, edit_benchmark, withdraw_benchmark
from .mentoring import ask_mentor, end_mentoring, say_to
from .playbooks import revise_playbook, withdraw_playbook, write_playbook
from .practising import edit_practice, withdraw_practice, write_practice
from .reflecting import (
    edit_reflection,
    publish_reflection,
    return_reflection,
    send_reflection,
    withdraw_reflection,
    write_reflection,
)
from .thanking import keep_letter, withdraw_letter

__all__ = [
    "accept",
    "answer",
    "ask",
    "ask_further",
    "ask_mentor",
    "begin_adoption",
    "claim",
    "close_benchmark",
    "compare",
    "edit_answer",
    "edit_benchmark",
    "edit_practice",
    "edit_question",
    "edit_reflection",
    "end_mentoring",
    "help_with",
    "keep_letter",
    "move_adoption",
    "pass_on",
    "publish_reflection",
    "release",
    "return_reflection",
    "revise_playbook",
    "say_to",
    "send_reflection",
    "take_out_paper",
    "take_over",
    "withdraw_benchmark",
    "withdraw_letter",
    "withdraw_playbook",
    "withdraw_practice",
    "withdraw_question",
    "withdraw_reflection",
    "write_playbook",
    "write_practice",
    "write_reflection",
]
