"""How the rows of learning fare when a contact turns out to be another one, where people write sentences, and what an
officer or an asker has that passes on when they leave.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.companies.models import Contact
from hometown.ledger.holdings import FreeText, Held, Holding

from . import access
from .models import (
    Adoption,
    AdoptionStep,
    Answer,
    AnswerContact,
    Benchmark,
    Goal,
    Mentoring,
    MentoringWord,
    Playbook,
    PlaybookVersion,
    Practice,
    Question,
    QuestionHelper,
    Reflection,
    ThanksLetter,
)
from .models.practices import PARTS


def _question(row: Any) -> str:
    return reverse("question", args=[row.pk if isinstance(row, Question) else row.question_id])


def _practice(row: Practice) -> str:
    return reverse("practice", args=[row.pk])


def _adoption(row: Any) -> str:
    return reverse("adoption", args=[row.pk if isinstance(row, Adoption) else row.adoption_id])


def _benchmark(row: Benchmark) -> str:
    return reverse("benchmark", args=[row.pk])


def _reflection(row: Reflection) -> str:
    return reverse("reflection", args=[row.pk])


def _is_private(row: Reflection) -> bool:
    return row.published_on is None or row.withdrawn_on is not None


def _letter(row: ThanksLetter) -> str:
    return reverse("thanks-letter", args=[row.pk])


def _playbook(row: Any) -> str:
    return reverse("playbook", args=[row.pk if isinstance(row, Playbook) else row.playbook_id])


def _between_two(_row: MentoringWord) -> bool:
    return True


HOLDINGS = (Holding(AnswerContact, "contact", Contact, _("Answers"), alike=("answer_id",)),)
TEXTS = (
    *(FreeText(Question, name, _("Questions"), _question) for name in ("title", "why", "withdrawn_because")),
    *(FreeText(Answer, name, _("Answers"), _question) for name in ("text", "sources", "further")),
    *(FreeText(Practice, name, _("Practices"), _practice) for name in ("title", *PARTS, "withdrawn_because")),
    FreeText(Adoption, "result", _("Practices"), _adoption),
    FreeText(AdoptionStep, "words", _("Practices"), _adoption),
    *(
        FreeText(Benchmark, name, _("Comparisons"), _benchmark)
        for name in ("title", "there", "gap", "action", "outcome", "withdrawn_because")
    ),
    *(
        FreeText(Reflection, name, _("Reflections"), _reflection, unseen=_is_private)
        for name in ("title", "text", "returned_because")
    ),
    FreeText(Playbook, "withdrawn_because", _("Playbooks"), _playbook),
    *(FreeText(PlaybookVersion, name, _("Playbooks"), _playbook) for name in ("text", "steps", "changed")),
    FreeText(MentoringWord, "text", _("Mentors"), unseen=_between_two),
    *(
        FreeText(ThanksLetter, name, _("Letters of thanks"), _letter)
        for name in ("sender", "words", "withdrawn_because")
    ),
)


def _waiting() -> Any:
    return Question.objects.waiting().select_related("unit")


def _answered() -> Any:
    return Question.objects.answered().select_related("unit")


# The to-do of a question goes along with whoever has the next move: the holder, or the asker once there is an answer.
HELD = (
    Held(
        Question, "holder", _("Questions to answer"), open=_waiting, seen=access.visible_questions, carries=("task",),
        due="due_on", page=_question, needs=(access.FIND.value,),
    ),
    Held(
        Question, "holder", _("Questions answered, not accepted yet"), open=_answered, seen=access.visible_questions,
        due="due_on", page=_question, needs=(access.FIND.value,), kind="exchange.question.holder.answered",
    ),
    Held(
        Question, "asker", _("Questions asked, without an answer"), open=_waiting, seen=access.visible_questions,
        due="due_on", page=_question, needs=(access.ASK.value,),
    ),
    Held(
        Question, "asker", _("Answers to look at"), open=_answered, seen=access.visible_questions, carries=("task",),
        due="due_on", page=_question, needs=(access.ASK.value,), kind="exchange.question.asker.answered",
    ),
)  # fmt: skip
AUTHORS = (
    (Question, "asked_by"),
    (QuestionHelper, "user"),
    (Answer, "by"),
    (Practice, "written_by"),
    (Benchmark, "written_by"),
    (Reflection, "author"),
    (Playbook, "written_by"),
    (PlaybookVersion, "by"),
    # What two people tell each other passes to nobody, and a goal is its owner's alone.
    (Mentoring, "asker"),
    (Mentoring, "mentor"),
    (Mentoring, "ended_by"),
    (MentoringWord, "by"),
    (Goal, "owner"),
)
