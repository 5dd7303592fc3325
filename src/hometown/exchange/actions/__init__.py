"""The verbs of the learning flow."""

from .adopting import begin_adoption, move_adoption
from .answering import accept, answer, ask_further, edit_answer
from .asking import ask, edit_question, withdraw_question
from .claiming import claim, help_with, pass_on, release
from .comparing import close_benchmark, compare, edit_benchmark, withdraw_benchmark
from .practising import edit_practice, withdraw_practice, write_practice

__all__ = [
    "accept",
    "answer",
    "ask",
    "ask_further",
    "begin_adoption",
    "claim",
    "close_benchmark",
    "compare",
    "edit_answer",
    "edit_benchmark",
    "edit_practice",
    "edit_question",
    "help_with",
    "move_adoption",
    "pass_on",
    "release",
    "withdraw_benchmark",
    "withdraw_practice",
    "withdraw_question",
    "write_practice",
]
