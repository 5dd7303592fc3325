"""What the pages below call the verbs of learning, and how they treat its records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.ledger.records import Record

from . import access
from .models import Adoption, Answer, Benchmark, Practice, Question

VERBS: dict[str, Any] = {
    "question.asked": _("asked a question"),
    "question.edited": _("worded a question anew"),
    "question.withdrawn": _("took a question back"),
    "question.claimed": _("claimed a question"),
    "question.helped": _("joined in answering a question"),
    "question.released": _("gave a question up"),
    "question.passed": _("passed a question on"),
    "question.answered": _("answered a question"),
    "answer.edited": _("changed an answer"),
    "question.asked_further": _("asked further"),
    "question.accepted": _("accepted an answer"),
    "practice.written": _("wrote a practice down"),
    "practice.edited": _("changed a practice"),
    "practice.withdrawn": _("took a practice back"),
    "adoption.begun": _("began to take a practice over"),
    "adoption.moved": _("took an adoption a step on"),
    "benchmark.written": _("wrote a comparison"),
    "benchmark.edited": _("changed a comparison"),
    "benchmark.done": _("said what came of a comparison"),
    "benchmark.withdrawn": _("took a comparison back"),
}

FIELDS: dict[str, Any] = {
    "theme": _("Topic"),
    "title": _("Title"),
    "why": _("Why it is asked"),
    "unit": _("Unit"),
    "asked_by": _("Who asked"),
    "asker": _("Who looks at the answers"),
    "asked_on": _("Asked on"),
    "due_on": _("By when"),
    "batch": _("Batch"),
    "benchmark": _("Comparison"),
    "holder": _("Who has it"),
    "claimed_on": _("Question claimed on"),
    "task": _("To-do"),
    "answered_on": _("Answered"),
    "further_on": _("Asked further"),
    "further": _("What is still open"),
    "accepted_on": _("Accepted"),
    "accepted_by": _("Who accepted it"),
    "withdrawn_on": _("Taken back"),
    "withdrawn_because": _("Why it was taken back"),
    "question": _("Question"),
    "by": _("Who answered"),
    "on": _("Day"),
    "text": _("Answer"),
    "sources": _("Where it comes from"),
    "activity": _("Found on"),
    "what": _("What is done"),
    "place": _("Place there"),
    "by_whom": _("Who does it there"),
    "cost": _("Cost"),
    "conditions": _("Conditions"),
    "result": _("Result"),
    "answer": _("Answer"),
    "note": _("Note"),
    "written_on": _("Written"),
    "written_by": _("Who wrote it"),
    "practice": _("Practice"),
    "step": _("How far"),
    "step_on": _("Since"),
    "begun_by": _("Who began"),
    "there": _("What they do there"),
    "gap": _("What is missing here"),
    "action": _("What is done about it"),
    "done_on": _("Done"),
    "done_by": _("Who said so"),
    "outcome": _("What came of it"),
}
RECORDS = (
    Record(Question, access.visible_questions, "question", _("Question"), FIELDS),
    Record(Answer, access.visible_answers, "answer", _("Answer"), FIELDS),
    Record(Practice, access.visible_practices, "practice", _("Practice"), FIELDS),
    Record(Adoption, access.visible_adoptions, "adoption", _("Adoption"), FIELDS),
    Record(Benchmark, access.visible_benchmarks, "benchmark", _("Comparison"), FIELDS),
)
