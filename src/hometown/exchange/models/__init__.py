"""Questions and answers, practices and their adoption, comparisons, reflections, letters of thanks; playbooks, mentors,
goals of one's own.
"""

from .benchmarks import Benchmark
from .goals import Goal
from .mentoring import Mentoring, MentoringWord
from .playbooks import Playbook, PlaybookVersion
from .practices import Adoption, AdoptionStep, Practice
from .questions import Answer, AnswerContact, AnswerFile, Question, QuestionHelper
from .reflections import Reflection, ThanksLetter

__all__ = [
    "Adoption",
    "AdoptionStep",
    "Answer",
    "AnswerContact",
    "AnswerFile",
    "Benchmark",
    "Goal",
    "Mentoring",
    "MentoringWord",
    "Playbook",
    "PlaybookVersion",
    "Practice",
    "Question",
    "QuestionHelper",
    "Reflection",
    "ThanksLetter",
]
